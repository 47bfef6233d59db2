"""Where people and mission, women and men, or outputs and lives do not say the same."""

from collections.abc import Iterable, Iterator
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Finding, Rated
from pocplanner.analysis.voices.beside import beside
from pocplanner.analysis.voices.pairs import PERIODS, pairs
from pocplanner.model.assessment import Threat
from pocplanner.model.snapshot import Snapshot


def voices_findings(
    snapshot: Snapshot,
    rated: Iterable[Rated],
    threats: dict[str, Threat],
    as_of: date,
    assumed: Assumptions,
) -> Iterator[Finding]:
    """Gaps of two steps or more, and pairs that diverge over two periods."""
    for one in beside(snapshot, rated, threats, as_of, assumed):
        refs = (one.threat_id, *(r for t in one.told for r in t.refs))
        facts: dict[str, object] = {"threat": one.threat_id, "place": one.place_id}
        # A rating that was entered with the threat itself is a finding of the ratings.
        of_people = one.told[0].refs != (one.threat_id,)
        if one.differs and of_people and one.gap is not None and one.mission is not None:
            facts |= {"people": one.mission + one.gap, "likelihood": one.mission}
            key = "finding.people_rate_higher" if one.gap > 0 else "finding.people_rate_lower"
            yield Finding(key, facts, refs, place_id=one.place_id, weight=3)
        women, men = one.by("female"), one.by("male")
        if one.sexes_differ and women is not None and men is not None:
            facts = {"threat": one.threat_id, "place": one.place_id}
            facts |= {"by_women": women.rating, "by_men": men.rating}
            yield Finding("finding.women_rate_apart", facts, refs, place_id=one.place_id, weight=2)
    for pair in pairs(snapshot, as_of, assumed):
        if pair.state == "diverges":
            facts = {"pair": pair.pair_id, "place": pair.place_id, "count": PERIODS}
            refs = (pair.pair_id, *(i for r in pair.rounds for i in r.refs))
            yield Finding("finding.pair_diverges", facts, refs, place_id=pair.place_id, weight=3)
