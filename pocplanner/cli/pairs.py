"""Two records that may be one: merge them, or remember that they are two."""

from dataclasses import asdict

from pocplanner.cli.opening import opened
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.words import Problem


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
