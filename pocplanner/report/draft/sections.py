"""Which module gathers the facts of which section."""

from collections.abc import Callable, Iterator

from pocplanner.report.draft import (
    section_actions,
    section_command,
    section_conflict,
    section_engagement,
    section_gender,
    section_limits,
    section_mandate,
    section_matrix,
    section_messages,
    section_monitoring,
    section_objectives,
    section_protection,
    section_tensions,
    section_threats,
    section_transition,
    section_warning,
)
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact

FACTS: dict[tuple[str, str], Callable[[Desk], Iterator[Fact]]] = {
    ("strategy", "mandate"): section_mandate.facts,
    ("strategy", "conflict"): section_conflict.facts,
    ("strategy", "threats"): section_threats.facts,
    ("strategy", "protection"): section_protection.facts,
    ("strategy", "objectives"): section_objectives.facts,
    ("strategy", "actions"): section_actions.facts,
    ("strategy", "engagement"): section_engagement.facts,
    ("strategy", "gender"): section_gender.facts,
    ("strategy", "command"): section_command.facts,
    ("strategy", "warning"): section_warning.facts,
    ("strategy", "tensions"): section_tensions.facts,
    ("strategy", "limits"): section_limits.facts,
    ("strategy", "messages"): section_messages.facts,
    ("strategy", "monitoring"): section_monitoring.facts,
    ("strategy", "transition"): section_transition.facts,
    ("field-matrix", "reading"): section_matrix.reading,
    ("field-matrix", "places"): section_matrix.places,
}
