"""Whatever the models refuse is said field by field, in both languages."""

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import pocplanner.model
from pocplanner.model.actors import Tie
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.community import Alert, Community, Mechanism
from pocplanner.model.mission import Issue, Mission
from pocplanner.model.places import Area
from pocplanner.model.refusal import SENTENCES, explain
from pocplanner.resources import read_toml
from pocplanner.words import LANGUAGES, Words

MODELS = Path(pocplanner.model.__file__).parent
#: Of these nobody fills in a form: what the page tells, columns of events, a layer to be written.
NO_RECORDS = {"drawn.py", "event_chunk.py", "event_texts.py", "layer.py"}


def raised() -> set[str]:
    """Every sentence that a model raises as a ValueError, values in it as a star."""
    found = set()
    for path in MODELS.glob("*.py"):
        if path.name in NO_RECORDS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                call = node.exc
                if getattr(call.func, "id", "") == "ValueError" and call.args:
                    found.add(_sentence(call.args[0]))
    return found


def _sentence(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
        )
    return str(ast.literal_eval(node))


def refused(kind: type[BaseModel], values: dict[str, Any], language: str = "en") -> dict[str, str]:
    """What is said of each field when a record is made from these values."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(values)
    return {r.field: r.sentence for r in explain(caught.value, kind, Words(language))}


def test_every_sentence_of_the_models_is_known() -> None:
    assert raised() == set(SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: str) -> None:
    source = (MODELS / "refusal.py").read_text("utf-8")
    keys = set(SENTENCES.values()) | set(re.findall(r'": "([a-z_]+)"', source))
    for key in (*sorted(keys), "unexplained", "reliability", "identifier"):
        assert Words(language).has(f"model.{key}"), key


def test_both_languages_refuse_with_the_same_facts() -> None:
    told = [read_toml("words", language, "refusal.toml")["model"] for language in LANGUAGES]
    assert set(told[0]) == set(told[1])
    for key in told[0]:
        named = [{n for _, n, _, _ in string.Formatter().parse(t[key])} for t in told]
        assert named[0] == named[1], key


@pytest.mark.parametrize(
    "kind, values, field, says",
    [
        (Community, {}, "name", "needed"),
        (Community, {"name": ""}, "name", "empty"),
        (Community, {"name": "x" * 301}, "name", "300"),
        (Community, {"name": "A", "colour": "red"}, "colour", "no such field"),
        (Community, {"name": "A", "id": "a b"}, "id", "1 to 80"),
        (Community, {"name": "A", "population": "many"}, "population", "whole number"),
        (Community, {"name": "A", "population": -1}, "population", "0 or more"),
        (Community, {"name": "A", "last_visit_on": "soon"}, "last_visit_on", "a date"),
        (Community, {"name": "A", "aliases": 3}, "aliases", "list"),
        (Community, {"name": "A", "position": {"lon": 200, "lat": 1}}, "position.lon", "180"),
        (Community, {"name": "A", "sensitivity": "top"}, "sensitivity", "severe"),
        (Community, {"name": "A", "sensitivity": "low"}, "", "author and a reason"),
        (Threat, {"place_id": "p", "reliability": "G"}, "reliability", "A to F"),
        (Threat, {"place_id": "p", "kind": "other"}, "kind", "its own words"),
        (Threat, {"place_id": "p", "under_way": "perhaps"}, "under_way", "yes or no"),
        (Threat, {"place_id": "p", "status": "accepted"}, "", "role"),
        (Threat, {"place_id": 3}, "place_id", "text"),
        (Alert, {"place_id": "p", "received_at": "2031-01-01T06:00"}, "received_at", "time zone"),
        (Alert, {"place_id": "p", "received_at": "dawn"}, "received_at", "date and time"),
        (Mission, {"name": "A", "time_zone": "Mars/Base"}, "time_zone", "Mars/Base"),
        (Area, {"name": "A", "shape": "{}"}, "shape", "GeoJSON"),
        (Tie, {"from_id": "a", "to_id": "a", "kind": "alliance"}, "", "two different"),
        (WarningSign, {"place_id": "p", "sign": "s", "on": "2031-01-01", "state": "absent"}, "",
         "looked"),
        (Issue, {"audience": "everybody"}, "audience", "host_state"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_in_which_field(
    kind: type[BaseModel], values: dict[str, Any], field: str, says: str
) -> None:
    found = refused(kind, values)
    assert says in found[field]
    french = refused(kind, values, "fr")
    assert french[field] and french[field] != found[field]
    assert "{" not in found[field] + french[field]


def test_a_part_is_named_with_its_place_in_the_list() -> None:
    values = {"name": "M", "focal_points": [{"pseudonym": "CFP-07"}, {"pseudonym": "Awa Diallo"}]}
    with pytest.raises(ValidationError) as caught:
        Mechanism.model_validate(values)
    (one,) = explain(caught.value, Mechanism, Words("fr"))
    assert one.field == "focal_points.1.pseudonym"
    assert one.label == "Points focaux (pseudonymes) 2 › Pseudonyme"
    assert "Awa" not in one.sentence


def test_an_error_that_nobody_foresaw_is_still_told() -> None:
    class Fussy(BaseModel):
        value: complex

    found = refused(Fussy, {"value": "not complex"})
    assert found["value"].startswith("This is not accepted")
