"""A paragraph is set aside in the window with a reason, put back, and every step undone."""

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.gui.pages.strategy import StrategyPage
from pocplanner.gui.papers.paragraph_card import AsideDialog, ParagraphCard
from pocplanner.gui.papers.sections_pane import SectionsPane
from pocplanner.gui.window import Window


@pytest.fixture
def drafted(small_window: Window, qtbot: QtBot) -> SectionsPane:
    """The strategy of the small mission, drafted."""
    small_window.turn_to("strategy")
    page = small_window.page("strategy")
    assert isinstance(page, StrategyPage)
    page.sections.draft()
    qtbot.waitUntil(lambda: bool(page.sections.sections()), timeout=30_000)
    return page.sections


def first(pane: SectionsPane) -> ParagraphCard:
    return next(iter(pane.cards.values()))


def answer(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def why(dialog: AsideDialog) -> int:
        dialog.box.setPlainText(reason)
        dialog.try_accept()
        return dialog.result()

    monkeypatch.setattr(AsideDialog, "exec", why)


def test_a_paragraph_is_set_aside_with_its_reason_and_put_back(
    small_window: Window, drafted: SectionsPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = first(drafted).paragraph
    answer(monkeypatch, "said twice")
    first(drafted).aside_button.click()
    card = first(drafted)
    assert (card.paragraph.status, card.paragraph.reason) == ("set_aside", "said twice")
    assert card.aside_button.text() == small_window.words.text("gui.paragraph.put_back")
    assert card.accept_button.isHidden() and card.edit_button.isHidden()
    assert "set aside" in drafted.summary.text()
    card.aside_button.click()
    assert first(drafted).paragraph.status == before.status
    assert first(drafted).paragraph.text == before.text


def test_undo_puts_it_back_too_and_says_so(
    small_window: Window, drafted: SectionsPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "said twice")
    first(drafted).aside_button.click()
    assert first(drafted).paragraph.status == "set_aside"
    small_window.undo()
    assert first(drafted).paragraph.status == "draft"
    assert small_window.status.kept.text() == "Taken back: Set a paragraph aside"


def test_without_a_reason_it_stays(drafted: SectionsPane, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "  ")
    first(drafted).aside_button.click()
    assert first(drafted).paragraph.status == "draft"


def test_the_section_counts_what_nobody_has_decided_on(
    drafted: SectionsPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(drafted.sections()[0].paragraphs)
    assert drafted.list.item(0).text().endswith(f"({count}/{count})")
    answer(monkeypatch, "said twice")
    first(drafted).aside_button.click()
    assert drafted.list.item(0).text().endswith(f"({count - 1}/{count})")
    assert drafted.list.item(0).toolTip().startswith(f"{count - 1} of {count}")
