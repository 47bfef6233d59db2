"""Contacts, sources, rotations and initiatives in sentences."""

from collections.abc import Iterable
from datetime import date

from pocplanner.analysis.alert_log.telling import counted
from pocplanner.analysis.engagement.evidence import Evidence
from pocplanner.analysis.engagement.marks import Looked
from pocplanner.analysis.engagement.mirror import Mirror, Share
from pocplanner.analysis.engagement.rotation import Aged, Relation, Rotation
from pocplanner.analysis.engagement.unmet import Unmet
from pocplanner.analysis.telling import Teller
from pocplanner.model.initiatives import Initiative
from pocplanner.words import Words

_NAMED = 5


def percent(words: Words, part: float | None) -> str:
    """A part of one as whole percents, or that it is not known."""
    if part is None:
        return words.text("people.unknown")
    return words.text("people.percent", percent=round(100 * part))


def share_text(words: Words, found: Share, of: int) -> str:
    """How many of how many, with the percentage where there are enough."""
    if found.share is None:
        return words.text("people.of", n=found.contacts, of=of)
    return words.text("people.share", n=found.contacts, of=of, percent=round(100 * found.share))


def mirror_lines(teller: Teller, found: Mirror) -> list[str]:
    """Whom the mission met, in sentences; only numbers where there are too few for shares."""
    words = teller.words
    if not found.contacts:
        return [words.text("people.mirror.none")]
    head = "people.mirror.head" if found.enough else "people.mirror.few"
    lines = [
        words.text(
            head,
            contacts=found.contacts,
            since=teller.day(found.since),
            until=teller.day(found.until),
        )
    ]
    lines += [
        words.text(
            "people.mirror.side",
            name=words.term("counterpart_side", s.key),
            share=share_text(words, s, found.contacts),
        )
        for s in found.sides
    ]
    local, province, capital = (share_text(words, s, found.contacts) for s in found.levels)
    lines.append(
        words.text("people.mirror.levels", local=local, province=province, capital=capital)
    )
    if not found.enough:
        return lines
    seat = found.levels[2]
    if seat.contacts:
        lines.append(
            words.text(
                "people.mirror.capital",
                share=percent(words, seat.share),
                people=percent(words, seat.people),
                threat=percent(words, seat.threat),
            )
        )
    women = found.sexes[0]
    lines.append(
        words.text(
            "people.mirror.women",
            share=percent(words, women.share),
            people=percent(words, women.people),
        )
    )
    if found.half is not None:
        lines.append(words.text("people.mirror.half", percent=round(100 * found.half)))
    if found.apart is not None and found.threat_apart is not None:
        apart, threat = round(100 * found.apart), round(100 * found.threat_apart)
        lines.append(words.text("people.mirror.apart", apart=apart, threat=threat))
    under = under_met(found)
    if under:
        places = words.text("people.semicolon").join(
            words.text(
                "people.mirror.under_row",
                place=teller.place(s.key),
                contacts=s.contacts,
                threat=percent(words, s.threat),
            )
            for s in under[:_NAMED]
        )
        lines.append(words.text("people.mirror.under", places=places))
    for key, n in (("mixed", found.mixed), ("elsewhere", found.elsewhere)):
        if n:
            lines.append(counted(words, f"people.mirror.{key}", n))
    if found.harmed_ids:
        lines.append(counted(words, "people.mirror.harmed", len(found.harmed_ids)))
    return lines


def under_met(found: Mirror) -> list[Share]:
    """Places with a part of the threat that contacts do not come near to, the widest gap first."""
    return [s for s in found.places if s.threat and s.threat_gap is not None and s.threat_gap < 0]


def unmet_text(teller: Teller, one: Unmet) -> str:
    """A place of high threat: when its people were last met, and when women."""
    words = teller.words
    never = words.text("people.never")
    last = never
    if one.last_on is not None:
        basis = words.text(f"people.basis.{one.basis}")
        last = words.text("people.mirror.basis", on=teller.day(one.last_on), basis=basis)
    return words.text(
        "people.mirror.unmet_row",
        place=teller.place(one.place_id),
        priority=words.term("priority", one.priority) if one.priority else "",
        last=last,
        women=teller.day(one.women_on) if one.women_on else never,
    )


def evidence_lines(teller: Teller, found: Evidence) -> list[str]:
    """Whose word the plan rests on."""
    words = teller.words
    lines = [
        words.text(
            "people.evidence.row",
            kind=words.kind(s.kind, many=True),
            women=s.women,
            men=s.men,
            both=s.both,
            unsaid=s.unsaid,
        )
        for s in found.spoken
    ]
    if found.sources:
        named = ", ".join(
            words.text(
                "people.evidence.source",
                name=words.term("source_kind", kind)
                if kind
                else words.text("people.evidence.no_source"),
                n=n,
            )
            for kind, n in found.sources
        )
        lines.append(words.text("people.evidence.sources", sources=named))
    if found.silent:
        places = teller.several([teller.place(p) for p in found.silent[:12]])
        lines.append(words.text("people.evidence.silent", places=places))
    return lines


def counterparts(words: Words, kinds: Iterable[str]) -> list[str]:
    """Kinds of counterpart by name."""
    return [words.term("counterpart_kind", k) for k in kinds]


def relation_text(teller: Teller, one: Relation) -> str:
    """A relation that goes: where, with whom, how fresh."""
    words = teller.words
    return words.text(
        "people.rotation.lost",
        place=teller.place(one.place_id),
        counterpart=words.term("counterpart_kind", one.counterpart),
        last=teller.day(one.last_on),
        grade=words.text(f"people.grade.{one.grade}"),
    )


def rotation_lines(teller: Teller, one: Rotation) -> list[str]:
    """A unit that leaves, what goes with it, and the meetings to hold before."""
    words = teller.words
    lines = [
        words.text(
            "people.rotation.row",
            unit=teller.name(one.unit_id),
            on=teller.day(one.on),
            days=one.days,
            lost=len(one.lost),
            promises=len(one.promise_ids),
        )
    ]
    lines += ["  " + relation_text(teller, r) for r in one.lost]
    for meeting in one.meetings:
        names = [
            *counterparts(words, meeting.counterparts),
            *(teller.name(m) for m in meeting.mechanism_ids),
        ]
        whom = words.text("people.rotation.with_whom", names=teller.several(names)) if names else ""
        owed = len(meeting.promise_ids)
        lines.append(
            "  "
            + words.text(
                "people.rotation.meeting",
                place=teller.place(meeting.place_id),
                with_whom=whom,
                promises=counted(words, "people.rotation.promises", owed) if owed else "",
            )
        )
    return lines


def trust_text(teller: Teller, one: Aged) -> str:
    """Trust as a group said it, and what a silence may have left of it."""
    words = teller.words
    who = one.group or words.term("sex", one.sex)
    if one.group and one.sex in ("female", "male"):
        who = f"{one.group}, {words.term('sex', one.sex)}"
    return words.text(
        "people.rotation.trust_row",
        mechanism=teller.name(one.mechanism_id),
        who=who,
        level=one.level,
        on=_day(teller, one.on),
        heard=_day(teller, one.heard_on),
        grade=words.text(f"people.grade.{one.grade}"),
    )


def _day(teller: Teller, on: date | None) -> str:
    return teller.day(on) if on else teller.words.text("people.unknown")


def initiative_lines(teller: Teller, looked: Looked) -> list[str]:
    """An initiative and its five marks, each with its reason; no total."""
    words = teller.words
    found = teller.snapshot.one(Initiative, looked.initiative_id)
    if found is None:
        return []
    leader = words.text("people.initiative.leader", who=found.led_by) if found.led_by else ""
    lines = [
        words.text(
            "people.initiative.row",
            title=found.title,
            origin=words.term("initiative_origin", found.origin),
            state=words.term("initiative_state", found.state),
            leader=leader,
        )
    ]
    for one in looked.marks:
        said = one.mark.evidence.strip().rstrip(".")
        lines.append(
            "  "
            + words.text(
                "people.initiative.mark",
                mark=words.term("initiative_mark", one.mark.mark),
                holds=words.term("mark_holds", one.mark.holds),
                evidence=words.text("people.initiative.evidence", text=said) if said else "",
                by=words.text(
                    "people.initiative.by", who=words.term("judged_by", one.mark.judged_by)
                )
                if one.mark.holds != "unknown"
                else "",
            )
        )
        beside = words.text("people.initiative.beside", text=teller.text(one.beside))
        doubt = words.text("people.initiative.doubt")
        lines.append("    " + (doubt if one.doubt else beside))
    return lines
