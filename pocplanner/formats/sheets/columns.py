"""The columns of a sheet, made from the fields of its kind: keys, forms, names and hints."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

from pocplanner.formats.sheets.kinds import LAYERS, SHEETS, own
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Range, Record, Ref
from pocplanner.words import Words

SEXES = ("female", "male")
AGES = ("0_4", "5_11", "12_17", "18_29", "30_59", "60_plus")
#: A column of ours that says that a point is not the record's own but its place's.
LOCATED = "located"
#: Forms of cells that hold a shape.
SHAPES = frozenset({"line", "shape"})


@dataclass(frozen=True)
class Cell:
    """One column of a sheet: its key, the field it fills, and how its text is read.

    `form` is the name of a reader in `formats.entries`; `vocabulary` and `kinds` say which
    terms or records the text may name.
    """

    key: str
    field: str
    form: str
    vocabulary: str = ""
    kinds: tuple[str, ...] = ()
    required: bool = False


#: Fields that people fill in more than one column, or in a form of their own.
_OWN_FORMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "position": (("lat", "degrees", ""), ("lon", "degrees", "")),
    "people": tuple((f"people_{s}_{a}", "people", "") for s in SEXES for a in AGES),
    "groups": (("groups", "groups", "group_dimension"),),
    "vulnerabilities": (("vulnerabilities", "codes", "vulnerability_factor"),),
    "protectors": (("protectors", "protectors", "yes_no"),),
    "seats": (
        ("seats_women", "seats", ""),
        ("seats_men", "seats", ""),
        ("deciding_women", "seats", ""),
        ("deciding_men", "seats", ""),
        ("seats_groups", "seats_groups", ""),
    ),
    "focal_points": (("focal_points", "focal_points", "sex"),),
    "trust": (("trust", "trust", "trusted_body"),),
    "roles": (("roles", "roles", "actor_role"),),
    "rationales": (("rationales", "rationales", "rationale"),),
    "caveats": (("caveats", "caveats", "caveat"),),
    "marks": (("marks", "marks", "initiative_mark"),),
    "line": (("line", "line", ""),),
    "shape": (("shape", "shape", ""),),
    "hours": (("hours", "hours", ""),),
    "consent": (
        ("consent_given_on", "date", ""),
        ("consent_expires_on", "date", ""),
        ("consent_withdrawn_on", "date", ""),
        ("consent_purposes", "codes", "consent_purpose"),
        ("consent_audiences", "codes", "audience"),
        ("consent_method", "text", ""),
        ("consent_language", "text", ""),
        ("consent_by", "code", "consent_by"),
    ),
}


#: Fields of these kinds that are named like one with a form of its own and have none.
_AS_USUAL = frozenset(
    {("Mechanism", "hours"), ("Threat", "groups"), ("Contact", "people"), ("Journey", "people")}
)


@cache
def cells(kind: str, ours: bool = False) -> tuple[Cell, ...]:
    """The columns of a kind's sheet, in their order; the reference of the row comes first."""
    sheet = own(kind) if ours else SHEETS[kind]
    found = [Cell("key", "", "text")]
    for name in sheet.fields:
        found.extend(_cells_of(sheet.model, name))
    if ours:
        found.append(Cell(LOCATED, "", "text"))
    return tuple(found)


def _cells_of(model: type[Record], name: str) -> list[Cell]:
    field = model.model_fields[name]
    if name in _OWN_FORMS and (model.__name__, name) not in _AS_USUAL:
        return [Cell(k, name, form, words) for k, form, words in _OWN_FORMS[name]]
    code, ref = metadata(model, name, Code), metadata(model, name, Ref)
    many = _is(field.annotation, tuple)
    required = field.is_required()
    if code is not None:
        return [Cell(name, name, "codes" if many else "code", code.vocabulary, (), required)]
    if ref is not None:
        return [Cell(name, name, "refs" if many else "ref", "", ref.kinds, required)]
    if many:
        return [Cell(name, name, "names", "", (), required)]
    for type_, form in (
        (datetime, "instant"),
        (date, "date"),
        (bool, "yes"),
        (int, "whole"),
        (float, "number"),
        (Range, "range"),
    ):
        if _is(field.annotation, type_):
            return [Cell(name, name, form, "", (), required)]
    return [Cell(name, name, "text", "", (), required)]


def _is(annotation: Any, wanted: type) -> bool:
    if annotation is wanted or getattr(annotation, "__origin__", None) is wanted:
        return True
    if wanted is tuple:
        return False
    return any(_is(a, wanted) for a in get_args(annotation))


def label(kind: str, cell: Cell, words: Words) -> str:
    """The name of a column in one language."""
    own = f"formats.column.{cell.key}"
    model = SHEETS[kind].model if kind in SHEETS else LAYERS[kind]
    if cell.form == "people":
        sex, age = cell.key.removeprefix("people_").split("_", 1)
        return f"{words.term('sex', sex)}, {words.term('age_band', age)}"
    if cell.key != cell.field and words.text(own) != own:
        return words.text(own)
    if cell.key == cell.field:
        return words.label(model, cell.field)
    return cell.key.replace("_", " ")


def hint(kind: str, cell: Cell, words: Words) -> str:
    """What belongs into a column: the field's own hint, and how lists and dates are written."""
    form = f"formats.form.{cell.form}"
    shown = words.text(form)
    told = words.hint(SHEETS[kind].model, cell.field) if cell.key == cell.field else ""
    return " ".join(filter(None, (told, "" if shown == form else shown)))
