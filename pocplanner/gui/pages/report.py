"""The report page: choose a document and who it is for, see the real paper, export it."""

from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.page import Page


class ReportPage(Page):
    """From the mission to paper."""

    name = "report"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
