"""Which module gathers the facts of which section."""

from collections.abc import Callable, Iterator

from pocplanner.report.draft import (
    section_conflict,
    section_mandate,
    section_protection,
    section_threats,
)
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact

FACTS: dict[tuple[str, str], Callable[[Desk], Iterator[Fact]]] = {
    ("strategy", "mandate"): section_mandate.facts,
    ("strategy", "conflict"): section_conflict.facts,
    ("strategy", "threats"): section_threats.facts,
    ("strategy", "protection"): section_protection.facts,
}
