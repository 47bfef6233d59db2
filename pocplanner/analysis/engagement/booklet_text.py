"""The handover booklet in sentences: headings with their lines, in one language."""

from datetime import date

from pocplanner.analysis.alert_log.steps import next_step
from pocplanner.analysis.engagement.booklet import Booklet
from pocplanner.analysis.engagement.marks import look
from pocplanner.analysis.engagement.telling import initiative_lines, trust_text
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import Alert, Coping, Promise, Request
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative


def booklet_parts(
    teller: Teller, found: Booklet, as_of: date
) -> list[tuple[str, list[str], tuple[str, ...]]]:
    """Heading, lines, and the ids that they rest on; open promises always stand first."""
    words = teller.words
    parts: list[tuple[str, list[str], tuple[str, ...]]] = []

    def part(key: str, lines: list[str], refs: tuple[str, ...]) -> None:
        if lines:
            parts.append((words.text(f"people.booklet.{key}"), lines, refs))

    owed = _promises(teller, found, as_of)
    part("promises", owed or [words.text("people.booklet.no_promise")], found.open_promises)
    part("closed", _closed(teller, found), found.closed_promises)
    part("requests", _requests(teller, found.open_requests, False), found.open_requests)
    part("untold", _requests(teller, found.untold_requests, True), found.untold_requests)
    part("alerts", _alerts(teller, found.open_alerts), found.open_alerts)
    part("untold_alerts", _alerts(teller, found.untold_alerts), found.untold_alerts)
    part(
        "relations",
        [
            words.text(
                "people.booklet.relation",
                unit=teller.name(r.unit_id),
                counterpart=words.term("counterpart_kind", r.counterpart),
                n=r.contacts,
                last=teller.day(r.last_on),
                grade=words.text(f"people.grade.{r.grade}"),
            )
            for r in found.relations
        ],
        tuple(i for r in found.relations for i in r.refs),
    )
    part(
        "rotations",
        [
            words.text("people.booklet.rotation", unit=teller.name(r.unit_id), on=teller.day(r.on))
            for r in found.rotations
        ],
        tuple(r.unit_id for r in found.rotations),
    )
    part("trust", [trust_text(teller, t) for t in found.trust], ())
    part("coping", _coping(teller, found), found.coping_ids)
    part("harm", _harm(teller, found), found.harmed_ids)
    lines: list[str] = []
    for id in found.initiative_ids:
        initiative = teller.snapshot.one(Initiative, id)
        if initiative is not None:
            lines += initiative_lines(teller, look(teller.snapshot, initiative))
    part("initiatives", lines, found.initiative_ids)
    return parts


def _promises(teller: Teller, found: Booklet, as_of: date) -> list[str]:
    words, lines = teller.words, []
    for id in found.open_promises:
        promise = teller.snapshot.one(Promise, id)
        if promise is None:
            continue
        due = ""
        if promise.due_on is not None:
            late = (as_of - promise.due_on).days
            key = "people.booklet.late" if late > 0 else "people.booklet.due"
            due = words.text(key, on=teller.day(promise.due_on), days=late)
        lines.append(
            words.text(
                "people.booklet.promise",
                by=promise.by,
                to=promise.to or words.text("people.booklet.somebody"),
                made=teller.day(promise.made_on),
                due=due,
                text=promise.text,
            )
        )
    return lines


def _closed(teller: Teller, found: Booklet) -> list[str]:
    words, lines = teller.words, []
    for id in found.closed_promises:
        promise = teller.snapshot.one(Promise, id)
        if promise is not None:
            told = "" if promise.told_on else words.text("people.booklet.not_told")
            lines.append(
                words.text(
                    "people.booklet.closed_row",
                    text=promise.text.rstrip("."),
                    state=words.term("promise_state", promise.state),
                    outcome=promise.outcome,
                    told=told,
                )
            )
    return lines


def _requests(teller: Teller, ids: tuple[str, ...], answered: bool) -> list[str]:
    words, lines = teller.words, []
    for id in ids:
        request = teller.snapshot.one(Request, id)
        if request is None:
            continue
        facts = {"on": teller.day(request.asked_on), "text": request.text}
        if answered:
            facts["answer"] = words.term("request_answer", request.answer)
        lines.append(
            words.text(f"people.booklet.{'untold_row' if answered else 'request'}", **facts)
        )
    return lines


def _alerts(teller: Teller, ids: tuple[str, ...]) -> list[str]:
    words, lines = teller.words, []
    for id in ids:
        alert = teller.snapshot.one(Alert, id)
        if alert is None:
            continue
        kind = words.term("threat_type", alert.threat) if alert.threat else words.kind("Alert")
        lines.append(
            words.text(
                "people.booklet.alert",
                on=teller.day(alert.received_at.date()),
                kind=kind,
                step=words.text(f"people.step.{next_step(alert) or 'outcome'}"),
            )
        )
    return lines


def _coping(teller: Teller, found: Booklet) -> list[str]:
    copings = (teller.snapshot.one(Coping, i) for i in found.coping_ids)
    return [f"{c.title} ({teller.words.term('coping_strategy', c.strategy)})" for c in copings if c]


def _harm(teller: Teller, found: Booklet) -> list[str]:
    words, lines = teller.words, []
    for id in found.harmed_ids:
        contact = teller.snapshot.one(Contact, id)
        if contact is not None:
            lines.append(
                words.text(
                    "people.booklet.harmed",
                    on=teller.day(contact.on),
                    counterpart=words.term("counterpart_kind", contact.counterpart),
                    marks=teller.several([words.term("contact_harm", h) for h in contact.harm]),
                )
            )
    return lines
