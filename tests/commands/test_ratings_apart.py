"""What an edition rates otherwise than the team: told to who exports; that it may be, to all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.sharing import view
from pocplanner.commands import report
from pocplanner.commands.ratings_apart import RatedApart, apart, apart_said
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import IssuedRating
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.report.outlining import TODAY, example, words


def test_what_differs_is_named_with_both_ratings() -> None:
    whole = finish(assess(sample_snapshot(), today=TODAY))
    one, other = whole.rated[:2]
    same = IssuedRating(threat_id=other.threat_id, title="B", band=other.band,
                        priority=other.priority)  # fmt: skip
    low = "low" if one.band != "low" else "high"
    apart_ = IssuedRating(threat_id=one.threat_id, title="A", band=low, priority=one.priority)
    gone = IssuedRating(threat_id="gone", title="C", band="low", priority="could")
    assert apart([apart_, same, gone], whole.rated) == (
        RatedApart("A", low, one.priority, one.band, one.priority),
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_one_sentence_and_nothing_where_nothing_differs(language: str) -> None:
    told = Words(language)
    assert apart_said(told, ()) == ""
    said = apart_said(told, (RatedApart("Raid, Kesso", "high", "must", "very_high", "must"),) * 7)
    assert "Raid, Kesso" in said and "7" in said and "{" not in said
    assert told.term("band", "very_high") in said and said.count("Raid, Kesso") == 5


def test_the_same_opportunity_may_be_judged_otherwise_without_hours() -> None:
    """What this is about: hours raise it for the team alone, and the example shows it."""
    held = sample_snapshot()
    whole = finish(assess(held, today=TODAY))
    seen = finish(assess(view(held, Audience.MISSION, TODAY).snapshot, today=TODAY))
    steps = {r.threat_id: r.step("opportunity").value for r in whole.rated}
    lower = [
        r for r in seen.rated if (r.step("opportunity").value or 0) < (steps[r.threat_id] or 0)
    ]
    assert lower, "in the example hours raise the opportunity of some threat"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "may rate a threat otherwise"), ("fr", "peut coter une menace autrement")],
)
def test_an_edition_for_others_says_that_the_teams_may_rate_otherwise(
    language: str, said: str
) -> None:
    assert said in words(example("strategy", language, Audience.COMMAND))
    assert said not in words(example("strategy", language))


def test_the_terminal_tells_it_beside_the_paper(tmp_path: Path) -> None:
    from pocplanner.commands.ratings_apart import rated_apart

    held = sample_snapshot()
    written = report.Written(
        tmp_path / "a.pdf", "strategy", Audience.COMMAND, "en", date(2026, 11, 20), 1, "", 0, (), 0,
        Level.HIGH, (), (),
    )  # fmt: skip
    assert finish(rated_apart(held, written)) == ()
    whole = finish(assess(held, date(2026, 11, 20)))
    (first, *_) = whole.rated
    printed = IssuedRating(threat_id=first.threat_id, title="A", band="low", priority="could")
    (told,) = finish(rated_apart(held, replace(written, ratings=(printed,))))
    assert (told.own_band, told.own_priority) == (first.band, first.priority)
    own = replace(written, ratings=(printed,), audience=Audience.CORE)
    assert finish(rated_apart(held, own)) == ()
