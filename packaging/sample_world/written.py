"""The part of the example that is written by hand: `story/*.toml`, as records."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pocplanner.model.kinds import kind
from pocplanner.model.record import Record
from sample_world.grades import published, severe, shared
from sample_world.people import World

K = TypeVar("K", bound=Record)
_STORY = Path(__file__).parent / "story"


@cache
def story(name: str) -> dict[str, Any]:
    """A file of the story by its name."""
    return tomllib.loads((_STORY / f"{name}.toml").read_text(encoding="utf-8"))


def tuples(value: Any) -> Any:
    """Lists as tuples, all the way down: what is written by hand never changes."""
    if isinstance(value, list):
        return tuple(tuples(v) for v in value)
    if isinstance(value, dict):
        return {k: tuples(v) for k, v in value.items()}
    return value


def records(file: str, of: type[K], world: World | None = None) -> list[K]:
    """The records of a kind in a file; with the world, those of a place stand where it is."""
    return [_record(row, of, world) for row in story(file)[of.__name__]]


def _record(row: dict[str, Any], of: type[K], world: World | None) -> K:
    told = dict(row)
    guard = told.pop("guard", "")
    if guard == "published":
        told |= published()
    elif guard == "severe":
        told |= severe()
    elif guard:
        told |= shared(guard.removeprefix("shared: "))
    if world is not None and "position" in of.model_fields:
        at = told.pop("stands_at", "") or told["place_id"]
        told.setdefault("position", world.where(at))
    found = kind(of.__name__).model_validate(told)
    assert isinstance(found, of)
    return found
