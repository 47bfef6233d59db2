"""The legend on the corner of the map: opened and folded by its head, and found again so."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from pocplanner.analysis.event_look import EventLook
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_drawing import Told
from pocplanner.gui.map.event_legend import EventLegend
from pocplanner.gui.map.legend import Legend
from pocplanner.gui.plain import Scroll, label

_WIDE, _EDGE = 224, 8
#: On a map narrower than this the legend is folded until somebody opens it.
_ROOMY = 1000
#: The legend takes no more than this share of the map's height.
_SHARE = 0.55


class LegendBox(QFrame):
    """Lies over the lower left corner of a widget and follows its size.

    `signs` lists what is in view; events are told by `tell_events`.
    """

    def __init__(self, desk: Desk, signs: Legend) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.setObjectName("card")
        self.setAccessibleName(words.text("map.legend"))
        self.head = QToolButton()
        self.head.setText(words.text("map.legend"))
        self.head.setObjectName("fold")
        self.head.setCheckable(True)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setToolTip(words.text("map.legend_fold"))
        self.head.setAccessibleDescription(words.text("map.legend_fold"))
        self.events = EventLegend(words, on_map=True)
        self._signs = signs
        self.body = Scroll((8, 0, 8, 6))
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.body.setAccessibleName(words.text("map.legend"))
        self.body.fill(
            [self.events, signs, label(words.text("gui.map.disclaimer"), "hint", wrap=True)]
        )
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self.body, 1)
        self.head.setChecked(desk.settings.legend == "open")
        self.head.clicked.connect(self._on_fold)
        signs.changed.connect(self.place)
        self._home: QWidget | None = None

    def lie_over(self, home: QWidget) -> None:
        """Lie over this widget from now on."""
        if self._home is not None:
            self._home.removeEventFilter(self)
        self._home = home
        self.setParent(home)
        home.installEventFilter(self)
        self._by_itself()
        self.place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """The widget is about to go: nothing lies over it any more."""
        if self._home is not None:
            self._home.removeEventFilter(self)
        self._home = None
        self.hide()
        self.setParent(None)

    def tell_events(self, told: Told, look: EventLook) -> None:
        """Show the signs of the events that are drawn."""
        self.events.show_told(told, look)
        self.place()

    @property
    def open(self) -> bool:
        """Whether the legend is unfolded."""
        return self.head.isChecked()

    def _on_fold(self, on: bool) -> None:
        self._desk.prefer(legend="open" if on else "folded")
        self.place()

    def _by_itself(self) -> None:
        """Open where there is room, as long as nobody said otherwise."""
        if self._desk.settings.legend == "auto" and self._home is not None:
            self.head.setChecked(self._home.width() >= _ROOMY)

    def place(self) -> None:
        """Take as much room as the signs need, within the share of the map."""
        self.head.setArrowType(Qt.ArrowType.DownArrow if self.open else Qt.ArrowType.RightArrow)
        self.body.setVisible(self.open)
        if self._home is None:
            return
        high = self.head.sizeHint().height() + 6
        wide = self.head.sizeHint().width() + 12
        if self.open:
            wide = min(_WIDE, self._home.width() - 2 * _EDGE)
            needed = max(self.body.inside.heightForWidth(wide - 24), 20)
            high = min(high + needed + 4, int(self._home.height() * _SHARE))
        self.setGeometry(_EDGE, self._home.height() - high - _EDGE, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map has another size."""
        if event.type() is QEvent.Type.Resize:
            self._by_itself()
            self.place()
        return False
