"""Template workbooks: a sheet to fill in, what belongs where, and the terms as drop-down lists."""

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

from pocplanner.formats.private import write_private
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.formats.sheets.columns import Cell
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import LANGUAGES, Problem, Words

_ROWS = 2000
_DAY = "yyyy-mm-dd"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMATS = {
    "date": _DAY,
    "instant": "yyyy-mm-dd hh:mm",
    "whole": "0",
    "people": "0",
    "seats": "0",
} | {"number": "General", "degrees": "General"}


def template(kind: str, path: Path, language: str = "en", *, replace: bool = True) -> None:
    """Write the template of a kind. Problem for an unknown kind, or where it cannot be written.

    Without `replace` a file that is there stays: it may be a template that somebody filled in.
    """
    if kind not in sheet_kinds.SHEETS:
        raise Problem("template_kind_unknown", kind=kind, known=", ".join(sheet_kinds.SHEETS))
    if language not in LANGUAGES:
        raise Problem("template_language_unknown", language=language, known=", ".join(LANGUAGES))
    if path.suffix.lower() != ".xlsx":
        raise Problem("template_not_xlsx", file=path.name)
    if not path.parent.is_dir():
        raise Problem("template_folder_missing", folder=path.parent.name)
    if not replace and os.path.lexists(path):
        raise Problem("template_exists", file=path.name)
    data = workbook(kind, language)
    try:
        write_private(path, data)
    except OSError as error:
        raise Problem("template_not_written", file=path.name) from error


def workbook(kind: str, language: str) -> bytes:
    """The template as the bytes of an XLSX file, the same for the same program."""
    from openpyxl import Workbook

    words = Words(language)
    book: Any = Workbook()
    main = book.active
    main.title = _title(words.text(f"formats.kind.{kind}"))
    explained = book.create_sheet(_title(words.text("formats.template.explanations")))
    lists = book.create_sheet(_title(words.text("formats.template.lists")))
    places = _write_lists(lists, kind, words)
    _write_main(main, kind, words, lists.title, places)
    _write_explained(explained, kind, words)
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue())


def _title(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", text)[:31]


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A text cell that stays text, whatever it begins with."""
    cell = sheet.cell(row=row, column=column)
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
    return cell


def _write_main(sheet: Any, kind: str, words: Words, lists: str, places: dict[str, str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    needed = PatternFill("solid", fgColor="F4D9B0")
    usual = PatternFill("solid", fgColor="DCE6EE")
    for column, cell in enumerate(sheet_columns.cells(kind), start=1):
        letter = get_column_letter(column)
        label = sheet_columns.label(kind, cell, words)
        _put(sheet, 1, column, sheet_heads.key_of(kind, cell))
        head = _put(sheet, 2, column, label + (" *" if cell.required else ""))
        head.font = Font(bold=True)
        head.fill = needed if cell.required else usual
        head.alignment = Alignment(wrap_text=True, vertical="top")
        example = _put(sheet, 3, column, _example(kind, cell, words))
        example.font = Font(italic=True, color="777777")
        sheet.column_dimensions[letter].width = min(42, max(13, len(label) * 0.9))
        shape = _FORMATS.get(
            cell.form, "@" if cell.form not in {"number", "degrees"} else "General"
        )
        for row in range(3, 60):
            sheet.cell(row=row, column=column).number_format = shape
        source = places.get("yes_no_only" if cell.form == "yes" else cell.vocabulary)
        if source and cell.form in {"code", "codes", "yes"}:
            rule = DataValidation("list", formula1=f"='{lists}'!{source}", allow_blank=True)
            rule.errorStyle = "warning"
            rule.showErrorMessage = cell.form != "codes"
            rule.error = words.text("formats.template.not_in_list")
            rule.promptTitle = label[:32]
            rule.prompt = sheet_columns.hint(kind, cell, words)[:250]
            rule.showInputMessage = bool(rule.prompt)
            rule.add(f"{letter}3:{letter}{_ROWS}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = "C3"


def _example(kind: str, cell: Cell, words: Words) -> str:
    """What stands in the row of the example; terms in the language of the sheet."""
    if cell.key == "key":
        return words.text("formats.template.example")
    key = f"formats.example.{kind}.{cell.key}"
    told = words.text(key)
    if told == key:
        return ""
    if cell.form == "code":
        return words.term(cell.vocabulary, told)
    if cell.form == "codes":
        return "; ".join(words.term(cell.vocabulary, c.strip()) for c in told.split(";"))
    if cell.form == "yes":
        return words.text(f"formats.{told}")
    return told


def _write_lists(sheet: Any, kind: str, words: Words) -> dict[str, str]:
    """The terms of each vocabulary in a column of its own; where each lies, by its name."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    names = list(dict.fromkeys(c.vocabulary for c in sheet_columns.cells(kind) if c.vocabulary))
    found: dict[str, str] = {}
    lists: list[tuple[str, list[str]]] = []
    for name in names:
        terms = [t for t in vocabulary(name).terms if t.code != "other"]
        lists.append((name, [t.label(words.language) for t in terms]))
    lists.append(("yes_no_only", [words.text("formats.yes"), words.text("formats.no")]))
    for column, (name, labels) in enumerate(lists, start=1):
        letter = get_column_letter(column)
        _put(sheet, 1, column, name).font = Font(bold=True)
        for row, label in enumerate(labels, start=2):
            _put(sheet, row, column, label)
        sheet.column_dimensions[letter].width = 34
        found[name] = f"${letter}$2:${letter}${len(labels) + 1}"
    return found


def _write_explained(sheet: Any, kind: str, words: Words) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90
    row = 1
    for key in ("purpose", "rows", "terms", "privacy"):
        text = words.text(f"formats.template.{key}", kind=words.text(f"formats.kind.{kind}"))
        cell = _put(sheet, row, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.row_dimensions[row].height = 34
        row += 1
    row += 1
    for column, key in enumerate(("column", "belongs"), start=1):
        _put(sheet, row, column, words.text(f"formats.template.{key}")).font = Font(bold=True)
    for cell in sheet_columns.cells(kind):
        row += 1
        told = [words.text("formats.template.needed")] if cell.required else []
        told.append(sheet_columns.hint(kind, cell, words))
        if cell.key == "key":
            told.append(words.text("formats.template.reference"))
        _put(sheet, row, 1, sheet_columns.label(kind, cell, words))
        below = _put(sheet, row, 2, " ".join(filter(None, told)))
        below.alignment = Alignment(wrap_text=True, vertical="top")


_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)


def same_bytes(data: bytes) -> bytes:
    """The same workbook without times and names: nobody learns who made it, or when."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            content = _CORE if name == "docProps/core.xml" else given.read(name)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, content)
    return out.getvalue()
