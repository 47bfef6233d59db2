"""How a file was read is remembered for the next one with its head, and can be changed."""

from pathlib import Path

import pytest

from pocplanner.commands import imports
from pocplanner.formats.planning import Wish
from pocplanner.formats.profiles import ColumnMapping
from pocplanner.formats.reading import Reading
from pocplanner.formats.remembered import Remembered, forget, recall, remember_reading
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import LANGUAGES, Problem, Words
from tests.formats.reading_of import only, refusals, warned

HEAD = "Wer;Wann;Breite;Länge;Was"
MAPPING = ColumnMapping(
    "events",
    {"side_a": "Wer", "date": "Wann", "lat": "Breite", "lon": "Länge", "type": "Was"},
)


def look(path: Path, folder: Path, wish: Wish = Wish()) -> Reading:  # noqa: B008
    """The file, read as wished, with what lies in the folder."""
    from dataclasses import replace

    return finish(imports.look_as(Snapshot(), path, replace(wish, folder=folder)))


def a_file(path: Path, *rows: str, head: str = HEAD, encoding: str = "cp1252") -> Path:
    """A table of these lines."""
    path.write_bytes("\n".join((head, *rows)).encode(encoding) + b"\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A person's own folder, in which the first file is remembered."""
    first = a_file(tmp_path / "week_1.csv", "Bande 1;25/04/2024;-11,21;-17,05;Raub")
    wish = Wish(mapping=MAPPING, overrides={"encoding": "cp1252", "decimal": ","})
    found = look(first, tmp_path / "own", wish)
    assert found.counts.kept == 1
    assert imports.remember(found, wish, tmp_path / "own")
    return tmp_path / "own"


def test_the_next_file_with_the_same_head_is_read_the_same_way(
    folder: Path, tmp_path: Path
) -> None:
    later = a_file(tmp_path / "week_2.csv", "Bande é;03/04/2024;-11,25;-17,08;Raub")
    found = look(later, folder)
    assert found.counts.kept == 1 and found.found.encoding == "cp1252"
    assert {"mapping", "encoding", "decimal", "date_order"} <= set(found.found.remembered)
    hot = only(found).hot
    assert hot.side_a.text(0) == "Bande é"
    # The first file told that days come first; this one alone would leave it open.
    assert str(hot.day(0)) == "2024-04-03" and found.found.date_order == "dmy"


def test_what_a_person_says_now_goes_before_what_is_remembered(
    folder: Path, tmp_path: Path
) -> None:
    later = a_file(tmp_path / "week_2.csv", "Bande 2;03/04/2024;-11,25;-17,08;Raub")
    found = look(later, folder, Wish(overrides={"date_order": "mdy"}))
    assert str(only(found).hot.day(0)) == "2024-03-04"
    assert "date_order" not in found.found.remembered and "mapping" in found.found.remembered


def test_a_file_can_be_read_as_if_for_the_first_time(folder: Path, tmp_path: Path) -> None:
    later = a_file(tmp_path / "week_2.csv", "Bande 2;03/04/2024;-11,25;-17,08;Raub")
    with pytest.raises(Problem) as found:
        look(later, folder, Wish(fresh=True))
    assert found.value.key == "import_unrecognised"
    assert [cells[0] for _, cells in found.value.facts["raw"]] == ["Wer", "Bande 2"]
    head = found.value.facts["read_as"].head_print
    assert recall(folder, head) is not None
    forget(folder, head)
    forget(folder, head)
    assert recall(folder, head) is None


def test_what_does_not_fit_is_left_aside_and_said(folder: Path, tmp_path: Path) -> None:
    head = recall_any(folder).head
    remember_reading(Remembered(head, "x", "events", "", {"date": "gone"}), folder)
    text = "id,date,latitude,longitude,type,deaths"
    path = a_file(tmp_path / "other.csv", "1,2024-01-05,-11.2,-17.1,killing,3", head=text)
    fine = look(path, folder)
    remember_reading(Remembered(fine.found.head_print, "x", "events", "", {"date": "gone"}), folder)
    found = look(path, folder)
    assert found.counts.kept == 1 and warned(found) == {"remembered_unfit": 1}
    assert not found.found.remembered


def recall_any(folder: Path) -> Remembered:
    """What is remembered in a folder with one entry."""
    (path,) = (folder / "readings").iterdir()
    found = recall(folder, path.stem)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "content",
    [
        "name = [",
        'kind = "planets"',
        '[settings]\nencoding = 3\nhome = "x"',
        "columns = 1",
        "x" * 9,
    ],
)
def test_a_broken_memory_is_no_memory(folder: Path, tmp_path: Path, content: str) -> None:
    (path,) = (folder / "readings").iterdir()
    path.write_text(content, encoding="utf-8")
    assert recall(folder, path.stem) is None


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    for head in ("../up", "", "A" * 32):
        with pytest.raises(Problem) as found:
            remember_reading(Remembered(head, "x"), tmp_path)
        assert found.value.key == "import_reading_not_saved"
        for language in LANGUAGES:
            assert "{" not in Words(language).problem(found.value)
        assert recall(tmp_path, head) is None
    assert not list(tmp_path.iterdir())


def test_only_names_and_settings_are_remembered_never_a_row(folder: Path) -> None:
    (path,) = (folder / "readings").iterdir()
    text = path.read_text(encoding="utf-8")
    assert "Bande" not in text and "11,21" not in text and "Breite" in text
    assert path.stat().st_mode & 0o077 == 0


def test_refused_rows_bring_what_stands_in_them(tmp_path: Path) -> None:
    head = "id,date,latitude,longitude,type,deaths"
    rows = ("1,2024-13-05,-11.2,-17.1,killing,3", "2,2024-01-05,-11.2,-17.1,killing, more,3")
    found = look(a_file(tmp_path / "a.csv", *rows, head=head), tmp_path)
    assert {r[2] for r in refusals(found)} == {"no_such_day", "ragged"}
    by_line = {r.line: r.row for r in found.refused}
    assert by_line[2][1] == "2024-13-05" and by_line[3][-2:] == (" more", "3")
    mends = {
        (2, "date"): "2024-05-13",
        (3, ""): '2,2024-01-05,-11.2,-17.1,"killing, more",3',
    }
    mended = look(tmp_path / "a.csv", tmp_path, Wish(mends=mends))
    assert (mended.counts.kept, mended.counts.refused) == (2, 0)


def test_rows_of_places_that_are_too_wide_are_mended_whole(tmp_path: Path) -> None:
    path = a_file(tmp_path / "p.csv", "Kemba,-9,21,Old, Town", head="name,lat,lon,aliases")
    found = look(path, tmp_path)
    assert [(r.line, r.reason, len(r.row)) for r in found.refused] == [(2, "ragged", 5)]
    mended = look(path, tmp_path, Wish(mends={(2, ""): 'Kemba,-9,21,"Old, Town"'}))
    assert (mended.counts.kept, mended.counts.refused) == (1, 0)
    with pytest.raises(Problem) as wrong:
        look(path, tmp_path, Wish(mends={(2, ""): 'Kemba,-9,21,"Old'}))
    assert wrong.value.key == "import_mend_unreadable"
