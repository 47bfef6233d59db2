"""Documents on paper, read back as a reader would read them."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pocplanner.report import whole_file
from pocplanner.report.blocks import (
    Assumptions,
    Block,
    Cell,
    Cover,
    Document,
    EvidenceItem,
    EvidenceList,
    Facts,
    Figure,
    Heading,
    Items,
    KeyBox,
    KeyItem,
    Table,
    Text,
)
from pocplanner.report.pdf import Written, write_pdf
from pocplanner.words import Problem, Words
from tests.report.demo import HOSTILE, a_map, demo


def a_document(*blocks: Block, **changes: Any) -> Document:
    """A small document that holds these blocks."""
    cover = Cover("UNMOR", "Protection strategy", date(2024, 3, 1), country="Orravia")
    made = Document("Strategy", "en", cover, blocks)
    return replace(made, **changes)


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written, list[str]]:
    """The rich invented document, in English."""
    path = tmp_path_factory.mktemp("pdf") / "rich.pdf"
    written = write_pdf(demo(maps=4, table_rows=120), path)
    return path, written, pages(path)


def test_the_cover_says_what_this_is_and_for_whom(rich: Any) -> None:
    cover = flat(rich[2][0])
    for said in (
        "DRAFT", "Not cleared", "UNMOR · Orravia", "Protection of civilians strategy",
        "1 March 2024", "1 June 2024", "All mission components", "CONFIDENTIAL",
        "Women's association of Halisk", "licence CC BY 4.0", "outdated, collect",
        "Not to be shared outside the mission",
    ):  # fmt: skip
        assert said in cover


def test_page_two_is_the_page_that_a_commander_reads(rich: Any) -> None:
    page = flat(rich[2][1])
    assert page.index("Must places") < page.index("What will not be protected")
    assert "Force Commander, by 15 March 2024" in page
    assert "First issue." in page
    assert "page 2 of" in page


def test_a_long_page_two_is_set_smaller_and_then_told(tmp_path: Path) -> None:
    def front(count: int) -> Document:
        items = tuple(KeyItem(f"Place {i}", "detail " * 12, "must") for i in range(count))
        return a_document(Heading("One"), front=(KeyBox("Must", items),))

    some = write_pdf(front(17), tmp_path / "some.pdf")
    assert some.remarks == ()
    assert "Place 16" in pages(tmp_path / "some.pdf")[1]
    many = write_pdf(front(80), tmp_path / "many.pdf")
    assert [remark.key for remark in many.remarks] == ["report.remark.front_long"]
    assert Words("fr").has(many.remarks[0].key)


def test_every_page_carries_marking_twice_count_and_exercise(rich: Any) -> None:
    total = rich[1].pages
    assert total == len(rich[2])
    for number, text in enumerate(rich[2], start=1):
        assert text.count("CONFIDENTIAL") >= 2
        assert f"page {number} of {total}" in text
        assert "EXERCISE: invented data" in text
        if number > 1:
            assert "As of 1 March 2024" in text
            assert "DRAFT" in text


def test_a_real_mission_says_nothing_of_an_exercise(tmp_path: Path) -> None:
    path = tmp_path / "real.pdf"
    write_pdf(a_document(Heading("One"), Text("words")), path)
    assert not any("EXERCISE" in text for text in pages(path))


def test_a_cleared_document_names_the_role_that_cleared_it(tmp_path: Path) -> None:
    path = tmp_path / "cleared.pdf"
    document = a_document(Text("words"))
    cover = replace(document.cover, state="cleared", cleared_by="Head of Mission")
    write_pdf(replace(document, cover=cover), path)
    text = pages(path)
    assert "Cleared by: Head of Mission" in text[0]
    assert not any("DRAFT" in page for page in text)


def test_contents_outline_and_headings_agree(rich: Any) -> None:
    reader = PdfReader(rich[0])
    first = [entry for entry in reader.outline if not isinstance(entry, list)]
    titles = [str(entry.title) for entry in first]
    assert titles[0] == "The page that a commander reads"
    assert "4. Existing protection" in titles
    assert titles[-1] == "Assumptions"
    contents = flat(rich[2][2])
    for entry in first[:6]:
        page = reader.get_destination_page_number(entry) + 1
        assert str(entry.title) in rich[2][page - 1]
        assert str(entry.title) in contents
        assert f" {page} " in f"{contents} "


def links(reader: PdfReader, page: int) -> list[int]:
    """The pages (from 1) to which the links of a page (from 1) lead."""
    found = []
    for link in reader.pages[page - 1].get("/Annots", ()):
        target = link.get_object()["/Dest"][0].get_object()
        found.append(next(
            at for at, each in enumerate(reader.pages, 1) if each.get_object() == target
        ))  # fmt: skip
    return found


def test_links_of_the_contents_lead_to_the_headings(rich: Any) -> None:
    reader = PdfReader(rich[0])
    leads = links(reader, 3)
    assert len(leads) > 40
    assert leads[0] == 2
    assert leads == sorted(leads)
    # The numbers printed are the pages that the links lead to.
    printed = [int(line) for line in rich[2][2].splitlines() if line.strip().isdigit()]
    assert printed == leads


def test_evidence_is_linked_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "both.pdf"
    document = a_document(
        Heading("One"), Text("a", ("r1",)), Table(("x",), (("y",),), evidence=(("r1", "r2"),)),
        Heading("Evidence"),
        EvidenceList((EvidenceItem(1, "r1", "Patrol"), EvidenceItem(2, "r2", "Call"))),
    )  # fmt: skip
    write_pdf(document, path)
    reader = PdfReader(path)
    assert links(reader, 3) == [4, 4, 4]
    assert links(reader, 4) == [3, 3]


def test_the_pages_named_in_the_annex_use_the_evidence(tmp_path: Path) -> None:
    path = tmp_path / "annex.pdf"
    document = a_document(
        Heading("One"), Text("a", ("r1",)),
        Heading("Two"), Text("b", ("r2", "r1")),
        Heading("Evidence"),
        EvidenceList((EvidenceItem(1, "r1", "Patrol report", "B2"),
                      EvidenceItem(2, "r2", "Call", "F6"), EvidenceItem(3, "r3", "Unused"))),
    )  # fmt: skip
    write_pdf(document, path)
    text = [flat(page) for page in pages(path)]
    assert "a [1]" in text[2]
    assert "b [1, 2]" in text[3]
    assert "1 Patrol report · B2 · p. 3, 4" in text[4]
    assert "2 Call · F6 · p. 4" in text[4]
    assert "3 Unused · not cited" in text[4]


def test_evidence_that_nobody_lists_is_told_and_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "missing.pdf"
    written = write_pdf(a_document(Text("a", ("secret-id",))), path)
    assert [remark.key for remark in written.remarks] == ["report.remark.evidence_missing"]
    assert b"secret-id" not in path.read_bytes()


def test_every_hostile_name_prints_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    blocks: list[Block] = []
    for text in HOSTILE:
        blocks += [
            Heading(text, 2), Text(text, lead=text), Text(text, style="question"),
            Items((Text(text),)), Facts(((text, Cell(text, "high")),), text),
            Table((text, text), ((text, Cell(text, bold=True)),), title=text, note=text),
            KeyBox(text, (KeyItem(text, text, "must"),)),
        ]  # fmt: skip
    document = a_document(*blocks, title=HOSTILE[0], handling=HOSTILE[1], short=HOSTILE[2])
    cover = replace(document.cover, mission=HOSTILE[3], consultations=HOSTILE, data=HOSTILE)
    write_pdf(replace(document, cover=cover), path)
    text = "".join("".join(pages(path)).split())
    for payload in HOSTILE:
        assert text.count("".join(payload.split())) >= 10


def test_nothing_in_the_file_acts_or_leads_out_of_it(rich: Any) -> None:
    with pikepdf.open(rich[0]) as pdf:
        every = b"\n".join(each.unparse(resolved=True) for each in pdf.objects)
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
        assert pdf.Root.get("/Metadata") is None
        assert pdf.Root.get("/OpenAction") is None
    for name in (b"/JS", b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile", b"/GoToR"):
        assert name not in every


def test_the_file_tells_a_neutral_title_and_nothing_else_of_its_making(rich: Any) -> None:
    reader = PdfReader(rich[0])
    assert dict(reader.metadata or {}) == {"/Title": "Planning document"}
    raw = rich[0].read_bytes().lower()
    assert b"creationdate" not in raw
    assert b"anonymous" not in raw


def test_the_file_is_sound(rich: Any) -> None:
    with pikepdf.open(rich[0]) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_every_font_is_in_the_file(rich: Any) -> None:
    with pikepdf.open(rich[0]) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                 and each.get("/Type") == "/Font"]  # fmt: skip
    assert fonts
    assert not any("Helvetica" in str(font.get("/BaseFont")) for font in fonts)


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf(demo("fr", maps=2, table_rows=60), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.report.demo import demo;"
        "from pocplanner.report.pdf import write_pdf;"
        "write_pdf(demo(maps=1, table_rows=30), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / f"{seed}.pdf")], check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}", "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_heads_of_tables_are_repeated_and_no_row_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    rows = tuple((f"place {i}", "words " * (i % 40)) for i in range(300))
    write_pdf(a_document(Heading("Rows"), Table(("Where", "What"), rows)), path)
    text = pages(path)
    with_rows = [page for page in text if "place " in page]
    assert len(with_rows) > 5
    assert all("Where" in page and "What" in page for page in with_rows)
    whole = flat(" ".join(text))
    assert all(f"place {i} " in whole for i in range(300))


def test_a_cell_longer_than_a_page_is_cut_and_printed_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    long = " ".join(f"word{i}" for i in range(2500))
    written = write_pdf(a_document(Table(("a", "b"), (("x", long), ("y", "z" * 3000)))), path)
    assert written.pages >= 4
    found = "".join("".join(pages(path)).split())
    assert "word1249" in found
    assert "word2499" in found
    assert found.count("z") >= 3000


def test_more_columns_than_a_page_can_show_well_are_printed_all_the_same(tmp_path: Path) -> None:
    heads = tuple(f"c{i}" for i in range(60))
    document = a_document(Table(heads, (heads, ("one cell spans",), heads[:5], ())))
    assert write_pdf(document, tmp_path / "wide.pdf").pages >= 2


def test_a_heading_is_never_the_last_on_its_page(tmp_path: Path) -> None:
    path = tmp_path / "headings.pdf"
    blocks: list[Block] = [Heading("Start")]
    for i in range(60):
        blocks += [Heading(f"Heading {i}", 2), Text("words " * (20 + 17 * (i % 7)))]
    write_pdf(a_document(*blocks), path)
    for page in pages(path)[2:]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        body = [line for line in lines if not line.startswith(("page ", "CONFIDENTIAL"))]
        assert not body[-1].startswith("Heading ")


def test_a_section_and_its_first_heading_go_to_the_next_page_together(tmp_path: Path) -> None:
    path = tmp_path / "sections.pdf"
    blocks: list[Block] = [Heading("Start")]
    for i in range(120):
        blocks += [
            Heading(f"Section {i}", 1, new_page=False), Heading(f"Heading {i}", 2),
            Text("words " * (20 + 61 * (i % 7)), style=("body", "note", "lead")[i % 3]),
        ]  # fmt: skip
    write_pdf(a_document(*blocks), path)
    for page in pages(path)[2:]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        body = [line for line in lines if not line.startswith(("page ", "CONFIDENTIAL"))]
        assert not body[-1].startswith(("Section ", "Heading ")), body[-1]


def test_the_status_of_a_paragraph_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "status.pdf"
    write_pdf(
        a_document(Text("one", status="draft"), Text("two", status="proposed"),
                   Text("three", status="generic"), Text("four?", status="question")),
        path,
    )  # fmt: skip
    text = flat(pages(path)[1])
    assert all(sign in text for sign in ("draft", "not reviewed", "generic", "open question"))


def test_french_documents_set_french_spaces_and_words(tmp_path: Path) -> None:
    path = tmp_path / "fr.pdf"
    document = a_document(
        Heading("Menaces"), Text("Le marché : « vide » ; pourquoi ? 12 000 personnes !"),
        language="fr", exercise=True,
    )  # fmt: skip
    write_pdf(document, path)
    text = pages(path)
    assert "Le marché : « vide » ; pourquoi ? 12 000 personnes !" in text[2].replace("\xa0", " ")
    assert "Situation au 1er mars 2024" in text[2]
    assert "page 3 sur 3" in flat(text[2])
    assert "EXERCICE : données inventées" in text[2].replace("\xa0", " ")
    assert "PROJET" in text[0]
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "fr"


def test_a_sign_that_no_font_has_becomes_a_box_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "signs.pdf"
    written = write_pdf(a_document(Text("before 漢 after"), Text("x\x07\x1b\u202ey")), path)
    assert "before □ after" in pages(path)[1]
    assert "x□□□y" in pages(path)[1]
    keys = [remark.key for remark in written.remarks]
    assert keys == ["report.remark.glyph", "report.remark.hidden_signs"]
    assert "漢" in written.remarks[0].text(Words("en"))


def test_arabic_stands_joined_and_in_the_order_of_the_eye(tmp_path: Path) -> None:
    import unicodedata

    path = tmp_path / "arabic.pdf"
    written = write_pdf(a_document(Text('Camp <N> 12 & "الملجأ" east')), path)
    assert written.remarks == ()
    shown = unicodedata.normalize("NFKC", pages(path)[1])
    assert 'Camp <N> 12 & "' in shown
    assert "الملجأ" in shown or "الملجأ"[::-1] in shown


def test_letter_paper_is_letter_paper(tmp_path: Path) -> None:
    write_pdf(a_document(Text("words")), tmp_path / "l.pdf", page="letter")
    box = PdfReader(tmp_path / "l.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_wide_tables_may_lie(rich: Any) -> None:
    sizes = {page.mediabox.width > page.mediabox.height for page in PdfReader(rich[0]).pages}
    assert sizes == {True, False}


def test_parts_longer_than_any_page_are_printed_all_the_same(tmp_path: Path) -> None:
    long = "long words " * 1500
    blocks = (
        Heading(long[:3000], 2), Figure(a_map(events=3), long),
        KeyBox(long, (KeyItem(long, long),)), Facts(((long, long),), long),
        Items((Text(long),)), Text(long, style="question"),
        EvidenceList((EvidenceItem(1, "x", long, long, long),)),
    )  # fmt: skip
    document = a_document(*blocks, handling=long, title=long, front=blocks[2:4])
    cover = replace(document.cover, mission=long, consultations=(long,) * 30, warnings=(long,))
    assert write_pdf(replace(document, cover=cover), tmp_path / "long.pdf").pages > 10


def test_an_empty_document_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    write_pdf(a_document(Heading("A"), Table(("x",), ()), EvidenceList(()), Assumptions(())), path)
    text = flat(" ".join(pages(path)))
    assert "None recorded. Nobody outside the planning team" in text
    assert "Nothing recorded yet." in text
    assert "No evidence is recorded" in text
    assert "No review date set" in text


def test_a_map_may_stand_on_the_cover(tmp_path: Path) -> None:
    document = a_document(Text("words"))
    cover = replace(document.cover, picture=a_map(), data=("line",) * 40)
    written = write_pdf(replace(document, cover=cover), tmp_path / "map.pdf")
    assert written.pages == 2
    assert "and 31 more" in flat(pages(tmp_path / "map.pdf")[0])


@settings(max_examples=15)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_any_text_can_be_printed(
    tmp_path_factory: pytest.TempPathFactory, given: list[str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.pdf"
    blocks: list[Block] = []
    for text in given:
        blocks += [Heading(text, 2), Text(text), Table((text,), ((text,),))]
    assert write_pdf(a_document(*blocks), path).pages >= 2


# --- the file itself ----------------------------------------------------------------------------


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        write_pdf(a_document(), tmp_path / "none" / "x.pdf")
    assert told.value.key == "export.no_folder"
    assert not (tmp_path / "none").exists()
    for language in ("en", "fr"):
        sentence = Words(language).problem(told.value)
        assert " none " in sentence
        assert str(tmp_path) not in sentence


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(Problem) as told:
        write_pdf(a_document(), tmp_path / "x.pdf")
    assert told.value.key == "export.not_a_file"


def test_a_full_disk_leaves_the_earlier_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"earlier")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_file.os, "fsync", full)
    with pytest.raises(Problem) as told:
        write_pdf(a_document(Text("words")), path)
    assert told.value.key == "export.disk_full"
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(handle: int) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(whole_file.os, "fsync", refused)
    with pytest.raises(Problem) as told:
        write_pdf(a_document(), tmp_path / "x.pdf")
    assert told.value.key == "export.not_written"
    assert list(tmp_path.iterdir()) == []


def test_an_error_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    def broken(beside: Path) -> None:
        beside.write_bytes(b"half")
        raise ValueError

    with pytest.raises(ValueError):
        whole_file.write_whole(tmp_path / "x.pdf", broken)
    assert list(tmp_path.iterdir()) == []


def test_a_paper_is_private_to_its_maker_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_pdf(a_document(), tmp_path / "x.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "x.pdf").stat().st_mode & 0o777 == 0o600


def test_a_name_that_the_disk_does_not_take_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        write_pdf(a_document(), tmp_path / ("x" * 300 + ".pdf"))
    assert told.value.key == "export.not_written"
    assert list(tmp_path.iterdir()) == []


def test_text_fills_the_page_that_a_large_figure_would_leave_empty(tmp_path: Path) -> None:
    before = [Text(f"Before {n}. " + "A sentence of some length. " * 20) for n in range(6)]
    after = [Text(f"After {n}. " + "A sentence of some length. " * 8) for n in range(4)]
    table = Table(("What",), (("row",),), title="The table")
    document = a_document(
        *before, Figure(a_map(events=3), "The map"), *after[:2], table, *after[2:]
    )
    write_pdf(document, tmp_path / "gap.pdf")
    said = flat(" ".join(pages(tmp_path / "gap.pdf")[1:]))
    places = [said.index(each) for each in ("Before 5", "After 0", "The map", "The table")]
    assert places == sorted(places), "the text goes first, the table waits for the figure"
    assert said.index("After 3") > said.index("The table")
