"""The strategy says what it must, rests on records, and never says what it does not know."""

import pytest

from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from tests.makers import a_mission, a_snapshot, a_threat, an_actor, some_events
from tests.report.draft.drafting import paragraphs, sections, text

FOUND = paragraphs()
DRAFTS = sections(a_snapshot())
TENSIONS = (
    "host_state", "humanitarians", "side_effects", "shielding_government", "joint_operations",
    "force_protection", "exit_without_heirs",
)  # fmt: skip


def test_there_are_fifteen_sections_in_their_order() -> None:
    assert [s.number for s in DRAFTS] == list(range(1, 16))
    assert [s.key for s in DRAFTS][3:6] == ["protection", "objectives", "actions"]


def test_each_section_of_the_outline_says_what_it_needs_and_what_it_must_pass() -> None:
    from pocplanner.resources import read_toml

    for section in read_toml("templates", "strategy", "outline.toml")["section"]:
        assert section["needs"]
        assert section["test"]["en"]
        assert section["test"]["fr"]
        assert len(section["groups"]) == len(set(section["groups"]))


@pytest.mark.parametrize("section", DRAFTS, ids=lambda s: s.key)
def test_every_paragraph_rests_on_a_record_or_is_a_question_or_generic(section: Section) -> None:
    for paragraph in section.paragraphs:
        assert paragraph.text
        assert paragraph.evidence or paragraph.question or paragraph.generic, paragraph.key
        assert paragraph.status == "draft"


@pytest.mark.parametrize("section", DRAFTS, ids=lambda s: s.key)
def test_every_id_of_evidence_names_something_of_the_mission(section: Section) -> None:
    snapshot = a_snapshot()
    events = snapshot.events
    known = {r.id for r in snapshot} | {events.event_id(i) for i in range(len(events))}
    for paragraph in section.paragraphs:
        fresh = {e for e in paragraph.evidence if e not in known}
        assert all(e.startswith("thr") for e in fresh), (paragraph.key, fresh)


def test_no_template_leaves_a_trace_of_itself() -> None:
    said = text(FOUND)
    for trace in (
        "{{",
        "{%",
        "None,",
        "None.",
        "None)",
        "  ",
        "..",
        " ,",
        " ;",
        "()",
        "draft.",
        "outline.",
    ):
        assert trace not in said, said[max(said.find(trace) - 60, 0) : said.find(trace) + 60]


def test_no_code_of_a_vocabulary_is_printed() -> None:
    said = text(FOUND)
    for code in (
        "host_military",
        "no_night_movement",
        "group_movement",
        "pre_emption",
        "com-kemba",
    ):
        assert code not in said


def test_the_mandate_is_quoted_and_protection_is_told_apart() -> None:
    said = text(FOUND, "mandate")
    assert "“to protect civilians under threat of physical violence”" in said
    assert "not the responsibility to protect" in said
    assert "not humanitarian protection" in said


def test_a_mission_without_a_mandate_asks_for_it() -> None:
    bare = paragraphs(a_mission(mandate=(), mandate_until=None))
    assert bare["mandate", "no_mandate"].question


def test_the_host_state_is_named_among_the_perpetrators() -> None:
    assert "Fourth Brigade" in FOUND["mandate", "responsibility"].text
    said = FOUND["conflict", "state:act-brigade"].text
    assert "is a perpetrator" in said
    assert "the mission's partner" in said
    assert "act-brigade" in FOUND["conflict", "state:act-brigade"].evidence


def test_where_no_state_force_is_named_that_is_a_question_and_not_a_clean_record() -> None:
    clean = paragraphs(
        an_actor(id="act-brigade", name="Fourth Brigade", kind="criminal_network", rationales=())
    )
    said = clean["conflict", "state"]
    assert said.question
    assert "not a clean record" in said.text


@pytest.mark.parametrize(
    ("name", "country", "host"),
    [
        ("Government of Oloria", "Oloria", True),
        ("Military Forces of Oloria (2029-)", "Oloria", True),
        ("Ridge Column / Government of Oloria", "Oloria", True),
        ("Government of Merrow", "Oloria", False),
        ("Government of Oloria", "", True),
        ("Police Watch of the hills", "Oloria", False),
    ],
)
def test_a_government_that_only_the_sources_name_is_named_plainly(
    name: str, country: str, host: bool
) -> None:
    found = paragraphs(
        a_mission(country=country),
        a_threat(perpetrator_ids=(), perpetrator_name=name, reliability="F", credibility=6),
        without=["act-brigade", "thr-ostra", "drv-land"],
    )
    assert (("conflict", "state_said") in found) == host
    if host:
        assert (
            "as perpetrator, or as one of two sides, reportedly"
            in found["conflict", "state_said"].text
        )
        assert "among the perpetrators" in found["mandate", "responsibility"].text
    else:
        assert found["conflict", "state"].question


def test_ratings_stand_beside_their_day_grade_and_confidence() -> None:
    said = FOUND["threats", "threat:thr-kemba"].text
    assert "as of 14 March 2031" in said
    assert "grade B2" in said
    assert "moderate confidence" in said
    assert "People there rate it 5 of 5" in said


def test_what_nobody_has_graded_is_told_as_reported() -> None:
    found = paragraphs(a_threat(reliability="F", credibility=6))
    said = found["threats", "threat:thr-kemba"].text
    assert "reportedly" in said
    assert "grade F6" in said


def test_proposed_threats_are_named_so_and_rank_no_place() -> None:
    # Beside reviewed threats they are counted, and stand in the table alone.
    assert not any(p.text.startswith("Proposed, not reviewed.") for p in FOUND.values())
    assert "that no person has reviewed" in FOUND["threats", "proposed"].text
    assert "Vell" not in FOUND["threats", "picture"].text
    assert "rank no place" in FOUND["threats", "proposed"].text


def test_nothing_is_proposed_about_why_anybody_kills() -> None:
    said = FOUND["conflict", "actor:act-brigade"].text
    assert "Nobody has entered why it harms civilians" in said


def test_silence_is_not_safety_is_said_with_numbers() -> None:
    said = FOUND["threats", "silence"].text
    assert "2 communities out of 3" in said
    assert "Silence is not safety" in said


@pytest.mark.parametrize("tension", TENSIONS)
def test_each_of_the_seven_tensions_stands_there(tension: str) -> None:
    assert ("tensions", f"tension:{tension}") in FOUND
    assert ("tensions", f"tension:{tension}") in paragraphs(without=["ten-a", "ten-e"])


def test_a_tension_is_worked_reasoned_away_or_asked() -> None:
    assert "The ladder, step by step" in FOUND["tensions", "tension:host_state"].text
    assert FOUND["tensions", "tension:joint_operations"].text.startswith("Judged not to apply")
    assert FOUND["tensions", "tension:humanitarians"].question


def test_a_plan_that_only_answers_the_enemies_of_the_government_says_so() -> None:
    said = FOUND["tensions", "tension_data:shielding_government"].text
    assert "directed against the government's enemies" in said


def test_both_questions_of_gender_are_asked_and_one_alone_is_a_finding() -> None:
    said = text(FOUND, "gender")
    assert "Where are the women" in said
    assert "How does gender work" in said
    assert FOUND["gender", "one_lens"].question
    assert "Aimed at men and boys" in FOUND["gender", "men"].text


def test_gender_stands_in_every_section_and_not_in_one() -> None:
    silent = {"mandate"}
    for section in DRAFTS:
        keys = [p.key for p in section.paragraphs]
        said = any(k.startswith("gender") for k in keys) or section.key in {"gender", *silent}
        assert said, section.key


def test_sexual_violence_is_told_in_counts_only() -> None:
    said = FOUND["gender", "crsv"].text
    assert "No case, no name and no place of a survivor" in said


def test_few_who_were_asked_make_no_percentage() -> None:
    assert ("engagement", "voices:com-kemba") not in FOUND
    few = FOUND["engagement", "voices_few"].text
    assert "Kemba" in few
    assert "%" not in few
    assert "too few were asked for a share" in few


def test_what_will_not_be_protected_is_said_with_who_accepts_it() -> None:
    said = FOUND["limits", "residual:res-1"].text
    assert "rbitrary detention by Fourth Brigade at Ostra: it will not be met" in said
    assert "Head of Mission accepted this on 10 March 2031, until 10 June 2031" in said


def test_an_acceptance_that_has_run_out_is_accepted_by_nobody() -> None:
    from datetime import date

    from pocplanner.model.strategy import Residual

    old = Residual(
        id="res-1", threat_id="thr-ostra", accepted_by="Head of Mission", on=date(2030, 9, 1),
        until=date(2031, 1, 1), reason="no unit",
    )  # fmt: skip
    assert "accepted by nobody today" in paragraphs(old)["limits", "residual:res-1"].text


def test_objectives_without_a_record_are_worded_in_perpetrator_exposure_and_capacity() -> None:
    said = FOUND["objectives", "objective_for:thr-ostra"].text
    assert "In the perpetrator, Fourth Brigade" in said
    assert "in exposure, young herders" in said
    assert "in capacity," in said


def test_a_request_without_an_answer_is_a_question_with_its_age() -> None:
    request = FOUND["engagement", "request:req-1"]
    assert request.question
    assert "22 days" in request.text
    assert "Refused: the mission has no access" in FOUND["engagement", "request:req-2"].text


def test_an_empty_mission_is_full_of_questions_and_of_nothing_else() -> None:
    found = sections(Snapshot.of([a_mission()], some_events()))
    asked = [p for s in found for p in s.paragraphs if p.question]
    assert len(asked) > 15
    assert all("Who can answer" in p.text or "refuse" in p.text for p in asked if p.key != "gender")
    assert all(s.paragraphs for s in found)


def test_the_same_mission_gives_the_same_draft() -> None:
    assert sections(a_snapshot()) == DRAFTS


def test_what_was_held_back_is_not_said_to_be_unknown() -> None:
    narrowed = Snapshot.of([a_mission()], some_events(), Audience.PUBLIC)
    said = " ".join(p.text for s in sections(narrowed) for p in s.paragraphs)
    for untrue in (
        "No actor is on file",
        "nobody has",
        "Nobody has",
        "Not yet asked",
        "not on file",
    ):
        assert untrue not in said


def test_an_audience_that_may_see_everything_is_told_what_is_not_known() -> None:
    whole = Snapshot.of([a_mission()], some_events(), Audience.CORE)
    said = " ".join(p.text for s in sections(whole) for p in s.paragraphs)
    assert "Not yet asked" in said


@pytest.mark.parametrize(
    "name", ["{{ 7 * 7 }}", "<b>x</b>", "${jndi}", "=cmd|'/C calc'!A0", "{name}", "%s", "a\u202eb"]
)
def test_a_hostile_name_stays_text(name: str) -> None:
    found = paragraphs(an_actor(name=name))
    said = found["threats", "threat:thr-kemba"].text
    assert an_actor(name=name).name in said
    assert "49" not in said
