"""Events of every shape that left as a layer are the same events in another mission."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pocplanner.commands import export_data, imports, mission
from pocplanner.commands.export_layers import Choice
from pocplanner.model.events import ARRAY_COLUMNS, LABEL_COLUMNS, Events
from pocplanner.model.guard import Audience
from pocplanner.progress import finish
from pocplanner.project import Project

ENDINGS = (".geojson", ".gpkg", ".csv", ".kml", ".xlsx", ".gpx")
HEAD = (
    "id,date,date_end,hour,latitude,longitude,type,perpetrator,victim,affected_group,country,"
    "admin1,admin2,place,low,deaths,high,civilian_deaths,place_precision,day_precision,"
    "note,source,title"
)
#: Pieces of text that have broken somebody's reader.
NASTY = (
    "Malo", "=1+1", "@cmd", "-2", "'quoted", '"twice"', "a,b;c", "<b>bold</b>", "a & b", "&amp;",
    "]]>", "<!--", "Vaïmo", "ورود", "Дорога", "村", "e\u0301", "two\nlines", "tab\there", "\\N",
    "None of them", "0012", "1e5", "TRUE", "2026-01-01", "{x}", "%s", "_x0041_", "|", "’", "🙂",
    "a  b",
)  # fmt: skip
TYPES = ("killing", "abduction", "threat", "looting", "", "odd word", "displacement")


def a_table(rows: int, seed: int) -> str:
    """A table of incidents in which anything may be missing."""
    chance = random.Random(seed)

    def some(text: object, share: float = 0.7) -> str:
        told = "" if chance.random() > share else str(text)
        return '"' + told.replace('"', '""') + '"'

    def words(count: int) -> str:
        return " ".join(chance.choices(NASTY, k=count))

    lines = [HEAD]
    for n in range(rows):
        year, month = chance.randrange(2010, 2026), chance.randrange(1, 13)
        day = f"{year}-{month:02}-{chance.randrange(1, 28):02}"
        later = f"{day[:8]}28"
        there = chance.random() > 0.2
        dead = sorted(chance.choices(range(200), k=3))
        cells = [
            f"id{n}", day, some(later, 0.3), some(chance.randrange(24), 0.4),
            f"{chance.uniform(-34, 36):.6f}" if there else "",
            f"{chance.uniform(-17, 51):.6f}" if there else "",
            some(chance.choice(TYPES)), some(words(2)), some(words(1)), some(words(1), 0.3),
            some(f"Land {n % 3}"), some(words(1)), some(words(1)), some(words(2)),
            some(dead[0]), some(dead[1]), some(dead[2]), some(dead[0], 0.4),
            some(chance.randrange(1, 8)), some(chance.randrange(1, 6)),
            some(words(8)), some(words(2)), some(words(3)),
        ]  # fmt: skip
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("home")
    (folder / "incidents.csv").write_text(a_table(90, 11), encoding="utf-8", newline="")
    made = mission.create(folder / "x.pocplan", "Exercise", None, "Tester")
    reading = finish(imports.look(made.snapshot(), folder / "incidents.csv", "events"))
    assert reading.counts.kept == 90, reading.refused[:3]
    finish(imports.keep(made, reading))
    yield made
    made.close()


def as_rows(project: Project, only_placed: bool) -> list[dict[str, object]]:
    """Every event with all that it holds, in the order of their own keys."""
    events: Events = project.events()
    found = []
    for row in range(len(events)):
        held: dict[str, object] = {n: getattr(events, n).text(row) for n in LABEL_COLUMNS}
        held |= {
            n: round(float(getattr(events, n)[row]), 6)
            for n in ARRAY_COLUMNS
            if n not in {"key", "series"}
        }
        # What stands beside the columns; blanks at the ends of lines mean nothing.
        held |= project.details(events.event_id(row))
        held["key"] = events.key[row].decode().rpartition(":")[2]
        if not only_placed or not np.isnan(events.lon[row]):
            found.append({k: "none" if v != v else v for k, v in held.items()})
    return sorted(found, key=lambda row: str(row["key"]))


@pytest.mark.parametrize(
    ("ending", "language"), [*((e, "en") for e in ENDINGS), (".xlsx", "fr"), (".kml", "fr")]
)
def test_events_that_left_are_the_same_in_another_mission(
    home: Project, tmp_path: Path, ending: str, language: str
) -> None:
    path = tmp_path / f"out{ending}"
    texts = export_data.texts_of(home)
    work = export_data.write_data(
        home.snapshot(), Audience.CORE, language, path, Choice(("events",)), texts=texts
    )
    written = finish(work)
    away = mission.create(tmp_path / "y.pocplan", "Other", None, "Tester")
    try:
        reading = finish(imports.look(away.snapshot(), path))
        assert reading.kind == "events" and not reading.refused
        finish(imports.keep(away, reading))
        here, there = as_rows(home, ending == ".gpx"), as_rows(away, False)
        assert len(there) == written.rows["events"]
        for mine, theirs in zip(here, there, strict=True):
            assert theirs == mine
    finally:
        away.close()
