"""What people write into a cell of a sheet, read by its form: terms, lists, ranges, names."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pocplanner.formats.alike import closest
from pocplanner.formats.context import Context, Known, folded
from pocplanner.formats.entry_values import (
    Wrong,
    degrees,
    hours,
    line,
    number,
    parts,
    pieces,
    seats_of_groups,
    sex_of,
    shape,
    span,
    terms_of,
    time_in,
    whole,
    yes,
)
from pocplanner.formats.judging import Findings
from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import EPOCH, Bad
from pocplanner.formats.sheets.columns import Cell

_OTHER = re.compile(r"^\s*(?:other|autre)\s*:\s*(\S.*)$", re.IGNORECASE | re.DOTALL)


class Entries:
    """Reads cells by their form; knows the mission's names and terms."""

    def __init__(self, context: Context, findings: Findings, date_order: str) -> None:
        self.context, self.findings = context, findings
        self._dates = cells.Dates(date_order or "dmy", context.today.year + 30)
        self._zone = ZoneInfo(context.time_zone)
        self._ids = {k.id: k for k in context.known}
        self._names: dict[str, dict[str, list[Known]]] = {}
        for known in context.known:
            names = self._names.setdefault(known.kind, {})
            for name in dict.fromkeys((known.name, *known.aliases, known.pcode)):
                if folded(name):
                    names.setdefault(folded(name), []).append(known)
        self._forms: Mapping[str, Callable[[str, Cell, int], Any]] = {
            "text": lambda t, c, n: t,
            "code": lambda t, c, n: self.code(t, c.vocabulary),
            "codes": lambda t, c, n: self.codes(t, c.vocabulary),
            "names": lambda t, c, n: tuple(dict.fromkeys(parts(t))),
            "whole": lambda t, c, n: whole(t),
            "people": lambda t, c, n: whole(t),
            "seats": lambda t, c, n: whole(t),
            "number": lambda t, c, n: number(t),
            "degrees": lambda t, c, n: degrees(t),
            "date": lambda t, c, n: self.day(t),
            "instant": lambda t, c, n: self.instant(t),
            "yes": lambda t, c, n: yes(t),
            "range": lambda t, c, n: span(t),
            "ref": self._ref,
            "refs": self._refs,
            "hours": lambda t, c, n: hours(t),
            "line": lambda t, c, n: line(t),
            "shape": lambda t, c, n: shape(t),
            "groups": lambda t, c, n: self._groups(t),
            "protectors": lambda t, c, n: self._protectors(t),
            "seats_groups": lambda t, c, n: seats_of_groups(t),
            "focal_points": lambda t, c, n: self._focal_points(t),
            "trust": lambda t, c, n: self._trust(t),
            "roles": lambda t, c, n: self._roles(t),
            "rationales": lambda t, c, n: self._rationales(t),
            "caveats": lambda t, c, n: self._caveats(t),
            "marks": lambda t, c, n: self._marks(t),
        }

    def expect(self, known: Known) -> bool:
        """Know a record that this very file will make; False where its name is one's already."""
        names = self._names.setdefault(known.kind, {})
        if folded(known.name) in names:
            return False
        names[folded(known.name)] = [known]
        self._ids.setdefault(known.id, known)
        return True

    def read(self, text: str, cell: Cell, row: int) -> Any:
        """The value of a cell. Wrong says why it cannot be read."""
        return self._forms[cell.form](text.strip(), cell, row)

    # -- terms -------------------------------------------------------------------------

    def code(self, text: str, name: str) -> str:
        """The code of a term by its code or its label; an unknown one stays and is listed."""
        other = _OTHER.match(text)
        if other:
            return f"other:{other.group(1).strip()}"[:120]
        own = self.context.terms.get(name, {}).get(folded(text))
        found = own or terms_of(name).get(folded(text))
        if found == "other":
            raise Wrong("other_needs_words")
        if found is None:
            if len(text) > 120:
                raise Wrong("too_long", limit=120)
            self.findings.unknown[name, text] += 1
            return text
        return found

    def codes(self, text: str, name: str) -> tuple[str, ...]:
        """The codes of a list of terms; commas part them where all their pieces are terms."""
        listed = parts(text)
        if len(listed) == 1 and "," in text and folded(text) not in terms_of(name):
            split = [p.strip() for p in text.split(",") if p.strip()]
            if all(folded(p) in terms_of(name) for p in split):
                listed = split
        if len(listed) == 1 and folded(listed[0]) not in terms_of(name):
            # Forms filled in on a phone part the choices of a list by blanks.
            split = listed[0].split()
            if len(split) > 1 and all(folded(p) in terms_of(name) for p in split):
                listed = split
        return tuple(dict.fromkeys(self.code(p, name) for p in listed))

    # -- times -------------------------------------------------------------------------

    def day(self, text: str) -> date:
        """A date."""
        found = self._dates.day(text)
        if isinstance(found, Bad):
            raise Wrong(found.reason, found.meant, value=text)
        if found is None:
            raise Wrong("not_a_date", value=text)
        return date.fromordinal(found.number + EPOCH)

    def instant(self, text: str) -> datetime:
        """A moment: ISO, or a date and a time; the mission's time zone where none is written."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = datetime.combine(self.day(text), time_in(text))
        return moment if moment.utcoffset() is not None else moment.replace(tzinfo=self._zone)

    # -- records by name ---------------------------------------------------------------

    def _ref(self, text: str, cell: Cell, row: int) -> str:
        """The id of a record by its id, name, other name or P-code."""
        if text in self._ids and self._ids[text].kind in cell.kinds:
            return text
        name = folded(text)
        for kind in cell.kinds:
            found = {k.id for k in self._names.get(kind, {}).get(name, [])}
            if len(found) == 1:
                return found.pop()
            if found:
                raise Wrong("name_ambiguous", value=text, count=len(found))
        if not cell.required:
            self.findings.warn("name_not_found", row, name=text)
            return ""
        names = [k.name for k in self.context.known if k.kind in cell.kinds]
        near = closest(text, names)
        raise Wrong("name_not_found", ", ".join(near), value=text)

    def settlement(self, text: str) -> Known | None:
        """The one settlement of this id, name, other name or P-code, or nothing."""
        if text in self._ids and self._ids[text].kind == "Settlement":
            return self._ids[text]
        found = {k.id: k for k in self._names.get("Settlement", {}).get(folded(text), [])}
        return next(iter(found.values())) if len(found) == 1 else None

    def _refs(self, text: str, cell: Cell, row: int) -> tuple[str, ...]:
        listed = parts(text)
        if len(listed) == 1 and "," in text and folded(text) not in self._all_names(cell):
            listed = [p.strip() for p in text.split(",") if p.strip()]
        found = (self._ref(p, cell, row) for p in listed)
        return tuple(dict.fromkeys(f for f in found if f))

    def _all_names(self, cell: Cell) -> set[str]:
        return {n for kind in cell.kinds for n in self._names.get(kind, {})}

    # -- parts of records --------------------------------------------------------------

    def _groups(self, text: str) -> tuple[dict[str, Any], ...]:
        """`Name (dimension): 1200 !; Name`: the sign marks a group that is most at risk."""
        found = []
        for entry in parts(text):
            at_risk = entry.endswith("!")
            name, _, people = entry.rstrip("! ").partition(":")
            named = re.match(r"^(.*?)\s*\(([^()]+)\)\s*$", name)
            made: dict[str, Any] = {"name": (named[1] if named else name).strip()}
            if named:
                made["dimension"] = self.code(named[2], "group_dimension")
            if people.strip():
                made["people"] = whole(people)
            found.append({**made, "at_risk": at_risk})
        return tuple(found)

    def _protectors(self, text: str) -> tuple[dict[str, Any], ...]:
        """`Name: able/willing/trusted`, each yes, no, partly or unknown."""
        found = []
        for entry in parts(text):
            name, _, judged = entry.partition(":")
            words = [w.strip() for w in judged.split("/") if w.strip()]
            if len(words) not in {0, 3}:
                raise Wrong("wrong_form", value=entry)
            codes = [self.code(w, "yes_no") for w in words]
            named = zip(("able", "willing", "trusted"), codes, strict=False)
            found.append({"name": name.strip(), **dict(named)})
        return tuple(found)

    def _focal_points(self, text: str) -> tuple[dict[str, Any], ...]:
        """`CFP-01 female fr; CFP-02 male inactive`: pseudonyms only."""
        found = []
        for entry in parts(text):
            pseudonym, *rest = entry.split()
            made: dict[str, Any] = {"pseudonym": pseudonym.upper()}
            for word in rest:
                if folded(word) in {"inactive", "inactif"}:
                    made["active"] = False
                elif sex_of(word):
                    made["sex"] = sex_of(word)
                else:
                    made["language"] = word
            found.append(made)
        return tuple(found)

    def _trust(self, text: str) -> tuple[dict[str, Any], ...]:
        """`women: mission: 3: 2026-05-01`: who trusts whom how far (0–4), and when they said so."""
        found = []
        for entry in parts(text):
            who, *rest = pieces(entry)
            if len(rest) not in {2, 3}:
                raise Wrong("wrong_form", value=entry)
            made: dict[str, Any] = {
                "whom": self.code(rest[0], "trusted_body"),
                "level": whole(rest[1]),
                "on": self.day(rest[2]) if len(rest) > 2 else None,
            }
            sex = sex_of(who)
            made |= {"sex": sex} if sex else {"group": who}
            found.append(made)
        return tuple(found)

    def _roles(self, text: str) -> tuple[dict[str, Any], ...]:
        """`perpetrator: 2021-01-01: 2023-06-30`: a role, since when, until when."""
        found = []
        for entry in parts(text):
            role, *days = pieces(entry)
            if len(days) > 2:
                raise Wrong("wrong_form", value=entry)
            ends = [self.day(d) if d else None for d in days] + [None, None]
            made = {"role": self.code(role, "actor_role"), "since": ends[0], "until": ends[1]}
            found.append(made)
        return tuple(found)

    def _rationales(self, text: str) -> tuple[dict[str, Any], ...]:
        """`predatory violence: medium: PoC adviser: basis`: judged by whom, on what."""
        found = []
        for entry in parts(text):
            told = pieces(entry)
            if len(told) < 3:
                raise Wrong("wrong_form", value=entry)
            made = {
                "code": self.code(told[0], "rationale"),
                "confidence": self.code(told[1], "confidence"),
                "entered_by": told[2],
                "basis": ": ".join(told[3:]),
            }
            found.append(made)
        return tuple(found)

    def _caveats(self, text: str) -> tuple[dict[str, Any], ...]:
        """`no night movement: text; other caveat`."""
        found = []
        for entry in parts(text):
            kind, _, told = entry.partition(":")
            if _OTHER.match(entry):
                found.append({"kind": self.code(entry, "caveat"), "text": ""})
            else:
                found.append({"kind": self.code(kind.strip(), "caveat"), "text": told.strip()})
        return tuple(found)

    def _marks(self, text: str) -> tuple[dict[str, Any], ...]:
        """`answers requests: yes: the mission: what shows it`: a mark, how far, judged by whom."""
        found = []
        for entry in parts(text):
            told = pieces(entry)
            if len(told) < 2:
                raise Wrong("wrong_form", value=entry)
            made = {
                "mark": self.code(told[0], "initiative_mark"),
                "holds": self.code(told[1], "mark_holds"),
                "evidence": ": ".join(told[3:]),
            }
            if len(told) > 2 and told[2]:
                made["judged_by"] = self.code(told[2], "judged_by")
            found.append(made)
        return tuple(found)
