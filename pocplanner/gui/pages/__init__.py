"""One page for each step of the work, each made when it is first wanted."""

from importlib import import_module
from typing import TYPE_CHECKING

from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.page import Page

if TYPE_CHECKING:
    from pocplanner.gui.window import Window

#: The class of each page, in the module of its name.
_CLASSES = {
    "mission": "MissionPage",
    "map": "MapPage",
    "events": "EventsPage",
    "community": "CommunityPage",
    "time": "TimePage",
    "assessment": "AssessmentPage",
    "strategy": "StrategyPage",
    "scenario": "ScenarioPage",
    "report": "ReportPage",
}


def make_page(name: str, desk: Desk, window: "Window") -> Page:
    """The page of a step; what only it needs is imported now."""
    module = import_module(f"pocplanner.gui.pages.{name}")
    made = getattr(module, _CLASSES[name])(desk, window)
    if not isinstance(made, Page):
        raise TypeError(f"{name} is no page")
    return made
