"""Make a mission file, describe it, copy it, change its passphrase."""

from pathlib import Path

from pocplanner.cli.opening import author, opened, today
from pocplanner.cli.terminal import OK, Terminal
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
