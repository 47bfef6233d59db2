"""What a person does in the first half hour with a mission, for the benchmark of frozen moments."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu

Act = Callable[[], object]

_ROWS = 3_000


def half_hour(window: Any, folder: Path) -> Iterator[tuple[str, Act, float]]:
    """What is done, each with the seconds to wait after it."""
    yield from _searched(window)
    yield from _taken_in(window, folder)
    yield from _edited(window)
    yield from _pasted(window)
    yield from _looked(window)
    yield from _left(window, folder)


def _with_dialog(do: Act, then: Act | None = None, shut_ms: int = 1_200) -> Act:
    """Do what opens a dialog, perhaps something in it, and shut it again."""

    def shut() -> None:
        for shown in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if isinstance(shown, QMenu):
                shown.close()
            elif isinstance(shown, QDialog):
                shown.reject()

    def run() -> None:
        if then is not None:
            QTimer.singleShot(shut_ms // 2, then)
        QTimer.singleShot(shut_ms, shut)
        do()

    return run


def _type(text: str) -> None:
    dialog: Any = QApplication.activeModalWidget()
    dialog.box.setText(text)


def _searched(window: Any) -> Iterator[tuple[str, Act, float]]:
    acts = window.actions_by_name
    for name, typed in (("commands", "mar"), ("commands", "village 17"), ("place", "village 4")):
        act = acts[name].trigger
        yield f"half hour: {name}, {typed}", _with_dialog(act, partial(_type, typed)), 1.6
    yield "half hour: the list of acts to undo", _with_dialog(acts["history"].trigger), 1.5
    yield "half hour: settings", _with_dialog(acts["settings"].trigger), 1.5
    yield "half hour: a new mission is asked for", _with_dialog(acts["new"].trigger), 1.5


def _taken_in(window: Any, folder: Path) -> Iterator[tuple[str, Act, float]]:
    from pocplanner.gui.imports.dialog import import_next

    table = folder / "incidents.csv"
    lines = (
        f"E{i},2021-0{1 + i % 9}-1{i % 9},Place {i % 90},{5 + i % 70 / 20},{20 + i % 90 / 20},"
        f"Group {i % 7},Battle,{i % 9}"
        for i in range(_ROWS)
    )
    head = "event_id,event_date,location,latitude,longitude,actor1,event_type,fatalities"
    table.write_text("\n".join((head, *lines)), "utf-8")
    opened: list[Any] = []
    yield (
        "half hour: a file is taken in, looked at",
        lambda: opened.append(import_next(window, window.desk, [table])),
        5,
    )
    dialog = opened[0]
    for at in range(1, dialog.tabs.count()):
        yield (
            f"half hour: its part {dialog.tabs.tabText(at)}",
            partial(dialog.tabs.setCurrentIndex, at),
            0.8,
        )
    yield "half hour: its rows are kept", dialog.keep, 8
    yield "half hour: its window is shut", dialog.reject, 3


def _edited(window: Any) -> Iterator[tuple[str, Act, float]]:
    yield (
        "half hour: communities",
        lambda: (
            window.turn_to("community"),
            window.page("community").show_tab("Community"),
        ),
        1.5,
    )
    pane = window.page("community").panes["Community"]
    yield "half hour: one is chosen", partial(pane.select, "c7"), 1
    form = pane.card.form
    yield "half hour: its name is typed", partial(form.set_field, "name", "Village of wells"), 0.5
    yield "half hour: its form is saved", form.save, 4
    yield "half hour: a new one is begun", lambda: pane.card.begin(type(form.part)), 1
    yield "half hour: another is chosen", partial(pane.select, "c9"), 1
    yield "half hour: on the map", partial(window.show_on_map, "c9"), 2


def _pasted(window: Any) -> Iterator[tuple[str, Act, float]]:
    pane = window.page("community").panes["Community"]
    rows = [f"Camp {i}\t{5 + i / 500}, {20 + i / 500}" for i in range(300)]
    text = "\n".join(("Name\tPosition", *rows))
    paste = partial(pane.table.pasted.emit, text)
    yield "half hour: 300 rows are pasted", _with_dialog(paste, shut_ms=2_500), 3


def _looked(window: Any) -> Iterator[tuple[str, Act, float]]:
    from pocplanner.gui import theme

    app = QApplication.instance()
    for look in ("dark", "light"):
        yield f"half hour: {look}", partial(theme.apply, app, look), 1.5
    for name in ("map", "report"):
        yield f"half hour: {name} again", partial(window.turn_to, name), 1
    yield "half hour: the help", window.toggle_help, 1
    yield "half hour: the help away", window.toggle_help, 1


def _left(window: Any, folder: Path) -> Iterator[tuple[str, Act, float]]:
    from pocplanner.model.guard import Audience

    page = window.page("report")
    for audience in (Audience.PARTNER, Audience.CORE):
        choose = partial(page.form.audiences.choose, audience)
        yield f"half hour: for {audience.value}", choose, 1.5
    yield "half hour: another paper", partial(page.form.choose, "strategy"), 1.5
    yield "half hour: a paper is looked at", page.preview, 30
    yield "half hour: a paper leaves", partial(page.export_to, folder / "paper.pdf"), 30
    acts = window.actions_by_name
    data = _with_dialog(acts["export_data"].trigger, shut_ms=3_000)
    yield "half hour: data is to leave", data, 3.5
    picture = _with_dialog(acts["map_picture"].trigger, shut_ms=2_500)
    yield "half hour: a picture of the map is to leave", picture, 3
