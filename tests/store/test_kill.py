"""Killed at any moment, the file opens again and holds every acknowledged edit."""

import multiprocessing
import random
import time
from pathlib import Path

from pocplanner.model.events import Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Source
from pocplanner.project import Project
from pocplanner.store.file import MissionFile
from pocplanner.store.keys import Key
from pocplanner.words import Problem
from tests.store import driver
from tests.store.makers import KEY, OTHER_KEY, a_file

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["pocplanner.project", "tests.store.driver"])


def test_no_acknowledged_edit_is_lost_when_the_program_is_killed(
    tmp_path: Path, long_run: bool
) -> None:
    a_file(tmp_path).close()
    path = tmp_path / "m.pocplan"
    chance, acked, imports, begin = random.Random(7), set[int](), set[int](), 0
    for _ in range(200 if long_run else 50):
        here, there = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=driver.work, args=(path, there, begin))
        process.start()
        there.close()
        assert here.poll(20)
        time.sleep(chance.random() * 0.15)
        process.kill()
        process.join()
        undone = None
        try:
            while True:
                kind, number = here.recv()
                begin = max(begin, number + 1)
                undone = number if kind == "undoing" else None
                if kind == "put":
                    acked.add(number)
                elif kind == "import":
                    imports.add(number)
        except (EOFError, OSError):
            here.close()
        if undone is not None:
            acked.discard(undone)  # killed while it took it back: either is right
        _check(path, acked, imports, begin)
        begin += 1
    assert len(acked) > 50
    assert imports


def _check(path: Path, acked: set[int], imports: set[int], begin: int) -> None:
    # A wrong passphrase meets the interrupted journal first, and may not spoil it.
    try:
        MissionFile.open(path, KINDS, Key(OTHER_KEY.raw, KEY.salt)).close()
    except Problem as problem:
        assert problem.key == "open.wrong_key"
    project = Project(MissionFile.open(path, KINDS, KEY), "PoC adviser")
    there = {record.id for record in project.all(Source)}
    assert {f"s{number}" for number in acked} <= there
    more = there - {f"s{number}" for number in acked} - {"counter"}
    assert all(int(id[1:]) <= begin for id in more)
    counter = project.get(Source, "counter")
    assert counter is None or f"s{counter.name}" in there
    assert {f"import-{number}" for number in imports} <= {s.id for s in project.all(Series)}
    assert len(project.events()) == 1200 * len(project.all(Series))
    assert project.broken_at() == 0
    checked = project.file.alone(lambda door: door.raw.execute("PRAGMA integrity_check").fetchall())
    assert checked == [("ok",)]
    project.close()
