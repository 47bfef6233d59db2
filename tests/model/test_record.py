"""Records are frozen, refuse what they do not know, and keep text as people wrote it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pocplanner.model.actors import ActorRole
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Level
from pocplanner.model.kinds import KINDS, kind
from pocplanner.model.mission import PUBLISHED
from pocplanner.model.record import Lowering, Range, Span
from pocplanner.model.text import visible
from tests.makers import a_community, a_threat, records


def test_every_kind_is_known_by_its_name_once() -> None:
    assert len({k.__name__ for k in KINDS}) == len(KINDS)
    assert all(kind(k.__name__) is k for k in KINDS)
    with pytest.raises(LookupError):
        kind("Village")


def test_a_record_never_changes() -> None:
    village = a_community()
    with pytest.raises(ValidationError):
        village.name = "Elsewhere"  # type: ignore[misc]


def test_a_changed_copy_keeps_its_id() -> None:
    village = a_community()
    other = village.model_copy(update={"name": "Elsewhere"})
    assert other.id == village.id
    assert village.name != "Elsewhere"


def test_two_new_records_have_ids_of_their_own() -> None:
    assert Community(name="A").id != Community(name="A").id


@pytest.mark.parametrize("given_id", ["", "a b", "../etc", "x" * 81, "a/b", "é", "<a>"])
def test_an_id_is_plain(given_id: str) -> None:
    with pytest.raises(ValidationError):
        Community(name="A", id=given_id)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Community.model_validate({"name": "A", "phone_number": "12"})


@pytest.mark.parametrize("record", records(), ids=lambda r: f"{type(r).__name__}-{r.id}")
def test_a_record_survives_writing_and_reading(record: object) -> None:
    made = type(record).model_validate_json(record.model_dump_json())  # type: ignore[attr-defined]
    assert made.model_dump_json() == record.model_dump_json()  # type: ignore[attr-defined]


# --- sensitivity (rule D1) ----------------------------------------------------------------------


def test_a_new_record_is_highly_sensitive() -> None:
    assert Community(name="A").sensitivity is Level.HIGH


@pytest.mark.parametrize("level", [Level.LOW, Level.MODERATE])
def test_lowering_needs_an_author_and_a_reason(level: Level) -> None:
    with pytest.raises(ValidationError, match="author and a reason"):
        Community(name="A", sensitivity=level)
    with pytest.raises(ValidationError):
        Lowering(author="", reason="known to all")
    with pytest.raises(ValidationError):
        Lowering(author="PoC adviser", reason="")
    lowered = Lowering(author="PoC adviser", reason="known to all")
    assert Community(name="A", sensitivity=level, lowered=lowered).sensitivity is level


def test_raising_needs_nothing() -> None:
    assert Community(name="A", sensitivity=Level.SEVERE).lowered is None


def test_published_rows_come_in_low_and_say_why() -> None:
    assert Community(name="A", sensitivity=Level.LOW, lowered=PUBLISHED).sensitivity is Level.LOW


# --- codes ----------------------------------------------------------------------------------------


def test_other_needs_its_own_words() -> None:
    with pytest.raises(ValidationError, match="other"):
        a_threat(kind="other")
    assert a_threat(kind="other: poisoned wells").kind == "other: poisoned wells"


def test_an_unknown_code_is_kept() -> None:
    assert a_threat(kind="cattle_poisoning").kind == "cattle_poisoning"


# --- ranges, spans, times -------------------------------------------------------------------------


def test_a_range_is_ordered() -> None:
    with pytest.raises(ValidationError):
        Range(min=5, likely=4, max=6)
    with pytest.raises(ValidationError):
        Range(min=1, likely=7, max=6)
    with pytest.raises(ValidationError):
        Range(min=-1, likely=0, max=1)
    with pytest.raises(ValidationError):
        Range(min=0, likely=0, max=float("inf"))


_STEPS = st.lists(st.floats(0, 10_000), min_size=3, max_size=3).map(sorted)


@given(_STEPS, _STEPS)
def test_ranges_added_stay_ordered(a: list[float], b: list[float]) -> None:
    total = Range(min=a[0], likely=a[1], max=a[2]) + Range(min=b[0], likely=b[1], max=b[2])
    assert total.min <= total.likely <= total.max
    assert total.likely == a[1] + b[1]


def test_a_span_runs_forward_and_may_be_open() -> None:
    with pytest.raises(ValidationError, match="ends before"):
        Span(since=date(2030, 2, 1), until=date(2030, 1, 1))
    assert Span().covers(date(1999, 1, 1))
    role = ActorRole(role="protector", since=date(2030, 1, 1), until=date(2030, 1, 31))
    assert role.covers(date(2030, 1, 1)) and role.covers(date(2030, 1, 31))
    assert not role.covers(date(2029, 12, 31)) and not role.covers(date(2030, 2, 1))


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="time zone"):
        a_threat(decided_at=datetime(2030, 1, 1, 6, 0))
    moment = datetime(2030, 1, 1, 6, 0, tzinfo=UTC)
    assert a_threat(decided_at=moment).decided_at == moment


@pytest.mark.parametrize("lon, lat", [(181, 0), (-181, 0), (0, 91), (0, -91), (float("nan"), 0)])
def test_a_position_lies_on_the_earth(lon: float, lat: float) -> None:
    with pytest.raises(ValidationError):
        Position(lon=lon, lat=lat)


# --- text -----------------------------------------------------------------------------------------


def test_a_name_stands_on_one_line() -> None:
    assert Community(name="  Bela \n Koro ").name == "Bela Koro"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x1b", "\x85"])
def test_hidden_signs_are_shown(sign: str) -> None:
    assert Community(name=f"Bela{sign}Koro").name == "Bela\ufffdKoro"


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "${7*7}", "=cmd|' /C calc'!A0"])
def test_markup_is_kept_as_text(name: str) -> None:
    assert Community(name=name).name == name


def test_an_empty_or_endless_name_is_refused() -> None:
    for name in ("", "   ", "x" * 301):
        with pytest.raises(ValidationError):
            Community(name=name)


@given(st.text(max_size=200))
def test_text_that_was_cleaned_once_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
