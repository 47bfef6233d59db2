"""Every field says how sensitive it is and for whom; nothing wide by accident."""

import pytest
from pydantic import BaseModel

from pocplanner.model.community import Alert, Coping, FocalPoint, Mechanism
from pocplanner.model.guard import (
    CASES,
    FORCE,
    INSIDE,
    OPEN,
    TEAM,
    TRUSTED,
    WIDE,
    Audience,
    Held,
    Level,
    held,
    marks,
    metadata,
)
from pocplanner.model.places import Unit
from pocplanner.model.record import Code, Ref
from pocplanner.model.vocabulary import vocabulary
from tests.model.test_vocabulary import parts


@pytest.mark.parametrize("kind", parts(), ids=lambda k: k.__name__)
def test_every_field_says_its_sensitivity_and_its_audience(kind: type[BaseModel]) -> None:
    for name, mark in marks(kind):
        assert isinstance(mark.level, Level), name
        assert mark.to, name


def test_a_field_without_its_mark_is_an_error() -> None:
    class Careless(BaseModel):
        phone: str = ""

    with pytest.raises(LookupError):
        held(Careless, "phone")


def test_every_audience_is_the_team_or_more() -> None:
    for mark in (OPEN, WIDE, TRUSTED, INSIDE, FORCE, TEAM):
        assert Audience.CORE in mark.to


def test_what_is_more_sensitive_reaches_no_more_people() -> None:
    assert TEAM.to < FORCE.to < INSIDE.to < TRUSTED.to < WIDE.to < OPEN.to


@pytest.mark.parametrize("mark", [OPEN, WIDE, TRUSTED, INSIDE, FORCE, TEAM])
def test_free_text_never_reaches_a_state_or_the_public(mark: Held) -> None:
    assert not mark.text.to & {Audience.HOST_STATE, Audience.PUBLIC, Audience.EXERCISE}
    assert mark.text.content == "text"


def test_the_host_state_and_the_public_see_no_mechanism_and_no_focal_point() -> None:
    for kind in (Mechanism, FocalPoint, Alert):
        for name, mark in marks(kind):
            if name not in ("id", "sensitivity"):
                assert not mark.to & {Audience.HOST_STATE, Audience.PUBLIC}, (kind.__name__, name)


def test_the_shape_of_a_coping_site_is_for_the_team_alone() -> None:
    assert held(Coping, "shape").to == {Audience.CORE}
    assert held(FocalPoint, "pseudonym").to == {Audience.CORE}
    assert held(Alert, "text").to == {Audience.CORE}


def test_readiness_and_caveats_do_not_leave_the_command() -> None:
    for name in ("strength", "ready_day_min", "ready_night_min", "caveats", "rotation_on"):
        assert held(Unit, name).to == FORCE.to


def test_the_levels_rise() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3]


@pytest.mark.parametrize("kind", parts(), ids=lambda k: k.__name__)
def test_a_reference_names_kinds_that_exist(kind: type[BaseModel]) -> None:
    from pocplanner.model.kinds import kind as by_name

    for name in kind.model_fields:
        mark = metadata(kind, name, Ref)
        if mark is not None:
            assert all(by_name(k) for k in mark.kinds)
        if metadata(kind, name, Code) is not None:
            assert mark is None, "a field is a code or a reference, never both"


def test_the_harms_of_which_no_case_is_kept_are_threats_that_are_only_counted() -> None:
    counted = {t.code for t in vocabulary("threat_type").terms if t.facts.get("counts_only")}
    assert counted == CASES
