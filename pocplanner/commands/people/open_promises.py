"""An open promise cannot be deleted: whoever takes records out asks here first."""

from collections.abc import Sequence

from pocplanner.model.community import Promise
from pocplanner.project import Project
from pocplanner.words import Problem


def refuse_open(project: Project, ids: Sequence[str]) -> None:
    """Problem where one of the records is a promise that is still open."""
    for id in ids:
        found = project.find(id)
        if isinstance(found, Promise) and found.state == "open":
            place = project.snapshot().name(found.place_id)
            raise Problem("promise.still_open", place=place or "?", by=found.by)
