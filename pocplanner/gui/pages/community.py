"""The community page: people first, what they do to stay safe, their mechanisms and voices."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui import theme
from pocplanner.gui.alerts.closing import remove_promises
from pocplanner.gui.alerts.duty_pane import DutyPane
from pocplanner.gui.desk import Desk
from pocplanner.gui.exposure.ways_pane import WaysPane
from pocplanner.gui.mesh.pane import MeshPane
from pocplanner.gui.pages.groups import GroupedPage
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.tables.records_pane import RecordsPane, column
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.voices.handover_pane import HandoverPane
from pocplanner.gui.voices.heard_pane import HeardPane
from pocplanner.gui.voices.mirror_pane import MirrorPane
from pocplanner.model.community import (
    Alert,
    Community,
    Coping,
    Journey,
    Mechanism,
    Perception,
    Promise,
    Request,
)
from pocplanner.model.contacts import Contact
from pocplanner.model.edit import Edit
from pocplanner.model.initiatives import MARKS, Initiative
from pocplanner.model.lived import SafetyPair
from pocplanner.model.mesh import SharedCause
from pocplanner.model.record import Record

#: Kinds as they stand behind tabs, with the fields in the columns of their tables.
_TABS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Community, ("name", "kind", "population", "phone", "last_visit_on")),
    (Coping, ("title", "place_id", "strategy", "users_sex", "effectiveness", "mission_effect")),
    (Mechanism, ("name", "kind", "place_id", "origin", "last_test_on")),
    (SharedCause, ("tag", "works_percent", "fails_seasons", "fails_night", "seen_on")),
    (Alert, ("received_at", "place_id", "threat", "outcome", "answered_by")),
    (Perception, ("on", "place_id", "question", "sex", "asked", "positive", "rating")),
    (Request, ("asked_on", "place_id", "text", "answer", "told_back_on")),
    (Promise, ("due_on", "place_id", "by", "text", "state")),
    (Contact, ("on", "place_id", "counterpart", "sex", "purpose", "response")),
    (Initiative, ("title", "origin", "place_id", "led_by", "state")),
    (SafetyPair, ("title", "place_id", "question", "sex", "attribution")),
    (Journey, ("title", "place_id", "purpose", "sex", "from_hour", "to_hour")),
)


#: The groups in their order, and what belongs to which; what is not named comes to the people.
GROUPS = ("people", "protect", "mechanisms", "log", "voices")
GROUP_OF = {
    "Coping": "protect",
    "unasked": "protect",
    "Mechanism": "mechanisms",
    "mesh": "mechanisms",
    "SharedCause": "mechanisms",
    "duty": "log",
    "Alert": "log",
    "Contact": "log",
    "handover": "log",
    "mirror": "voices",
    "heard": "voices",
    "Initiative": "voices",
    "SafetyPair": "voices",
    "Request": "log",
    "Promise": "log",
    "Perception": "voices",
}


class CommunityPage(GroupedPage):
    """What people already do comes before what the mission adds."""

    name = "community"
    groups, group_of = GROUPS, GROUP_OF

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self._index: dict[str, Any] = {}
        words = self.words
        more: dict[type[Record], Sequence[Column]] = {
            Community: self._community_columns(),
            Mechanism: self._health_columns(),
            Initiative: self._mark_columns(),
        }
        for kind, fields in _TABS:
            pane = RecordsPane(
                desk,
                kind,
                fields,
                more=more.get(kind, ()),
                after=1 if kind in (Mechanism, Initiative) else None,
                empty=words.text(f"gui.community.no_{kind.__name__.lower()}"),
                remove=self._remove_promises if kind is Promise else None,
            )
            if kind is Alert:
                self.duty = DutyPane(desk)
                self.add_tab("duty", self.duty)
            if kind is Perception:
                self.heard = HeardPane(desk)
                self.add_tab("heard", self.heard)
            self.add_records(kind, pane)
            if kind is Mechanism:
                self.mesh = MeshPane(desk)
                self.mesh.cause_wanted.connect(self._describe_cause)
                self.add_tab("mesh", self.mesh)
            if kind is Coping:
                self.add_tab("unasked", self._unasked())
            if kind is Journey:
                self.ways = WaysPane(desk)
                self.ways.asked_here.connect(self._journey_here)
                self.add_tab("ways", self.ways)
            if kind is Contact:
                self.handover = HandoverPane(desk)
                self.add_tab("handover", self.handover)
                self.mirror = MirrorPane(desk)
                self.mirror.asked.connect(self._note_contact)
                self.add_tab("mirror", self.mirror)
        desk.assessed.connect(self._refresh)
        desk.opened.connect(self._list_unasked)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(lambda: self.unasked.set_rows([]))
        self._list_unasked()

    def help_page(self) -> str:
        return "engagement" if self.group() in ("log", "voices") else self.name

    def _remove_promises(self, ids: Sequence[str]) -> None:
        remove_promises(self.desk, self, ids)

    def _note_contact(self, values: dict[str, Any]) -> None:
        self.show_tab("Contact")
        self.panes["Contact"].begin({"on": self.desk.today, **values})

    # -- not yet asked --------------------------------------------------------------------

    def _unasked(self) -> QWidget:
        words = self.words
        self.unasked = Table(
            words,
            (
                column(self.desk, Community, "name"),
                column(self.desk, Community, "kind"),
                column(self.desk, Community, "population"),
                Column(words.text("gui.community.threats_here"), self._threats_text, self._threats),
                column(self.desk, Community, "last_visit_on"),
            ),
            words.text("gui.community.all_asked"),
        )
        self.unasked.opened.connect(self._ask_here)
        begin = button(words.text("gui.community.ask_here"), "primary")
        begin.clicked.connect(lambda: self._with_chosen(self._ask_here))
        show = button(words.text("gui.records.on_map"))
        show.clicked.connect(lambda: self._with_chosen(self.desk.map_wanted.emit))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(label(words.text("gui.community.unasked_hint"), "hint", wrap=True))
        inside.addWidget(self.unasked, 1)
        inside.addWidget(row(begin, show))
        return holder

    def _list_unasked(self) -> None:
        if self.desk.project is None:
            return
        asked = {c.place_id for c in self.desk.project.all(Coping)}
        left = [c for c in self.desk.project.all(Community) if c.id not in asked]
        left.sort(key=lambda c: (-self._threats(c), c.name.casefold()))
        self.unasked.set_rows(left)

    def _with_chosen(self, do: Callable[[str], object]) -> None:
        for id in self.unasked.chosen_ids()[:1]:
            do(id)

    def _describe_cause(self, tag: str) -> None:
        self.show_tab("SharedCause")
        self.panes["SharedCause"].begin({"tag": tag})

    def _journey_here(self, id: str) -> None:
        self.show_tab("Journey")
        self.panes["Journey"].begin({"place_id": id})

    def _ask_here(self, id: str) -> None:
        self.show_tab("Coping")
        self.panes["Coping"].begin({"place_id": id})

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Community, Coping):
            self._list_unasked()

    def _refresh(self) -> None:
        for kind in (Community, Mechanism):
            self.panes[kind.__name__].refresh()
        self._list_unasked()

    # -- columns that come from the assessment ----------------------------------------------

    def _threats(self, place: Any) -> int:
        found = self.desk.assessment
        return len(found.at(place.id)) if found is not None else 0

    def _threats_text(self, place: Any) -> str:
        found = self._threats(place)
        return str(found) if found else ""

    def _community_columns(self) -> tuple[Column, ...]:
        words = self.words

        def asked(place: Any) -> str:
            found = self._by(lambda a: a.coping, "place_id").get(place.id)
            if found is None:
                return ""
            return (
                str(len(found.coping_ids)) if found.asked else words.text("gui.community.not_asked")
            )

        return (
            Column(words.kind("Coping", many=True), asked),
            Column(words.text("gui.community.threats_here"), self._threats_text, self._threats),
        )

    def _health_columns(self) -> tuple[Column, ...]:
        words = self.words

        def health(mechanism: Any) -> Any:
            return self._by(lambda a: a.health, "mechanism_id").get(mechanism.id)

        def value(mechanism: Any) -> str:
            found = health(mechanism)
            if found is None:
                return ""
            if found.value is not None:
                return f"{found.value} / 4"
            if found.at_most is not None:
                return words.text("gui.community.at_most", value=found.at_most)
            return words.text("gui.community.not_judged")

        def limiting(mechanism: Any) -> str:
            found = health(mechanism)
            if found is None:
                return ""
            names = [words.text(f"analysis.condition.{c}") for c in found.limiting]
            text = ", ".join(names)
            if found.unknown:
                left = ", ".join(words.text(f"analysis.condition.{c}") for c in found.unknown)
                unknown = words.text("gui.community.unknown_conditions", names=left)
                text = f"{text}; {unknown}" if text else unknown
            return text

        def colour(mechanism: Any) -> tuple[str, str] | None:
            found = health(mechanism)
            least = found.at_most if found is not None and found.value is None else None
            least = found.value if found is not None and found.value is not None else least
            if least is None:
                return None
            if least <= 1:
                return theme.DANGER_PALE, theme.INK
            return (theme.WARNING_PALE if least == 2 else theme.GOOD_PALE), theme.INK

        def rank(mechanism: Any) -> int | None:
            found = health(mechanism)
            if found is None:
                return None
            known: int | None = found.value if found.value is not None else found.at_most
            return known

        return (
            Column(words.text("gui.community.health"), value, rank, colour),
            Column(words.text("gui.community.limiting"), limiting),
        )

    def _mark_columns(self) -> tuple[Column, ...]:
        """Each of the five marks in a column of its own: there is no total."""
        words = self.words
        signs = {"yes": "✓", "partly": "~", "no": "✗", "unknown": "?"}
        pale = {"yes": theme.GOOD_PALE, "partly": theme.WARNING_PALE, "no": theme.DANGER_PALE}

        def one(mark: str) -> Column:
            def text(found: Any) -> str:
                holds = found.mark(mark).holds
                return f"{signs.get(holds, '?')} {words.term('mark_holds', holds)}"

            def colour(found: Any) -> tuple[str, str] | None:
                known = pale.get(found.mark(mark).holds)
                return (known, theme.INK) if known else None

            return Column(words.text(f"gui.mark.{mark}"), text, colour=colour)

        return tuple(one(mark) for mark in MARKS)

    def _by(self, part: Callable[[Any], Any], key: str) -> dict[str, Any]:
        """A part of the assessment by the ids of what it is about; made once for each."""
        found = self.desk.assessment
        if found is None:
            return {}
        if self._index.get("of") is not found:
            self._index = {"of": found}
        if key not in self._index:
            self._index[key] = {getattr(x, key): x for x in part(found)}
        made: dict[str, Any] = self._index[key]
        return made
