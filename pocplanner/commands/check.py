"""Look a mission over: its integrity, open questions, generic paragraphs, missing consent."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.results import Assessment
from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.guard import metadata
from pocplanner.model.kinds import KINDS
from pocplanner.model.record import Code
from pocplanner.model.scan import scan_record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from pocplanner.model.vocabulary import vocabulary
from pocplanner.project import Project


@dataclass(frozen=True)
class Checked:
    """What was found; ids in every list, so that each can be opened."""

    intact: bool
    broken_at: int
    questions: tuple[object, ...]
    findings: tuple[object, ...]
    generic: tuple[tuple[str, str], ...]
    no_consent: tuple[str, ...]
    expired: tuple[str, ...]
    names_in_text: tuple[tuple[str, str, str], ...]
    unknown_codes: tuple[tuple[str, str], ...]
    interference: tuple[str, ...] = ()
    begun_unsettled: tuple[str, ...] = ()
    journeys_unanswered: tuple[str, ...] = ()
    ways_unasked: tuple[str, ...] = ()
    promises_undone: tuple[tuple[str, str], ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the file and its log are whole."""
        return self.intact and self.broken_at == 0


def check(project: Project, assessment: Assessment, today: date) -> Checked:
    """Everything that somebody should look at before a document leaves."""
    from pocplanner.analysis.generic import generic_paragraphs
    from pocplanner.commands.people.open_promises import taken_back

    snapshot = project.snapshot()
    no_consent, expired = [], []
    given = [
        *((m.id, m.consent) for m in snapshot.all(Mechanism)),
        *((c.id, c.consent) for c in snapshot.all(Coping)),
    ]
    for id, consent in given:
        if consent is not None and consent.gone(today):
            expired.append(id)
        elif consent is None or consent.given_on is None:
            no_consent.append(id)
    return Checked(
        intact=project.intact(),
        broken_at=project.broken_at(),
        questions=assessment.questions,
        findings=assessment.findings,
        generic=tuple(generic_paragraphs(snapshot.all(Section), snapshot)),
        no_consent=tuple(no_consent),
        expired=tuple(expired),
        names_in_text=tuple(_said(snapshot)),
        unknown_codes=tuple(_unknown(snapshot)),
        interference=tuple(i.id for i in assessment.interference if i.open),
        begun_unsettled=tuple(
            dict.fromkeys(i.action_id for i in assessment.interference if i.open and i.begun)
        ),
        journeys_unanswered=tuple(
            id for one in assessment.journeys for id, open_ in one.open.items() if open_
        ),
        ways_unasked=tuple(one.place_id for one in assessment.journeys if not one.journey_ids),
        promises_undone=tuple((p.by, p.text) for p in taken_back(project)),
    )


def _said(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Free text that looks like a name, a number or a position (rule D2): id, field, what."""
    return [
        (record.id, hit.field, hit.found.kind) for record in snapshot for hit in scan_record(record)
    ]


def _unknown(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Codes that no vocabulary knows: listed for mapping, never refused."""
    found = set()
    for kind in KINDS:
        coded = [
            (name, mark.vocabulary)
            for name in kind.model_fields
            if (mark := metadata(kind, name, Code)) is not None
        ]
        for record in snapshot.all(kind):
            for name, listed in coded:
                value = getattr(record, name)
                codes = value if isinstance(value, tuple) else (value,)
                found |= {
                    (listed, c)
                    for c in codes
                    if c and not c.startswith("other:") and vocabulary(listed).get(c) is None
                }
    return sorted(found)
