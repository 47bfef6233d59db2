"""Warning signs in the draft: the last word on each, with state, date, source and confidence.

Several of one checklist at one place are a cluster that calls for a review. Nothing adds them
up, and what is too old says nothing of today.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.signs.sheets import SEEN, Cluster, Line, family, latest
from pocplanner.model.assessment import WarningSign
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids


def seen_by_place(desk: Desk) -> Mapping[str, list[Line]]:
    """What is seen by place, the strongest first; places in the order of their rank."""
    found = {
        place: sorted(
            (x for x in lines.values() if x.state in SEEN),
            key=lambda x: (-SEEN.index(x.state), x.sign),
        )
        for place, lines in latest(desk.snapshot, desk.as_of, _assumed(desk)).items()
    }
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    ranked = sorted(found, key=lambda p: (order.get(p, 999), desk.snapshot.name(p)))
    return {p: found[p] for p in ranked if found[p]}


def place_facts(desk: Desk) -> Iterator[Fact]:
    """Section 3: the signs of each place and its clusters; what is unsure, and what is stale."""
    signs = desk.snapshot.all(WarningSign)
    for place, lines in seen_by_place(desk).items():
        held = [s for s in (_record(desk, x) for x in lines) if s is not None]
        together = [c for c in desk.assessment.clusters if c.place_id == place]
        values = {
            "place": desk.name(place),
            "signs": desk.listed(map(partial(_told, desk), lines), len(lines)),
            "clusters": desk.series(map(partial(_cluster, desk), together), len(together)),
            "grave": any(c.family in ("gender_order", "atrocity") for c in together),
            "note": next((s.note for s in held if s.note), ""),
            "threats": bool(desk.threats_at(place)),
        }
        evidence = ids((s.id for s in held), (s.source_id for s in held))
        yield Fact("signs", values, evidence, f"signs:{place}", "signs")
    if not desk.whole:
        return
    last = latest(desk.snapshot, desk.as_of, _assumed(desk))
    unsure = [x for lines in last.values() for x in lines.values() if x.state == "unsure"]
    if unsure:
        held = [s for s in (_record(desk, x) for x in unsure) if s is not None]
        values = {
            "n": desk.count("sign", len(unsure)),
            "places": desk.names(ids(s.place_id for s in held)),
        }
        yield Fact("unsure", values, ids(s.id for s in held), "unsure", "signs", True)
    yield from _stale(desk, last)
    if not signs and desk.ranked_places:
        places = desk.names(desk.first_places, 5)
        yield Fact("no_signs", {"places": places}, (), "signs", "signs", True)


def _stale(desk: Desk, last: Mapping[str, Mapping[str, Line]]) -> Iterator[Fact]:
    """Signs that nobody looked for again in time: what they were says nothing of today."""
    old: dict[tuple[str, str], WarningSign] = {}
    for sign in sorted(desk.snapshot.all(WarningSign), key=lambda s: (s.on, s.id)):
        fresh = sign.sign in last.get(sign.place_id, {})
        if sign.on <= desk.as_of and sign.state in SEEN and not fresh:
            old[sign.place_id, sign.sign] = sign
    if old:
        values: dict[str, Any] = {
            "days": desk.number(_assumed(desk).whole("signs.fresh_days")),
            "signs": desk.listed(
                desk.text(
                    "sign_at",
                    sign=desk.phrase("warning_sign", s.sign),
                    place=desk.name(s.place_id),
                    on=desk.day(s.on),
                )
                for s in old.values()
            ),
        }
        yield Fact("stale_signs", values, ids(s.id for s in old.values()), "stale", "signs", True)


def of_family(desk: Desk, name: str) -> tuple[list[Line], list[Cluster]]:
    """What is seen anywhere of one checklist, and where it stands together."""
    lines = [
        x for here in seen_by_place(desk).values() for x in here if family(x.sign) == name
    ]  # fmt: skip
    return lines, [c for c in desk.assessment.clusters if c.family == name]


def at_places(desk: Desk, name: str) -> str:
    """What is seen of one checklist with its place and day, in one line."""
    found = []
    for place, lines in seen_by_place(desk).items():
        for line in lines:
            record = _record(desk, line)
            if family(line.sign) == name and record is not None:
                found.append(
                    desk.text(
                        "sign_at",
                        sign=desk.phrase("warning_sign", line.sign),
                        place=desk.name(place),
                        on=desk.day(record.on),
                    )
                )
    return desk.listed(found)


def _told(desk: Desk, line: Line) -> str:
    record = _record(desk, line)
    since = ""
    if line.trend in ("up", "down") and line.before_on is not None:
        since = desk.text(f"sign_{line.trend}", on=desk.day(line.before_on))
    source = ""
    if record is not None and desk.source(record) is not None:
        source = desk.text("sign_source", grade=desk.grade(record))
    return desk.text(
        "sign_line",
        sign=desk.phrase("warning_sign", line.sign),
        state=desk.phrase("sign_state", line.state),
        on=desk.day(record.on) if record is not None else "",
        confidence=desk.phrase("confidence", line.confidence),
        source=source,
        since=since,
    )


def _cluster(desk: Desk, one: Cluster) -> str:
    return desk.text(
        "cluster_line",
        family=desk.words.text(f"signs.family.{one.family}"),
        signs=desk.phrases("warning_sign", one.signs),
    )


def _record(desk: Desk, line: Line) -> WarningSign | None:
    return desk.snapshot.one(WarningSign, line.record_id)


def _assumed(desk: Desk) -> Assumptions:
    return Assumptions(desk.snapshot.assumptions)


__all__ = ["at_places", "of_family", "place_facts", "seen_by_place"]
