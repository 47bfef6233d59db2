"""All kinds of record that a mission holds, in the order in which they are shown."""

from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import Rating, Threat, WarningSign
from pocplanner.model.community import (
    Alert,
    Community,
    Coping,
    Journey,
    Mechanism,
    Perception,
    Promise,
    Request,
    Timing,
)
from pocplanner.model.contacts import Contact
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.exercise import Inject, Scenario, Taken
from pocplanner.model.initiatives import Initiative
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.layout import MapLayer, SavedView
from pocplanner.model.lived import SafetyPair
from pocplanner.model.mesh import SharedCause
from pocplanner.model.mission import Assumption, Issue, Mission, Source, Term
from pocplanner.model.pairing import Pairing
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.proposal import Proposal
from pocplanner.model.record import Record
from pocplanner.model.reliance import Difference, Reliance
from pocplanner.model.strategy import (
    Action,
    Decision,
    Indicator,
    Message,
    Objective,
    Residual,
    Section,
    Tension,
)
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.model.ways import Obstacle, Patrol

KINDS: tuple[type[Record], ...] = (
    Mission,
    Source,
    Area,
    Settlement,
    Community,
    Post,
    Unit,
    Airfield,
    Route,
    Obstacle,
    Patrol,
    Actor,
    Tie,
    Driver,
    Series,
    EventCorrection,
    Pairing,
    Threat,
    Rating,
    WarningSign,
    Coping,
    Mechanism,
    SharedCause,
    Alert,
    Perception,
    Request,
    Promise,
    Contact,
    Initiative,
    Journey,
    Timing,
    Objective,
    Action,
    InterferenceAnswer,
    Reliance,
    Difference,
    Indicator,
    SafetyPair,
    Residual,
    Decision,
    Tension,
    Message,
    Section,
    Proposal,
    Scenario,
    Inject,
    Taken,
    Assumption,
    Term,
    Issue,
    MapLayer,
    SavedView,
    Terrain,
    GroundClass,
)

_BY_NAME = {k.__name__: k for k in KINDS}


def kind(name: str) -> type[Record]:
    """A kind by its class name. LookupError where there is none."""
    if name not in _BY_NAME:
        raise LookupError(f"no kind of record is called {name}")
    return _BY_NAME[name]
