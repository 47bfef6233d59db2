"""Works out the picture of heat or trend beside the window, which goes on meanwhile."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.ground import Mask
from pocplanner.analysis.heat import fitting_bandwidth, heat, trend
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.model.events import Events
from pocplanner.progress import Progress, Work

#: One picture, or two of windows that stand beside each other.
Pictures = tuple[HeatPicture | None, HeatPicture | None]
_NONE: Pictures = (None, None)


@dataclass(frozen=True, eq=False)
class Asked:
    """Of which rows a picture is wanted, in how many years.

    With `later` the picture tells how they changed, or, `beside` each other, there are two.
    """

    events: Events
    rows: Mask
    years: float
    bandwidth_km: float
    deaths: bool = False
    later: Mask | None = None
    later_years: float = 0.0
    beside: bool = False

    def same(self, other: "Asked | None") -> bool:
        """Whether two ask for one picture. Rows are compared by identity: the choice keeps them."""
        return (
            other is not None
            and self.events is other.events
            and self.rows is other.rows
            and self.later is other.later
            and (self.years, self.bandwidth_km, self.deaths, self.later_years, self.beside)
            == (other.years, other.bandwidth_km, other.deaths, other.later_years, other.beside)
        )

    def pictures(self) -> Pictures:
        """The pictures; nothing in the place of one of which no row is placed well enough."""
        both = self.rows if self.later is None else self.rows | self.later
        wide = self.bandwidth_km or fitting_bandwidth(self.events, both)
        if self.later is None:
            found = heat(self.events, self.rows, wide, self.years, self.deaths)
            return (HeatPicture(found, False) if found is not None else None), None
        if not self.beside:
            spans = (self.years, self.later_years)
            change = trend(self.events, self.rows, self.later, wide, spans)
            return (HeatPicture(change, True) if change is not None else None), None
        day = 1 / 365.25
        surfaces = [
            heat(self.events, rows, wide, max(years, day), self.deaths)
            for rows, years in ((self.rows, self.years), (self.later, self.later_years))
        ]
        # One scale for both, or the colours could not be compared.
        most = max((HeatPicture(s, False).most for s in surfaces if s is not None), default=0.0)
        one, two = (HeatPicture(s, False, most) if s is not None else None for s in surfaces)
        return one, two


class HeatWorker(QObject):
    """Keeps the last picture; `came` tells a new one. One is made at a time, the latest next."""

    came = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._jobs.problem.connect(desk.problem)
        self._made: Asked | None = None
        self._wanted: Asked | None = None
        self._pictures = _NONE
        desk.closed.connect(self.forget)

    @property
    def working(self) -> bool:
        """Whether a picture is being made."""
        return self._jobs.busy

    def pictures(self, asked: Asked | None) -> Pictures:
        """The pictures that are asked for, or those before until they came; none for nothing."""
        self._wanted = asked
        if asked is None:
            self._made, self._pictures = None, _NONE
        elif not asked.same(self._made):
            self._begin()
        return self._pictures

    def forget(self) -> None:
        """The mission is closed: no picture of it stays."""
        self._jobs.leave()
        self._made = self._wanted = None
        self._pictures = _NONE

    def _begin(self) -> None:
        asked = self._wanted
        if asked is not None and not self._jobs.busy:
            take = partial(self._take, asked)
            self._jobs.start("", _make(asked), take, lets_go=True)

    def _take(self, asked: Asked, made: Pictures) -> None:
        if self._wanted is None:
            return
        self._made, self._pictures = asked, made
        if not self._wanted.same(asked):
            self._begin()
        self.came.emit()


def _make(asked: Asked) -> Work[Pictures]:
    """The pictures with their colours, so that the page only fetches them."""
    yield Progress(0, 1)
    made = asked.pictures()
    for picture in made:
        if picture is not None:
            picture.png()
    return made
