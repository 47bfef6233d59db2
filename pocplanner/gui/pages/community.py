"""The community page: people first, what they do to stay safe, their mechanisms and voices."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from pocplanner.gui import theme
from pocplanner.gui.alerts.closing import remove_promises
from pocplanner.gui.alerts.duty_pane import DutyPane
from pocplanner.gui.behind import Make
from pocplanner.gui.desk import Desk
from pocplanner.gui.exposure.ways_pane import WaysPane
from pocplanner.gui.mesh.pane import MeshPane
from pocplanner.gui.pages.groups import GroupedPage
from pocplanner.gui.pages.unasked import Unasked, threats_column
from pocplanner.gui.tables.records_pane import RecordsPane
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
    (Request, ("asked_on", "place_id", "answer", "text", "told_back_on")),
    (Promise, ("state", "due_on", "place_id", "text", "by")),
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


def _newest(records: Sequence[Any]) -> list[Any]:
    return sorted(records, key=lambda r: r.on, reverse=True)


def _owed(records: Sequence[Any]) -> list[Any]:
    """What is still open before what is closed, the first that falls due on top."""

    def due(record: Any) -> date:
        return getattr(record, "due_on", None) or getattr(record, "asked_on", None) or date.max

    def closed(record: Any) -> bool:
        return "open" not in (getattr(record, "state", ""), getattr(record, "answer", ""))

    return sorted(records, key=lambda r: (closed(r), due(r)))


#: The order in which a log is read, where that is not the order in which it was written.
_ORDERS: dict[type[Record], Callable[[Sequence[Any]], Sequence[Any]]] = {
    Contact: _newest,
    Request: _owed,
    Promise: _owed,
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
        before: dict[type[Record], dict[str, Make]] = {
            Alert: {"duty": lambda: DutyPane(desk)},
            Perception: {"heard": lambda: HeardPane(desk)},
        }
        after: dict[type[Record], dict[str, Make]] = {
            Mechanism: {"mesh": self._mesh},
            Coping: {"unasked": self._unasked},
            Journey: {"ways": self._ways},
            Contact: {"handover": lambda: HandoverPane(desk), "mirror": self._mirror},
        }
        for kind, fields in _TABS:
            pane = partial(
                RecordsPane,
                desk,
                kind,
                fields,
                more=more.get(kind, ()),
                after=1 if kind in (Mechanism, Initiative) else None,
                empty=words.text(f"gui.community.no_{kind.__name__.lower()}"),
                remove=self._remove_promises if kind is Promise else None,
                rows=_ORDERS.get(kind),
            )
            for name, make in before.get(kind, {}).items():
                self.add_tab(name, make)
            self.add_records(kind, pane)
            for name, make in after.get(kind, {}).items():
                self.add_tab(name, make)
        desk.assessed.connect(self._refresh)

    @property
    def duty(self) -> DutyPane:
        """The alerts that wait for an answer."""
        return self.part("duty", DutyPane)

    @property
    def heard(self) -> HeardPane:
        """What people say, place by place."""
        return self.part("heard", HeardPane)

    @property
    def mesh(self) -> MeshPane:
        """How alerts get out."""
        return self.part("mesh", MeshPane)

    @property
    def ways(self) -> WaysPane:
        """Who goes where, by place."""
        return self.part("ways", WaysPane)

    @property
    def handover(self) -> HandoverPane:
        """What is owed and known where somebody leaves."""
        return self.part("handover", HandoverPane)

    @property
    def mirror(self) -> MirrorPane:
        """Whom the mission meets."""
        return self.part("mirror", MirrorPane)

    @property
    def unasked(self) -> Table:
        """Communities that nobody asked yet what they do."""
        return self.part("unasked", Unasked).table

    def _mesh(self) -> MeshPane:
        made = MeshPane(self.desk)
        made.cause_wanted.connect(self._describe_cause)
        return made

    def _ways(self) -> WaysPane:
        made = WaysPane(self.desk)
        made.asked_here.connect(self._journey_here)
        return made

    def _mirror(self) -> MirrorPane:
        made = MirrorPane(self.desk)
        made.asked.connect(self._note_contact)
        return made

    def _unasked(self) -> "Unasked":
        made = Unasked(self.desk)
        made.asked_here.connect(self._ask_here)
        return made

    def help_page(self) -> str:
        return "engagement" if self.group() in ("log", "voices") else self.name

    def _remove_promises(self, ids: Sequence[str]) -> None:
        remove_promises(self.desk, self, ids)

    def _note_contact(self, values: dict[str, Any]) -> None:
        self.show_tab("Contact")
        self.panes["Contact"].begin({"on": self.desk.today, **values})

    def _describe_cause(self, tag: str) -> None:
        self.show_tab("SharedCause")
        self.panes["SharedCause"].begin({"tag": tag})

    def _journey_here(self, id: str) -> None:
        self.show_tab("Journey")
        self.panes["Journey"].begin({"place_id": id})

    def _ask_here(self, id: str) -> None:
        self.show_tab("Coping")
        self.panes["Coping"].begin({"place_id": id})

    def _refresh(self) -> None:
        for kind in (Community, Mechanism):
            if self.has_made(kind.__name__):
                self.panes[kind.__name__].refresh()

    # -- columns that come from the assessment ----------------------------------------------

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
            threats_column(self.desk),
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
