"""Documents for tests: the example mission and small ones, laid out for a reader."""

from datetime import date
from functools import cache

from pocplanner.analysis.assess import assess
from pocplanner.analysis.sharing import view
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from pocplanner.progress import finish
from pocplanner.report import blocks as b
from pocplanner.report.draft import draft
from pocplanner.report.outline import document

TODAY = date(2026, 11, 20)


def laid_out(
    snapshot: Snapshot,
    kind: str = "strategy",
    language: str = "en",
    audience: Audience = Audience.CORE,
    scenario_id: str = "",
    today: date = TODAY,
    sections: tuple[Section, ...] | None = None,
) -> b.Document:
    """A document of a mission for an audience, as an export makes it before it is printed."""
    seen = view(snapshot, audience, today)
    assessment = finish(assess(seen.snapshot, today=today))
    over = assessment.over(seen.snapshot)
    drafted = draft(over, assessment, kind, language, scenario_id)
    return document(
        seen.snapshot,
        assessment,
        drafted if sections is None else sections,
        kind,
        language,
        audience,
        level=seen.level,
        scenario_id=scenario_id,
    )


@cache
def example(
    kind: str = "strategy",
    language: str = "en",
    audience: Audience = Audience.CORE,
    scenario_id: str = "",
) -> b.Document:
    """A document of the example mission."""
    return laid_out(sample_snapshot(), kind, language, audience, scenario_id)


def words(found: b.Document) -> str:
    """All texts of a document, a line each."""
    return "\n".join(b.texts(found))


def of_kind(found: b.Document, kind: type) -> list:  # type: ignore[type-arg]
    """The blocks of one kind, the front first."""
    return [x for x in (*found.front, *found.blocks) if isinstance(x, kind)]


def table(found: b.Document, begins: str) -> b.Table:
    """The table whose title begins so. LookupError where there is none."""
    for one in of_kind(found, b.Table):
        if one.title.startswith(begins):
            return one
    raise LookupError(begins)
