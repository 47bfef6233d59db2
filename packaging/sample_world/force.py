"""The mission's posts and units: what they can do by day, by night and in the mud, and may not."""

from datetime import date

from pocplanner.model.geometry import Position
from pocplanner.model.places import Caveat, Post, Unit
from pocplanner.model.record import Range
from sample_world.areas import slug
from sample_world.grades import shared
from sample_world.land import PROVINCES

_SEEDS = {d: (x, y) for _, _, ds in PROVINCES.values() for d, x, y in ds}

#: Name, kind, component, district, east, north, opened, closes, heir, note.
_POSTS: tuple[tuple[str, str, str, str, float, float, date, date | None, str, str], ...] = (
    ("MISPOU Headquarters", "headquarters", "mission_leadership", "Port Nelompe", 0.02, 0.01,
     date(2022, 7, 1), None, "", "Joint operations centre, reserve release and air tasking."),
    ("Sector Centre Headquarters", "sector_hq", "military", "Kaldrou", -0.02, 0.015,
     date(2022, 8, 20), None, "", "Decides on moves of more than a platoon in Kaldrou and "
     "Meudralo provinces."),
    ("Sector East Headquarters", "sector_hq", "military", "Tarhask", -0.025, -0.01,
     date(2022, 9, 15), None, "", ""),
    ("Police base Kaldrou", "police_base", "police", "Kaldrou", 0.01, -0.02, date(2022, 11, 5),
     None, "", "Formed police unit; women's desk shared with the national police by day."),
    ("Andreumo base", "cob", "military", "Andreumo", 0.012, 0.006, date(2022, 10, 10), None, "",
     "The site of the displaced grew around it."),
    ("Meuvai base", "cob", "military", "Meuvai", -0.015, 0.02, date(2023, 1, 15), None, "",
     "Six hundred metres from the battalion of the host army."),
    ("Toudrale operating base", "tob", "military", "Toudrale", -0.012, -0.01, date(2026, 7, 16),
     date(2026, 12, 20), "", "Opened after the raid on Goulavou; leaves when the rains close the "
     "road."),
    ("Loundre base", "cob", "military", "Loundre", 0.01, 0.01, date(2023, 11, 10),
     date(2027, 2, 28), "", "Named for closure under the reduction of the Force; nobody has been "
     "found to take over its alerts."),
    ("Dreumati operating base", "tob", "military", "Dreumati", 0.012, -0.008, date(2025, 6, 2),
     None, "", "Platoon on four months' rotation from Loundre; falls with it."),
    ("Meudralo field office", "field_office", "civilian", "Meudralo", 0.01, 0.012,
     date(2022, 12, 1), None, "Provincial peace committee of Meudralo",
     "Civil Affairs, Human Rights, Justice and a radio studio."),
    ("Hazmirt base", "cob", "military", "Hazmirt", -0.01, 0.012, date(2023, 7, 1), None, "",
     "At the narrowest part of the corridor of 1987."),
    ("Mazkirt base", "cob", "military", "Mazkirt", -0.02, 0.015, date(2023, 5, 6), None, "",
     "Supplied by air when the border road is mined."),
    ("Tarhask air base", "air_base", "military", "Tarhask", 0.03, 0.01, date(2022, 9, 15), None,
     "", "Two utility helicopters, daylight and permission of the day before."),
    ("Ortimeu base", "cob", "military", "Ortimeu", 0.008, -0.01, date(2024, 2, 12), None, "",
     "The only post in the province; Teumira lies six hours east when dry."),
)

_CAVEATS = {
    "no_night_movement": "No vehicles outside the wire from 18:00 to 05:30 without the capital.",
    "capital_approval": "Use beyond the sector needs the contributor's capital; answers took two "
    "to nine days in 2026.",
    "limited_range": "Not beyond 60 km without a medical post.",
    "no_joint_with_host": "Since August 2026.",
    "wet_season_immobile": "Wheeled carriers of 19 tonnes; stand from the first heavy rain.",
    "no_crowd_control": "Neither trained nor equipped against crowds.",
    "no_detention": "Hands over to whoever is present.",
    "no_offensive_tasks": "Will hold and escort, not pursue.",
    "no_interpreter": "Borrows one from the next base.",
    "no_female_members": "",
    "no_foot_patrol": "Patrols on foot within 500 m of vehicles only.",
    "equipment_shortfall": "Four of eleven carriers run; night sights for one platoon.",
    "medevac_required": "Moves only with air evacuation on call, which means daylight.",
    "self_protection_only": "Guards its own post.",
}

_R = tuple[float, float, float]
#: Name, kind, component, post, contingent, strength, women, languages, ready by day, by night,
#: caveats, rotation, tradition, what people say of its leanings.
_UNITS: tuple[
    tuple[str, str, str, str, str, int, int, tuple[str, ...], _R | None, _R | None,
          tuple[str, ...], date | None, str, str], ...
] = (
    ("Force reserve company", "company", "military", "MISPOU Headquarters", "Amber contingent",
     164, 21, ("English",), (120, 180, 360), (240, 360, 720), ("capital_approval",),
     date(2027, 1, 20), "military", ""),
    ("Utility helicopters", "air_mobility", "military", "Tarhask air base", "Indigo contingent",
     46, 6, ("English", "French"), (60, 90, 150), None, ("no_night_movement",), date(2027, 3, 1),
     "military", ""),
    ("Unarmed drone section", "uas", "military", "Sector Centre Headquarters", "Silver contingent",
     22, 4, ("English",), (30, 45, 80), (40, 60, 120), (), date(2027, 4, 12), "military", ""),
    ("Sector Centre quick reaction force", "qrf", "military", "Sector Centre Headquarters",
     "Cobalt contingent", 118, 9, ("French",), (20, 35, 60), (45, 75, 150),
     ("limited_range",), date(2026, 12, 10), "military",
     "Said to be close to the governor: they share his guest house."),
    ("Engineer platoon Centre", "engineers", "military", "Sector Centre Headquarters",
     "Olive contingent", 58, 3, ("English",), (180, 240, 480), None, ("wet_season_immobile",),
     date(2027, 5, 2), "military", ""),
    ("Formed police unit 1", "fpu", "police", "Police base Kaldrou", "Crimson police", 140, 34,
     ("French",), (15, 30, 45), (30, 50, 90), (), date(2027, 2, 4), "public_order", ""),
    ("Individual police team Kaldrou", "ipo_team", "police", "Police base Kaldrou",
     "several contributors", 26, 11, ("French", "English"), (15, 20, 40), None, (), None,
     "community", ""),
    ("Company Andreumo", "company", "military", "Andreumo base", "Cobalt contingent", 142, 8,
     ("French",), (25, 40, 70), (60, 110, 200), ("no_night_movement", "no_female_members"),
     date(2026, 12, 10), "military", "Trusted at the site, little beyond it."),
    ("Company Meuvai", "company", "military", "Meuvai base", "Amber contingent", 131, 17,
     ("English",), (20, 30, 60), (40, 70, 130), ("no_joint_with_host", "no_detention"),
     date(2027, 1, 20), "military", "People ask why it did not leave its gate on 17 August."),
    ("Platoon Toudrale", "tob", "military", "Toudrale operating base", "Cobalt contingent", 38, 0,
     ("French",), (10, 20, 40), (30, 60, 120), ("no_female_members", "no_interpreter"),
     date(2026, 12, 10), "military", "Sohesk families say that it answers to the Vigils."),
    ("Company Loundre", "company", "military", "Loundre base", "Olive contingent", 126, 12,
     ("English",), (30, 45, 90), (90, 150, 300), ("no_night_movement", "wet_season_immobile"),
     date(2027, 2, 28), "military", ""),
    ("Platoon Dreumati", "platoon", "military", "Dreumati operating base", "Olive contingent", 34,
     2, ("English",), (15, 25, 50), (60, 120, 240), ("no_night_movement", "no_offensive_tasks"),
     date(2027, 2, 28), "military", "Seen to greet the gold buyers first."),
    ("Company Hazmirt", "company", "military", "Hazmirt base", "Indigo contingent", 138, 15,
     ("English", "French"), (20, 30, 60), (40, 60, 110), ("equipment_shortfall",),
     date(2027, 3, 1), "military", "Herders say that it counts cattle and not people."),
    ("Company Mazkirt", "company", "military", "Mazkirt base", "Silver contingent", 129, 11,
     ("English",), (25, 40, 80), (50, 90, 160), ("medevac_required", "no_foot_patrol"),
     date(2027, 4, 12), "military", ""),
    ("Company Ortimeu", "company", "military", "Ortimeu base", "Olive contingent", 117, 5,
     ("English",), (30, 60, 120), (120, 240, 480),
     ("no_night_movement", "wet_season_immobile", "no_interpreter"), date(2027, 5, 2), "military",
     "Six visits to Teumira in 2026."),
    ("Sector East quick reaction force", "qrf", "military", "Sector East Headquarters",
     "Indigo contingent", 96, 10, ("English", "French"), (20, 30, 50), (40, 60, 100), (),
     date(2027, 3, 1), "military", ""),
    ("Formed police unit 2", "fpu", "police", "Sector East Headquarters", "Violet police", 138, 29,
     ("English",), (20, 30, 50), (30, 60, 100), (), date(2027, 6, 18), "public_order", ""),
    ("Ordnance disposal team", "eod", "military", "Sector East Headquarters", "Silver contingent",
     14, 2, ("English",), (60, 120, 240), None, ("no_night_movement",), date(2027, 4, 12),
     "military", ""),
    ("Medical team Level 2", "medical", "military", "Sector Centre Headquarters",
     "Violet contingent", 41, 19, ("English", "French"), (15, 20, 40), (20, 30, 60), (),
     date(2027, 6, 18), "military", ""),
    ("Civil Affairs Kaldrou", "civil_affairs", "civilian", "Sector Centre Headquarters", "", 9, 5,
     ("French", "Meudra"), None, None, (), None, "", ""),
    ("Civil Affairs Meudralo", "civil_affairs", "civilian", "Meudralo field office", "", 7, 3,
     ("French", "Meudra"), None, None, (), None, "", ""),
    ("Civil Affairs Tarhask", "civil_affairs", "civilian", "Sector East Headquarters", "", 6, 2,
     ("English", "Sohesk"), None, None, (), None, "", ""),
    ("Human Rights team Centre", "human_rights", "civilian", "Sector Centre Headquarters", "", 8,
     5, ("French", "Meudra"), None, None, (), None, "", ""),
    ("Human Rights team East", "human_rights", "civilian", "Sector East Headquarters", "", 4, 2,
     ("English", "Sohesk"), None, None, (), None, "", ""),
    ("Women protection adviser Centre", "women_protection", "civilian",
     "Sector Centre Headquarters", "", 1, 1, ("French", "English"), None, None, (), None, "", ""),
    ("Child protection adviser", "child_protection", "civilian", "Meudralo field office", "", 2, 1,
     ("French", "Meudra"), None, None, (), None, "", ""),
    ("Gender adviser", "gender", "civilian", "MISPOU Headquarters", "", 2, 1,
     ("English", "French"), None, None, (), None, "", ""),
    ("Justice and corrections Meudralo", "justice_corrections", "civilian",
     "Meudralo field office", "", 4, 2, ("French",), None, None, (), None, "", ""),
    ("Reintegration and violence reduction section", "ddr_cvr", "civilian",
     "Sector Centre Headquarters", "", 6, 3, ("French", "Meudra"), None, None, (), None, "", ""),
    ("Mission radio, Meudralo studio", "radio", "civilian", "Meudralo field office", "", 11, 5,
     ("Meudra", "Sohesk", "Salompe"), None, None, (), None, "", ""),
    ("Joint Mission Analysis Centre", "jmac", "mission_leadership", "MISPOU Headquarters", "", 17,
     7, ("English", "French"), None, None, (), None, "", ""),
    *(
        (f"Liaison assistant {n:02d} {place}", "cla", "civilian", base, "", 1, women,
         tongues, None, None, (), None, "", bias)
        for n, place, base, women, tongues, bias in (
            (1, "Andreumo", "Andreumo base", 0, ("Meudra", "French"), ""),
            (2, "Andreumo site", "Andreumo base", 1, ("Meudra",), ""),
            (3, "Meuvai", "Meuvai base", 0, ("Meudra", "English"),
             "Nephew of a watch leader: women of the elder house do not call him."),
            (4, "Toudrale", "Toudrale operating base", 0, ("Meudra", "French"),
             "Meudra; the Sohesk quarter has never rung him."),
            (5, "Loundre", "Loundre base", 1, ("Meudra", "English"), ""),
            (6, "Dreumati", "Dreumati operating base", 0, ("Meudra",), "Owns a share of a pit."),
            (7, "Hazmirt", "Hazmirt base", 0, ("Sohesk", "French"), ""),
            (8, "Hazmirt wells", "Hazmirt base", 1, ("Sohesk",), ""),
            (9, "Mazkirt", "Mazkirt base", 0, ("Sohesk", "English"), ""),
            (10, "Ortimeu", "Ortimeu base", 0, ("Meudra", "English"),
             "Speaks no Tivoule; reaches the forest hearths through the hunters only."),
            (11, "Kaldrou", "Sector Centre Headquarters", 1, ("Meudra", "French"), ""),
        )
    ),
    ("Interpreter 1, female", "interpreter_f", "civilian", "Sector Centre Headquarters", "", 1, 1,
     ("Meudra", "French"), None, None, (), None, "", ""),
    ("Interpreter 2, female", "interpreter_f", "civilian", "Sector East Headquarters", "", 1, 1,
     ("Sohesk", "English"), None, None, (), None, "", ""),
    ("Interpreter 3, male", "interpreter_m", "civilian", "Hazmirt base", "", 1, 0,
     ("Sohesk", "English"), None, None, (), None, "", ""),
    ("Interpreter 4, male", "interpreter_m", "civilian", "Meuvai base", "", 1, 0,
     ("Meudra", "English"), None, None, (), None, "", ""),
    ("Interpreter 5, male", "interpreter_m", "civilian", "Mazkirt base", "", 1, 0,
     ("Sohesk", "English"), None, None, (), None, "", ""),
)


def posts() -> list[Post]:
    """The fourteen posts."""
    return [
        Post(
            id=f"post-{slug(name)}", name=name, kind=kind, component=component,
            position=Position(
                lon=round(_SEEDS[district][0] + east, 4), lat=round(_SEEDS[district][1] + north, 4)
            ),
            opened_on=opened, closes_on=closes, heir=heir, note=note,
            **shared("posts are visible to everybody who lives beside them"),
        )
        for name, kind, component, district, east, north, opened, closes, heir, note in _POSTS
    ]


def _range(minutes: _R | None) -> Range | None:
    return None if minutes is None else Range(min=minutes[0], likely=minutes[1], max=minutes[2])


def unit_id(name: str) -> str:
    """The id of a unit by its name."""
    return "unit-" + slug(name.replace(",", ""))


def units() -> list[Unit]:
    """The units, teams and single people in the posts."""
    return [
        Unit(
            id=unit_id(name), name=name, kind=kind, component=component,
            post_id=f"post-{slug(post)}", contributor=contributor, strength=strength, women=women,
            languages=tongues, ready_day_min=_range(day), ready_night_min=_range(night),
            caveats=tuple(Caveat(kind=c, text=_CAVEATS[c]) for c in caveats), rotation_on=rotation,
            tradition=tradition, perceived_bias=bias,
        )
        for name, kind, component, post, contributor, strength, women, tongues, day, night,
        caveats, rotation, tradition, bias in _UNITS
    ]
