"""What the hand does on the map becomes acts on records; what is chosen there is kept here."""

from collections.abc import Sequence
from math import hypot, inf
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pocplanner.commands import cutting, drawing
from pocplanner.commands import mission as acting
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.tools import MapTools
from pocplanner.model.drawn import DRAWN, MOST_PAIRS, Fields, drawn_fields
from pocplanner.model.edit import Edit
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

#: How ids are chosen: one of these, these instead, these besides, the other way round.
ONE_OF, INSTEAD, BESIDES, TURNED = range(4)
#: A sign is about so much of the width of the map that is in view.
_SIGN = 0.02


class Hand(QObject):
    """`one(id)` tells that one record is chosen, `several(ids)` more, `none()` nothing any more;
    `which(ids)` that a click meant one of several; `hinted(text)` what the tool in hand does;
    `tried(id, lon, lat)` that a post was dragged only to see what that would change.
    `rows()` asks for what is chosen as rows for a spreadsheet.
    `opened()` asks for the form of what is chosen, `sought()` to see all of it, `whole()` all of
    the mission, `menu(lon, lat, on)` for what can be done there, or with what is chosen there.
    """

    one = Signal(str)
    several = Signal(list)
    none = Signal()
    which = Signal(list)
    hinted = Signal(str)
    begun = Signal(object, object)
    tried = Signal(str, float, float)
    rows = Signal()
    opened = Signal()
    sought = Signal()
    whole = Signal()
    menu = Signal(float, float, bool)

    def __init__(self, desk: Desk, tools: MapTools) -> None:
        super().__init__(tools)
        self._desk, self.tools = desk, tools
        self.chosen: list[str] = []
        self._view: MapView | None = None
        self._editing = self._held = ""
        self._wide = 1.0
        tools.taken.connect(self._on_tool)
        tools.asked.connect(self.act)
        tools.snap.toggled.connect(self._snap)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self.clear)

    def attach(self, view: "MapView") -> None:
        """Work on this map from now on."""
        self._view = view
        view.chosen.connect(self._on_chosen)
        view.drawn.connect(self._on_drawn)
        view.viewed.connect(self._on_view)
        view.take(self.tools.tool, self.tools.form)
        view.snap(self.tools.snap.isChecked())
        view.choose(self.chosen)

    def detach(self) -> None:
        """The map is gone."""
        self._view = None

    # -- what is chosen --------------------------------------------------------------------

    def choose(self, ids: Sequence[str]) -> None:
        """Choose these records and no others."""
        project = self._desk.project
        known = [i for i in dict.fromkeys(ids) if project is not None and project.find(i)]
        self.chosen = known
        records = self._records()
        self.tools.choose(len(records), len({type(r) for r in records}))
        if self._view is not None:
            self._view.choose(known)
            if self.tools.tool == "reshape":
                self._show_corners()
        if not known:
            self.none.emit()
        elif len(known) == 1:
            self.one.emit(known[0])
        else:
            self.several.emit(known)

    def clear(self) -> None:
        """Choose nothing."""
        self.choose([])

    def _records(self) -> list[Record]:
        project = self._desk.project
        found = [project.find(i) for i in self.chosen] if project is not None else []
        return [r for r in found if r is not None]

    def _on_chosen(self, ids: list[str], how: int) -> None:
        self._held = ids[0] if len(ids) == 1 else ""
        if how == ONE_OF and len(ids) > 1:
            self.which.emit(ids)
        elif how == BESIDES:
            self.choose([*self.chosen, *ids])
        elif how == TURNED:
            left = [i for i in self.chosen if i not in ids]
            self.choose([*left, *(i for i in ids if i not in self.chosen)])
        else:
            self.choose(ids)

    # -- what is drawn ---------------------------------------------------------------------

    def _on_tool(self, tool: str, form: str) -> None:
        self._editing = ""
        if self._view is not None:
            self._view.edit({})
            # Cutting is drawing a line, told under a name of its own.
            # Trying a post elsewhere is moving it, in thought.
            self._view.take({"split": "draw", "try": "move"}.get(tool, tool), form)
            if tool == "reshape":
                self._show_corners()
        self.hinted.emit(self.tools.hint)

    def _snap(self, on: bool) -> None:
        if self._view is not None:
            self._view.snap(on)

    def _on_view(self, west: float, _south: float, east: float, _north: float, _: float) -> None:
        self._wide = max(east - west, 1e-6)

    def _on_drawn(self, act: str, drawn: list[Any]) -> None:
        if act == "cancel":
            self._cancel()
        elif act in ("open", "seek", "whole", "rows"):
            asked = {"open": self.opened, "seek": self.sought, "whole": self.whole}
            asked.get(act, self.rows).emit()
        elif act in ("menu_on", "menu_at"):
            ((lon, lat),) = drawn
            self.menu.emit(lon, lat, act == "menu_on" and bool(self.chosen))
        elif act == "delete":
            self.act("delete")
        elif act == "move" and self.tools.tool == "try":
            self._try(drawn[0], drawn[1])
        elif act == "move":
            (lon, lat), (to_lon, to_lat) = drawn
            self._moved(to_lon - lon, to_lat - lat)
        elif act == "split":
            made = self._desk.act(cutting.split, self.chosen, drawn)
            if made:
                self.choose([r.id for r in made])
        elif act == "reshape" and self._editing:
            if self._desk.act(drawing.reshape, self._editing, drawn) is None:
                self._show_corners()
        elif act == "circle" and self._editing:
            self._desk.act(drawing.set_reach, self._editing, drawing.radius_km(drawn))
        elif act == "again":
            self._show_corners()
        elif self.tools.kind is not None and act == self.tools.form:
            self._add(act, drawn)

    def _add(self, form: str, drawn: list[Any]) -> None:
        kind = self.tools.kind
        if kind is None:
            return
        if not getattr(DRAWN.get(kind, Fields()), form, "") and form == "point":
            place = self._desk.act(
                lambda project: drawing.place_for(project.snapshot(), drawing.position(drawn))
            )
            if place is not None:
                self.tools.take("look")
                self.begun.emit(kind, {"place_id": place})
            return
        name = self.tools.sort.currentText() or self._desk.words.kind(kind)
        made = self._desk.act(drawing.add, kind, form, drawn, name, self.tools.code)
        if made is not None:
            self.choose([made.id])

    def _moved(self, dlon: float, dlat: float) -> None:
        moved = list(self.chosen)
        if self._desk.act(drawing.move, moved, dlon, dlat) is None:
            if self._view is not None:
                self._view.choose(self.chosen)
            return
        held = drawing.times_held(self._desk.snapshot, moved)
        if held:
            self.hinted.emit(self._desk.words.plural("map.times_held", held))

    def _try(self, whence: Sequence[float], to: Sequence[float]) -> None:
        """A post was dragged in thought: the mission stays, and so does its sign.

        Where its sign lies under that of a town, the post is meant and not the town.
        """
        ids = self.chosen or [self._held]
        project = self._desk.project
        record = project.find(ids[0]) if project is not None else None
        meant = ids[0] if len(ids) == 1 and (record is None or isinstance(record, Post)) else ""
        meant = meant or self._post_at(*whence)
        if meant:
            self.tried.emit(meant, *to)
        else:
            self.hinted.emit(self._desk.words.text("what_if.only_posts"))
        if self._view is not None:
            self._view.choose(self.chosen)

    def _post_at(self, lon: float, lat: float) -> str:
        """The post whose sign lies where the hand took hold; empty where there is none."""
        project = self._desk.project
        posts = [p for p in project.all(Post) if p.position] if project is not None else []

        def apart(post: Post) -> float:
            at = post.position
            return hypot(at.lon - lon, at.lat - lat) if at is not None else inf

        nearest = min(posts, key=apart, default=None)
        return nearest.id if nearest is not None and apart(nearest) < _SIGN * self._wide else ""

    def _cancel(self) -> None:
        """Escape: first the tool goes, then what is chosen."""
        if self.tools.tool != "look":
            self.tools.take("look")
        else:
            self.clear()

    def act(self, name: str) -> None:
        """Do something with what is chosen: join, copy or remove it."""
        if not self.chosen:
            return
        if name == "delete":
            self._desk.act(acting.remove, *self.chosen)
        elif name == "merge":
            made = self._desk.act(cutting.merge, self.chosen)
            if made is not None:
                self.choose([made.id])
        elif name == "copy":
            aside = self._wide / 40
            made = self._desk.act(drawing.copy, self.chosen, aside, -aside / 2)
            if made:
                self.choose([r.id for r in made])
                self.tools.take("move")

    # -- corners ---------------------------------------------------------------------------

    def _show_corners(self) -> None:
        """Show the corners of the one that is chosen, where it has some and not too many."""
        if self._view is None:
            return
        told: dict[str, Any] = {}
        self._editing = ""
        records = self._records()
        if len(records) == 1:
            told = self._corners(records[0])
            if told:
                self._editing = records[0].id
            elif drawn_fields(records[0]):
                self.hinted.emit(self._desk.words.text("map.no_corners"))
        self._view.edit(told)

    def _corners(self, record: Record) -> dict[str, Any]:
        radius = DRAWN.get(type(record), Fields()).radius_km
        if radius:
            at = self._desk.snapshot.position(record.id) or self._desk.snapshot.position(
                getattr(record, "place_id", "")
            )
            km = getattr(record, radius)
            if at is None or not km:
                return {}
            edge = [[at.lat, min(180.0, at.lon + _degrees(km, at))]]
            return {
                "id": record.id,
                "rings": [edge],
                "circle": [at.lat, at.lon],
                "metres": km * 1000,
            }
        try:
            _, shape = drawing.shape_field(record)
        except Problem:
            return {}
        found = drawing.corners(shape)
        if sum(map(len, found)) > MOST_PAIRS:
            self._desk.problem.emit(Problem("draw.many", most=MOST_PAIRS))
            return {}
        return {
            "id": record.id,
            "rings": [[[lat, lon] for lon, lat in ring] for ring in found],
            "closed": shape.geom_type.endswith("Polygon"),
        }

    def _on_edit(self, edit: Edit) -> None:
        gone = {c.record.id for c in edit.changes if c.after is None}
        if gone & set(self.chosen):
            self.choose([i for i in self.chosen if i not in gone])
        elif self._editing and any(c.record.id == self._editing for c in edit.changes):
            self._show_corners()


def _degrees(km: float, at: Position) -> float:
    """So many kilometres eastwards, in degrees."""
    import math

    return km / (111.195 * max(math.cos(math.radians(at.lat)), 0.01))
