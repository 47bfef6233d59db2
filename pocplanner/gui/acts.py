"""What can be asked of the window: one table for menus, keys, toolbar and the list of commands."""

from functools import partial
from typing import TYPE_CHECKING

from pocplanner.gui.actions import Act
from pocplanner.gui.coordinates.readout import COPY_KEY

if TYPE_CHECKING:
    from pocplanner.gui.window import Window
    from pocplanner.model.geometry import Position

PAGES = (
    *("mission", "map", "events", "community", "time"),
    *("assessment", "strategy", "scenario", "report"),
)


def acts_of(window: "Window") -> list[Act]:
    """The acts of a window, in the order of its menus."""
    missions, desk = window.missions, window.desk
    turning = [
        Act(f"page_{name}", partial(turn, window, name), "view", (f"Ctrl+{i}",))
        for i, name in enumerate(PAGES, 1)
    ]
    return [
        Act("new", missions.new_mission, "file", ("Ctrl+N",), needs_mission=False),
        Act("open", missions.ask_open, "file", ("Ctrl+O",), needs_mission=False),
        Act("example", missions.open_example, "file", needs_mission=False),
        Act("import", window.ask_import, "file", ("Ctrl+I",), bar=True),
        Act("save", partial(save_form, window), "file", ("Ctrl+S",)),
        Act("template", missions.ask_template, "file", needs_mission=False),
        Act("copy", missions.ask_copy, "file", ("Ctrl+Shift+S", "F12")),
        Act("passphrase", missions.ask_new_passphrase, "file"),
        Act("print", lambda: window.turn_to("report"), "file", ("Ctrl+P",)),
        Act("export_data", partial(ask_data, window), "file", ("Ctrl+Shift+E",)),
        Act("map_picture", partial(ask_map_picture, window), "file", ("Ctrl+Shift+P",)),
        Act("lock", lambda: window.locking.lock(), "file", ("Ctrl+L",)),
        Act("close", partial(desk.leave, wait=False), "file", ("Ctrl+W",)),
        Act("quit", window.close, "file", ("Ctrl+Q",), needs_mission=False),
        Act("undo", window.undo, "edit", ("Ctrl+Z",), bar=True),
        Act("redo", window.redo, "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), bar=True),
        Act("history", partial(show_history, window), "edit", ("Ctrl+Alt+Z",)),
        Act("kept_apart", partial(list_kept_apart, window), "edit"),
        Act("purge", partial(ask_purge, window), "edit"),
        Act("assess", partial(assess, window), "edit"),
        Act("check", partial(window.turn_to, "mission", "check"), "edit"),
        Act("settings", window.ask_settings, "edit", ("Ctrl+,",), needs_mission=False),
        *turning,
        Act("place", partial(show_places, window), "view", ("Ctrl+G",)),
        Act("table", partial(on_map, window, "table"), "view", ("F6",)),
        Act("measure", partial(on_map, window, "measure"), "view", ("Ctrl+Shift+M",)),
        Act("grid", partial(on_map, window, "grid"), "view", ("Ctrl+Shift+G",)),
        Act("zoom_chosen", partial(on_map, window, "zoom"), "view"),
        Act("map_alone", partial(on_map, window, "alone"), "view", ("F11",)),
        Act("names", partial(on_map, window, "names"), "view", ("Ctrl+Shift+L",)),
        Act("scale", partial(on_map, window, "scale"), "view", ("Ctrl+Shift+K",)),
        Act("view_back", partial(on_map, window, "back"), "view", ("Alt+Left",)),
        Act("view_forth", partial(on_map, window, "forth"), "view", ("Alt+Right",)),
        Act("keep_view", partial(on_map, window, "keep"), "view", ("Ctrl+B",)),
        Act("copy_position", window.status.pointer.copy, "edit", (COPY_KEY,)),
        Act(
            "commands",
            partial(show_commands, window),
            "help",
            ("Ctrl+K",),
            needs_mission=False,
            bar=True,
        ),
        Act("help", window.toggle_help, "help", ("F1",), needs_mission=False, bar=True),
        Act("keys", lambda: window.show_help("keys"), "help", needs_mission=False),
        Act("limits", lambda: window.show_help("limits"), "help", needs_mission=False),
    ]


def turn(window: "Window", name: str) -> None:
    """Bring a page to the front; the map is moved by the arrows at once."""
    from pocplanner.gui.pages.page import Centred

    window.turn_to(name)
    page = window.page(name)
    if isinstance(page, Centred):
        page.take_keys()


def save_form(window: "Window") -> None:
    """Keep what stands in the form in focus; everything else is kept already, and it says so."""
    from PySide6.QtWidgets import QApplication

    from pocplanner.gui.forms.form import Form

    at = QApplication.focusWidget()
    while at is not None and not isinstance(at, Form):
        at = at.parentWidget()
    if isinstance(at, Form) and at.touched:
        at.save()
    if not isinstance(at, Form) or not at.touched:
        window.desk.said.emit(window.words.text("gui.all_kept"))


def list_kept_apart(window: "Window") -> None:
    """List what was found to be two different things."""
    from pocplanner.gui.imports.kept_apart import show_kept_apart

    show_kept_apart(window, window.desk)


def ask_purge(window: "Window") -> None:
    """Delete for good what was taken out."""
    from pocplanner.gui.purging import ask_purge_removed

    ask_purge_removed(window, window.desk)


def show_history(window: "Window") -> None:
    """The list of acts to take back, below the undo button, or below the menus without one."""
    place = window.menus.bar.widgetForAction(window.menus.actions["undo"])
    shown = place is not None and place.isVisible()
    window.undo_list.open_at(place if place is not None and shown else window.menuBar())


def ask_data(window: "Window") -> None:
    """Let layers leave as data; what writes them is large and comes when it is asked for."""
    from pocplanner.gui.papers.data_dialog import ask_export_data

    ask_export_data(window, window.desk)


def ask_map_picture(window: "Window") -> None:
    """Let the map leave as a picture or an atlas."""
    from pocplanner.gui.pages.map import MapPage

    window.turn_to("map")
    page = window.page("map")
    if isinstance(page, MapPage):
        page.ask_picture()


def show_commands(window: "Window") -> None:
    """The list of everything that can be done."""
    from pocplanner.gui.finding import FindDialog, acts_and_records

    words = window.words
    find = acts_and_records(window.actions_by_name, window.desk)
    title, hint = words.text("gui.act.commands"), words.text("gui.commands.hint")
    none = partial(_nothing, window, "nothing")
    FindDialog(window, title, hint, find, none).exec()


def show_places(window: "Window") -> None:
    """Find a place by its name or its position, and show it on the map."""
    from pocplanner.gui.finding import FindDialog, places

    words = window.words
    title, hint = words.text("gui.act.place"), words.text("gui.commands.place_hint")
    find = places(window.desk, partial(_centre, window))
    FindDialog(window, title, hint, find, partial(_nothing, window, "no_place")).exec()


def _nothing(window: "Window", key: str, text: str) -> str:
    return window.words.text(f"gui.commands.{key}", text=text)


def zoom_on_map(window: "Window", ids: list[str]) -> None:
    """Turn to the map and show all of these."""
    from pocplanner.gui.pages.map import MapPage

    window.turn_to("map")
    page = window.page("map")
    if isinstance(page, MapPage):
        page.show_tab("map")
        page.over.zoom_to(ids)


def on_map(window: "Window", what: str) -> None:
    """Turn to the map and do something there: its table, measuring, its grid, its views."""
    from pocplanner.gui.pages.map import MapPage

    before = window.stack.currentWidget()
    window.turn_to("map")
    page = window.page("map")
    if not isinstance(page, MapPage):
        return
    page.show_tab("map")
    if what == "measure":
        page.over.take_measure(not page.over.measuring)
    elif what == "grid":
        page.over.grid.show(not page.over.grid.on)
    elif what == "zoom":
        page.picking.zoom_chosen()
    elif what == "alone":
        from pocplanner.gui.map.alone import Alone

        page.alone = page.alone or Alone(window, page)
        page.alone.toggle()
    elif what == "names":
        page.layers.name_all()
    elif what == "scale":
        window.status.scale.take_focus()
    elif what == "keep":
        page.layers.views.ask()
    elif what in ("back", "forth"):
        page.step_view(what == "back")
    elif before is not page:
        page.over.toggle_table([*page.hand.chosen] or [""])
    else:
        page.show_table()


def _centre(window: "Window", at: "Position") -> None:
    from pocplanner.gui.pages.page import Centred

    window.turn_to("map")
    page = window.page("map")
    if isinstance(page, Centred):
        page.centre_on(at)


def assess(window: "Window") -> None:
    """Keep what is proposed and today's ratings."""
    from pocplanner.commands import assessment as assessing

    window.turn_to("assessment", "threats")
    desk = window.desk
    found = desk.assessment
    kept = desk.act(assessing.keep, found) if found is not None else None
    if kept is not None:
        desk.said.emit(window.words.text("gui.assessment.kept", proposed=kept[0], rated=kept[1]))
