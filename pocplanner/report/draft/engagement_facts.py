"""Paragraphs on whom the mission meets, on initiatives, and on ratings that differ."""

from collections.abc import Iterator

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement import telling
from pocplanner.analysis.engagement.evidence import evidence
from pocplanner.analysis.engagement.marks import initiatives
from pocplanner.analysis.engagement.mirror import SIDES, mirror, recent
from pocplanner.analysis.engagement.unmet import unmet, women_unmet
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.voices.beside import beside
from pocplanner.analysis.voices.telling import beside_text
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.teller import InSentence

#: So many ratings that differ are told in the text; the window and the workbook hold the rest.
_DIFFERING = 6


def figures(desk: Desk) -> Assumptions:
    """The figures of the mission."""
    return Assumptions(desk.snapshot.assumptions)


def contacts(desk: Desk) -> Iterator[Fact]:
    """Contacts against people and threat; who was not met; whose word the plan rests on."""
    if not desk.snapshot.all(Contact):
        if desk.whole:
            yield Fact("no_contacts", {}, (), "contacts", "contacts", True)
        return
    assumed, teller = figures(desk), Teller(desk.words, desk.snapshot)
    rated, on = desk.assessment.rated, desk.as_of
    found = recent(desk.snapshot, on, assumed.whole("contact.window_days"))
    if found:
        head, *lines = telling.mirror_lines(teller, mirror(desk.snapshot, rated, on, assumed))
        values = {
            "head": head,
            "sides": desk.series(lines[: len(SIDES)]),
            "lines": " ".join(lines[len(SIDES) :]),
            "whole": desk.whole,
        }
        yield Fact("contacts", values, ids(c.id for c in found), group="contacts")
    # Of what is held back nobody may say that it did not happen.
    if not desk.whole:
        return
    missed = unmet(desk.snapshot, rated, on, assumed)
    women = women_unmet(desk.snapshot, rated, on, assumed)
    if missed or women:
        values = {
            "days": desk.number(assumed.whole("contact.unmet_days")),
            "places": desk.series((telling.unmet_text(teller, u) for u in missed), 8),
            "women": desk.names(women),
        }
        yield Fact("unmet", values, ids((u.place_id for u in missed), women), group="contacts")
    told = telling.evidence_lines(teller, evidence(desk.snapshot, rated))
    if told:
        said = desk.series((t.rstrip(".") for t in told), 10)
        yield Fact("rests_on", {"lines": said}, (), group="contacts")


def initiative_facts(desk: Desk) -> Iterator[Fact]:
    """Each initiative with its five marks and what shows them: no total."""
    for looked in initiatives(desk.snapshot):
        found = desk.snapshot.one(Initiative, looked.initiative_id)
        if found is None:
            continue
        judged = [m for m in looked.marks if m.mark.holds != "unknown"]
        values = {
            "title": found.title,
            "place": desk.name(found.place_id) if found.place_id else "",
            "origin": desk.phrase("initiative_origin", found.origin),
            "led": found.led_by,
            "aims": found.aims,
            "marks": desk.series(
                (
                    desk.text(
                        "mark_line" if m.mark.evidence else "mark_bare",
                        mark=desk.phrase("initiative_mark", m.mark.mark),
                        holds=desk.phrase("mark_holds", m.mark.holds),
                        evidence=m.mark.evidence.strip().rstrip("."),
                        by=desk.phrase("judged_by", m.mark.judged_by),
                    )
                    for m in judged
                ),
                5,
            ),
            "unjudged": desk.phrases("initiative_mark", looked.unjudged),
            "doubt": desk.phrases(
                "initiative_mark", (m.mark.mark for m in looked.marks if m.doubt)
            ),
            "harm": found.harm,
            "heir": found.heir,
            "whole": desk.whole,
        }
        evidence_ids = ids(found.id, found.place_id, found.request_ids, found.links_ids)
        yield Fact("initiative", values, evidence_ids, f"initiative:{found.id}", "initiatives")


def differing(desk: Desk) -> Iterator[Fact]:
    """Threats that people rate two steps or more apart from the mission, or from one another."""
    teller = InSentence(desk.words, desk.snapshot, desk.phrase)
    found = [
        b
        for b in beside(
            desk.snapshot,
            desk.assessment.rated,
            dict(desk.assessment.threats),
            desk.as_of,
            figures(desk),
        )
        if b.differs or b.sexes_differ
    ]
    if found:
        values = {
            "lines": desk.series((beside_text(teller, b) for b in found), _DIFFERING),
            "n": desk.number(len(found)),
        }
        refs = ids((b.threat_id for b in found), (r for b in found for t in b.told for r in t.refs))
        yield Fact("ratings_apart", values, refs, group="voices")
