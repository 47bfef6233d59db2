"""Long work: on which thread it runs, how it ends, and that a failure is never swallowed."""

import threading
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from pocplanner.gui.jobs import Jobs, wait_for_leaving
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem


def counting(to: int, threads: list[int]) -> Work[int]:
    """Counts, and notes on which thread it did."""
    for i in range(to):
        threads.append(threading.get_ident())
        yield Progress(i, to)
    return to


def test_work_that_looks_runs_beside_the_window_and_is_told_on_its_thread(qtbot: QtBot) -> None:
    jobs, threads, told = Jobs(), [], []  # type: ignore[var-annotated]
    jobs.start("", counting(5, threads), lambda n: told.append((n, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert told == [(5, threading.get_ident())]
    assert threading.get_ident() not in threads
    assert not jobs.busy


def test_work_that_edits_runs_on_the_window_s_own_thread(qtbot: QtBot) -> None:
    jobs, threads, told = Jobs(), [], []  # type: ignore[var-annotated]
    steps: list[Progress] = []
    jobs.progressed.connect(steps.append)
    jobs.start_here("", counting(2_000, threads), told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert set(threads) == {threading.get_ident()}
    assert told == [2_000]


@pytest.mark.parametrize("here", [True, False])
def test_a_second_piece_of_work_waits_for_nobody(qtbot: QtBot, here: bool) -> None:
    jobs = Jobs()
    first: list[Any] = []
    start = jobs.start_here if here else jobs.start
    assert start("", counting(50_000, []), first.append)
    assert not start("", counting(1, []), first.append)
    jobs.cancel()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5_000)
    assert first == []


@pytest.mark.parametrize("here", [True, False])
def test_what_a_person_can_mend_is_told_as_a_problem(qtbot: QtBot, here: bool) -> None:
    def failing() -> Work[None]:
        yield Progress(0)
        raise Problem("draft.no_scenario")

    jobs, told = Jobs(), []  # type: ignore[var-annotated]
    jobs.problem.connect(told.append)
    (jobs.start_here if here else jobs.start)("", failing(), told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert [p.key for p in told] == ["draft.no_scenario"]


def test_any_other_failure_is_raised_in_the_window(qtbot: QtBot) -> None:
    def failing() -> Work[None]:
        yield Progress(0)
        raise ZeroDivisionError("nobody foresaw it")

    jobs = Jobs()
    with capture_exceptions() as raised:
        jobs.start("", failing(), lambda _: None)
        qtbot.waitUntil(lambda: not jobs.busy, timeout=5_000)
        qtbot.wait(20)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


@pytest.mark.parametrize("here", [True, False])
def test_closing_tells_nobody_and_ends_the_work_in_order(qtbot: QtBot, here: bool) -> None:
    ended: list[str] = []

    def work() -> Work[str]:
        try:
            for i in range(1_000_000):
                yield Progress(i)
        finally:
            ended.append("closed")
        return "done"

    jobs = Jobs()
    (jobs.start_here if here else jobs.start)("", work(), ended.append)
    qtbot.wait(30)
    jobs.close()
    qtbot.wait(30)
    assert ended == ["closed"]
    assert not jobs.busy


def test_a_cancel_frees_the_window_while_a_long_step_still_runs(qtbot: QtBot) -> None:
    began, release, ended = threading.Event(), threading.Event(), threading.Event()
    told: list[Any] = []

    def long_step() -> Work[str]:
        try:
            yield Progress(0)
            began.set()
            release.wait(20)
            yield Progress(1)
        finally:
            ended.set()
        return "late"

    jobs = Jobs()
    stopped = lambda: told.append("stopped")  # noqa: E731
    assert jobs.start("", long_step(), told.append, stopped, lets_go=True)
    assert began.wait(10)
    jobs.cancel()
    assert not jobs.busy and told == ["stopped"] and not ended.is_set()
    assert jobs.start("", counting(3, []), told.append)
    qtbot.waitUntil(lambda: 3 in told, timeout=5_000)
    release.set()
    wait_for_leaving()
    assert ended.is_set() and told == ["stopped", 3]


@pytest.mark.parametrize("lets_go", [True, False])
def test_leaving_waits_only_for_work_that_must_end_in_order(qtbot: QtBot, lets_go: bool) -> None:
    began, release, told = threading.Event(), threading.Event(), []  # type: ignore[var-annotated]

    def long_step() -> Work[str]:
        yield Progress(0)
        began.set()
        release.wait(20)
        told.append("step")
        yield Progress(1)
        return "late"

    jobs = Jobs()
    assert jobs.start("", long_step(), told.append, lambda: told.append("stopped"), lets_go)
    assert began.wait(10)
    if not lets_go:
        threading.Timer(0.05, release.set).start()
    jobs.leave()
    assert not jobs.busy and told == ([] if lets_go else ["step"])
    release.set()
    wait_for_leaving()
    qtbot.wait(20)
    assert told == ["step"], "nobody hears of its end"


def test_work_that_was_let_go_outlives_who_began_it(qtbot: QtBot) -> None:
    began, release, ended = threading.Event(), threading.Event(), threading.Event()

    def long_step() -> Work[None]:
        began.set()
        release.wait(20)
        ended.set()
        yield Progress(0)

    page = QObject()
    jobs = Jobs(page)
    jobs.start("", long_step(), lambda _: None, lets_go=True)
    assert began.wait(10)
    jobs.leave()
    shiboken6.delete(page)
    assert not shiboken6.isValid(jobs) and not ended.is_set()
    release.set()
    wait_for_leaving()
    assert ended.is_set()


def test_progress_is_told_at_most_some_twenty_times_a_second(qtbot: QtBot) -> None:
    steps: list[Progress] = []
    told: list[Any] = []
    jobs = Jobs()
    jobs.progressed.connect(steps.append)
    jobs.start("", counting(200_000, []), told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert len(steps) < 200
