"""Charts, read back and measured."""

from pathlib import Path

import pytest

from pocplanner.report.blocks import Block, Figure, Heading
from pocplanner.report.drawing import nice_steps
from pocplanner.report.pdf import write_pdf
from pocplanner.report.pictures import (
    BandMatrix,
    Bars,
    Chart,
    Health,
    HealthBars,
    ResponseChart,
    TimeRange,
    Trend,
    WeekStrip,
)
from tests.report.demo import HOSTILE, charts
from tests.report.test_pdf import a_document, flat, pages

BANDS = ("Low", "Moderate", "High", "Very high")
EMPTY: tuple[Chart, ...] = (
    Trend((), (), (), "Events", "Deaths"),
    Trend(("01.24",), (0,), (0,), "Events", "Deaths"),
    Bars((), ()),
    Bars(("a", "b"), (0, 0)),
    BandMatrix(((0,) * 5,) * 5, "L", "I", BANDS),
    BandMatrix((), "L", "I", BANDS),
    HealthBars(()),
    ResponseChart((), "w", "r", "l", "unknown"),
    ResponseChart((TimeRange("a"),), "w", "r", "l", "unknown"),
    WeekStrip(("Mon",), ()),
)


def printed(tmp_path: Path, *blocks: Block) -> str:
    write_pdf(a_document(Heading("One"), *blocks), tmp_path / "x.pdf")
    return flat(" ".join(pages(tmp_path / "x.pdf")[2:]))


def test_every_kind_of_chart_prints_its_labels(tmp_path: Path) -> None:
    text = printed(tmp_path, *charts())
    for said in (
        "Figure 1. Events and deaths by month", "Reported deaths (least)", "no data: not quiet",
        "market day", "Likelihood", "Very high", "Committee of Tolmarra", "not yet asked",
        "no women among its members", "Response too late", "Source: Invented data set", "Sun",
    ):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_a_chart_of_nothing_is_drawn_all_the_same(tmp_path: Path, chart: Chart) -> None:
    assert "Figure 1. Empty" in printed(tmp_path, Figure(chart, "Empty"))


def test_hostile_labels_print_as_they_are(tmp_path: Path) -> None:
    name = HOSTILE[0]
    text = printed(
        tmp_path,
        Figure(Bars((name,), (3,), name), name),
        Figure(HealthBars((Health(name, 2.0, name),)), name),
        Figure(ResponseChart((TimeRange(name, (1, 2, 3), (2, 3, 4), name),), "w", "r", "l", "u"),
               name),
        Figure(WeekStrip(("Mon",), ((name, (3,)),)), name),
    )  # fmt: skip
    assert text.count(name) >= 10


def test_a_label_too_long_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    text = printed(tmp_path, Figure(HealthBars((Health("long name " * 30, 2.0),)), "x"))
    assert "…" in text


def test_more_rows_than_a_page_holds_go_on_in_further_figures(tmp_path: Path) -> None:
    rows = tuple(Health(f"Committee {i}", 1.0) for i in range(120))
    text = printed(tmp_path, Figure(HealthBars(rows), "Health"))
    assert all(f"Committee {i} " in text for i in range(120))


def test_axes_have_few_round_steps() -> None:
    assert nice_steps(0) == [0.0, 1.0]
    assert nice_steps(3) == [0.0, 1.0, 2.0, 3.0]
    for highest in (1, 7, 10, 11, 99, 100, 101, 1234, 98765):
        steps = nice_steps(highest)
        assert steps[-1] >= highest
        assert len(steps) <= 6
        assert all(step == int(step) for step in steps)
