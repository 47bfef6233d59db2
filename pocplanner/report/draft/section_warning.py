"""Section 10: from the first sign to the caller who is told what was done."""

from collections.abc import Iterator

from pocplanner.model.community import Alert, Mechanism
from pocplanner.model.few import Few
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.log_facts import times_by_light
from pocplanner.report.draft.mesh_facts import mesh_facts, speech_facts

#: A test older than this says little about tonight.
STALE_DAYS = 90


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _chain(desk)
    yield from _links(desk)
    yield from mesh_facts(desk)
    yield from _log(desk)
    yield from speech_facts(desk)
    yield from _information(desk)
    yield from _gender(desk)


def _warns(desk: Desk) -> list[Mechanism]:
    return [
        m
        for m in desk.snapshot.all(Mechanism)
        if not m.functions or "warn" in m.functions or m.alerts_sent is not None
    ]


def _chain(desk: Desk) -> Iterator[Fact]:
    warns = _warns(desk)
    if warns:
        values = {
            "n": desk.count("mechanism", len(warns)),
            "reached": desk.number(
                sum(any(m in warns for m in desk.mechanisms_at(p)) for p in desk.ranked_places)
            )
            if desk.ranked_places
            else "",
            "of": desk.number(len(desk.ranked_places)),
            "bare": desk.names(
                [
                    p
                    for p in desk.ranked_places
                    if not any(m in warns for m in desk.mechanisms_at(p))
                ]
            )
            if desk.whole
            else "",
        }
        yield Fact("chain", values, ids(m.id for m in warns), group="chain")
    elif desk.whole:
        places = desk.names(desk.ranked_places, 6)
        yield Fact("no_chain", {"places": places}, (), "chain", "chain", True)
    yield Fact("steps", {}, group="chain", generic=True)


def linked(desk: Desk) -> list[Mechanism]:
    """The mechanisms that are told link by link: those of must places, else all that warn."""
    near = {m.id for p in desk.must_places for m in desk.mechanisms_at(p)}
    return [m for m in _warns(desk) if not near or m.id in near]


def _links(desk: Desk) -> Iterator[Fact]:
    """Link by link; what holds for many of them is said once, by their names."""
    held: dict[str, list[Mechanism]] = {"untold": [], "men_only": [], "one": [], "untested": []}
    for mechanism in linked(desk):
        sent, answered = mechanism.alerts_sent, mechanism.alerts_answered
        back = mechanism.alerts_fed_back
        age = (desk.as_of - mechanism.last_test_on).days if mechanism.last_test_on else None
        women = [f for f in mechanism.focal_points if f.active and f.sex == "female"]
        men = [f for f in mechanism.focal_points if f.active and f.sex == "male"]
        values = {
            "name": mechanism.name,
            "place": desk.name(mechanism.place_id) if mechanism.place_id else "",
            "channel": desk.phrase("channel", mechanism.channel),
            "backup": desk.phrase("channel", mechanism.backup),
            "hours": mechanism.hours,
            "coverage": mechanism.coverage,
            "languages": desk.listed(mechanism.languages),
            "causes": desk.listed(_cause(desk, c) for c in mechanism.shared_causes),
            "tested": desk.day(mechanism.last_test_on),
            "age": desk.number(age) if age is not None and age >= 0 else "",
            "stale": age is not None and age > STALE_DAYS,
            "passed": mechanism.test_passed,
            "sent": desk.number(sent) if sent is not None else "",
            "answered": desk.number(answered) if answered is not None else "",
            "back": desk.number(back) if back is not None else "",
        }
        lacks = {
            "untold": _untold(sent, back),
            "men_only": bool(men) and not women,
            "one": len(mechanism.focal_points) == 1,
            "untested": mechanism.last_test_on is None and desk.whole,
        }
        for name, lacking in lacks.items():
            if lacking:
                held[name].append(mechanism)
        yield Fact("link", values, ids(mechanism.id), f"link:{mechanism.id}", "links")
    if any(held.values()):
        values = {name: desk.listed((m.name for m in found), 20) for name, found in held.items()}
        evidence = ids(m.id for found in held.values() for m in found)
        yield Fact("links_lack", values, evidence, group="links")


def _cause(desk: Desk, cause: str) -> str:
    """What several mechanisms hang on together, such as one mast: mast:Kemba."""
    kind, _, name = cause.partition(":")
    return desk.text(f"cause.{kind}", name=name) if name and desk.has(f"cause.{kind}") else cause


def _untold(sent: int | None, back: int | None) -> bool:
    """Whether most callers heard nothing; not said where the numbers may not be told."""
    if sent is None or back is None or isinstance(sent, Few) or isinstance(back, Few):
        return False
    return back * 2 < sent


def _log(desk: Desk) -> Iterator[Fact]:
    counted, alerts = desk.assessment.alerts, desk.snapshot.all(Alert)
    if not alerts or counted is None or not counted.alerts:
        if desk.whole:
            yield Fact("no_log", {}, (), "log", "log", True)
        return
    day, night = times_by_light(desk, counted)
    values = {
        "n": desk.count("alert", counted.alerts),
        "answered": desk.number(counted.answered),
        "back": desk.number(counted.fed_back),
        "share_answered": desk.number(100 * counted.share_answered)
        if counted.share_answered is not None
        else "",
        "share_back": desk.number(100 * counted.share_fed_back)
        if counted.share_fed_back is not None
        else "",
        "day": day,
        "night": night,
    }
    yield Fact("log", values, ids(a.id for a in alerts), group="log")
    near = [a for a in desk.assessment.alerts_by_place if a.place_id in desk.must_places]
    silent_to = [a for a in near if a.answered and not a.fed_back]
    near = [a for a in near if not a.answered] + silent_to
    if near:
        values = {
            "nothing": desk.names(a.place_id for a in near if not a.answered),
            "untold": desk.names(a.place_id for a in silent_to),
        }
        places = {a.place_id for a in near}
        evidence = ids(
            (p for p in desk.must_places if p in places),
            (a.id for a in alerts if a.place_id in places),
        )
        yield Fact("log_at", values, evidence, "log_at", "log")
    silent = [
        p
        for p in desk.must_places
        if desk.mechanisms_at(p) and not any(a.place_id == p for a in alerts)
    ]
    if silent and desk.whole:
        values = {"places": desk.names(silent)}
        yield Fact("silent", values, ids(silent), "silent", "log", True)


def _information(desk: Desk) -> Iterator[Fact]:
    yield Fact("information", {}, group="information", generic=True)
    consent = [
        m
        for m in desk.snapshot.all(Mechanism)
        if m.consent is None or m.consent.given_on is None or m.consent.withdrawn_on
    ]
    if consent and desk.whole:
        values = {
            "n": desk.count("mechanism", len(consent)),
            "names": desk.listed((m.name for m in consent), 5),
        }
        evidence = ids(m.id for m in consent)
        yield Fact("no_consent", values, evidence, "consent", "information", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    alerts = desk.snapshot.all(Alert)
    women = [a for a in alerts if a.caller_sex == "female"]
    men = [a for a in alerts if a.caller_sex == "male"]
    silent = len(alerts) - len(women) - len(men)
    points = [f for m in desk.snapshot.all(Mechanism) for f in m.focal_points if f.active]
    female = [f for f in points if f.sex == "female"]
    only_men = [
        m
        for m in desk.snapshot.all(Mechanism)
        if m.focal_points and not any(f.sex == "female" for f in m.focal_points)
    ]
    known = bool(women or men or points)
    if not known and not (desk.whole and (bool(alerts) or bool(desk.snapshot.all(Mechanism)))):
        return
    values = {
        "callers": bool(women or men),
        "women": desk.number(len(women)),
        "men": desk.number(len(men)),
        "silent": desk.number(silent) if silent else "",
        "points": desk.number(len(points)) if points else "",
        "female": desk.number(len(female)),
        "only_men": desk.listed((m.name for m in only_men), 3),
        "known": known,
    }
    evidence = ids((a.id for a in alerts), (m.id for m in only_men))
    yield Fact("gender", values, evidence, group="gender", question=not known)
