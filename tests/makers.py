"""Records for tests, valid by default; and one small mission that hangs together."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from pocplanner.model.actors import Actor, ActorRole, Driver, HeldRationale, Tie
from pocplanner.model.assessment import Evidence, Threat, WarningSign
from pocplanner.model.community import (
    Alert,
    Community,
    Coping,
    Group,
    Journey,
    Mechanism,
    People,
    Perception,
    Promise,
    Protector,
    Request,
    Seats,
    Timing,
    Trust,
    Vulnerability,
)
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, Series, day_number
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Consultation, MandateParagraph, Mission, Season, Source
from pocplanner.model.places import Area, Caveat, Post, Route, Settlement, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import (
    Action,
    Decision,
    Indicator,
    Message,
    Objective,
    Residual,
    SideEffect,
    Tension,
)

AS_OF = date(2031, 3, 14)


def a_mission(**changes: Any) -> Mission:
    """The frame of a mission."""
    values: dict[str, Any] = {
        "name": "Mission in Oloria",
        "short_name": "MINOL",
        "country": "Oloria",
        "lifecycle": "implementation",
        "time_zone": "Africa/Nairobi",
        "mandate": (
            MandateParagraph(
                reference="Resolution 9001 (2030), paragraph 8 (a)",
                text="to protect civilians under threat of physical violence",
            ),
        ),
        "mandate_until": date(2031, 12, 31),
        "seasons": (
            Season(name="Dry months", kind="dry", first_month=11, last_month=4, last_day=30),
            Season(name="Rains", kind="wet", first_month=5, last_month=10),
        ),
        "as_of": AS_OF,
        "review_on": date(2031, 6, 14),
        "accepting_authority": "Head of Mission",
    }
    return Mission(**values | changes)


def a_source(**changes: Any) -> Source:
    """A source that somebody graded B2."""
    values: dict[str, Any] = {
        "id": "src-cas",
        "name": "Civil Affairs field notes",
        "kind": "mission_report",
        "reliability": "B",
        "credibility": 2,
        "graded_by": "JMAC analyst",
    }
    return Source(**values | changes)


def an_area(**changes: Any) -> Area:
    """A province as a square around the places of the tests."""
    ring = [[20.0, -10.0], [22.0, -10.0], [22.0, -8.0], [20.0, -8.0], [20.0, -10.0]]
    values: dict[str, Any] = {
        "id": "area-tarn",
        "name": "Tarn",
        "level": 1,
        "shape": {"type": "Polygon", "coordinates": [ring]},
    }
    return Area(**values | changes)


def a_settlement(**changes: Any) -> Settlement:
    """A village from a gazetteer."""
    values: dict[str, Any] = {"name": "Kemba", "position": Position(lon=21.0, lat=-9.0)}
    return Settlement(**values | changes)


def a_community(**changes: Any) -> Community:
    """A village with farmers and displaced people."""
    values: dict[str, Any] = {
        "id": "com-kemba",
        "name": "Kemba",
        "position": Position(lon=21.0, lat=-9.0),
        "area_ids": ("area-tarn",),
        "population": 4200,
        "people": (
            People(sex="female", age="18_plus", count=1150),
            People(sex="male", age="18_plus", count=980),
            People(sex="female", age="under_18", count=1060),
            People(sex="male", age="under_18", count=1010),
        ),
        "groups": (
            Group(name="Lume farmers", dimension="livelihood", people=3300),
            Group(name="displaced people from Ostra", people=900, at_risk=True),
        ),
        "vulnerabilities": (Vulnerability(factor="remoteness"),),
        "phone": "seasonal",
        "market_days": ("thursday",),
        "last_visit_on": date(2031, 2, 20),
    }
    return Community(**values | changes)


def an_actor(**changes: Any) -> Actor:
    """An armed group that preys on people."""
    values: dict[str, Any] = {
        "id": "act-column",
        "name": "Ridge Column",
        "kind": "non_state_political",
        "roles": (ActorRole(role="perpetrator", since=date(2028, 1, 1)),),
        "rationales": (
            HeldRationale(
                code="predatory_violence", confidence="moderate", entered_by="JMAC analyst"
            ),
        ),
        "economy": "taxes on the charcoal road and ransom",
    }
    return Actor(**values | changes)


def a_threat(**changes: Any) -> Threat:
    """A threat that a person has accepted and rated."""
    values: dict[str, Any] = {
        "id": "thr-kemba",
        "kind": "abduction",
        "perpetrator_ids": ("act-column",),
        "place_id": "com-kemba",
        "groups": ("traders",),
        "sex": "male",
        "pattern": "Men returning from market are stopped at the ford.",
        "from_hour": 16,
        "to_hour": 19,
        "weekdays": ("thursday",),
        "seasons": ("dry",),
        "intent": 4,
        "capability": 4,
        "opportunity": 4,
        "impact": 4,
        "vulnerability": 4,
        "local_capacity": 2,
        "community_rating": 5,
        "community_rated_by": "women's forum",
        "community_rated_on": date(2031, 2, 20),
        "trend": "rising",
        "confidence": "moderate",
        "reliability": "B",
        "credibility": 2,
        "most_likely": "Two or three men are taken each market day.",
        "most_dangerous": "The market itself is raided.",
        "status": "accepted",
        "decided_by": "PoC adviser",
        "decided_at": datetime(2031, 3, 1, 9, tzinfo=UTC),
        "evidence": (Evidence(ref="ser-events:E1"), Evidence(ref="ser-events:E2")),
    }
    return Threat(**values | changes)


def a_coping(**changes: Any) -> Coping:
    """What the women of a village do on the way to market."""
    values: dict[str, Any] = {
        "id": "cop-market",
        "title": "walking to market together",
        "strategy": "group_movement",
        "place_id": "com-kemba",
        "users_sex": "female",
        "users": ("market women",),
        "against": ("abduction",),
        "when": "before dawn on market days",
        "effectiveness": "works_sometimes",
        "judged_by": "women's forum",
        "judged_on": date(2031, 2, 20),
        "cost_bearers": ("younger women", "children left alone"),
        "harm": "the column knows the hour",
        "mission_effect": "undermines",
        "mission_effect_note": "patrols leave after sunrise and draw the column to the road",
        "support_wanted": "a patrol on the road before they leave",
        "survives_exit": "yes",
        "source_id": "src-cas",
    }
    return Coping(**values | changes)


def a_mechanism(**changes: Any) -> Mechanism:
    """A committee with one weak condition."""
    values: dict[str, Any] = {
        "id": "mec-kemba",
        "name": "Kemba committee",
        "kind": "lpc",
        "place_id": "com-kemba",
        "covers_ids": ("com-kemba",),
        "origin": "mission_built",
        "selection": "elected",
        "functions": ("warn", "mitigate"),
        "seats": (
            Seats(sex="female", seats=5, deciding=1),
            Seats(sex="male", seats=7, deciding=6),
        ),
        "groups_absent": ("displaced people from Ostra",),
        "trust": (Trust(group="displaced people from Ostra", whom="committee", level=1),),
        "resourcing": 3,
        "permissiveness": 3,
        "trusted": 2,
        "overlap": 1,
        "channel": "phone",
        "last_test_on": date(2030, 11, 3),
        "test_passed": "partly",
        "alerts_sent": 12,
        "alerts_answered": 9,
        "alerts_fed_back": 4,
        "capture_risk": "moderate",
        "could_go_wrong": "members could be punished for calling",
    }
    return Mechanism(**values | changes)


def a_timing(**changes: Any) -> Timing:
    """Times at a place where help comes too late."""
    values: dict[str, Any] = {
        "id": "tim-kemba",
        "place_id": "com-kemba",
        "light": "night",
        "season": "dry",
        "warning": a_range(20, 40, 60),
        "report": a_range(5, 10, 20),
        "verify": a_range(10, 20, 40),
        "decide": a_range(30, 60, 120),
        "muster": a_range(15, 20, 30),
        "travel": a_range(60, 80, 120),
        "effect": a_range(5, 10, 15),
        "post_id": "post-marl",
        "entered_by": "operations officer",
    }
    return Timing(**values | changes)


def a_range(least: float, likely: float, most: float) -> Range:
    """Least, likely and most."""
    return Range(min=least, likely=likely, max=most)


def a_post(**changes: Any) -> Post:
    """A company's base."""
    values: dict[str, Any] = {
        "id": "post-marl",
        "name": "Marl base",
        "position": Position(lon=21.3, lat=-9.2),
    }
    return Post(**values | changes)


def a_unit(**changes: Any) -> Unit:
    """A company that does not move at night."""
    values: dict[str, Any] = {
        "id": "unit-two",
        "name": "Second Company",
        "post_id": "post-marl",
        "strength": 140,
        "women": 11,
        "ready_day_min": a_range(15, 20, 30),
        "caveats": (Caveat(kind="no_night_movement"),),
        "rotation_on": date(2031, 5, 2),
    }
    return Unit(**values | changes)


def an_action(**changes: Any) -> Action:
    """A market patrol that somebody owns."""
    values: dict[str, Any] = {
        "id": "actn-market",
        "title": "Patrol the market road",
        "tier": 2,
        "phase": "prevention",
        "component": "military",
        "mode": "patrol_market",
        "place_id": "com-kemba",
        "threat_ids": ("thr-kemba",),
        "owner": "Commander, Second Company",
        "due_on": date(2031, 3, 28),
        "unit_ids": ("unit-two",),
        "community_asked": "no",
    }
    return Action(**values | changes)


def events(rows: Iterable[dict[str, Any]], series_id: str = "ser-events") -> Events:
    """Events from rows of plain values; what a row leaves out is as if not stated."""
    found = list(rows)
    plain: dict[str, Any] = {
        "series": 0, "lon": np.nan, "lat": np.nan, "first_day": 0, "last_day": 0, "hour": -1,
        "deaths_low": 0, "deaths_best": 0, "deaths_high": 0, "deaths_civilians": 0,
        "place_precision": 1, "day_precision": 1,
    }  # fmt: skip
    columns: dict[str, Any] = {}
    for name, kind in ARRAY_TYPES.items():
        values = [_plain(r.get(name, plain[name])) for r in found]
        columns[name] = np.array(values, dtype=kind)
    for name in LABEL_COLUMNS:
        columns[name] = Labels.of([str(r.get(name, "")) for r in found])
    keys = np.array([str(r.get("key", f"E{i + 1}")).encode() for i, r in enumerate(found)])
    return Events(key=keys, series_ids=(series_id,), **columns)


def _plain(value: Any) -> Any:
    return day_number(value) if isinstance(value, date) else value


def some_events() -> Events:
    """Five attacks near Kemba, the last on the as-of date, and one known to the province."""
    days = [(2031, 3, 14), (2031, 3, 6), (2031, 2, 13), (2030, 12, 5), (2030, 6, 4)]
    rows = [
        {
            "key": f"E{i + 1}", "lon": 21.01, "lat": -9.01, "first_day": date(*d),
            "last_day": date(*d), "deaths_best": i + 1, "deaths_low": i, "deaths_high": i + 3,
            "type": "attack_on_civilians", "side_a": "Ridge Column", "side_b": "Civilians",
            "country": "Oloria", "admin1": "Tarn", "place": "Kemba",
        }
        for i, d in enumerate(days)
    ]  # fmt: skip
    rows.append({**rows[0], "key": "E6", "place_precision": 4, "first_day": date(2031, 1, 9)})
    return events(rows)


def records() -> list[Record]:
    """The records of a small mission: two places, two perpetrators, one of them the army."""
    return [
        a_mission(
            consultations=(
                Consultation(
                    on=date(2031, 2, 20), with_whom="women's forum", where="Kemba", women=23, men=0
                ),
                Consultation(
                    on=date(2031, 2, 21), with_whom="chief's council", where="Kemba",
                    women=1, men=12,
                ),
            )
        ),
        a_source(),
        a_source(
            id="src-events", name="Event data set", kind="event_data", published=True,
            reliability="F", credibility=6, graded_by="",
        ),
        Series(id="ser-events", source_id="src-events", import_id="i1", rows=6),
        an_area(),
        a_community(
            protectors=(
                Protector(
                    name="Fourth Brigade", actor_id="act-brigade", able="yes", willing="no",
                    trusted="no",
                ),
            ),
            women_note="Market women run the savings groups and settle disputes on the road.",
        ),
        a_community(
            id="com-ostra", name="Ostra", position=Position(lon=20.4, lat=-8.6), population=1900,
            people=(), groups=(), phone="none", market_days=(), last_visit_on=None,
        ),
        a_community(
            id="com-vell", name="Vell", position=Position(lon=20.9, lat=-9.6), population=800,
            people=(), groups=(), phone="good", market_days=(), last_visit_on=None,
        ),
        a_post(),
        a_post(
            id="post-ostra", name="Ostra base", kind="tob", closes_on=date(2031, 9, 30),
            position=Position(lon=20.5, lat=-8.6),
        ),
        a_unit(),
        Route(id="route-ford", name="Ford road"),
        an_actor(),
        an_actor(
            id="act-brigade", name="Fourth Brigade", kind="host_military",
            roles=(
                ActorRole(role="partner", since=date(2029, 1, 1)),
                ActorRole(role="perpetrator", since=date(2030, 6, 1)),
            ),
            rationales=(), economy="",
        ),
        an_actor(
            id="act-guard", name="Ostra Guard", kind="self_defence_group",
            roles=(
                ActorRole(role="protector", since=date(2029, 1, 1)),
                ActorRole(role="perpetrator", since=date(2030, 1, 1)),
            ),
            rationales=(
                HeldRationale(code="communal_conflict", confidence="low", entered_by="CAS"),
            ),
            economy="", grievances="grazing land taken by officials",
        ),
        Tie(
            id="tie-1", from_id="act-column", to_id="act-guard", kind="rivalry",
            since=date(2029, 4, 1),
        ),
        Driver(
            id="drv-land", kind="land", place_id="com-ostra", level="national",
            text="Title deeds were sold twice.", exploited_by_ids=("act-brigade",),
            source_id="src-cas",
        ),
        a_threat(),
        a_threat(
            id="thr-ostra", kind="arbitrary_detention", perpetrator_ids=("act-brigade",),
            place_id="com-ostra", groups=("young herders",), sex="male", pattern="",
            from_hour=None, to_hour=None, weekdays=(), seasons=(), community_rating=None,
            community_rated_by="", community_rated_on=None, impact=3, trend="steady",
            vulnerability=3, local_capacity=2, intent=3, capability=4, opportunity=5,
            most_likely="", most_dangerous="", evidence=(),
        ),
        a_threat(
            id="thr-proposed", kind="killing", place_id="com-vell", status="proposed",
            decided_by="", decided_at=None, groups=(), sex="not_stated", pattern="",
            community_rating=None, community_rated_by="", community_rated_on=None,
            reliability="F", credibility=6, confidence="low", intent=None, capability=None,
            opportunity=None, impact=None, vulnerability=None, local_capacity=None,
            from_hour=None, to_hour=None, weekdays=(), seasons=(), most_likely="",
            most_dangerous="", evidence=(), trend="unknown",
        ),
        WarningSign(
            id="sign-1", place_id="com-kemba", sign="food_bought_in_bulk", state="present",
            looked=True, on=date(2031, 3, 10),
        ),
        a_coping(),
        a_mechanism(),
        Alert(
            id="alert-1", place_id="com-kemba", mechanism_id="mec-kemba",
            received_at=datetime(2031, 3, 6, 17, tzinfo=UTC), outcome="answered_late",
            answered_at=datetime(2031, 3, 6, 21, tzinfo=UTC),
        ),
        Perception(
            id="per-1", place_id="com-kemba", question="mission_would_come", asked=24,
            positive=5, on=date(2031, 2, 20), sex="female",
        ),
        Request(
            id="req-1", place_id="com-kemba", text="Patrol the ford before dawn on Thursdays",
            asked_on=date(2031, 2, 20), asked_by_sex="female", community_priority=5,
        ),
        Request(
            id="req-2", place_id="com-ostra", text="Bring back the herders who were taken",
            asked_on=date(2031, 1, 11), answer="refused",
            reason="the mission has no access to the barracks",
        ),
        Promise(
            id="pro-1", place_id="com-kemba", by="Commander, Second Company",
            text="A telephone for the committee", made_on=date(2030, 12, 1),
            due_on=date(2031, 1, 15),
        ),
        Journey(
            id="jou-1", title="To market", place_id="com-kemba", purpose="market", sex="female",
            people=120, from_hour=4, to_hour=7, weekdays=("thursday",),
            with_whom="in groups of ten", changed="they leave two hours earlier",
            who_else="older sons could carry the goods",
        ),
        a_timing(),
        Objective(
            id="obj-1", text="Men return from market unharmed on every market day",
            change_in="exposure", place_id="com-kemba", threat_ids=("thr-kemba",),
            due_on=date(2031, 9, 1), owner="Head of Office, Tarn", indicator_ids=("ind-1",),
        ),
        an_action(
            side_effects=(
                SideEffect(
                    text="The column moves to the Ostra road", who="people of Ostra",
                    indicator="attacks on the Ostra road", tripwire="two in a month",
                    mitigation="tell Ostra before the first patrol", owner="Sector commander",
                ),
            )
        ),
        Indicator(
            id="ind-1", name="Men abducted on the market road", unit="a month", baseline=5,
            baseline_on=AS_OF, target=0, every_days=30, owner="JOC", place_id="com-kemba",
        ),
        Residual(
            id="res-1", threat_id="thr-ostra", accepted_by="Head of Mission",
            on=date(2031, 3, 10), until=date(2031, 6, 10),
            reason="no unit can reach the barracks road in the rains",
        ),
        Decision(
            id="dec-1", question="Open a temporary base at the ford for the dry season?",
            of_whom="Force Commander", by_when=date(2031, 3, 25), place_id="com-kemba",
        ),
        Tension(
            id="ten-a", kind="host_state",
            text="The Fourth Brigade guards the convoys and detains herders at Ostra.",
            ladder=("sector commander to brigade commander", "Head of Mission to the minister"),
            indicator="detentions at Ostra", mitigation="detention visits each week",
            owner="Head of Mission",
        ),
        Tension(
            id="ten-e", kind="joint_operations", applies=False,
            text="No joint operation is planned before the mandate ends.",
        ),
        Message(
            id="msg-1", to="communities", text="Call the committee at any hour.",
            limits="We cannot move at night from Marl base.", channel="radio",
        ),
    ]  # fmt: skip


def a_snapshot(*more: Record, without: Iterable[str] = (), **options: Any) -> Snapshot:
    """The small mission, with records added or replaced (same id) and others left out."""
    found = {r.id: r for r in records()}
    found |= {r.id: r for r in more}
    for id in without:
        found.pop(id, None)
    return Snapshot.of(found.values(), options.pop("events", some_events()), **options)
