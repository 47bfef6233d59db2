"""Travel time on the map: a picture of bands, lines of equal time, and the way that decided it."""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from pocplanner.analysis.travel.isochrones import BOUNDS
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.model.edit import Edit
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Area, Post, Route, Unit
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.model.ways import Obstacle
from pocplanner.progress import Work
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.analysis.travel.field import Field
    from pocplanner.analysis.travel.trips import Travel
    from pocplanner.gui.map.view import MapView
    from pocplanner.gui.travel.field_picture import FieldPicture
    from pocplanner.model.snapshot import Snapshot

#: Layers of lines on the page: of equal time, and the way to the place that is chosen.
LINES, WAY = "isochrones", "time_way"
_INK, WAY_COLOUR = "#123a5c", "#b3261e"
#: Kinds whose records bear on how long help takes.
_BEARS_ON_TIME = (Post, Unit, Route, Obstacle, Area, Terrain, GroundClass, Assumption)
#: After an edit this long is waited for another one.
_QUIET_MS = 300


class Asked(NamedTuple):
    """What a person wants to see."""

    season: str = "dry"
    light: str = "day"
    movement: str = "vehicle"
    bounds: tuple[int, ...] = BOUNDS
    lines: bool = True
    #: The side of a cell in kilometres; None as the mission has it.
    cell_km: float | None = None


class Found(NamedTuple):
    """What was reckoned for it."""

    asked: Asked
    field: "Field"
    ground: "Travel | None"
    lines: dict[float, Any]


class TimeOverlay(QObject):
    """Reckons beside the window and draws; `changed` tells that there is something else to say."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: MapView | None = None
        self._jobs = Jobs(self)
        self._jobs.problem.connect(self._refused)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._begin)
        self._id = ""
        self._revision = 0
        self._waits = False
        self.on = False
        self.asked = Asked()
        self.found: Found | None = None
        self.picture: FieldPicture | None = None
        self.problem: Problem | None = None
        desk.edited.connect(self._on_edit)
        desk.opened.connect(self._again)
        desk.closed.connect(self._leave)

    @property
    def working(self) -> bool:
        """Whether something is being reckoned."""
        return self.on and (self._jobs.busy or self._timer.isActive())

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self._view = view
        view.time_picture = self._answer
        self._draw()

    def detach(self) -> None:
        """The map is gone."""
        self._view = None

    def show(self, on: bool) -> None:
        """Show travel time, or take it away."""
        self.on = on
        self._again()

    def ask(self, asked: Asked) -> None:
        """Show it under another condition, by another means, up to other bounds."""
        if asked != self.asked:
            self.asked = asked
            self._again()

    def follow(self, id: str) -> None:
        """Something is chosen: the way to it is drawn, where it is a place."""
        self._id = id
        self._draw_way()
        self.changed.emit()

    def route(self) -> tuple[str, Any]:
        """The place that is chosen and the trip that decided its time; empty without a place."""
        ground = self.found.ground if self.found is not None and self.on else None
        if ground is None or self._id not in ground.places:
            return "", None
        return self._id, ground.quickest(self._id)

    def _answer(self, path: str) -> tuple[bytes, bytes] | None:
        if self.picture is None or path != f"/time/{self._revision}.png":
            return None
        return self.picture.png(), b"image/png"

    # -- reckoning -------------------------------------------------------------------------

    def _again(self) -> None:
        if self.on and self._desk.project is not None:
            self._timer.start()
        else:
            self._timer.stop()
            self._draw()
        self.changed.emit()

    def _on_edit(self, edit: Edit) -> None:
        if self.on and edit.touches(*_BEARS_ON_TIME):
            self._timer.start()
            self.changed.emit()

    def _begin(self) -> None:
        if not self.on or self._desk.project is None:
            return
        if self._jobs.busy:
            self._waits = True
            return
        work = _reckoned(self._desk.snapshot, self.asked)
        self._jobs.start("travel_map.working", work, self._done, lets_go=True)
        self.changed.emit()

    def _done(self, found: Found) -> None:
        if self._waits or found.asked != self.asked:
            self._waits = False
            self._begin()
            return
        self.problem, self.found = None, found
        self._draw()
        self.changed.emit()

    def _refused(self, problem: object) -> None:
        self.found = None
        self.problem = problem if isinstance(problem, Problem) else None
        self._draw()
        self.changed.emit()

    def _leave(self) -> None:
        self._timer.stop()
        self._jobs.leave()
        self._waits = False
        self.found = self.picture = self.problem = None
        self._id = ""
        self._draw()
        self.changed.emit()

    # -- drawing ---------------------------------------------------------------------------

    def _draw(self) -> None:
        found = self.found if self.on else None
        self.picture = None
        if found is not None:
            from pocplanner.gui.travel.field_picture import FieldPicture

            self.picture = FieldPicture(found.field, found.asked.bounds)
            self._revision += 1
        if self._view is None:
            return
        box = None
        if self.picture is not None:
            west, south, east, north = self.picture.bounds
            box = {"rev": self._revision, "west": west, "south": south, "east": east,
                   "north": north}  # fmt: skip
        with self._view.together():
            self._view.show_times(box)
            self._view.replace(LINES, self._lines(found))
            self._draw_way()

    def _lines(self, found: Found | None) -> list[dict[str, Any]]:
        if found is None or not found.asked.lines:
            return []
        from pocplanner.analysis.arrival.telling import clock

        words = self._desk.words
        made = []
        for bound, shape in found.lines.items():
            said = words.text("travel_map.line", minutes=clock(words, bound))
            for number, part in enumerate(getattr(shape, "geoms", [shape])):
                if part.is_empty:
                    continue
                at = [[round(lat, 5), round(lon, 5)] for lon, lat in part.coords]
                made.append({
                    "id": f"t{bound:g}-{number}", "type": "line", "at": at, "colour": _INK,
                    "weight": 0.8, "dashed": False, "label": said,
                })  # fmt: skip
        return made

    def _draw_way(self) -> None:
        if self._view is None:
            return
        place, trip = self.route()
        made: list[dict[str, Any]] = []
        ground = self.found.ground if self.found is not None else None
        if trip is not None and ground is not None:
            line, ridden = ground.way(trip.post_id, place), None
            if trip.left is not None:
                whole = ground.onward(trip.post_id, place)
                line, ridden = whole if whole is not None else (None, None)
            if line is None:
                ends = [self._desk.snapshot.position(id) for id in (trip.post_id, place)]
                at = [[p.lat, p.lon] for p in ends if p is not None]
            else:
                at = [[round(float(lat), 5), round(float(lon), 5)] for lon, lat in line]
            parts = [("way", at, line is None)]
            if ridden is not None:  # what is walked is dashed
                parts = [("way", at[:ridden], False), ("walk", at[ridden - 1 :], True)]
            said = route_words(self._desk, place, trip)
            made += [
                {"id": name, "type": "line", "at": part, "colour": WAY_COLOUR, "weight": 3.2,
                 "dashed": dashed, "label": said}
                for name, part, dashed in parts if len(part) > 1
            ]  # fmt: skip
        self._view.replace(WAY, made)


def route_words(desk: Desk, place: str, trip: Any) -> str:
    """The way that decided the time of a place, in words."""
    from pocplanner.analysis.arrival.telling import left_text, span

    words = desk.words
    if trip is None:
        return str(words.text("travel_map.route_none", place=desk.name(place)))
    left = left_text(words, trip)
    return str(
        words.text(
            "travel_map.route",
            post=desk.name(trip.post_id),
            place=desk.name(place),
            minutes=span(words, trip.minutes),
            kilometres=f"{trip.km:.0f}",
            basis=words.text(f"travel.basis.{trip.basis}"),
        )
    ) + (f". {left}" if left else "")


def _reckoned(snapshot: "Snapshot", asked: Asked) -> Work[Found]:
    """The field, its lines and the trips, beside the window."""
    from pocplanner.analysis.assumptions import Assumptions
    from pocplanner.analysis.travel.field import field_of
    from pocplanner.analysis.travel.isochrones import isochrones
    from pocplanner.analysis.travel.movement import Condition
    from pocplanner.analysis.travel.times import travel, where

    assumed = Assumptions(snapshot.assumptions)
    condition = Condition(asked.season, asked.light)
    field = yield from field_of(snapshot, condition, assumed, asked.movement, asked.cell_km)
    ground = None
    if where(snapshot)[1]:
        ground = yield from travel(snapshot, condition, assumed, asked.movement, asked.cell_km)
    lines = isochrones(field.frame, field.minutes, asked.bounds) if asked.lines else {}
    return Found(asked, field, ground, lines)


__all__ = ["LINES", "WAY", "WAY_COLOUR", "Asked", "Found", "TimeOverlay", "route_words"]
