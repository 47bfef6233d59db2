"""The open mission: one way to change it, whole or not at all, back and forth for ever."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pocplanner.model.edit import Edit
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Issue, Mission, Source
from pocplanner.model.places import Settlement
from pocplanner.model.record import Record
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.store.file import MissionFile
from pocplanner.words import Problem
from tests.store.makers import KEY, MOMENT, a_chunk, a_file


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open mission in which every edit is a step of its own."""
    project = Project(a_file(tmp_path), "PoC adviser", together_s=0)
    yield project
    project.close()


def again(project: Project) -> Project:
    """The same mission closed and opened again."""
    project.close()
    return Project(MissionFile.open(project.path, KINDS, KEY), "PoC adviser", together_s=0)


def put(project: Project, *records: Record, label: str = "edit.record.add") -> None:
    with project.edit(label, name="x"):
        project.put(*records)


def held(project: Project) -> dict[str, Record]:
    return {record.id: record for kind in KINDS for record in project.all(kind)}


A, B = Settlement(id="a", name="Anvar"), Settlement(id="b", name="Brelo")
A2 = Settlement(id="a", name="Anvar by the river")


def test_what_is_put_is_there_and_on_the_disk(project: Project) -> None:
    put(project, A, B)
    assert project.all(Settlement) == (A, B)
    assert project.get(Settlement, "a") == A
    assert project.find("b") == B
    assert project.find("c") is None
    other = again(project)
    assert other.all(Settlement) == (A, B)
    other.close()


def test_an_edit_is_undone_and_done_again(project: Project) -> None:
    put(project, A, B)
    put(project, A2, label="edit.record.change")
    with project.edit("edit.record.remove", name="Brelo"):
        project.drop(B)
    states = [{"a": A2}, {"a": A2, "b": B}, {"a": A, "b": B}, {}]
    assert held(project) == states[0]
    for state in states[1:]:
        assert project.undo()
        assert held(project) == state
    assert project.undo() is None
    for state in reversed(states[:-1]):
        assert project.redo()
        assert held(project) == state
    assert project.redo() is None


def test_undo_and_redo_go_on_after_a_restart(project: Project) -> None:
    put(project, A)
    put(project, A2, label="edit.record.change")
    project.undo()
    other = again(project)
    assert (other.undo_label, other.redo_label) == ("edit.record.add", "edit.record.change")
    assert other.redo_edit is not None and other.redo_edit.facts == {"name": "x"}
    other.redo()
    assert held(other) == {"a": A2}
    other = again(other)
    assert other.undo() and other.undo() and not other.undo()
    assert held(other) == {}
    assert other.broken_at() == 0
    assert [entry.kind for entry in other.log()] == ["edit", "edit", "undo", "redo", "undo", "undo"]
    other.close()


def test_a_new_edit_ends_what_could_be_done_again(project: Project) -> None:
    put(project, A)
    project.undo()
    put(project, B)
    assert project.redo() is None
    assert project.redo_label == "" and project.redo_edit is None


def test_a_failed_edit_leaves_nothing(project: Project) -> None:
    put(project, A, B)
    log = project.log()
    with pytest.raises(ZeroDivisionError), project.edit("edit.record.change", name="x"):
        project.put(A2, Settlement(id="c", name="c"))
        project.drop(B)
        assert held(project) != {"a": A, "b": B}
        raise ZeroDivisionError
    assert project.all(Settlement) == (A, B)
    assert project.snapshot().all(Settlement) == (A, B)
    assert project.log() == log
    put(project, A2)
    assert again(project).all(Settlement) == (A2, B)


def test_an_edit_that_the_disk_refuses_leaves_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, A)
    heard: list[Edit] = []
    project.listen(heard.append)

    def refuse(*_: Any) -> None:
        raise Problem("disk.full", name="m", free="0 MB")

    with monkeypatch.context() as patch:
        patch.setattr(project.file, "commit", refuse)
        with pytest.raises(Problem):
            put(project, B)
        with pytest.raises(Problem):
            project.undo()
        with pytest.raises(Problem):
            project.note("edit.export", B)
    assert held(project) == {"a": A} and heard == []
    project.undo()
    assert held(project) == {}


def test_an_edit_inside_an_edit_is_part_of_it(project: Project) -> None:
    with project.edit("edit.import.records", count=2, file="f"):
        put(project, A)
        put(project, B)
    assert [entry.label for entry in project.log()] == ["edit.import.records"]
    project.undo()
    assert held(project) == {}


def test_a_failed_part_that_is_caught_leaves_the_rest(project: Project) -> None:
    with project.edit("edit.import.records", count=2, file="f"):
        project.put(A)
        with pytest.raises(ZeroDivisionError), project.edit("edit.record.add", name="x"):
            project.put(B, A2, Mission(name="x"))
            raise ZeroDivisionError
        project.put(Settlement(id="c", name="c"))
    assert sorted(held(project)) == ["a", "c"]
    assert project.get(Settlement, "a") == A
    assert sorted(held(again(project))) == ["a", "c"]


def test_records_change_only_inside_an_edit(project: Project) -> None:
    with pytest.raises(RuntimeError):
        project.put(A)
    with project.edit("edit.record.add", name="x"), pytest.raises(RuntimeError):
        project.undo()


def test_equal_records_are_no_change(project: Project) -> None:
    put(project, A)
    put(project, Settlement(id="a", name="Anvar"))
    with project.edit("edit.record.remove", name="x"):
        project.drop(B)
    with project.edit("edit.record.change", name="x"):
        project.put(A2)
        project.put(A)
    assert len(project.log()) == 1


def test_every_listener_hears_an_edit_once_it_is_stored(project: Project) -> None:
    heard: list[Edit] = []

    def hear(edit: Edit) -> None:
        assert project.file.edit(edit.number)[0].number == edit.number
        heard.append(edit)

    stop = project.listen(hear)
    put(project, A)
    project.undo()
    stop()
    stop()
    project.redo()
    assert [(edit.label, edit.author, edit.number) for edit in heard] == [
        ("edit.record.add", "PoC adviser", 1),
        ("edit.record.add", "PoC adviser", 2),
    ]
    assert heard[0].changes[0].after == A and heard[1].changes[0].before == A
    assert heard[1].undoes == 1
    assert heard[0].at is not None and heard[0].at.utcoffset() is not None
    assert heard[0].touches(Settlement) and not heard[0].touches(Mission)


def test_a_listener_that_fails_loses_no_edit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, heard = [], []
    monkeypatch.setattr(sys, "excepthook", lambda *found: told.append(found[0]))

    def fail(_: Edit) -> None:
        raise ZeroDivisionError

    project.listen(fail)
    project.listen(heard.append)
    put(project, A)
    assert told == [ZeroDivisionError]
    assert len(heard) == 1 and held(project) == {"a": A}
    assert held(again(project)) == {"a": A}


def test_an_edit_made_by_a_listener_is_told_after_the_one_it_heard(project: Project) -> None:
    heard: list[str] = []

    def answer(edit: Edit) -> None:
        if edit.changes[0].record.id == "a":
            put(project, B)

    project.listen(answer)
    project.listen(lambda edit: heard.append(edit.changes[0].record.id))
    put(project, A)
    assert heard == ["a", "b"]


def test_quick_edits_of_the_same_records_are_one_step(tmp_path: Path) -> None:
    project = Project(a_file(tmp_path), "PoC adviser", together_s=5)
    put(project, A)
    for name in ("Anva", "Anvar b", "Anvar by", "Anvar by t"):
        put(project, A.model_copy(update={"name": name}), label="edit.record.change")
    assert len(project.log()) == 5
    put(project, B.model_copy(update={"name": "Bre"}), label="edit.record.change")
    assert project.undo() and sorted(held(project)) == ["a"]
    assert project.undo() and held(project) == {"a": A}
    project = again(project)
    assert project.redo() and project.get(Settlement, "a") == A.model_copy(
        update={"name": "Anvar by t"}
    )
    assert project.undo() and project.undo() and held(project) == {}
    project.close()


def test_slow_edits_are_steps_of_their_own(project: Project) -> None:
    put(project, A)
    put(project, A2, label="edit.record.change")
    put(project, A, label="edit.record.change")
    project.undo()
    assert held(project) == {"a": A2}


def test_a_note_is_logged_and_cannot_be_undone(project: Project) -> None:
    issue = Issue(id="i", document="strategy", audience="core", language="en", at=MOMENT,
                  as_of=MOMENT.date(), level="high", sha256="x")  # fmt: skip
    put(project, A)
    project.note("edit.export", issue, document="strategy", audience="core")
    assert project.undo_label == "edit.record.add"
    project.undo()
    assert list(held(project)) == ["i"]
    project = again(project)
    assert list(held(project)) == ["i"] and project.redo_label == "edit.record.add"
    assert [entry.kind for entry in project.log()] == ["edit", "note", "undo"]
    assert project.log()[1].facts == {"document": "strategy", "audience": "core"}
    project.close()


def test_a_copy_that_hears_every_edit_holds_the_same(tmp_path: Path, project: Project) -> None:
    copy = Project(a_file(tmp_path, name="copy.pocplan"), "PoC adviser", together_s=0)
    project.listen(copy.apply)
    put(project, A, B)
    put(project, A2)
    project.undo()
    with project.edit("edit.record.remove", name="x"):
        project.drop(A, B)
    project.undo()
    assert held(copy) == held(project) == {"a": A, "b": B}
    copy.close()


def test_every_edit_has_a_time_with_its_zone_and_an_author_by_role(tmp_path: Path) -> None:
    moments = iter(MOMENT + timedelta(minutes=n) for n in range(9))
    project = Project(a_file(tmp_path), "  PoC \n adviser ", clock=lambda: next(moments))
    put(project, A)
    entry = again(project).log()[0]
    assert (entry.at, entry.author) == (MOMENT, "PoC adviser")
    assert entry.at.tzinfo is not None and datetime.now(UTC) > entry.at


def test_nobody_edits_without_a_role(tmp_path: Path) -> None:
    project = Project(a_file(tmp_path), " ")
    for act in (lambda: put(project, A), lambda: project.note("edit.export")):
        with pytest.raises(Problem) as found:
            act()
        assert found.value.key == "edit.no_author"
    assert project.log() == ()
    project.author = "JPOC"
    put(project, A)
    project.close()


def test_a_mission_on_real_data_is_never_kept_unsealed(tmp_path: Path) -> None:
    project = Project(a_file(tmp_path, None), "PoC adviser")
    with pytest.raises(Problem) as found:
        put(project, Mission(name="Real"))
    assert found.value.key == "edit.unsealed"
    put(project, Mission(name="Invented", exercise=True))
    assert not project.sealed and project.mission.name == "Invented"
    project.close()


def test_a_read_only_mission_is_read(tmp_path: Path, project: Project) -> None:
    put(project, A)
    project.close()
    project.path.chmod(0o400)
    project = Project(MissionFile.open(project.path, KINDS, KEY), "PoC adviser")
    assert project.read_only and held(project) == {"a": A}
    for act in (lambda: put(project, B), project.undo, lambda: project.note("edit.export")):
        with pytest.raises(Problem) as found:
            act()
        assert found.value.key == "file.read_only"
    assert held(project) == {"a": A}
    project.close()


def test_a_snapshot_does_not_change_with_the_mission(project: Project) -> None:
    put(project, Mission(name="Anvar"), A)
    before = project.snapshot()
    assert before is project.snapshot()
    put(project, A2)
    assert before.all(Settlement) == (A,) and project.snapshot().all(Settlement) == (A2,)
    assert project.mission == before.mission


def test_events_are_seen_when_their_series_is_put_and_unseen_when_undone(
    project: Project,
) -> None:
    staged = finish(project.stage("i", "s", [a_chunk(["a", "b"])], total=2))
    assert len(project.events()) == 0
    put(project, Source(id="s", name="Reports"),
        Series(id="series", source_id="s", import_id="i", rows=staged.rows))  # fmt: skip
    assert len(project.snapshot().events) == 2
    put(project, EventCorrection(source_id="s", event_key="a", removed=True, reason="r",
                                 author="JMAC"))  # fmt: skip
    assert project.snapshot().events.key.tolist() == [b"b"]
    assert project.details("series:b")["note"] == "note of b"
    assert project.details("nothing:b") == {}
    assert finish(project.compare("s", [a_chunk(["a", "z"])])).new == 1
    project.undo()
    assert len(project.snapshot().events) == 2
    project.undo()
    assert len(project.snapshot().events) == 0
    project = again(project)
    project.redo()
    assert len(project.snapshot().events) == 2
    project.close()


def test_a_copy_and_another_passphrase(project: Project, tmp_path: Path) -> None:
    put(project, A)
    project.copy(tmp_path / "copy.pocplan")
    project.change_passphrase("another passphrase")
    put(project, B)
    project.close()
    from pocplanner.store import keys

    copy = Project(MissionFile.open(tmp_path / "copy.pocplan", KINDS, KEY), "PoC adviser")
    assert held(copy) == {"a": A}
    copy.close()
    key = keys.key_of(project.path, "another passphrase")
    other = Project(MissionFile.open(project.path, KINDS, key), "PoC adviser")
    assert held(other) == {"a": A, "b": B}
    assert [entry.label for entry in other.log()][1] == "edit.passphrase"
    other.close()


class Acts(RuleBasedStateMachine):
    """Any acts in any order: undoing all of them gives back what was there first."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.project = Project(a_file(Path(self.folder.name)), "PoC adviser", together_s=0)
        put(self.project, *(Settlement(id=f"r{n}", name="at first") for n in range(3)))
        self.start = held(self.project)
        self.states = [self.start]  # after each act that still stands
        self.undone: list[dict[str, Record]] = []

    def _did(self) -> None:
        if held(self.project) != self.states[-1]:
            self.states.append(held(self.project))
            self.undone.clear()

    ids = st.sampled_from([f"r{n}" for n in range(6)])

    @rule(ids=st.lists(ids, max_size=4), name=st.sampled_from(["x", "y", "z"]), drop=ids)
    def edit(self, ids: list[str], name: str, drop: str) -> None:
        with self.project.edit("edit.record.change", name=name):
            self.project.put(*(Settlement(id=id, name=name) for id in ids))
            if drop in held(self.project):
                self.project.drop(held(self.project)[drop])
        self._did()

    @rule(id=ids)
    def fail(self, id: str) -> None:
        try:
            with self.project.edit("edit.record.change", name="x"):
                self.project.put(Settlement(id=id, name="never"))
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @rule()
    def undo(self) -> None:
        if len(self.states) > 1:
            self.project.undo()
            self.undone.append(self.states.pop())

    @rule()
    def redo(self) -> None:
        if self.undone:
            self.project.redo()
            self.states.append(self.undone.pop())
        else:
            assert self.project.redo() is None

    @rule()
    def restart(self) -> None:
        self.project = again(self.project)

    @invariant()
    def the_records_are_those_of_the_acts_that_stand(self) -> None:
        assert held(self.project) == self.states[-1]

    def teardown(self) -> None:
        for _ in range(len(self.states) - 1):
            self.project.undo()
        assert held(self.project) == self.start
        other = again(self.project)
        assert held(other) == self.start
        assert other.broken_at() == 0
        other.close()
        self.folder.cleanup()


TestActs = Acts.TestCase
#: Each step is on the disk before the next: a quarter of the examples of a law in memory.
TestActs.settings = settings(
    max_examples=settings.default.max_examples // 4, stateful_step_count=16, deadline=None
)
