"""The alert log in sentences: what waits, how long steps took, or the cases one by one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pocplanner.analysis.alert_log.steps import STEPS, Waiting
from pocplanner.analysis.alert_log.times import Measured, Spell
from pocplanner.analysis.telling import Teller
from pocplanner.words import Words

_HOUR, _DAY = 60, 24 * 60
#: So many cases are told one by one; of more, the first and that there are more.
_CASES = 7


def counted(words: Words, key: str, n: int) -> str:
    """A sentence with its number, in the form for one where there is only one."""
    return words.text(f"{key}.one" if n == 1 and words.has(f"{key}.one") else key, n=n)


def lasting(words: Words, minutes: float) -> str:
    """A time as people say it: minutes under two hours, hours under two days, then days."""
    whole = round(max(minutes, 0))
    if whole < 2 * _HOUR:
        return words.text("people.minutes", n=whole)
    if whole < 2 * _DAY:
        hours, rest = divmod(whole, _HOUR)
        if not rest or hours >= 12:
            return words.text("people.hours_whole", n=round(whole / _HOUR))
        return words.text("people.hours", h=hours, m=f"{rest:02d}")
    return counted(words, "people.days", round(whole / _DAY))


def spell_text(words: Words, found: Spell) -> str:
    """The median with its number; of few cases each; of none that there is none."""
    if not found.n:
        return words.text("people.no_case")
    if found.median is not None:
        return words.text("people.median", time=lasting(words, found.median), n=found.n)
    times = ", ".join(lasting(words, t) for t in found.cases[:_CASES])
    if len(found.cases) > _CASES:
        return words.text("people.more_cases", n=found.n, times=times)
    key = "people.cases.one" if found.n == 1 else "people.cases"
    return words.text(key, n=found.n, times=times)


def at(words: Words, moment: datetime, zone: str) -> str:
    """A moment in the mission's own zone: day and clock."""
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%Y-%m-%d %H:%M}"


def waiting_text(teller: Teller, one: Waiting) -> str:
    """One alert on which something is owed."""
    words = teller.words
    text = words.text(
        "people.log.waits",
        place=teller.place(one.place_id),
        step=words.text(f"people.step.{one.step}"),
        time=lasting(words, one.minutes),
        limit=lasting(words, one.limit),
    )
    if one.closed:
        text += words.text("people.semicolon") + words.text("people.log.closed")
    if one.overdue:
        late = words.text("people.log.over", time=lasting(words, one.over))
        text += words.text("people.semicolon") + late
    return text


def counts_text(words: Words, found: Measured) -> str:
    """What became of a set of alerts, in numbers."""
    names = ("alerts", "answered", "told", "excused", "untold")
    return words.text("people.log.counts", **{n: getattr(found, n) for n in names})


def step_lines(words: Words, found: Measured) -> list[str]:
    """The time from receipt to each step that was ever done, by day and night."""
    return [
        words.text(
            "people.log.row",
            step=words.text(f"people.done.{step}"),
            day=spell_text(words, found.spell(step, "day")),
            night=spell_text(words, found.spell(step, "night")),
        )
        for step in STEPS[1:]
        if found.spell(step, "day").n or found.spell(step, "night").n
    ]


def group_text(teller: Teller, found: Measured) -> str:
    """One place or mechanism: alerts, callers told, and the time from alert to act."""
    words = teller.words
    name = teller.place(found.place_id) if found.place_id else teller.name(found.mechanism_id)
    return words.text(
        "people.log.group",
        name=name,
        alerts=found.alerts,
        told=found.told,
        day=spell_text(words, found.spell("answered", "day")),
        night=spell_text(words, found.spell("answered", "night")),
    )
