"""Computed times enter ratings where nobody entered one, marked; an entered one leads."""

from typing import Any

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.telling import Teller
from pocplanner.model.record import Range, Record
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot
from tests.analysis.test_arrival import MEDIC, a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road

#: Likely enough and deadly enough to be high.
GRAVE: dict[str, Any] = {"intent": 4, "capability": 4, "impact": 3}


def assessed(*records: Record) -> Assessment:
    """Kesso twenty kilometres of dirt road from a base with a company, under a grave threat."""
    known: dict[str, Record] = {
        r.id: r
        for r in (
            a_mission(), a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC,
            a_threat(**GRAVE), a_timing(),
        )
    }  # fmt: skip
    known |= {r.id: r for r in records}
    return finish(assess(a_snapshot(*known.values()), AS_OF))


def by_condition(found: Assessment) -> dict[tuple[str, str], Any]:
    return {(g.light, g.season): g for g in found.gaps if g.place_id == "kesso"}


def test_where_nobody_entered_a_response_the_computed_one_enters_the_rating() -> None:
    found = assessed()
    gap = by_condition(found)["day", "dry"]
    # Four links of ten minutes and an hour on the road, against an hour's warning.
    assert gap.computed and gap.basis == "network"
    assert gap.response.likely == pytest.approx(100, abs=6)
    assert gap.gap.likely == pytest.approx(gap.response.likely - 60)
    (rated,) = found.rated
    assert rated.gap is gap
    assert rated.priority == "must"
    assert "reason.must_high_late_computed" in [said.key for said in rated.reasons]
    step = rated.step("opportunity")
    assert (step.value, step.source) == (4, "suggested")
    assert [said.key for said in step.reasons] == ["reason.opportunity_late_computed"]
    assert "finding.gap_late_computed" in [f.key for f in found.findings]


def test_an_entered_response_leads_and_is_not_marked() -> None:
    found = assessed(a_timing(response=exactly(30)))
    gap = by_condition(found)["day", "dry"]
    assert (gap.basis, gap.response.likely, gap.verdict) == ("entered", 30, "in_time")
    (rated,) = found.rated
    assert rated.priority != "must"
    assert rated.step("opportunity").value is None


def test_an_entered_late_response_suggests_the_opportunity_in_its_own_words() -> None:
    (rated,) = assessed(a_timing(response=exactly(90))).rated
    assert [said.key for said in rated.step("opportunity").reasons] == ["reason.opportunity_late"]


def test_what_a_person_judged_of_the_opportunity_stands() -> None:
    (rated,) = assessed(a_threat(**GRAVE, opportunity=2)).rated
    assert (rated.step("opportunity").value, rated.step("opportunity").source) == (2, "person")


def test_a_computed_time_that_is_in_time_suggests_no_opportunity() -> None:
    found = assessed(a_timing(warning=exactly(600)))
    assert by_condition(found)["day", "dry"].verdict == "in_time"
    (rated,) = found.rated
    assert rated.step("opportunity").value is None


def test_without_a_loaded_way_there_is_no_figure_that_moves_a_rating() -> None:
    air = a_road((0, 0), (20, 0), kind="air")
    assert not any(g.computed for g in assessed(air).gaps)


def test_a_warning_of_another_light_is_not_lent_to_a_rating() -> None:
    night = by_condition(assessed())["night", "dry"]
    assert night.computed and night.warning is None and night.gap is None
    assert night.missing == ("warning",)


def test_help_in_time_that_is_not_enough_is_not_read_as_help_in_time() -> None:
    strong = a_threat(**GRAVE, minimum_strength=900)
    found = assessed(strong, a_timing(warning=exactly(600)))
    assert not by_condition(found)["day", "dry"].computed
    late = assessed(strong)
    assert by_condition(late)["day", "dry"].verdict == "late"


def test_questions_still_ask_for_what_nobody_entered() -> None:
    questions = [q.key for q in assessed().questions if q.place_id == "kesso"]
    assert any("timing" in key for key in questions)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sentences_say_that_a_time_is_computed_and_what_it_rests_on(language: str) -> None:
    words = Words(language)
    snapshot = a_snapshot(a_mission(), a_community(), a_post(20), a_unit(), a_threat(**GRAVE))
    teller = Teller(words, snapshot)
    unsure = Range(min=20, likely=100, max=200)
    for found in (assessed(), assessed(a_timing(warning=unsure))):
        said = [*found.rated[0].reasons, *found.rated[0].step("opportunity").reasons]
        texts = [teller.text(s) for s in said if s.key.endswith("_computed")]
        texts += [teller.text(f) for f in found.findings if f.key.endswith("_computed")]
        assert texts
        for text in texts:
            assert words.text("travel.basis.network") in text and "{" not in text
