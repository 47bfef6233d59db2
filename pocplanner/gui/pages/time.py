"""The time page: does help come before the attack, by day and night, dry and wet."""

from typing import Any

from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.exposure.hours_pane import HoursPane
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.tables.table import Column
from pocplanner.gui.travel.ground_pane import GroundPane
from pocplanner.gui.travel.time_pane import TimePane
from pocplanner.gui.what_if.closures_pane import ClosuresPane
from pocplanner.gui.what_if.options_pane import OptionsPane
from pocplanner.gui.what_if.sites_pane import SitesPane
from pocplanner.model.community import Timing
from pocplanner.model.proposal import Proposal
from pocplanner.model.terrain import GroundClass

#: Pages of the guide on parts of this page.
_HELP = {"hours": "hours", "what_if": "what_if", "sites": "what_if", "closures": "what_if"}


class TimePage(TabPage):
    """Response against warning: where help comes too late, a patrol is no answer."""

    name = "time"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self._gaps: tuple[Any, dict[str, Any]] = (None, {})
        words = self.words
        self.add_tab("time", lambda: TimePane(desk))
        self.add_tab("hours", lambda: HoursPane(desk))
        self.add_tab("what_if", lambda: OptionsPane(desk), words.text("what_if.tab"))
        self.add_tab("sites", lambda: SitesPane(desk), words.text("what_if.sites.tab"))
        self.add_tab("closures", lambda: ClosuresPane(desk), words.text("what_if.closing.tab"))
        self.add_records(Timing, self._entered)
        self.add_records(GroundClass, lambda: GroundPane(desk))
        self.tabs.currentChanged.connect(lambda _: self.help_wanted.emit(self.help_page()))

    @property
    def time(self) -> TimePane:
        """How long help takes, and whether it comes in time."""
        return self.part("time", TimePane)

    @property
    def hours(self) -> HoursPane:
        """In which hours nobody is near."""
        return self.part("hours", HoursPane)

    @property
    def options(self) -> OptionsPane:
        """What would change if."""
        return self.part("what_if", OptionsPane)

    @property
    def sites(self) -> SitesPane:
        """Where a post would serve."""
        return self.part("sites", SitesPane)

    @property
    def closures(self) -> ClosuresPane:
        """What goes when posts close."""
        return self.part("closures", ClosuresPane)

    def _entered(self) -> RecordsPane:
        made = RecordsPane(
            self.desk,
            Timing,
            ("place_id", "light", "season", "post_id"),
            more=(self._gap_column(),),
            after=3,
            empty=self.words.text("gui.community.no_timing"),
        )
        self.desk.assessed.connect(made.refresh)
        return made

    def help_page(self) -> str:
        return _HELP.get(self.tab(), self.name)

    def show_record(self, id: str) -> bool:
        """Show a record; an option is shown on the left of the two."""
        project = self.desk.project
        if project is not None and project.get(Proposal, id) is not None:
            self.show_tab("what_if")
            return self.options.select(id)
        return super().show_record(id)

    def _gap_column(self) -> Column:
        words = self.words

        def text(timing: Any) -> str:
            found = self._gap(timing)
            if found is None:
                return ""
            verdict = words.text(f"gui.gap.{found.verdict}")
            if found.gap is None:
                return verdict
            return f"{found.gap.likely:+.0f} min · {verdict}"

        def sort(timing: Any) -> float | None:
            found = self._gap(timing)
            return found.gap.likely if found is not None and found.gap is not None else None

        def colour(timing: Any) -> tuple[str, str] | None:
            found = self._gap(timing)
            pale = {
                "late": theme.DANGER_PALE,
                "uncertain": theme.WARNING_PALE,
                "in_time": theme.GOOD_PALE,
            }
            known = pale.get(found.verdict) if found is not None else None
            return (known, theme.INK) if known else None

        return Column(words.text("gui.community.gap"), text, sort, colour)

    def _gap(self, timing: Any) -> Any:
        """What the assessment says of an entered time; looked up once for each assessment."""
        found = self.desk.assessment
        if self._gaps[0] is not found:
            by_id = {g.timing_id: g for g in found.gaps} if found is not None else {}
            self._gaps = (found, by_id)
        return self._gaps[1].get(timing.id)
