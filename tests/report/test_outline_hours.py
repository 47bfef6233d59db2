"""Risk-hours on paper: the week of a place, and tables whose rows sum."""

from pathlib import Path

import pytest

from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.model.guard import Audience
from pocplanner.report import blocks as b
from pocplanner.report.pictures import HourStrip
from tests.report.outlining import example, of_kind, words
from tests.report.test_charts import printed


def strips(found: b.Document) -> list[b.Figure]:
    return [f for f in of_kind(found, b.Figure) if isinstance(f.picture, HourStrip)]


def numbers(row: tuple[b.Cell | str, ...], columns: range) -> list[int]:
    told = [c.text if isinstance(c, b.Cell) else c for c in row]
    return [int(told[c].replace(",", "").replace("≥ ", "")) for c in columns]


def test_a_place_page_has_its_week_and_says_that_an_empty_field_is_not_safe() -> None:
    found = strips(example("field-matrix"))
    assert len(found) > 5
    for one in found:
        assert isinstance(one.picture, HourStrip)
        assert "does not mean safe" in one.note
        assert all(len(states) == 168 for _, states in one.picture.rows)


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.CORE])
def test_others_see_no_hours_of_journeys(audience: Audience) -> None:
    if audience is Audience.EXERCISE:
        return
    matrix = example("field-matrix", audience=audience)
    assert not strips(matrix) and "person-hours" not in words(matrix)


def test_women_men_and_those_not_told_sum_to_the_whole_in_both_tables() -> None:
    tables = {t.title: t for t in of_kind(example(), b.Table)}
    ways = next(t for title, t in tables.items() if title.startswith("People on their ways"))
    for row in ways.rows:
        whole, *parts = numbers(row, range(2, 6))
        assert sum(parts) == whole
    hours = next(t for title, t in tables.items() if title.startswith("Person-hours a week"))
    told = [row for row in hours.rows if "no figure" not in str(row)]
    assert told
    for row in told:
        total, bare, *parts = numbers(row, range(2, 7))
        assert sum(parts) == bare <= total


def test_a_week_prints_its_days_seasons_and_legend(tmp_path: Path) -> None:
    states = tuple((h % 4) for h in range(168))
    chart = HourStrip(
        (("Dry season", states), ("Wet season", states)), tuple(d[:3] for d in WEEKDAYS),
        tuple(h < 6 for h in range(24)), ("covered", "not judged", "nobody"),
    )  # fmt: skip
    text = printed(tmp_path, b.Figure(chart, "Week"))
    for said in ("Dry season", "Wet season", "mon", "sun", "not judged", "nobody"):
        assert said in text
    assert "Empty" in printed(tmp_path, b.Figure(HourStrip((), (), (), ()), "Empty"))
