"""The cover: what this is, for whom, how far it is cleared, on what data, after hearing whom."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pocplanner.analysis.scenarios import retold
from pocplanner.model.events import Series
from pocplanner.model.exercise import Scenario
from pocplanner.model.mission import Consultation, Source
from pocplanner.model.strategy import SET_ASIDE, Section
from pocplanner.report import blocks as b
from pocplanner.report.outline_desk import Layout

#: The marking that the United Nations put on a paper of this level.
_MARKING = {
    "low": "unclassified",
    "moderate": "confidential",
    "high": "confidential",
    "severe": "strictly_confidential",
}


def cover(desk: Layout, sections: Sequence[Section], level: str) -> b.Cover:
    """The first page of the document."""
    mission = desk.mission
    done = cleared(desk, sections)
    # Before others, nothing recorded may only be held back: then it is not spoken of.
    heard = tuple(_consultation(desk, c) for c in mission.consultations)
    found = tuple(_data(desk))
    return b.Cover(
        mission=mission.name,
        country=mission.country,
        document=title(desk),
        as_of=desk.as_of,
        state="cleared" if done else "draft",
        cleared_by=_cleared_by(desk) if done else "",
        review=mission.review_on,
        audience=desk.audience.value,
        marking=_MARKING.get(level, level),
        consultations=heard or (() if desk.whole else None),
        data=found or (() if desk.whole else None),
        warnings=tuple(w for w in _warnings(desk) if w),
        facts=tuple(_facts(desk, sections)),
    )


def title(desk: Layout) -> str:
    """The name of the document in its language, a scenario's own title for a scenario."""
    scenario = desk.snapshot.one(Scenario, desk.scenario_id)
    if scenario is not None:
        told = retold(desk.snapshot, scenario, desk.language)
        return desk.say("title.scenario", title=told.title)
    return desk.say(f"title.{desk.document}")


def subtitle(desk: Layout) -> str:
    """What stands under the title: the place of a scenario; for whom an edition is."""
    scenario = desk.snapshot.one(Scenario, desk.scenario_id)
    if scenario is not None:
        return desk.name(scenario.place_id)
    if desk.whole:
        return ""
    return desk.say("edition", audience=desk.words.text(f"report.audience.{desk.audience.value}"))


def cleared(desk: Layout, sections: Iterable[Section]) -> bool:
    """Whether somebody cleared it by role and day, and a person has read every paragraph."""
    mission = desk.mission
    return (
        mission.cleared_on is not None
        and bool(mission.clearing_role)
        and not desk.proposed
        and all(p.touched or p.status == SET_ASIDE for s in sections for p in s.paragraphs)
    )


def _cleared_by(desk: Layout) -> str:
    mission = desk.mission
    return desk.say("cleared_by", role=mission.clearing_role, day=desk.day(mission.cleared_on))


def _consultation(desk: Layout, held: Consultation) -> str:
    where = f" ({held.where})" if held.where else ""
    heard = desk.say("heard", women=_number(desk, held.women), men=_number(desk, held.men))
    if held.women is None and held.men is None:
        heard = desk.unless_held("heard_uncounted")
    return desk.text("semicolon").join(
        part for part in (desk.colon(desk.day(held.on), f"{held.with_whom}{where}"), heard) if part
    )


def _number(desk: Layout, value: int | None) -> str:
    return desk.say("not_known_short") if value is None else desk.number(value)


def _data(desk: Layout) -> Iterator[str]:
    events = desk.snapshot.events
    series = desk.snapshot.all(Series)
    for one in series:
        source = desk.snapshot.one(Source, one.source_id)
        named = source is not None and (desk.names_sources or source.published)
        yield desk.say(
            "data_series",
            source=source.name if named and source else desk.say("own_events"),
            n=desk.number(one.rows),
            span=desk.span(one.first_day, one.last_day),
            terms=terms(desk, source) if named and source else desk.say("terms_own"),
        )
    if len(events) and not series:
        until = desk.assessment.data_until
        yield desk.say("data_events", n=desk.number(len(events)), until=desk.day(until))
    if len(series) + (not series and len(events) > 0):
        yield desk.say("data_more")


def terms(desk: Layout, source: Source) -> str:
    """What the licence of a source asks to be said."""
    parts = [source.attribution, source.licence]
    return ", ".join(p for p in parts if p) or desk.say("terms_none")


def _warnings(desk: Layout) -> Iterator[str]:
    found = desk.assessment
    if found.outdated and found.data_until:
        yield desk.say("outdated", until=desk.day(found.data_until))
    elif found.data_until is None and desk.document != "scenario":
        yield desk.unless_held("no_events")


def _facts(desk: Layout, sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    until = desk.assessment.data_until
    if until:
        yield desk.say("data_until_label"), desk.day(until)
    paragraphs = [p for s in sections for p in s.paragraphs if p.status != SET_ASIDE]
    if paragraphs and desk.whole:
        touched = sum(p.touched for p in paragraphs)
        yield (
            desk.say("read_label"),
            desk.say("read", touched=desk.number(touched), of=desk.number(len(paragraphs))),
        )


def newest(days: Iterable[date | None]) -> date | None:
    """The latest of some days, of which some may not be known."""
    return max((d for d in days if d is not None), default=None)
