"""Parts of a page come when somebody looks at them, and answer when they are asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from pocplanner.gui.interference.note import ActionNote
from pocplanner.gui.window import Window
from pocplanner.model.places import Post


@pytest.fixture
def page(small_window: Window) -> Callable[[str], Any]:
    """Pages by their names, turned to."""

    def turned(name: str) -> Any:
        small_window.turn_to(name)
        return small_window.page(name)

    return turned


def test_only_the_part_in_view_is_made(page: Callable[[str], Any]) -> None:
    shown = page("strategy")
    assert [n for n in shown._names if shown.has_made(n)] == ["document"]
    shown.show_tab("Decision")
    assert [n for n in shown._names if shown.has_made(n)] == ["document", "Decision"]
    assert shown.panes["Decision"].isVisible(), "at once, and not one turn of the window later"


def test_a_part_that_is_asked_for_is_there_before_anybody_looks(
    page: Callable[[str], Any],
) -> None:
    shown = page("community")
    assert shown.unasked.model.rows is not None
    assert shown.has_made("unasked")
    assert not shown.unasked.isVisible()
    assert shown.isAncestorOf(shown.mesh), "it goes with its page"
    with pytest.raises(KeyError):
        shown.panes["Area"]
    with pytest.raises(TypeError):
        shown.part("mesh", ActionNote)


def test_what_was_chosen_elsewhere_is_chosen_in_a_table_that_comes_later(
    small_window: Window,
) -> None:
    map_page: Any = small_window.page("map")
    post = small_window.desk.snapshot.all(Post)[-1]
    small_window.desk.chosen.emit(post.id)
    assert not map_page.has_made("Post")
    assert map_page.panes["Post"].table.chosen_ids() == [post.id]
