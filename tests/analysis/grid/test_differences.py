"""Positions that differ are told with each view, who decides, and until when a decision holds."""

from datetime import date

import pytest

from pocplanner.analysis.grid.differences import difference_said, overdue_findings
from pocplanner.analysis.telling import Teller
from pocplanner.model.reliance import Difference, View
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot

DAY = date(2030, 5, 1)
VIEWS = (
    View(component="military", text="At the base."),
    View(component="civilian", text="At Civil Affairs."),
)


def a_matter(**changes):
    return Difference(
        **({"id": "d", "title": "The phone", "place_id": "kesso", "views": VIEWS} | changes)
    )


@pytest.mark.parametrize(
    ("changes", "key", "said"),
    [
        ({}, "nobody", "no day is set"),
        ({"decided_by": "Head of Mission"}, "no_day", "Head of Mission decides; no day is set"),
        (
            {"decided_by": "Head of Mission", "by_when": date(2030, 5, 1)},
            "open",
            "Head of Mission decides by 1 May 2030",
        ),
        (
            {"decided_by": "Head of Mission", "by_when": date(2030, 4, 30)},
            "late",
            "was to decide by 30 April 2030",
        ),
        ({"outcome": "At both."}, "held", "Decided: At both."),
        ({"outcome": "At both.", "holds_until": DAY}, "held_until", "holds until 1 May 2030"),
        (
            {"outcome": "At both.", "holds_until": date(2030, 4, 1)},
            "run_out",
            "has to be decided again",
        ),
    ],
)  # fmt: skip
def test_each_state_of_a_matter_is_a_sentence_with_every_view(changes, key, said):
    snapshot = a_snapshot(a_community(), a_matter(**changes))
    told = difference_said(snapshot.all(Difference)[0], DAY)
    assert told.key == f"network.difference.{key}"
    text = Teller(Words("en"), snapshot).text(told)
    assert said in text and "Kesso" in text
    assert "Military component: At the base and Civilian component: At Civil Affairs" in text
    assert "{" not in Teller(Words("fr"), snapshot).text(told)
    # What is late or no longer holds is a finding; what is merely open is asked elsewhere.
    late = [f.key for f in overdue_findings(snapshot, DAY)]
    assert late == (["finding.grid.difference"] if key in ("late", "run_out") else [])
