"""The desk at which a document is drafted: the mission, its assessment, and what lies where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from pocplanner.analysis.results import Assessment, Gap, Rated, Said
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Mechanism, Perception
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Source
from pocplanner.model.places import Area, Post, Unit
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.speech import Speech
from pocplanner.report.draft.state_forces import StateForces
from pocplanner.report.draft.teller import InSentence
from pocplanner.words import Words

PRIORITIES = ("must", "should", "could")


class Desk(Speech):
    """All that the sections read: records by what they are about, and words for them."""

    def __init__(self, snapshot: Snapshot, assessment: Assessment, language: str) -> None:
        super().__init__(assessment.over(snapshot), Words(language))
        self.assessment = assessment
        self.mission = self.snapshot.mission

    @property
    def as_of(self) -> date:
        return self.assessment.as_of

    @property
    def whole(self) -> bool:
        """Whether "nobody has recorded it" may be said, rather than nothing."""
        return self.snapshot.whole

    @property
    def sees_force(self) -> bool:
        """Whether these readers see who is tasked: else "nobody is" may not be said."""
        return self.snapshot.audience in (None, Audience.CORE, Audience.COMMAND)

    @property
    def inside(self) -> bool:
        """Whether the readers are components of the mission."""
        inside = (None, Audience.CORE, Audience.COMMAND, Audience.MISSION, Audience.EXERCISE)
        return self.snapshot.audience in inside

    @cached_property
    def _teller(self) -> InSentence:
        return InSentence(self.words, self.snapshot, self.phrase)

    def tell(self, said: Said) -> str:
        """A sentence of the assessment."""
        return self._teller.text(said)

    def who_could_answer(self, keys: Iterable[str]) -> str:
        """Those who could answer a question, in one line."""
        return self._teller.who(keys)

    def told(self, said: Iterable[Said], most: int = 4) -> str:
        """Sentences of an assessment, one after the other."""
        return " ".join(self.tell(one) for one in list(said)[:most])

    def own(self, texts: Mapping[str, str]) -> str:
        """A text that a data file holds in several languages."""
        return texts.get(self.language) or texts.get("en") or ""

    @property
    def posts(self) -> tuple[Post, ...]:
        return self.snapshot.all(Post)

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.snapshot.all(Unit)

    # Threats in the order in which they press

    @cached_property
    def rated(self) -> dict[str, Rated]:
        return {r.threat_id: r for r in self.assessment.rated}

    @cached_property
    def threats(self) -> tuple[Threat, ...]:
        """Every threat that nobody refused, the most pressing first, proposed ones last."""
        found = (r for r in self.assessment.rated if r.threat_id in self.assessment.threats)
        return tuple(self.assessment.threats[r.threat_id] for r in sorted(found, key=self._press))

    def _press(self, rated: Rated) -> tuple[object, ...]:
        order = PRIORITIES.index(rated.priority) if rated.priority in PRIORITIES else 3
        place = self.snapshot.name(rated.place_id)
        return (not rated.reviewed, order, -(rated.score or 0), place, rated.threat_id)

    @cached_property
    def reviewed(self) -> tuple[Threat, ...]:
        return tuple(t for t in self.threats if self.rated[t.id].reviewed)

    @cached_property
    def proposed(self) -> tuple[Threat, ...]:
        return tuple(t for t in self.threats if not self.rated[t.id].reviewed)

    def of_priority(self, priority: str) -> tuple[Threat, ...]:
        """The reviewed threats of a priority."""
        return tuple(t for t in self.reviewed if self.rated[t.id].priority == priority)

    def places(self, threats: Iterable[Threat]) -> tuple[str, ...]:
        """The places of threats, in the order in which they press."""
        return ids(t.place_id for t in threats)

    @cached_property
    def must_places(self) -> tuple[str, ...]:
        return self.places(self.of_priority("must"))

    @cached_property
    def should_places(self) -> tuple[str, ...]:
        found = self.places(self.of_priority("should"))
        return tuple(p for p in found if p not in self.must_places)

    @cached_property
    def could_places(self) -> tuple[str, ...]:
        found = self.places(self.of_priority("could"))
        return tuple(p for p in found if p not in (*self.must_places, *self.should_places))

    @cached_property
    def ranked_places(self) -> tuple[str, ...]:
        return (*self.must_places, *self.should_places, *self.could_places)

    @cached_property
    def first_places(self) -> tuple[str, ...]:
        """Where to look and ask first: must places, else ranked ones, else where events point."""
        return self.must_places or self.ranked_places or self.places(self.proposed)

    def threats_at(self, place_id: str, proposed: bool = False) -> tuple[Threat, ...]:
        """The threats at a place, the reviewed ones alone unless asked otherwise."""
        found = self.threats if proposed else self.reviewed
        return tuple(t for t in found if t.place_id == place_id)

    def gap_at(self, place_id: str) -> Gap | None:
        """Whether help comes in time there: in the seasons and hours of the threats that press.

        The latest of the rated threats of the place's own priority; where they have no times,
        the latest of any known condition.
        """
        priority = self.place_priority(place_id)
        rated = (self.rated[t.id] for t in self.threats_at(place_id))
        known = [r.gap for r in rated if r.priority == priority and r.gap and r.gap.gap]
        latest = max(known, key=lambda g: g.gap.likely if g.gap else 0.0, default=None)
        return latest or self.assessment.worst_gap(place_id)

    def place_priority(self, place_id: str) -> str:
        """The highest priority of a place's reviewed threats."""
        for priority in PRIORITIES:
            if any(self.rated[t.id].priority == priority for t in self.threats_at(place_id)):
                return priority
        return ""

    # Who is behind them

    def at(self, place_id: str) -> str:
        """Where something is, as a sentence begins: at a place, in an area."""
        key = "in_area" if self.snapshot.one(Area, place_id) else "at_place"
        return self.text(key, name=self.name(place_id))

    def perpetrator(self, threat: Threat) -> str:
        """Who threatens, by name; empty where nobody is named."""
        named = self.listed(a.name for a in self.actors_of(threat))
        return named or threat.perpetrator_name

    def names_of_threats(self, threat_ids: Iterable[str]) -> str:
        """Threats by what they are, who they come from and where, as a sentence lists them."""
        found = (self.assessment.threats.get(i) for i in threat_ids)
        return self.series(self.threat_name(t) for t in found if t)

    def threat_name(self, threat: Threat) -> str:
        """A threat in a few words."""
        harm = self.phrase("threat_type", threat.kind)
        by = self.perpetrator(threat)
        said = self.text("threat_by", harm=harm, by=by) if by else harm
        return self.text("harm_at", harm=said, place=self.name(threat.place_id))

    def actors_of(self, threat: Threat) -> tuple[Actor, ...]:
        """The recorded perpetrators of a threat."""
        found = (self.snapshot.one(Actor, i) for i in threat.perpetrator_ids)
        return tuple(a for a in found if a)

    @cached_property
    def state(self) -> StateForces:
        """The forces of the host state among the perpetrators."""
        return StateForces(self.snapshot, self.threats, self.as_of)

    def threats_by(self, actor: Actor) -> tuple[Threat, ...]:
        return tuple(t for t in self.threats if actor.id in t.perpetrator_ids)

    @cached_property
    def _ties(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.snapshot.all(Tie):
            found[tie.from_id].append(tie)
            found[tie.to_id].append(tie)
        return found

    def ties_of(self, actor: Actor) -> tuple[Tie, ...]:
        return tuple(self._ties.get(actor.id, ()))

    # What people do for themselves

    @cached_property
    def communities(self) -> tuple[Community, ...]:
        return self.snapshot.all(Community)

    @cached_property
    def _coping(self) -> dict[str, list[Coping]]:
        found: dict[str, list[Coping]] = defaultdict(list)
        for coping in self.snapshot.all(Coping):
            found[coping.place_id].append(coping)
        return found

    def coping_at(self, place_id: str) -> tuple[Coping, ...]:
        """What people at this very place do."""
        return tuple(self._coping.get(place_id, ())) if place_id else ()

    @cached_property
    def _mechanisms(self) -> dict[str, list[Mechanism]]:
        found: dict[str, list[Mechanism]] = defaultdict(list)
        for mechanism in self.snapshot.all(Mechanism):
            for place in ids(mechanism.place_id, mechanism.covers_ids):
                found[place].append(mechanism)
        return found

    def mechanisms_at(self, place_id: str) -> tuple[Mechanism, ...]:
        """The mechanisms that sit at a place or say that they cover it."""
        return tuple(self._mechanisms.get(place_id, ())) if place_id else ()

    @cached_property
    def not_asked(self) -> tuple[str, ...]:
        """Communities and threatened places where nobody has recorded how people cope."""
        feared = (p for p in self.places(self.proposed) if not self.snapshot.one(Area, p))
        places = ids(self.ranked_places, feared, (c.id for c in self.communities))
        return tuple(p for p in places if p and not self.coping_at(p))

    def voices(self, place_id: str) -> tuple[Perception, ...]:
        return tuple(p for p in self.snapshot.all(Perception) if p.place_id == place_id)

    def fact(self, vocabulary_name: str, code: str, fact: str) -> str:
        """A fact that a vocabulary tells of a term, in the document's language."""
        found = vocabulary(vocabulary_name).get(code)
        told = found.facts.get(fact) if found else None
        return str(told.get(self.language) or told.get("en") or "") if told else ""

    # What it is worth

    def source(self, record: Record) -> Source | None:
        return self.snapshot.one(Source, getattr(record, "source_id", ""))

    def grade(self, record: Record) -> str:
        """The Admiralty grade that a record stands on: its own, else its source's, else F6."""
        if isinstance(record, Threat):
            return f"{record.reliability}{record.credibility}"
        source = self.source(record)
        return source.grade if source else "F6"

    def reported(self, record: Record) -> bool:
        """Whether it must be told as hearsay: nobody has judged its source yet."""
        grade = self.grade(record)
        return grade.startswith("F") or grade.endswith("6")

    def share_of_women(self, pairs: Iterable[tuple[str, int]]) -> tuple[int, int] | None:
        """Women and all, of (sex, number) pairs; nothing where one of them says no sex."""
        found = list(pairs)
        if not found or any(sex not in ("female", "male") for sex, _ in found):
            return None
        return sum(n for s, n in found if s == "female"), sum(n for _, n in found)
