"""Several records that were chosen on the map: which they are, and one value for all of them."""

import typing
from collections import Counter
from collections.abc import Sequence

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pocplanner.commands import drawing
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.forms.fields import editor
from pocplanner.gui.plain import Link, Scroll, button, label
from pocplanner.model.drawn import DRAWN, Fields
from pocplanner.model.record import Part, Record

#: Fields that say who a record is: no two share them.
_OWN = frozenset(
    {"id", "name", "title", "source_key", "pcode", "lowered", "sensitivity", "consent"}
)
_SHOWN = 60


class BulkForm(Scroll):
    """`only(ids)` asks for a part of what is chosen; `wanted(id)` for one of it."""

    only = Signal(list)
    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__((8, 6, 8, 6))
        self._desk = desk
        self._ids: list[str] = []
        self._kind: type[Record] | None = None
        self._editor: Editor | None = None
        self.field = QComboBox()
        self.keep = button("", "primary")

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these; a form for all of them where they are of one kind."""
        words = self._desk.words
        self._ids = [r.id for r in records]
        kinds = Counter(type(r) for r in records)
        self._kind = next(iter(kinds)) if len(kinds) == 1 else None
        parts: list[QWidget] = [label(words.text("map.chosen", count=len(records)), "section")]
        if self._kind is None:
            for kind, count in kinds.most_common():
                only = Link(f"{words.kind(kind, many=True)} ({count})")
                here = [r.id for r in records if type(r) is kind]
                only.clicked.connect(lambda _=False, ids=here: self.only.emit(ids))
                parts.append(only)
            parts.append(label(words.text("map.only_one_kind"), "hint", wrap=True))
        else:
            parts += self._form(self._kind)
        parts.append(label(words.text("map.chosen_are"), "section"))
        for record in records[:_SHOWN]:
            link = Link(self._desk.name(record.id))
            link.clicked.connect(lambda _=False, id=record.id: self.wanted.emit(id))
            parts.append(link)
        if len(records) > _SHOWN:
            parts.append(label(words.text("gui.links.more", count=len(records) - _SHOWN), "hint"))
        self.fill(parts)

    def _form(self, kind: type[Record]) -> list[QWidget]:
        words = self._desk.words
        self.field = QComboBox()
        self.field.setAccessibleName(words.text("map.bulk_field"))
        drawn = DRAWN.get(kind, Fields())
        for name, info in kind.model_fields.items():
            if name in _OWN or name in drawn[:4] or _is_part(info.annotation):
                continue
            self.field.addItem(words.label(kind, name), name)
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        self.said = label("", "refused", wrap=True)
        self.said.hide()
        self.keep = button(words.text("map.bulk_keep", count=len(self._ids)), "primary")
        self.keep.clicked.connect(self.change)
        self.field.currentIndexChanged.connect(lambda _: self._ask())
        usual = self.field.findData(drawn.sort)
        self.field.setCurrentIndex(max(usual, 0))
        self._ask()
        head = label(words.text("map.bulk_field"), "field")
        return [head, self.field, self._holder, self.said, self.keep]

    def _ask(self) -> None:
        """Show the editor of the chosen field."""
        if self._kind is None:
            return
        inside = self._holder.layout()
        if self._editor is not None and inside is not None:
            inside.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        name = str(self.field.currentData())
        self._editor = made = editor(
            self._desk.words, self._kind, name, self._desk.choices, lambda _kind, part: part
        )
        made.setAccessibleName(self._desk.words.label(self._kind, name))
        made.set_value(self._common(name))
        if inside is not None:
            inside.addWidget(made)

    def _common(self, name: str) -> object:
        """What all of them have in a field, or what stands there by itself."""
        project = self._desk.project
        found = [project.find(i) for i in self._ids] if project is not None else []
        values = [getattr(r, name) for r in found if r is not None]
        if values and all(v == values[0] for v in values):
            return values[0]
        return self._kind.model_fields[name].get_default() if self._kind is not None else None

    @property
    def editor(self) -> Editor | None:
        """The editor of the chosen field."""
        return self._editor

    def change(self) -> None:
        """Give all of them what stands in the editor."""
        if self._editor is None:
            return
        try:
            value = self._editor.value()
        except (ValueError, ValidationError) as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self.said.hide()
        self._desk.act(drawing.change_many, self._ids, {str(self.field.currentData()): value})


def _is_part(annotation: object) -> bool:
    """Whether a field holds pieces of a record, which have forms of their own."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_is_part(inner) for inner in typing.get_args(annotation))
