"""The tools of the map in one row: look, choose several, draw, reshape, move, cut, join."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton

from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.plain import tooltip
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.community import Request, Timing
from pocplanner.model.drawn import DRAWN, Fields, forms
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Record
from pocplanner.model.vocabulary import vocabulary

#: Tools that stay in the hand, and acts on what is chosen.
TOOLS = ("look", "select", "draw", "reshape", "move", "try", "split")
ACTS = ("merge", "copy", "delete")


#: What a click begins at the nearest place: it has no point of its own, so its form opens.
HERE: tuple[type[Record], ...] = (Threat, WarningSign, Request, Timing)


class MapTools(FlowLine):
    """`taken(tool, form)` tells which tool the hand holds; `asked(act)` an act on what is chosen.

    `snap` says whether corners lie down on what is near.
    `kind` and `sort` say what is drawn: a kind of record, and a term for the field that says
    of which sort it is.
    """

    taken = Signal(str, str)
    asked = Signal(str)
    help = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=2)
        self._words = words = desk.words
        self.tool, self.form = "look", ""
        self.kind: type[Record] | None = None
        line = self.line
        self.buttons: dict[str, QToolButton] = {}
        for name in TOOLS:
            line.addWidget(self._button(name, checkable=True))
        for name in ACTS:
            line.addWidget(self._button(name, checkable=False))
        self.snap = self._button("snap", checkable=True)
        self.snap.setChecked(True)
        line.addWidget(self.snap)
        line.addWidget(self._button("tour", checkable=False))
        # Behind the tools: what is under the hand must not jump aside when it comes.
        self.sort = QComboBox()
        self.sort.setAccessibleName(words.text("map.tool.sort"))
        self.sort.setToolTip(tooltip(words.text("map.tool.sort")))
        self.sort.setMinimumContentsLength(16)
        self.sort.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sort.hide()
        line.addWidget(self.sort)
        self.buttons["draw"].setMenu(self._menu())
        self.buttons["draw"].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.buttons["look"].setChecked(True)
        self.choose(0, 0)

    def _button(self, name: str, checkable: bool) -> QToolButton:
        made = QToolButton()
        text, hint = self._words.text(f"map.tool.{name}"), self._words.text(f"map.hint.{name}")
        made.setText(text.replace("&", "&&"))
        made.setToolTip(tooltip(hint))
        made.setAccessibleName(text)
        made.setAccessibleDescription(hint)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        made.setCheckable(checkable)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name == "snap":
            return made  # no tool: how the others work
        if checkable and name != "draw":
            made.clicked.connect(lambda _=False: self.take(name))
        elif name == "tour":
            made.clicked.connect(lambda _=False: self.help.emit())
        elif name != "draw":
            made.clicked.connect(lambda _=False: self.asked.emit(name))
        self.buttons[name] = made
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        # The menu takes the pointer away without a word to the button, which would stay lit.
        menu.aboutToHide.connect(self._unlight)
        self.drawing: dict[tuple[str, str], QAction] = {}
        for kind in dict.fromkeys((*DRAWN, *HERE)):
            name = self._words.kind(kind)
            ways = (*("point",) * (kind in HERE), *forms(kind))
            for form in ways:
                here = form == "point" and kind in HERE
                how = "place" if here else form
                more = f" · {self._words.text(f'map.form.{how}')}" if here or len(ways) > 1 else ""
                act = menu.addAction((name + more).replace("&", "&&"))
                act.triggered.connect(partial(self._draw, kind, form))
                self.drawing[kind.__name__, form] = act
        return menu

    def _unlight(self) -> None:
        made = self.buttons["draw"]
        made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        made.update()

    def _draw(self, kind: type[Record], form: str, _: bool = False) -> None:
        self.kind = kind
        field = DRAWN.get(kind, Fields(sort="")).sort if form != "point" or kind not in HERE else ""
        code = metadata(kind, field, Code) if field else None
        self.sort.clear()
        if code is not None:
            terms = vocabulary(code.vocabulary)
            for term in terms.codes():
                if term != "other":
                    self.sort.addItem(terms.label(term, self._words.language), term)
            usual = kind.model_fields[field].default
            self.sort.setCurrentIndex(max(self.sort.findData(usual), 0))
        self.sort.setVisible(code is not None)
        self.fit()
        self.take("draw", form)

    def draw(self, kind: str, form: str = "") -> None:
        """Take the tool that draws a kind of record, by its class name."""
        found = next((a for (k, f), a in self.drawing.items() if k == kind and form in ("", f)))
        found.trigger()

    def take(self, tool: str, form: str = "") -> None:
        """Put a tool into the hand."""
        self.tool, self.form = tool, form
        if tool != "draw":
            self.kind = None
            self.sort.hide()
            self.fit()
        for name, made in self.buttons.items():
            if made.isCheckable():
                made.setChecked(name == tool)
        self.taken.emit(tool, "split" if tool == "split" else form)

    @property
    def code(self) -> str:
        """The term for what is drawn."""
        return str(self.sort.currentData() or "")

    @property
    def hint(self) -> str:
        """What the hand does with the tool that it holds."""
        if self.tool == "draw" and self.kind is not None:
            how = self._words.text(f"map.drawing.{self.form}")
            return self._words.text("map.drawing.what", kind=self._words.kind(self.kind), how=how)
        return self._words.text(f"map.hint.{self.tool}")

    def choose(self, count: int, kinds: int) -> None:
        """So many things of so many kinds are chosen: acts that need some are offered or not."""
        self.buttons["delete"].setEnabled(count > 0)
        self.buttons["copy"].setEnabled(count > 0)
        self.buttons["merge"].setEnabled(count > 1 and kinds == 1)
