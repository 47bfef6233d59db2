"""Assess, draft, check and write papers."""

from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK, Terminal


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
    from pocplanner.commands.ratings_apart import apart_said, rated_apart
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
        told = apart_said(t.words, t.run(rated_apart(project.snapshot(), written, today())))
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
    if told:
        t.line(told)
    for remark in written.remarks:
        t.line(remark.text(t.words))
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
