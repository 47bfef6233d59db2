"""What a paper says once: settled questions, patrols and protectors in a line, the rest grouped."""

from collections import Counter
from itertools import pairwise

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.interference import Interference
from pocplanner.analysis.sharing import view
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.guard import Audience
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.report import blocks as b
from tests.report.outlining import TODAY, example, of_kind, table, words

LANGUAGES = ("en", "fr")
SETTLED = {"en": "What was settled before action", "fr": "Ce qui est réglé avant d'agir"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_settled_stands_once_with_who_said_it_and_when(language: str) -> None:
    said = table(example(language=language), SETTLED[language])
    cells = [c if isinstance(c, str) else c.text for row in said.rows for c in row]
    kept = {o.answer_id for o in _found() if not o.open and o.answer_id}
    answers = [a for a in sample_snapshot().all(InterferenceAnswer) if a.id in kept]
    assert answers
    for answer in answers:
        line = next(c for c in cells if answer.text in c)
        assert answer.by in line and answer.on is not None and f"{answer.on:%d.%m.%Y}" in line
    told = words(example(language=language))
    assert all(told.count(answer.text) == 1 for answer in answers)


def test_every_line_of_what_was_settled_leads_to_records() -> None:
    rows = [r for r in table(example(), SETTLED["en"]).rows if len(r) > 1]
    assert rows and all(isinstance(r[0], b.Cell) and r[0].evidence for r in rows)


def test_the_open_questions_of_an_action_are_one_paragraph_with_each_question_once() -> None:
    asked = [t for t in of_kind(example(), b.Text) if "Ask: " in t.text and t.status == "question"]
    leads = Counter(t.lead for t in asked)
    assert asked and max(leads.values()) == 1
    lessons = next(t for t in asked if "Lessons in the hamlets" in t.lead)
    assert "“Market moved to ten in the morning” and “Girls kept from school”" in lessons.text
    assert lessons.text.count("At which hours could they come and go safely") == 1
    assert all(t.evidence for t in asked)


def test_the_number_of_open_questions_is_the_one_of_the_questions_not_of_the_paragraphs() -> None:
    open_now = [o for o in _found() if o.open]
    beside = next(t for t in of_kind(example(), b.Text) if "Section 6 asks" in t.text)
    assert beside.text.startswith(f"{len(open_now)} questions stand open before action")


def test_every_patrol_stands_in_a_line_beside_the_hours_of_the_threats() -> None:
    rows = table(example(), "9 patrols beside").rows
    patrols = [p for p in sample_snapshot().all(Patrol) if p.state != "stopped"]
    told = [r[0].text if isinstance(r[0], b.Cell) else r[0] for r in rows]
    assert len(rows) == len(patrols)
    assert all(any(t.startswith(p.name) for t in told) for p in patrols)


def test_protectors_are_judged_apart_and_those_who_harm_are_marked() -> None:
    found = table(example(), "Others who could protect")
    army = [r for r in found.rows if "2nd Plateau Battalion" in _text(r[1])]
    assert army and all(_text(r[-1]) == "Yes, here" for r in army)
    police = next(r for r in found.rows if "Kaldrou commissariat" in _text(r[1]))
    assert isinstance(police[1], b.Cell) and police[1].bold


def test_a_heading_with_nothing_under_it_but_a_pointer_is_a_line() -> None:
    blocks = example().blocks
    pointer = "One by one in the tables that close this section."
    for before, after in pairwise(blocks):
        if isinstance(before, b.Heading) and isinstance(after, b.Text):
            assert after.text != pointer
    assert any(isinstance(x, b.Text) and x.text == pointer and x.lead for x in blocks)


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC])
def test_none_of_it_reaches_those_who_may_not_read_it(audience: Audience) -> None:
    told = words(example(audience=audience))
    assert SETTLED["en"] not in told and "patrols beside" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_of_women_and_of_men_stand_side_by_side_with_how_many_were_asked(
    language: str,
) -> None:
    begins = {"en": "What people answered", "fr": "Ce que les gens ont répondu"}
    found = table(example(language=language), begins[language])
    kaldrou = next(r for r in found.rows if _text(r[0]) == "Kaldrou")
    spaced = {"en": "21% / 40%", "fr": "21 % / 40 %"}
    assert any(_text(c).replace("\u00a0", " ").replace("\u202f", " ") == spaced[language]
               for c in kaldrou)  # fmt: skip
    assert _text(kaldrou[-2]) == "84 / 84"
    assert not any(_text(r[0]) == "Sameudreu" for r in found.rows)


def test_posts_name_those_with_whom_nobody_shares_a_language() -> None:
    found = table(example(), "Whom liaison staff")
    mazkirt = next(r for r in found.rows if _text(r[0]) == "Mazkirt base")
    assert "Labourers' quarter of Mazkirt: 1,870 people counted" in _text(mazkirt[1])
    assert "women" in found.head[-1] and "8,548" in _text(mazkirt[-1])


def test_the_ends_of_a_range_are_one_assumption() -> None:
    items = next(x for x in example().blocks if isinstance(x, b.Assumptions)).items
    told = {i.name: i.value for i in items}
    assert told["An attack lasts"] == "30 to 480 min, likely 120"
    assert told["A phone mast works"] == "70 to 95 %"
    assert not any(name.endswith(", at least") for name in told)


def test_a_question_that_many_actions_raise_is_told_once_whatever_its_hours() -> None:
    rows = of_kind(example(), b.Table)
    questions = next(t for t in rows if t.head and t.head[0] == "Question")
    told: Counter[str] = Counter()
    who = ""
    for row in questions.rows:
        who = _text(row[0]) if len(row) == 1 else who
        told[who] += len(row) > 1 and "what do they want" in _text(row[0])
    assert sum(told.values()) and max(told.values()) == 1


def _found() -> tuple[Interference, ...]:
    seen = view(sample_snapshot(), Audience.CORE, TODAY).snapshot
    return finish(assess(seen, today=TODAY)).interference


def _text(cell: b.Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text
