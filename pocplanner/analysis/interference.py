"""Actions beside what people already do: does the one support, leave alone or harm the other?

Each planned action and patrol is held against each way of coping that it comes near to in place
and time; the rules say what that may do. What may harm is a question that stands open until it
has an answer, a mitigation or a named owner of the risk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.interference_near import Nearby, Window, meets, window_of
from pocplanner.analysis.interference_rules import Rule, Rules, rules
from pocplanner.analysis.results import Question
from pocplanner.model.community import Coping
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.places import Area, Route
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Patrol

#: States in which an act is decided or has begun: not before its questions are closed.
FINAL = frozenset({"final", "under_way", "done", "regular"})
#: States in which an act touches nobody any more.
IDLE = frozenset({"dropped", "done", "stopped"})
#: The way of acting of a patrol that is drawn on the map, by how it goes.
PATROL_MODES = {
    "foot": "patrol_foot",
    "vehicle": "patrol_mounted",
    "boat": "patrol_riverine",
    "air": "air_recce",
    "joint": "joint_integrated",
}
OPEN = frozenset({"open", "asked"})
#: Whom to ask of what a committee, a chief or a guard may be the last to be told of.
_ASKED = {
    "concealment": ("who.trusted", "who.cla"),
    "armed_group_alignment": ("who.trusted", "who.cla"),
    "payment_compliance": ("who.trusted", "who.women", "who.cla"),
    "harmful_coping": ("who.women_protection", "who.women"),
    "self_defence_group": ("who.women", "who.elders", "who.cla"),
    "negotiation": ("who.mediators", "who.women", "who.cla"),
    "advocacy_documentation": ("who.authors", "who.human_rights"),
}


@dataclass(frozen=True)
class Interference:
    """One action beside one way of coping, and what the rule for the two says.

    `near` is how they meet: "place" (the same place), "area" (one is known to an area that
    holds the other), "distance" or "route", with `km` for the last two; empty in a view where
    places are held back. `unknown` are the parts of time that nobody told (hours, weekdays,
    seasons). `state` is "open" or "asked" where the question stands, the kind of the answer
    where it is closed, "none" where the rule asks for nothing. `begun` says that the action
    is decided or under way.
    """

    action_id: str
    coping_id: str
    place_id: str
    rule: Rule
    near: str = ""
    km: float | None = None
    unknown: tuple[str, ...] = ()
    state: str = "none"
    answer_id: str = ""
    begun: bool = False

    @property
    def id(self) -> str:
        """How a person names it: the action and the coping, parted by a stroke."""
        return f"{self.action_id}/{self.coping_id}"

    @property
    def open(self) -> bool:
        """Whether the question stands: it may harm, and nothing closed it."""
        return self.state in OPEN

    @property
    def refs(self) -> tuple[str, ...]:
        """The records that it rests on."""
        return tuple(r for r in (self.action_id, self.coping_id, self.answer_id) if r)


@dataclass(frozen=True)
class _Act:
    """An action or a patrol, as far as it meets people."""

    id: str
    mode: str
    place_id: str
    begun: bool
    window: Window
    shapes: tuple[tuple[BaseGeometry, str], ...]


def interference(
    snapshot: Snapshot,
    assumed: Assumptions | None = None,
    known: Rules | None = None,
    on: date | None = None,
    idle: bool = False,
) -> tuple[Interference, ...]:
    """Every action and patrol beside every way of coping that it comes near to, by the rules.

    `on` is the day on which an answer with an end must still hold; `idle` takes in what is
    done or dropped. A pair that no rule is about is left out. In a view for an audience only
    what somebody has taken up is told, since places and hours there are blurred: what is
    computed from them could be false.
    """
    known = known or rules()
    assumed = assumed or Assumptions(snapshot.assumptions)
    answers = _answers(snapshot, on)
    if not snapshot.whole:
        return tuple(_taken_up(snapshot, known, answers.values()))
    found = []
    for act, coping, near, km in _met(snapshot, assumed, known, idle):
        rule = known.about(act.mode, coping.strategy)
        if rule is None:
            continue
        meeting, unknown = (True, ()) if rule.lasting else meets(act.window, _when(coping))
        if not meeting:
            continue
        answer = answers.get((act.id, coping.id))
        found.append(_told(act.id, coping, rule, answer, act.begun, near, km, unknown))
    return tuple(found)


def near_pairs(
    snapshot: Snapshot, assumed: Assumptions | None = None, known: Rules | None = None
) -> tuple[tuple[str, str], ...]:
    """The ids of every act and coping that meet in place and time, whatever the rules say."""
    assumed = assumed or Assumptions(snapshot.assumptions)
    return tuple(
        (act.id, coping.id)
        for act, coping, _, _ in _met(snapshot, assumed, known or rules(), idle=False)
        if meets(act.window, _when(coping))[0]
    )


def _met(
    snapshot: Snapshot, assumed: Assumptions, known: Rules, idle: bool
) -> Iterator[tuple["_Act", Coping, str, float | None]]:
    """Acts beside the coping that they come near to in place, in the order of the records."""
    copings = snapshot.all(Coping)
    field = _Field(snapshot, copings, assumed)
    for act in _acts(snapshot, known, idle):
        for number, near, km in field.near(act):
            yield act, copings[number], near, km


def _told(
    action_id: str,
    coping: Coping,
    rule: Rule,
    answer: InterferenceAnswer | None,
    begun: bool,
    near: str = "",
    km: float | None = None,
    unknown: tuple[str, ...] = (),
) -> Interference:
    state = "none"
    if rule.effect == "may_harm":
        state = "open"
        if answer is not None and answer.rule == rule.id:
            state = answer.kind if answer.settles(rule.id) else "asked"
    # An answer to another question than the one that now stands does not belong to it.
    kept = answer is not None and state not in ("open", "none")
    return Interference(
        action_id=action_id,
        coping_id=coping.id,
        place_id=coping.place_id,
        rule=rule,
        near=near,
        km=km,
        unknown=unknown,
        state=state,
        answer_id=answer.id if answer is not None and kept else "",
        begun=begun,
    )


def _taken_up(
    snapshot: Snapshot, known: Rules, answers: Iterable[InterferenceAnswer]
) -> Iterator[Interference]:
    """What somebody has taken up and this audience may read both sides of."""
    for answer in answers:
        act, coping = snapshot.get(answer.action_id), snapshot.one(Coping, answer.coping_id)
        rule = known.get(answer.rule)
        if coping is None or rule is None or not isinstance(act, (Action, Patrol)):
            continue
        if act.state not in IDLE:
            yield _told(act.id, coping, rule, answer, act.state in FINAL)


def _answers(snapshot: Snapshot, on: date | None) -> dict[tuple[str, str], InterferenceAnswer]:
    """The last answer to each pair that holds on the day; what closes goes before what asks."""
    found: dict[tuple[str, str], InterferenceAnswer] = {}
    held = (
        a
        for a in snapshot.all(InterferenceAnswer)
        if on is None or a.until is None or a.until >= on
    )
    for answer in sorted(held, key=lambda a: (a.kind != "asked", a.on)):
        found[answer.action_id, answer.coping_id] = answer
    return found


def _acts(snapshot: Snapshot, known: Rules, idle: bool) -> Iterator[_Act]:
    for action in snapshot.all(Action):
        if not action.mode or (action.state in IDLE and not idle):
            continue
        kind = "air" if action.mode == "air_recce" else "near"
        around = action.mode in known.around
        shapes = [(s, kind) for s in _place_shapes(snapshot, action.place_id)] if around else []
        route = snapshot.one(Route, action.route_id)
        if route is not None and route.line is not None:
            shapes.append((route.line, "air" if kind == "air" else "route"))
        window = window_of(action.from_hour, action.to_hour, action.weekdays, action.seasons)
        begun = action.state in FINAL
        yield _Act(action.id, action.mode, action.place_id, begun, window, tuple(shapes))
    for patrol in snapshot.all(Patrol):
        mode = PATROL_MODES.get(patrol.kind, "")
        if not mode or patrol.line is None or (patrol.state in IDLE and not idle):
            continue
        kind = "air" if mode == "air_recce" else "route"
        window = window_of(patrol.from_hour, patrol.to_hour, patrol.weekdays, patrol.seasons)
        begun = patrol.state in FINAL
        yield _Act(patrol.id, mode, "", begun, window, ((patrol.line, kind),))


def _when(coping: Coping) -> Window:
    hours = frozenset(h for h in coping.hours if 0 <= h < 24)
    return Window(hours, frozenset(coping.weekdays), frozenset(coping.seasons))


def _place_shapes(snapshot: Snapshot, place_id: str) -> tuple[BaseGeometry, ...]:
    """Where a place is; an area is met by holding a place, not by a distance to its middle."""
    if not place_id or isinstance(snapshot.get(place_id), Area):
        return ()
    at = snapshot.position(place_id)
    return (at.point,) if at is not None else ()


class _Field:
    """Where people cope, to be asked by acts."""

    def __init__(
        self, snapshot: Snapshot, copings: tuple[Coping, ...], assumed: Assumptions
    ) -> None:
        self._snapshot = snapshot
        self._km = {
            "near": assumed.value("interference.near_km"),
            "route": assumed.value("interference.route_km"),
            "air": assumed.value("interference.air_km"),
        }
        self._at: dict[str, list[int]] = {}
        self._within: dict[str, list[int]] = {}
        shapes: list[BaseGeometry] = []
        numbers: list[int] = []
        for number, coping in enumerate(copings):
            self._at.setdefault(coping.place_id, []).append(number)
            for holder in snapshot.around(coping.place_id):
                self._within.setdefault(holder, []).append(number)
            found = list(_shapes(snapshot, coping)) or list(
                _place_shapes(snapshot, coping.place_id)
            )
            shapes += found
            numbers += [number] * len(found)
        self._nearby = Nearby(shapes, numbers)

    def near(self, act: _Act) -> list[tuple[int, str, float | None]]:
        """The numbers of the copings that an act comes near to, how, and how far away."""
        found: dict[int, tuple[str, float | None]] = {}
        if act.place_id:
            found |= dict.fromkeys(self._within.get(act.place_id, ()), ("area", None))
            for holder in self._snapshot.around(act.place_id):
                found |= dict.fromkeys(self._at.get(holder, ()), ("area", None))
            found |= dict.fromkeys(self._at.get(act.place_id, ()), ("place", None))
        for shape, kind in act.shapes:
            how = "route" if kind == "route" else "distance"
            for number, km in self._nearby.within(shape, self._km[kind]).items():
                before = found.get(number)
                if before is None or (before[1] is not None and km < before[1]):
                    found[number] = (how, round(km, 1))
        return [(n, *found[n]) for n in sorted(found)]


def _shapes(snapshot: Snapshot, coping: Coping) -> Iterator[BaseGeometry]:
    if coping.position is not None:
        yield coping.position.point
    if coping.shape is not None:
        yield coping.shape
    route = snapshot.one(Route, coping.route_id)
    if route is not None and route.line is not None:
        yield route.line


# ------------------------------------------------------------------ what is asked of people


def interference_questions(snapshot: Snapshot, found: Iterable[Interference]) -> Iterator[Question]:
    """The questions that stand open, each with those who could answer it."""
    for one in found:
        if one.open:
            key, facts = said(snapshot, one)
            yield Question(key, facts, one.refs, who(snapshot, one), one.place_id, 3)


def said(snapshot: Snapshot, one: Interference) -> tuple[str, dict[str, object]]:
    """The key and the facts of the sentence about an action and a way of coping."""
    act, coping = snapshot.get(one.action_id), snapshot.one(Coping, one.coping_id)
    facts: dict[str, object] = {
        "action": one.action_id,
        "coping": one.coping_id,
        "place": one.place_id,
        "does": one.rule.does,
        "why": one.rule.why,
        "ask": one.rule.ask,
    }
    key = f"question.interference_{one.rule.effect}"
    first, last = (getattr(act, name, None) for name in ("from_hour", "to_hour"))
    if first is not None and last is not None and not one.rule.lasting:
        facts |= {"start": f"{first:02d}:00", "end": f"{last:02d}:00"}
        key += "_at"
        if coping is not None and coping.hours:
            facts["hours"] = spans(coping.hours)
            key += "_used"
    return key, facts


def met_how(one: Interference) -> str:
    """How the two meet, as a word: less than a hundred metres from a route is on it."""
    return f"on_{one.near}" if one.near in ("route", "distance") and not one.km else one.near


def spans(hours: Iterable[int]) -> str:
    """Hours as spans of the clock, over midnight where they go on past it: 20:00–05:00."""
    left = sorted({h for h in hours if 0 <= h < 24})
    if len(left) == 24:
        return "00:00–24:00"
    starts = [h for h in left if (h - 1) % 24 not in left]
    told = []
    for start in starts:
        length = next(n for n in range(1, 25) if (start + n) % 24 not in left)
        told.append(f"{start:02d}:00–{(start + length) % 24 or 24:02d}:00")
    return ", ".join(told)


def who(snapshot: Snapshot, one: Interference) -> tuple[str, ...]:
    """Those who could answer, best first: who uses it, asked by somebody they trust."""
    coping = snapshot.one(Coping, one.coping_id)
    if coping is None:
        return ("who.women", "who.committee", "who.cla")
    if coping.strategy in _ASKED:
        return _ASKED[coping.strategy]
    users = {"female": ("who.women",), "male": ("who.men",)}
    both = ("who.women", "who.men")
    return (*users.get(coping.users_sex, both), "who.committee", "who.cla")
