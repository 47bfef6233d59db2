"""A table of records of one kind that is written in: by cells, in bulk, and by pasting."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis import coordinates
from pocplanner.analysis.shape_size import area_m2, length_m
from pocplanner.commands import pasting
from pocplanner.commands import tables as acting
from pocplanner.commands.cells import Cells, fields_of
from pocplanner.gui.beside import beside
from pocplanner.gui.coordinates.forms import chosen_form
from pocplanner.gui.coordinates.told import shape_told
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.forms.shared_value import SharedValue
from pocplanner.gui.plain import button
from pocplanner.gui.tables.bulk import SetFieldDialog, field_editor, told
from pocplanner.gui.tables.cell_editor import CellEditor
from pocplanner.gui.tables.layouts import KeptLayout
from pocplanner.gui.tables.lowering import ask_lower, lower_button
from pocplanner.gui.tables.paste_dialog import PasteDialog
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Range, Record, Ref
from pocplanner.model.refusal import explain
from pocplanner.words import Problem


class RecordTable(Table):
    """The records of a kind. `fields` stand there at first, every other field can be chosen."""

    def __init__(
        self,
        desk: Desk,
        kind: type[Record],
        fields: Sequence[str],
        more: Sequence[Column] = (),
        after: int | None = None,
        empty: str = "",
        remove: Callable[[Sequence[str]], object] | None = None,
    ) -> None:
        """`more` are columns that are worked out, after so many of the fields."""
        self._desk, self._kind = desk, kind
        self._remove = remove or desk.remove
        self._cells: tuple[Any, Cells] | None = None
        words = desk.words
        at = len(fields) if after is None else after
        first = [self._column(n) for n in fields]
        rest = [self._column(n) for n in fields_of(kind) if n not in fields]
        shown = [*first[:at], *more, *first[at:]]
        super().__init__(
            words,
            [*shown, *rest],
            empty or words.text("gui.records.empty"),
            shown=len(shown),
            editable=self._may_edit,
        )
        self.view.setAccessibleName(words.kind(kind, many=True))
        self.view.setItemDelegate(CellEditor(self, self._editor, self._keep))
        self.change_button = button(
            words.text("table.set_field"), "small", words.text("table.set_field_hint")
        )
        self.change_button.clicked.connect(lambda _=False: self.ask_change())
        self.head.insertWidget(2, self.change_button)
        self.change_button.setVisible(bool(self._writable_fields()))
        self.lower_button = lower_button(desk, kind)
        self.lower_button.clicked.connect(lambda _=False: ask_lower(self, desk, self.chosen_ids()))
        self.head.insertWidget(3, self.lower_button)
        self.layout_kept = KeptLayout(desk, self, kind.__name__)
        self.removing.triggered.connect(lambda _=False: self.remove_chosen())
        self.pasted.connect(self.ask_paste)
        desk.closed.connect(self.forget)
        self.refused.connect(desk.said)
        self.long_work = partial(desk.work_here, "table.copying")
        self.copied.connect(
            lambda n: desk.said.emit(
                desk.words.text("table.copied", n=f"{n:,}".replace(",", "\u202f"))
            )
        )

    # -- what it shows ---------------------------------------------------------------

    def _column(self, name: str) -> Column:
        made = column(self._desk, self._kind, name)
        made.copied = lambda record: self._cell_writer().write(
            self._kind, name, getattr(record, name)
        )
        return made

    def _cell_writer(self) -> Cells:
        """Writes cells for the mission as it is now."""
        snapshot = self._desk.snapshot
        if self._cells is None or self._cells[0] is not snapshot:
            made = Cells(snapshot, self._desk.words.language, self._desk.today)
            self._cells = (snapshot, made)
        return self._cells[1]

    def _may_edit(self, _record: Any, field: str) -> bool:
        project = self._desk.project
        return (
            project is not None
            and not project.read_only
            and acting.editable(self._kind.__name__, field)
        )

    def _writable_fields(self) -> list[str]:
        return [n for n in fields_of(self._kind) if acting.editable(self._kind.__name__, n)]

    # -- one cell --------------------------------------------------------------------

    def _record(self, id: str) -> Record | None:
        return self._desk.project.find(id) if self._desk.project is not None else None

    def _editor(self, id: str, field: str) -> Editor | None:
        record = self._record(id)
        if record is None:
            return None
        made = field_editor(self._desk, self._kind, field, self)
        made.set_value(getattr(record, field))
        return made

    def _keep(self, id: str, field: str, value: Any) -> str:
        """Keep the value of one cell; a sentence where it is refused."""
        record = self._record(id)
        if record is None:
            return ""
        one = self._kind.model_fields[field]
        if value is None and not one.is_required():
            value = one.get_default(call_default_factory=True)
        try:
            made = self._kind.model_validate({**dict(record), field: value})
        except ValidationError as error:
            return " ".join(r.sentence for r in explain(error, self._kind, self._desk.words))
        if made != record:
            self._desk.keep(made)
        return ""

    # -- many rows -------------------------------------------------------------------

    def remove_chosen(self) -> None:
        """Take the chosen records out; undo brings them back."""
        ids = self.chosen_ids()
        if ids:
            self._remove(ids)

    def ask_change(self) -> None:
        """Ask for one value of one field for all chosen rows."""
        ids, words = self.chosen_ids(), self._desk.words
        if not ids:
            self._desk.said.emit(words.text("table.none_chosen"))
            return
        project = self._desk.project
        found = [project.find(i) for i in ids] if project is not None else []
        records = [r for r in found if r is not None]

        def common(name: str, made: Editor) -> SharedValue:
            return shared(self._desk, self._kind, name, made, records)

        fields = self._writable_fields()
        asked = SetFieldDialog(self, self._desk, self._kind, fields, len(ids), common)
        if asked.exec():
            self.change(asked.name, asked.value, ids)

    def change(self, field: str, value: Any, ids: Sequence[str]) -> None:
        """Give a field of these records a value, in one act, and say what became of it."""
        done = self._desk.act(acting.set_field, ids, field, value)
        if done is not None:
            self._desk.said.emit(told(self._desk, done, self._desk.name))

    def ask_paste(self, text: str) -> None:
        """Show what a pasted text would do, and keep it where the person says so."""
        if self._desk.project is None:
            return
        fields = [self.model.columns[c].field for c in self.shown_columns()]
        try:
            found = beside(
                partial(
                    pasting.preview,
                    self._desk.snapshot,
                    self._kind,
                    text,
                    fields,
                    self._desk.words.language,
                    self._desk.today,
                )
            )
        except Problem as problem:
            self._desk.problem.emit(problem)
            return
        if PasteDialog(self, self._desk.words, found).exec():
            kept = self._desk.act(pasting.keep, found)
            if kept is not None:
                refused = found.counts["refused"]
                said = self._desk.words.text("table.paste.kept", kept=kept, refused=refused)
                self._desk.said.emit(said)


def shared(
    desk: Desk, kind: type[Record], name: str, made: Editor, records: Sequence[Record]
) -> SharedValue:
    """The editor of a field for several records, with what they have in common in it."""
    told = column(desk, kind, name).text
    by_value = {id(getattr(r, name)): r for r in records}
    return SharedValue(
        desk.words, made, [getattr(r, name) for r in records], lambda v: told(by_value[id(v)])
    )


def column(desk: Desk, kind: type[Record], name: str) -> Column:
    """A column for a field: terms and names instead of codes and ids."""
    words = desk.words
    code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)

    def text(record: Any) -> str:
        value = getattr(record, name)
        values = value if isinstance(value, tuple) else (value,)
        return ", ".join(one(v) for v in values if v not in (None, ""))

    def one(value: Any) -> str:
        if code is not None:
            return words.term(code.vocabulary, str(value))
        if ref is not None:
            return desk.name(str(value))
        if isinstance(value, bool):
            return words.text("gui.yes") if value else ""
        if isinstance(value, Position):
            form = chosen_form(desk.settings)
            return coordinates.write(value, form, words.language) or coordinates.write(value)
        if isinstance(value, Range):
            return " / ".join(f"{n:g}" for n in (value.min, value.likely, value.max))
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%MZ}"
        if isinstance(value, BaseGeometry):
            return shape_told(value, words)
        if hasattr(value, "value"):
            return words.term(type(value).__name__.lower(), str(value.value))
        return str(value).replace("\n", " ")

    def sort(record: Any) -> Any:
        value = getattr(record, name)
        if isinstance(value, bool) or value is None:
            return None if value is None else text(record)
        if isinstance(value, BaseGeometry):
            return area_m2(value) or length_m(value)
        return value if isinstance(value, (int, float, date)) else text(record).casefold() or None

    base, _, many = unwrapped(kind.model_fields[name].annotation)
    number = not many and base in (int, float)
    return Column(words.label(kind, name), text, sort, field=name, number=number)
