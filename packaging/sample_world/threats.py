"""The threats of the example, rated by roles and by the communities themselves."""

from datetime import date, datetime
from typing import NamedTuple

from pocplanner.model.assessment import Evidence, Override, Rating, Threat
from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue, IssuedRating
from sample_world.grades import at
from sample_world.people import World

_JMAC = "JMAC with the PoC working group"
_SECTOR_C = "Head of Office Kaldrou"
_SECTOR_E = "Head of Office Tarhask"
_WORKED = at(2026, 10, 28, 11)


class Row(NamedTuple):
    """A threat as written by hand."""

    title: str
    kind: str
    by: tuple[str, ...]
    place: str
    groups: tuple[str, ...]
    sex: str
    ages: tuple[str, ...]
    #: intent, capability, opportunity, impact, vulnerability, local capacity
    steps: tuple[int | None, int | None, int | None, int | None, int | None, int | None]
    community: int | None
    rated_by: str
    trend: str
    confidence: str
    grade: str
    pattern: str
    likely: str
    worst: str
    force: str = ""
    hours: tuple[int, int] | None = None
    days: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    signs: int = 0
    warned: bool = False
    under_way: bool = False
    status: str = "accepted"
    reason: str = ""
    override: tuple[int, str, str] | None = None
    window: int = 30


_YOUTH = ("12_17", "18_29", "30_59")

ROWS: tuple[Row, ...] = (
    Row("Sweeps and punishment of Sameudreu", "killing", ("act-ano", "act-gm3"), "Sameudreu",
        ("Youths and men of 14 to 40",), "male", _YOUTH, (5, 4, 5, 4, 4, 2), 5,
        "Women who carry food", "rising", "high", "A2", "Before dawn, one to three days after an "
        "FRP attack within ten kilometres; lorries from the bridge.", "Another sweep after the next "
        "ambush: beatings, arrests, ten to twenty dead, houses burned.", "The battalion clears all "
        "four villages along the bridge road; families flee onto FRP mines.",
        "A platoon between bridge and village before dawn, with a human rights officer; authority "
        "to stand in the way.", (4, 9), (), (), 3, False, True),
    Row("Arrest and disappearance of men at the Meuvai road posts", "disappearance",
        ("act-gm3", "act-ano"), "Meuvai", ("Youths and men of 14 to 40",), "male", _YOUTH,
        (4, 4, 5, 3, 3, 2), 5, "Drivers' union and mothers", "rising", "high", "A2",
        "Saturdays, at four posts on the trunk road.", "Thirty to fifty arrests a month, a fifth "
        "not heard of for a week or longer.", "Those held are killed when the FRP attacks the "
        "garrison.", "Daily visits to the posts by a woman and a man of the Human Rights Division.",
        (5, 18), ("saturday",), (), 4),
    Row("Night lists at the Brickworks site", "arbitrary_detention", ("act-gm3",),
        "Brickworks site", ("Displaced people",), "all", ("12_17", "18_29", "30_59"),
        (4, 3, 4, 3, 4, 2), 5, "Site committee", "rising", "moderate", "B2", "Evenings after an FRP "
        "attack, and before the installation.", "Names read in the lanes, five to ten taken, money "
        "for release.", "The site is cleared by force.", "Police on foot from dusk; female officers.",
        (19, 24), (), (), 3),
    Row("Sexual violence by men of the road post, Brickworks site", "sexual_violence",
        ("act-gm3",), "Brickworks site", ("Girls and young women",), "female",
        ("12_17", "18_29"), (3, 3, 3, 3, 4, 3), 5, "Women of the site committee", "rising", "low",
        "B3", "Not recorded by place: the register knows the district only.", "Harassment at the "
        "post; cases that nobody reports.", "Post moves inside the site.", "", (19, 24), (), (), 2),
    Row("Sexual violence along the market road of Teumira", "sexual_violence", ("act-dravoun",),
        "Teumira", ("Girls and market women",), "female", ("12_17", "18_29", "30_59"),
        (4, 3, 5, 4, 5, 2), 5, "Women's market circle", "rising", "moderate", "B3",
        "Wednesdays in the dry months, morning and afternoon, on the forest stretch.",
        "Abduction of two to five girls or women on a market day.", "A band holds the town for a "
        "night.", "A platoon on foot with women, two nights in the forest each week.", (6, 16),
        ("wednesday",), ("dry",), 4),
    Row("Abduction of porters and girls around Kameundo", "abduction", ("act-dravoun",),
        "Kameundo", ("Girls", "Farmers"), "all", ("12_17", "18_29", "30_59"), (4, 3, 5, 3, 5, 2), 4,
        "Hunters and mothers", "rising", "moderate", "B2", "Two days after fires on the ridge.",
        "Six to twelve people taken, half of them back in a month for ransom.", "Those who are "
        "hunted are killed on the march.", "", (5, 10), ("wednesday",), ("dry",), 3),
    Row("Second raid on Vaindralo", "abduction", ("act-dravoun",), "Vaindralo",
        ("Residents", "Tivoule"), "all", ("12_17", "18_29", "30_59"), (4, 3, 5, 4, 4, 1), 5,
        "Families of those taken", "rising", "moderate", "B2", "Strangers buy food the evening "
        "before; Sundays.", "Ten to fifteen taken, houses emptied.", "Killing of those who ran to "
        "the base in September.", "Night post at the crossroads from Saturday; move unverified.",
        (5, 9), ("sunday",), ("dry",), 4, True),
    Row("Raid on Goulavou at the November crossing", "killing", ("act-riders",), "Goulavou",
        ("Meudra farmers",), "all", (), (4, 4, 3, 5, 4, 4), 5, "Village committee", "rising",
        "moderate", "B2", "Between one and four at night, within ten days of a herder's death, in "
        "the two passages of the herds.", "One raid of forty to eighty riders; cattle, ten to "
        "thirty dead, children taken.", "Several villages in one night while the operating base "
        "packs.", "Company at the crossing until 31 December; flares; elders of both sides by "
        "road.", (1, 5), (), ("wet", "dry"), 5),
    Row("Killing of herders in the Sohesk quarter of Toudrale", "killing", ("act-vigils",),
        "Sohesk quarter of Toudrale", ("Sohesk herders",), "all", (), (4, 3, 4, 4, 5, 2), 5,
        "Women of the quarter", "rising", "high", "B2", "Dusk, within a week of a raid or of "
        "trampled fields.", "Houses burned, one to five killed, the well closed.", "A second 20 May "
        "2023: the quarter is destroyed.", "A post between quarter and watch that does not report "
        "to the watch.", (17, 23), (), (), 4),
    Row("Drive to empty the labourers' quarter", "forced_displacement", ("act-mpe",),
        "Labourers' quarter of Mazkirt", ("Meudra labourers",), "all", (), (5, 4, 4, 4, 5, 2), 5,
        "Youths and mothers of the quarter", "rising", "moderate", "B3", "After leaflets, Saturday "
        "nights, when the mast is off.", "Attacks of one or two hours, five to ten dead, families "
        "leave by the dozen.", "The quarter is burned in one night and those who flee are stopped "
        "at the ford.", "Platoon inside the quarter by night; the open street held; convoy for "
        "those who ask to leave.", (18, 24), ("saturday",), (), 5, True,
        override=(5, _JMAC, "Two attacks announced by leaflets, a third leaflet found on 27 "
                  "October 2026.")),
    Row("Toll and abduction at the Mazkirt ford", "abduction", ("act-mpe",), "Ezohirt ford",
        ("Market women", "Traders"), "female", ("18_29", "30_59"), (3, 3, 3, 2, 4, 3), 5,
        "Market women of both peoples", "steady", "moderate", "B3", "Saturdays, going home.",
        "Tolls, two or three held for ransom.", "Girls taken across the border.", "", (15, 20),
        ("saturday",), ("dry",), 2),
    Row("Killing at the installation of the paramount chief", "killing",
        ("act-vigils", "act-governor"), "Kaldrou", ("Families of both houses",), "all", (),
        (4, 4, 3, 4, 3, 3), 5, "Market mothers", "rising", "moderate", "B2", "Thursday evenings; "
        "songs, paraffin, then fire.", "Burning of houses on 11 and 12 December, five to twenty "
        "dead.", "Gendarmes fire on the younger house; the Vigils close the trunk road.",
        "Formed police at the grain store with both houses' elders; company in reserve.", (16, 23),
        ("thursday",), (), 5),
    Row("Night burning of Lamoudra", "property_destruction", ("act-gm3", "act-governor"),
        "Lamoudra", ("Families of the younger house",), "all", (), (2, 4, 3, 3, 4, 3), 5,
        "Elders of Lamoudra", "rising", "low", "C3", "Lorries leave the road post after dark.",
        "Three to ten houses.", "With a list.", "", (20, 24), (), (), 2),
    Row("Attacks on Sohesk traders of Kaldrou", "killing", ("act-vigils",),
        "Sohesk quarter of Kaldrou", ("Sohesk traders",), "all", (), (3, 3, 2, 3, 4, 3), 4,
        "Women of the quarter", "rising", "moderate", "B2", "After songs at the south gate.",
        "Beatings, stalls burned.", "Killing after a raid on Toudrale.", "", (18, 22),
        ("thursday",), (), 3),
    Row("FRP killing of those said to inform, Teundrai", "killing", ("act-frp",), "Teundrai",
        ("Officials and messengers", "Mission contacts"), "all", ("18_29", "30_59", "60_plus"),
        (4, 3, 5, 3, 4, 1), 3, "Old men of Teundrai", "rising", "moderate", "B3", "After road court "
        "Fridays.", "One or two killings a month.", "A list after phones are searched.", "",
        (19, 24), ("friday",), (), 2),
    Row("Forced recruitment of boys in Andreumo", "forced_recruitment", ("act-frp",), "Andreumo",
        ("Boys",), "male", ("12_17", "18_29"), (4, 3, 3, 3, 4, 3), 4, "Fathers of Andreumo",
        "rising", "moderate", "B2", "Nights of levy, the drummer at the ford.", "Ten to twenty boys "
        "a month.", "All boys of the church yard in one night.", "", (20, 24), (), (), 3),
    Row("Fighting for Andreumo town", "killing", ("act-frp", "act-ano"), "Andreumo",
        ("Residents", "Returnees of 2025"), "all", (), (4, 4, 3, 4, 3, 3), 3, "Burial society",
        "rising", "moderate", "B2", "Dry nights; mortar of the army from the school.", "Crossfire, "
        "three to eight dead, 2,000 at the gate.", "The army burns quarters as in 2021.", "",
        (3, 7), (), ("dry",), 4),
    Row("Attack on the firewood groups of the Andreumo base site", "abduction",
        ("act-frp", "act-ano"), "Andreumo base site", ("Women who fetch firewood",), "female",
        ("12_17", "18_29", "30_59"), (2, 3, 2, 3, 4, 4), 2, "Women's committee of the site",
        "falling", "high", "A2", "Tuesdays, Thursdays, Saturdays, six to ten.", "Threats, wood "
        "taken.", "Abduction when the ridge is not held.", "", (6, 10),
        ("tuesday", "thursday", "saturday"), (), 0),
    Row("Levies and shootings at the north pits", "extortion_illegal_tax",
        ("act-dravoun", "act-frp"), "Dreumati north pits", ("Diggers", "Women who wash"), "all",
        ("12_17", "18_29", "30_59"), (3, 3, 3, 3, 3, 3), 4, "Pit committee", "rising", "moderate",
        "B3", "Sundays and whenever a pit changes hands.", "A fifth taken, two to six dead at each "
        "change.", "Shafts closed on those inside.", "", (7, 18), ("sunday",), ("dry",), 2),
    Row("Boys in the shafts and in the bands", "child_grave_violation", ("act-dravoun",),
        "Dreumati north pits", ("Boys under 15 in the shafts",), "male", ("5_11", "12_17"),
        (2, 3, 3, 3, 3, 2), 5, "Pit committee", "steady", "low", "B3", "", "Porters taken, eleven "
        "dead in shafts this year.", "", "", None, (), ("dry",), 1),
    Row("Pillage of Dreumati by soldiers", "pillage_crop_cattle", ("act-ano",), "Dreumati",
        ("Traders",), "all", (), (2, 3, 3, 2, 2, 2), 5, "Shop owners", "steady", "moderate", "B3",
        "Month's end without pay.", "Shops emptied.", "Shooting of traders.", "", (17, 22), (), (),
        1),
    Row("Death on the shafts' roads of Loundre after the base closes", "killing",
        ("act-dravoun", "act-ano"), "Loundre", ("Residents", "Displaced people"), "all", (),
        (2, 3, 2, 4, 3, 3), 4, "Plan group", "rising", "moderate", "B3", "", "Bands return to the "
        "old pits within weeks.", "The gate site is emptied by force.", "An heir who opens a gate "
        "at night.", None, (), (), 2, window=180),
    Row("Loot and killing around Ortimeu", "pillage_crop_cattle", ("act-dravoun",), "Ortimeu",
        ("Residents",), "all", (), (2, 3, 2, 2, 2, 3), 4, "Committee of Ortimeu", "steady",
        "moderate", "B3", "", "Two or three houses a month.", "", "", (20, 24), (), ("dry",), 1),
    Row("Tivoule driven from the forest hearths", "forced_displacement",
        ("act-dravoun", "act-buyers"), "Tivolou hearths", ("Tivoule",), "all", (),
        (3, 3, 5, 4, 5, 2), 5, "Women of the hearths", "rising", "low", "C3", "When timber or gold "
        "is marked.", "Hearths move again.", "Killing of hunters who warn.", "", None, (), ("dry",),
        2, status="changed", reason="Impact raised from 3: loss of the hearths ends the group's "
        "living."),
    Row("Attack on herders at the Sorajesk wells", "killing", ("act-vigils",), "Sorajesk wells",
        ("Sohesk herders",), "male", _YOUTH, (3, 3, 4, 3, 4, 2), 4, "Herd owners", "rising",
        "moderate", "B3", "November passage, dusk.", "Two or three herders killed.", "Wells "
        "poisoned as in 2023.", "", (17, 22), (), ("wet", "dry"), 3),
    Row("Reprisal on Meudra of Hazmirt", "killing", ("act-riders",), "Hazmirt",
        ("Meudra of Hazmirt",), "all", (), (3, 4, 2, 3, 3, 3), 3, "Two Meudra women", "steady",
        "low", "C3", "After deaths of herders at Toudrale.", "Beatings on market day.", "Night of "
        "fires.", "", (19, 24), ("tuesday",), (), 1),
    Row("Raids beside the corridor near Vaindralo", "pillage_crop_cattle", ("act-riders",),
        "Vaindralo", ("Meudra farmers",), "all", (), (2, 3, 3, 2, 3, 2), 4, "Families of those "
        "taken", "steady", "moderate", "B3", "Passages of the herds.", "Cattle and grain.",
        "Children taken.", "", (1, 5), (), ("dry",), 1),
    Row("Killing in the wake of border fighting, Mazkirt", "killing", ("act-mpe", "act-ano"),
        "Mazkirt", ("Residents",), "all", (), (4, 4, 3, 4, 3, 2), 4, "Market women", "rising",
        "moderate", "B2", "Dry months; mines on the border road.", "Crossfire at the market.",
        "The army shells the ford on a market day.", "", (4, 9), (), ("dry",), 3),
    Row("Mines on the border road", "explosive_ordnance_ied", ("act-mpe",), "Mazkirt",
        ("Travellers", "Aid workers"), "all", (), (3, 3, 4, 3, 2, 2), 2, "Drivers", "rising",
        "moderate", "B2", "Culverts after rain.", "One vehicle a month.", "A bus.", "", None, (),
        (), 2),
    Row("Recruitment of young herders by the MPE", "forced_recruitment", ("act-mpe",), "Orjask",
        ("Sohesk youths",), "male", ("12_17", "18_29"), (3, 4, 4, 3, 3, 2), 3, "Herd owners",
        "steady", "low", "C3", "When herd tax is refused.", "Fifteen a month.", "", "", None, (),
        ("dry",), 1),
    Row("Herd tax and killings around Jorhesk", "extortion_illegal_tax", ("act-mpe",), "Jorhesk",
        ("Herders",), "male", ("18_29", "30_59"), (3, 4, 4, 2, 3, 2), 2, "Herd owners", "steady",
        "low", "C3", "", "A tenth of the herd.", "", "", None, (), ("dry",), 1),
    Row("Violence in the lanes of the Weir site", "other: beatings by lane guards",
        (), "Weir site", ("Women who come home late",), "female", ("12_17", "18_29", "30_59"),
        (2, 1, 3, 2, 4, 3), 5, "Both women's committees", "steady", "moderate", "B2", "Nights.",
        "Beatings, insults.", "Fight between the camps.", "", (20, 24), (), (), 1),
    Row("Fight between the two camps of the Weir site", "killing", (), "Weir site",
        ("Displaced people",), "all", (), (2, 2, 2, 4, 3, 3), 2, "Both committees", "steady",
        "moderate", "B2", "At the water point when news comes from the border.", "Stones.",
        "Knives, flight of one camp.", "", (5, 9), ("saturday",), ("dry",), 1),
    Row("Levy and denial of aid in the hills", "aid_denial", ("act-frp",), "Andreumo",
        ("Aid workers", "Displaced people"), "all", (), (4, 3, 4, 2, 3, 3), 2, "Burial society",
        "rising", "moderate", "B2", "Distribution days.", "No aid reaches the hills.", "", "", None,
        (), (), 2),
    Row("Reprisal on callers of the Kaldrou ring", "reprisal_for_contact_with_mission",
        ("act-gm3", "act-frp"), "Kaldrou", ("Mission contacts",), "all", ("18_29", "30_59"),
        (3, 3, 2, 3, 4, 2), 5, "Focal points", "rising", "moderate", "B2", "Phone searches at road "
        "posts.", "One or two beaten or fined.", "A list of callers read in public.", "", None, (),
        (), 2, status="changed", reason="Window set to 60 days."),
    Row("Killing in the villages of the bridge road", "killing", ("act-gm3", "act-ano", "act-frp"),
        "Obeudra bridge", ("Residents",), "all", (), (4, 4, 5, 3, 4, 2), 5, "Pastor's wife and two "
        "elders", "rising", "moderate", "B2", "Within three days of an ambush at the bridge.",
        "Beatings, one to seven dead.", "The village is cleared.", "Second section of the platoon "
        "at the bridge.", (4, 9), (), (), 3),
    Row("Killing at the pits of Dreumati", "killing", ("act-dravoun", "act-frp", "act-riders"),
        "Dreumati", ("Diggers", "Traders"), "all", (), (3, 3, 3, 3, 2, 3), 3, "Shop owners",
        "steady", "moderate", "B3", "When a pit changes hands.", "Two to six dead.", "A day of "
        "fighting in the street of the buyers.", "", (7, 18), ("sunday",), ("dry",), 1),
    Row("Killing and abduction in Teumira", "abduction", ("act-dravoun",), "Teumira",
        ("Residents",), "all", (), (3, 3, 5, 3, 4, 2), 4, "Hunters", "rising", "moderate", "B3",
        "Dry months, at dawn.", "Five to ten taken.", "Those who warn are killed.", "", (5, 10),
        (), ("dry",), 2),
    Row("Crossfire and reprisal in Meuvai town", "killing", ("act-ano", "act-frp", "act-gm3"),
        "Meuvai", ("Residents",), "all", (), (4, 4, 3, 3, 3, 3), 4, "Drivers' union", "rising",
        "moderate", "B2", "Nights after an ambush.", "Three to five dead.", "Mortar fire from the "
        "school yard.", "", (3, 8), (), (), 3),
    Row("Raid and revenge in Toudrale town", "killing", ("act-riders", "act-vigils"), "Toudrale",
        ("Residents",), "all", (), (3, 4, 2, 3, 3, 3), 4, "Market women of both peoples", "rising",
        "moderate", "B2", "Both passages of the herds.", "One to three dead.", "Crowd against the "
        "Sohesk quarter.", "", (1, 5), (), (), 2),
    # Proposed from the events and not yet reviewed.
    Row("Killing reported around Oumeva", "killing", ("act-frp", "act-ano"), "Oumeva", (),
        "not_stated", (), (None, None, None, None, None, None), None, "", "unknown", "low", "F6",
        "", "", "", status="proposed"),
    Row("Pillage reported around Jezirt", "pillage_crop_cattle", (), "Jezirt", (), "not_stated", (),
        (None, None, None, None, None, None), None, "", "unknown", "low", "F6", "", "", "",
        status="proposed"),
    Row("Abduction reported around Ladreu", "abduction", (), "Ladreu", (), "not_stated", (),
        (None, None, None, None, None, None), None, "", "unknown", "low", "F6", "", "", "",
        status="proposed"),
    Row("Attacks by unidentified men around Meudralo", "killing", (), "Meudralo", (), "not_stated",
        (), (None, None, None, None, None, None), None, "", "unknown", "low", "F6", "", "", "",
        status="proposed"),
    Row("Poisoning of wells by the displaced", "killing", (), "Old airstrip site",
        ("Residents",), "all", (), (1, 1, 2, 3, 2, 3), 2, "Village head", "unknown", "low", "D5", "",
        "", "", status="refused", reason="Three reports, one origin: a market radio programme of 3 "
        "September 2026. Wells were tested. Kept as hate speech against the displaced."),
    Row("Convoys of the mission through towns", "mission_caused_harm", ("act-mispou",), "Ladreu",
        ("Children",), "all", ("0_4", "5_11"), (1, 4, 2, 3, 2, 2), 4, "Families of Ladreu",
        "falling", "high", "A1", "School hours on the trunk road.", "An accident.", "", "",
        (6, 14), (), (), 0, window=90),
    Row("Market search and crowd violence after rumours, Meudralo", "other: crowd violence", (),
        "Meudralo", ("Mission contacts", "Residents"), "all", (), (1, 2, 2, 3, 2, 3), 3,
        "Peace committee", "steady", "low", "C3", "After market radio.", "Stones at vehicles.",
        "A crowd at the field office.", "", None, ("friday",), (), 1),
)


def threat_id(title: str) -> str:
    """The id of a threat by its title."""
    return f"thr-{next(n for n, r in enumerate(ROWS, 1) if r.title == title):02d}"


def threats(world: World, coping: list[Coping], mechanisms: list[Mechanism]) -> list[Threat]:
    """The threats, each with what it rests on."""
    return [_threat(n, row, world, coping, mechanisms) for n, row in enumerate(ROWS, 1)]


def _decider(row: Row, district: str) -> tuple[str, datetime | None]:
    if row.status == "proposed":
        return "", None
    east = {"Mazkirt", "Tarhask", "Jorhesk", "Orjask", "Hazmirt", "Teumira", "Ortimeu", "Jezirt"}
    who = _JMAC if row.status == "refused" else _SECTOR_E if district in east else _SECTOR_C
    return who, _WORKED


def _threat(
    number: int, row: Row, world: World, coping: list[Coping], mechanisms: list[Mechanism]
) -> Threat:
    here = world.by_name[row.place]
    decided_by, decided_at = _decider(row, world.district[here.id])
    evidence = [
        Evidence(ref=c.id, note="What people do against it")
        for c in coping
        if c.place_id == here.id and row.kind in c.against
    ]
    evidence += [
        Evidence(ref=m.id, note="Who would warn") for m in mechanisms if here.id in m.covers_ids
    ][:3]
    intent, capability, opportunity, impact, vulnerability, capacity = row.steps
    return Threat(
        id=f"thr-{number:02d}", title=row.title, kind=row.kind, perpetrator_ids=row.by,
        perpetrator_name="" if row.by else (
            "Unidentified armed men" if row.status == "proposed" else "Not one group"),
        place_id=here.id, groups=row.groups, sex=row.sex, ages=row.ages,
        window_days=60 if "60 days" in row.reason else row.window, pattern=row.pattern,
        from_hour=row.hours[0] if row.hours else None,
        to_hour=row.hours[1] % 24 if row.hours else None, weekdays=row.days, seasons=row.seasons,
        intent=intent, capability=capability, opportunity=opportunity, impact=impact,
        vulnerability=vulnerability, local_capacity=capacity, signs=row.signs,
        specific_warning=row.warned, under_way=row.under_way,
        override=Override(value=row.override[0], author=row.override[1], reason=row.override[2])
        if row.override else None,
        community_rating=row.community, community_rated_by=row.rated_by,
        community_rated_on=date(2026, 9, 25) if row.community else None,
        trend=row.trend, confidence=row.confidence, reliability=row.grade[0],
        credibility=int(row.grade[1]), most_likely=row.likely, most_dangerous=row.worst,
        minimum_force=row.force, status=row.status, decided_by=decided_by, decided_at=decided_at,
        reason=row.reason, evidence=tuple(evidence), source_key=f"THREAT-{number:02d}",
    )


def rated_places() -> dict[str, str]:
    """Threats that focus groups rated apart: id of the threat, name of its place."""
    return {
        f"thr-{n:02d}": row.place
        for n, row in enumerate(ROWS, 1)
        if row.community and row.confidence != "low" and n % 2
    }


def _likelihood(steps: tuple[int | None, ...]) -> int:
    three = [s for s in steps[:3] if s is not None]
    return min(round(sum(three) / 3), min(three) + 1)


def _band(likelihood: int, impact: int, vulnerability: int, capacity: int) -> str:
    bands = ("low", "moderate", "high", "very_high")
    product = likelihood * impact
    at = 0 if product <= 4 else 1 if product <= 9 else 2 if product <= 14 else 3
    if vulnerability >= 4 and capacity <= 2:
        at = min(3, at + 1)
    elif vulnerability <= 2 and capacity >= 4:
        at = max(0, at - 1)
    return bands[max(at, 1) if impact == 5 else at]


def history() -> tuple[list[Rating], Issue]:
    """How the threats stood at the end of July, and the strategy that said so."""
    ratings, issued = [], []
    for n, row in enumerate(ROWS, 1):
        intent, capability, opportunity, impact, vulnerability, capacity = row.steps
        if intent is None or capability is None or opportunity is None or impact is None:
            continue
        if row.status == "refused" or n in (1, 3, 7, 13):
            continue  # not known yet in July
        before = max(1, intent - 1) if row.trend == "rising" else intent
        likelihood = _likelihood((before, capability, opportunity))
        band = _band(likelihood, impact, vulnerability or 3, capacity or 3)
        priority = {"very_high": "must", "high": "should", "moderate": "could", "low": "could"}[band]
        threat = f"thr-{n:02d}"
        ratings.append(
            Rating(
                id=f"rat-{n:02d}-2026-07", threat_id=threat, as_of=date(2026, 7, 31),
                likelihood=likelihood, suggested=likelihood, impact=impact, band=band,
                priority=priority, author=_JMAC, baseline=True,
            )
        )
        issued.append(IssuedRating(threat_id=threat, band=band, priority=priority))
    issue = Issue(
        id="iss-2026-08", document="strategy", audience=Audience.MISSION, language="en",
        at=at(2026, 8, 6, 16), as_of=date(2026, 7, 31), level=Level.HIGH,
        handling="EXERCISE. Invented country, people and events.", sha256="0" * 64,
        ratings=tuple(issued),
    )
    return ratings, issue
