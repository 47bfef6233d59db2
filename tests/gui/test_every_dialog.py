"""Every dialog has names, an order of Tab, and an Enter that does what its main button says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from pocplanner.commands import pasting
from pocplanner.gui import dialogs
from pocplanner.gui.alerts.closing import ClosingDialog
from pocplanner.gui.exposure.plan_pane import PlanDialog
from pocplanner.gui.finding import FindDialog, acts_and_records
from pocplanner.gui.forms.form import PartDialog
from pocplanner.gui.imports.dialog import ImportDialog
from pocplanner.gui.imports.kept_apart import KeptApart
from pocplanner.gui.interference.settling import SettleDialog
from pocplanner.gui.map.picture_dialog import PictureDialog
from pocplanner.gui.papers.data_dialog import DataDialog
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.paper_making import Choice
from pocplanner.gui.papers.paragraph_card import AsideDialog
from pocplanner.gui.purging import PurgeDialog
from pocplanner.gui.tables.bulk import CorrectDialog, SetFieldDialog
from pocplanner.gui.tables.lowering import LowerDialog
from pocplanner.gui.tables.paste_dialog import PasteDialog
from pocplanner.gui.tables.record_table import RecordTable
from pocplanner.gui.template_dialog import TemplateDialog as ScenarioTemplates
from pocplanner.gui.threats.deciding import ReasonDialog, ThreatDialog, ValueDialog
from pocplanner.gui.what_if.paper_dialog import PaperDialog
from pocplanner.gui.window import Window
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, People, Promise
from pocplanner.model.guard import Audience
from pocplanner.settings import Settings
from tests.gui.reaching import faults, out_of_order


def paste(window: Window) -> QDialog:
    table = "Name\tPopulation\nTamboura\t300\nTamboura\tmany\n"
    found = pasting.preview(
        window.desk.snapshot, Community, table, ["name", "population"], "en", date(2026, 10, 31)
    )
    return PasteDialog(window, window.words, found)


def field_for_all(window: Window) -> QDialog:
    table = RecordTable(window.desk, Community, ("name", "kind", "population"))
    table.set_rows(window.desk.snapshot.all(Community)[:3])
    made: list[QDialog] = []
    original = SetFieldDialog.exec
    try:
        SetFieldDialog.exec = lambda self: made.append(self) or 0  # type: ignore[method-assign]
        table.choose_all([r.id for r in window.desk.snapshot.all(Community)[:3]])
        table.ask_change()
    finally:
        SetFieldDialog.exec = original  # type: ignore[method-assign]
    made[0].setParent(window, made[0].windowFlags())
    table.deleteLater()
    return made[0]


def importing(window: Window) -> QDialog:
    path = Path(str(window.desk.project.path)).parent / "towns.csv"  # type: ignore[union-attr]
    path.write_text("Name,Latitude,Longitude\nTamboura,-12.1,-15.2\n")
    return ImportDialog(window, window.desk, [path])


def promise(window: Window) -> QDialog:
    found = window.desk.snapshot.all(Promise)
    return ClosingDialog(window, window.words, found[0], "Tamboura")


#: Each dialog by its name, the text of the button that Enter presses, and how it is made.
DIALOGS: dict[str, tuple[str, Callable[[Window], QDialog]]] = {
    "passphrase": ("OK", lambda w: dialogs.PassphraseDialog(w, w.words, "x", "again")),
    "new": ("OK", lambda w: dialogs.NewMissionDialog(w, w.words)),
    "new passphrase": ("OK", lambda w: dialogs.NewPassphraseDialog(w, w.words)),
    "workbook": ("OK", lambda w: dialogs.TemplateDialog(w, w.words, ("communities",))),
    "settings": ("OK", lambda w: dialogs.SettingsDialog(w, w.words, Settings())),
    "scenario": ("", lambda w: ScenarioTemplates(w, w.desk, "")),
    "paste": ("Keep 1 row", paste),
    "set field": ("OK", field_for_all),
    "correct": ("OK", lambda w: CorrectDialog(w, w.desk, 1)),
    "lower": ("OK", lambda w: LowerDialog(w, w.desk, [_first(w, Threat).id])),
    "purge": ("OK", lambda w: PurgeDialog(w, w.desk, [("a", "A"), ("b", "B")], True)),
    "import": ("", importing),
    "kept apart": ("OK", lambda w: KeptApart(w, w.desk)),
    "find": ("", lambda w: FindDialog(
        w, "Find", "Type", acts_and_records(w.actions_by_name, w.desk))),
    "picture": ("Go on", lambda w: PictureDialog(w, w.desk)),
    "data": ("", lambda w: DataDialog(w, w.desk)),
    "export": ("Choose a file…", lambda w: ExportDialog(
        w, w.words, Choice("strategy", Audience.COMMAND, "en"), "Strategy", None)),
    "export widely": ("Choose a file…", lambda w: ExportDialog(
        w, w.words, Choice("strategy", Audience.PUBLIC, "en"), "Strategy", None)),
    "set aside": ("OK", lambda w: AsideDialog(w, w.words)),
    "part": ("OK", lambda w: PartDialog(w.words, People, w.desk.choices, None, w)),
    "threat": ("OK", lambda w: ThreatDialog(w, w.words, w.desk.choices, _first(w, Threat))),
    "reason": ("OK", lambda w: ReasonDialog(w, w.words, "gui.threat.refuse")),
    "value": ("OK", lambda w: ValueDialog(w, w.words, "gui.threat.override")),
    "settle": ("OK", lambda w: SettleDialog(w, w.words, "answer", "Why?", date(2026, 10, 31))),
    "plan": ("Close", lambda w: PlanDialog(w, w.desk, "dry")),
    "promise": ("OK", promise),
    "paper": ("Go on", lambda w: PaperDialog(w, w.desk)),
}  # fmt: skip


def _first(window: Window, kind: type[Any]) -> Any:
    return window.desk.snapshot.all(kind)[0]


def test_every_dialog_has_names_an_order_and_a_main_button(window: Window) -> None:
    found: list[str] = []
    for name, (main, make) in DIALOGS.items():
        dialog = make(window)
        dialog.show()
        QApplication.processEvents()
        for look in (faults, out_of_order):
            found += look(dialog, name)
        pressed = [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()]
        if main and pressed != [main]:
            found.append(f"{name}: Enter presses {pressed}, not “{main}”")
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()
    assert not found, "\n".join(sorted(set(found)))
