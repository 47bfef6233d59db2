"""What leaves the mission stands in its log, or does not leave."""

from pathlib import Path

from pocplanner.model.mission import Issue
from pocplanner.project import Project
from pocplanner.words import Problem


def may_leave(project: Project) -> None:
    """Problem("export.read_only") where the log cannot be written: asked before any work."""
    if project.read_only:
        raise Problem("export.read_only", name=project.path.name)


def logged(project: Project, issue: Issue, path: Path) -> None:
    """Write what left into the log; what cannot be logged is deleted again."""
    audience = issue.audience.value
    try:
        project.note("edit.export", issue, document=issue.document, audience=audience)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
