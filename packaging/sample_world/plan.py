"""What the mission means to do: objectives, actions, indicators, decisions, tensions, messages."""

from datetime import date, timedelta
from typing import NamedTuple

from pocplanner.model.strategy import (
    Action,
    Decision,
    Indicator,
    Message,
    Objective,
    Reading,
    Residual,
    SideEffect,
    Tension,
)
from sample_world.chance import stream
from sample_world.force import unit_id
from sample_world.grades import AS_OF
from sample_world.people import World
from sample_world.threats import threat_id

#: Text, what changes, place, threats, indicators, end state, due, owner.
_OBJECTIVES: tuple[
    tuple[str, str, str, tuple[str, ...], tuple[str, ...], str, date, str], ...
] = (
    ("The battalion and the gendarmerie stop punishing the villages of the Meuvai bridge after "
     "ambushes.", "perpetrator", "Sameudreu",
     ("Sweeps and punishment of Sameudreu",
      "Arrest and disappearance of men at the Meuvai road posts"),
     ("Civilians killed by state forces", "Detained people seen within 48 hours"),
     "No village is entered within ten days of an ambush without a judicial officer; every person "
     "held is on a list that families may see.", date(2027, 1, 31), "Head of Mission"),
    ("People of Goulavou and of the Sohesk quarter live through both passages of the herds.",
     "exposure", "Toudrale",
     ("Raid on Goulavou at the November crossing",
      "Killing of herders in the Sohesk quarter of Toudrale",
      "Attack on herders at the Sorajesk wells"),
     ("Attacks on Must places",), "Two passages without a death; corridor measured again in four "
     "of eleven narrow places.", date(2027, 6, 30), "Head of Office Kaldrou"),
    ("Nobody is driven out of the labourers' quarter, and whoever chooses to leave leaves safely "
     "and may return.", "exposure", "Labourers' quarter of Mazkirt",
     ("Drive to empty the labourers' quarter",), ("Feels safe at night, women",),
     "A month of nights without attack; property of those who left is recorded.",
     date(2026, 12, 31), "Head of Office Tarhask"),
    ("The installation in Kaldrou passes without deaths, or is put off.", "perpetrator", "Kaldrou",
     ("Killing at the installation of the paramount chief", "Night burning of Lamoudra"),
     ("Civilians killed in crowd violence",), "Both houses and the market mothers have agreed on "
     "day and order.", date(2026, 12, 12), "Head of Mission"),
    ("Women of Teumira and Kameundo reach the Wednesday market and come home.", "exposure",
     "Teumira", ("Sexual violence along the market road of Teumira",
                 "Abduction of porters and girls around Kameundo"),
     ("Feels safe on the route, women", "Girls in school, Teumira"),
     "Market hours as before April 2026; half of the girls back in school.", date(2027, 5, 31),
     "Head of Office Tarhask"),
    ("Alerts are answered by somebody and the caller is told, women as much as men.", "capacity",
     "", (), ("Alerts fed back to the caller", "Alerts answered within the target"),
     "Two of three alerts told back by nine the next morning in all posts.", date(2027, 3, 31),
     "Chief, Joint Operations Centre"),
    ("No base closes without somebody who is able, willing and trusted to open a gate.", "capacity",
     "Loundre", ("Death on the shafts' roads of Loundre after the base closes",),
     ("Places with a state protector able, willing and trusted",), "A named heir for each function "
     "60 days before closure, tested once.", date(2026, 12, 28), "Force Commander"),
    ("The Dravoun lose the food and the rest they live on around Vaindralo and the pits.",
     "perpetrator", "Dreumati",
     ("Second raid on Vaindralo", "Levies and shootings at the north pits"),
     ("Attacks on Must places",), "No raid for sixty days of the dry season; fifteen have come "
     "out.", date(2027, 6, 30), "Force Commander"),
    ("Women decide in the mechanisms that speak for them.", "capacity", "", (),
     ("Women deciding in mechanisms",), "Seats with a vote in eight of ten committees.",
     date(2027, 6, 30), "Head of Civil Affairs"),
)


class Act(NamedTuple):
    """An action as written by hand."""

    title: str
    tier: int
    phase: str
    component: str
    mode: str
    place: str
    threats: tuple[str, ...]
    objective: int
    owner: str
    due: date | None
    trigger: str
    units: tuple[str, ...]
    resources: str
    relies: tuple[str, ...]
    state: str
    asked: str
    request: int
    gender: str
    #: what, who, indicator, tripwire, mitigation, owner
    effects: tuple[tuple[str, str, str, str, str, str], ...]
    hours: tuple[int, int] | None = None
    days: tuple[str, ...] = ()


def _d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


_SWEEP = "Sweeps and punishment of Sameudreu"
_POSTS = "Arrest and disappearance of men at the Meuvai road posts"
_BRICK = "Night lists at the Brickworks site"
_RAID = "Raid on Goulavou at the November crossing"
_QUARTER = "Killing of herders in the Sohesk quarter of Toudrale"
_LABOUR = "Drive to empty the labourers' quarter"
_CHIEF = "Killing at the installation of the paramount chief"
_MARKET = "Sexual violence along the market road of Teumira"
_KAME = "Abduction of porters and girls around Kameundo"
_VAIN = "Second raid on Vaindralo"
_CLOSE = "Death on the shafts' roads of Loundre after the base closes"
_PITS = "Levies and shootings at the north pits"

ACTS: tuple[Act, ...] = (
    Act("Demarche on the sweeps, from battalion to capital", 1, "pre_emption", "mission_leadership",
        "demarche", "Sameudreu", (_SWEEP, _POSTS), 1, "Head of Mission", _d(11, 24),
        "An ambush within ten kilometres", (), "", (), "under_way", "yes", 0,
        "Speak of men and boys as those at risk, and of the women who count them.",
        (("The chief who complained is punished", "Chief of Sameudreu", "Visits of gendarmes to "
          "the chief", "one visit", "Never quote him; several villages at once",
          "Human Rights team Centre"),)),
    Act("Platoon at the Meuvai bridge before dawn", 2, "pre_emption", "military", "interposition",
        "Sameudreu", (_SWEEP,), 1, "Commander, Company Meuvai", _d(11, 21),
        "Ambush, or lorries loading at the battalion", ("Company Meuvai",),
        "Contributor's approval for night movement asked on 3 November", (), "held", "yes", 5,
        "A woman in the platoon; boys over twelve are not screened by soldiers.",
        (("The platoon's place shows where men sleep", "Men and boys on the hill", "Searches of the "
          "hill after a night post", "one search", "Stand at the bridge, never on the path",
          "Commander, Company Meuvai"),
         ("The army moves its sweep to Obeudra", "Obeudra bridge", "Incidents at Obeudra within "
          "ten days", "two incidents", "Second section at Obeudra", "Sector Centre operations")),
        (3, 8)),
    Act("Unannounced visits to the road posts by a woman and a man", 2, "prevention", "civilian",
        "detention_visit", "Meuvai", (_POSTS,), 1, "Head of Human Rights Division", _d(11, 15),
        "", ("Human Rights team Centre", "Individual police team Kaldrou"), "", (), "under_way",
        "yes", 0, "Women officers see the women at the gate first.",
        (("Those seen talking are taken after", "Detained people", "Names missing at the next "
          "visit", "one name", "Speak to all or to none", "Human Rights team Centre"),)),
    Act("Conditions on support: no fuel and no lifts for the 2nd Plateau Battalion", 3,
        "pre_emption", "mission_leadership", "human_rights_monitoring", "Meuvai",
        (_SWEEP, _POSTS), 1, "Head of Mission", _d(8, 20), "", (), "", (), "done", "no", 0, "",
        (("The battalion stops telling of operations", "Mission patrols", "Notices received per "
          "month", "none in a month", "Liaison at provincial level", "Sector Centre operations"),)),
    Act("Evening foot patrol of police through the Brickworks site", 2, "prevention", "police",
        "patrol_camp", "Brickworks site", (_BRICK, "Sexual violence by men of the road post, "
        "Brickworks site"), 1, "Commander, Formed police unit 1", _d(9, 28), "",
        ("Formed police unit 1", "Individual police team Kaldrou"), "", ("act-police",),
        "under_way", "yes", 10, "Two women officers each evening; lamp at the girls' compound.",
        (), (19, 22)),
    Act("Confidential referral for survivors at Kaldrou hospital, no interviews by patrols", 3,
        "response", "civilian", "victim_support", "Kaldrou", (_MARKET,), 0,
        "Women protection adviser Centre", None, "", ("Women protection adviser Centre",), "", (),
        "under_way", "yes", 0, "Survivors decide; men and boys have a nurse of their own.", ()),
    Act("Company at the corridor crossing through the November passage", 2, "pre_emption",
        "military", "temporary_base", "Goulavou", (_RAID, _QUARTER), 2,
        "Commander, Sector Centre", _d(11, 22), "First herds at Hazmirt", ("Platoon Toudrale",
                                                                           "Sector Centre quick "
                                                                           "reaction force"),
        "Second platoon not yet found", (), "planned", "yes", 0,
        "Interpreter 2, female, from Tarhask for the passage.",
        (("Sohesk families see the mission as the watch's army", "Sohesk quarter of Toudrale",
          "Families leaving the quarter", "ten families", "Platoon's first call each day is to the "
          "quarter", "Commander, Platoon Toudrale"),
         ("People sleep at home instead of at the rocks", "Women and children of Goulavou",
          "Families at the rocks on alarm", "fewer than half", "Say each night who would not be "
          "there", "Civil Affairs Kaldrou"))),
    Act("Escort of the herds over two crossings by day", 2, "prevention", "military",
        "escort_civilians", "Hazmirt", (_RAID, "Attack on herders at the Sorajesk wells"), 2,
        "Commander, Company Hazmirt", _d(11, 20), "Word of the council", ("Company Hazmirt",
                                                                         "Interpreter 3, male"),
        "One interpreter for two crossings", (), "planned", "yes", 16, "",
        (("Escort is read as protection of raiders", "Village watches", "Songs against the mission",
          "two villages", "Elders of both peoples ride along", "Civil Affairs Kaldrou"),)),
    Act("Talks between council of the wells and seat of Toudrale on compensation", 1, "prevention",
        "civilian", "mediation", "Toudrale", (_RAID, _QUARTER), 2, "Civil Affairs Kaldrou",
        _d(11, 18), "", ("Civil Affairs Kaldrou", "Civil Affairs Tarhask"), "Ropes, two "
        "motorcycles", ("act-wells",), "under_way", "yes", 0,
        "Mothers of the wells and of Goulavou heard before the elders sit.", ()),
    Act("A path to the well that the watch does not hold", 2, "prevention", "military",
        "static_presence", "Sohesk quarter of Toudrale", (_QUARTER,), 2,
        "Commander, Platoon Toudrale", _d(11, 16), "", ("Platoon Toudrale",), "", (), "planned",
        "yes", 15, "Hours of the women who fetch water: five to eight.", (), (5, 8)),
    Act("Night platoon inside the labourers' quarter", 2, "pre_emption", "military",
        "static_presence", "Labourers' quarter of Mazkirt", (_LABOUR,), 3,
        "Commander, Company Mazkirt", _d(11, 14), "Leaflet, or the mast off after dark",
        ("Company Mazkirt",), "Air evacuation does not fly at night", (), "under_way", "yes", 0,
        "Youths of both sexes show the platoon where not to stand.",
        (("Fighting is drawn into the quarter", "Families of the quarter", "Shots at the platoon",
          "second night in a row", "Second position at the open street", "Commander, Sector East"),
         ("Attack moves to the customs yard site", "Customs yard site", "Leaflets there",
          "one leaflet", "Quick reaction force at Tarhask on 30 minutes", "Sector East operations")),
        (18, 6)),
    Act("Lorries for those who choose to leave, with a record of their houses", 2, "response",
        "civilian", "evacuation", "Labourers' quarter of Mazkirt", (_LABOUR,), 3,
        "Head of Office Tarhask", _d(11, 20), "Families ask", ("Civil Affairs Tarhask",), "", (),
        "planned", "yes", 20, "Women who keep houses decide for themselves.",
        (("Lorries do the work of those who drive people out", "Meudra labourers", "Families that "
          "leave per week", "more than twenty", "Consent each time, house recorded, right of return "
          "said in public", "Head of Office Tarhask"),)),
    Act("Demarche to the patron across the border, through headquarters", 1, "pre_emption",
        "mission_leadership", "demarche", "Mazkirt", (_LABOUR,), 3, "Head of Mission", _d(11, 30),
        "", (), "", (), "planned", "no", 0, "", ()),
    Act("Siren at the quarter, tested by the door chain", 2, "prevention", "civilian",
        "alert_network", "Labourers' quarter of Mazkirt", (_LABOUR,), 3, "Head of Office Tarhask",
        _d(11, 18), "", (), "", (), "under_way", "yes", 19, "", ()),
    Act("Good offices with both houses and the governor before 12 December", 1, "pre_emption",
        "mission_leadership", "key_leader_engagement", "Kaldrou", (_CHIEF,), 4, "Head of Mission",
        _d(11, 28), "", ("Civil Affairs Kaldrou",), "", ("act-governor",), "under_way", "yes", 0,
        "Market mothers at the table, not in the yard.",
        (("The mission is seen to choose a house", "Families of the younger house", "Calls from the "
          "younger house", "none in two weeks", "See both on the same day", "Head of Office "
          "Kaldrou"),)),
    Act("Formed police at the grain store with elders of both houses", 2, "pre_emption", "police",
        "crowd_management", "Kaldrou", (_CHIEF,), 4, "Police Commissioner", _d(12, 10),
        "Songs on the evening before", ("Formed police unit 1",), "", ("act-police",), "planned",
        "partly", 9, "Women's cordon for women; no batons at the rows.", (), (16, 23)),
    Act("Rumour desk on mission radio in three languages until 20 December", 1, "prevention",
        "civilian", "public_message", "Kaldrou", (_CHIEF,), 4, "Chief, Mission radio", _d(11, 20),
        "", ("Mission radio, Meudralo studio",), "", (), "planned", "unknown", 0,
        "Voices of women and of young men who stood aside.", ()),
    Act("Market patrol on foot, Tuesday night to Wednesday, Teumira", 2, "prevention", "military",
        "patrol_market", "Teumira", (_MARKET, _KAME), 5, "Commander, Company Ortimeu", None, "", (),
        "No unit: Company Ortimeu may not move at night", (), "held", "yes", 24,
        "A woman in each patrol; the circle sets the hours.", (), (4, 16), ("tuesday",
                                                                            "wednesday")),
    Act("Joint protection team by air to Teumira with a Tivoule speaker", 1, "prevention",
        "civilian", "joint_integrated", "Teumira", (_MARKET, _KAME), 5, "PoC adviser", _d(11, 25),
        "", ("Utility helicopters",), "", (), "planned", "yes", 25,
        "Half the team women; men and boys asked about portering.", ()),
    Act("Lessons in the hamlets for girls of Teumira", 3, "consolidation", "civilian",
        "quick_impact_project", "Teumira", (_MARKET,), 5, "Gender adviser", _d(2, 1, 2027), "", (),
        "", (), "planned", "unknown", 0, "Girls to be asked first.", ()),
    Act("Night post at the Vaindralo crossroads from Saturday", 2, "pre_emption", "military",
        "temporary_base", "Vaindralo", (_VAIN,), 8, "Commander, Platoon Dreumati", _d(11, 14),
        "Strangers buy food", ("Platoon Dreumati",), "Night caveat of the contributor lifted for "
        "this place until 31 December", (), "under_way", "yes", 26, "",
        (("The runner is found out", "Runner and his family", "Questions at the market", "one",
          "Move on several signs, never on his alone", "Liaison assistant 06 Dreumati"),)),
    Act("Defection messages to the Dravoun by radio and market mothers", 1, "prevention",
        "civilian", "public_message", "Dreumati", (_VAIN, _PITS), 8,
        "Reintegration and violence reduction section", _d(12, 1), "", (), "", (), "planned",
        "unknown", 0, "Girls in the bands are addressed as well.", ()),
    Act("Two lamps and a women's desk at the washing place", 3, "prevention", "police",
        "quick_impact_project", "Dreumati north pits", (_PITS,), 8, "Individual police team "
        "Kaldrou", _d(12, 15), "", (), "", (), "planned", "yes", 0, "Asked by eleven women who "
        "wash.", ()),
    Act("Name and test an heir for Loundre, or put off the closure", 3, "consolidation",
        "mission_leadership", "planning", "Loundre", (_CLOSE,), 7, "Force Commander", _d(12, 28),
        "", (), "", ("act-ano",), "planned", "yes", 28, "Women of the gate site take part in the "
        "test.", (("The heir is the one people fear", "Loundre gate site", "People who would go to "
                   "the detachment at night", "fewer than half", "Ask women and men apart before "
                   "naming", "Head of Civil Affairs"),)),
    Act("Ridge patrol over the firewood groups", 2, "prevention", "military",
        "patrol_fuelwood_water", "Andreumo base site",
        ("Attack on the firewood groups of the Andreumo base site",), 0,
        "Commander, Company Andreumo", None, "", ("Company Andreumo",), "", (), "under_way", "yes",
        1, "Hour known to the platoon only, as the women asked.", (), (5, 10),
        ("tuesday", "thursday", "saturday")),
    Act("Guard post that looks outward at the church yard", 2, "prevention", "military",
        "static_presence", "Andreumo", ("Forced recruitment of boys in Andreumo",), 0,
        "Commander, Company Andreumo", _d(11, 20), "", ("Company Andreumo",), "", (), "planned",
        "yes", 0, "Fathers and mothers asked apart.", (), (20, 5)),
    Act("Site plan for 3,000 at the gate of Andreumo", 2, "prevention", "civilian", "shelter_site",
        "Andreumo", ("Fighting for Andreumo town",), 0, "Head of Office Kaldrou", _d(11, 30),
        "Fighting within five kilometres", ("Civil Affairs Kaldrou", "Engineer platoon Centre"), "",
        (), "planned", "yes", 2, "Search with female staff; room for men without papers.", ()),
    Act("Dialogue with the Vigils on conduct, with the mothers who choose the watch", 1,
        "prevention", "civilian", "community_dialogue", "Kaldrou",
        (_QUARTER, "Attacks on Sohesk traders of Kaldrou"), 2, "Civil Affairs Kaldrou", _d(12, 5),
        "", ("Civil Affairs Kaldrou",), "", ("act-vigils",), "under_way", "yes", 0,
        "Mothers may dismiss a watch leader: four villages do.", ()),
    Act("Change of numbers and names in the Kaldrou ring", 1, "pre_emption", "civilian",
        "discreet_contact", "Kaldrou", ("Reprisal on callers of the Kaldrou ring",), 6,
        "Chief, Joint Operations Centre", _d(11, 12), "A phone is taken", (), "", (), "under_way",
        "yes", 0, "A woman from the Sohesk quarter chosen by its women.", ()),
    Act("Contact through the burial society in Teundrai", 1, "prevention", "civilian",
        "discreet_contact", "Teundrai", ("FRP killing of those said to inform, Teundrai",), 0,
        "Civil Affairs Kaldrou", None, "", (), "", (), "planned", "unknown", 0, "", ()),
    Act("Clearance of two culverts on the border road", 2, "prevention", "military", "mine_action",
        "Mazkirt", ("Mines on the border road",), 0, "Ordnance disposal team", _d(11, 25), "",
        ("Ordnance disposal team",), "", (), "planned", "partly", 0, "", ()),
    Act("Light and second water point at the Weir site", 3, "prevention", "civilian",
        "quick_impact_project", "Weir site", ("Violence in the lanes of the Weir site",
                                              "Fight between the two camps of the Weir site"), 0,
        "Head of Office Tarhask", _d(12, 15), "", (), "", (), "under_way", "yes", 22,
        "Places chosen by both women's committees.", ()),
    Act("Mobile court at Meudralo, first session on the pits", 3, "consolidation", "civilian",
        "justice_support", "Meudralo", (_PITS,), 8, "Justice and corrections Meudralo",
        _d(2, 15, 2027), "", ("Justice and corrections Meudralo",), "", (), "planned", "unknown", 0,
        "", ()),
    Act("Convoys walk past schools of the trunk road", 2, "prevention", "military", "planning",
        "Ladreu", ("Convoys of the mission through towns",), 0, "Force Commander", None, "", (), "",
        (), "under_way", "yes", 0, "", ()),
    Act("Same day answers: a desk with authority at three sector posts", 1, "prevention",
        "mission_leadership", "planning", "", (), 6, "Chief, Joint Operations Centre", _d(11, 30),
        "", (), "Three duty officers not yet posted", (), "planned", "yes", 8,
        "A woman answers at each desk on market days.", ()),
)

#: Name, unit, source, component, tier, place, baseline, target, wanted, owner, readings.
_INDICATORS: tuple[
    tuple[str, str, str, str, str, int, str, float | None, float | None, str, str,
          tuple[float, ...]], ...
] = (
    ("Civilians killed by state forces", "civilian_casualties", "deaths a month", "Human Rights Division", "civilian", 2, "", 21, 5, "down",
     "Head of Human Rights Division", (9, 12, 31, 27, 22)),
    ("Civilians killed by armed groups", "civilian_casualties", "deaths a month", "Incident base",
     "military", 2, "", 34, 20, "down", "JMAC", (30, 38, 33, 35, 34)),
    ("Civilians killed in crowd violence", "civilian_casualties", "deaths a month", "Incident base",
     "police", 2, "Kaldrou", 1, 0, "zero", "Police Commissioner", (0, 1, 0, 2, 1)),
    ("Attacks on Must places", "attacks_on_must", "attacks a month", "Incident base",
     "military", 2, "", 26, 12, "down", "Sector commanders", (15, 19, 27, 25, 26)),
    ("Detained people seen within 48 hours", "", "% of those known", "Human Rights Division",
     "civilian", 3, "Meuvai", 11, 70, "up", "Head of Human Rights Division", (14, 9, 11)),
    ("Alerts answered within the target", "alerts_answered", "% of alerts", "Alert log",
     "mission_leadership", 1, "", 24, 50, "up", "Chief, Joint Operations Centre", (28, 26, 24)),
    ("Alerts fed back to the caller", "alerts_fed_back", "% of alerts", "Alert log",
     "mission_leadership", 1, "", 31, 66, "up", "Chief, Joint Operations Centre", (22, 29, 31)),
    ("Time from alert to action, day", "alert_to_action", "minutes, median", "Alert log",
     "military", 2, "", 118, 80, "down", "Sector commanders", (131, 122, 118)),
    ("Time from alert to action, night", "alert_to_action", "minutes, median", "Alert log",
     "military", 2, "", 236, 140, "down", "Sector commanders", (229, 241, 236)),
    ("Requests answered with a reason", "requests_answered", "% of requests", "Request log", "civilian", 1,
     "", 64, 95, "up", "Head of Civil Affairs", (58, 64)),
    ("Preventive and pre-emptive share of actions", "early_action_share", "% of actions", "Plan",
     "mission_leadership", 1, "", 71, 75, "up", "PoC adviser", (71,)),
    ("Feels safe at night, women", "feels_safe_night", "% of women asked", "Perception survey",
     "civilian", 2, "", 23, 40, "up", "PoC adviser", (29, 26, 23)),
    ("Feels safe on the route, women", "feels_safe_route", "% of women asked", "Perception survey",
     "civilian", 2, "", 28, 45, "up", "PoC adviser", (33, 31, 28)),
    ("Believes that the mission would come", "mission_would_come", "% asked", "Perception survey",
     "civilian", 1, "", 37, 45, "realistic", "PoC adviser", (41, 39, 37)),
    ("Women deciding in mechanisms", "women_deciding", "% of seats with a vote",
     "Mechanism records", "civilian", 3, "", 38, 50, "parity", "Head of Civil Affairs", (31, 38)),
    ("Girls in school, Teumira", "", "girls", "Observation", "civilian", 3, "Teumira", 11, 48, "up",
     "Gender adviser", (52, 11)),
    ("Reprisals after contact with the mission", "reprisals_after_contact", "cases, restricted", "Civil Affairs",
     "civilian", 1, "", 4, 0, "zero", "Head of Civil Affairs", (1, 2, 4)),
    ("Voluntary returns to Andreumo", "voluntary_returns", "people", "Working group", "civilian", 3,
     "Andreumo", 2_050, None, "up", "Head of Office Kaldrou", (1_400, 2_050)),
    ("Cases tried, by perpetrator", "cases_tried", "cases tried in a year", "Justice section",
     "civilian", 3, "", 3, 20, "up", "Justice and corrections Meudralo", (3,)),
    ("Places with a state protector able, willing and trusted", "state_protector",
     "% of main places", "Assessment", "mission_leadership", 3, "", 8, 25, "up", "PoC adviser",
     (8,)),
    ("Protection that rests on the mission alone", "dependency", "% of main places", "Plan",
     "mission_leadership", 3, "", 44, 30, "down", "PoC adviser", (39, 44)),
    ("Mechanisms active unaided after twelve months", "mechanisms_unaided", "%", "Review visits", "civilian",
     3, "", None, 60, "up", "Head of Civil Affairs", ()),
    ("Verified conflict-related sexual violence", "verified_crsv", "cases, from the aggregate only",
     "Monitoring arrangements", "civilian", 2, "", None, None, "context",
     "Women protection adviser Centre", ()),
)

_RESIDUALS: tuple[tuple[str, str, date, date | None, str], ...] = (
    (_KAME, "Force Commander", _d(10, 22), _d(12, 31), "No unit that may move at night within six "
     "hours; a joint protection team goes by air instead and the hamlets are told so."),
    ("Tivoule driven from the forest hearths", "Head of Mission", _d(10, 22), _d(1, 31, 2027),
     "Nobody speaks Tivoule and hearths must not be mapped; a search for a speaker goes on."),
    ("FRP killing of those said to inform, Teundrai", "Head of Mission", _d(10, 22), None,
     "Any visit raises the risk; contact through the burial society only."),
    ("Recruitment of young herders by the MPE", "Head of Office Tarhask", _d(9, 30), _d(3, 31,
                                                                                       2027),
     "Low confidence; collection first."),
)

_DECISIONS: tuple[tuple[str, str, date, str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("May Company Meuvai leave its base between 03:00 and 05:30 to stand at the bridge, without "
     "asking the capital each time?", "Force Commander", _d(11, 24), "Sameudreu", (_SWEEP,),
     ("Standing approval for ten kilometres", "Move the platoon to a temporary base by the bridge",
      "Leave it as it is and tell the village"), ""),
    ("Who opens a gate at Loundre on 1 March 2027?", "Head of Mission", _d(12, 15), "Loundre",
     (_CLOSE,), ("Put off the closure to the end of the rains", "Keep a platoon of formed police",
                 "Close and tell people now"), ""),
    ("Does the operating base at Toudrale stay beyond 20 December?", "Force Commander", _d(11, 30),
     "Toudrale", (_RAID, _QUARTER), ("Stay until the herds have passed",
                                     "Leave, with the Hazmirt company at the crossing"), ""),
    ("Is the case of the labourers' quarter put to the atrocity review at headquarters?",
     "Head of Mission", _d(11, 17), "Labourers' quarter of Mazkirt", (_LABOUR,),
     ("Yes, now", "After a verification visit within seven days"), ""),
    ("Will the mission ask in public that the installation of 12 December be put off?",
     "Head of Mission", _d(11, 21), "Kaldrou", (_CHIEF,), ("In private first",
                                                          "In public with both houses", "No"), ""),
    ("Which unit takes the Wednesday patrol of Teumira in the dry season?", "Force Commander",
     _d(12, 1), "Teumira", (_MARKET, _KAME), ("A platoon of the reserve, by air",
                                             "Company Ortimeu without its caveat",
                                             "None, with acceptance in writing"), ""),
    ("Do joint patrols with the Tarhask garrison go on, and on which conditions?",
     "Head of Mission", _d(12, 10), "Tarhask", (), ("Go on, reviewed monthly", "Suspend"), ""),
)

_TENSIONS: tuple[
    tuple[str, bool, str, tuple[str, ...], str, str, str, tuple[str, ...]], ...
] = (
    ("host_state", True, "The army protects the towns of Kaldrou and Tarhask and punishes the "
     "villages of Meuvai. The same ministry signs the access of the mission and the postings of "
     "the battalion. In this mission the ladder runs as follows, and each step has a day by which "
     "the next is taken.",
     ("Company commander to battalion: same day", "Head of Office to governor: two days",
      "Head of Mission to minister: five days", "Report to the Council's members in the capital: "
      "ten days", "Standing in the way with force, whatever the source of the threat: at once when "
      "life is at risk"), "Villages entered after an ambush", "Plan for the loss of consent: posts "
     "at Meuvai and Andreumo hold water and food for twenty days; messages to the villages are "
     "agreed.", "Head of Mission", ("act-ano", "act-gm3")),
    ("humanitarians", True, "Partners gave the count of people who sleep outdoors at Sameudreu in "
     "trust. Aid in the hills was levied and stopped: an escort offered for it was refused, and "
     "rightly. Dissent on three ratings is printed beside them.",
     ("Working group of Tuesday", "Head of Office and lead partner within two days", "Deputy head "
      "of mission"), "Partners who report a visit that was announced without asking", "No tasking; "
     "separate data; aid is never a reward for information.", "PoC adviser", ("src-partner",)),
    ("side_effects", True, "A night post at the bridge shows where men sleep; a platoon in the "
     "labourers' quarter may move the attack to the customs yard; pressure on the MPE moves it "
     "across the ford and back; the Wednesday patrol would tell the Dravoun the hour.", (),
     "Tripwires of the actions, read each Monday", "Each action carries who could be worse off and "
     "when to stop.", "Sector commanders", ("act-mpe",)),
    ("shielding_government", False, "Not applicable as things stand: the mission gives no support "
     "to the campaign of the battalion and holds no post at its request. It applies again as soon "
     "as joint patrols or shared bases in Kaldrou Province are asked for.", (), "", "",
     "Head of Mission", ()),
    ("joint_operations", True, "Joint patrols with the 2nd Plateau Battalion ended on 20 August "
     "2026 under the due diligence policy; those with the Tarhask garrison go on. Market women of "
     "Mazkirt ask to cross the ford without either.", (), "Findings on the garrison in the monthly "
     "note", "Monthly review; support stops with one substantiated case.",
     "Head of Human Rights Division", ("act-ano",)),
    ("exit_without_heirs", True, "Toudrale is to lose its operating base on 20 December 2026 and "
     "Loundre its base on 28 February 2027. For neither has anybody been found whom people would "
     "go to at night.", (), "Closures with a named and tested heir", "No closure without a test; "
     "otherwise acceptance in writing by the Head of Mission.", "Force Commander",
     ("post-loundre-base", "post-toudrale-operating-base")),
)

_MESSAGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("communities", "If you call, somebody answers, day and night. By nine the next morning you "
     "hear what was done, or why nothing was.", "At night we cannot reach Teumira, Kameundo or "
     "Vaindralo in time, and in the rains we cannot reach Loundre's pits at all. Keep your drums "
     "and your paths.", "Radio, liaison assistants, market mothers", "Meudra"),
    ("women", "Tell us the hour and the way; we keep it to ourselves. You may speak to a woman.",
     "There are women officers at Kaldrou, Tarhask and Meuvai only.", "Market circles", "Meudra"),
    ("youth", "Nobody needs to carry a weapon to be counted. There is a way out without a list.",
     "We cannot protect every one who leaves a group.", "Radio", "Sohesk"),
    ("displaced", "Those who wish to leave the labourers' quarter may ask for a lorry; those who "
     "stay will not be alone at night.", "One platoon. It cannot hold both streets.",
     "Door chain", "Meudra"),
    ("armed_groups", "Attacks on villages, wells and markets are recorded and will be answered.",
     "", "Radio; council of the wells", "Sohesk"),
    ("host_state", "Protection of the people of Meuvai is the state's duty first; the mission will "
     "stand where the state does not, and against whoever attacks civilians.", "", "Head of "
     "Mission", "French"),
    ("state_forces", "No support to units with findings; soldiers who refuse unlawful orders are "
     "protected by the law of Oudrema.", "", "Liaison at provincial level", "French"),
    ("humanitarians", "We ask, we do not task. Your count stays yours.", "We cannot promise roads "
     "in the rains.", "Working group", "English"),
    ("contributors", "Caveats cost lives between 18:00 and 05:30 at three named places.", "",
     "Force Commander", "English"),
    ("headquarters", "Three places are at stake before 15 December: Sameudreu, the labourers' "
     "quarter, Kaldrou.", "What will not be protected is written on page two.", "Code cable",
     "English"),
)


def indicator_id(name: str) -> str:
    """The id of an indicator by its name."""
    return f"ind-{next(n for n, i in enumerate(_INDICATORS, 1) if i[0] == name):02d}"


def objectives(world: World) -> list[Objective]:
    """Changes that can be seen."""
    return [
        Objective(
            id=f"obj-{n}", text=text, change_in=change,
            place_id=world.by_name[place].id if place else "",
            threat_ids=tuple(threat_id(t) for t in threats),
            indicator_ids=tuple(indicator_id(i) for i in indicators), end_state=end, due_on=due,
            owner=owner,
        )
        for n, (text, change, place, threats, indicators, end, due, owner) in enumerate(
            _OBJECTIVES, 1
        )
    ]


def actions(world: World) -> list[Action]:
    """Who does what where, with whom and at whose risk."""
    return [
        Action(
            id=f"action-{n:02d}", title=a.title, tier=a.tier, phase=a.phase, component=a.component,
            mode=a.mode, place_id=world.by_name[a.place].id if a.place else "",
            threat_ids=tuple(threat_id(t) for t in a.threats),
            objective_id=f"obj-{a.objective}" if a.objective else "", owner=a.owner, due_on=a.due,
            trigger=a.trigger, unit_ids=tuple(unit_id(u) for u in a.units), resources=a.resources,
            relies_on_ids=a.relies, state=a.state, community_asked=a.asked,
            request_id=f"req-{a.request:02d}" if a.request else "",
            side_effects=tuple(
                SideEffect(text=t, who=w, indicator=i, tripwire=wire, mitigation=m, owner=o)
                for t, w, i, wire, m, o in a.effects
            ),
            gender_note=a.gender, from_hour=a.hours[0] if a.hours else None,
            to_hour=a.hours[1] if a.hours else None, weekdays=a.days,
        )
        for n, a in enumerate(ACTS, 1)
    ]


def indicators(world: World) -> list[Indicator]:
    """What is watched, with baseline and readings."""
    found = []
    for n, (name, catalogue, unit, source, component, tier, place, base, target, wanted, owner,
            values) in enumerate(_INDICATORS, 1):
        survey = source == "Perception survey"
        step = 120 if survey else 30
        chance = stream(f"indicator:{name}")
        days = [AS_OF - timedelta(days=step * (len(values) - 1 - i)) for i in range(len(values))]
        found.append(
            Indicator(
                id=f"ind-{n:02d}", name=name, catalogue=catalogue, unit=unit, source=source,
                component=component, tier=tier, place_id=world.by_name[place].id if place else "",
                baseline=base, baseline_on=AS_OF if base is not None else None, target=target,
                wanted=wanted, every_days=step, by=("sex", "age") if survey else (),
                readings=tuple(
                    Reading(on=d, value=v, sex="female" if "women" in name and survey else "all",
                            asked=chance.randint(420, 560) if survey else None)
                    for d, v in zip(days, values, strict=True)
                ),
                owner=owner,
            )
        )
    return found


def residuals() -> list[Residual]:
    """Threats that will not be met, and who accepts that."""
    return [
        Residual(id=f"rsd-{n}", threat_id=threat_id(t), accepted_by=who, on=on, until=until,
                 reason=why)
        for n, (t, who, on, until, why) in enumerate(_RESIDUALS, 1)
    ]


def decisions(world: World) -> list[Decision]:
    """What is asked of whom by when."""
    return [
        Decision(
            id=f"dec-{n}", question=question, of_whom=who, by_when=when,
            place_id=world.by_name[place].id, threat_ids=tuple(threat_id(t) for t in threats),
            options=options, outcome=outcome,
        )
        for n, (question, who, when, place, threats, options, outcome) in enumerate(_DECISIONS, 1)
    ]


def tensions() -> list[Tension]:
    """The tensions that have been worked through; one has not been yet."""
    return [
        Tension(
            id=f"ten-{kind}", kind=kind, applies=applies, text=text, ladder=ladder,
            indicator=indicator, mitigation=mitigation, owner=owner, evidence_ids=evidence,
        )
        for kind, applies, text, ladder, indicator, mitigation, owner, evidence in _TENSIONS
    ]


def messages() -> list[Message]:
    """What is said to whom, limits included."""
    return [
        Message(id=f"msg-{n:02d}", to=to, text=text, limits=limits, channel=channel, language=tongue)
        for n, (to, text, limits, channel, tongue) in enumerate(_MESSAGES, 1)
    ]
