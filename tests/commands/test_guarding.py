"""No path leads round what the program promises: forms, tables, drawing, merging, proposals."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pocplanner.commands import check, cutting, drawing, mission, tables
from pocplanner.commands.interference import look, settle, withdraw
from pocplanner.commands.merging import merge
from pocplanner.commands.people import open_promises
from pocplanner.model.community import Alert, Coping, Promise
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.places import Route
from pocplanner.model.record import Record
from pocplanner.model.strategy import Action
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests import makers

ID = "actn-day/cop-hide"
DAY = date(2031, 3, 1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    mission.change(
        made, "edit.record.add", makers.a_community(area_ids=()), a_hide(), an_action(),
        Promise(id="prm", place_id="com-kemba", by="Sector", text="A well", made_on=DAY),
        Alert(id="alr", place_id="com-kemba", received_at=datetime(2031, 3, 1, tzinfo=UTC)),
    )  # fmt: skip
    yield made
    made.close()


def a_hide(**changes: object) -> Coping:
    told = {"id": "cop-hide", "title": "nights on the ridge", "strategy": "temporary_flight"}
    return makers.a_coping(**(told | {"source_id": "", "hours": (4, 5, 6)} | changes))


def an_action(**changes: object) -> Action:
    told = {"id": "actn-day", "title": "Day patrol", "mode": "patrol_day", "threat_ids": ()}
    return makers.an_action(**(told | {"unit_ids": (), "from_hour": 4, "to_hour": 9} | changes))


def put(project: Project, *records: Record) -> None:
    mission.change(project, "edit.record.change", *records)


def refused(project: Project, key: str, act: Callable[[], object]) -> None:
    """The act is refused whole, with a sentence in both languages."""
    before, log = project.snapshot().records, len(project.log())
    with pytest.raises(Problem) as found:
        act()
    assert found.value.key == key
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(found.value)
    assert project.snapshot().records == before and len(project.log()) == log


@pytest.fixture
def decided(project: Project) -> Project:
    """The action is final, on an answer of the women's forum."""
    settle(project, ID, "answer", "Come after nine.", "women's forum")
    put(project, an_action(state="final"))
    return project


def test_the_answer_on_which_something_was_decided_is_not_taken_away(decided: Project) -> None:
    (answer,) = decided.all(InterferenceAnswer)
    for act in (
        lambda: withdraw(decided, ID),
        lambda: mission.remove(decided, answer.id),
        lambda: settle(decided, ID, "asked", "Asked again.", "liaison assistant"),
        lambda: tables.set_field(decided, [answer.id], "kind", "asked"),
        lambda: tables.set_field(decided, [answer.id], "until", date(2020, 1, 1)),
        lambda: put(decided, answer.model_copy(update={"rule": "another"})),
    ):
        refused(decided, "interference.rests", act)
    # Another answer in its place is one, and with the action planned again all is free.
    settle(decided, ID, "mitigation", "Engines off below the ridge.", "patrol leader")
    put(decided, an_action(state="planned"))
    withdraw(decided, ID)
    assert [f.id for f in look(decided.snapshot()).open] == [ID]


def test_what_is_done_holds_no_answer_back(decided: Project) -> None:
    put(decided, an_action(state="done"))
    withdraw(decided, ID)


def test_what_was_decided_before_somebody_told_of_a_hide_does_not_begin_before_it_is_asked(
    decided: Project,
) -> None:
    put(decided, a_hide(id="cop-late", title="caves by the ford"))
    (found,) = look(decided.snapshot()).open
    assert (found.id, found.begun) == ("actn-day/cop-late", True)
    # It may be mended while it stands decided, but not set going.
    put(decided, an_action(state="final", owner="Another office"))
    for state in ("under_way", "done"):
        going = an_action(state=state, owner="Another office")
        refused(decided, "interference.open", lambda going=going: put(decided, going))
    settle(decided, "actn-day/cop-late", "risk", "Nobody to ask.", "Sector commander")
    put(decided, an_action(state="under_way", owner="Another office"))


def test_the_coping_record_that_changes_later_opens_the_question_anew_and_is_kept(
    decided: Project,
) -> None:
    # The answer was about a hide; now they say that they bargain, and the rule is another one.
    put(decided, a_hide(strategy="neutrality_zone"))
    (found,) = look(decided.snapshot()).open
    assert found.begun and found.rule.id == "armed_men_end_neutrality"
    decided.undo()
    assert not look(decided.snapshot()).open


def test_a_way_is_not_led_past_a_hide_under_an_action_that_is_decided(project: Project) -> None:
    far = [(24.0, -9.0), (24.1, -9.0)]
    way = drawing.add(project, Route, "line", far, "Ridge road", "dirt")
    put(project, an_action(place_id="", route_id=way.id, state="final"))
    near = [(20.99, -9.0), (21.01, -9.0)]
    refused(project, "interference.rests", lambda: drawing.reshape(project, way.id, [near]))
    refused(project, "interference.rests", lambda: drawing.move(project, [way.id], -3.0, 0.0))
    other = drawing.add(project, Route, "line", near, "Ford road", "dirt")
    refused(project, "interference.rests", lambda: cutting.merge(project, [way.id, other.id]))
    refused(project, "interference.rests", lambda: merge(project, way.id, other.id, ("line",)))


def test_places_made_one_do_not_lead_a_decided_action_to_a_hide(project: Project) -> None:
    put(project, makers.a_community(id="com-far", name="Farra", area_ids=(), position=None))
    put(project, an_action(place_id="com-far", state="final"))
    refused(project, "interference.open", lambda: merge(project, "com-kemba", "com-far"))


def test_undo_and_redo_go_only_where_the_mission_stood(decided: Project) -> None:
    def sound() -> bool:
        acts = {a.id for a in decided.all(Action) if a.state == "final"}
        return not any(f.action_id in acts for f in look(decided.snapshot()).open)

    steps = 0
    while decided.undo() is not None:
        steps += 1
        assert sound()
    for _ in range(steps):
        decided.redo()
        assert sound()
    assert len(decided.all(InterferenceAnswer)) == 1


# ------------------------------------------------------------------ promises and callers


def test_no_path_makes_an_open_promise_vanish(project: Project) -> None:
    refused(project, "promise.still_open", lambda: mission.remove(project, "prm"))
    refused(project, "promise.still_open", lambda: mission.remove(project, "prm", "alr"))
    refused(project, "promise.place_gone", lambda: mission.remove(project, "com-kemba"))
    owed = project.all(Promise)[0]

    def dropped() -> None:
        with project.edit("edit.remove", count=1):
            project.drop(owed)

    refused(project, "promise.still_open", dropped)
    done = tables.set_field(project, ["prm"], "state", "kept")
    assert (done.changed, len(done.refused)) == (0, 1), "it closes only with what came of it"


def test_a_promise_that_undo_took_along_is_listed_until_it_stands_again(project: Project) -> None:
    put(project, Promise(id="two", place_id="com-kemba", by="Police", text="Lamps", made_on=DAY))
    assert open_promises.taken_back(project) == ()
    undone = project.undo()
    assert undone is not None and open_promises.taken_along(undone) == 1
    assert [(p.by, p.text) for p in open_promises.taken_back(project)] == [("Police", "Lamps")]
    again = project.redo()
    assert again is not None and open_promises.taken_along(again) == 0
    assert open_promises.taken_back(project) == ()


def test_an_alert_goes_only_when_its_caller_was_told_or_somebody_said_why_not(
    project: Project,
) -> None:
    refused(project, "alert.caller_owed", lambda: mission.remove(project, "alr"))
    tables.set_field(project, ["alr"], "outcome", "not_answered")
    refused(project, "alert.caller_owed", lambda: mission.remove(project, "alr"))
    tables.set_field(project, ["alr"], "not_told_reason", "Entered twice.")
    mission.remove(project, "alr")
    assert project.all(Alert) == ()


def test_the_whole_check_names_what_undo_took(project: Project) -> None:
    from pocplanner.analysis.assess import assess
    from pocplanner.progress import finish

    put(project, Promise(id="two", place_id="com-kemba", by="Police", text="Lamps", made_on=DAY))
    project.undo()
    found = check.check(project, finish(assess(project.snapshot(), DAY, DAY)), DAY)
    assert found.promises_undone == (("Police", "Lamps"),)
