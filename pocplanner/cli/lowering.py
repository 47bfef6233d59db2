"""The terminal's command that lowers what others may see: what it opens is said first."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.commands.lowering import Plan


def arguments(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add the command to the parser."""
    said = command("lower", writes=True, reports=True)
    said.add_argument("ids", nargs="*", metavar="ID", help=words.text("cli.arg.records"))

    def option(name: str, **more: Any) -> None:
        text = words.text(f"cli.arg.lower_{name.replace('-', '_')}")
        said.add_argument(f"--{name}", help=text, **more)

    option("to", choices=("moderate", "low"), required=True)
    option("reason", metavar="TEXT", default="")
    option("kind", metavar="KIND", default="")
    option("place", metavar="ID", default="")
    option("dry-run", action="store_true")


def run_lower(t: Terminal) -> int:
    """Say what lowering opens and for whom; do it unless it is a dry run."""
    from pocplanner.cli.opening import opened, today
    from pocplanner.commands.lowering import lower, of_kind, plan
    from pocplanner.commands.lowering_told import lines
    from pocplanner.model.guard import Level

    given = t.given
    if not given.ids and not given.kind:
        raise Problem("lower.no_records")
    if given.place and not given.kind:
        raise Problem("lower.place_without_kind")
    if not given.dry_run and not (given.author or "").strip():
        raise Problem("lower.no_author")
    if not given.dry_run and not given.reason.strip():
        raise Problem("lower.no_reason")
    to = Level(given.to)
    project = opened(t)
    try:
        snapshot = project.snapshot()
        ids = [*given.ids]
        if given.kind:
            ids += of_kind(snapshot, given.kind, given.place)
        found = plan(snapshot, ids, to, today())
        if given.json:
            t.answer(_as_json(t.words, found, given.dry_run))
        else:
            for line in lines(t.words, snapshot, found):
                t.line(line)
        if given.dry_run:
            if not given.json:
                t.say("cli.lower.dry_run")
        elif found.ids or not found.already:
            lower(project, ids, to, given.reason, given.author, today())
            if not given.json:
                t.line(t.words.plural("cli.lower.done", len(found.ids)))
    finally:
        project.close()
    return ATTENTION if found.refused else OK


def _as_json(words: Words, found: "Plan", dry: bool) -> dict[str, Any]:
    return {
        "to": found.to.value,
        "dry_run": dry,
        "ids": found.ids,
        "already": found.already,
        "refused": [{"id": n.id, "why": words.text(n.key)} for n in found.refused],
        "opens": [
            {
                "audience": o.audience.value,
                "records": o.records,
                "kinds": dict(o.kinds),
                "fields": [f"{kind}.{field}" for kind, field in o.fields],
            }
            for o in found.opens
        ],
    }
