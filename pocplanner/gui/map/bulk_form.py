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
from pocplanner.gui.forms.shared_value import SharedValue
from pocplanner.gui.plain import Link, Scroll, button, label
from pocplanner.gui.tables.bulk import field_editor, field_value
from pocplanner.gui.tables.record_table import shared
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
        self._shared: SharedValue | None = None
        self.field = QComboBox()
        self.keep = button("", "primary")

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these; a form for all of them where they are of one kind."""
        words = self._desk.words
        self._ids = [r.id for r in records]
        kinds = Counter(type(r) for r in records)
        self._kind = next(iter(kinds)) if len(kinds) == 1 else None
        self._shared = None  # what stood here before is deleted with the rest
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
        if self._shared is not None and inside is not None:
            inside.removeWidget(self._shared)
            self._shared.hide()
            self._shared.deleteLater()
        name = str(self.field.currentData())
        made = field_editor(self._desk, self._kind, name, self)
        made.setAccessibleName(self._desk.words.label(self._kind, name))
        project = self._desk.project
        found = [project.find(i) for i in self._ids] if project is not None else []
        self._shared = shared(self._desk, self._kind, name, made, [r for r in found if r])
        self._shared.opened.connect(lambda: self.keep.setEnabled(True))
        self.keep.setEnabled(self._shared.ready)
        if inside is not None:
            inside.addWidget(self._shared)

    @property
    def editor(self) -> Editor | None:
        """The editor of the chosen field."""
        return self._shared.editor if self._shared is not None else None

    @property
    def shared(self) -> SharedValue | None:
        """What the chosen records have in common in the chosen field."""
        return self._shared

    def change(self) -> None:
        """Give all of them what stands in the editor."""
        if self._shared is None or self._kind is None or not self._shared.ready:
            return
        name = str(self.field.currentData())
        try:
            value = field_value(self._kind, name, self._shared.editor)
        except (ValueError, ValidationError) as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self.said.hide()
        self._desk.act(drawing.change_many, self._ids, {name: value})
        self._ask()


def _is_part(annotation: object) -> bool:
    """Whether a field holds pieces of a record, which have forms of their own."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_is_part(inner) for inner in typing.get_args(annotation))
