"""Paragraphs on the alert log by step, outputs beside lives, what is owed, and rotations."""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.alert_log.steps import untold
from pocplanner.analysis.alert_log.telling import spell_text, step_lines
from pocplanner.analysis.alert_log.times import Spell, measure
from pocplanner.analysis.alerts import alerts_to
from pocplanner.analysis.engagement.rotation import rotations
from pocplanner.analysis.results import AlertCount
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.voices.pairs import pairs
from pocplanner.analysis.voices.telling import pair_lines
from pocplanner.model.community import Promise, Request
from pocplanner.model.initiatives import Initiative
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.engagement_facts import figures
from pocplanner.report.draft.fact import Fact, ids


def times_by_light(desk: Desk, counted: AlertCount) -> tuple[str, str]:
    """From call to act by day and at night: median with its number, or each case."""
    day = Spell("answered", "day", counted.timed_day, counted.minutes_day, counted.cases_day)
    night = Spell(
        "answered", "night", counted.timed_night, counted.minutes_night, counted.cases_night
    )
    return (
        spell_text(desk.words, day) if day.n else "",
        spell_text(desk.words, night) if night.n else "",
    )


def steps_of_the_log(desk: Desk) -> Iterator[Fact]:
    """How long each step took, for those who may read the log."""
    alerts = alerts_to(desk.snapshot, desk.as_of)
    if not alerts or not desk.inside:
        return
    found = measure(desk.snapshot, alerts, figures(desk))
    values = {
        "n": desk.count("alert", found.alerts),
        "lines": desk.series(step_lines(desk.words, found)),
        "told": desk.number(found.told),
        "untold": desk.number(found.untold) if found.untold else "",
        "excused": desk.number(found.excused) if found.excused else "",
        "least": desk.number(figures(desk).whole("alert.min_median")),
    }
    yield Fact("alert_log", values, ids(a.id for a in alerts), group="log")


def lived(desk: Desk) -> Iterator[Fact]:
    """Outputs beside what people feel; those that diverge first."""
    teller = Teller(desk.words, desk.snapshot)
    for one in pairs(desk.snapshot, desk.as_of, figures(desk)):
        head, *lines = (t.strip() for t in pair_lines(teller, one))
        if one.state == "few" and not desk.whole:
            continue
        told = ". ".join(t.rstrip(".") for t in lines)
        values = {"head": head.rstrip("."), "lines": told, "state": one.state}
        refs = ids(one.pair_id, one.place_id, (i for r in one.rounds for i in r.refs))
        yield Fact("pair", values, refs, f"pair:{one.pair_id}", "lived")


def owed(desk: Desk) -> Iterator[Fact]:
    """Words that are owed to people: to callers, to those who asked, to those promised to."""
    if not desk.whole:
        return
    alerts = untold(desk.snapshot, desk.as_of)
    requests = [
        r for r in desk.snapshot.all(Request) if r.answer != "open" and r.told_back_on is None
    ]
    promises = [p for p in desk.snapshot.all(Promise) if p.state != "open" and p.told_on is None]
    if not (alerts or requests or promises):
        return
    places = ids(
        (a.place_id for a in alerts),
        (r.place_id for r in requests),
        (p.place_id for p in promises),
    )
    first = [p for p in desk.first_places if p in places]
    values = {
        "callers": desk.number(len(alerts)) if alerts else "",
        "requests": desk.number(len(requests)) if requests else "",
        "promises": desk.number(len(promises)) if promises else "",
        "places": desk.names(first or places),
    }
    refs = ids((a.id for a in alerts), (r.id for r in requests), (p.id for p in promises))
    yield Fact("owed", values, refs, group="owed")


def _texts(desk: Desk, promise_ids: Iterable[str]) -> Iterator[str]:
    for id in promise_ids:
        promise = desk.snapshot.one(Promise, id)
        if promise is not None:
            yield promise.text.strip().rstrip(".")


def leaving(desk: Desk) -> Iterator[Fact]:
    """Units that rotate soon: what nobody else holds, what they owe, whom to meet before."""
    if not desk.sees_force:
        return
    for one in rotations(desk.snapshot, desk.as_of, figures(desk)):
        if not one.near or not (one.lost or one.promise_ids):
            continue
        values = {
            "unit": desk.name(one.unit_id),
            "on": desk.day(one.on),
            "days": desk.number(one.days),
            "lost": desk.number(len(one.lost)) if one.lost else "",
            "promises": desk.series(_texts(desk, one.promise_ids), 6),
            "meetings": desk.series(
                (
                    desk.text(
                        "meeting_line",
                        place=desk.name(m.place_id),
                        who=desk.listed(
                            (
                                *(desk.phrase("counterpart_kind", k) for k in m.counterparts),
                                *(desk.name(i) for i in m.mechanism_ids),
                            ),
                            4,
                        )
                        or desk.text("people_there"),
                    )
                    for m in one.meetings
                ),
                6,
            ),
            "whole": desk.whole,
        }
        refs = ids(
            one.unit_id, (i for r in one.lost for i in r.refs), one.promise_ids,
            (m.place_id for m in one.meetings),
        )  # fmt: skip
        yield Fact("rotation", values, refs, f"rotation:{one.unit_id}", "rotations")
    bare = [
        i
        for i in desk.snapshot.all(Initiative)
        if not i.heir and i.state in ("under_way", "adapted")
    ]
    if bare and desk.whole:
        names = desk.listed((i.title for i in bare), 6)
        refs = ids(i.id for i in bare)
        key = "initiative_heirs"
        yield Fact(key, {"names": names}, refs, key, "rotations", True)
