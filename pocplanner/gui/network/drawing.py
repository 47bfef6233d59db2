"""The network of actors as a drawing: ties on a day, a way that leans on harm in red."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from pocplanner.gui import theme
from pocplanner.gui.plain import tooltip

_RADIUS = 9
_EDGE = 70.0
#: A way that leans on harm, and the ring of who has harmed; told apart by width as well.
_RED = "#b3261e"


@dataclass(frozen=True)
class Node:
    """An actor: its name, whether it is of the state (a square), whether it harms (a ring)."""

    id: str
    name: str
    state: bool
    harms: bool
    broker: bool
    hint: str


@dataclass(frozen=True)
class Edge:
    """A tie between two actors; dashed where it sets them against one another."""

    id: str
    ends: tuple[str, str]
    against: bool
    hint: str


def places(edges: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Where each actor stands, from 0 to 1 both ways: the same for the same ties.

    It is worked out over the ties of all times, so that nobody jumps when the day changes.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from(sorted(edges))
    if not graph:
        return {}
    found = networkx.kamada_kawai_layout(graph) if len(graph) <= 60 else (
        networkx.spring_layout(graph, seed=7)
    )  # fmt: skip
    xs = [float(p[0]) for p in found.values()]
    ys = [float(p[1]) for p in found.values()]
    wide, high = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
    return {
        str(id): ((float(p[0]) - min(xs)) / wide, (float(p[1]) - min(ys)) / high)
        for id, p in found.items()
    }


class NetworkDrawing(QWidget):
    """Actors and ties; a click or the arrow keys choose an actor."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 260)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._places: Mapping[str, tuple[float, float]] = {}
        self._nodes: tuple[Node, ...] = ()
        self._edges: tuple[Edge, ...] = ()
        self._red: frozenset[str] = frozenset()
        self._chosen = ""

    def set_places(self, places: Mapping[str, tuple[float, float]]) -> None:
        """Where every actor of every time stands."""
        self._places = places

    def show_network(self, nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
        """Draw these actors and ties."""
        self._nodes, self._edges = tuple(nodes), tuple(edges)
        self.setAccessibleDescription("; ".join(e.hint for e in edges))
        self.update()

    def mark(self, ids: Sequence[str]) -> None:
        """Draw these actors and ties in red: a way that leans on harm."""
        self._red = frozenset(ids)
        self.update()

    def choose(self, id: str) -> None:
        """Show which actor is chosen."""
        self._chosen = id
        self.update()

    # -- where things stand ----------------------------------------------------------------

    def _at(self, id: str) -> QPointF:
        x, y = self._places.get(id, (0.5, 0.5))
        wide = max(self.width() - 2 * _EDGE, 10)
        high = max(self.height() - _EDGE, 10)
        return QPointF(_EDGE + x * wide, _EDGE / 2 + y * high)

    def node_at(self, point: QPointF) -> Node | None:
        """The actor under a point of the drawing."""
        near = [(self._away(n.id, point), n) for n in self._nodes]
        away, node = min(near, key=lambda p: p[0], default=(1e9, None))
        return node if away <= 2 * _RADIUS else None

    def _away(self, id: str, point: QPointF) -> float:
        at = self._at(id)
        return float(((at.x() - point.x()) ** 2 + (at.y() - point.y()) ** 2) ** 0.5)

    def _edge_at(self, point: QPointF) -> Edge | None:
        for edge in self._edges:
            one, two = self._at(edge.ends[0]), self._at(edge.ends[1])
            along = two - one
            length = QPointF.dotProduct(along, along) or 1.0
            share = min(max(QPointF.dotProduct(point - one, along) / length, 0.0), 1.0)
            foot = one + along * share
            if (foot - point).manhattanLength() < 8:
                return edge
        return None

    # -- drawing ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge in self._edges:
            red = edge.id in self._red
            style = Qt.PenStyle.DashLine if edge.against else Qt.PenStyle.SolidLine
            colour = QColor(_RED if red else theme.PALE_INK)
            painter.setPen(QPen(colour, 4 if red else 1.6, style))
            painter.drawLine(self._at(edge.ends[0]), self._at(edge.ends[1]))
        for node in self._nodes:
            self._paint_node(painter, node)
        taken = [self._box(n) for n in self._nodes]
        for node in self._nodes:
            taken.append(self._paint_name(painter, node, taken))

    def _paint_node(self, painter: QPainter, node: Node) -> None:
        at, box = self._at(node.id), self._box(node)
        harm = node.harms or node.id in self._red
        painter.setPen(QPen(QColor(_RED if harm else theme.INK), 3.5 if harm else 1.4))
        painter.setBrush(QColor(theme.ACCENT if node.id == self._chosen else theme.CARD))
        if node.state:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
        if node.broker:
            painter.setBrush(QColor(theme.INK))
            painter.drawEllipse(at, 2.5, 2.5)

    def _box(self, node: Node) -> QRectF:
        at, r = self._at(node.id), _RADIUS + (3 if node.broker else 0)
        return QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r)

    def _paint_name(self, painter: QPainter, node: Node, taken: list[QRectF]) -> QRectF:
        """Write a name where nothing else stands: below, above, right or left of its actor."""
        at = self._at(node.id)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(node.name, Qt.TextElideMode.ElideRight, 170)
        wide = metrics.horizontalAdvance(text) + 6
        high, away = metrics.height(), _RADIUS + 4
        middle = min(max(at.x() - wide / 2, 0.0), max(self.width() - wide, 0))
        boxes = [
            QRectF(middle, at.y() + away, wide, high),
            QRectF(middle, at.y() - away - high, wide, high),
            QRectF(at.x() + away, at.y() - high / 2, wide, high),
            QRectF(at.x() - away - wide, at.y() - high / 2, wide, high),
        ]
        inside = [b for b in boxes if b.left() >= 0 and b.right() <= self.width()]
        free = [b for b in inside if not any(b.intersects(t) for t in taken)]
        box = (free or inside or boxes)[0]
        paper = QColor(theme.PAPER)
        paper.setAlpha(205)
        painter.fillRect(box, paper)
        painter.setPen(QColor(theme.INK))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box

    # -- mouse and keys ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        node = self.node_at(event.position())
        if node is not None:
            self.chosen.emit(node.id)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None or not self._nodes:
            super().keyPressEvent(event)
            return
        ids = [n.id for n in self._nodes]
        at = ids.index(self._chosen) + step if self._chosen in ids else 0
        self.chosen.emit(ids[at % len(ids)])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            found = self.node_at(point) or self._edge_at(point)
            QToolTip.showText(event.globalPos(), tooltip(found.hint) if found else "", self)
            return True
        return super().event(event)
