"""What contacts, rotations and initiatives tell that somebody should act on."""

from collections.abc import Iterable, Iterator
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.marks import initiatives
from pocplanner.analysis.engagement.mirror import Mirror, mirror
from pocplanner.analysis.engagement.rotation import rotations
from pocplanner.analysis.engagement.unmet import unmet, women_unmet
from pocplanner.analysis.results import Finding, Question, Rated
from pocplanner.model.contacts import Contact
from pocplanner.model.snapshot import Snapshot

_NAMED = 6


def engagement_findings(
    snapshot: Snapshot, rated: Iterable[Rated], as_of: date, assumed: Assumptions
) -> Iterator[Finding]:
    """Whom nobody met, where contacts lean, what rotations take, marks without a trace."""
    known = tuple(rated)
    if snapshot.all(Contact):
        yield from _unmet(snapshot, known, as_of, assumed)
        yield from _leaning(mirror(snapshot, known, as_of, assumed), assumed)
    for one in rotations(snapshot, as_of, assumed):
        if not one.near or not (one.lost or one.promise_ids):
            continue
        facts = {
            "units": (one.unit_id,),
            "on": one.on,
            "days": one.days,
            "count": len({(r.place_id, r.counterpart) for r in one.lost}),
            "owed": len(one.promise_ids),
        }
        refs = (one.unit_id, *(r for x in one.lost for r in x.refs), *one.promise_ids)
        yield Finding("finding.rotation_near", facts, refs, weight=2)
    for looked in initiatives(snapshot):
        for marked in looked.marks:
            if marked.doubt:
                facts = {"initiative": looked.initiative_id, "mark": marked.mark.mark}
                yield Finding(
                    "finding.mark_without_trace",
                    facts,
                    (looked.initiative_id,),
                    place_id=looked.place_id,
                )


def _unmet(
    snapshot: Snapshot, rated: tuple[Rated, ...], as_of: date, assumed: Assumptions
) -> Iterator[Finding]:
    days = assumed.whole("contact.unmet_days")
    found = unmet(snapshot, rated, as_of, assumed)
    if found:
        places = tuple(u.place_id for u in found)
        facts = {"count": len(places), "places": places[:_NAMED], "days": days}
        yield Finding("finding.high_not_met", facts, places, weight=3)
    silent = women_unmet(snapshot, rated, as_of, assumed)
    if silent:
        facts = {"count": len(silent), "places": silent[:_NAMED], "days": days}
        yield Finding("finding.women_not_met", facts, silent, weight=2)


def _leaning(seen: Mirror, assumed: Assumptions) -> Iterator[Finding]:
    """Contacts in the capital, with the state, and with men beyond their part."""
    apart = assumed.value("contact.apart")
    for share in seen.levels:
        gap = share.gap if share.people is not None else share.threat_gap
        if share.key == "capital" and gap is not None and gap >= apart:
            facts = {
                "count": share.contacts,
                "of": seen.contacts,
                "percent": round(100 * (share.share or 0)),
                "threat_percent": round(100 * (share.threat or 0)),
            }
            key = "capital_bias_threat"
            if share.people is not None:
                key = "capital_bias"
                facts["people_percent"] = round(100 * share.people)
            yield Finding(f"finding.{key}", facts, weight=2)
    for share in seen.sexes:
        if share.key == "female" and share.gap is not None and share.gap <= -apart:
            facts = {
                "percent": round(100 * (share.share or 0)),
                "people_percent": round(100 * (share.people or 0)),
            }
            yield Finding("finding.women_unheard", facts, weight=2)


def engagement_questions(snapshot: Snapshot) -> Iterator[Question]:
    """That no contact was ever written down: then nobody can say whom the mission meets."""
    if snapshot.whole and not snapshot.all(Contact):
        yield Question("question.no_contact_log", who=("who.civil_affairs", "who.cla"), weight=2)
