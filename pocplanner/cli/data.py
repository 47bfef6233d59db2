"""The terminal's command that writes layers for other programs: what is asked, what is said."""

from dataclasses import replace
from pathlib import Path

from pocplanner.cli import heads, selecting
from pocplanner.cli.map import box_of
from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.words import Problem


def write(t: Terminal) -> int:
    """Write layers for an audience."""
    from pocplanner.commands import export_data
    from pocplanner.commands.export_layers import LAYERS, Choice
    from pocplanner.commands.leaving import may_leave
    from pocplanner.model.guard import Audience

    given = t.given
    listed = tuple(dict.fromkeys(x.strip() for x in given.layers.split(",") if x.strip()))
    of_layers = [text for text in given.where if "." in heads.parted(text)[0]]
    given.where = [text for text in given.where if text not in of_layers]
    choice = Choice(
        layers=LAYERS if listed == ("all",) else listed,
        box=box_of(given.bbox),
        since=day(given.since),
        before=day(given.before),
        ids=_ids(given.ids),
        where=heads.of_layers(of_layers),
        texts=not given.no_notes,
    )
    project = opened(t)
    try:
        may_leave(project)
        # Days bound what has a time of its own, alerts besides events: the choice has them.
        chosen = selecting.selection(given, project.snapshot(), t.words)
        choice = replace(choice, events=replace(chosen, since=None, until=None))
        written = t.run(
            export_data.write_data(
                project.snapshot(),
                Audience(given.audience),
                given.lang,
                given.out,
                choice,
                day(given.as_of),
                today(),
                export_data.texts_of(project),
            )
        )
        export_data.keep(project, written)
    finally:
        project.close()
    t.say(
        "cli.data.done",
        file=written.path.name,
        rows=", ".join(f"{name} {count:,}" for name, count in written.rows.items()),
        audience=t.words.term("audience", given.audience),
        held_back=written.held_back,
    )
    if written.left_out:
        t.say("cli.data.left_out", count=written.left_out)
    if written.expired:
        t.say("cli.export_expired", count=len(written.expired))
    return OK


def _ids(text: str) -> frozenset[str] | None:
    """Ids with commas between them, or one on each line of a file after an @."""
    if not text:
        return None
    if text.startswith("@"):
        path = Path(text[1:])
        try:
            text = ",".join(path.read_text(encoding="utf-8").split())
        except (OSError, ValueError) as error:
            raise Problem("export_data.no_ids", name=path.name[:80]) from error
    found = frozenset(i.strip() for i in text.split(",") if i.strip())
    if not found:
        raise Problem("export_data.no_ids", name=text[:80])
    return found
