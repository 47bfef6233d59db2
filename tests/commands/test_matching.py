"""What a person decided on entries that look alike holds, also when their files come in again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.analysis.sharing import view
from pocplanner.commands import clock, duplicates, imports, mission
from pocplanner.commands.matching import apart, kept_apart, sources_of, take_back
from pocplanner.commands.merging import beside, merge
from pocplanner.model.community import Community, Consent, Coping
from pocplanner.model.guard import Audience, Level
from pocplanner.model.pairing import Pairing, pairing_id
from pocplanner.model.places import Settlement
from pocplanner.model.record import Lowering
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests.commands.test_duplicates import HEAD, MAPPING

FIRST = "name,lat,lon,population,aliases\nOld Kemba,-9.0,21.0,4200,\nOstra,-8.6,20.4,1900,\n"
OTHER = "name,lat,lon,population,aliases\nOld Kembba,-9.001,21.0,4100,Kemba\n"


def take_in(project: Project, path: Path, text: str, **how: object) -> imports.Kept:
    """A file of this content, kept."""
    path.write_text(text, encoding="utf-8")
    reading = finish(imports.look(project.snapshot(), path, **how))  # type: ignore[arg-type]
    return finish(imports.keep(project, reading))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    take_in(made, tmp_path / "first.csv", FIRST)
    yield made
    made.close()


def test_two_that_were_found_different_are_not_proposed_again(
    project: Project, tmp_path: Path
) -> None:
    kept = take_in(project, tmp_path / "other.csv", OTHER)
    (pair,) = kept.alike
    before = len(project.log())
    apart(project, pair.one.id, pair.other.id)
    assert len(project.log()) == before + 1
    assert take_in(project, tmp_path / "other.csv", OTHER).alike == ()
    assert take_in(project, tmp_path / "first.csv", FIRST).alike == ()
    while project.all(Pairing):
        project.undo()
    assert len(take_in(project, tmp_path / "other.csv", OTHER).alike) == 1


def test_events_that_were_found_different_stay_so_when_a_newer_file_comes(
    project: Project, tmp_path: Path
) -> None:
    ours = HEAD + "a1,2026-01-05,killing,Ash Column,Velmara,-11.20,-17.10,3\n"
    theirs = HEAD + "b1,2026-01-06,killing,The Ash Column,Velmara,-11.23,-17.12,5\n"
    take_in(project, tmp_path / "one.csv", ours, mapping=MAPPING)
    take_in(project, tmp_path / "two.csv", theirs, mapping=MAPPING)
    (pair,) = duplicates.propose(project.snapshot())
    apart(project, pair.one.id, pair.other.id)
    assert duplicates.propose(project.snapshot()) == ()
    newer = theirs + "b2,2026-05-06,killing,Ash Column,Velmara,-11.23,-17.12,1\n"
    kept = take_in(project, tmp_path / "two.csv", newer, mapping=MAPPING)
    assert kept.new == 1 and duplicates.propose(project.snapshot(), kept.source_id) == ()


def test_what_went_into_another_does_not_come_back_by_its_file(
    project: Project, tmp_path: Path
) -> None:
    kept = take_in(project, tmp_path / "other.csv", OTHER)
    (pair,) = kept.alike
    stays, goes = sorted((pair.one, pair.other), key=lambda k: k.name)
    merged = merge(project, stays.id, goes.id, take=("population",))
    assert isinstance(merged, Settlement)
    assert merged.name == "Old Kemba" and merged.population == 4100
    assert merged.aliases == ("Old Kembba", "Kemba")
    told = {s.name for s in sources_of(project.snapshot(), stays.id)}
    assert told == {"first", "other"}
    again = take_in(project, tmp_path / "other.csv", OTHER)
    assert (again.new, again.united) == (0, 1)
    assert {s.name for s in project.all(Settlement)} == {"Old Kemba", "Ostra"}


def test_both_stand_side_by_side_field_by_field(project: Project, tmp_path: Path) -> None:
    (pair,) = take_in(project, tmp_path / "other.csv", OTHER).alike
    for language in LANGUAGES:
        found = beside(project.snapshot(), pair.one.id, pair.other.id, language, clock.now().date())
        assert set(found.sources) == {"first", "other"}
        lines = {line.field: line for line in found.lines}
        assert lines["population"].both_differ and not lines["aliases"].both_differ
        assert lines["name"].label == Words(language).label(Settlement, "name")
        assert "source_id" not in lines and "sensitivity" not in lines


def test_what_is_empty_is_filled_and_the_stricter_level_holds(project: Project) -> None:
    why = Lowering(author="Adviser", reason="published")
    records = (
        Community(id="a", name="Velm", sensitivity=Level.LOW, lowered=why, languages=("Sango",)),
        Community(id="b", name="Velma", population=300, languages=("French",), referral="here"),
        Community(id="c", name="Velmaa"),
        Pairing(id=pairing_id("b", "c"), one="b", other="c", author="Tester"),
    )
    mission.change(project, "edit.record.add", *records, name="all")
    merged = merge(project, "a", "b")
    assert isinstance(merged, Community)
    assert (merged.population, merged.referral) == (300, "here")
    assert merged.languages == ("Sango", "French")
    assert merged.sensitivity is Level.HIGH and merged.lowered is None
    # What was decided on the one that went holds for the one that stayed.
    assert {(p.one, p.other, p.same) for p in project.all(Pairing)} == {
        ("a", "b", True),
        ("a", "c", False),
    }


def test_what_people_allowed_for_one_does_not_carry_the_other(project: Project) -> None:
    given = Consent(purposes=("planning",), given_on=clock.now().date())
    records = (
        Community(id="v", name="Velmara"),
        Coping(id="a", place_id="v", title="Hide", strategy="hiding", consent=given),
        Coping(id="b", place_id="v", title="Hiding", strategy="hiding"),
    )
    mission.change(project, "edit.record.add", *records, name="all")
    with pytest.raises(Problem) as refused:
        merge(project, "a", "b")
    assert refused.value.key == "merge.consent_differs"


@pytest.mark.parametrize(("one", "other", "key"), [
    ("nowhere", "mission", "record.unknown"),
    ("mission", "mission", "match.one_entry"),
    ("nowhere:1", "mission", "record.unknown"),
])  # fmt: skip
def test_only_what_is_there_can_be_kept_apart(
    project: Project, one: str, other: str, key: str
) -> None:
    with pytest.raises(Problem) as refused:
        apart(project, one, other)
    assert refused.value.key == key
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(refused.value)


def test_decisions_reach_nobody_outside_the_mission(project: Project) -> None:
    mission.change(
        project, "edit.record.add",
        Pairing(id="p", one="x", other="y", author="Tester", source_key="k"), name="p",
    )  # fmt: skip
    for audience in (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC):
        assert not view(project.snapshot(), audience, clock.now().date()).snapshot.all(Pairing)


def test_what_was_found_different_is_listed_and_can_be_taken_back(
    project: Project, tmp_path: Path
) -> None:
    (pair,) = take_in(project, tmp_path / "other.csv", OTHER).alike
    made = apart(project, pair.one.id, pair.other.id)
    (listed,) = kept_apart(project.snapshot())
    assert (listed.id, listed.author) == (made.id, project.author)
    assert {listed.one_name, listed.other_name} == {"Old Kemba", "Old Kembba"}
    before = len(project.log())
    assert take_back(project, [made.id]) == 1 and len(project.log()) == before + 1
    assert kept_apart(project.snapshot()) == ()
    assert len(take_in(project, tmp_path / "other.csv", OTHER).alike) == 1
    project.undo()
    with pytest.raises(Problem) as caught:
        take_back(project, ["pairing.x"])
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(caught.value)
