"""Where a table's head stands, and which profile or template it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pocplanner.formats import profiles as known
from pocplanner.formats import refused_tables
from pocplanner.formats.profiles import ColumnMapping, Profile
from pocplanner.formats.recognising import Head, columns_of, headless, recognise
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.model.text import visible
from pocplanner.words import Problem

_TAG = re.compile(r"^\s*#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*\s*$", re.IGNORECASE)
_LOOK = 10
_KNOWN = 19
#: General tables stand below this rank: they fit by a few common names.
_FIRM = 10


@dataclass(frozen=True)
class Chosen:
    """A table understood: its head, where the data starts, and what its columns are."""

    profile: Profile
    head: Head
    start: int
    line: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    hxl: bool = False
    template: bool = False
    keyed: bool = False
    lenient: bool = False
    ours: bool = False

    @property
    def kind(self) -> str:
        """What the rows are."""
        return self.profile.kind

    @property
    def used(self) -> dict[str, tuple[str, ...]]:
        """Field to the names of its columns, for showing."""
        return {f: tuple(self.head.names[p] for p in at) for f, at in self.columns.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        """Named columns that no field takes."""
        taken = {p for at in self.columns.values() for p in at}
        return tuple(n for i, n in enumerate(self.head.names) if n and i not in taken)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Columns that tell of single people or their devices: not read unless mapped."""
        return tuple(filter(known.identifies, self.unused))


def name(cell: str) -> str:
    """The name of a column on one line."""
    return " ".join(visible(cell).split())[:200]


def choose(
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    kind: str = "",
    wanted: str = "",
    mapping: ColumnMapping | None = None,
    header_line: int = 0,
    folder: Path | None = None,
) -> Chosen:
    """Understand a table from its first rows. Problem where nothing fits, with what would."""
    everything = known.profiles(folder)
    candidates = everything
    if mapping is not None:
        under = known.profile(wanted, folder) if wanted else None
        candidates = (known.from_mapping(mapping, under),)
    elif wanted:
        candidates = (known.profile(wanted, folder),)
    if kind and not any(p.kind == kind for p in candidates) and kind not in sheet_kinds.SHEETS:
        raise Problem("import_wrong_kind", kind=kind, profile=wanted)
    keyed = _keyed(rows, kind)
    if keyed is not None and not wanted and mapping is None:
        return keyed
    if not header_line:
        bare = headless(rows, candidates)
        if bare is not None and kind in {"", bare.kind}:
            head = Head(bare.headless)
            return Chosen(bare, head, 0, 0, columns_of(bare, head))
    return _by_names(rows, lines, kind, candidates, header_line, wanted, mapping)


def _by_names(
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    kind: str,
    candidates: Sequence[Profile],
    header_line: int,
    wanted: str,
    mapping: ColumnMapping | None,
    tagged: bool = True,
) -> Chosen:
    tags = _tags_row(rows) if tagged else None
    places = _possible(rows, lines, tags, header_line)
    best: tuple[int, int, Profile, Head] | None = None
    for place in places:
        head = _head(rows, place, tags)
        found, fit = recognise(head, candidates, kind)
        if found is not None and (best is None or fit > best[0]):
            best = (fit, place, found, head)
        # A known layout needs no second look; the labels of all sheets are many.
        known_layout = best is not None and best[2].rank >= _KNOWN
        if not wanted and mapping is None and not known_layout:
            template, fit = sheet_heads.recognise(head.names, kind)
            if template is not None and (best is None or fit > best[0]):
                best = (fit, place, template, head)
    guessed = not (wanted or kind or mapping or tags is not None)
    if guessed and best is not None and best[2].rank < _FIRM and is_form(best[3].names, 2):
        best = None  # what a form asked is for the person to say, however its names sound
    if guessed_alone(wanted, kind, mapping) and (best is None or best[2].rank < _FIRM):
        heads = (_head(rows, p, tags) for p in places)
        told = next(filter(None, map(refused_tables.known, heads)), "")
        if told:
            raise Problem(f"import_table_{told}")
    if best is None and tags is not None:
        # Tags that stand in the wrong place, or say nothing, do not hide the names.
        try:
            return _by_names(rows, lines, kind, candidates, header_line, wanted, mapping, False)
        except Problem:
            pass
    if best is None:
        raise _unrecognised(rows, places, kind, wanted, mapping)
    _, place, found, head = best
    start = max(place, tags if tags is not None else -1) + 1
    template_columns = (
        sheet_heads.columns(found.kind, head.names) if found.name == "template" else None
    )
    columns = template_columns if template_columns is not None else columns_of(found, head)
    return Chosen(
        found,
        head,
        start,
        lines[place] if place >= 0 else lines[tags or 0],
        with_gps(columns, head.names, found.kind),
        tags is not None,
        template_columns is not None,
    )


def guessed_alone(wanted: str, kind: str, mapping: ColumnMapping | None) -> bool:
    """Whether nobody said what a file holds."""
    return not (wanted or kind or mapping)


def _head(rows: Sequence[Sequence[str]], place: int, tags: int | None) -> Head:
    return Head(
        _names(rows, place) if place >= 0 else tuple(map(name, rows[tags or 0])),
        tuple(c.strip() for c in rows[tags]) if tags is not None else (),
    ).filled()


_GPS = re.compile(r"^(|.*_)(lat|long?)itude$")


def with_gps(
    columns: dict[str, list[int]], names: Sequence[str], kind: str
) -> dict[str, list[int]]:
    """Columns that a form's position was split into, where no other column is a position."""
    can = kind in {"events", "places", "airfields"} or (
        kind in sheet_kinds.SHEETS and any(c.key == "lat" for c in sheet_columns.cells(kind))
    )
    if not can or "lat" in columns or "lon" in columns:
        return columns
    pairs: dict[str, dict[str, int]] = {}
    for at, written in enumerate(names):
        found = _GPS.match(known.plain(written))
        if found:
            pairs.setdefault(found[1], {}).setdefault("lat" if found[2] == "lat" else "lon", at)
    whole = [p for p in pairs.values() if len(p) == 2]
    return {**columns, "lat": [whole[0]["lat"]], "lon": [whole[0]["lon"]]} if whole else columns


_FORM_SIGNS = frozenset(
    {"index", "parent_index", "parent_table_name", "submission_id", "start", "end", "uuid"}
    | {"instanceid", "audit", "deviceid"}
)


def is_form(names: Sequence[str], least: int = 1) -> bool:
    """Whether a head looks like the export of a form filled in on a phone.

    `least` is how many columns of the phone or the server are asked for; groups and split
    positions tell too where one is enough.
    """
    told = [known.plain(n) for n in names if n]
    signs = sum(t in _FORM_SIGNS for t in told)
    if least > 1:
        return signs >= least
    split = any(_GPS.match(t) and "_" in t for t in told)
    return signs >= 1 or sum("/" in n for n in names) >= 2 or split


def _names(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    """The names of a head; where it has a line above it, a blank cell takes what stands there.

    A line of few names is one where the line above is a head too: cells that reach over both.
    """
    names = [name(c) for c in rows[place]]
    wide = place and sum(bool(c.strip()) for c in rows[place - 1]) > 3
    if place and (sum(map(bool, names)) > 2 or wide):
        above = [name(c) for c in rows[place - 1]]
        names += [""] * (len(above) - len(names))
        for at, text in enumerate(above):
            if text and not names[at] and not text.startswith("#"):
                names[at] = text
    return tuple(names)


def _possible(
    rows: Sequence[Sequence[str]], lines: Sequence[int], tags: int | None, header_line: int
) -> list[int]:
    """Rows where the head may stand: as told, above the tags, or among the first."""
    if header_line:
        found = [i for i, line in enumerate(lines) if line == header_line]
        if not found:
            raise Problem("import_no_such_head", line=header_line)
        return found
    if tags is not None:
        above = [i for i in range(tags - 1, -1, -1) if any(c.strip() for c in rows[i])]
        return above[:1] or [-1]
    return [i for i, row in enumerate(rows[:_LOOK]) if sum(bool(c.strip()) for c in row) > 1]


def _tags_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The row of HXL tags, if there is one: every filled cell is a tag."""
    for place, row in enumerate(rows):
        filled = [c for c in row if c.strip()]
        if filled and len(filled) > 1 and all(_TAG.match(c) for c in filled):
            return place
        if (
            filled
            and len(filled) > 4
            and sum(bool(_TAG.match(c)) for c in filled) > 0.7 * len(filled)
        ):
            return place
    return None


def _keyed(rows: Sequence[Sequence[str]], kind: str) -> Chosen | None:
    """A template of ours is known by its row of keys, whatever a person did to the labels."""
    for place, row in enumerate(rows[:4]):
        found = sheet_heads.keyed(row)
        if found is None:
            continue
        of_kind, columns = found
        if kind and kind != of_kind:
            raise Problem("import_other_template", kind=of_kind, wanted=kind)
        names = rows[place + 1] if place + 1 < len(rows) else row
        width = max(len(row), len(names))
        full = [name(names[i]) if i < len(names) else "" for i in range(width)]
        profile = sheet_heads.profile(of_kind)
        return Chosen(profile, Head(tuple(full)), place + 2, place + 2, columns, False, True, True)
    return None


def _unrecognised(
    rows: Sequence[Sequence[str]],
    places: Sequence[int],
    kind: str,
    wanted: str,
    mapping: ColumnMapping | None,
) -> Problem:
    first = rows[places[0]] if places and places[0] >= 0 else (rows[0] if rows else [])
    listed = ", ".join(filter(None, map(name, first)))[:400]
    if not kind and not wanted and mapping is None and is_form(list(map(name, first))):
        asked = [n for n in map(name, first) if n and not known.identifies(n)]
        return Problem("import_form_export", columns=", ".join(asked)[:400])
    if mapping is not None:
        head = Head(tuple(map(name, first)))
        missing = ", ".join(c for c in mapping.columns.values() if not head.has(c))
        return Problem("import_mapping_missing", missing=missing, columns=listed)
    if wanted:
        return Problem("import_profile_does_not_fit", profile=wanted, columns=listed)
    if kind:
        return Problem("import_columns_missing", kind=kind, columns=listed)
    return Problem("import_unrecognised", columns=listed)
