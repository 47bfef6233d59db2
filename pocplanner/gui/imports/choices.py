"""How a file is read: what was found out, and what a person sets in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.profiles import ColumnMapping, profiles
from pocplanner.formats.reading import Found
from pocplanner.gui.plain import label, tooltip
from pocplanner.words import Problem, Words

_ENCODINGS = ("utf-8", "cp1252", "cp1256", "utf-16")
#: Choices beside one another.
_WIDE = 6
_DELIMITERS = (",", ";", "\t", "|")
#: Formats whose rows are a table, not shapes.
_TABLES = frozenset({"csv", "table", "xlsx", "workbook", "ods", "xls"})
#: Lines among which a head is looked for.
_HEADS = 14
#: Degrees, and the zones of UTM from Senegal to Somalia, north and south.
_SYSTEMS = ("EPSG:4326", "EPSG:3857", *(f"EPSG:{s}{z}" for z in range(28, 40) for s in (326, 327)))


@dataclass(frozen=True)
class Choices:
    """What the person set; empty means that the program finds it out."""

    kind: str = ""
    profile: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    mapping: ColumnMapping | None = None


class ChoicesForm(QWidget):
    """One list for each thing that can be set; "as found" stands first and says what was found."""

    changed = Signal()

    def __init__(self, words: Words, folder: Path | None) -> None:
        super().__init__()
        self._words, self._folder = words, folder
        self.mapping: ColumnMapping | None = None
        self._boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._add("kind", [(k, words.text(f"formats.kind.{k}")) for k in KINDS])
        self._add("profile", [])
        self._add("date_order", [(o, words.text(f"gui.import.order.{o}")) for o in ("dmy", "mdy")])
        self._add(
            "decimal",
            [(".", words.text("gui.import.point")), (",", words.text("gui.import.comma"))],
        )
        self._add("encoding", [(e, e) for e in _ENCODINGS])
        self._add("delimiter", [(d, delimiter_name(words, d)) for d in _DELIMITERS])
        self._add(
            "coordinates",
            [(o, words.text(f"gui.import.{o}")) for o in ("as_written", "swapped")],
        )
        self._add("header_row", [(str(n), str(n)) for n in range(1, _HEADS + 1)])
        self._add("sheet", [])
        self._add("layer", [])
        self._add("system", [(s, s) for s in _SYSTEMS])
        self._fill_profiles()

    def _add(self, name: str, choices: list[tuple[str, str]]) -> None:
        box = QComboBox()
        title = self._words.text(f"gui.import.choice.{name}")
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(self._words.text("gui.import.as_found"), "")
        for code, text in choices:
            box.addItem(text, code)
        at = len(self._boxes)
        self._grid.addWidget(label(title, "hint"), at // _WIDE * 2, at % _WIDE)
        self._grid.addWidget(box, at // _WIDE * 2 + 1, at % _WIDE)
        self._boxes[name] = box
        box.currentIndexChanged.connect(lambda _, n=name: self._on_change(n))

    def _on_change(self, name: str) -> None:
        if name == "kind":
            self.mapping = None
            self._fill_profiles()
        self.changed.emit()

    def _fill_profiles(self) -> None:
        box, kind = self._boxes["profile"], self.value("kind")
        box.blockSignals(True)
        first = box.itemText(0)
        box.clear()
        box.addItem(first, "")
        try:
            known = profiles(self._folder)
        except Problem:
            known = profiles()
        for found in known:
            if not kind or found.kind == kind:
                title = found.title.get(self._words.language) or found.title.get("en")
                box.addItem(title or found.name, found.name)
        box.blockSignals(False)

    def value(self, name: str) -> str:
        """What is set for one thing; empty for "as found"."""
        found: Any = self._boxes[name].currentData()
        return str(found or "")

    def set_value(self, name: str, value: str) -> None:
        """Set one thing from elsewhere: a proposed repair."""
        box = self._boxes[name]
        at = box.findData(value)
        if at < 0:
            box.blockSignals(True)
            box.addItem(value, value)
            box.blockSignals(False)
            at = box.count() - 1
        box.setCurrentIndex(at)

    def choices(self) -> Choices:
        """All that is set."""
        names = [n for n in self._boxes if n not in ("kind", "profile")]
        overrides = {n: self.value(n) for n in names if self.value(n)}
        kind = self.mapping.kind if self.mapping is not None else self.value("kind")
        return Choices(kind, self.value("profile"), overrides, self.mapping)

    def clear_all(self) -> None:
        """Set nothing: another file is read, or this one as if for the first time."""
        self.mapping = None
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            while name in ("sheet", "layer") and box.count() > 1:
                box.removeItem(1)
            box.blockSignals(False)
        self._fill_profiles()

    def set_by_hand(self) -> bool:
        """Whether a person set anything."""
        return self.mapping is not None or any(map(self.value, self._boxes))

    def offer_sheets(self, sheets: Sequence[str]) -> None:
        """Let a person choose among the sheets of a workbook."""
        box = self._boxes["sheet"]
        box.blockSignals(True)
        for sheet in sheets:
            if box.findData(sheet) < 0:
                box.addItem(sheet, sheet)
        box.blockSignals(False)
        box.setEnabled(len(sheets) > 1)

    def _layout(self, name: str) -> str:
        """What a layout is called; those of this program have no file of their own."""
        key = f"imports.gui.layout.{name}"
        if self._words.has(key):
            return self._words.text(key)
        return self.text_of("profile", name)

    def text_of(self, name: str, value: str) -> str:
        """A value of one thing as the list calls it."""
        at = self._boxes[name].findData(value) if name in self._boxes and value else -1
        return self._boxes[name].itemText(at) if at > 0 else value

    def tell(self, found: Found) -> None:
        """Say beside "as found" what was found."""
        words = self._words
        said = {
            "kind": words.text(f"formats.kind.{found.kind}") if found.kind else "",
            "profile": self._layout(found.profile),
            "date_order": words.text(f"gui.import.order.{found.date_order}")
            if found.date_order
            else "",
            "decimal": {
                ".": words.text("gui.import.point"),
                ",": words.text("gui.import.comma"),
            }.get(found.decimal, ""),
            "encoding": found.encoding,
            "delimiter": delimiter_name(words, found.delimiter),
            "coordinates": words.text(f"gui.import.{found.axis_order or 'as_written'}")
            if found.kind
            else "",
            "header_row": str(found.header_row or ""),
            "sheet": found.sheet,
            "layer": found.layer,
            "system": found.system,
        }
        for name, text in said.items():
            box = self._boxes[name]
            by_memory = name in found.remembered
            first = words.text("imports.gui.as_remembered" if by_memory else "gui.import.as_found")
            told = words.text("imports.gui.so", how=first, what=text)
            box.setItemText(0, told if text and not self.value(name) else first)
            box.setToolTip(tooltip(told) if text else "")
        tables = found.format in _TABLES
        for name in ("encoding", "delimiter"):
            self._boxes[name].setEnabled(found.format in ("csv", "table") or not tables)
        self._boxes["system"].setEnabled(not tables)
        self._boxes["header_row"].setEnabled(tables)
        layers = [x.name for x in found.layers if x.name]
        for name, listed in (("sheet", list(found.sheets)), ("layer", layers)):
            box = self._boxes[name]
            box.blockSignals(True)
            for one in listed:
                if box.findData(one) < 0:
                    box.addItem(one, one)
            box.blockSignals(False)
            # One chosen layer is all that is read then; the others can still be chosen.
            box.setEnabled(len(listed) > 1 or bool(self.value(name)))


def delimiter_name(words: Words, sign: str) -> str:
    """A delimiter in words."""
    name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(sign, "")
    return words.text(f"gui.import.sign.{name}") if name else sign
