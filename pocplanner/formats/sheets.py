"""The sheets on which records come: for each kind its columns, made from the fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

from shapely.geometry.base import BaseGeometry

from pocplanner.formats.profiles import Profile, plain
from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.community import (
    Alert,
    Community,
    Coping,
    Journey,
    Mechanism,
    Perception,
    Promise,
    Request,
    Timing,
)
from pocplanner.model.contacts import Contact
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.guard import metadata
from pocplanner.model.initiatives import Initiative
from pocplanner.model.lived import SafetyPair
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Code, Range, Record, Ref
from pocplanner.model.strategy import Indicator
from pocplanner.model.terrain import GroundClass
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import LANGUAGES, Words

SEXES = ("female", "male")
AGES = ("0_4", "5_11", "12_17", "18_29", "30_59", "60_plus")


#: A column of ours that says that a point is not the record's own but its place's.
LOCATED = "located"
#: Forms of cells that hold a shape, and what columns with one are called.
SHAPES = frozenset({"line", "shape"})
_SHAPE_NAMES = ("wkt", "shape", "Shape", "Forme", "geometry", "geom", "geometrie")


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


@dataclass(frozen=True)
class Sheet:
    """A kind of record as a sheet: fields in their order, and what tells two rows apart."""

    kind: str
    model: type[Record]
    fields: tuple[str, ...]
    identity: tuple[str, ...]


_ALIKE: dict[str, tuple[type[Record], str, str]] = {
    "communities": (
        Community,
        "name position kind area_ids settlement_id aliases population people groups "
        "vulnerabilities phone languages market_days protectors women_note gender_note "
        "humanitarian_view referral last_visit_on",
        "name lat lon",
    ),
    "coping": (
        Coping,
        "title strategy place_id position shape users_sex users_age users against when hours "
        "weekdays seasons trigger effectiveness judged_by judged_on cost_bearers cost harm "
        "mission_effect mission_effect_note support_wanted survives_exit route_id consent",
        "title place_id strategy",
    ),
    "mechanisms": (
        Mechanism,
        "name kind place_id position covers_ids reach_km origin recognised selection seats "
        "groups_absent functions focal_points channel backup coverage hours languages "
        "shared_causes passes_to_ids trust resourcing permissiveness trusted overlap blind_spots "
        "last_contact_on last_test_on test_passed alerts_sent alerts_answered alerts_fed_back "
        "capture_risk captured_by state_access consent safeguards exposure_incidents "
        "could_go_wrong funder phase_out_owner",
        "name place_id",
    ),
    "causes": (
        SharedCause,
        "tag position works_percent fails_seasons fails_night seen_on note",
        "tag",
    ),
    "alerts": (
        Alert,
        "place_id received_at threat mechanism_id position verified_at tasked_at answered_at "
        "told_back_at received_by verified_by tasked_by answered_by told_back_by outcome "
        "not_told_reason text caller_sex",
        "place_id received_at text",
    ),
    "perceptions": (
        Perception,
        "place_id question on sex age group asked positive rating threat_id quote sampling "
        "collector language position",
        "place_id question on sex age group threat_id quote",
    ),
    "actors": (
        Actor,
        "name aliases kind roles network_roles rationales area_ids strength across_border "
        "economy grievances gender_note conduct_note",
        "name",
    ),
    "routes": (Route, "name kind line passable_dry passable_wet passable_night note", "name"),
    "obstacles": (
        Obstacle,
        "name kind position state route_id held_by passable_wet passable_night load_t delay_min "
        "seen_on note",
        "name lat lon",
    ),
    "patrols": (
        Patrol,
        "name kind state line post_id unit_ids from_hour to_hour weekdays on women asked note",
        "name on",
    ),
    "journeys": (
        Journey,
        "title place_id purpose sex ages group people route_id line weekdays from_hour to_hour "
        "seasons with_whom changed who_else cost_to_whom asked asked_on",
        "title place_id",
    ),
    "posts": (Post, "name kind component position opened_on closes_on heir note", "name"),
    "units": (
        Unit,
        "name kind component post_id contributor strength women languages ready_day_min "
        "ready_night_min goes_on_foot caveats rotation_on tradition perceived_bias",
        "name post_id",
    ),
    "timings": (
        Timing,
        "place_id light season warning report verify decide muster travel effect response "
        "post_id basis entered_by on",
        "place_id light season",
    ),
    "threats": (
        Threat,
        "title kind place_id shape perpetrator_ids perpetrator_name groups sex ages window_days "
        "pattern from_hour to_hour weekdays seasons intent capability opportunity impact "
        "vulnerability local_capacity signs specific_warning under_way community_rating "
        "community_rated_by community_rated_on trend confidence reliability credibility "
        "most_likely most_dangerous minimum_force minimum_strength",
        "kind place_id perpetrator_ids perpetrator_name groups title",
    ),
    "requests": (
        Request,
        "place_id text asked_on mechanism_id asked_by_sex community_priority answer reason "
        "answered_on told_back_on",
        "place_id asked_on text",
    ),
    "contacts": (
        Contact,
        "on place_id level counterpart sex ages people women component unit_id by purpose asked "
        "told heard response response_note language interpreter_sex harm harm_note mechanism_id "
        "actor_id",
        "on place_id counterpart by purpose",
    ),
    "promises": (
        Promise,
        "place_id to by unit_id text made_on due_on state outcome told_on",
        "place_id made_on text",
    ),
    "initiatives": (
        Initiative,
        "title origin place_id aims led_by leader_sex component links_ids request_ids threat_ids "
        "state since until marks adapted harm funder heir",
        "title place_id",
    ),
    "indicators": (
        Indicator,
        "name unit source component tier place_id baseline baseline_on target wanted every_days "
        "by owner",
        "name place_id",
    ),
    "pairs": (
        SafetyPair,
        "title output_id place_id question sex attribution evidence interference owner",
        "output_id place_id question sex",
    ),
    "signs": (WarningSign, "place_id sign state looked on confidence note", "place_id sign on"),
    "ties": (
        Tie,
        "from_id to_id kind since until across_border confidence source_id note",
        "from_id to_id kind since",
    ),
    "drivers": (Driver, "kind place_id text exploited_by_ids level weight", "kind place_id text"),
    "ground": (GroundClass, "name terrain_id code kmh factor", "terrain_id code"),
}
SHEETS: dict[str, Sheet] = {
    kind: Sheet(kind, model, tuple(fields.split()), tuple(identity.split()))
    for kind, (model, fields, identity) in _ALIKE.items()
}
#: The layers of a file that this program writes for others, by their names there.
LAYERS: dict[str, type[Record]] = {
    "communities": Community,
    "places": Settlement,
    "posts": Post,
    "airfields": Airfield,
    "obstacles": Obstacle,
    "areas": Area,
    "routes": Route,
    "patrols": Patrol,
    "threats": Threat,
    "coping": Coping,
    "mechanisms": Mechanism,
    "journeys": Journey,
    "alerts": Alert,
}
#: Kinds that come as tables or shapes of others, never on a sheet of ours.
FOREIGN: dict[str, type[Record]] = {
    "places": Settlement,
    "areas": Area,
    "airfields": Airfield,
    "partners": Actor,
}

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
def own(kind: str) -> Sheet:
    """All that a layer of ours tells of a kind: the sheet to read such a file by."""
    model = LAYERS[kind]
    named = SHEETS[kind].fields if kind in SHEETS else ()
    told = [
        n
        for n in model.model_fields
        if n not in _BY_ITSELF and (model.__name__, n) not in _DECIDED and _plain(model, n)
    ]
    identity = SHEETS[kind].identity if kind in SHEETS else ("name",)
    return Sheet(kind, model, tuple(n for n in told if n not in named) + named, identity)


#: Fields that a layer never brings: who a record is, how it is guarded, from where it came.
_BY_ITSELF = frozenset({"id", "sensitivity", "lowered", "source_id", "source_key", "consent"})


#: What a person decides here: no file decides it.
_DECIDED = frozenset(
    ("Threat", name) for name in ("status", "decided_by", "decided_at", "reason", "override")
)


def _plain(model: type[Record], name: str) -> bool:
    """Whether a field stands in one column of a layer."""
    base, _, many = unwrapped(model.model_fields[name].annotation)
    if not isinstance(base, type):
        return False
    single = (str, bool, int, float, date, datetime)
    if many:
        return issubclass(base, (str, int)) and not issubclass(base, bool)
    return issubclass(base, (*single, Position, BaseGeometry, Range))


def sheet(kind: str, ours: bool = False) -> Sheet:
    """The sheet of a kind; with `ours` that of a layer which this program wrote."""
    return own(kind) if ours else SHEETS[kind]


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


@cache
def _labels(kind: str, ours: bool = False) -> dict[str, str]:
    """Every name that a column answers to, in all languages, to its key."""
    found: dict[str, str] = {}
    for cell in cells(kind, ours):
        found[plain(cell.key)] = cell.key
        for language in LANGUAGES:
            words = Words(language)
            found.setdefault(plain(label(kind, cell, words)), cell.key)
            if ours and not cell.field:
                told = words.text(f"export_data.column.{cell.key}")
                found.setdefault(plain(told), cell.key)
    shape = next((c.key for c in cells(kind, ours) if c.form in SHAPES), "")
    for name in _SHAPE_NAMES if shape else ():
        found.setdefault(plain(name), shape)
    return found


def key_of(kind: str, cell: Cell) -> str:
    """What the hidden row of a template says of a column."""
    return f"{kind}.{cell.key}"


_KEYED = re.compile(r"^([a-z]+)\.([a-z0-9_]+)$")


def keyed(row: Sequence[str]) -> tuple[str, dict[str, list[int]]] | None:
    """The kind and columns of a row of keys, or nothing where this is another row."""
    found = [(i, _KEYED.match(c.strip())) for i, c in enumerate(row) if c.strip()]
    kinds = {m.group(1) for _, m in found if m}
    if len(found) < 2 or any(m is None for _, m in found) or len(kinds) != 1:
        return None
    kind = kinds.pop()
    if kind not in SHEETS:
        return None
    known = {c.key for c in cells(kind)}
    return kind, {m.group(2): [i] for i, m in found if m and m.group(2) in known}


def columns(kind: str, names: Sequence[str], ours: bool = False) -> dict[str, list[int]]:
    """The columns of a kind by the names of a head, in either language or by their keys."""
    known = _labels(kind, ours)
    found: dict[str, list[int]] = {}
    for place, written in enumerate(names):
        # Forms filled in on a phone write a group's name before that of the question.
        key = known.get(plain(written)) or known.get(plain(written.rpartition("/")[2]))
        if key is not None:
            found.setdefault(key, [place])
    return found


#: The profile of a layer that this program wrote for others.
OWN_LAYER = "own_layer"


def profile(kind: str, ours: bool = False) -> Profile:
    """The profile of a sheet of ours, or of a layer that this program wrote."""
    return Profile(name=OWN_LAYER if ours else "template", kind=kind)


#: Columns that any table of places may have: they tell nothing of the kind.
_COMMON = {"key", "name", "lat", "lon", "population", "aliases", "kind", "note", "text", "on"}


def _tells(here: dict[str, list[int]], names: Sequence[str]) -> bool:
    """Whether a head speaks for a sheet of ours where nobody said what the file holds."""
    named = sum(bool(n.strip()) for n in names)
    return len(set(here) - _COMMON) >= 2 and len(here) >= max(4, 0.6 * named)


def recognise(names: Sequence[str], kind: str = "") -> tuple[Profile | None, int]:
    """Which sheet of ours a head belongs to, and how well it fits (compare `profiles.score`)."""
    best, most = None, 0
    for candidate in SHEETS:
        if kind and candidate != kind:
            continue
        here = columns(candidate, names)
        needed = [c.key for c in cells(candidate) if c.required]
        if not all(k in here for k in needed):
            continue
        if not kind and not _tells(here, names):
            continue
        if len(here) > max(most, len(needed)):
            best, most = candidate, len(here)
    if best is None:
        return None, 0
    # A whole sheet of ours stands above a general table, below a known layout.
    return profile(best), 15 * 10_000 + most
