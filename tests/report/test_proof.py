"""The proof after printing: what is withheld is found in whatever form it stands."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pocplanner.model.grids import dms, mgrs, utm, zone_of
from pocplanner.report.blocks import Figure, Heading, Table, Text
from pocplanner.report.coordinate_forms import Forms
from pocplanner.report.pdf import write_pdf
from pocplanner.report.pictures import Bars
from pocplanner.report.proof import Withheld, prove, write_proven
from pocplanner.report.proof_words import Known, plain, tells
from pocplanner.words import Problem, Words
from tests.needles import coordinate_disguises, disguises, sweep
from tests.report.demo import a_map, demo
from tests.report.test_pdf import a_document

NOTHING = Withheld()
#: A place in the sea, in degrees: longitude, latitude.
PLACE = (-28.123456, -11.654321)


def kinds(tmp_path: Path, withheld: Withheld, *blocks: Any, permitted: Withheld = NOTHING,
          **changes: Any) -> set[str]:  # fmt: skip
    path = tmp_path / "x.pdf"
    write_pdf(a_document(Heading("One"), *blocks, **changes), path)
    return {leak.kind for leak in prove(path, withheld, permitted)}


# --- names and texts ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "the hide at Ouadda Mbélé is safe", "the hide at OUADDA MBÉLÉ", "Ouadda\nMbélé",
    "Ouadda Mbe\u0301le\u0301", "at Oua\u00addda Mbélé", "OuaddaMbélé,",
    "words " * 400 + "Ouadda Mbélé",
])  # fmt: skip
def test_a_name_is_found_however_it_is_set(tmp_path: Path, text: str) -> None:
    withheld = Withheld(["Ouadda Mbélé"])
    assert kinds(tmp_path, withheld, Text(text)) == {"name"}


def test_a_name_is_found_in_headings_tables_charts_and_maps(tmp_path: Path) -> None:
    withheld = Withheld(["Ouadda Mbélé"])
    for block in (
        Heading("Ouadda Mbélé", 2),
        Table(("a", "b", "c", "d", "e", "f", "g"), (("Ouadda Mbélé", *("x" * 40,) * 6),)),
        Figure(Bars(("Ouadda Mbélé", "b"), (1, 2)), "x"),
    ):
        assert kinds(tmp_path, withheld, block) == {"name"}
    assert kinds(tmp_path, Withheld(["Narumbe"]), Figure(a_map(), "x")) == {"name"}


def test_a_name_in_the_outline_or_metadata_alone_is_found(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    write_pdf(a_document(Text("words")), path)
    for key in ("/Author", "/Subject"):
        with pikepdf.open(path) as pdf:
            pdf.docinfo[key] = "drawn by Ouadda Mbélé"
            pdf.save(tmp_path / "y.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
        leaks = prove(tmp_path / "y.pdf", Withheld(["Ouadda Mbélé"]), NOTHING)
        assert [(leak.kind, leak.page) for leak in leaks] == [("name", 0)]


def test_an_attachment_xmp_and_a_script_are_found(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    write_pdf(a_document(Text("words")), path)
    with pikepdf.open(path) as pdf:
        pdf.attachments["notes.txt"] = "shelter of Ouadda Mbélé".encode("utf-16-le")
        with pdf.open_metadata() as meta:
            meta["dc:description"] = "seen at Kaga Zeru"
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(tmp_path / "y.pdf")
    leaks = prove(tmp_path / "y.pdf", Withheld(["Ouadda Mbélé", "Kaga Zeru"]), NOTHING)
    assert {leak.kind for leak in leaks} == {"name", "active"}
    assert {leak.text for leak in leaks if leak.kind == "name"} == {"Ouadda Mbélé", "Kaga Zeru"}


def test_earlier_versions_inside_the_file_are_found(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    write_pdf(a_document(Text("words")), path)
    path.write_bytes(path.read_bytes() * 2)
    assert "history" in {leak.kind for leak in prove(path, NOTHING, NOTHING)}


def test_a_file_that_cannot_be_read_is_not_proven(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no paper")
    assert [leak.kind for leak in prove(tmp_path / "x.pdf", NOTHING, NOTHING)] == ["unreadable"]


def test_what_stands_in_permitted_records_is_no_leak(tmp_path: Path) -> None:
    withheld = Withheld(["Besh", "the men came back at night with torches"])
    permitted = Withheld(["the market of Besh", "people say the men came back at dusk"])
    block = Text("In Besh the men came back at dusk")
    assert kinds(tmp_path, withheld, block) == {"name", "passage"}
    assert kinds(tmp_path, withheld, block, permitted=permitted) == set()


def test_a_name_inside_another_word_is_no_leak(tmp_path: Path) -> None:
    assert kinds(tmp_path, Withheld(["Kor", "ba"]), Text("the Korridor Korhogo ba")) == set()


def test_four_withheld_words_in_a_row_are_found_and_three_are_not(tmp_path: Path) -> None:
    withheld = Withheld(["She hides under the old mill by night."])
    assert kinds(tmp_path, withheld, Text("people hide UNDER the\nold mill")) == {"passage"}
    assert kinds(tmp_path, withheld, Text("under the old house")) == set()


def test_evidence_marks_do_not_hide_a_run_of_words(tmp_path: Path) -> None:
    from pocplanner.report.blocks import EvidenceItem, EvidenceList, Items

    withheld = Withheld(["hides under the old mill"])
    found = kinds(
        tmp_path, withheld,
        Items((Text("she hides under", ("r1",)), Text("the old mill"))),
        EvidenceList((EvidenceItem(1, "r1", "x"),)),
    )  # fmt: skip
    assert found == {"passage"}


# --- positions ----------------------------------------------------------------------------------


def _written(lon: float, lat: float) -> list[str]:
    found = []
    for places in range(2, 7):
        a, b = f"{lat:.{places}f}", f"{lon:.{places}f}"
        found += [f"{a}, {b}", f"{b},{a}", f"{a} ; {b}".replace(".", ","), f"{b}\n{a}",
                  f"lat {a[1:]} S, lon {b[1:]} W", f"POINT({b} {a})"]  # fmt: skip
    found += [f"{dms(lat)}S {dms(lon)}W", f"{dms(lat, 2)} {dms(lon, 2)}",
              f"{dms(lat)}".replace("°", " ").replace("′", " ").replace("″", " S")
              + f" {dms(lon)}".replace("°", " ").replace("′", " ").replace("″", " W"),
              "11°39.26'S 28°7.41'W", f"{lat:.5f}"]  # fmt: skip
    grid = utm(lon, lat)
    assert grid is not None
    found += [f"{grid.zone}{grid.band} {grid.easting:.0f} {grid.northing:.0f}",
              f"{grid.zone}{grid.band} {grid.easting:.0f}mE {grid.northing:.0f}mN",
              f"E {grid.easting:,.0f} N {grid.northing:,.0f}"]  # fmt: skip
    for digits in (2, 3, 4, 5):
        code = mgrs(lon, lat, digits)
        head = len(code) - 2 * digits
        found += [code, f"{code[: head - 2]} {code[head - 2 : head]} "
                        f"{code[head : head + digits]} {code[head + digits :]}"]  # fmt: skip
    return found


@pytest.mark.parametrize("written", _written(*PLACE))
def test_a_position_is_found_in_every_form(tmp_path: Path, written: str) -> None:
    forms = Forms([PLACE])
    assert list(forms.found_in(f"the shelter ({written}) was seen"))
    assert not list(Forms([(20.0, 5.0)]).found_in(f"the shelter ({written}) was seen"))


def test_a_position_is_found_on_paper_in_two_columns(tmp_path: Path) -> None:
    withheld = Withheld(positions=[PLACE])
    table = Table(("lat", "lon", "n"), (("-11.654", "-28.123", "4"), ("x", "y", "z")))
    assert kinds(tmp_path, withheld, table) == {"position"}
    assert kinds(tmp_path, withheld, table, permitted=withheld) == set()
    assert kinds(tmp_path, withheld, Figure(a_map(), "x"), *demo(maps=0).blocks[:9]) == set()


def test_numbers_that_are_no_positions_are_left_alone() -> None:
    forms = Forms([PLACE, (18.5, 4.25)])
    text = "deaths 12.50 of 1,250 in 2,024; 18.5 km; 4.25 of 100; 28.1 11.6; 400000 5000000"
    assert not list(forms.found_in(text))


@given(st.floats(-179.9, 179.9), st.floats(-79, 83), st.integers(3, 6), st.booleans())
def test_any_position_is_found_rounded_or_cut(
    lon: float, lat: float, places: int, rounded: bool
) -> None:
    scale = 10**places
    pair = [round(v, places) if rounded else int(v * scale) / scale for v in (lat, lon)]
    written = f"{pair[0]:.{places}f}, {pair[1]:.{places}f}"
    assert list(Forms([(lon, lat)]).found_in(written))


@given(st.floats(-179.9, 179.9), st.floats(-79, 83), st.integers(2, 5))
def test_any_position_is_found_on_the_grids(lon: float, lat: float, digits: int) -> None:
    forms = Forms([(lon, lat)])
    grid = utm(lon, lat)
    assert grid is not None
    assume(grid.northing >= 100_000)
    assert list(forms.found_in(f"{grid.easting:.0f} {grid.northing:.0f}"))
    assert list(forms.found_in(mgrs(lon, lat, digits)))
    assert list(forms.found_in(f"{dms(lat)} {dms(lon)}"))


def test_grids_agree_with_known_values() -> None:
    tower = utm(-79.3871389, 43.6425667)
    assert tower is not None
    assert (tower.zone, tower.band) == (17, "T")
    assert (round(tower.easting), round(tower.northing)) == (630084, 4833439)
    assert mgrs(-93.0, 42.0) == "15TWG0000049776"
    assert mgrs(2.2945, 48.8582) == "31UDQ4825111932"
    assert mgrs(2.2945, 48.8582, 2) == "31UDQ4811"
    south = utm(-93.0, -42.0)
    north = utm(-93.0, 42.0)
    assert south and north
    assert south.northing + north.northing == pytest.approx(10_000_000)
    assert north.easting == pytest.approx(500_000)
    assert (zone_of(5.3, 60.4), zone_of(15.0, 78.0), zone_of(180, 0)) == (32, 33, 60)
    assert utm(0, 85) is None
    assert mgrs(0, 85) == ""


# --- the file -----------------------------------------------------------------------------------


def test_a_leaking_file_is_deleted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    document = a_document(Heading("One"), Text("seen near Ouadda Mbélé"))
    with pytest.raises(Problem) as told:
        write_proven(document, path, Withheld(["Ouadda Mbélé"]), NOTHING)
    assert told.value.key == "export.leak"
    assert told.value.facts == {"what": "Ouadda Mbélé", "page": 3, "count": 1}
    assert list(tmp_path.iterdir()) == []
    for language in ("en", "fr"):
        assert "Ouadda Mbélé" in Words(language).problem(told.value)


def test_a_leak_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"earlier")
    with pytest.raises(Problem):
        write_proven(a_document(Text("Ouadda Mbélé")), path, Withheld(["Ouadda Mbélé"]), NOTHING)
    assert path.read_bytes() == b"earlier"


def test_a_proven_file_is_the_file_that_was_written(tmp_path: Path) -> None:
    document = demo(maps=1, table_rows=30)
    written = write_proven(document, tmp_path / "a.pdf", Withheld(["Kaga Zeru"]), NOTHING)
    write_pdf(document, tmp_path / "b.pdf")
    assert written.pages > 20
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_texts_are_compared_in_one_form() -> None:
    assert plain("Mbe\u0301LE\u0301\u00ad  a\nb ﬁne") == "mbélé a b fine"
    assert plain("wait-\ning") == "waiting"


def test_what_the_program_itself_says_is_no_leak(tmp_path: Path) -> None:
    said = Words("en").text("report.no_consultations")
    withheld = Withheld([said, "very_high", "Confidential"])
    written = write_proven(a_document(Text("words")), tmp_path / "x.pdf", withheld, NOTHING)
    assert written.pages == 2
    assert {leak.kind for leak in prove(tmp_path / "x.pdf", withheld, NOTHING)} == {
        "name", "passage",
    }  # fmt: skip


# --- the needles that other tests use -----------------------------------------------------------


def test_the_sweep_finds_every_disguise() -> None:
    for name, form in disguises("Ouadda Mbélé").items():
        assert ("Ouadda Mbélé", name) in sweep(b"<<" + form + b">>", ["Ouadda Mbélé"])
    for form in coordinate_disguises(*PLACE).values():
        assert sweep(b"<<" + form + b">>", positions=[PLACE])
    assert sweep(b"nothing of the kind, 11.65", ["Ouadda Mbélé"], [PLACE]) == []


def test_the_sweep_looks_into_pdf_and_archives(tmp_path: Path) -> None:
    import base64
    import zipfile

    path = tmp_path / "x.pdf"
    write_pdf(a_document(Text("Ouadda Mbélé, -11.654, -28.123")), path)
    assert sweep(path, ["Ouadda Mbélé"])
    assert sweep(path, positions=[PLACE])
    assert not sweep(path, ["Kaga Zeru"])
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.xml", base64.b64encode(b"..Ouadda Mb\xc3\xa9l\xc3\xa9.."))
        archive.write(path, "c.pdf")
    found = {name.split(" ")[0] for _, name in sweep(tmp_path / "x.zip", ["Ouadda Mbélé"])}
    assert {"utf-8", "base64"} <= found


def test_a_bare_date_is_no_secret_and_a_told_day_is(tmp_path: Path) -> None:

    assert not tells(("on", "30", "september", "2026"))
    assert not tells(("in", "the", "north", "of"))
    assert tells(("women", "sleep", "in", "reeds"))


def test_permitted_names_set_side_by_side_are_no_leak() -> None:

    known = Known(["Oudrema National Army", "Mobile Gendarmerie Group 3", "Toudrale base"])
    assert known.explains(("national", "army", "and", "mobile"))
    assert known.explains(("army", "and", "mobile", "gendarmerie"))
    assert known.explains(("toudrale", "base", "on", "20"))
    assert known.explains(("army", "toudrale", "base", "and"))
    assert not known.explains(("women", "and", "night", "fields"))
    assert not known.explains(("national", "army", "and", "burned"))
    assert not known.explains(("toudrale", "base", "burned", "down"))


def test_a_permitted_name_beside_permitted_words_is_no_leak(tmp_path: Path) -> None:

    known = Known(["MISPOU", "Protection of civilians", "They sleep in the reeds"])
    assert known.explains(("mispou", "protection", "of", "civilians"))
    assert not known.explains(("mispou", "women", "sleep", "apart"))
    assert not known.explains(("sleep", "in", "the", "gorge"))
