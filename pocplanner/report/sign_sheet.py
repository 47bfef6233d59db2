"""A sheet of warning signs on paper: the checklists of one place, blank or filled."""

from collections.abc import Callable, Iterator
from datetime import date

from pocplanner.analysis.signs.sheets import FAMILIES, Line, family, sheets
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report import blocks as b
from pocplanner.words import Words

_STATES = ("absent", "unsure", "emerging", "present", "worsening")
#: Relative widths: the sign, five states, confidence, the sheet before.
_WIDTHS = (2.8, 0.7, 0.75, 0.8, 0.75, 0.95, 0.8, 1.15)
_TICK, _BOX = "[X]", "[  ]"


def sheet_paper(
    snapshot: Snapshot,
    place_id: str,
    language: str,
    audience: Audience,
    level: str,
    on: date,
    *,
    blank: bool,
) -> b.Document | None:
    """The paper; None where it should be filled and nothing was told of the place on that day."""
    words = Words(language)
    mission = snapshot.mission
    lines: dict[str, Line] = {}
    if not blank:
        found = next((s for s in sheets(snapshot, place_id) if s.on == on), None)
        if found is None:
            return None
        lines = {x.sign: x for x in found.lines}
    place = snapshot.name(place_id)
    say = _say(words)
    title = say("title", place=place)
    cover = b.Cover(
        mission=mission.name,
        country=mission.country,
        document=title,
        as_of=on,
        audience=audience.value,
        marking="strictly_confidential" if level == "severe" else "confidential",
        consultations=None,
        data=None,
        facts=((say("place"), place), (say("kind"), say("blank" if blank else "filled"))),
    )
    return b.Document(
        title=title,
        subtitle=say("blank") if blank else "",
        language=language,
        cover=cover,
        blocks=tuple(_blocks(words, lines, blank)),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
    )


def _say(words: Words) -> Callable[..., str]:
    return lambda key, **facts: words.text(f"signs.paper.{key}", **facts)


def _blocks(words: Words, lines: dict[str, Line], blank: bool) -> Iterator[b.Block]:
    say = _say(words)
    yield b.Text(say("how"), style="note")
    if blank:
        yield b.Facts(((say("seen_by"), "…"), (say("seen_on"), "…"), (say("source"), "…")))
    codes = [c for c in vocabulary("warning_sign").codes() if c != "other"]
    head = (
        say("sign"),
        *(words.term("sign_state", s) for s in _STATES),
        say("sure"),
        say("before"),
    )
    for name in FAMILIES:
        rows = []
        for code in [c for c in codes if family(c) == name]:
            line = lines.get(code)
            ticks = [_TICK if line is not None and line.state == s else _BOX for s in _STATES]
            rows.append(
                (
                    words.term("warning_sign", code),
                    *ticks,
                    words.term("confidence", line.confidence) if line else "",
                    _before(words, line),
                )
            )
        yield b.Table(head, tuple(rows), _WIDTHS, words.text(f"signs.family.{name}").capitalize())
    others = [x for x in lines.values() if x.sign.startswith("other")]
    if others:
        rows = [
            (words.term("warning_sign", x.sign), *(_TICK if x.state == s else "" for s in _STATES),
             words.term("confidence", x.confidence), _before(words, x))
            for x in others
        ]  # fmt: skip
        yield b.Table(head, tuple(rows), _WIDTHS, words.text("signs.family.other").capitalize())
    yield b.Text(say("end"), style="note")


def _before(words: Words, line: Line | None) -> str:
    if line is None or not line.before or line.before_on is None:
        return ""
    state = words.term("sign_state", line.before)
    return f"{state}, {line.before_on.isoformat()}"


__all__ = ["sheet_paper"]
