"""Write the first schema step and the golden files of schema 1 anew.

Until the first release, after the records of the model changed:  python tests/missions/make.py
From the first release on these files stay as they are, and a change of the model brings a
further step in resources/schema.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

import numpy as np  # noqa: E402

from pocplanner.model.event_chunk import EventChunk, Texts  # noqa: E402
from pocplanner.model.events import (  # noqa: E402
    ARRAY_TYPES,
    LABEL_COLUMNS,
    Events,
    Labels,
    Series,
    day_number,
)
from pocplanner.model.geometry import Position  # noqa: E402
from pocplanner.model.kinds import KINDS  # noqa: E402
from pocplanner.model.mission import Mission, Source  # noqa: E402
from pocplanner.model.places import Settlement  # noqa: E402
from pocplanner.progress import finish  # noqa: E402
from pocplanner.project import Project  # noqa: E402
from pocplanner.store import keys  # noqa: E402
from pocplanner.store.file import MissionFile  # noqa: E402
from pocplanner.store.schema import Schema  # noqa: E402

HERE = Path(__file__).parent
STEP = REPOSITORY / "resources" / "schema" / "0001-first.sql"
#: The passphrase of the sealed golden file.
PASSPHRASE = "an invented passphrase"
_MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def write_step() -> None:
    """The tables of today as the first step."""
    lines = ["-- The tables of the first form; written by tests/missions/make.py."]
    lines += [f"{statement};" for statement in Schema(KINDS).definitions]
    STEP.write_text("\n".join(lines) + "\n", encoding="utf-8")


def two_events() -> EventChunk:
    """Two invented events."""
    day = day_number(date(2025, 5, 17))
    columns = {name: np.zeros(2, kind) for name, kind in ARRAY_TYPES.items()}
    columns["first_day"] += day
    columns["last_day"] += day
    columns["lon"] += 1.5
    columns["lat"] += 2.5
    labels = {name: Labels.of(["", ""]) for name in LABEL_COLUMNS}
    labels["place"] = Labels.of(["Anvar", "Brelo"])
    hot = Events(key=np.array([b"E-1", b"E-2"]), **columns, **labels)
    empty = Texts.of(["", ""])
    return EventChunk(hot, Texts.of(["A first note.", ""]), empty, empty, empty)


def write_mission(path: Path, passphrase: str | None) -> None:
    """A small mission with a change, an import and an undo in its log."""
    path.unlink(missing_ok=True)
    key = keys.new_key(passphrase) if passphrase else None
    project = Project(MissionFile.create(path, KINDS, key), "PoC adviser", clock=lambda: _MOMENT)
    with project.edit("edit.mission.create", name="Golden"):
        project.put(Mission(name="Golden", exercise=True))
    with project.edit("edit.record.add", name="Anvar"):
        project.put(Settlement(id="anvar", name="Anvar", position=Position(lon=1.5, lat=2.5)))
    finish(project.stage("import-1", "source", [two_events()]))
    with project.edit("edit.import.events", count=2, file="events.csv"):
        project.put(Source(id="source", name="Invented events"))
        project.put(Series(id="series", source_id="source", import_id="import-1", rows=2))
    with project.edit("edit.record.add", name="Brelo"):
        project.put(Settlement(id="brelo", name="Brelo"))
    project.undo()
    project.close()


if __name__ == "__main__":
    write_step()
    write_mission(HERE / "schema-1-open.pocplan", None)
    write_mission(HERE / "schema-1-sealed.pocplan", PASSPHRASE)
