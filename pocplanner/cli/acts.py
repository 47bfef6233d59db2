"""What each command of the terminal does: it asks the commands floor and says the outcome."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pocplanner.cli.decisions import run_accept as run_accept
from pocplanner.cli.decisions import run_change as run_change
from pocplanner.cli.decisions import run_refuse as run_refuse
from pocplanner.cli.exposure import run_hours as run_hours
from pocplanner.cli.interference import run_answer as run_answer
from pocplanner.cli.interference import run_interference as run_interference
from pocplanner.cli.lowering import run_lower as run_lower
from pocplanner.cli.network import run_actors as run_actors
from pocplanner.cli.network import run_grid as run_grid
from pocplanner.cli.opening import author, day, opened, today
from pocplanner.cli.people import run_alerts as run_alerts
from pocplanner.cli.people import run_engagement as run_engagement
from pocplanner.cli.people import run_handover as run_handover
from pocplanner.cli.people import run_stamp as run_stamp
from pocplanner.cli.people import run_voices as run_voices
from pocplanner.cli.reach import run_reach as run_reach
from pocplanner.cli.signs import run_signs as run_signs
from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK, Terminal
from pocplanner.cli.terrain import run_terrain as run_terrain
from pocplanner.commands import mission
from pocplanner.words import Problem


def run_new(t: Terminal) -> int:
    """Make a mission."""
    passphrase = None if t.given.open else t.new_passphrase()
    mission.create(t.given.file, t.given.name, passphrase, author(t)).close()
    t.say("cli.new.open" if t.given.open else "cli.new.sealed", file=t.given.file.name)
    return OK


def run_sample(t: Terminal) -> int:
    """Make the invented example mission."""
    from pocplanner.commands.sample import make_sample

    project = t.run(make_sample(t.given.file, author(t)))
    try:
        found = mission.describe(project)
    finally:
        project.close()
    t.say("cli.sample", file=t.given.file.name, name=found.name, events=found.events)
    return OK


def run_template(t: Terminal) -> int:
    """Write an empty workbook to fill in."""
    from pocplanner.formats.workbook import template

    template(t.given.kind, t.given.out, t.given.lang, replace=False)
    t.say("cli.template", file=t.given.out.name)
    return OK


def run_import(t: Terminal) -> int:
    """Take files in, one edit each; a file that fails leaves those before it kept."""
    from pocplanner.cli.importing import import_files

    project = opened(t)
    try:
        return import_files(t, project)
    finally:
        project.close()


def run_info(t: Terminal) -> int:
    """Say what a mission holds."""
    from pocplanner.commands.assessment import assess

    project = opened(t)
    try:
        found, snapshot = mission.describe(project), project.snapshot()
        assessment = t.run(assess(snapshot, today=today()))
    finally:
        project.close()
    if t.given.json:
        t.answer(
            {
                "name": found.name,
                "exercise": found.exercise,
                "sealed": found.sealed,
                "counts": found.counts,
                "events": found.events,
                "events_on_map": found.events_on_map,
                "first_day": found.first_day,
                "last_day": found.last_day,
                "sources": [
                    {"id": s.id, "name": s.name, "grade": s.grade, "profile": s.profile}
                    for s in found.sources
                ],
                "records": mission.listed(snapshot),
                "open_questions": len(assessment.questions),
                "log_length": found.log_length,
            }
        )
        return OK
    t.line(found.name + (" · " + t.words.text("cli.exercise") if found.exercise else ""))
    for name, count in found.counts.items():
        t.line(f"  {t.words.kind(name, many=count != 1)}: {count:,}")
    t.say("cli.info.events", count=found.events, on_map=found.events_on_map)
    if found.first_day:
        t.say("cli.info.days", first=found.first_day, last=found.last_day)
    for source in found.sources:
        t.line(f"  {source.name} ({source.grade})")
    t.say("cli.info.questions", count=len(assessment.questions))
    t.say("cli.info.log", count=found.log_length)
    return OK


def run_assess(t: Terminal) -> int:
    """Assess, keep ratings and proposed threats, and say them."""
    from pocplanner.commands import assessment

    project = opened(t)
    try:
        found = t.run(assessment.assess(project.snapshot(), day(t.given.as_of), today()))
        proposed, rated = assessment.keep(project, found)
        from pocplanner.cli.show import show_assessment

        show_assessment(t, project.snapshot(), found, proposed, rated)
    finally:
        project.close()
    return OK


def run_scenario(t: Terminal) -> int:
    """Place a scenario from a template."""
    from pocplanner.commands import exercise

    project = opened(t)
    try:
        scenario, injects = exercise.make_scenario(
            project.snapshot(), t.given.template, t.given.place
        )
        exercise.keep(project, scenario, injects)
        if t.given.json:
            t.answer({"id": scenario.id, "title": scenario.title, "injects": len(injects)})
        else:
            t.say("cli.scenario", id=scenario.id, title=scenario.title)
    finally:
        project.close()
    return OK


def run_draft(t: Terminal) -> int:
    """Draft a document and keep it; a person's text stays as it is."""
    from pocplanner.commands import strategy

    project = opened(t)
    try:
        given = t.given
        _, sections = t.run(
            strategy.draft(
                project.snapshot(),
                given.document,
                given.lang,
                given.scenario,
                day(given.as_of),
                today(),
            )
        )
        kept = strategy.keep(project, sections, given.lang)
    finally:
        project.close()
    paragraphs = [p for s in kept for p in s.paragraphs]
    if t.given.json:
        t.answer({"document": t.given.document, "sections": kept})
        return OK
    from pocplanner.report.draft.plain import plain

    t.line(plain(kept, t.given.lang, references=t.given.refs))
    t.say(
        "cli.draft",
        sections=len(kept),
        paragraphs=len(paragraphs),
        questions=sum(p.question for p in paragraphs),
        generic=sum(p.generic for p in paragraphs),
        offered=sum(bool(p.offered) for p in paragraphs),
    )
    return OK


def run_export(t: Terminal) -> int:
    """Write a PDF for an audience."""
    from pocplanner.commands import report
    from pocplanner.commands.leaving import may_leave
    from pocplanner.model.guard import Audience

    given = t.given
    project = opened(t)
    try:
        may_leave(project)
        written = t.run(
            report.write(
                project.snapshot(),
                given.document,
                Audience(given.audience),
                given.lang,
                given.out,
                given.scenario,
                day(given.as_of),
                today(),
            )
        )
        report.keep(project, written)
    finally:
        project.close()
    t.say(
        "cli.export",
        file=written.path.name,
        pages=written.pages,
        audience=t.words.term("audience", given.audience),
        held_back=written.held_back,
    )
    if written.texts_left_out:
        t.say("cli.export_texts", count=written.texts_left_out)
    if written.expired:
        t.say("cli.export_expired", count=len(written.expired))
    for remark in written.remarks:
        t.line(remark.text(t.words))
    return OK


def run_export_data(t: Terminal) -> int:
    """Write layers for other programs."""
    from pocplanner.cli.data import write

    return write(t)


def run_map(t: Terminal) -> int:
    """Write a map or an atlas for an audience."""
    from pocplanner.cli.map import write

    return write(t)


def run_mesh(t: Terminal) -> int:
    """Tell how alerts get out, and what would silence whom."""
    from pocplanner.cli.mesh import run

    return run(t)


def run_travel(t: Terminal) -> int:
    """Tell travel times and arrival."""
    from pocplanner.cli.travel import run

    return run(t)


def run_what_if(t: Terminal) -> int:
    """Tell what a proposal would change, and keep it where asked."""
    from pocplanner.cli.what_if import run

    return run(t)


def run_closures(t: Terminal) -> int:
    """Follow closures along the calendar."""
    from pocplanner.cli.closures import run

    return run(t)


def run_site(t: Terminal) -> int:
    """Tell where the next posts would help most."""
    from pocplanner.cli.siting import run

    return run(t)


def run_merge(t: Terminal) -> int:
    """Make one of two records that a person found to be the same."""
    from pocplanner.commands.duplicates import make_one
    from pocplanner.commands.merging import merge

    project = opened(t)
    try:
        if ":" in t.given.keep and ":" in t.given.other:
            make_one(project, t.given.keep, t.given.other, language=t.words.language)
            t.say("cli.merged", other=t.given.other, name=t.given.keep)
            return OK
        other = project.snapshot().name(t.given.other)
        take = tuple(n.strip() for n in t.given.take.split(",") if n.strip())
        kept = merge(project, t.given.keep, t.given.other, take)
        t.say("cli.merged", other=other, name=project.snapshot().name(kept.id))
    finally:
        project.close()
    return OK


def run_apart(t: Terminal) -> int:
    """Remember that two records, or two events, are different things."""
    from pocplanner.commands.matching import apart, entry, kept_apart, take_back
    from pocplanner.model.pairing import pairing_id

    one, other = t.given.one, t.given.second
    project = opened(t)
    try:
        if t.given.list:
            found = kept_apart(project.snapshot())
            if t.given.json:
                t.answer([asdict(a) for a in found])
                return OK
            for a in found:
                when = a.on.isoformat() if a.on else "–"
                told = {"one": a.one_name, "other": a.other_name, "author": a.author, "on": when}
                t.say("imports.cli.kept_apart", **told)
                t.line(f"    {a.one} {a.other}")
            if not found:
                t.say("imports.cli.none_apart")
        elif not (one and other):
            raise Problem("match.two_needed")
        elif t.given.take_back:
            ends = [entry(project, id) if project.find(id) is None else id for id in (one, other)]
            take_back(project, [pairing_id(*ends), pairing_id(one, other)])
            t.say("imports.cli.together", one=one, other=other)
        else:
            apart(project, one, other)
            t.say("imports.cli.apart", one=one, other=other)
    finally:
        project.close()
    return OK


def run_check(t: Terminal) -> int:
    """Look a mission over."""
    from pocplanner.commands.assessment import assess
    from pocplanner.commands.check import check

    project = opened(t)
    try:
        snapshot = project.snapshot()
        assessment = t.run(assess(snapshot, today=today()))
        found = check(project, assessment, today())
    finally:
        project.close()
    if t.given.json:
        t.answer(
            {"sound": found.sound, **{n: getattr(found, n) for n in found.__dataclass_fields__}}
        )
    else:
        from pocplanner.cli.show import show_check

        show_check(t, snapshot, found)
    if not found.sound:
        return NOT_DONE
    open_points = (found.questions, found.generic, found.no_consent, found.expired)
    return ATTENTION if any(open_points) or found.names_in_text else OK


def run_undo(t: Terminal) -> int:
    """Take the last act back."""
    project = opened(t)
    try:
        edit = project.undo_edit
        if edit is None:
            raise Problem("undo.nothing")
        project.undo()
        t.say("cli.undone", label=t.words.act(edit.label, edit.facts))
    finally:
        project.close()
    return OK


def run_redo(t: Terminal) -> int:
    """Do the last undone act again."""
    project = opened(t)
    try:
        edit = project.redo_edit
        if edit is None:
            raise Problem("redo.nothing")
        project.redo()
        t.say("cli.redone", label=t.words.act(edit.label, edit.facts))
    finally:
        project.close()
    return OK


def run_log(t: Terminal) -> int:
    """List the acts, oldest first."""
    project = opened(t)
    try:
        entries = project.log()
    finally:
        project.close()
    entries = entries[-t.given.last :] if t.given.last else entries
    if t.given.json:
        t.answer([{**_entry(e), "text": t.words.act(e.label, e.facts)} for e in entries])
        return OK
    for entry in entries:
        at = entry.at.strftime("%Y-%m-%d %H:%M:%SZ")
        t.line(f"{entry.number:>5}  {at}  {entry.author}: {t.words.act(entry.label, entry.facts)}")
    return OK


def _entry(entry: Any) -> dict[str, Any]:
    wanted = ("number", "kind", "at", "author", "label", "facts", "undoes", "redoes")
    return {name: getattr(entry, name) for name in wanted if hasattr(entry, name)}


def run_copy(t: Terminal) -> int:
    """Write a whole, checked copy."""
    project = opened(t)
    try:
        project.copy(t.given.to)
    finally:
        project.close()
    t.say("cli.copied", file=Path(t.given.to).name)
    return OK


def run_passphrase(t: Terminal) -> int:
    """Seal a mission with another passphrase."""
    project = opened(t)
    try:
        if not project.sealed:
            raise Problem("passphrase.open")
        project.change_passphrase(t.new_passphrase("POCPLANNER_NEW_PASSPHRASE_FILE"))
    finally:
        project.close()
    t.say("cli.passphrase_changed")
    return OK


def run_purge(t: Terminal) -> int:
    """Remove records for good, from the log and from what was drafted as well."""
    from pocplanner.commands.purging import purge

    project = opened(t)
    try:
        gone = purge(project, t.given.ids)
    finally:
        project.close()
    t.say("cli.purged", count=gone.records)
    if gone.drafted:
        t.say("cli.purged_drafts", count=gone.drafted)
    if gone.by_hand:
        t.say("cli.purged_by_hand", count=gone.by_hand)
    return ATTENTION if gone.by_hand else OK
