"""A user at work in another process, who may be killed at any moment."""

import itertools
import random
from pathlib import Path
from typing import Any

from pocplanner.model.events import Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Source
from pocplanner.project import Project
from pocplanner.store.file import MissionFile
from tests.store.makers import KEY, a_chunk


def work(path: Path, acks: Any, begin: int) -> None:
    """Edit through the project without end, and tell each edit once it is acknowledged."""
    project = Project(MissionFile.open(path, KINDS, KEY), "PoC adviser", together_s=0)
    chance = random.Random(begin)
    for number in itertools.count(begin):
        with project.edit("edit.record.add", name=f"Source {number}"):
            counter = Source(id="counter", name=f"{number}")
            project.put(Source(id=f"s{number}", name=f"Source {number}"), counter)
        acks.send(("put", number))
        if chance.random() < 0.2:
            acks.send(("undoing", number))
            project.undo()
            project.redo()
            acks.send(("put", number))
        if chance.random() < 0.1:
            source, name = f"s{number}", f"import-{number}"
            chunks = (a_chunk([f"{n}-{m}" for m in range(400)]) for n in range(3))
            for _ in project.stage(name, source, chunks):
                acks.send(("staging", number))
            with project.edit("edit.import.events", count=1200):
                project.put(Series(id=name, source_id=source, import_id=name, rows=1200))
            acks.send(("import", number))
