"""A document holds what its readers need, in their language, and nothing else."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.community import Coping
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Consultation, Issue, IssuedRating
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Decision, Paragraph, Residual, Section
from pocplanner.report import blocks as b
from pocplanner.report.outline_sections import flowing, text
from pocplanner.report.pictures import HealthBars, MapPicture, ResponseChart, Trend
from tests.makers import AS_OF, a_mission, a_snapshot
from tests.report.outlining import example, laid_out, of_kind, table, words

LANGUAGES = ("en", "fr")
KINDS = ("strategy", "field-matrix")
OUTSIDE = (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC)


def changed(snapshot: Snapshot, *records: Record) -> Snapshot:
    """A snapshot with records put in, in place of those of the same id."""
    fresh = {r.id: r for r in records}
    kept = [fresh.pop(r.id, r) for r in snapshot]
    return Snapshot.of([*kept, *fresh.values()], snapshot.events, snapshot.audience)


def small() -> Snapshot:
    return a_snapshot()


# ------------------------------------------------------------------ cover


def test_the_cover_says_what_for_whom_and_how_far_it_is_cleared() -> None:
    cover = example().cover
    assert cover.state == "draft"
    assert cover.document == "Protection of civilians strategy"
    assert cover.marking == "strictly_confidential"
    assert cover.audience == "core"
    assert cover.as_of == date(2026, 10, 31)
    assert cover.review == date(2026, 12, 15)
    assert cover.consultations
    assert len(cover.consultations) == 6
    assert example().exercise


@pytest.mark.parametrize(
    ("level", "marking"),
    [
        ("low", "unclassified"),
        ("moderate", "confidential"),
        ("high", "confidential"),
        ("severe", "strictly_confidential"),
    ],
)
def test_the_marking_comes_from_the_highest_level(level: str, marking: str) -> None:
    from pocplanner.report.outline_cover import _MARKING

    assert _MARKING[level] == marking


def test_it_is_cleared_only_when_a_person_has_read_every_paragraph() -> None:
    mission = a_mission(cleared_on=date(2031, 3, 15), clearing_role="Head of Mission")
    snapshot = Snapshot.of([mission])
    read = Paragraph(key="a", text="Read.", status="accepted", evidence=("mission",))
    unread = Paragraph(key="b", text="Not read.", evidence=("mission",))
    for paragraphs, state in (((read,), "cleared"), ((read, unread), "draft")):
        section = Section(key="mandate", number=1, paragraphs=paragraphs)
        found = laid_out(snapshot, sections=(section,), today=AS_OF)
        assert found.cover.state == state
    assert (
        "Head of Mission"
        in laid_out(
            snapshot,
            sections=(Section(key="mandate", number=1, paragraphs=(read,)),),
            today=AS_OF,
        ).cover.cleared_by
    )


def test_without_a_day_of_clearing_it_stays_a_draft() -> None:
    read = Paragraph(key="a", text="Read.", status="accepted", evidence=("mission",))
    section = Section(key="mandate", number=1, paragraphs=(read,))
    mission = a_mission(clearing_role="Head of Mission")
    found = laid_out(Snapshot.of([mission]), sections=(section,), today=AS_OF)
    assert found.cover.state == "draft"


def test_old_data_is_said_to_be_outdated_and_never_quiet() -> None:
    found = laid_out(small(), today=date(2032, 1, 1))
    assert any("outdated, collect" in w for w in found.cover.warnings)
    assert not any("outdated" in w for w in laid_out(small(), today=AS_OF).cover.warnings)


def test_few_people_at_a_consultation_are_told_as_few() -> None:
    held = Consultation(on=date(2031, 2, 1), with_whom="Mothers", women=3, men=40)
    snapshot = changed(small(), small().mission.model_copy(update={"consultations": (held,)}))
    lines = laid_out(snapshot, audience=Audience.MISSION).cover.consultations or ()
    assert "<10 women, 40 men" in lines[0]
    lines = laid_out(snapshot).cover.consultations or ()
    assert "3 women, 40 men" in lines[0]


def test_nothing_is_said_of_consultations_that_may_be_held_back() -> None:
    assert example(audience=Audience.PUBLIC).cover.consultations is None
    none = small().mission.model_copy(update={"consultations": ()})
    assert laid_out(changed(small(), none)).cover.consultations == ()


# ------------------------------------------------------------------ the commander's page


def boxes(found: b.Document) -> dict[str, b.KeyBox]:
    return {box.tone: box for box in found.front if isinstance(box, b.KeyBox)}


def test_the_commanders_page_holds_what_must_be_known() -> None:
    found = boxes(example())
    assert set(found) == {"must", "risk", "decision", "change", "plain"}
    must = found["must"]
    assert any("too late" in i.detail for i in must.items)
    assert all(i.mark in ("high", "very_high") for i in must.items[:-1])
    assert all(i.evidence for i in must.items)
    assert any("has not signed" in i.text for i in found["risk"].items)
    assert any("Accepted by Force Commander" in i.detail for i in found["risk"].items)
    assert any("Force Commander, by" in i.detail for i in found["decision"].items)
    said = found["plain"].items[0].detail
    assert "reviewed by nobody" in said
    assert "nobody has asked yet" in said


def test_before_anybody_reviewed_a_threat_the_page_does_not_say_that_all_is_met() -> None:
    from pocplanner.model.assessment import Threat

    bare = Snapshot.of([r for r in small() if not isinstance(r, Threat)], small().events)
    found = boxes(laid_out(bare))
    assert found["must"].title == "What must be protected"
    assert "No threat has been reviewed" in found["must"].empty
    assert "No threat has been reviewed" in found["risk"].empty


def test_the_commanders_page_fits_one_page(tmp_path: object) -> None:
    from pathlib import Path

    from pocplanner.report.pdf import compose

    for language in LANGUAGES:
        found = example(language=language)
        short = b.Document(found.title, language, found.cover, (b.Heading("x"),), front=found.front)
        written = compose(short, Path(str(tmp_path)) / f"{language}.pdf")
        assert not any(r.key.endswith("front_long") for r in written.remarks)


def test_a_decision_that_was_taken_is_not_asked_again() -> None:
    asked = Decision(id="dec-9", question="Move the post?", of_whom="Force Commander")
    taken = asked.model_copy(update={"id": "dec-8", "question": "Stay?", "outcome": "Yes."})
    found = boxes(laid_out(changed(small(), asked, taken)))["decision"]
    said = " ".join(i.text for i in found.items)
    assert "Move the post?" in said
    assert "Stay?" not in said


def test_an_accepted_risk_names_who_accepts_it_and_whether_that_has_ended() -> None:
    threat = example_threat(small())
    residual = Residual(
        id="res-9", threat_id=threat, accepted_by="Head of Mission", on=date(2031, 1, 2),
        until=date(2031, 2, 2), reason="Nobody is near.",
    )  # fmt: skip
    found = boxes(laid_out(changed(small(), residual), today=AS_OF))["risk"]
    said = " ".join(i.detail for i in found.items)
    assert "Accepted by Head of Mission on 2 January 2031" in said
    assert "ended on 2 February 2031" in said


def example_threat(snapshot: Snapshot) -> str:
    from pocplanner.model.assessment import Threat

    return next(t.id for t in snapshot.all(Threat) if t.reviewed)


def test_changes_are_told_against_the_last_issue_for_the_same_readers() -> None:
    threat = example_threat(small())
    issue = Issue(
        id="iss-9", document="strategy", audience=Audience.CORE, language="en",
        at=datetime(2031, 2, 1, tzinfo=UTC), as_of=date(2031, 1, 31), level="high", sha256="0",
        ratings=(IssuedRating(threat_id=threat, band="low", priority="could"),),
    )  # fmt: skip
    other = issue.model_copy(
        update={"id": "iss-8", "audience": Audience.MISSION, "as_of": date(2031, 2, 28)}
    )
    first = boxes(laid_out(small()))["change"]
    assert first.items == ()
    assert "First issue" in first.empty
    found = boxes(laid_out(changed(small(), issue, other)))["change"]
    assert "31 January 2031" in found.title
    assert any("presses more" in i.text or "press more" in i.text for i in found.items)
    only_other = boxes(laid_out(changed(small(), other)))["change"]
    assert "All mission components" in only_other.title


def test_a_threat_that_was_refused_since_the_last_issue_is_counted() -> None:
    from tests.makers import a_threat

    refused = a_threat(
        id="thr-gone", status="refused", decided_by="JMAC", reason="It was a rumour."
    )
    issue = Issue(
        id="iss-9", document="strategy", audience=Audience.CORE, language="en",
        at=datetime(2031, 2, 1, tzinfo=UTC), as_of=date(2031, 1, 31), level="high", sha256="0",
        ratings=(IssuedRating(threat_id="thr-gone", band="low", priority="could"),),
    )  # fmt: skip
    found = boxes(laid_out(changed(small(), issue, refused)))["change"]
    assert any("told here no more" in i.text for i in found.items)


# ------------------------------------------------------------------ sections


def test_all_fifteen_sections_stand_in_their_order() -> None:
    heads = [h.text for h in of_kind(example(), b.Heading) if h.level == 1]
    numbered = [h for h in heads if re.match(r"\d+\. ", h)]
    assert [int(h.split(".")[0]) for h in numbered] == list(range(1, 16))
    assert heads[15:] == ["Open questions", "Data, dates and terms", "Assumptions",
                          "What this rests on"]  # fmt: skip


def test_every_paragraph_shows_how_far_it_has_come() -> None:
    edited = text(Paragraph(key="a", text="Mine.", status="edited"))
    accepted = text(Paragraph(key="a", text="Yes.", status="accepted", question=True))
    asked = text(Paragraph(key="a", text="Who?", question=True))
    bare = text(Paragraph(key="a", text="Anywhere.", generic=True))
    drafted = text(Paragraph(key="a", text="Drafted."))
    assert [t.status for t in (edited, accepted, asked, bare, drafted)] == [
        "edited", "accepted", "question", "generic", "draft",
    ]  # fmt: skip
    assert asked.style == "question"
    assert accepted.style == "body"


def test_a_bold_beginning_is_said_once() -> None:
    found = text(Paragraph(key="a", text="Kemba is a village."), "Kemba")
    assert (found.lead, found.text) == ("Kemba", "is a village.")
    found = text(Paragraph(key="a", text="For “Night watch”: a woman too."), "Night watch")
    assert (found.lead, found.text) == ("Night watch.", "A woman too.")
    found = text(Paragraph(key="a", text="At Kemba people flee."), "Kemba")
    assert (found.lead, found.text) == ("Kemba.", "At Kemba people flee.")
    found = text(Paragraph(key="a", text="Kemba: people flee."), "Kemba")
    assert (found.lead, found.text) == ("Kemba:", "people flee.")
    found = text(Paragraph(key="a", text="Kemba : on fuit."), "Kemba")
    assert (found.lead, found.text) == ("Kemba :", "on fuit.")


def test_a_persons_text_is_printed_where_a_table_stands_for_the_draft() -> None:
    from pocplanner.analysis.assess import assess
    from pocplanner.progress import finish
    from pocplanner.report.draft import draft

    snapshot = small()
    assessment = finish(assess(snapshot))
    sections = list(draft(assessment.over(snapshot), assessment, "strategy", "en"))
    at = next(i for i, s in enumerate(sections) if s.key == "protection")
    paragraphs = list(sections[at].paragraphs)
    first = next(i for i, p in enumerate(paragraphs) if p.key.startswith("coping:"))
    drafted = paragraphs[first].text
    assert drafted not in words(laid_out(snapshot, sections=tuple(sections)))
    paragraphs[first] = paragraphs[first].model_copy(
        update={"text": "What the women said to me.", "status": "edited"}
    )
    sections[at] = sections[at].model_copy(update={"paragraphs": tuple(paragraphs)})
    assert "What the women said to me." in words(laid_out(snapshot, sections=tuple(sections)))


def test_a_paragraph_set_aside_is_not_printed() -> None:
    aside = Paragraph(key="a", text="Taken out.", status="set_aside", evidence=("mission",))
    section = Section(key="mandate", number=1, paragraphs=(aside,))
    assert "Taken out." not in words(laid_out(small(), sections=(section,)))


def test_a_turn_of_the_paper_begins_no_second_page() -> None:
    turned = list(flowing([
        b.Heading("a"), b.Break("landscape"), b.Text("x"), b.Break("portrait"), b.Heading("b"),
        b.Break("portrait"),
    ]))  # fmt: skip
    heads = [x for x in turned if isinstance(x, b.Heading)]
    assert [h.new_page for h in heads] == [True, False]
    assert not isinstance(turned[-1], b.Break)


# ------------------------------------------------------------------ tables and pictures


def test_the_threats_stand_in_one_table_with_both_ratings() -> None:
    found = table(example(), "Threats that must or should")
    assert found.head[:2] == ("Place", "Threat: by whom, against whom")
    row = next(r for r in found.rows if len(r) > 1)
    marks = [c.mark for c in row if isinstance(c, b.Cell) and c.mark]
    assert marks == ["very_high"]
    assert any("against" in c for c in row if isinstance(c, str))
    assert any(re.match(r"\d / \d", c) for c in row if isinstance(c, str))
    assert "31 October 2026" in found.note


def test_coping_is_told_in_peoples_own_judgement_with_who_pays() -> None:
    found = table(example(), "What people do to protect themselves")
    assert found.head[1] == "Does it work, who says so; who pays, and what"
    assert any(
        isinstance(c, b.Cell) and c.text.startswith("Undermines it.")
        for row in found.rows for c in row
    )  # fmt: skip


def test_a_mission_where_nobody_asked_says_not_yet_asked() -> None:
    bare = Snapshot.of([r for r in small() if not isinstance(r, Coping)], small().events)
    found = words(laid_out(bare))
    assert "Nobody has recorded yet what people do to protect themselves" in found


def test_empty_fields_of_the_grid_say_what_they_are() -> None:
    found = table(example(), "Actions by tier")
    said = {c if isinstance(c, str) else c.text for row in found.rows for c in row}
    assert {"gap", "–"} <= said
    assert "nobody has taken it on" in found.note


def test_no_percentage_stands_for_fewer_than_thirty() -> None:
    from pocplanner.model.strategy import Indicator, Reading

    asked = Indicator(
        id="ind-9", name="Feels safe at night", unit="% of those asked",
        readings=(Reading(on=date(2031, 1, 1), value=44.0, asked=12),),
    )  # fmt: skip
    found = table(laid_out(changed(small(), asked)), "Indicators")
    row = next(r for r in found.rows if str(r[0]).startswith("Feels safe at night"))
    assert "12 asked: too few for a percentage (01.01.2031)" in row
    assert not any("44" in str(c) for c in row)


def test_the_pictures_of_a_strategy_are_there() -> None:
    pictures = [f.picture for f in of_kind(example(), b.Figure)]
    for kind, count in ((MapPicture, 3), (Trend, 1), (HealthBars, 1), (ResponseChart, 1)):
        assert sum(isinstance(p, kind) for p in pictures) == count, kind


def test_a_map_shows_nothing_without_a_position() -> None:
    def signs(audience: Audience) -> int:
        pictures = [f.picture for f in of_kind(example(audience=audience), b.Figure)]
        return sum(
            len(layer.shapes)
            for p in pictures
            if isinstance(p, MapPicture)
            for layer in p.layers
            if layer.style == "coping"
        )

    shown = sum(
        c.position is not None
        for c in sample_snapshot().all(Coping)
        if c.consent is None or c.consent.withdrawn_on is None
    )
    assert 0 < signs(Audience.CORE) <= shown
    assert signs(Audience.HUMANITARIAN) == signs(Audience.PUBLIC) == 0


def test_events_of_sexual_violence_are_on_no_map_and_in_no_annex() -> None:
    found = example()
    events = sample_snapshot().events
    secret = {
        events.event_id(i) for i in range(len(events)) if events.type.text(i) == "sexual_violence"
    }
    assert secret
    annex = of_kind(found, b.EvidenceList)[0]
    assert not secret & {i.id for i in annex.items}


# ------------------------------------------------------------------ annexes


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_leads_to_the_annex_and_no_line_is_idle(kind: str) -> None:
    found = example(kind)
    annex = of_kind(found, b.EvidenceList)[0]
    used = b.evidence_used((*found.front, *found.blocks))
    assert {i.id for i in annex.items} == set(used)
    assert [i.number for i in annex.items] == list(range(1, len(annex.items) + 1))
    assert all(i.text for i in annex.items)


def test_the_source_is_named_for_the_team_and_only_graded_for_others() -> None:
    inside = of_kind(example(), b.EvidenceList)[0]
    others = of_kind(example(audience=Audience.MISSION), b.EvidenceList)[0]
    told = next(t for t in of_kind(example(), b.Text) if t.text.startswith("Sources: "))
    mark = re.search(r"(S\d+) Joint protection team reports", told.text)
    assert mark and any(i.source == mark.group(1) for i in inside.items)
    assert not any(i.source for i in others.items)
    assert not any(
        t.text.startswith("Sources: ") for t in of_kind(example(audience=Audience.MISSION), b.Text)
    )
    assert any(i.grade == "B2" for i in others.items)
    assert "Unsigned letter" not in words(example(audience=Audience.MISSION))


def test_events_are_named_at_the_place_to_which_they_are_known() -> None:
    annex = of_kind(example(), b.EvidenceList)[0]
    events = sample_snapshot().events
    rows = {events.event_id(i): i for i in range(len(events))}
    told = [(rows[i.id], i.text) for i in annex.items if i.id in rows]
    assert told
    for row, said in told:
        if int(events.place_precision[row]) > 2:
            assert events.place.text(row) not in said or not events.place.text(row)


def test_repeated_questions_are_told_once_with_their_number() -> None:
    found = words(example())
    assert re.search(
        r"What people do to protect themselves was not yet asked, at \d+ places:", found
    )
    asked = [
        t for t in of_kind(example(), b.Table) if t.head and t.head[0] == "Question"
    ]  # fmt: skip
    assert 8 < len(asked[0].rows) < 60


def test_every_assumption_says_where_it_comes_from() -> None:
    items = of_kind(example(), b.Assumptions)[0].items
    assert len(items) > 20
    for item in items:
        assert item.name
        assert item.basis
        assert item.used_for, item.name
    assert any(i.value == "20 km/h" for i in items)


def test_an_assumption_of_the_mission_is_marked_as_its_own() -> None:
    from pocplanner.model.mission import Assumption

    own = Assumption(key="threat.window_days", value=180.0, reason="Since the rains", author="JMAC")
    items = of_kind(laid_out(changed(small(), own)), b.Assumptions)[0].items
    mine = [i for i in items if i.changed]
    assert len(mine) == 1
    assert "Since the rains" in mine[0].basis


# ------------------------------------------------------------------ views


@pytest.mark.parametrize("audience", OUTSIDE, ids=lambda a: a.value)
@pytest.mark.parametrize("kind", KINDS)
def test_others_are_never_told_that_something_is_not_recorded(
    kind: str, audience: Audience
) -> None:
    said = words(example(kind, audience=audience))
    for phrase in (
        "Nobody has", "not asked", "not yet asked", "not stated", "not judged", "no asset",
        "nobody has asked", "none recorded", "not recorded", "Nobody named",
    ):  # fmt: skip
        assert phrase not in said, (phrase, said[max(said.find(phrase) - 80, 0) :][:160])


@pytest.mark.parametrize("audience", OUTSIDE, ids=lambda a: a.value)
def test_others_get_no_empty_section(audience: Audience) -> None:
    blocks = example(audience=audience).blocks
    for one, after in pairwise(blocks):
        if isinstance(one, b.Heading) and one.level == 1:
            assert not (isinstance(after, b.Heading) and after.level == 1), one.text


def test_those_who_see_no_units_are_not_told_that_there_are_none() -> None:
    said = words(example(audience=Audience.MISSION))
    assert "no asset" not in said
    assert "must threats without an asset" not in said


# ------------------------------------------------------------------ field matrix, scenario


def test_the_field_matrix_lies_and_holds_a_card_for_each_pressing_place() -> None:
    found = example("field-matrix")
    assert any(x.orientation == "landscape" for x in of_kind(found, b.Break))
    cards = [h.text for h in of_kind(found, b.Heading) if "· Must" in h.text]
    assert "Sameudreu · Must" in cards
    said = words(found)
    for row in ("Warning, response", "Do no harm", "Owed to people", "Why they harm"):
        assert row in said


def test_a_scenario_names_who_does_what_and_leaves_the_authority_to_people() -> None:
    found = example("scenario", scenario_id="scn-sameudreu")
    expected = table(found, "Expected actions by phase")
    assert expected.head[:2] == ("Phase", "Component")
    decisions = table(found, "Decision points")
    assert any("to be cited" in str(r[-1]) for r in decisions.rows)
    assert "mandate, rules of engagement, directive or procedure" in decisions.note
    assert any(isinstance(f.picture, MapPicture) for f in of_kind(found, b.Figure))


def test_a_section_that_stands_in_its_table_keeps_its_heading() -> None:
    found = example("scenario", audience=Audience.MISSION, scenario_id="scn-vaindralo")
    at = next(
        i
        for i, x in enumerate(found.blocks)
        if isinstance(x, b.Table) and x.title.startswith("Expected actions")
    )
    before = found.blocks[at - 1]
    assert isinstance(before, b.Heading) and before.text.startswith("5. ")


def test_what_players_must_not_know_is_for_the_team_alone() -> None:
    inside = words(example("scenario", scenario_id="scn-sameudreu"))
    others = words(example("scenario", audience=Audience.MISSION, scenario_id="scn-sameudreu"))
    assert "Truth (hidden)" in inside
    assert "Truth (hidden)" not in others
    assert "Injects" not in others


# ------------------------------------------------------------------ editions


@pytest.mark.parametrize("audience", OUTSIDE, ids=lambda a: a.value)
def test_an_edition_says_at_its_beginning_what_it_is_and_never_under_a_heading(
    audience: Audience,
) -> None:
    found = example(audience=audience)
    first = found.blocks[0]
    assert isinstance(first, b.Text) and first.text.startswith("Edition for: ")
    assert "no text under this heading" not in words(found)


def test_the_teams_own_paper_is_no_edition() -> None:
    assert not words(example()).count("Edition for: ")


# ------------------------------------------------------------------ language, stability


@pytest.mark.parametrize("status", ["edited", "accepted"])
def test_a_text_in_another_language_gives_way_to_the_draft_and_is_told_of(status: str) -> None:
    snapshot, drafted = small(), _drafted(small(), "fr")
    persons = _with_first(drafted, "What the women said to me.", "en", status, "Ce qui suit vaut.")
    said = words(laid_out(snapshot, language="fr", sections=persons))
    assert "What the women said to me." not in said
    assert "Ce qui suit vaut." in said
    verb = "écrit" if status == "edited" else "accepté"
    assert f"Une personne a {verb} ce paragraphe en anglais" in said


def test_a_text_in_another_language_whose_subject_is_gone_is_set_apart() -> None:
    snapshot, drafted = small(), _drafted(small(), "fr")
    persons = _with_first(
        drafted, "What the women said to me.", "en", "edited", "Sujet disparu.", key="gone:1"
    )
    found = laid_out(snapshot, language="fr", sections=persons)
    kept = next(t for t in of_kind(found, b.Text) if t.text == "What the women said to me.")
    assert kept.style == "quote"
    assert "Texte d'une personne, en anglais" in words(found)


def test_a_text_in_the_documents_language_stands_as_it_is() -> None:
    drafted = _drafted(small(), "en")
    persons = _with_first(drafted, "What the women said to me.", "en", "edited", "Another.")
    said = words(laid_out(small(), sections=persons))
    assert "What the women said to me." in said
    assert "A person wrote this paragraph in" not in said


def _drafted(snapshot: Snapshot, language: str) -> list[Section]:
    from pocplanner.analysis.assess import assess
    from pocplanner.progress import finish
    from pocplanner.report.draft import draft

    assessment = finish(assess(snapshot))
    return list(draft(assessment.over(snapshot), assessment, "strategy", language))


def _with_first(
    sections: list[Section], said: str, language: str, status: str, offered: str, key: str = ""
) -> tuple[Section, ...]:
    """The sections; the first paragraph of the fourth is a person's, with a draft offered."""
    first, *rest = sections[3].paragraphs
    changes = {"text": said, "language": language, "status": status, "offered": offered}
    if key:
        changes["key"] = key
    paragraphs = (first.model_copy(update=changes), *rest)
    changed = sections[3].model_copy(update={"paragraphs": paragraphs})
    return (*sections[:3], changed, *sections[4:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "scenario"), [("strategy", ""), ("field-matrix", ""), ("scenario", "scn-goulavou")]
)
def test_no_key_of_words_and_no_code_is_printed(kind: str, scenario: str, language: str) -> None:
    said = words(example(kind, language, scenario_id=scenario))
    for trace in ("outline.", "draft.", "report.", "{", "}", "no_night_movement",
                  "pre_emption", "very_high", "com-", "thr-"):  # fmt: skip
        at = said.find(trace)
        assert at < 0, said[max(at - 60, 0) : at + 60]


def test_a_french_document_is_french() -> None:
    english = {t for t in b.texts(example()) if len(t) > 40}
    french = {t for t in b.texts(example(language="fr")) if len(t) > 40}
    known = _texts_of_records()
    ours = [t for t in french & english if not _of_a_record(t, known)]
    assert ours == []


def _texts_of_records() -> list[str]:
    """The texts of the mission's records, which nobody translates."""
    from pocplanner.analysis.sharing.texts import strings_of

    return [text for r in sample_snapshot() for _, text in strings_of(r)]


def _of_a_record(said: str, known: list[str]) -> bool:
    """Whether the text stands in a record, whole or its beginning, with or without its day."""
    bare = re.sub(r" \(\d\d\.\d\d\.\d{4}\)$", "", said).rstrip("…")
    return any(bare in k or k in said for k in known)


def test_the_same_input_gives_the_same_document() -> None:
    assert laid_out(small()) == laid_out(small())
    again = laid_out(sample_snapshot())
    assert tuple(b.texts(again)) == tuple(b.texts(example()))


def test_data_are_told_of_once_and_only_what_is_printed() -> None:
    for audience in (Audience.CORE, Audience.PUBLIC):
        said = [x.text for x in of_kind(example(audience=audience), b.Text)]
        listed = [i.text for x in of_kind(example(audience=audience), b.Items) for i in x.items]
        cautions = [t for t in (*said, *listed) if t.startswith("Deaths are as the sources")]
        assert len(cautions) == 1
        assert not any("shown on this map" in t for t in (*said, *listed))
    public = words(example(audience=Audience.PUBLIC))
    assert "What usually works" not in public and "Natural Earth" in public


def test_map_and_tables_of_twelve_months_count_the_same_events() -> None:
    found = example(audience=Audience.PUBLIC)
    notes = [f.note for f in of_kind(found, b.Figure) if "in dashed rings" in f.note]
    title = next(t.title for t in of_kind(found, b.Table) if t.title.startswith("How well the"))
    count = re.search(r"How well the ([\d,]+) events", title)
    assert count and f"of {count.group(1)} events" in notes[0]


def test_a_selection_of_perpetrators_never_reads_as_if_the_others_did_no_harm() -> None:
    told = "a name that is missing is not thereby cleared"
    assert told in words(example(audience=Audience.HOST_STATE))
    assert told not in words(example())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the last stretch on foot"), ("fr", "le dernier tronçon à pied")],
)
def test_a_unit_that_goes_on_on_foot_is_told_as_that(language: str, said: str) -> None:
    """At night the bridge to the Weir site is shut: vehicles are left before it."""
    text = words(example("strategy", language))
    (line,) = [one for one in text.split("\n") if said in one]
    assert "Sector East Headquarters" in line
    # Nobody is asked any more whether somebody may walk there.
    assert ("May units go on on foot" in text) is False
