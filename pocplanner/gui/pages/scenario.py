"""The scenario page: place a situation from a template, see the drafted response."""

from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.page import TabPage


class ScenarioPage(TabPage):
    """Situations on the map and the answers to them."""

    name = "scenario"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
