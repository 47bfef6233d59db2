"""What leaves the house: needles in every field, for every document, audience and language."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pocplanner.analysis.sharing import view
from pocplanner.commands import mission, report
from pocplanner.commands.exercise import make_scenario
from pocplanner.model.events import Series
from pocplanner.model.exercise import HiddenIntent, Scenario
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience, Level, held, metadata
from pocplanner.model.mission import Consultation, Issue, Mission
from pocplanner.model.record import Code, Part, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from pocplanner.progress import finish
from pocplanner.report.proof_words import plain
from pocplanner.words import Problem
from tests.makers import AS_OF, a_coping, a_mechanism, a_snapshot, a_threat
from tests.needles import sweep

AUDIENCES = tuple(Audience)
OUTSIDE = (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC)
TODAY = date(2031, 3, 20)


def write(
    snapshot: Snapshot,
    folder: Path,
    audience: Audience,
    document: str = "strategy",
    language: str = "en",
    scenario_id: str = "",
) -> Path:
    path = folder / f"{document}-{audience.value}-{language}.pdf"
    finish(report.write(snapshot, document, audience, language, path, scenario_id, None, TODAY))
    return path


def text_of(path: Path) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(path).pages))


def planted(record: Record, taken: dict[str, tuple[str, str]]) -> Record:
    """The record with a needle in every text of its own: needle -> (kind, field)."""
    changes: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in {"id", "time_zone", "source_key"} or not isinstance(value, str) or not value:
            continue
        if type(value) is not str or any(
            metadata(type(record), name, mark) is not None for mark in (Code, Ref)
        ):
            continue
        if name in {"reliability", "sha256", "pcode", "profile", "key", "catalogue"}:
            continue
        needle = f"Qz{len(taken):04d}xv"
        taken[needle] = (type(record).__name__, name)
        changes[name] = (
            f"{value} {needle}" if held(type(record), name).content == "text" else needle
        )
    return record.model_copy(update=changes)


@pytest.fixture(scope="module")
def needles() -> tuple[Snapshot, dict[str, tuple[str, str]]]:
    taken: dict[str, tuple[str, str]] = {}
    whole = a_snapshot()
    records = [planted(r, taken) for r in whole]
    return Snapshot.of(records, whole.events), taken


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Audience, str], bytes]:
    """The strategy of the small mission with nothing secret in it, written once for each."""
    folder = tmp_path_factory.mktemp("bare")
    return cache(
        lambda audience, language: write(
            a_snapshot(), folder, audience, language=language
        ).read_bytes()
    )


def kinds_of(records: Iterable[Part]) -> dict[str, type[Part]]:
    return {type(r).__name__: type(r) for r in records}


@pytest.mark.parametrize("audience", [a for a in AUDIENCES if a is not Audience.EXERCISE])
@pytest.mark.parametrize("document", ["strategy", "field-matrix"])
def test_no_needle_reaches_whom_its_field_does_not_name(
    needles: tuple[Snapshot, dict[str, tuple[str, str]]],
    tmp_path: Path,
    audience: Audience,
    document: str,
) -> None:
    snapshot, taken = needles
    kinds = kinds_of(snapshot)
    path = write(snapshot, tmp_path, audience, document)
    found = {hit.split()[0] if isinstance(hit, str) else hit for hit in _swept(path, taken)}
    forbidden = {
        n for n, (kind, field) in taken.items() if audience not in held(kinds[kind], field).to
    }
    assert not found & forbidden, {n: taken[n] for n in found & forbidden}
    # An empty paper would hold no needle either: those that are allowed must be there.
    assert found, "not one permitted needle was printed"


def _swept(path: Path, taken: dict[str, tuple[str, str]]) -> set[str]:
    """The needles that stand in the paper, as read and in any disguise in its bytes."""
    text = text_of(path).replace(" ", "")
    hidden = " ".join(map(str, sweep(path, taken)))
    return {n for n in taken if n in hidden or n.casefold() in text}


@pytest.mark.parametrize("audience", OUTSIDE)
def test_records_at_the_default_level_leave_no_trace_outside(
    audience: Audience, tmp_path: Path, bare: Callable[[Audience, str], bytes]
) -> None:
    secret = a_coping(id="secret", title="Sleeping under Qz777 weir", cost="Qz778 pays")
    found = write(a_snapshot(secret), tmp_path, audience).read_bytes()
    assert found == bare(audience, "en")


@pytest.mark.parametrize("audience", [a for a in AUDIENCES if a is not Audience.CORE])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_held_back_leaves_the_same_bytes(
    audience: Audience, language: str, tmp_path: Path, bare: Callable[[Audience, str], bytes]
) -> None:
    hidden = (
        a_coping(
            id="hide",
            strategy="concealment",
            title="Pit behind the Qz779 shrine",
            position=Position(lon=29.91, lat=-2.77),
        ),
        a_mechanism(
            id="net",
            name="Qz780 net",
            sensitivity=Level.SEVERE,
            position=Position(lon=29.92, lat=-2.78),
        ),
    )
    other = write(a_snapshot(*hidden), tmp_path, audience, language=language).read_bytes()
    assert other == bare(audience, language)


def test_the_same_mission_gives_the_same_bytes(
    tmp_path: Path, bare: Callable[[Audience, str], bytes]
) -> None:
    again = write(a_snapshot(), tmp_path, Audience.MISSION).read_bytes()
    assert again == bare(Audience.MISSION, "en")


def test_a_persons_text_on_hidden_evidence_is_left_out_and_the_exporter_is_told(
    tmp_path: Path,
) -> None:
    flight = a_coping(id="flight", strategy="temporary_flight", title="Night in the Qz781 gorge")
    snapshot = a_snapshot(flight)
    from pocplanner.commands.strategy import draft

    _, sections = finish(draft(snapshot, "strategy", "en", today=TODAY))
    section = next(s for s in sections if s.key == "protection")
    first = section.paragraphs[0].model_copy(
        update={"text": "They go to the Qz782 gorge", "status": "edited", "evidence": ("flight",)}
    )
    edited = section.model_copy(update={"paragraphs": (first, *section.paragraphs[1:])})
    whole = a_snapshot(flight, edited)
    path = tmp_path / "x.pdf"
    told = finish(report.write(whole, "strategy", Audience.CORE, "en", path, "", None, TODAY))
    assert told.texts_left_out == 0 and "qz782" in text_of(path)
    told = finish(report.write(whole, "strategy", Audience.MISSION, "en", path, "", None, TODAY))
    assert told.texts_left_out == 1
    assert "qz782" not in text_of(path) and "qz781" not in text_of(path)


def test_a_scenario_sheet_shows_no_hidden_intent_outside_the_team(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    place = next(r for r in snapshot if type(r).__name__ == "Community")
    scenario, injects = make_scenario(snapshot, "predatory_raid", place.id)
    actor = next(r for r in snapshot if type(r).__name__ == "Actor")
    scenario = scenario.model_copy(
        update={"hidden": (HiddenIntent(actor_id=actor.id, text="Qz783 means to burn it"),)}
    )
    whole = a_snapshot(scenario, *injects)
    assert whole.one(Scenario, scenario.id) is not None
    for audience in (Audience.COMMAND, Audience.MISSION):
        path = write(whole, tmp_path, audience, "scenario", "fr", scenario.id)
        assert "qz783" not in text_of(path)
    with pytest.raises(Problem) as refused:
        write(whole, tmp_path, Audience.PUBLIC, "scenario", "en", scenario.id)
    assert refused.value.key == "export.scenario_hidden"


def test_who_calls_in_an_inject_is_no_name_that_would_be_found_in_any_paper(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    place = next(r for r in snapshot if type(r).__name__ == "Community")
    scenario, injects = make_scenario(snapshot, "predatory_raid", place.id)
    women = injects[0].model_copy(update={"sender": "Who could answer"})
    whole = a_snapshot(scenario, women, *injects[1:])
    write(whole, tmp_path, Audience.EXERCISE, "scenario", "en", scenario.id)


def test_partners_read_that_people_were_heard_but_not_what_they_said(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    heard = Consultation(
        on=date(2031, 3, 1), with_whom="Elders of the ford", women=3, summary="Qz991 is not trusted"
    )
    mission = snapshot.mission.model_copy(update={"consultations": (heard,)})
    whole = Snapshot.of([mission, *(r for r in snapshot if r.id != mission.id)], snapshot.events)
    assert "qz991" in text_of(write(whole, tmp_path, Audience.MISSION))
    for audience in OUTSIDE:
        assert "qz991" not in text_of(write(whole, tmp_path, audience))
    assert "elders of the ford" in text_of(write(whole, tmp_path, Audience.PARTNER))


def test_earlier_papers_are_not_counted_as_held_back() -> None:
    snapshot = a_snapshot()
    before = view(snapshot, Audience.PUBLIC, TODAY).records
    issue = Issue(
        document="strategy", audience=Audience.CORE, language="en",
        at=datetime(2031, 3, 2, tzinfo=UTC), as_of=TODAY, level=Level.HIGH, sha256="0" * 64,
    )  # fmt: skip
    assert (
        view(Snapshot.of([*snapshot, issue], snapshot.events), Audience.PUBLIC, TODAY).records
        == before
    )


def test_a_missing_folder_and_a_missing_scenario_are_said_before_any_work(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    with pytest.raises(Problem) as refused:
        write(snapshot, tmp_path / "nowhere", Audience.CORE)
    assert refused.value.key == "export.no_folder"
    with pytest.raises(Problem) as refused:
        write(snapshot, tmp_path, Audience.CORE, "scenario", "en", "")
    assert refused.value.key == "draft.no_scenario"
    assert list(tmp_path.iterdir()) == []


def test_sections_are_never_exported_from_what_is_stored(tmp_path: Path) -> None:
    from pocplanner.commands.strategy import draft

    _, sections = finish(draft(a_snapshot(), "strategy", "en", today=TODAY))
    stale = [
        s.model_copy(
            update={
                "paragraphs": tuple(
                    p.model_copy(update={"text": "Qz784 stale"}) for p in s.paragraphs
                )
            }
        )
        for s in sections
    ]
    assert all(isinstance(s, Section) for s in stale)
    path = write(a_snapshot(*stale), tmp_path, Audience.MISSION)
    assert "qz784" not in text_of(path)
    assert AS_OF.year == 2031


@pytest.mark.parametrize("audience", [Audience.CORE, Audience.MISSION])
def test_a_threat_that_was_taken_out_since_is_told_as_gone(
    audience: Audience, tmp_path: Path
) -> None:
    project = mission.create(tmp_path / "x.pocplan", "Exercise", None)
    threat = a_threat(title="Qz785 raids at the ford")
    records = [r for r in a_snapshot(threat) if not isinstance(r, (Mission, Series))]
    mission.change(project, "edit.record.add", *records, name="x")

    def issued(name: str) -> str:
        path = tmp_path / name
        written = finish(
            report.write(project.snapshot(), "strategy", audience, "en", path, "", None, TODAY)
        )
        report.keep(project, written)
        return text_of(path)

    assert ("qz785" in issued("first.pdf")) == (audience is Audience.CORE)
    mission.remove(project, threat.id)
    second = issued("second.pdf")
    project.close()
    assert "one threat of that issue is told here no more" in second
    # The team reads which; the others do not learn whether it was taken out or held back.
    assert ("qz785" in second) == (audience is Audience.CORE)
