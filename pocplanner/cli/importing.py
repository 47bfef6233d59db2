"""The import command: what was found in each file, what was kept, what was refused and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK, Terminal
from pocplanner.commands import imports
from pocplanner.commands.duplicates import propose
from pocplanner.formats.planning import Wish
from pocplanner.formats.profiles import ColumnMapping, Profile, from_mapping, remember
from pocplanner.formats.reading import RawRow, Reading
from pocplanner.formats.shown import first_rows
from pocplanner.project import Project
from pocplanner.words import Problem, Words

#: Rows shown on a terminal of each list; all of them are in the JSON.
_SHOWN = 12


def import_files(t: Terminal, project: Project) -> int:
    """Read and keep each file in turn; a file that fails does not stop the others.

    The end asks for a look where rows were refused, and is no success where all of them were.
    """
    answers: list[dict[str, Any]] = []
    failed = 0
    for path in t.given.paths:
        try:
            answers.append(_one(t, project, path))
        except Problem as problem:
            failed += 1
            said = t.words.problem(problem)
            raw = problem.facts.get("raw", ())[: imports.FIRST] if t.given.preview else ()
            told = [{"line": line, "cells": list(cells)} for line, cells in raw]
            answers.append({"file": path.name, "problem": problem.key, "text": said, "raw": told})
            if not t.given.json:
                t.line(f"{path.name}: {said}")
                _say_raw(t, raw)
    if t.given.json:
        t.answer(answers)
    if failed or any(a["refused"] and not a["counts"].kept for a in answers):
        return NOT_DONE
    return ATTENTION if any(a["refused"] or a.get("held") for a in answers) else OK


def _say_raw(t: Terminal, raw: Sequence[RawRow]) -> None:
    """The rows as they stand in a file that is not understood."""
    if raw:
        t.say("imports.cli.raw")
    for line, cells in raw:
        t.line(f"  {line:>4}  " + " | ".join(" ".join(c.split()) for c in cells)[:300])


def _one(t: Terminal, project: Project, path: Path) -> dict[str, Any]:
    given = t.given
    mapping = _mapping(given.kind, given.map)
    wish = Wish(
        kind=given.kind or "",
        profile=given.profile or "",
        mapping=mapping,
        overrides=_pairs(given.overrides) | ({"layer": given.layer} if given.layer else {}),
        folder=profiles_folder(),
        fresh=given.fresh,
    )
    first = imports.FIRST if given.preview else 0
    reading: Reading = t.run(
        imports.look_as(project.snapshot(), path, wish, t.words.language, first)
    )
    if given.remember:
        _remember(reading, wish, given.remember)
    if given.preview:
        facts = previewed(t.words, path.name, reading)
        if not given.json:
            _say_preview(t, facts, reading)
        return facts
    kept = None if given.dry_run or all_refused(reading) else t.run(imports.keep(project, reading))
    facts = told(t.words, path.name, reading, kept)
    if kept and reading.kind == "events":
        facts["twins"] = list(propose(project.snapshot(), kept.source_id))
    if not given.json:
        _say(t, facts, reading, kept)
    return facts


def _remember(reading: Reading, wish: Wish, name: str) -> None:
    """Remember the columns under a name, and how files with this head are read."""
    if wish.mapping:
        made: Profile = from_mapping(wish.mapping)
        remember(made.model_copy(update={"name": name}), profiles_folder())
    imports.remember(reading, wish, profiles_folder(), name)


def all_refused(reading: Reading) -> bool:
    """Whether every row was refused, so that there is nothing to keep."""
    return bool(reading.refused) and not reading.counts.kept


def _mapping(kind: str | None, pairs: list[str]) -> ColumnMapping | None:
    if not pairs:
        return None
    return ColumnMapping(kind=kind or "events", columns=_pairs(pairs))


def _pairs(texts: list[str]) -> dict[str, str]:
    """NAME=VALUE, as often as given. A lone tab may be written as "tab"."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise Problem("cli.bad_pair", text=text)
        found[name.strip()] = "\t" if value == "tab" else value.strip()
    return found


def profiles_folder() -> Path:
    """Where remembered column mappings lie: the user's own folder."""
    from pocplanner.settings import folder

    return folder() / "profiles"


def told(words: Words, name: str, reading: Reading, kept: imports.Kept | None) -> dict[str, Any]:
    """What became of a file, for a program."""
    return {
        "file": name,
        "kind": reading.kind,
        "profile": reading.source.profile,
        "source_id": reading.source.id,
        "found": reading.found,
        "counts": reading.counts,
        "kept": kept is not None,
        "new": kept.new if kept else None,
        "changed": kept.changed if kept else None,
        "same": kept.same if kept else None,
        "refused": refused_rows(words, reading),
        "warnings": [w.sentence(words) for w in reading.warnings],
        "unknown_codes": [
            {"vocabulary": u.vocabulary, "code": u.code, "count": u.count}
            for u in reading.unknown_codes
        ],
        "alike": list(kept.alike) if kept else [],
        "traces": list(kept.traces) if kept else [],
        "not_taken": kept.not_taken if kept else 0,
        "held": [{"id": h.act_id, "text": words.problem(h.problem)} for h in kept.held]
        if kept
        else [],
        "twins": [],
    }


def previewed(words: Words, name: str, reading: Reading) -> dict[str, Any]:
    """The first rows of a file and how it was understood, for a program."""
    found = reading.found
    return {
        "file": name,
        "kind": reading.kind,
        "layout": found.profile,
        "format": found.format,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "decimal": found.decimal,
        "date_order": found.date_order,
        "axis_order": found.axis_order or "as_written",
        "header_row": found.header_row,
        "hxl": found.hxl,
        "sheet": found.sheet,
        "sheets": list(found.sheets),
        "columns": {field: list(names) for field, names in found.columns.items()},
        "remembered": list(found.remembered),
        "raw": [
            {"line": line, "cells": list(cells)} for line, cells in reading.raw[: imports.FIRST]
        ],
        "unused": list(found.unused),
        "dropped": list(found.dropped),
        "rows": first_rows(reading, imports.FIRST),
        "counts": reading.counts,
        "refused": refused_rows(words, reading),
        "warnings": [w.sentence(words) for w in reading.warnings],
        "kept": False,
    }


def refused_rows(words: Words, reading: Reading) -> list[dict[str, Any]]:
    """The refused rows: line, column, reason and a sentence."""
    return [
        {"line": r.line, "column": r.column, "reason": r.reason, "text": r.sentence(words)}
        for r in reading.refused
    ]


def _say_preview(t: Terminal, facts: dict[str, Any], reading: Reading) -> None:
    t.say("cli.import.file", file=facts["file"], kind=facts["kind"], profile=facts["layout"])
    t.line("  " + found_line(t.words, reading))
    for field, names in facts["columns"].items():
        t.line(f"  {field} ← {', '.join(names)}")
    if facts["dropped"]:
        t.say("tables.cli.dropped", columns=", ".join(facts["dropped"]))
    for row in facts["rows"]:
        t.line("  " + " · ".join(f"{k}: {v}" for k, v in row.items())[:300])
    for warning in facts["warnings"]:
        t.line(f"  {warning}")
    for refused in facts["refused"]:
        t.line("  " + refused["text"])
    t.say("tables.cli.nothing_kept")


def _say(t: Terminal, facts: dict[str, Any], reading: Reading, kept: imports.Kept | None) -> None:
    t.say("cli.import.file", file=facts["file"], kind=facts["kind"], profile=facts["profile"])
    t.line("  " + found_line(t.words, reading))
    if kept:
        t.say("cli.import.kept", new=kept.new, changed=kept.changed, same=kept.same)
    elif all_refused(reading):
        t.say("cli.import.none")
    else:
        t.say("cli.import.looked", rows=reading.counts.kept)
    if kept and kept.not_taken:
        t.say("imports.cli.not_taken", count=kept.not_taken)
    if reading.counts.not_on_map:
        t.say("cli.import.not_on_map", count=reading.counts.not_on_map)
    for warning in facts["warnings"]:
        t.line(f"  {warning}")
    if facts["refused"]:
        # One row can be refused for several reasons, and twice for the same.
        t.say("cli.import.refused", count=reading.counts.refused or len(facts["refused"]))
    sentences = list(dict.fromkeys(r["text"] for r in facts["refused"]))
    for text in sentences[:_SHOWN]:
        t.line("  " + text)
    if len(sentences) > _SHOWN:
        t.say("cli.import.more_refused", count=len(sentences) - _SHOWN)
    for unknown in facts["unknown_codes"][:_SHOWN]:
        t.say("cli.import.unknown_code", **unknown)
    for pair in facts["twins"][:_SHOWN]:
        t.say("tables.cli.twins", one=pair.one.id, other=pair.other.id, day=pair.one.told["date"])
    if len(facts["twins"]) > _SHOWN:
        t.say("cli.more", count=len(facts["twins"]) - _SHOWN)
    if facts["held"]:
        t.say("interference.import.left", count=len(facts["held"]))
    for held in facts["held"][:_SHOWN]:
        t.line("  " + held["text"])
    if facts["traces"]:
        t.say("cli.import.traces", count=len(facts["traces"]))
    for pair in facts["alike"][:_SHOWN]:
        both = {"one": pair.one.name, "other": pair.other.name}
        ids = {"one_id": pair.one.id, "other_id": pair.other.id}
        # A side of an event is a name, not a record: there is nothing to merge, only to name.
        key = "cli.import.alike" if pair.one.kind and pair.other.kind else "cli.import.alike_side"
        t.say(key, **both, **ids)
    if len(facts["alike"]) > _SHOWN:
        t.say("cli.more", count=len(facts["alike"]) - _SHOWN)


def found_line(words: Words, reading: Reading) -> str:
    """How a file was understood, in one line."""
    found = reading.found
    said = [found.format]
    for name in (
        "encoding",
        "delimiter",
        "decimal",
        "date_order",
        "header_row",
        "sheet",
        "layer",
        "system",
    ):
        value = getattr(found, name)
        if value:
            shown = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}.get(value, value)
            said.append(f"{words.text(f'cli.found.{name}')} {shown}")
    if found.hxl:
        said.append("HXL")
    if found.remembered:
        said.append(words.text("imports.cli.remembered"))
    if len(found.layers) > 1 and not found.layer:
        listed = ", ".join(f"{x.name} ({x.features})" for x in found.layers[:12])
        said.append(f"{words.text('cli.found.layers')} {listed}")
    return " · ".join(said)
