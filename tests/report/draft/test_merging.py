"""A redraft is offered beside what a person wrote and never laid over it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.model.strategy import Paragraph, Section
from pocplanner.report.draft import merge

AT = datetime(2031, 3, 15, 8, tzinfo=UTC)
STATUSES = ("draft", "edited", "accepted", "set_aside")


def a_paragraph(key: str, text: str = "drafted", **changes: object) -> Paragraph:
    return Paragraph.model_validate({"key": key, "text": text, "evidence": ("r1",), **changes})


def a_section(*paragraphs: Paragraph, id: str = "stored") -> Section:
    return Section(id=id, key="threats", number=3, paragraphs=paragraphs)


def merged(stored: Section, fresh: Section) -> dict[str, Paragraph]:
    (found,) = merge([stored], [fresh], "en")
    return {p.key: p for p in found.paragraphs}


def test_what_nobody_touched_is_drafted_anew() -> None:
    found = merged(a_section(a_paragraph("a", "old")), a_section(a_paragraph("a", "new")))
    assert found["a"].text == "new"
    assert found["a"].offered == ""


def test_a_persons_text_stays_and_the_new_draft_is_offered() -> None:
    edited = a_paragraph("a", "my words", status="edited", author="PoC adviser", at=AT)
    found = merged(a_section(edited), a_section(a_paragraph("a", "new")))
    assert found["a"].text == "my words"
    assert found["a"].offered == "new"
    assert found["a"].author == "PoC adviser"


def test_an_accepted_text_is_offered_nothing_while_the_draft_is_the_same() -> None:
    accepted = a_paragraph("a", "same", status="accepted", author="PoC adviser", at=AT)
    found = merged(a_section(accepted), a_section(a_paragraph("a", "same")))
    assert found["a"].offered == ""


def test_a_persons_text_is_at_least_as_restricted_as_all_it_ever_rested_on() -> None:
    edited = a_paragraph("a", "my words", status="edited", evidence=("secret",))
    found = merged(a_section(edited), a_section(a_paragraph("a", "new", evidence=("open",))))
    assert set(found["a"].evidence) == {"secret", "open"}


def test_a_persons_text_whose_subject_is_gone_stays_and_says_so() -> None:
    edited = a_paragraph("gone", "my words", status="edited", evidence=("r9",))
    found = merged(a_section(edited), a_section(a_paragraph("a", "new")))
    assert found["gone"].text == "my words"
    assert "no longer in the mission" in found["gone"].offered
    assert found["gone"].evidence == ("r9",)


def test_an_untouched_paragraph_whose_subject_is_gone_goes() -> None:
    found = merged(a_section(a_paragraph("gone")), a_section(a_paragraph("a")))
    assert list(found) == ["a"]


def test_what_a_person_took_out_stays_out() -> None:
    aside = a_paragraph("a", "old", status="set_aside", author="PoC adviser", at=AT)
    found = merged(a_section(aside), a_section(a_paragraph("a", "new")))
    assert found["a"].status == "set_aside"
    assert found["a"].text == "new"


def test_a_section_keeps_its_id_and_takes_the_order_of_the_draft() -> None:
    stored = a_section(a_paragraph("b", status="edited"), a_paragraph("a"))
    fresh = a_section(a_paragraph("a"), a_paragraph("b"), id="fresh")
    (found,) = merge([stored], [fresh], "en")
    assert found.id == "stored"
    assert [p.key for p in found.paragraphs] == ["a", "b"]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(STATUSES)),
    st.sets(st.sampled_from("abcdef")),
)
def test_no_words_of_a_person_are_ever_lost(before: dict[str, str], now: set[str]) -> None:
    stored = a_section(*(a_paragraph(k, f"{k} by hand", status=s) for k, s in before.items()))
    fresh = a_section(*(a_paragraph(k, "drafted") for k in sorted(now)))
    found = merged(stored, fresh)
    for key, status in before.items():
        if status in ("edited", "accepted"):
            assert found[key].text == f"{key} by hand"
    assert now <= set(found)


@given(st.sets(st.sampled_from("abcdef")))
def test_merging_twice_is_merging_once(keys: set[str]) -> None:
    stored = a_section(*(a_paragraph(k, "by hand", status="edited") for k in sorted(keys)))
    fresh = a_section(a_paragraph("a"), a_paragraph("c"))
    once = merge([stored], [fresh], "en")
    assert merge(once, [fresh], "en") == once
