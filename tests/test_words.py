"""Every field, kind and term is named in both languages itself, never by falling back."""

import re
from itertools import chain

import pytest
from pydantic import BaseModel

from pocplanner.model.community import Coping, FocalPoint, Mechanism
from pocplanner.model.kinds import KINDS
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from pocplanner.resources import ROOT
from pocplanner.words import LANGUAGES, Problem, Words, texts
from tests.model.test_vocabulary import parts

#: Words that are the same in both languages, or signs and names of things.
_SAME = re.compile(r"^[\W\d]*$")


def leaves(tree: dict[str, object], before: str = "") -> dict[str, str]:
    """Every text of a tree of words by its dotted key."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        path = f"{before}{key}"
        if isinstance(value, dict):
            found |= leaves(value, f"{path}.")
        elif isinstance(value, str):
            found[path] = value
    return found


TEXTS = {language: leaves(texts(language)) for language in LANGUAGES}


def _own(kind: type[BaseModel], field: str, language: str) -> bool:
    """Whether the language itself names the field, for the kind or for a kind it comes from."""
    words = Words(language)
    return any(words.has(f"field.{base.__name__}.{field}") for base in kind.__mro__)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", parts(), ids=lambda k: k.__name__)
def test_every_field_has_its_label(kind: type[BaseModel], language: str) -> None:
    missing = [name for name in kind.model_fields if not _own(kind, name, language)]
    assert missing == []
    for name in kind.model_fields:
        assert Words(language).label(kind, name).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", parts(), ids=lambda k: k.__name__)
def test_every_kind_has_its_name_for_one_and_for_many(kind: type[BaseModel], language: str) -> None:
    words = Words(language)
    for part in ("one", "many"):
        assert words.has(f"kind.{kind.__name__}.{part}")
    assert words.kind(kind) and words.kind(kind, many=True)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_two_fields_of_a_record_are_never_called_the_same(kind: type[Record]) -> None:
    for language in LANGUAGES:
        labels = [Words(language).label(kind, name) for name in kind.model_fields]
        twice = {label for label in labels if labels.count(label) > 1}
        assert not twice, (kind.__name__, language)


def test_no_field_is_named_that_is_not_there() -> None:
    known = {kind.__name__: set(kind.model_fields) for kind in parts()}
    for language in LANGUAGES:
        for kind, fields in texts(language)["field"].items():
            assert set(fields) <= known[kind], (language, kind)


def test_a_hint_in_one_language_is_a_hint_in_the_other() -> None:
    hints = [
        {k for k in TEXTS[language] if k.startswith("field.") and k.endswith(".hint")}
        for language in LANGUAGES
    ]
    assert hints[0] == hints[1]
    assert len(hints[0]) > 60


def test_the_fields_that_can_endanger_people_say_what_belongs_there() -> None:
    for kind, field in ((FocalPoint, "pseudonym"), (Coping, "shape"), (Coping, "position")):
        for language in LANGUAGES:
            assert Words(language).hint(kind, field)
    assert "CFP-07" in Words("en").hint(FocalPoint, "pseudonym")
    assert "CFP-07" in Words("fr").hint(FocalPoint, "pseudonym")


def test_french_is_french() -> None:
    """Long texts that are the same in both languages were forgotten, not translated."""
    same = [
        key
        for key, text in TEXTS["en"].items()
        if len(text) > 40 and TEXTS["fr"].get(key) == text and not _SAME.match(text)
    ]
    assert same == []


def test_the_same_texts_are_there_in_both_languages() -> None:
    assert set(TEXTS["en"]) == set(TEXTS["fr"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_words_read_and_none_is_empty(language: str) -> None:
    # What sets thousands apart is a space in French: the only text that is nothing else.
    assert all(text.strip(" ") for text in TEXTS[language].values())
    names = {p.name for p in (ROOT / "words" / language).glob("*.toml")}
    assert {"fields.toml", "kinds.toml", "refusal.toml"} <= names


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_takes_its_facts_by_name(language: str) -> None:
    """Braces are for facts only: a text with a broken brace would fail when it is shown."""
    for key, text in TEXTS[language].items():
        names = re.findall(r"{(.*?)}", text)
        assert all(re.fullmatch(r"[a-z_][a-z_0-9]*(?:[:!].*)?", n) for n in names), key
        assert text.count("{") == text.count("}"), key


# --- how words are found --------------------------------------------------------------------------


def test_an_unknown_key_is_shown_as_it_is() -> None:
    assert Words("en").text("no.such.key") == "no.such.key"
    assert not Words("fr").has("no.such.key")


def test_an_unknown_language_is_english() -> None:
    assert Words("xx").language == "en"


def test_a_field_without_words_is_its_name_with_spaces() -> None:
    class Odd(BaseModel):
        some_field: str = ""

    assert Words("fr").label(Odd, "some_field") == "some field"
    assert Words("fr").hint(Odd, "some_field") == ""


def test_an_inherited_field_is_named_once() -> None:
    assert Words("en").label(Post, "sensitivity") == Words("en").label(Mechanism, "sensitivity")
    assert Words("fr").label(Post, "position") == "Position"


def test_a_missing_fact_shows_its_name_and_does_not_fail() -> None:
    words = Words("en")
    assert words.text("model.too_long", other=1).count("{max_length}") == 1


def test_hostile_facts_stay_text() -> None:
    told = Words("en").text("model.unexplained", given="{max_length.__class__} <b>")
    assert "{max_length.__class__} <b>" in told


def test_a_problem_is_told_in_the_language_asked_for() -> None:
    problem = Problem("no.such.problem", path="x")
    assert Words("fr").problem(problem) == "problem.no.such.problem"
    assert str(problem) == "problem.no.such.problem"


def test_terms_are_told_in_both_languages() -> None:
    assert Words("en").term("mechanism_type", "can") == "Community alert network (CAN)"
    assert Words("fr").term("mechanism_type", "can") == "Réseau d'alerte communautaire (RAC)"


def test_every_language_has_the_same_files_of_words() -> None:
    names = [sorted(p.name for p in (ROOT / "words" / x).glob("*.toml")) for x in LANGUAGES]
    assert names[0] == names[1]
    assert list(chain(*names))


@pytest.mark.parametrize(
    ("language", "label", "facts", "said"),
    [
        ("en", "edit.strategy.draft", {"document": "field-matrix"}, "Draft the field matrix"),
        ("fr", "edit.strategy.draft", {"document": "strategy"}, "Rédiger la stratégie"),
        (
            "en",
            "edit.export",
            {"document": "strategy", "audience": "host_state"},
            "Export the strategy for host-state authorities",
        ),
        ("en", "edit.remove", {"count": 1}, "Remove a record"),
        ("en", "edit.remove", {"count": 3}, "Remove 3 records"),
        ("fr", "edit.threat.accept", {"count": 1}, "Accepter une menace"),
        ("en", "edit.export", {"document": "new-kind", "audience": "x"}, "Export new-kind for x"),
    ],
)
def test_an_act_is_said_in_words_of_the_language(
    language: str, label: str, facts: dict[str, object], said: str
) -> None:
    assert Words(language).act(label, facts) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_and_audience_has_words_for_the_log(language: str) -> None:
    from pocplanner.commands.strategy import DOCUMENTS
    from pocplanner.model.guard import Audience

    words = Words(language)
    assert all(words.has(f"edit.document.{d}") for d in DOCUMENTS)
    assert all(words.has(f"edit.audience.{a.value}") for a in Audience)


def test_an_act_whose_facts_were_purged_is_told_without_them() -> None:
    assert Words("en").act("edit.strategy.draft", {}) == "Draft …"
    assert "{" not in Words("fr").act("edit.import.events", {})


def test_texts_in_one_line_are_parted_as_the_language_writes_it() -> None:
    assert Words("en").parted(["one", "two"]) == "one; two"
    assert Words("fr").parted(iter(["un", "deux"])) == "un ; deux"
