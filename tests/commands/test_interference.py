"""Nothing that may harm what people do becomes final before somebody settled it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pocplanner.analysis.interference_rules import rules
from pocplanner.commands import drawing, imports, mission, pasting, purging, tables
from pocplanner.commands.interference import KINDS, look, settle, unsettled, withdraw
from pocplanner.commands.merging import merge
from pocplanner.model.community import Community, Coping
from pocplanner.model.guard import Level
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests import makers

ID = "actn-day/cop-hide"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    mission.change(
        made,
        "edit.record.add",
        makers.a_community(area_ids=()),
        makers.a_coping(
            id="cop-hide", title="nights on the ridge", strategy="temporary_flight",
            source_id="", hours=(4, 5, 6),
        ),
        an_action(),
    )  # fmt: skip
    yield made
    made.close()


def an_action(**changes: object) -> Action:
    told = {"id": "actn-day", "title": "Day patrol", "mode": "patrol_day", "threat_ids": ()}
    return makers.an_action(**(told | {"unit_ids": (), "from_hour": 6, "to_hour": 9} | changes))


def refused(project: Project, *records: object) -> Problem:
    with pytest.raises(Problem) as found:
        mission.change(project, "edit.record.change", *records)  # type: ignore[arg-type]
    return found.value


@pytest.mark.parametrize("state", ["final", "under_way", "done"])
def test_an_action_with_an_open_question_is_not_begun(project: Project, state: str) -> None:
    before = len(project.log())
    problem = refused(project, an_action(state=state))
    assert problem.key == "interference.open" and problem.facts["id"] == ID
    assert project.get(Action, "actn-day") == an_action()
    assert len(project.log()) == before
    for language in LANGUAGES:
        told = Words(language).problem(problem)
        assert "nights on the ridge" in told and "Day patrol" in told and "{" not in told


def test_it_may_be_planned_held_back_changed_and_dropped_all_the_same(project: Project) -> None:
    for state in ("held", "planned", "dropped"):
        mission.change(project, "edit.record.change", an_action(state=state, owner=f"O {state}"))


@pytest.mark.parametrize("kind", ["answer", "mitigation", "risk"])
def test_settled_it_becomes_final_and_with_undo_it_stands_again(
    project: Project, kind: str
) -> None:
    kept = settle(project, ID, kind, "Come after nine.", "women's forum")
    assert (kept.kind, kept.by, kept.rule) == (kind, "women's forum", "patrol_reveals_flight")
    assert not look(project.snapshot()).open
    mission.change(project, "edit.record.change", an_action(state="final"))
    project.undo()
    project.undo()
    assert project.all(InterferenceAnswer) == () and look(project.snapshot()).open
    refused(project, an_action(state="final"))
    project.redo()
    mission.change(project, "edit.record.change", an_action(state="final"))


def test_having_asked_leaves_it_open(project: Project) -> None:
    settle(project, ID, "asked", "The forum was asked on Monday.", "liaison assistant")
    assert [f.state for f in look(project.snapshot()).open] == ["asked"]
    refused(project, an_action(state="final"))


def test_an_answer_that_ran_out_does_not_let_it_begin(project: Project) -> None:
    settle(project, ID, "risk", "Nobody could be reached.", "Sector commander", date(2020, 1, 1))
    refused(project, an_action(state="final"))


def test_what_has_begun_may_change_but_not_move_to_where_a_question_stands(
    project: Project,
) -> None:
    settle(project, ID, "answer", "Come after nine.", "women's forum")
    mission.change(project, "edit.record.change", an_action(state="under_way"))
    mission.change(project, "edit.record.change", an_action(state="under_way", owner="Other"))
    problem = refused(project, an_action(state="under_way", mode="air_recce"))
    assert problem.key == "interference.open"
    # People tell of another hide when it is under way: that never waits for the action.
    late = makers.a_coping(
        id="cop-late", title="caves by the ford", strategy="temporary_flight", source_id="",
        hours=(4, 5, 6),
    )  # fmt: skip
    mission.change(project, "edit.record.add", late)
    (found,) = look(project.snapshot()).open
    assert found.begun
    # It was under way before: that it is late in being asked does not lock its record.
    mission.change(project, "edit.record.change", an_action(state="under_way", owner="Third"))


def test_a_patrol_on_the_map_becomes_regular_only_when_settled(project: Project) -> None:
    line = {"type": "LineString", "coordinates": [[21.0, -9.0], [21.1, -9.0]]}
    patrol = Patrol(id="pat", name="Ridge road", kind="vehicle", line=line)
    mission.change(project, "edit.record.add", patrol)
    regular = Patrol(id="pat", name="Ridge road", kind="vehicle", line=line, state="regular")
    assert refused(project, regular).facts["id"] == "pat/cop-hide"
    settle(project, "pat/cop-hide", "mitigation", "Engines off below the ridge.", "Patrol leader")
    mission.change(project, "edit.record.change", regular)


def test_tables_and_pasted_rows_are_refused_as_forms_are(project: Project) -> None:
    with pytest.raises(Problem) as problem:
        tables.set_field(project, ["actn-day"], "state", "final")
    assert problem.value.key == "interference.open"
    text = "What is done\tWay of acting\tPlace\tState\nAnother\tDay patrol\tKemba\tFinal"
    snapshot = project.snapshot()
    pasted = pasting.preview(snapshot, Action, text, (), "en", date(2031, 3, 14))
    assert [r.state for r in pasted.rows] == ["new"]
    with pytest.raises(Problem) as problem:
        pasting.keep(project, pasted)
    assert problem.value.key == "interference.open"
    action = project.get(Action, "actn-day")
    assert action is not None and action.state == "planned"


def test_who_and_what_must_be_said_and_of_a_pair_that_is_asked(project: Project) -> None:
    wrong = [
        ((ID, "answer", "  "), "interference.no_text"),
        ((ID, "promise", "x"), "record.no_term"),
        (("actn-day/none", "answer", "x"), "interference.unknown"),
    ]
    for given, key in wrong:
        with pytest.raises(Problem) as problem:
            settle(project, *given)
        assert problem.value.key == key
        for language in LANGUAGES:
            assert "{" not in Words(language).problem(problem.value)
    with pytest.raises(Problem) as problem:
        withdraw(project, ID)
    assert problem.value.key == "interference.none_kept"
    supporting = an_action(id="actn-way", mode="flight_route")
    mission.change(project, "edit.record.add", supporting)
    with pytest.raises(Problem) as problem:
        settle(project, "actn-way/cop-hide", "answer", "x")
    assert problem.value.key == "interference.nothing_to_ask"


def test_a_second_answer_stands_in_the_place_of_the_first(project: Project) -> None:
    for kind in KINDS:
        settle(project, ID, kind, f"Said as {kind}.", "women's forum")
    (kept,) = project.all(InterferenceAnswer)
    assert kept.kind == KINDS[-1]


def test_an_answer_is_as_sheltered_as_what_it_speaks_of(project: Project) -> None:
    assert settle(project, ID, "answer", "After nine.", "forum").sensitivity is Level.SEVERE
    mission.change(project, "edit.record.add", makers.a_coping(source_id="", hours=()))
    other = settle(project, "actn-day/cop-market", "answer", "Before them.", "forum")
    assert other.sensitivity is Level.HIGH


def test_answers_go_with_what_they_speak_of_and_come_back_with_undo(project: Project) -> None:
    settle(project, ID, "answer", "After nine.", "forum")
    mission.remove(project, "cop-hide")
    assert project.all(InterferenceAnswer) == ()
    project.undo()
    assert len(project.all(InterferenceAnswer)) == 1


@pytest.mark.parametrize("gone", ["cop-hide", "actn-day"])
def test_nothing_of_an_answer_is_left_when_its_coping_is_purged(
    project: Project, gone: str
) -> None:
    settle(project, ID, "answer", "The seventh cave after nine.", "forum")
    withdraw(project, ID)
    settle(project, ID, "answer", "The eighth cave after ten.", "forum")
    purging.purge(project, [gone])
    path = project.path
    assert project.all(InterferenceAnswer) == ()
    project.close()
    content = path.read_bytes()
    assert b"seventh cave" not in content and b"eighth cave" not in content


def test_two_villages_made_one_keep_their_questions_and_answers(project: Project) -> None:
    settle(project, ID, "answer", "After nine.", "forum")
    twin = Community(id="com-twin", name="Kemba II", position=project.all(Community)[0].position)
    mission.change(project, "edit.record.add", twin)
    merge(project, "com-twin", "com-kemba")
    (coping,) = project.all(Coping)
    assert coping.place_id == "com-twin"
    (found,) = look(project.snapshot()).found
    assert (found.state, found.near) == ("answer", "place")


def test_a_place_where_nobody_asked_is_named_and_never_taken_for_none(project: Project) -> None:
    mission.change(project, "edit.record.add", makers.a_community(id="com-new", name="New"))
    mission.change(
        project, "edit.record.add", an_action(id="actn-new", place_id="com-new"),
        an_action(id="actn-no", place_id=""),
    )  # fmt: skip
    looked = look(project.snapshot())
    # The new village lies where the other does, so the patrol still meets what is done there.
    assert looked.not_asked == ("actn-new",) and looked.unplaced == ("actn-no",)


def test_an_own_file_that_cannot_be_used_is_a_problem_that_can_be_mended(
    project: Project, tmp_path: Path
) -> None:
    own = tmp_path / "interference.toml"
    own.write_text("rule = 1", "utf-8")
    with pytest.raises(Problem) as problem:
        look(project.snapshot(), known=rules(own))
    assert problem.value.key == "interference.file"


def test_a_file_brings_nothing_that_would_begin_with_an_open_question(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,latitude,longitude\nVelmara,-11.2,-17.1\n")
    read = finish(imports.look(project.snapshot(), path, "places"))
    brought = (*read.records, an_action(id="actn-new", state="final"), an_action(owner="Office"))
    kept = finish(imports.keep(project, replace(read, records=brought)))
    assert [h.act_id for h in kept.held] == ["actn-new"]
    assert kept.held[0].problem.key == "interference.open"
    assert project.find("actn-new") is None and kept.new == 1
    found = project.get(Action, "actn-day")
    assert found is not None and found.owner == "Office", "what is only planned comes in"


def test_coping_that_comes_with_an_action_counts_and_its_answer_too(project: Project) -> None:
    new = an_action(id="actn-new", state="final")
    assert [u.act_id for u in unsettled(project, [new])] == ["actn-new"]
    answer = settle(project, ID, "answer", "Come after nine.", "women's forum")
    its = answer.model_copy(update={"id": "answer.new", "action_id": "actn-new"})
    assert unsettled(project, [new, its]) == ()


def test_a_patrol_is_not_moved_into_what_people_do_once_it_runs(project: Project) -> None:
    community = project.all(Community)[0]
    assert community.position is not None
    lon, lat = community.position.lon, community.position.lat
    far = [(lon + 3, lat), (lon + 3.1, lat)]
    made = drawing.add(project, Patrol, "line", far, "River patrol", "foot")
    mission.change(project, "edit.record.change", made.model_copy(update={"state": "regular"}))
    with pytest.raises(Problem) as found:
        drawing.move(project, [made.id], -3.0, 0.0)
    assert found.value.key == "interference.open"
    kept = project.get(Patrol, made.id)
    assert kept is not None and kept.line is not None and kept.line.bounds[0] == lon + 3
    drawing.move(project, [made.id], 0.1, 0.0)
