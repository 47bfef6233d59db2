"""Free text is warned of, never changed: what is planted is found, ordinary text is left alone."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.model.scan import scan, scan_record
from pocplanner.model.strategy import SideEffect
from pocplanner.words import LANGUAGES, Words
from tests.makers import a_community, a_coping, a_mechanism, an_action, records
from tests.model.corpus import ORDINARY, PLANTED

#: Least share of planted texts that must be found, and most of the ordinary ones that may be.
RECALL = 0.97
FALSE_ALARMS = 0.02


def test_almost_all_that_was_planted_is_found() -> None:
    missed = [(k, t) for k, t in PLANTED if k not in {f.kind for f in scan(t)}]
    assert len(missed) <= (1 - RECALL) * len(PLANTED), missed


def test_every_kind_is_planted_many_times() -> None:
    kinds = [k for k, _ in PLANTED]
    for kind in ("phone", "email", "coordinates", "birth_date", "id_number", "person"):
        assert kinds.count(kind) >= 5


def test_ordinary_planning_text_is_left_alone() -> None:
    alarmed = [t for t in ORDINARY if scan(t)]
    assert len(alarmed) <= FALSE_ALARMS * len(ORDINARY), alarmed


def test_what_is_found_stands_there() -> None:
    text = "Call her on +236 72 12 34 56 or write to awa@example.org before night."
    found = scan(text)
    assert [f.kind for f in found] == ["phone", "email"]
    for one in found:
        assert text[one.start : one.end] == one.text


@given(st.lists(st.sampled_from([t for _, t in PLANTED] + list(ORDINARY)), max_size=6))
def test_finds_are_in_order_and_never_overlap(texts: list[str]) -> None:
    text = "\n".join(texts)
    found = scan(text)
    for one, next_one in pairwise(found):
        assert one.end <= next_one.start
    assert all(text[f.start : f.end] == f.text for f in found)


@given(st.text(max_size=400))
def test_any_text_can_be_scanned(text: str) -> None:
    for one in scan(text):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        part * (20_000 // len(part))
        for part in (
            "0 ",
            "1.",
            "a",
            "named A ",
            "(0)-",
            "1/",
            "Lat ",
            "A-",
            "12 34 ",
            "4.361 ",
            "@.",
        )
    ],
    ids=lambda text: text[:8],
)
def test_a_long_hostile_text_does_not_hold_up_the_form(text: str) -> None:
    begun = process_time()
    scan(text)
    assert process_time() - begun < 2


def test_a_record_is_scanned_with_its_parts() -> None:
    action = an_action(
        title="Patrol",
        side_effects=(SideEffect(text="they would look for a woman named Awa Diallo"),),
        resources="fuel; call 72 12 34 56",
    )
    found = {(f.field, f.found.kind) for f in scan_record(action)}
    assert found == {("side_effects.0.text", "person"), ("resources", "phone")}


def test_ids_and_positions_are_not_texts() -> None:
    village = a_community(
        id="612345678", source_id="812345678", source_key="passport no. CD1234567"
    )
    assert scan_record(village) == ()


def test_pseudonyms_are_no_names() -> None:
    assert scan_record(a_mechanism(blind_spots="CFP-07 and CFP-12 share a mast")) == ()


def test_a_small_mission_without_traces_raises_no_alarm() -> None:
    assert [f for r in records() for f in scan_record(r)] == []


def test_the_text_stays_as_it_was() -> None:
    coping = a_coping(when="they meet Mr. Kamara at 4.3612, 18.5550")
    assert {f.found.kind for f in scan_record(coping)} == {"person", "coordinates"}
    assert coping.when == "they meet Mr. Kamara at 4.3612, 18.5550"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted({k for k, _ in PLANTED}))
def test_a_find_has_its_sentence(kind: str, language: str) -> None:
    words = Words(language)
    assert words.has(f"scan.{kind}")
    told = words.text("scan.warning", found="x", what=words.text(f"scan.{kind}"))
    assert "x" in told and "{" not in told
