"""What no act may do, by whatever path it comes: looked at once, before it is stored.

Forms, tables, pasted rows, drawing, merging, imports, proposals and the terminal all end in the
one door of the open mission, and these stand there. Undo goes back to what stood before and is
not asked; what it takes along is listed (see `people.open_promises.taken_back`).
"""

from collections.abc import Sequence

from pocplanner.commands.interference import refuse_begun
from pocplanner.commands.people.open_promises import refuse_gone
from pocplanner.model.community import Alert, Community, Promise
from pocplanner.model.edit import Change
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.places import Area, Route, Settlement
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Patrol
from pocplanner.project import Project

#: Kinds whose change may leave an action begun with a question that nobody settled.
_ACTS = (Action, Patrol, InterferenceAnswer, Route)
#: Kinds that do not go while something is owed to people.
_OWED = (Promise, Alert, Community, Settlement, Area)


def guard(project: Project) -> Project:
    """The same mission, which refuses acts that break a promise of the program."""
    project.guards = (_look,)
    return project


def _look(project: Project, changes: Sequence[Change]) -> None:
    """Problem where the act may not be; it is refused whole."""
    kinds = {c.kind for c in changes}
    if any(c.after is None for c in changes) and kinds & {*_OWED}:
        refuse_gone(project, changes)
    if kinds & {*_ACTS}:
        refuse_begun(project, changes)
