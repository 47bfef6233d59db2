"""Conflict events: the job for the reader, and its columns checked before they are believed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from pocplanner.formats.context import Context
from pocplanner.formats.geocoding import Gazetteer
from pocplanner.formats.heads import Chosen
from pocplanner.formats.profiles import identifies
from pocplanner.formats.reader.wire import Frame, WireError
from pocplanner.formats.reading import Beyond, Counts, Refused, Repair, Spool, UnknownCode, Warned
from pocplanner.model.event_chunk import COLD_COLUMNS, EventChunk, Texts
from pocplanner.model.events import ARRAY_TYPES, EPOCH, LABEL_COLUMNS, NO_DAY, Events, Labels
from pocplanner.model.text import visible
from pocplanner.model.vocabulary import vocabulary
from pocplanner.resources import read_toml

_NUMBERS = tuple(n for n in ARRAY_TYPES if n != "series")
_BOUNDS = {
    "lon": (-180, 180),
    "lat": (-90, 90),
    "hour": (-1, 23),
    "place_precision": (0, 7),
    "day_precision": (0, 5),
    "deaths_low": (-1, 2**31 - 1),
    "deaths_best": (-1, 2**31 - 1),
    "deaths_high": (-1, 2**31 - 1),
    "deaths_civilians": (-1, 2**31 - 1),
}
_TYPE, _LABEL = 120, 400
#: The signs below 128 that are shown instead of being hidden (see `model.text.visible`).
_HIDDEN = bytes([*range(9), *range(11, 32), 127])


def job(chosen: Chosen, context: Context, overrides: dict[str, str]) -> dict[str, Any]:
    """What the reader is asked to do with a table of events."""
    profile = chosen.profile
    return {
        "as": "events",
        "others": others(chosen),
        "start": chosen.start,
        "names": list(chosen.head.names),
        "columns": chosen.columns,
        "codes": _codes(chosen, context),
        "words": {k.casefold(): v for k, v in profile.words.items()},
        "constant": profile.constant,
        "place_precision": {k.casefold(): v for k, v in profile.place_precision.items()},
        "day_precision": {k.casefold(): v for k, v in profile.day_precision.items()},
        "place_default": profile.place_default,
        "day_default": profile.day_default,
        "group_of_civilians": profile.group_of_civilians,
        "usual_order": profile.date_order,
        "date_order": overrides.get("date_order", ""),
        "decimal": overrides.get("decimal", "") or profile.decimal,
        "coordinates": overrides.get("coordinates", ""),
        "last_year": context.today.year + 1,
        "box": list(context.box) if context.box else None,
        "country_boxes": {} if context.box else country_boxes(),
        "nothing": [n.casefold() for n in profile.nothing],
        "lenient": chosen.lenient,
    }


def others(chosen: Chosen) -> list[int]:
    """The columns that no field takes and that tell of no single person: kept as they are."""
    used = {p for at in chosen.columns.values() for p in at}
    names = chosen.head.names
    return [i for i, n in enumerate(names) if n and i not in used and not identifies(n)]


def _codes(chosen: Chosen, context: Context) -> dict[str, str]:
    """Foreign terms to ours: the profile's, the mission's own, and our labels in any language."""
    found = {
        " ".join(label.casefold().split()): term.code
        for term in vocabulary("incident_type").terms
        for label in (*term.name.values(), term.code, term.code.replace("_", " "))
        if term.code != "other"
    }
    found |= dict(context.terms.get("incident_type", {}))
    return found | {" ".join(k.casefold().split()): v for k, v in chosen.profile.codes.items()}


def country_boxes() -> dict[str, list[float]]:
    """Rough boxes by the names of countries, for missions that have no areas yet."""
    held = read_toml("countries.toml")
    boxes: dict[str, list[float]] = held["boxes"]
    return boxes | {name: boxes[of] for name, of in held["names"].items()}


class Gathered:
    """What came from the reader, frame by frame."""

    def __init__(
        self,
        more_names: Sequence[str] = (),
        gazetteer: Gazetteer | None = None,
        beyond: Callable[[], Beyond] | None = None,
    ) -> None:
        self._more_names = tuple(more_names)
        self._gazetteer = gazetteer
        self.geocoded = 0
        self.spool = Spool(beyond)
        self.refused: list[Refused] = []
        self.warnings: list[Warned] = []
        self.unknown: list[UnknownCode] = []
        self.end: dict[str, Any] = {}

    def take(self, frame: Frame) -> None:
        """One frame. WireError where it is not what events look like."""
        if frame.kind == "rows" and frame.arrays:
            made = chunk(frame, self._more_names)
            if self._gazetteer:
                made, placed = self._gazetteer.placed(made)
                self.geocoded += placed
            self.spool.add(made)
        elif frame.kind == "refused":
            self.refused.extend(refusals(frame.body))
        elif frame.kind == "end":
            self.end = frame.body
            self.warnings = self._with_geocoded(warnings(frame.body))
            self.unknown = [
                UnknownCode(str(v)[:60], visible(str(c))[:120], int(n))
                for v, c, n in frame.body.get("unknown", [])
            ]

    def _with_geocoded(self, told: list[Warned]) -> list[Warned]:
        """Rows that were placed by name are told of, and are no longer without a place."""
        if not self.geocoded:
            return told
        kept = []
        for one in told:
            if one.key == "no_place":
                one = Warned(one.key, one.count - self.geocoded, (), one.facts)
            if one.count > 0:
                kept.append(one)
        return [*kept, Warned("geocoded", self.geocoded)]

    @property
    def counts(self) -> Counts:
        """Rows of the file and what became of them."""
        end = self.end
        return Counts(
            rows=int(end.get("looked", 0)),
            kept=self.spool.rows,
            refused=int(end.get("refused", 0)),
            blank=int(end.get("blank", 0)),
            not_on_map=max(0, int(end.get("off_map", 0)) - self.geocoded),
        )

    def day(self, name: str) -> date | None:
        """The first or last day of the events."""
        number = self.end.get(name)
        if not isinstance(number, int) or number == NO_DAY or not self.spool.rows:
            return None
        return date.fromordinal(number + EPOCH)


def refusals(body: dict[str, Any]) -> Iterator[Refused]:
    """Refused rows as the reader told them, cut to what a sentence needs."""
    try:
        for line, column, reason, facts, repair, *more in body["rows"]:
            made = None
            if repair:
                kept = {k: v for k, v in repair.items() if k not in {"override", "value", "key"}}
                override, value = str(repair.get("override", "")), str(repair.get("value", ""))
                key = str(repair.get("key") or override or reason)
                made = Repair(key, override, value, _short(kept))
            row = tuple(visible(str(c)) for c in more[0]) if more else ()
            at = int(line), visible(str(column))
            yield Refused(*at, str(reason)[:60], _short(facts), made, row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WireError("refusals of another shape") from error


def warnings(body: dict[str, Any]) -> list[Warned]:
    """Warnings as the reader told them."""
    try:
        return [
            Warned(str(k)[:60], int(n), tuple(map(int, at[:8])), _short(facts))
            for k, n, at, facts in body.get("warnings", [])
        ]
    except (TypeError, ValueError, AttributeError) as error:
        raise WireError("warnings of another shape") from error


def _short(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        str(k)[:40]: v if isinstance(v, (int, float)) else visible(str(v))[:120]
        for k, v in facts.items()
    }


def chunk(frame: Frame, more_names: tuple[str, ...] = ()) -> EventChunk:
    """A frame as a chunk: types, lengths and ranges of all columns checked."""
    key = frame.arrays.get("key")
    if key is None or key.dtype.kind != "S" or not len(key):
        raise WireError("events without keys")
    size = len(key)
    columns: dict[str, Any] = {"key": key, "series": np.zeros(size, np.int16)}
    for name in _NUMBERS:
        columns[name] = _number(frame, name, size)
    known = columns["first_day"] != NO_DAY
    if (columns["last_day"] < columns["first_day"])[known].any():
        raise WireError("an event that ends before it begins")
    for name in LABEL_COLUMNS:
        columns[name] = _label(frame, name, size)
    texts = {name: _texts(frame, name, size) for name in COLD_COLUMNS}
    return EventChunk(Events(**columns), **texts, more_names=more_names)


def _number(frame: Frame, name: str, size: int) -> Any:
    column = frame.arrays.get(name)
    wanted = np.dtype(ARRAY_TYPES[name])
    if column is None or column.dtype != wanted or len(column) != size:
        raise WireError(f"the column {name} has another shape")
    low, high = _BOUNDS.get(name, (NO_DAY, 2**31 - 1))
    with np.errstate(invalid="ignore"):
        if ((column < low) | (column > high)).any():
            raise WireError(f"the column {name} holds what cannot be")
    return column


def _label(frame: Frame, name: str, size: int) -> Labels:
    codes = frame.arrays.get(name + ".codes")
    if codes is None or codes.dtype != np.int32 or len(codes) != size:
        raise WireError(f"the column {name} has another shape")
    names = frame.texts(name + ".names")
    if int(codes.min()) < 0 or int(codes.max()) >= len(names):
        raise WireError(f"the column {name} names what it does not hold")
    most = _TYPE if name == "type" else _LABEL
    return Labels(codes, tuple(_one_line(n)[:most] for n in names))


def _one_line(name: str) -> str:
    # Most names are plain; only the others are looked at sign by sign.
    return " ".join((name if name.isascii() and name.isprintable() else visible(name)).split())


def _texts(frame: Frame, name: str, size: int) -> Texts:
    data, ends = frame.packed(name)
    if len(ends) != size:
        raise WireError(f"the column {name} has another shape")
    if data.isascii() and len(data.translate(None, _HIDDEN)) == len(data):
        return Texts(data, ends)
    text = data.decode("utf-8", "replace")
    if text.isascii() and visible(text) == text:
        return Texts(data, ends)
    column = Texts(data, ends)
    return column if visible(text) == text else Texts.of([visible(t) for t in column])
