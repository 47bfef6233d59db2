"""Lists inside records as columns of a layer: written as the sheets of the program read them."""

from collections.abc import Callable, Iterator
from typing import Any

from pocplanner.formats.sheets.columns import AGES, SEXES, Cell, label
from pocplanner.model.few import Few
from pocplanner.model.layer import Value
from pocplanner.model.record import Part, Record
from pocplanner.words import Words

Told = Callable[[Any, Words], Value]


def parts_of(kind: type[Record], layer: str, words: Words) -> Iterator[tuple[str, str, str, Told]]:
    """The columns of a kind that come from lists: key, label, field, and what a list says there.

    What has no column of its own (a number without sex or age, say) stands in one of words,
    which is written for people and not read again.
    """
    for field, columns in _COLUMNS.items():
        if field not in kind.model_fields:
            continue
        if field == "people" and kind.__name__ != "Community":
            continue
        for key, form, told in columns:
            named = label(layer, Cell(key, field, form), words) if form else ""
            yield key, named or words.label(kind, field), field, told


def same_parts(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same in such columns, what they cannot say aside."""
    columns = _COLUMNS.get(field)
    both = [held for held in (one, other) if isinstance(held, tuple)]
    if columns is None or len(both) < 2 or not all(isinstance(p, Part) for h in both for p in h):
        return False
    words = Words("en")
    told = [t for _, form, t in columns if form]
    return bool(told) and all(t(one, words) == t(other, words) for t in told)


def _listed(entries: Iterator[str]) -> Value:
    return "; ".join(" ".join(e.replace(";", ",").split()) for e in entries) or None


def _people(sex: str, age: str) -> Told:
    def told(held: Any, words: Words) -> Value:
        here = [p.count for p in held if (p.sex, p.age) == (sex, age) and not p.group]
        if not here:
            return None
        return str(here[0]) if isinstance(here[0], Few) else sum(here)

    return told


def _other_people(held: Any, words: Words) -> Value:
    fits = (o for o in held if o.group or o.sex not in SEXES or o.age not in AGES)
    return _listed(_counted(one, words) for one in fits)


def _all_people(held: Any, words: Words) -> Value:
    return _listed(_counted(one, words) for one in held)


def _counted(one: Any, words: Words) -> str:
    who = [words.term("sex", one.sex), words.term("age_band", one.age), one.group]
    return f"{', '.join(filter(None, who))}: {one.count}"


def _groups(held: Any, words: Words) -> Value:
    def said() -> Iterator[str]:
        for one in held:
            people = "" if one.people is None else f": {one.people}"
            named = f"{_name(one.name)} ({words.term('group_dimension', one.dimension)})"
            yield named + people + (" !" if one.at_risk else "")

    return _listed(said())


def _name(text: str) -> str:
    """A name without the signs that part the pieces of an entry."""
    return text.replace(":", " ").replace("|", " ")


def _vulnerabilities(held: Any, words: Words) -> Value:
    return _listed(words.term("vulnerability_factor", one.factor) for one in held)


def _protectors(held: Any, words: Words) -> Value:
    def said() -> Iterator[str]:
        for one in held:
            judged = (words.term("yes_no", c) for c in (one.able, one.willing, one.trusted))
            yield f"{_name(one.name)}: {'/'.join(j.replace('/', ' ') for j in judged)}"

    return _listed(said())


def _seats(sex: str, count: str) -> Told:
    def told(held: Any, words: Words) -> Value:
        here = [getattr(s, count) for s in held if s.sex == sex]
        if any(isinstance(n, Few) for n in here):
            return str(next(n for n in here if isinstance(n, Few)))
        return sum(here) if here else None

    return told


def _seat_groups(held: Any, words: Words) -> Value:
    named: dict[str, dict[str, Any]] = {}
    for one in held:
        who = one.group or (words.term("age_band", one.age) if one.age != "not_stated" else "")
        if who and one.sex in SEXES:
            named.setdefault(_name(who), {})[one.sex] = one

    def said() -> Iterator[str]:
        for who, by in named.items():
            seats, deciding = (
                [getattr(by[s], n) if s in by else 0 for s in SEXES] for n in ("seats", "deciding")
            )
            yield f"{who}: {seats[0]}/{seats[1]} ({deciding[0]}/{deciding[1]})"

    return _listed(said())


def _focal_points(held: Any, words: Words) -> Value:
    def said() -> Iterator[str]:
        for one in held:
            sex = one.sex if one.sex in SEXES else ""
            language = "" if " " in one.language else one.language
            yield " ".join(
                filter(None, (one.pseudonym, sex, language, "" if one.active else "inactive"))
            )

    return _listed(said())


def _trust(held: Any, words: Words) -> Value:
    def said() -> Iterator[str]:
        for one in held:
            who = _name(one.group) if one.group else one.sex
            day = f": {one.on.isoformat()}" if one.on else ""
            yield f"{who}: {words.term('trusted_body', one.whom)}: {one.level}{day}"

    return _listed(said())


#: Field to its columns: key, the form in which it is read again (none: it is not), what it says.
_COLUMNS: dict[str, tuple[tuple[str, str, Told], ...]] = {
    "people": (
        *((f"people_{s}_{a}", "people", _people(s, a)) for s in SEXES for a in AGES),
        ("people_other", "", _other_people),
    ),
    "split": (("split", "", _all_people),),
    "groups": (("groups", "groups", _groups),),
    "vulnerabilities": (("vulnerabilities", "codes", _vulnerabilities),),
    "protectors": (("protectors", "protectors", _protectors),),
    "seats": (
        ("seats_women", "seats", _seats("female", "seats")),
        ("seats_men", "seats", _seats("male", "seats")),
        ("deciding_women", "seats", _seats("female", "deciding")),
        ("deciding_men", "seats", _seats("male", "deciding")),
        ("seats_groups", "seats_groups", _seat_groups),
    ),
    "focal_points": (("focal_points", "focal_points", _focal_points),),
    "trust": (("trust", "trust", _trust),),
}
