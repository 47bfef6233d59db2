"""A reading put together from what came back: records or events, and what is to be said."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pocplanner.formats import events, geodata, judging, partners, records, shapes, tables
from pocplanner.formats.context import Context, folded
from pocplanner.formats.mending import with_rows
from pocplanner.formats.planning import Plan
from pocplanner.formats.profiles import Profile
from pocplanner.formats.reader.wire import WireError
from pocplanner.formats.reading import Found, Reading, SourceFacts, Warned
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.model.text import visible
from pocplanner.words import Problem

Gathered = events.Gathered | judging.Gathered | shapes.Gathered


def finished(
    made: Gathered, plan: Plan, name: str, mark: str, context: Context, first: int
) -> Reading:
    """The reading: what was gathered, judged by its kind, with counts and warnings."""
    profile = plan.profile
    source = _source(profile, plan.found, name, mark, context)
    base = Reading(profile.kind, plan.found, source, partial=bool(first), ours=plan.own is not None)
    ours = plan.chosen is not None and plan.chosen.keyed
    body = plan.head.body
    end = getattr(made, "end", {})
    notes = (
        *((Warned("placed_by_column", 1, (), {"column": plan.placed}),) if plan.placed else ()),
        *_other_layers(end),
        *_doubts(body, plan.found, ours),
        *_notes(body, plan),
        *_left_out(plan),
    )
    if isinstance(made, events.Gathered):
        found = replace(
            plan.found,
            decimal=plan.found.decimal or str(end.get("decimal", ""))[:1],
            date_order=plan.found.date_order or str(end.get("date_order", ""))[:3],
        )
        return replace(
            base,
            found=found,
            counts=made.counts,
            refused=tuple(made.refused),
            warnings=(*notes, *made.warnings),
            unknown_codes=tuple(made.unknown),
            first_day=made.day("first_day"),
            last_day=made.day("last_day"),
            spool=made.spool,
        )
    if isinstance(made, shapes.Gathered):
        judged = shapes.judge(made, profile, source, context)
    elif plan.chosen is not None and profile.kind == "partners":
        judged = partners.judge(made, plan.chosen, source, context, first)
    elif plan.chosen is not None and (profile.kind in sheet_kinds.SHEETS or plan.chosen.ours):
        judged = records.judge(made, plan.chosen, source, context, first)
    elif plan.chosen is not None:
        judged = tables.judge(made, plan.chosen, source, context, first)
    else:
        raise Problem("import_reader_garbage")
    refused = judged.refused
    if isinstance(made, judging.Gathered):
        refused = with_rows(refused, [*made.lines, *made.whole], [*made.rows, *made.whole.values()])
    return replace(
        base,
        found=replace(
            plan.found,
            decimal=plan.found.decimal or judged.decimal,
            date_order=plan.found.date_order or judged.date_order,
        ),
        counts=judged.counts,
        records=judged.records,
        fields=judged.fields,
        refused=refused,
        warnings=(*notes, *judged.warnings),
        unknown_codes=judged.unknown,
    )


def _source(
    profile: Profile, found: Found, name: str, digest: str, context: Context
) -> SourceFacts:
    facts = profile.source
    stem = folded(Path(name).stem) or "file"
    key = context.source_key or facts.key or f"{profile.kind}:{stem}"
    return SourceFacts(
        name=facts.attribution or Path(name).stem,
        key=key,
        file_name=name,
        sha256=digest,
        profile=profile.name,
        kind=facts.kind,
        licence=facts.licence,
        attribution=facts.attribution,
        sharing_terms=facts.sharing_terms,
        published=facts.published,
    )


def _notes(body: dict[str, Any], plan: Plan) -> tuple[Warned, ...]:
    """What the reader of geodata left out or assumed, and areas that became points."""
    try:
        return geodata.notes(body, as_points=plan.shape is None and not plan.job.get("shapes"))
    except WireError as error:
        raise Problem("import_reader_garbage") from error


def _other_layers(end: Mapping[str, Any]) -> tuple[Warned, ...]:
    """The rows of a table of ours that belong to other layers."""
    left = end.get("left") or {}
    if not isinstance(left, dict) or not left:
        return ()
    named = {visible(str(k))[:40]: int(n) for k, n in left.items()}
    names = ", ".join(f"{k} ({n})" for k, n in named.items())[:200]
    return (Warned("layers_left_out", sum(named.values()), (), {"names": names}),)


def _left_out(plan: Plan) -> tuple[Warned, ...]:
    """Columns that are not read: those that name people, and on our sheets all unknown ones."""
    if plan.chosen is None or plan.chosen.ours:
        return ()
    unused = plan.chosen.unused
    if plan.chosen.template:
        listed, key = unused, "columns_not_read"
    else:
        listed, key = plan.chosen.dropped, "identifiers_left_out"
    return (Warned(key, len(listed), (), {"columns": ", ".join(listed)[:300]}),) if listed else ()


#: What a workbook's cells give reason to tell, and how its reader calls the number of them.
_IN_CELLS = {
    "formulas": "formulas",
    "formulas_without_result": "unstored",
    "merged_cells": "merged",
}


def _doubts(body: dict[str, Any], found: Found, ours: bool) -> tuple[Warned, ...]:
    """What the head of the file already gives reason to look at."""
    doubts = [str(d) for d in body.get("doubts", [])]
    made = [Warned(f"text_{d}") for d in doubts if d in {"mojibake", "arabic", "undefined"}]
    for key, name in _IN_CELLS.items():
        if count := int(body.get(name, 0)):
            made.append(Warned(key, count))
    joined = [str(n) for n in body.get("joined", [])]
    if joined:
        made.append(Warned("joined", 1, (), {"columns": visible(", ".join(joined))[:300]}))
    if len(found.sheets) > 1 and not ours:
        others = ", ".join(s for s in found.sheets if s != found.sheet)
        made.append(Warned("other_sheets", len(found.sheets) - 1, (), {"sheets": others[:200]}))
    return tuple(made)
