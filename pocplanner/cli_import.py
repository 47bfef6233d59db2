"""The import command: what was found in each file, what was kept, what was refused and why."""

from pathlib import Path
from typing import Any

from pocplanner.cli import NOT_DONE, OK, Terminal
from pocplanner.commands import imports
from pocplanner.project import Project
from pocplanner.words import Problem

#: Refused rows shown on a terminal; all of them are in the JSON.
_SHOWN = 12


def import_files(t: Terminal, project: Project) -> int:
    """Read and keep each file in turn; a file that fails does not stop the others."""
    answers: list[dict[str, Any]] = []
    failed = 0
    for path in t.given.paths:
        try:
            answers.append(_one(t, project, path))
        except Problem as problem:
            failed += 1
            answers.append(
                {"file": path.name, "problem": problem.key, "text": t.words.problem(problem)}
            )
            if not t.given.json:
                t.line(f"{path.name}: {t.words.problem(problem)}")
    if t.given.json:
        t.answer(answers)
    return NOT_DONE if failed else OK


def _one(t: Terminal, project: Project, path: Path) -> dict[str, Any]:
    given = t.given
    mapping = dict(_pair(text) for text in given.map) or None
    reading = t.run(
        imports.look(
            project.snapshot(),
            path,
            given.kind,
            profile=given.profile,
            mapping=mapping,
            date_order=given.date_order,
            language=t.words.language,
            profiles=_profiles(),
        )
    )
    if given.remember and mapping:
        from pocplanner.formats.profiles import remember

        remember(_profiles(), given.remember, reading, mapping)
    if given.dry_run:
        return _told(t, path, reading, None)
    kept = t.run(imports.keep(project, reading))
    return _told(t, path, reading, kept)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign:
        raise Problem("cli.bad_pair", text=text)
    return name.strip(), column.strip()


def _profiles() -> Path:
    """Where remembered column mappings lie: the user's own folder."""
    from pocplanner.settings import folder

    return folder() / "profiles"


def _told(t: Terminal, path: Path, reading: Any, kept: Any) -> dict[str, Any]:
    facts = {
        "file": path.name,
        "kind": reading.kind,
        "profile": reading.source.profile,
        "found": reading.found,
        "rows": reading.rows,
        "new": kept.new if kept else None,
        "changed": kept.changed if kept else None,
        "same": kept.same if kept else None,
        "refused": [
            {
                "line": r.line,
                "column": r.column,
                "reason": t.words.text(r.key, **r.facts),
                "repair": r.repair,
            }
            for r in reading.refused
        ],
        "warnings": [t.words.text(w.key, **w.facts) for w in reading.warnings],
        "alike": [list(pair) for pair in kept.alike] if kept else [],
    }
    if not t.given.json:
        _say(t, facts, reading, kept)
    return facts


def _say(t: Terminal, facts: dict[str, Any], reading: Any, kept: Any) -> None:
    t.say("cli.import.file", file=facts["file"], kind=facts["kind"], profile=facts["profile"])
    for line in reading.found.lines(t.words):
        t.line(f"  {line}")
    if kept:
        t.say("cli.import.kept", new=kept.new, changed=kept.changed, same=kept.same)
    else:
        t.say("cli.import.looked", rows=facts["rows"])
    for warning in facts["warnings"]:
        t.line(f"  {warning}")
    for refused in facts["refused"][:_SHOWN]:
        t.say("cli.import.refused_row", **refused)
    if len(facts["refused"]) > _SHOWN:
        t.say("cli.import.more_refused", count=len(facts["refused"]) - _SHOWN)
    for pair in facts["alike"][:_SHOWN]:
        t.say("cli.import.alike", one=pair[0], other=pair[1])
