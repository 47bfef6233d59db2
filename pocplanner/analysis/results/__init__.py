"""What an assessment says: plain values that documents, window and terminal all read.

Whatever a person reads is held as a key of `words` and facts (`Said`), never as a sentence,
so that a document can be in either language; `analysis.telling.Teller` makes the sentence.
Facts hold numbers, days, ids of records, codes of vocabularies, or tuples of these; the
name of a fact says which (see `telling`).
"""

from pocplanner.analysis.results.counted import (
    Concentration,
    Counted,
    Hotspot,
    Market,
    Patterns,
    Row,
    Table,
    Trend,
)
from pocplanner.analysis.results.offered import Suggestion, Used
from pocplanner.analysis.results.people import (
    AlertCount,
    CopingState,
    Gap,
    Health,
    Interval,
    Voices,
)
from pocplanner.analysis.results.rated import Anchor, Before, Rated, Residue, Step
from pocplanner.analysis.results.said import (
    CONDITIONS,
    LIGHTS,
    PARTS,
    SEASONS,
    STEPS,
    Facts,
    Finding,
    Question,
    Said,
)
from pocplanner.analysis.results.whole import Assessment

__all__ = [
    "CONDITIONS",
    "LIGHTS",
    "PARTS",
    "SEASONS",
    "STEPS",
    "AlertCount",
    "Anchor",
    "Assessment",
    "Before",
    "Concentration",
    "CopingState",
    "Counted",
    "Facts",
    "Finding",
    "Gap",
    "Health",
    "Hotspot",
    "Interval",
    "Market",
    "Patterns",
    "Question",
    "Rated",
    "Residue",
    "Row",
    "Said",
    "Step",
    "Suggestion",
    "Table",
    "Trend",
    "Used",
    "Voices",
]
