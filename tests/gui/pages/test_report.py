"""The report page: the real paper is shown, the safest audience comes first, nothing stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from pocplanner.analysis.sharing import INSIDE
from pocplanner.commands import mission as acting
from pocplanner.commands import report
from pocplanner.gui.pages.report import ReportPage
from pocplanner.gui.papers import paper_making
from pocplanner.gui.papers.audience_list import SAFEST, wider
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.issue_list import IssueList
from pocplanner.gui.papers.paper_making import Choice, HeldBack
from pocplanner.gui.papers.paper_view import PaperView
from pocplanner.gui.window import Window
from pocplanner.model.community import Community, Consent, Coping
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words

Told = list[Problem]


def report_of(window: Window, qtbot: QtBot) -> ReportPage:
    """The report page at the front, with its counts."""
    window.turn_to("report")
    page = window.page("report")
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: bool(page.held), timeout=20_000)
    return page


def paper(page: ReportPage, qtbot: QtBot) -> paper_making.Paper:
    """The pages, made as a person makes them."""
    page.make_button.click()
    qtbot.waitUntil(lambda: page.paper is not None, timeout=40_000)
    assert page.paper is not None
    return page.paper


def project_of(window: Window) -> Project:
    project = window.desk.project
    assert project is not None
    return project


# --- who it is for ------------------------------------------------------------------------------


def test_the_safest_audience_is_chosen_whenever_a_mission_opens(
    empty_window: Window, sample_copy: Path, qtbot: QtBot
) -> None:
    page = report_of(empty_window, qtbot)
    assert SAFEST in INSIDE
    assert page.choice.audience is SAFEST
    page.form.audiences.choose(Audience.PUBLIC)
    assert page.choice.audience is Audience.PUBLIC
    assert empty_window.open_path(sample_copy)
    assert page.choice.audience is SAFEST


def test_of_those_inside_the_safest_gets_least_and_each_is_told_how_much(
    window: Window, qtbot: QtBot
) -> None:
    page = report_of(window, qtbot)
    most = max(page.held[a].records for a in INSIDE)
    assert page.held[SAFEST].records == most > 0
    for audience, line in page.form.audiences._held.items():
        held = page.held[audience]
        assert str(held.records) in line.text()
        assert str(len(held.expired)) in line.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_audience_has_its_line(language: str) -> None:
    words = Words(language)
    for audience in Audience:
        assert words.has(f"gui.report.audience.{audience.value}")


def test_an_edit_counts_anew(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    before = page.held[Audience.PUBLIC].records
    acting.change(project_of(empty_window), "edit.record.add", Community(name="Kemba"))
    qtbot.waitUntil(lambda: page.held[Audience.PUBLIC].records == before + 1, timeout=10_000)


def test_an_audience_that_a_rule_forbids_gets_no_button(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    page.held = {SAFEST: HeldBack(refused=Problem("export.mosaic", place="Kemba"))}
    page._on_choice()
    assert not page.make_button.isEnabled() and not page.export_button.isEnabled()
    assert "Kemba" in page.form.audiences._held[SAFEST].text()


def test_only_what_leaves_the_mission_wants_a_word(qtbot: QtBot) -> None:
    words = Words("en")
    for audience in Audience:
        choice = Choice("strategy", audience, "en")
        asked = ExportDialog(None, words, choice, "Strategy", HeldBack())
        qtbot.addWidget(asked)
        assert asked.asks == wider(audience) == (audience not in INSIDE)
        asked.try_accept()  # what Enter does
        assert bool(asked.result()) == (audience in INSIDE)
        assert asked.said.isHidden() == (audience in INSIDE)


def test_the_name_is_typed_as_it_stands(qtbot: QtBot) -> None:
    words = Words("en")
    name = words.term("audience", "host_state")
    for typed, taken in ((name[:-1], False), ("yes", False), (f"  {name.upper()} ", True)):
        choice = Choice("strategy", Audience.HOST_STATE, "en")
        asked = ExportDialog(None, words, choice, "Strategy", None)
        qtbot.addWidget(asked)
        asked.typed.setText(typed)
        asked.try_accept()
        assert bool(asked.result()) is taken


# --- the pages ----------------------------------------------------------------------------------


def test_the_pages_are_the_file_itself_and_nothing_of_them_stays(
    empty_window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[tuple[Path, int]] = []
    write = paper_making.write_paper

    def watched(snapshot: Any, choice: Any, path: Path, today: date) -> Any:
        folders.append((path.parent, path.parent.stat().st_mode & 0o777))
        return write(snapshot, choice, path, today)

    monkeypatch.setattr(paper_making, "write_paper", watched)
    monkeypatch.setattr(paper_making, "_memory_folder", lambda: str(tmp_path))
    page = report_of(empty_window, qtbot)
    made = paper(page, qtbot)
    assert made.content.startswith(b"%PDF-")
    assert page.view.pages == made.written.pages > 1
    assert [mode for _, mode in folders] == [0o700]
    assert not folders[0][0].exists()
    assert [
        p for p in tmp_path.iterdir() if p.suffix != ".pocplan" and "pocplan" not in p.name
    ] == []
    page.close_page()
    assert page.view.pages == 0 and page.paper is None


def test_the_paper_lies_in_memory_where_there_is_such_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert paper_making._memory_folder() == str(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    assert paper_making._memory_folder() in ("/dev/shm", None)


def test_a_cancelled_paper_leaves_nothing(
    empty_window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_making, "_memory_folder", lambda: str(tmp_path))
    page = report_of(empty_window, qtbot)
    page.make_button.click()
    assert not page.make_button.isEnabled(), "one at a time"
    empty_window.desk.jobs.cancel()
    qtbot.waitUntil(lambda: not empty_window.desk.jobs.busy, timeout=20_000)
    assert page.paper is None and page.make_button.isEnabled()
    assert list(tmp_path.glob("paper-*")) == []
    assert page.view.empty.text() == empty_window.words.text("gui.report.none")


def test_a_french_paper_from_an_english_window(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    page.form.language.setCurrentIndex(page.form.language.findData("fr"))
    paper(page, qtbot)
    text = page.view.document.getAllText(0).text()
    assert "Stratégie" in text or "STRATÉGIE" in text
    assert page.make_button.text() == Words("en").text("gui.report.preview")


def test_the_size_of_the_paper_is_chosen(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    page.form.paper_size.setCurrentIndex(page.form.paper_size.findData("letter"))
    paper(page, qtbot)
    assert page.view.document.pagePointSize(0).width() == pytest.approx(612, abs=1)


def test_another_choice_takes_the_pages_away(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    paper(page, qtbot)
    page.form.audiences.choose(Audience.CORE)
    assert page.paper is None and page.view.pages == 0
    assert page.view.empty.isVisibleTo(page.view)


def test_pages_older_than_the_mission_say_so(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    paper(page, qtbot)
    assert page.told.old.isHidden()
    acting.change(project_of(empty_window), "edit.record.add", Community(name="Kemba"))
    assert page.told.old.isVisible()
    paper(page, qtbot)
    assert page.told.old.isHidden()


def test_closing_the_mission_takes_the_pages_away(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    paper(page, qtbot)
    empty_window.desk.leave()
    assert page.paper is None and page.view.pages == 0
    assert not page.make_button.isEnabled() and not page.export_button.isEnabled()


def test_the_pages_are_turned_and_sized_by_keys_and_buttons(
    empty_window: Window, qtbot: QtBot
) -> None:
    page = report_of(empty_window, qtbot)
    paper(page, qtbot)
    view = page.view
    empty_window.activateWindow()
    qtbot.waitUntil(empty_window.isActiveWindow)
    view.view.setFocus()
    assert (view.page, view.number.value(), view.number.minimum()) == (0, 1, 1)
    qtbot.keyClick(view.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.page == 1
    view.buttons["previous"].click()
    assert view.page == 0
    view.buttons["previous"].click()
    assert view.page == 0, "there is nothing before the first page"
    view.number.setValue(2)
    assert view.page == 1
    qtbot.keyClick(view.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.page == view.pages - 1
    before = view._shown_zoom()
    qtbot.keyClick(view.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._shown_zoom() == pytest.approx(before * 1.2, rel=0.01)
    for _ in range(40):
        view.buttons["larger"].click()
    assert view._shown_zoom() == pytest.approx(4.0)
    for _ in range(40):
        view.buttons["smaller"].click()
    assert view._shown_zoom() == pytest.approx(0.25)
    view.turn_to(1)
    view.buttons["whole"].click()
    qtbot.wait(30)
    assert view.page == 1, "another size shows the same page"
    assert view._zoom.text().endswith("%")


def test_what_is_no_paper_is_not_shown(qtbot: QtBot) -> None:
    view = PaperView(Words("en"))
    qtbot.addWidget(view)
    for content in (b"", b"%PDF-1.7 nothing", b"<html>", b"\x00" * 1000):
        assert not view.show_paper(content)
        assert view.pages == 0 and not view.bar.isEnabled()


# --- what leaves --------------------------------------------------------------------------------


def test_an_export_is_written_logged_and_told(
    empty_window: Window,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    project, window = project_of(empty_window), empty_window
    gone = Consent(given_on=date(2020, 1, 1), expires_on=date(2020, 6, 1))
    place = Community(name="Kemba")
    coping = Coping(
        title="Walk at dawn", place_id=place.id, strategy="group_movement", consent=gone
    )
    acting.change(project, "edit.record.add", place, coping)
    page = report_of(window, qtbot)
    page.show_tab("field-matrix")
    assert page.choice.document == "field-matrix"
    before = project.all(Issue)
    out = tmp_path / "matrix"
    monkeypatch.setattr(ExportDialog, "exec", lambda self: 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    shown = paper(page, qtbot)
    page.export_button.click()
    qtbot.waitUntil(page.told.result.isVisible, timeout=40_000)
    file = out.with_name("matrix.pdf")
    assert told == []
    assert file.read_bytes() == shown.content, "what was seen is what left"
    issue = project.all(Issue)[-1]
    assert len(project.all(Issue)) == len(before) + 1
    assert (issue.document, issue.audience) == ("field-matrix", SAFEST)
    assert issue.sha256 == shown.written.sha256
    said = page.told.result.text()
    assert "matrix.pdf" in said and str(shown.written.held_back) in said
    assert coping.id in shown.written.expired
    assert page.told.expired.isVisible()
    assert page.told.old.isHidden(), "the line in the log does not make the pages old"
    assert any(row.id == issue.id for row in page.issues.table.model.rows)
    assert page.show_record(issue.id)
    assert page.tab() == "issues"


def test_a_given_up_export_leaves_nothing(
    empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = report_of(empty_window, qtbot)
    asked: list[str] = []
    monkeypatch.setattr(ExportDialog, "exec", lambda self: 0)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: asked.append("path") or ("", "")
    )
    page.export_button.click()
    assert asked == [], "who gives up is not asked for a path"
    monkeypatch.setattr(ExportDialog, "exec", lambda self: 1)
    page.export_button.click()
    assert asked == ["path"]
    assert not empty_window.desk.jobs.busy
    assert project_of(empty_window).all(Issue) == ()


def test_what_cannot_be_logged_does_not_leave(
    empty_window: Window,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    page = report_of(empty_window, qtbot)

    def full(*_: Any) -> Issue:
        raise Problem("file.disk_full", name="x")

    monkeypatch.setattr(report, "keep", full)
    out = tmp_path / "out.pdf"
    page.export_to(out)
    qtbot.waitUntil(page.told.result.isVisible, timeout=40_000)
    assert not out.exists()
    assert [p.key for p in told] == ["file.disk_full"]
    assert "out.pdf" in page.told.result.text()
    assert project_of(empty_window).all(Issue) == ()


def test_a_mission_closed_under_an_export_leaves_no_file(
    empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    page = report_of(empty_window, qtbot)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"older")
    for steps in (0.0, 0.05, 0.2):
        out = tmp_path / f"out-{steps}.pdf"
        before = len(project_of(empty_window).all(Issue))
        page.export_to(out)
        qtbot.wait(int(steps * 1000))
        empty_window.desk.leave()
        left = out.exists()
        assert empty_window.open_path(tmp_path / "empty.pocplan")
        report_of(empty_window, qtbot)
        # A quick machine is done before the mission is closed: then it is in the log as well.
        assert len(project_of(empty_window).all(Issue)) - before == int(left)
    assert other.read_bytes() == b"older"


def test_what_was_there_before_is_not_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"older")
    leaving = paper_making.Leaving(path)
    leaving.take_back()
    assert path.read_bytes() == b"older"
    (tmp_path / "new").write_bytes(b"newer")
    (tmp_path / "new").replace(path)
    leaving.take_back()
    assert not path.exists()
    leaving.take_back()


def test_a_folder_that_is_not_there_is_told(
    empty_window: Window, qtbot: QtBot, tmp_path: Path, told: Told
) -> None:
    page = report_of(empty_window, qtbot)
    page.export_to(tmp_path / "gone" / "out.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].key == "export.no_folder"
    assert project_of(empty_window).all(Issue) == ()


def test_a_mission_that_can_only_be_read_exports_nothing(
    empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = report_of(empty_window, qtbot)
    monkeypatch.setattr(Project, "read_only", property(lambda _: True))
    page._tell()
    assert page.make_button.isEnabled() and not page.export_button.isEnabled()
    assert page.hint.text() == empty_window.words.text("gui.report.read_only")


def test_a_scenario_that_is_not_there_is_asked_for(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    page.show_tab("scenario")
    assert page.choice.document == "scenario"
    assert not page.make_button.isEnabled() and not page.export_button.isEnabled()
    assert page.hint.text() == empty_window.words.text("gui.report.no_scenario")
    assert page.view.empty.text() == page.hint.text()


def test_before_anything_left_the_list_says_so(empty_window: Window, qtbot: QtBot) -> None:
    page = report_of(empty_window, qtbot)
    page.show_tab("issues")
    texts = [label.text() for label in page.issues.findChildren(QLabel) if label.isVisible()]
    assert empty_window.words.text("gui.report.no_issues") in texts


def test_what_left_stands_in_the_list_the_latest_first(empty_window: Window, qtbot: QtBot) -> None:
    project = project_of(empty_window)
    issues = [
        Issue(
            document="strategy",
            audience=Audience.PUBLIC,
            language="fr",
            at=datetime(2026, month, 1, 9, 30, tzinfo=UTC),
            as_of=date(2026, month, 1),
            level="low",  # type: ignore[arg-type]
            sha256=f"{month:064x}",
            held_back=month,
        )
        for month in (3, 5, 4)
    ]
    project.note("edit.export", *issues, document="strategy", audience="public")
    shown = IssueList(empty_window.desk)
    qtbot.addWidget(shown)
    rows = shown.table.model.rows
    assert [row.at.month for row in rows] == [5, 4, 3]
    texts = [c.text(rows[0]) for c in shown.table.model.columns]
    assert texts[0] == "2026-05-01 09:30Z"
    assert f"{5:064x}" in texts and "French" in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_page_is_missing(
    new_window: Callable[..., Window], tmp_path: Path, language: str, qtbot: QtBot
) -> None:
    acting.create(tmp_path / "e.pocplan", "E", None, "PoC adviser").close()
    window = new_window(tmp_path / "e.pocplan", language)
    page = report_of(window, qtbot)
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert not [text for text in shown if text.startswith("gui.")]
