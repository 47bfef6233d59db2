"""Lowering what others may see: what it opens is told first, and nothing sheltered ever goes."""

from datetime import date
from pathlib import Path

import pytest

from pocplanner.analysis.sharing import view
from pocplanner.commands.lowering import LEVELS, lower, may_lower, of_kind, plan
from pocplanner.commands.lowering_told import lines
from pocplanner.commands.sample import make_sample, sample_snapshot
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.guard import Audience, Level, held
from pocplanner.model.kinds import KINDS
from pocplanner.model.kinds import kind as named
from pocplanner.progress import finish
from pocplanner.words import Problem, Words

DAY = date(2026, 10, 31)


def _refusals(kind: str, to: Level = Level.MODERATE) -> dict[str, str]:
    snapshot = sample_snapshot()
    found = plan(snapshot, of_kind(snapshot, kind), to, DAY)
    return {n.id: n.key.rpartition(".")[2] for n in found.refused}


def test_what_is_told_is_what_a_paper_then_holds(tmp_path: Path) -> None:
    project = finish(make_sample(tmp_path / "x.pocplan", "PoC adviser"))
    ids = of_kind(project.snapshot(), "threat", "area-OU04")
    found = lower(project, ids, Level.MODERATE, "Joint analysis", "PoC adviser", DAY)
    assert found.ids and set(found.ids) < set(of_kind(project.snapshot(), "Threat"))
    for opening in found.opens:
        read = view(project.snapshot(), opening.audience, DAY).snapshot
        assert opening.records == len(read.all(Threat)) == len(found.ids)
    for threat in project.all(Threat):
        assert (threat.lowered is not None) == (threat.id in found.ids)
    project.undo()
    assert all(t.sensitivity is Level.HIGH for t in project.all(Threat)), "one act, one undo"
    project.close()


def test_flight_hiding_and_shelter_stay_whatever_anybody_writes() -> None:
    snapshot, refused = sample_snapshot(), _refusals("Coping")
    hidden = [
        c
        for c in snapshot.all(Coping)
        if c.strategy in {"temporary_flight", "concealment", "displacement_near_base"}
    ]
    assert hidden
    assert all(refused[c.id] in {"hidden", "severe"} for c in hidden)
    assert "hidden" in refused.values()


def test_severe_records_and_harm_that_is_only_counted_stay() -> None:
    snapshot, refused = sample_snapshot(), _refusals("Threat")
    cases = {t.id for t in snapshot.all(Threat) if t.kind == "sexual_violence"}
    assert cases and {refused[i] for i in cases} == {"case"}
    coping = _refusals("Coping")
    severe = {c.id for c in snapshot.all(Coping) if c.sensitivity is Level.SEVERE}
    assert {coping[i] for i in severe} == {"severe"}


def test_a_mechanism_without_consent_or_without_what_could_go_wrong_stays() -> None:
    snapshot, refused = sample_snapshot(), _refusals("Mechanism")
    assert {refused[m.id] for m in snapshot.all(Mechanism)} == {"consent", "could_go_wrong"}


def test_nothing_goes_below_the_mark_of_its_fields() -> None:
    assert set(_refusals("Patrol").values()) == {"mark"}
    assert set(_refusals("Unit").values()) == {"mark"}
    assert set(_refusals("Actor", Level.LOW).values()) == {"mark_low"}
    snapshot = sample_snapshot()
    every = [id for k in KINDS if may_lower(k) for id in of_kind(snapshot, k.__name__)]
    for to in LEVELS:
        for one in plan(snapshot, every, to, DAY).opens:
            assert one.fields
            for name, field in one.fields:
                assert one.audience in held(named(name), field).to


def test_who_holds_a_checkpoint_is_not_opened_with_it() -> None:
    snapshot = sample_snapshot()
    found = plan(snapshot, of_kind(snapshot, "Obstacle"), Level.LOW, DAY)
    told = {o.audience: {f for _, f in o.fields} for o in found.opens}
    assert "position" in told[Audience.PUBLIC]
    assert not any("held_by" in fields for fields in told.values())


def test_a_community_whose_small_cell_would_stop_every_paper_stays() -> None:
    from pocplanner.model.community import People
    from pocplanner.model.snapshot import Snapshot

    place = Community(
        id="c",
        name="Invented",
        people=(
            People(sex="female", age="0_4", group="a", count=3),
            People(sex="male", age="5_11", group="b", count=300),
        ),
    )
    found = plan(Snapshot.of([place]), ["c"], Level.MODERATE, DAY)
    assert [n.key for n in found.refused] == ["lower.refused.crossed"]


def test_without_reason_role_record_or_effect_nothing_changes(tmp_path: Path) -> None:
    project = finish(make_sample(tmp_path / "x.pocplan", "PoC adviser"))
    project.author = ""
    before = len(project.log())
    for ids, to, reason, author, key in (
        (["thr-01"], Level.MODERATE, " ", "Role", "lower.no_reason"),
        (["thr-01"], Level.MODERATE, "Why", " ", "lower.no_author"),
        (["thr-01"], Level.HIGH, "Why", "Role", "lower.no_level"),
        (["none"], Level.LOW, "Why", "Role", "record.unknown"),
        (["ptl-01"], Level.LOW, "Why", "Role", "lower.none"),
        (["thr-01"], Level.MODERATE, "Why", "x" * 5000, "lower.not_words"),
    ):
        with pytest.raises(Problem) as refused:
            lower(project, ids, to, reason, author, DAY)
        assert refused.value.key == key
        assert Words("fr").problem(refused.value) != Words("en").problem(refused.value)
    with pytest.raises(Problem) as refused:
        of_kind(project.snapshot(), "Rating")
    assert refused.value.key == "lower.no_kind"
    assert len(project.log()) == before
    project.close()


def test_the_sentences_name_the_audience_the_kinds_and_the_fields() -> None:
    snapshot = sample_snapshot()
    found = plan(snapshot, ["thr-01", "cop-013", "com-kaldrou"], Level.MODERATE, DAY)
    for language in ("en", "fr"):
        words = Words(language)
        said = "\n".join(lines(words, snapshot, found))
        assert words.term("audience", "humanitarian") in said
        assert words.kind(Threat) in said and words.label(Threat, "title") in said
        assert "{" not in said
