"""Keeping what was found, and deciding on proposed threats."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pocplanner.commands import assessment as assessing
from pocplanner.commands import mission
from pocplanner.commands.changing import from_text
from pocplanner.commands.sample import make_sample
from pocplanner.model.assessment import Rating, Threat
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem

TODAY = date(2026, 11, 20)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = finish(make_sample(tmp_path / "x.pocplan", "Analyst"))
    yield made
    made.close()


def proposed(project: Project) -> Threat:
    return next(t for t in project.all(Threat) if t.status == "proposed")


def test_looking_keeps_nothing_and_keeping_is_one_act(project: Project) -> None:
    before = len(project.log())
    found = finish(assessing.assess(project.snapshot(), today=TODAY))
    assert len(project.log()) == before
    new, rated = assessing.keep(project, found)
    assert len(project.log()) == before + 1
    assert rated > 0 and len(project.all(Rating)) >= rated
    project.undo()
    assert not {t.id for t in found.proposed} & {t.id for t in project.all(Threat)} or new == 0


def test_assessing_twice_writes_no_rating_twice(project: Project) -> None:
    assessing.keep(project, finish(assessing.assess(project.snapshot(), today=TODAY)))
    again = finish(assessing.assess(project.snapshot(), today=TODAY))
    assert assessing.keep(project, again) == (0, 0)


def test_a_threat_is_accepted_under_a_role_and_undone(project: Project) -> None:
    threat = proposed(project)
    (taken,) = assessing.accept(project, [threat.id])
    assert (taken.status, taken.decided_by) == ("accepted", "Analyst")
    assert taken.decided_at is not None and taken.decided_at.utcoffset() is not None
    project.undo()
    assert project.get(Threat, threat.id) == threat


def test_refusing_needs_a_reason_and_keeps_it(project: Project) -> None:
    threat = proposed(project)
    with pytest.raises(Problem) as refused:
        assessing.refuse(project, [threat.id], " ")
    assert refused.value.key == "threat.no_reason"
    (taken,) = assessing.refuse(project, [threat.id], "Two sources, one rumour")
    assert (taken.status, taken.reason) == ("refused", "Two sources, one rumour")
    rated = finish(assessing.assess(project.snapshot(), today=TODAY)).rated
    assert threat.id not in {r.threat_id for r in rated}


def test_a_change_is_checked_by_the_record(project: Project) -> None:
    threat = proposed(project)
    taken = assessing.change(project, threat.id, {"impact": 4}, "Seen on site")
    assert (taken.impact, taken.status) == (4, "changed")
    for values, key in (({"impact": 9}, "record.refused"), ({"colour": "red"}, "record.no_field")):
        with pytest.raises(Problem) as refused:
            assessing.change(project, threat.id, values)
        assert refused.value.key == key
    assert project.get(Threat, threat.id) == taken


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"id": "another"}, "record.no_field"),
        ({"status": "proposed"}, "record.no_field"),
        ({"decided_by": "somebody else"}, "record.no_field"),
        ({"place_id": "nowhere"}, "record.unknown"),
        ({"perpetrator_ids": ("nobody",)}, "record.unknown"),
        ({"kind": "kiling"}, "record.no_term"),
        ({"ages": ("18_29", "old")}, "record.no_term"),
    ],
)
def test_a_change_invents_no_record_no_term_and_no_decision(
    project: Project, values: dict[str, Any], key: str
) -> None:
    threat, count = proposed(project), len(project.all(Threat))
    with pytest.raises(Problem) as refused:
        assessing.change(project, threat.id, values, "because")
    assert refused.value.key == key
    assert project.get(Threat, threat.id) == threat and len(project.all(Threat)) == count
    assert assessing.change(project, threat.id, {"kind": "other: looting of wells"}).kind


def test_a_refusal_is_told_in_the_language_of_who_reads_it(project: Project) -> None:
    threat = proposed(project)
    told = {}
    for language in ("en", "fr"):
        with pytest.raises(Problem) as refused:
            assessing.change(project, threat.id, {"window_days": 0}, "because", language)
        told[language] = refused.value.facts["reason"]
    assert told["en"] != told["fr"] and not told["fr"].endswith(".")


def test_text_becomes_the_values_of_fields() -> None:
    given = {"groups": "Herders; women", "intent": "", "title": " ", "ages": "", "impact": "4"}
    assert from_text(Threat, {**given, "place_id": "x", "colour": "red"}) == {
        "groups": ("Herders", "women"),
        "intent": None,
        "title": "",
        "ages": (),
        "impact": "4",
        "place_id": "x",
        "colour": "red",
    }


def test_an_override_keeps_its_author_and_reason(project: Project) -> None:
    threat = project.all(Threat)[0]
    with pytest.raises(Problem):
        assessing.override(project, threat.id, 5, "")
    taken = assessing.override(project, threat.id, 5, "Warned by the committee")
    assert taken.override is not None
    assert (taken.override.author, taken.override.value) == ("Analyst", 5)
    rated = finish(assessing.assess(project.snapshot(), today=TODAY)).rated
    found = next(r for r in rated if r.threat_id == threat.id)
    assert (found.likelihood, found.overridden) == (5, True)


def test_an_unknown_threat_is_named(project: Project) -> None:
    with pytest.raises(Problem) as refused:
        assessing.accept(project, ["thr-nowhere"])
    assert "thr-nowhere" in str(refused.value)


def test_no_clock_is_read_by_what_computes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_clock() -> None:
        raise AssertionError("only the log reads the clock")

    monkeypatch.setattr(mission, "now", no_clock)
    snapshot = project.snapshot()
    one = finish(assessing.assess(snapshot, today=TODAY))
    other = finish(assessing.assess(snapshot, today=date(2026, 12, 31)))
    late = finish(assessing.assess(snapshot, today=date(2027, 11, 20)))
    assert one.as_of == other.as_of == late.as_of == date(2026, 10, 31)
    assert (one.outdated, other.outdated, late.outdated) == (False, False, True)
    assert one.rated == other.rated
    # Data that have grown old are marked so at every rating, and none is read as quiet.
    assert all(r.outdated for r in late.rated)
    assert all(r.anchor.value != 1 for r in late.rated)
