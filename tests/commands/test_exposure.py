"""Patrol plans: on people's own hours, asked first, kept only when a person accepts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import LineString

from pocplanner.commands import mission
from pocplanner.commands.assessment import assess
from pocplanner.commands.exposure import Offers, accept, plans
from pocplanner.commands.interference import look
from pocplanner.model.community import Coping
from pocplanner.model.record import Record
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests.analysis.exposure.test_hours import a_journey, a_threat, village
from tests.analysis.makers import AS_OF
from tests.analysis.test_arrival import MEDIC, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road

#: Help comes after half an hour's warning: nobody covers the market women from the post.
LATE = a_timing(warning=exactly(30))
DAYLIGHT = a_threat(from_hour=5, to_hour=12)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    with made.edit("edit.record.add"):
        made.put(village(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC, DAYLIGHT, LATE,
                 a_journey())  # fmt: skip
    yield made
    made.close()


def offered(project: Project, *records: Record, kind: str = "", season: str = "dry") -> Offers:
    with project.edit("edit.record.add"):
        project.put(*records)
    snapshot = project.snapshot()
    found = finish(assess(snapshot, AS_OF))
    return finish(plans(snapshot, found, Words("en"), season, "", kind))


def test_a_market_patrol_keeps_to_the_hours_of_those_who_go(project: Project) -> None:
    found = offered(project, kind="market")
    (offer,) = found.offers
    assert offer.proposed.weekdays == ("thursday",) and offer.record.name == "Market patrol: Kesso"
    assert (offer.proposed.from_hour, offer.proposed.to_hour) == (6, 10)
    assert offer.proposed.person_hours == 20 * 4 and found.plan.exact
    assert offer.record.state == "planned" and offer.record.seasons == ("dry",)
    assert isinstance(offer.record.line, LineString)
    assert offer.proposed.by_women and not offer.questions


def test_a_unit_is_proposed_where_it_is_enough_or_not_judged_never_where_too_little(
    project: Project,
) -> None:
    weak = DAYLIGHT.model_copy(update={"minimum_strength": 999})
    assert offered(project, weak, kind="market").offers == ()
    blank = DAYLIGHT.model_copy(update={"minimum_strength": None})
    (offer,) = offered(project, blank, kind="market").offers
    assert offer.proposed.quality == 1


def test_nobody_follows_those_who_hide(project: Project) -> None:
    flight = a_journey(id="f", purpose="flight", title="Hills", from_hour=6, to_hour=10)
    found = offered(project, flight)
    assert all("f" not in o.proposed.record_ids for o in found.offers)


def test_what_it_may_harm_is_asked_before_it_is_kept(project: Project) -> None:
    hide = Coping(id="hide", title="Behind the hill", strategy="temporary_flight",
                  place_id="kesso", hours=(6, 7), consent=None)  # fmt: skip
    (offer,) = offered(project, hide, kind="market").offers
    assert offer.questions
    before = len(project.log())
    with pytest.raises(Problem) as refused:
        accept(project, offer)
    assert refused.value.key == "exposure.question_first" and len(project.log()) == before
    for language in LANGUAGES:
        assert offer.record.name in Words(language).problem(refused.value)
    kept = accept(project, offer, heard=True)
    assert project.get(Patrol, kept.id).state == "planned"
    assert any(one.action_id == kept.id for one in look(project.snapshot()).open)
    with pytest.raises(Problem, match="kept already"):
        accept(project, offer, heard=True)


def test_once_it_is_regular_its_hours_are_covered_and_not_proposed_again(
    project: Project,
) -> None:
    (offer,) = offered(project, kind="market").offers
    kept = accept(project, offer)
    project.undo()
    assert project.find(kept.id) is None
    accept(project, offer)
    running = kept.model_copy(update={"state": "regular"})
    found = offered(project, running, kind="market")
    assert found.offers == ()
    snapshot = project.snapshot()
    place = finish(assess(snapshot, AS_OF)).exposure.at("kesso", "dry")
    assert place is not None
    market = next(t for t in place.tasks if t.task.purpose == "market")
    assert market.hours is not None and market.hours.covered == 20 * 4
    # In the wet season, of which the patrol says nothing, they stand alone.
    assert offered(project, kind="market", season="wet").plan.season == "wet"


@pytest.mark.parametrize(
    ("season", "kind", "place", "key"),
    [
        ("monsoon", "", "", "exposure.no_season"),
        ("dry", "hunt", "", "exposure.no_kind"),
        ("dry", "", "nowhere", "exposure.no_place"),
    ],
)
def test_what_is_not_there_is_said(
    project: Project, season: str, kind: str, place: str, key: str
) -> None:
    snapshot = project.snapshot()
    found = finish(assess(snapshot, AS_OF))
    with pytest.raises(Problem) as refused:
        finish(plans(snapshot, found, Words("en"), season, place, kind))
    assert refused.value.key == key
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(refused.value)


def test_where_nobody_is_under_a_threat_the_answer_says_what_to_do(project: Project) -> None:
    project_snapshot = project.snapshot()
    found = finish(assess(project_snapshot, AS_OF))
    from dataclasses import replace

    from pocplanner.analysis.exposure.figures import Exposure

    with pytest.raises(Problem) as refused:
        finish(plans(project_snapshot, replace(found, exposure=Exposure()), Words("en"), "dry"))
    assert refused.value.key == "exposure.nothing"
