"""The duty officer's acts on an alert, and promises that cannot vanish."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pocplanner.commands import mission, purging
from pocplanner.commands.people import alerts, looking, promises
from pocplanner.model.community import Alert, Promise
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests import makers

NOW = datetime(2031, 3, 1, 4, 0, tzinfo=UTC)
KEPT = "Dug in April."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    place = makers.a_community(area_ids=())
    owed = Promise(id="prm", place_id=place.id, by="Sector", text="A well", made_on=NOW.date())
    mission.change(made, "edit.record.add", place, owed, name="x")
    yield made
    made.close()


def place_of(project: Project) -> str:
    return next(p.place_id for p in project.all(Promise))


def said(problem: Problem) -> list[str]:
    return [Words(language).problem(problem) for language in LANGUAGES]


def test_an_alert_goes_step_by_step_with_time_and_role_and_each_can_be_undone(
    project: Project,
) -> None:
    kept = alerts.receive(project, place_of(project), "Duty officer", NOW, threat="abduction")
    for minute, step in enumerate(("verified", "tasked", "answered", "told_back"), start=1):
        at = NOW + timedelta(minutes=minute)
        found, done = alerts.stamp(project, kept.id, f"Role {minute}", at)
        assert done == step
        assert getattr(found, f"{step}_at") == at
        assert getattr(found, f"{step}_by") == f"Role {minute}"
    project.undo()
    again = project.all(Alert)[0]
    assert again.answered_at is not None and again.told_back_at is None
    with pytest.raises(Problem) as refused:
        alerts.stamp(project, kept.id, "Duty officer", NOW - timedelta(minutes=1))
    assert refused.value.key == "alert.told_before"
    assert project.all(Alert)[0] == again


def test_closing_without_telling_the_caller_is_told_and_listed_until_done(
    project: Project,
) -> None:
    kept = alerts.receive(project, place_of(project), "Duty officer", NOW)
    _, owed = alerts.end(project, kept.id, "not_answered")
    assert owed
    log = looking.log(project.snapshot(), NOW + timedelta(hours=1))
    assert log.untold == (kept.id,) and log.waiting[0].step == "told_back"
    alerts.stamp(project, kept.id, "Liaison assistant", NOW + timedelta(days=2))
    log = looking.log(project.snapshot(), NOW + timedelta(days=3))
    assert log.untold == () and log.waiting == ()


def test_a_reason_why_nobody_can_be_told_ends_the_list(project: Project) -> None:
    kept = alerts.receive(project, place_of(project), "Duty officer", NOW)
    _, owed = alerts.end(project, kept.id, "not_confirmed", "A call back would betray her.")
    assert not owed
    with pytest.raises(Problem) as refused:
        alerts.stamp(project, kept.id, "Duty officer", NOW)
    assert refused.value.key == "alert.nothing_owed"


@pytest.mark.parametrize(
    ("step", "key"),
    [
        ("verified", "alert.verified_before"),
        ("tasked", "alert.tasked_before"),
        ("answered", "alert.answered_before"),
        ("told_back", "alert.told_before"),
        ("flown", "alert.no_step"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(project: Project, step: str, key: str) -> None:
    kept = alerts.receive(project, place_of(project), "Duty officer", NOW)
    with pytest.raises(Problem) as refused:
        alerts.stamp(project, kept.id, "Duty officer", NOW - timedelta(minutes=1), step)
    assert refused.value.key == key
    assert all(s.endswith(".") and "{" not in s and s != key for s in said(refused.value))
    assert project.all(Alert) == (kept,)


def test_a_step_keeps_its_first_time_and_all_done_asks_for_the_outcome(project: Project) -> None:
    kept = alerts.receive(project, place_of(project), "Duty officer", NOW)
    alerts.stamp(project, kept.id, "A", NOW, "answered")
    with pytest.raises(Problem) as refused:
        alerts.stamp(project, kept.id, "B", NOW, "answered")
    assert refused.value.key == "alert.step_done" and all(said(refused.value))
    alerts.stamp(project, kept.id, "A", NOW)
    with pytest.raises(Problem) as refused:
        alerts.stamp(project, kept.id, "A", NOW)
    assert refused.value.key == "alert.outcome_owed" and all(said(refused.value))
    with pytest.raises(Problem):
        alerts.end(project, kept.id, "fine")
    with pytest.raises(Problem):
        alerts.receive(project, "nowhere", "A", NOW)
    with pytest.raises(Problem):
        alerts.stamp(project, "nobody", "A", NOW)


def test_an_open_promise_is_neither_removed_nor_purged(project: Project) -> None:
    for act in (mission.remove, lambda p, i: purging.purge(p, [i])):
        with pytest.raises(Problem) as refused:
            act(project, "prm")
        assert refused.value.key == "promise.still_open"
        assert all("Sector" in s and "{" not in s for s in said(refused.value))
    assert len(project.all(Promise)) == 1


def test_a_promise_closes_with_what_came_of_it_and_then_may_go(project: Project) -> None:
    for outcome in ("", "  "):
        with pytest.raises(Problem) as refused:
            promises.close(project, "prm", "kept", outcome)
        assert refused.value.key == "promise.no_outcome" and all(said(refused.value))
    with pytest.raises(Problem):
        promises.close(project, "prm", "open", KEPT)
    with pytest.raises(Problem):
        promises.close(project, "nothing", "kept", KEPT)
    closed = promises.close(project, "prm", "kept", KEPT, NOW.date())
    assert (closed.state, closed.outcome, closed.told_on) == ("kept", KEPT, NOW.date())
    mission.remove(project, "prm")
    assert project.all(Promise) == ()
    project.undo()
    assert project.all(Promise) == (closed,)
