"""Why a record was not accepted, field by field, in the words of a language."""

import re
from dataclasses import dataclass
from typing import Any, Protocol, get_args

from pydantic import BaseModel, ValidationError


class Telling(Protocol):
    """What is needed of `Words`: sentences by key and labels of fields."""

    def text(self, key: str, /, **facts: Any) -> str: ...

    def label(self, kind: type[BaseModel], field: str) -> str: ...


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong: the field's path ("" for the whole record), its label, why."""

    field: str
    label: str
    sentence: str


#: What the models of this package say, and the key under `model` that says it to people.
#: A sentence that names a value ends in "*"; what stands there is handed on as {given}.
SENTENCES = {
    "there is no time zone called *": "time_zone",
    "a grade needs the role of the person who gave it": "grade_without_author",
    "lowering the sensitivity needs an author and a reason": "lowered_without_reason",
    '"other" needs its own words: write other: and what it is': "other_without_words",
    "a time needs its time zone": "time_without_zone",
    "the least must not be above the likely, nor that above the most": "range_order",
    "it ends before it begins": "ends_before_begins",
    "a shape of more than * corners": "shape_too_large",
    "not a shape in GeoJSON": "shape_unread",
    "an empty shape": "shape_empty",
    "a corner that is not a number": "shape_not_a_number",
    "corners outside the range of longitude and latitude": "shape_out_of_range",
    "a shape that cannot be mended: *": "shape_invalid",
    "a focal point is a pseudonym such as CFP-07, never a name or a number": "pseudonym",
    "more people decide than have a seat": "more_deciding",
    "more alerts were answered or fed back than were sent": "more_answered",
    "verified before the alert was received": "alert_verified_before",
    "tasked before the alert was received": "alert_tasked_before",
    "answered before the alert was received": "alert_answered_before",
    "told back before the alert was received": "alert_told_before",
    "more cells than a raster keeps": "raster_many",
    "its cells are not as many as it says": "raster_size",
    "a mark stands twice": "mark_twice",
    "a mark needs its evidence": "mark_without_evidence",
    "more women than people were met": "more_women_met",
    "an attribution needs its evidence": "attribution_without_evidence",
    "the parts of a journey are more people than all who make it": "more_in_parts",
    "more people said yes than were asked": "more_yes",
    "a refusal needs its reason": "refusal_without_reason",
    "a promise closes only with its outcome": "promise_without_outcome",
    "a rung that does not apply needs its reason": "rung_without_reason",
    "a paragraph key stands twice in the section": "paragraph_twice",
    "a decision on a threat needs the role of who took it": "decision_without_role",
    "refusing a threat needs a reason": "refused_without_reason",
    '"absent" needs somebody who looked; else it is "unsure"': "absent_without_look",
    "a change of nothing": "change_of_nothing",
    "this qualification needs a source": "qualification_without_source",
    "a tie needs two actors": "tie_of_one",
    "an entry is no pair with itself": "pair_of_one",
    "no exact point is kept of such a case": "case_point",
    "it cannot work more than a hundred times of a hundred": "over_hundred",
}

#: Pydantic's own kinds of error, by the longest beginning that fits.
_KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_short": "empty",
    "too_short": "empty",
    "too_long": "too_long",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "pattern",
    "string": "text",
    "int": "whole_number",
    "float": "number",
    "finite_number": "number",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "greater_than": "above",
    "less_than": "below",
    "datetime": "moment",
    "timezone": "time_without_zone",
    "date": "date",
    "bool": "yes_no",
    "enum": "choice",
    "literal_error": "choice",
    "tuple": "list",
    "list": "list",
    "dict": "part",
    "model": "part",
}
_PATTERNS = {"^[A-F]$": "reliability", r"^[A-Za-z0-9_.:\-]{1,80}$": "identifier"}


def explain(error: ValidationError, kind: type[BaseModel], words: Telling) -> tuple[Refusal, ...]:
    """What pydantic refused about a record of this kind, in the language of `words`."""
    return tuple(_one(dict(e), kind, words) for e in error.errors(include_url=False))


def reasons(error: ValidationError) -> tuple[tuple[str, str, dict[str, str]], ...]:
    """The same without a language: the field first named, the key under `model`, its facts."""
    found = []
    for one in error.errors(include_url=False):
        named = [part for part in one["loc"] if isinstance(part, str)]
        found.append((named[0] if named else "", *_sentence(dict(one))))
    return tuple(found)


def _one(error: dict[str, Any], kind: type[BaseModel], words: Telling) -> Refusal:
    path = tuple(error["loc"])
    field = ".".join(str(part) for part in path)
    key, facts = _sentence(error)
    return Refusal(field, _label(path, kind, words), words.text(f"model.{key}", **facts))


def _sentence(error: dict[str, Any]) -> tuple[str, dict[str, str]]:
    facts = {k: _plain(v) for k, v in error.get("ctx", {}).items()}
    if error["type"] == "value_error":
        said = str(error["ctx"]["error"])
        for sentence, key in SENTENCES.items():
            found = re.fullmatch(re.escape(sentence).replace(r"\*", "(.*)"), said, re.DOTALL)
            if found:
                given = found.groups()[0] if found.groups() else ""
                return key, {"given": given, "corners": given}
        return "unexplained", {"given": said}
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(str(error["ctx"]["pattern"]), "pattern"), facts
    fitting = [begins for begins in _KINDS if error["type"].startswith(begins)]
    if not fitting:
        return "unexplained", {"given": str(error["msg"])}
    return _KINDS[max(fitting, key=len)], facts


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _label(path: tuple[int | str, ...], kind: type[BaseModel], words: Telling) -> str:
    """The names of the fields on the way, outermost first, with places counted from one."""
    told: list[str] = []
    here: type[BaseModel] | None = kind
    for part in path:
        if isinstance(part, int):
            told[-1:] = [f"{told[-1]} {part + 1}"] if told else [str(part + 1)]
        elif here is not None and part in here.model_fields:
            told.append(words.label(here, part))
            here = _part_of(here.model_fields[part].annotation)
    return " › ".join(told)


def _part_of(annotation: Any) -> type[BaseModel] | None:
    """The kind of part that a field holds, whether alone, optional or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((p for a in get_args(annotation) if (p := _part_of(a)) is not None), None)
