"""Profiles: which column of a file is what, which foreign code is which of our terms.

Ours lie in `resources/profiles`; those that people made by mapping columns lie as the same
TOML in a folder of their own.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.private import write_private
from pocplanner.resources import ROOT, read_toml
from pocplanner.words import Problem

_NAME = re.compile(r"^[a-z0-9][a-z0-9_\-]{0,59}$")
_FRAME = ConfigDict(frozen=True, extra="forbid")


class ProfileSource(BaseModel):
    """What a profile knows of where its files come from."""

    model_config = _FRAME
    key: str = ""
    kind: str = "own"
    published: bool = False
    licence: str = ""
    attribution: str = ""
    sharing_terms: str = ""


class ShapeLevel(BaseModel):
    """How features name themselves: columns to be tried in order."""

    model_config = _FRAME
    level: int = -1
    name: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    pcode: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    population: tuple[str, ...] = ()


class Profile(BaseModel):
    """One layout of files. Column names are compared without case, accents or signs."""

    model_config = _FRAME
    name: str
    kind: str
    rank: int = 10
    title: dict[str, str] = Field(default_factory=dict)
    needs: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    needs_fields: tuple[str, ...] = ()
    any_fields: tuple[str, ...] = ()
    at_least: int = 1
    nothing: tuple[str, ...] = ()
    hxl: bool = False
    shapes: bool = False
    headless: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    join: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    constant: dict[str, str] = Field(default_factory=dict)
    codes: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    kinds: dict[str, str] = Field(default_factory=dict)
    place_precision: dict[str, int] = Field(default_factory=dict)
    day_precision: dict[str, int] = Field(default_factory=dict)
    place_default: int = 0
    day_default: int = 0
    date_order: str = ""
    decimal: str = ""
    group_of_civilians: bool = False
    level: tuple[ShapeLevel, ...] = ()
    source: ProfileSource = ProfileSource()


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A column's name for comparing; an HXL tag keeps its sign and its attributes in order."""
    text = name.strip().lstrip("\ufeff")
    if text.startswith("#"):
        tag, *attributes = [p.strip() for p in text.lower().split("+")]
        return "+".join([tag, *attributes]).replace(" ", "")
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "_", kept).strip("_")


#: Columns that tell of single people or of the device that wrote the row.
_IDENTIFYING = re.compile(
    r"(?:^|_)(?:device_?id|sim_?serial|subscriber_?id|phone(?:_?number)?|telephone|tel|mobile"
    r"|e_?mail|courriel|user_?name|submitted_by|enumerator|enqueteur|imei|national_id"
    r"|date_of_birth|dob|victim_name|nom_de_la_victime|nom_victime|contact_name"
    r"|inspector|interviewer|surveyor|respondent(?:_name)?|informant|informateur|inspecteur"
    r"|repondant|signature|nom_du_chef|geolocation|attachments)(?:_|$)"
)
#: What a phone or a form's server writes beside the answers: when, by whom, on which device.
_FORM = re.compile(
    r"^(?:start|end|today|audit|uuid|root_uuid|instance_?id|meta_instance_?id|submission_time"
    r"|submission_date|submitter_id|submitter_name|validation_status|review_state|edits|version"
    r"|device_?info|background_audio|start_?geopoint)$"
)


def identifies(name: str) -> bool:
    """Whether a column's name says that it names people or their devices."""
    found = plain(name)
    last = plain(name.rpartition("/")[2])
    return bool(_IDENTIFYING.search(found) or _FORM.match(last))


@cache
def _ours() -> tuple[Profile, ...]:
    names = sorted(p.name for p in (ROOT / "profiles").glob("*.toml"))
    return tuple(Profile.model_validate(read_toml("profiles", name)) for name in names)


def profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """All profiles, a person's own before ours of the same name. Problem for a broken one."""
    own: dict[str, Profile] = {}
    if folder and folder.is_dir():
        for path in sorted(folder.glob("*.toml")):
            own[path.stem] = _read(path)
    return (*own.values(), *(p for p in _ours() if p.name not in own))


def _read(path: Path) -> Profile:
    try:
        return Profile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise Problem("import_profile_broken", profile=path.stem) from error


def profile(name: str, folder: Path | None = None) -> Profile:
    """A profile by its name. Problem, with the names that there are, where there is none."""
    for found in profiles(folder):
        if found.name == name:
            return found
    known = ", ".join(sorted(p.name for p in profiles(folder)))
    raise Problem("import_profile_unknown", profile=name, known=known)


@dataclass(frozen=True)
class ColumnMapping:
    """Columns named by a person: field to column, and what else the file does not say itself."""

    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    date_order: str = ""
    decimal: str = ""


def from_mapping(mapping: ColumnMapping, under: Profile | None = None) -> Profile:
    """The profile that a mapping makes, laid over another where one is given."""
    if mapping.kind not in KINDS:
        raise Problem("import_kind_unknown", kind=mapping.kind, known=", ".join(KINDS))
    base = under or Profile(name="mapped", kind=mapping.kind, day_default=1)
    columns = {**base.columns, **{f: (c,) for f, c in mapping.columns.items()}}
    codes = {**base.codes, **{k.casefold(): v for k, v in mapping.codes.items()}}
    made = base.model_copy(
        update={
            "name": mapping.name or "mapped",
            "kind": mapping.kind,
            "rank": 30,
            "columns": columns,
            "codes": codes,
            "needs": tuple(plain(c) for c in mapping.columns.values()),
            "needs_fields": (),
            "needs_any": (),
            "any_fields": (),
            "tells": (),
            "headless": (),
            "date_order": mapping.date_order or base.date_order,
            "decimal": mapping.decimal or base.decimal,
        }
    )
    return Profile.model_validate(made.model_dump())


def remember(made: Profile, folder: Path) -> Path:
    """Keep a profile in a person's own folder, under its name. Problem where it has none."""
    import tomli_w

    if not _NAME.match(made.name) or made.name == "mapped":
        raise Problem("import_profile_name", profile=made.name)
    path = folder / f"{made.name}.toml"
    content = {k: v for k, v in made.model_dump(mode="json").items() if v not in ("", [], {}, ())}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, tomli_w.dumps(content).encode())
    except OSError as error:
        raise Problem("import_profile_not_saved", profile=made.name) from error
    return path
