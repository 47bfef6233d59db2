"""What stands in the way of what is planned is told with its reason, and goes when it goes."""

from datetime import date

from pocplanner.model.places import Caveat, Route
from pocplanner.model.ways import Obstacle
from tests.makers import a_post, a_unit, an_action
from tests.report.draft.drafting import paragraphs

KEY = ("actions", "hindered:actn-market")


def test_a_caveat_at_the_hours_of_the_task_is_told_and_goes_with_the_caveat() -> None:
    barred = a_unit(caveats=(Caveat(kind="no_night_movement"),))
    night = an_action(from_hour=22, to_hour=2)
    said = paragraphs(barred, night)[KEY]
    assert f"{barred.name} may not move at night, when it would be needed." in said.text
    assert barred.id in said.evidence
    by_day = paragraphs(barred, an_action(from_hour=8, to_hour=10)).get(KEY)
    assert by_day is None or "may not move at night" not in by_day.text
    free = paragraphs(a_unit(caveats=()), night).get(KEY)
    assert free is None or "may not move at night" not in free.text


def test_a_post_that_closes_is_told_with_what_rests_on_it() -> None:
    unit = a_unit()
    post = a_post(id=unit.post_id, closes_on=date(2031, 5, 1))
    said = paragraphs(post)[KEY].text
    assert f"{post.name}, from which {unit.name} works, closes on 1 May 2031." in said


def test_roads_and_crossings_that_are_closed_are_told_and_nothing_where_none_is() -> None:
    assert ("limits", "ways") not in paragraphs()
    shut = Route(id="r", name="Ridge road", kind="dirt", passable_wet="no")
    ford = Obstacle(id="o", name="Kemba ford", kind="ford", state="closed")
    said = paragraphs(shut, ford)["limits", "ways"]
    assert "Closed in the wet season: Ridge road." in said.text
    assert "Closed at all times: Kemba ford." in said.text
    assert set(said.evidence) == {"r", "o"}
