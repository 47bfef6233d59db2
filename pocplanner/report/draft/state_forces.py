"""Which forces of the host state stand among the perpetrators, on record or as sources say."""

import re
from datetime import date
from functools import cached_property

import numpy as np

from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.draft.fact import ids

#: How the usual sources of events write a force of a state: whose it is comes last.
_STATE_FORCE = re.compile(
    r"^(Government|Military Forces|Police Forces|Armed Forces|Gendarmerie|Army|Police|"
    r"Presidential Guard|Gouvernement|Forces armées|Armée) (?:of|de|du|des|de la) (.+)$",
    re.IGNORECASE,
)


class StateForces:
    """Says it plainly when the state is the perpetrator."""

    def __init__(self, snapshot: Snapshot, threats: tuple[Threat, ...], as_of: date) -> None:
        self._snapshot = snapshot
        self._all = threats
        self._as_of = as_of

    @cached_property
    def country(self) -> str:
        """The host country: as entered, else the one that most events name."""
        entered = self._snapshot.mission.country
        labels = self._snapshot.events.country
        if entered or not len(labels):
            return entered
        named = np.bincount(labels.codes, minlength=len(labels.names))
        return labels.names[int(named.argmax())]

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Recorded forces of the state behind a threat, or with the role of perpetrator."""
        found = {a.id: a for t in self._all for a in self._recorded(t) if a.is_state}
        for actor in self._snapshot.all(Actor):
            if actor.is_state and actor.has_role("perpetrator", self._as_of):
                found.setdefault(actor.id, actor)
        return tuple(found.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Forces of the state that sources name and nobody has recorded as an actor."""
        recorded = {n for a in self._snapshot.all(Actor) for n in (a.name, *a.aliases)}
        found = ids(self._said(t) for t in self._all)
        return tuple(n for n in found if n not in recorded)

    @cached_property
    def threats(self) -> tuple[Threat, ...]:
        """The threats that forces of the state stand behind."""
        return tuple(t for t in self._all if self.behind(t))

    def behind(self, threat: Threat) -> bool:
        """Whether a force of the state stands behind it, on record or as a source says."""
        return any(a.is_state for a in self._recorded(threat)) or bool(self._said(threat))

    def _recorded(self, threat: Threat) -> tuple[Actor, ...]:
        found = (self._snapshot.one(Actor, i) for i in threat.perpetrator_ids)
        return tuple(a for a in found if a)

    def _said(self, threat: Threat) -> str:
        names = threat.perpetrator_name.split(" / ")
        return next((n for n in names if self._is_state(n)), "")

    def _is_state(self, name: str) -> bool:
        found = _STATE_FORCE.match(name.strip())
        host = self.country.casefold()
        return found is not None and (not host or host in found.group(2).casefold())
