"""The document with no format."""

import subprocess
import sys
from datetime import date

import pytest
from shapely.geometry import Point

from pocplanner.report.blocks import (
    Cell,
    Cover,
    Document,
    Facts,
    Figure,
    Items,
    KeyBox,
    KeyItem,
    Table,
    Text,
    block_texts,
    evidence_used,
    texts,
)
from pocplanner.report.pictures import (
    Bars,
    Layer,
    MapPicture,
    Shape,
    band_of,
    months_between,
    words_of,
)


def test_evidence_is_listed_once_in_the_order_of_its_first_use() -> None:
    blocks = (
        Text("a", ("e2", "e1")),
        Items((Text("b", ("e3",)), Text("c", ("e1",)))),
        Table(("x",), ((Cell("d", evidence=("e4",)),),), evidence=(("e5",),)),
        KeyBox("k", (KeyItem("f", evidence=("e6", "e2")),)),
        Facts((("n", Cell("v", evidence=("e8",))),), evidence=("e7",)),
    )
    assert evidence_used(blocks) == ("e2", "e1", "e3", "e4", "e5", "e6", "e7", "e8")


def test_every_text_of_a_document_is_told() -> None:
    document = Document(
        title="Title",
        language="en",
        cover=Cover("Mission", "Kind", date(2024, 1, 1), consultations=("Talk",)),
        blocks=(
            Table(("Head",), (("Row", Cell("Cell")),), note="Note"),
            Figure(Bars(("Monday",), (1.0,), "Axis"), "Caption"),
            Facts((("Name", "Value"),)),
        ),
        front=(KeyBox("Box", (), empty="Nothing"),),
        handling="Handling",
    )
    told = set(texts(document))
    assert {"Title", "Mission", "Talk", "Handling", "Box", "Nothing", "Head", "Row", "Cell",
            "Note", "Monday", "Axis", "Caption", "Name", "Value"} <= told  # fmt: skip


def test_the_words_of_a_map_are_told_without_its_codes() -> None:
    layer = Layer("symbol", (Shape(Point(1, 2), "Besh", "high"),), "threat", "Threat")
    assert words_of(MapPicture((layer,))) == ["Besh", "Threat", "N"]


def test_making_blocks_loads_nothing_that_draws() -> None:
    code = (
        "import sys, pocplanner.report.blocks as b; b.Text('x');"
        "print([m for m in ('reportlab', 'shapely', 'pypdf', 'pikepdf') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_an_empty_table_tells_why_it_is_empty() -> None:
    assert list(block_texts(Table(("a",), (), empty="not yet asked"))) == ["a", "not yet asked"]


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [(1, 1, "low"), (2, 2, "low"), (1, 5, "moderate"), (5, 1, "moderate"), (3, 3, "moderate"),
     (2, 5, "high"), (3, 4, "high"), (3, 5, "very_high"), (5, 5, "very_high")],
)  # fmt: skip
def test_bands_follow_the_product_and_the_worst_impact_is_never_low(
    likelihood: int, impact: int, band: str
) -> None:
    assert band_of(likelihood, impact) == band


def test_months_are_counted_over_a_year_end() -> None:
    assert [str(m) for m in months_between(date(2023, 11, 30), date(2024, 2, 1))] == [
        "2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01",
    ]  # fmt: skip
    assert months_between(date(2024, 2, 1), date(2024, 1, 1)) == []
