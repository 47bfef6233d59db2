"""The page of a place: map and chain, each only where the records hold something for it."""

from itertools import pairwise
from pathlib import Path

from pocplanner.model.guard import Audience
from pocplanner.report import blocks as b
from pocplanner.report.mesh_chart import MeshDrawn
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import ChainChart, ChainRow, MapPicture, MeshBox, MeshChart
from pocplanner.words import Words
from tests.report.outlining import example, of_kind
from tests.report.test_charts import printed


def chains(found: b.Document) -> dict[str, ChainChart]:
    """The chains of a document by their caption."""
    return {
        f.caption: f.picture for f in of_kind(found, b.Figure) if isinstance(f.picture, ChainChart)
    }


def test_each_pressing_place_has_its_map_and_its_chain_beside_it() -> None:
    found = example("field-matrix")
    cards = [h.text for h in of_kind(found, b.Heading) if h.level == 2 and " · " in h.text]
    told = chains(found)
    assert len(cards) > 10 and f"From alert to arrival, {cards[0].split(' · ')[0]}" in told
    figures = of_kind(found, b.Figure)
    for at, one in enumerate(figures):
        if isinstance(one.picture, ChainChart):
            before = figures[at - 1]
            assert isinstance(before.picture, MapPicture)
            assert before.caption.startswith(one.caption.partition(", ")[2])
            assert before.width + one.width <= 0.98, "they stand beside one another"


def test_a_chain_has_four_conditions_its_warning_and_one_costliest_link() -> None:
    one = chains(example("field-matrix"))["From alert to arrival, Sameudreu"]
    assert [r.name for r in one.rows] == ["Day, dry", "Night, dry", "Day, wet", "Night, wet"] or (
        sorted(r.name for r in one.rows) == ["Day, dry", "Day, wet", "Night, dry", "Night, wet"]
    )
    assert one.links[0] == "Telling the mission" and one.links[-1] == "The road"
    for row in one.rows:
        assert len(row.pieces) in (0, len(one.links))
        assert -1 <= row.costliest < len(row.pieces) or not row.pieces
        assert row.warning is None or row.warning > 0


def reach_lines(found: b.Document) -> list[tuple[b.Figure, list[str]]]:
    """Maps of places with the legends of how far the warning reaches."""
    return [
        (f, [x.legend for x in f.picture.layers if x.style.startswith("reach_")])
        for f in of_kind(found, b.Figure)
        if isinstance(f.picture, MapPicture) and f.note.startswith("Lines, with the post inside")
    ]


def test_the_map_of_a_place_says_how_far_help_gets_in_the_warning_time() -> None:
    drawn = {f.caption.removesuffix(" and its surroundings"): (f, legends)
             for f, legends in reach_lines(example("field-matrix"))}  # fmt: skip
    figure, legends = drawn["Sameudreu"]
    chain = chains(example("field-matrix"))["From alert to arrival, Sameudreu"]
    for row in chain.rows:
        assert row.warning is not None
        before = sum(hours for hours, _ in row.pieces[:-1])
        line = [x for x in legends if x.startswith(f"{row.name}: ")]
        if before >= row.warning:
            assert not line, "no line where the warning is over before anyone moves"
            assert f"{row.name}: the warning (" in figure.note
        elif line:
            assert f"{row.name}: {round(60 * (row.warning - before))} min on the move" in line
    assert "in cells of 1 km" in figure.note, "what it rests on is said"


def test_who_is_not_told_of_units_sees_no_line_of_reach() -> None:
    for audience in (Audience.MISSION, Audience.HUMANITARIAN, Audience.PUBLIC):
        assert not reach_lines(example("field-matrix", audience=audience))


def test_readers_outside_see_no_chain() -> None:
    for audience in (Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC):
        assert not chains(example("field-matrix", audience=audience))


def test_a_chain_prints_its_links_guesses_and_who_does_not_come(tmp_path: Path) -> None:
    chart = ChainChart(
        (
            ChainRow("Day, dry", ((0.5, False), (2.0, True)), 1.0, "60 min", 1, "in time: 20 %"),
            ChainRow("Night, wet", (), 0.5, "30 min", nobody="nobody comes"),
        ),
        ("Telling", "The road"), "guessed", "costs most", "the attack begins", "hours",
    )  # fmt: skip
    text = printed(tmp_path, b.Figure(chart, "Chain"))
    for said in ("Day, dry", "in time: 20 %", "60 min", "nobody comes", "guessed", "The road"):
        assert said in text
    empty = ChainChart((), (), "g", "c", "w")
    assert "Figure 1. Empty" in printed(tmp_path, b.Figure(empty, "Empty"))


def test_the_mesh_of_a_place_is_drawn_for_the_team_and_for_nobody_else() -> None:
    def drawn(audience: Audience) -> list[MeshChart]:
        figures = of_kind(example("field-matrix", audience=audience), b.Figure)
        return [f.picture for f in figures if isinstance(f.picture, MeshChart)]

    found = drawn(Audience.CORE)
    assert len(found) > 5
    for chart in found:
        keys = {box.key for column in chart.columns for box in column}
        assert {k for line in chart.lines for k in line} <= keys
        assert chart.columns[0][0].kind == "people" and chart.columns[-1][0].kind == "end"
    assert any(box.single for c in found for column in c.columns for box in column)
    for audience in (Audience.MISSION, Audience.HUMANITARIAN, Audience.HOST_STATE):
        assert not drawn(audience)


def test_a_mesh_prints_its_boxes_and_what_alone_silences_people(tmp_path: Path) -> None:
    chart = MeshChart(
        ((MeshBox("a", "people", "The women", "Here"),),
         (MeshBox("b", "mechanism", "Door chain", "drum", True),),
         (MeshBox("c", "end", "The mission"),)),
        (("a", "b"), ("b", "c"), ("b", "gone")), "alone enough",
    )  # fmt: skip
    text = printed(tmp_path, b.Figure(chart, "Mesh"))
    for said in ("The women", "Door chain", "drum", "The mission", "alone enough", "!"):
        assert said in text
    assert "Figure 1. Empty" in printed(tmp_path, b.Figure(MeshChart((), ()), "Empty"))


def test_what_people_do_stands_before_whether_the_mission_comes() -> None:
    blocks = example("field-matrix").blocks
    cards = [i for i, x in enumerate(blocks) if isinstance(x, b.Heading) and " · " in x.text]
    for at in cards:
        first = blocks[at + 1]
        assert isinstance(first, b.Facts)
        assert "What people do" in [name for name, _ in first.pairs]


def test_alert_and_help_together_are_told_by_who_calls_and_by_condition() -> None:
    def tables(audience: Audience) -> list[b.Table]:
        found = of_kind(example("field-matrix", audience=audience), b.Table)
        return [t for t in found if t.title.startswith("An alert gets out, and a unit arrives")]

    found = tables(Audience.CORE)
    assert len(found) > 5
    for table in found:
        heads = [getattr(row[0], "text", row[0]) for row in table.rows]
        assert heads[0] == "Help alone, once the alert is out"
        assert heads[1].startswith("The people of ") and len(table.head) == 5
    assert any("The women of " in str(row[0]) for t in found for row in t.rows)
    # The mesh belongs to the team; for others it is not even computed.
    assert not tables(Audience.MISSION) and not tables(Audience.HOST_STATE)


def test_a_line_of_the_mesh_passes_no_box_that_it_does_not_belong_to() -> None:
    chart = MeshChart(
        ((MeshBox("a", "people", "The women"),),
         tuple(MeshBox(f"m{i}", "mechanism", f"M{i}", "committee\nphone") for i in range(4)),
         tuple(MeshBox(f"c{i}", "cause", f"C{i}") for i in range(4)),
         (MeshBox("end", "end", "The mission"),)),
        (*((f"m{i}", "end") for i in range(4)), ("m3", "m0")),
    )  # fmt: skip
    drawn = MeshDrawn(chart, Setting(Words("en")), 500.0)
    for one, other in chart.lines:
        way = drawn._way(one, other)
        for (x1, y1), (x2, y2) in pairwise(way):
            for step in range(101):
                x, y = x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100
                for key, (left, low) in drawn._at.items():
                    inside = left < x < left + drawn._wide and low < y < low + drawn._high
                    assert not inside or key in (one, other), (one, other, key)
    assert max(y + drawn._high for _, y in drawn._at.values()) < drawn.height
