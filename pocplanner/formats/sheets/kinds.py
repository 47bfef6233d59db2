"""Which kinds come on sheets: the fields of each in their order, and what tells rows apart."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from shapely.geometry.base import BaseGeometry

from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import Threat, WarningSign
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
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.initiatives import Initiative
from pocplanner.model.lived import SafetyPair
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.strategy import Indicator
from pocplanner.model.terrain import GroundClass
from pocplanner.model.ways import Obstacle, Patrol


@dataclass(frozen=True)
class Sheet:
    """A kind of record as a sheet: fields in their order, and what tells two rows apart."""

    kind: str
    model: type[Record]
    fields: tuple[str, ...]
    identity: tuple[str, ...]


_ALIKE: dict[str, tuple[type[Record], str, str]] = {
    "communities": (
        Community,
        "name position kind area_ids settlement_id aliases population people groups "
        "vulnerabilities phone languages market_days protectors women_note gender_note "
        "humanitarian_view referral last_visit_on",
        "name lat lon",
    ),
    "coping": (
        Coping,
        "title strategy place_id position shape users_sex users_age users against when hours "
        "weekdays seasons trigger effectiveness judged_by judged_on cost_bearers cost harm "
        "mission_effect mission_effect_note support_wanted survives_exit route_id consent",
        "title place_id strategy",
    ),
    "mechanisms": (
        Mechanism,
        "name kind place_id position covers_ids reach_km origin recognised selection seats "
        "groups_absent functions focal_points channel backup coverage hours languages "
        "shared_causes passes_to_ids trust resourcing permissiveness trusted overlap blind_spots "
        "last_contact_on last_test_on test_passed alerts_sent alerts_answered alerts_fed_back "
        "capture_risk captured_by state_access consent safeguards exposure_incidents "
        "could_go_wrong funder phase_out_owner",
        "name place_id",
    ),
    "causes": (
        SharedCause,
        "tag position works_percent fails_seasons fails_night seen_on note",
        "tag",
    ),
    "alerts": (
        Alert,
        "place_id received_at threat mechanism_id position verified_at tasked_at answered_at "
        "told_back_at received_by verified_by tasked_by answered_by told_back_by outcome "
        "not_told_reason text caller_sex",
        "place_id received_at text",
    ),
    "perceptions": (
        Perception,
        "place_id question on sex age group asked positive rating threat_id quote sampling "
        "collector language position",
        "place_id question on sex age group threat_id quote",
    ),
    "actors": (
        Actor,
        "name aliases kind roles network_roles rationales area_ids strength across_border "
        "economy grievances gender_note conduct_note",
        "name",
    ),
    "routes": (Route, "name kind line passable_dry passable_wet passable_night note", "name"),
    "obstacles": (
        Obstacle,
        "name kind position state route_id held_by passable_wet passable_night load_t delay_min "
        "seen_on note",
        "name lat lon",
    ),
    "patrols": (
        Patrol,
        "name kind state line post_id unit_ids from_hour to_hour weekdays on women asked note",
        "name on",
    ),
    "journeys": (
        Journey,
        "title place_id purpose sex ages group people route_id line weekdays from_hour to_hour "
        "seasons with_whom changed who_else cost_to_whom asked asked_on",
        "title place_id",
    ),
    "posts": (Post, "name kind component position opened_on closes_on heir note", "name"),
    "units": (
        Unit,
        "name kind component post_id contributor strength women languages ready_day_min "
        "ready_night_min goes_on_foot caveats rotation_on tradition perceived_bias",
        "name post_id",
    ),
    "timings": (
        Timing,
        "place_id light season warning report verify decide muster travel effect response "
        "post_id basis entered_by on",
        "place_id light season",
    ),
    "threats": (
        Threat,
        "title kind place_id shape perpetrator_ids perpetrator_name groups sex ages window_days "
        "pattern from_hour to_hour weekdays seasons intent capability opportunity impact "
        "vulnerability local_capacity signs specific_warning under_way community_rating "
        "community_rated_by community_rated_on trend confidence reliability credibility "
        "most_likely most_dangerous minimum_force minimum_strength",
        "kind place_id perpetrator_ids perpetrator_name groups title",
    ),
    "requests": (
        Request,
        "place_id text asked_on mechanism_id asked_by_sex community_priority answer reason "
        "answered_on told_back_on",
        "place_id asked_on text",
    ),
    "contacts": (
        Contact,
        "on place_id level counterpart sex ages people women component unit_id by purpose asked "
        "told heard response response_note language interpreter_sex harm harm_note mechanism_id "
        "actor_id",
        "on place_id counterpart by purpose",
    ),
    "promises": (
        Promise,
        "place_id to by unit_id text made_on due_on state outcome told_on",
        "place_id made_on text",
    ),
    "initiatives": (
        Initiative,
        "title origin place_id aims led_by leader_sex component links_ids request_ids threat_ids "
        "state since until marks adapted harm funder heir",
        "title place_id",
    ),
    "indicators": (
        Indicator,
        "name unit source component tier place_id baseline baseline_on target wanted every_days "
        "by owner",
        "name place_id",
    ),
    "pairs": (
        SafetyPair,
        "title output_id place_id question sex attribution evidence interference owner",
        "output_id place_id question sex",
    ),
    "signs": (WarningSign, "place_id sign state looked on confidence note", "place_id sign on"),
    "ties": (
        Tie,
        "from_id to_id kind since until across_border confidence source_id note",
        "from_id to_id kind since",
    ),
    "drivers": (Driver, "kind place_id text exploited_by_ids level weight", "kind place_id text"),
    "ground": (GroundClass, "name terrain_id code kmh factor", "terrain_id code"),
}
SHEETS: dict[str, Sheet] = {
    kind: Sheet(kind, model, tuple(fields.split()), tuple(identity.split()))
    for kind, (model, fields, identity) in _ALIKE.items()
}
#: The layers of a file that this program writes for others, by their names there.
LAYERS: dict[str, type[Record]] = {
    "communities": Community,
    "places": Settlement,
    "posts": Post,
    "airfields": Airfield,
    "obstacles": Obstacle,
    "areas": Area,
    "routes": Route,
    "patrols": Patrol,
    "threats": Threat,
    "coping": Coping,
    "mechanisms": Mechanism,
    "journeys": Journey,
    "alerts": Alert,
}
#: Kinds that come as tables or shapes of others, never on a sheet of ours.
FOREIGN: dict[str, type[Record]] = {
    "places": Settlement,
    "areas": Area,
    "airfields": Airfield,
    "partners": Actor,
}


@cache
def own(kind: str) -> Sheet:
    """All that a layer of ours tells of a kind: the sheet to read such a file by."""
    model = LAYERS[kind]
    named = SHEETS[kind].fields if kind in SHEETS else ()
    told = [
        n
        for n in model.model_fields
        if n not in _BY_ITSELF and (model.__name__, n) not in _DECIDED and _plain(model, n)
    ]
    identity = SHEETS[kind].identity if kind in SHEETS else ("name",)
    return Sheet(kind, model, tuple(n for n in told if n not in named) + named, identity)


#: Fields that a layer never brings: who a record is, how it is guarded, from where it came.
_BY_ITSELF = frozenset({"id", "sensitivity", "lowered", "source_id", "source_key", "consent"})


#: What a person decides here: no file decides it.
_DECIDED = frozenset(
    ("Threat", name) for name in ("status", "decided_by", "decided_at", "reason", "override")
)


def _plain(model: type[Record], name: str) -> bool:
    """Whether a field stands in one column of a layer."""
    base, _, many = unwrapped(model.model_fields[name].annotation)
    if not isinstance(base, type):
        return False
    single = (str, bool, int, float, date, datetime)
    if many:
        return issubclass(base, (str, int)) and not issubclass(base, bool)
    return issubclass(base, (*single, Position, BaseGeometry, Range))


def sheet(kind: str, ours: bool = False) -> Sheet:
    """The sheet of a kind; with `ours` that of a layer which this program wrote."""
    return own(kind) if ours else SHEETS[kind]
