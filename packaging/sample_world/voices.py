"""What people said and asked: alerts, perceptions, requests, promises, journeys, signs."""

from datetime import date, datetime, timedelta

from pocplanner.model.assessment import WarningSign
from pocplanner.model.community import (
    Alert,
    Journey,
    Mechanism,
    Perception,
    Promise,
    Request,
)
from pocplanner.model.guard import CASES
from pocplanner.model.places import Route
from sample_world.areas import slug
from sample_world.chance import Random, pick, stream
from sample_world.grades import AS_OF, at, published
from sample_world.people import World
from shapely import LineString

#: Alerts of the story: when, place, mechanism, threat, caller, minutes to verify, task, answer,
#: tell back (nothing where it was not done), who answered, outcome, what was said.
_Alert = tuple[
    datetime, str, str, str, str, int | None, int | None, int | None, int | None, str, str, str
]
_ALERTS: tuple[_Alert, ...] = (
    (at(2026, 7, 13, 21, 40), "Goulavou", "Goulavou protection committee", "massacre", "male", 35,
     90, 470, 700, "Quick reaction force from Kaldrou", "answered_late",
     "Dust and riders on the ridge, more than sixty."),
    (at(2026, 8, 14, 9, 10), "Obeudra bridge", "Meuvai liaison desk", "arbitrary_detention",
     "female", 20, 60, None, None, "", "not_answered",
     "They say that all of us will pay for the bridge."),
    (at(2026, 8, 17, 4, 25), "Sameudreu", "Meuvai liaison desk", "property_destruction", "female",
     30, 95, 260, None, "Company Meuvai, to the edge of the village", "answered_late",
     "Lorries at the bridge. Men are on the hill. Come now."),
    (at(2026, 8, 20, 18, 5), "Sameudreu", "Sameudreu food carriers", "disappearance", "female",
     600, None, None, None, "", "not_confirmed", "Yesterday I counted nine, today five."),
    (at(2026, 9, 2, 7, 30), "Kaldrou", "Alert network Kaldrou ring",
     "reprisal_for_contact_with_mission", "male", 45, 80, None, 300, "Individual police team",
     "passed_on", "They took the phone with your number in it."),
    (at(2026, 9, 5, 19, 50), "Vaindralo", "Vaindralo river watch", "abduction", "male", 180, None,
     None, None, "", "not_answered", "Strangers bought food for many. The base asked for proof."),
    (at(2026, 9, 22, 17, 20), "Kameundo", "Hunters' call of Teumira", "abduction", "male", 900,
     1_400, None, None, "", "not_answered", "Fires on the ridge, by letter."),
    (at(2026, 9, 29, 22, 15), "Brickworks site", "Brickworks site committee",
     "arbitrary_detention", "female", 15, 40, 75, 600, "Formed police unit 1", "answered_in_time",
     "They walk the lanes and read names."),
    (at(2026, 10, 1, 20, 10), "Labourers' quarter of Mazkirt",
     "Labourers' quarter door chain", "forced_displacement", "female", 40, 70, 95, 700,
     "Company Mazkirt", "answered_in_time", "Engines without lights at the ford."),
    (at(2026, 10, 9, 19, 20), "Kaldrou", "Market mothers' listening circle", "killing", "female",
     10, 25, 50, 180, "Formed police unit 1 and national police", "answered_late",
     "Young men bought paraffin for three houses of the elder family."),
    (at(2026, 10, 17, 19, 5), "Labourers' quarter of Mazkirt", "Ford watch of Mazkirt", "massacre",
     "not_stated", None, None, None, None, "", "not_answered",
     "A call cut off after four words; the mast went off."),
    (at(2026, 10, 24, 4, 50), "Sameudreu", "Meuvai liaison desk", "arbitrary_detention", "male", 25,
     50, 130, None, "Company Meuvai with human rights officer", "answered_late",
     "Fourteen taken on the hill path."),
    (at(2026, 10, 30, 16, 40), "Kaldrou", "Market mothers' listening circle", "hate_speech_incitement",
     "female", None, None, None, None, "", "open",
     "A song with eleven family names. It was sung at the grain store."),
)


def alerts(world: World, mechanisms: list[Mechanism]) -> list[Alert]:
    """The log of alerts: those of the story, then the ordinary ones of the last year."""
    by_name = {m.name: m for m in mechanisms}
    found = []
    for when, place, mechanism, threat, sex, verify, task, answer, back, by, outcome, text in _ALERTS:
        found.append(
            _alert(len(found) + 1, world, by_name[mechanism], place, threat, when,
                   (verify, task, answer, back), by, outcome, text, sex)
        )
    chance = stream("alerts")
    callers = [m for m in mechanisms if m.alerts_sent and "warn" in m.functions]
    names = {c.id: c.name for c in world.communities}
    while len(found) < 84:
        mechanism = chance.choice(callers)
        if chance.random() > (mechanism.alerts_sent or 0) / 40:
            continue
        place = names[chance.choice(mechanism.covers_ids)]
        day = AS_OF - timedelta(days=int(chance.triangular(2, 364, 40)))
        when = at(day.year, day.month, day.day, chance.choice((4, 5, 6, 7, 9, 12, 16, 18, 19, 20, 21,
                                                               22, 23)), chance.randint(0, 59))
        rate = (mechanism.alerts_answered or 0) / (mechanism.alerts_sent or 1)
        told = (mechanism.alerts_fed_back or 0) / max(1, mechanism.alerts_answered or 1)
        found.append(_ordinary(chance, len(found) + 1, world, mechanism, place, when, rate, told))
    return found


def _ordinary(
    chance: Random, number: int, world: World, mechanism: Mechanism, place: str, when: datetime,
    rate: float, told: float,
) -> Alert:
    threat = pick(chance, {
        "killing": 3, "abduction": 3, "pillage_crop_cattle": 3, "arbitrary_detention": 2,
        "extortion_illegal_tax": 2, "sexual_violence": 0.8, "property_destruction": 1.5,
        "movement_restriction": 1,
    })
    night = when.hour >= 18 or when.hour < 6
    verify = task = answer = back = None
    by, outcome = "", "not_answered"
    if chance.random() < 0.9:
        verify = chance.randint(10, 90)
    if chance.random() < rate * (0.75 if night else 1.15):
        verify = verify or chance.randint(10, 60)
        task = verify + chance.randint(10, 150 if night else 70)
        answer = task + chance.randint(20, 240 if night else 140)
        by = pick(chance, {"The nearest company": 6, "Formed police unit": 2, "National police": 2,
                           "Chief and elders": 1.5, "National Army garrison": 1})
        outcome = "answered_in_time" if answer < 130 and chance.random() < 0.75 else "answered_late"
        if not by.startswith(("The", "Formed")):
            outcome = "answered_by_others"
    elif verify and chance.random() < 0.25:
        outcome = "false_alarm" if chance.random() < 0.6 else "not_confirmed"
    if chance.random() < (told if answer else told * 0.25):
        back = (answer or verify or 30) + chance.randint(60, 4_000)
    women = sum(1 for p in mechanism.focal_points if p.sex == "female" and p.active)
    sex = "female" if chance.random() < women / max(1, len(mechanism.focal_points)) else "male"
    return _alert(number, world, mechanism, place, threat, when, (verify, task, answer, back), by,
                  outcome, "", sex)


def _alert(
    number: int, world: World, mechanism: Mechanism, place: str, threat: str, when: datetime,
    after: tuple[int | None, ...], by: str, outcome: str, text: str, sex: str,
) -> Alert:
    here = world.by_name[place]
    moments = [None if m is None else when + timedelta(minutes=m) for m in after]
    return Alert(
        id=f"alr-{number:03d}", place_id=here.id,
        position=None if threat in CASES else here.position,
        mechanism_id=mechanism.id, threat=threat, received_at=when, verified_at=moments[0],
        tasked_at=moments[1], answered_at=moments[2], told_back_at=moments[3], answered_by=by,
        outcome=outcome, text=text, caller_sex=sex, source_id="src-cas",
        source_key=f"ALERT-{number:03d}",
    )


#: Share that says yes, women and men, by place: by day, by night, on the route, would come,
#: trusts mission, trusts state, trusts committee, knows how to alert; people asked of each sex.
_SURVEY: dict[str, tuple[int, str, tuple[int, ...], tuple[int, ...]]] = {
    "Kaldrou": (84, "random", (61, 22, 38, 34, 41, 37, 58, 44), (70, 41, 55, 39, 44, 43, 55, 61)),
    "Andreumo base site": (62, "random", (72, 40, 31, 63, 66, 12, 71, 68),
                           (69, 44, 48, 60, 61, 10, 58, 70)),
    "Sameudreu": (24, "convenience", (21, 8, 12, 12, 17, 0, 50, 29), (13, 4, 8, 17, 21, 0, 42, 38)),
    "Meuvai": (57, "cluster", (37, 14, 25, 21, 26, 9, 33, 40), (40, 18, 30, 26, 28, 12, 35, 53)),
    "Toudrale": (48, "cluster", (52, 21, 33, 38, 40, 29, 48, 42), (60, 44, 46, 42, 42, 33, 65, 60)),
    "Goulavou": (36, "random", (44, 17, 28, 39, 47, 19, 75, 72), (50, 28, 36, 36, 44, 25, 72, 78)),
    "Hazmirt": (51, "cluster", (57, 35, 33, 37, 39, 33, 61, 41), (63, 45, 43, 41, 37, 37, 63, 59)),
    "Weir site": (73, "random", (75, 34, 40, 64, 68, 55, 70, 66), (78, 51, 56, 62, 60, 58, 66, 68)),
    "Mazkirt": (28, "convenience", (36, 11, 29, 32, 36, 25, 39, 36),
                (43, 21, 36, 36, 32, 29, 43, 50)),
    "Labourers' quarter of Mazkirt": (22, "convenience", (18, 5, 9, 23, 32, 14, 82, 36),
                                      (23, 9, 14, 27, 27, 14, 77, 41)),
    "Teumira": (19, "convenience", (42, 16, 5, 11, 16, 21, 58, 11), (53, 26, 16, 11, 21, 26, 47, 21)),
    "Dreumati": (44, "quota", (34, 11, 16, 23, 25, 14, 27, 23), (48, 27, 32, 27, 27, 18, 36, 41)),
}
_QUESTIONS = (
    "feels_safe_day", "feels_safe_night", "feels_safe_route", "mission_would_come",
    "trusts_mission", "trusts_state", "trusts_committee", "knows_how_to_alert",
)
_QUOTES: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("Kaldrou", "mission_would_come", "female", "30_59", "Market women",
     "You answer the telephone well. It is after the telephone that we wait."),
    ("Sameudreu", "mission_effect", "female", "60_plus", "Residents",
     "When your light flew over the hill the soldiers looked where it looked."),
    ("Goulavou", "self_protection", "male", "30_59", "Farmers",
     "The drum has saved more people than the flare. But since the flare we know who heard."),
    ("Hazmirt", "perpetrators", "female", "60_plus", "Mothers",
     "Ask first who burned the camp at Toudrale. Then ask me about my sons."),
    ("Hazmirt", "protectors", "male", "18_29", "Youths",
     "The council speaks about wells. We speak about wives, and those cost cattle."),
    ("Labourers' quarter of Mazkirt", "priority_threats", "female", "18_29", "Meudra labourers",
     "They paint the doors by day, in front of the soldiers. The paint is the order."),
    ("Teumira", "most_at_risk", "female", "30_59", "Market women",
     "On Wednesdays I send my son first, then my goats, then I go. My daughter does not go."),
    ("Teumira", "mission_would_come", "male", "30_59", "Tivoule hunters",
     "A helicopter came and asked how many we are. It did not ask what we had heard."),
    ("Andreumo base site", "mission_effect", "female", "18_29", "Displaced people",
     "The ridge is good. Among us they would be a second thing to be afraid of."),
    ("Weir site", "protectors", "female", "30_59", "Women of both camps",
     "Light first. A patrol passes; a lamp stays."),
    ("Dreumati north pits", "perpetrators", "female", "30_59", "Women who wash",
     "Whoever guards us. The name changes, the fifth remains."),
    ("Meuvai", "trusts_state", "male", "18_29", "Youths",
     "There is no age for a young man here. At the post you are fourteen or you are forty."),
)


def perceptions(world: World, threats: dict[str, str]) -> list[Perception]:
    """Shares from the survey, quotes, and communities' own ratings of threats."""
    found: list[Perception] = []

    def add(**told: object) -> None:
        number = len(found) + 1
        found.append(
            Perception.model_validate(
                {"id": f"per-{number:03d}", "source_key": f"PERC-{number:03d}"} | told
            )
        )

    for place, (asked, sampling, women, men) in _SURVEY.items():
        here = world.by_name[place]
        for sex, shares in (("female", women), ("male", men)):
            for question, percent in zip(_QUESTIONS, shares, strict=True):
                add(place_id=here.id, position=here.position, question=question, sex=sex,
                    age="18_plus", asked=asked, positive=round(asked * percent / 100),
                    sampling=sampling, on=date(2026, 9, 18), collector="University survey team",
                    language=here.languages[0], source_id="src-survey")
    for place, question, sex, age, group, quote in _QUOTES:
        here = world.by_name[place]
        add(place_id=here.id, position=here.position, question=question, sex=sex, age=age,
            group=group, quote=quote, sampling="focus_group", on=date(2026, 9, 25),
            collector="Joint protection team, women asked by women", language=here.languages[0],
            source_id="src-jpt")
    for threat, place in threats.items():
        here = world.by_name[place]
        chance = stream(f"rated:{threat}")
        for sex in ("female", "male"):
            add(place_id=here.id, position=here.position, question="threat_rating", sex=sex,
                age="18_plus", rating=chance.randint(3, 5), threat_id=threat, asked=None,
                sampling="focus_group", on=date(2026, 9, 25), collector="Joint protection team",
                language=here.languages[0], source_id="src-jpt")
    return found


#: Place, mechanism, what, asked on, by whom, priority, answer, reason, answered, told back.
_Request = tuple[str, str, str, date, str, int, str, str, date | None, date | None]
_REQUESTS: tuple[_Request, ...] = (
    ("Andreumo base site", "Andreumo site women's committee", "Keep the patrol on the ridge, an "
     "hour before us, and tell nobody the hour.", date(2026, 4, 28), "female", 5, "accepted", "",
     date(2026, 5, 4), date(2026, 5, 5)),
    ("Andreumo base site", "Andreumo site women's committee", "Bring the water point inside the "
     "wire.", date(2026, 6, 9), "female", 4, "partly_accepted", "Engineers after the rains; tanks "
     "until then.", date(2026, 7, 1), date(2026, 7, 20)),
    ("Andreumo", "Burial society of Andreumo", "A woman at the ford who searches women.",
     date(2026, 5, 18), "female", 4, "refused", "The ford post is the army's; the mission may ask, "
     "not place staff there.", date(2026, 8, 2), None),
    ("Sameudreu", "Sameudreu food carriers", "A woman at the liaison desk.", date(2026, 3, 11),
     "female", 5, "open", "", None, None),
    ("Sameudreu", "Meuvai liaison desk", "Be at the bridge at four in the morning.",
     date(2026, 8, 24), "male", 5, "open", "", None, None),
    ("Sameudreu", "Sameudreu food carriers", "Do not fly at night over the hill.",
     date(2026, 9, 1), "female", 5, "accepted", "", date(2026, 10, 12), None),
    ("Meuvai", "Meuvai liaison desk", "Move the desk away from the battalion's gate.",
     date(2026, 6, 20), "female", 4, "refused", "No other building has a line; looked at again in "
     "January.", date(2026, 7, 15), date(2026, 7, 16)),
    ("Kaldrou", "Market mothers' listening circle", "Tell us the same day what became of our "
     "call.", date(2026, 9, 16), "female", 5, "accepted", "", date(2026, 9, 24),
     date(2026, 9, 24)),
    ("Kaldrou", "Protection committee of Kaldrou", "Soldiers at the grain store on the day of "
     "installation.", date(2026, 10, 12), "male", 5, "open", "", None, None),
    ("Brickworks site", "Brickworks site committee", "Walk with us past the road post at night with "
     "the sick.", date(2026, 9, 8), "female", 5, "partly_accepted", "Formed police unit on call "
     "until midnight.", date(2026, 9, 26), date(2026, 9, 28)),
    ("Brickworks site", "Brickworks site committee", "Move the gendarmes' post.",
     date(2026, 8, 30), "male", 5, "passed_on", "Raised with the governor on 4 September.",
     date(2026, 9, 4), None),
    ("Goulavou", "Goulavou protection committee", "Answer the drum with a flare.",
     date(2026, 7, 20), "male", 5, "accepted", "", date(2026, 7, 28), date(2026, 7, 28)),
    ("Goulavou", "Goulavou protection committee", "A second drum for the east hamlets.",
     date(2026, 9, 14), "female", 4, "accepted", "", date(2026, 10, 2), date(2026, 10, 2)),
    ("Toudrale", "Village watch council of Toudrale", "Rifles for the watch.", date(2026, 7, 18),
     "male", 5, "refused", "The mission never arms anybody; it offered radios to the mothers and "
     "the watch together.", date(2026, 7, 19), date(2026, 7, 19)),
    ("Sohesk quarter of Toudrale", "", "A path to the well that the watch does not stand on.",
     date(2026, 6, 4), "female", 5, "open", "", None, None),
    ("Hazmirt", "Council of the wells", "Escort the two crossings in November, with people who "
     "speak Sohesk.", date(2026, 9, 22), "male", 5, "partly_accepted", "One crossing; the second "
     "has no interpreter.", date(2026, 10, 15), date(2026, 10, 16)),
    ("Hazmirt", "Council of the wells", "Word before an aircraft comes.", date(2026, 4, 2), "male",
     4, "accepted", "", date(2026, 4, 30), None),
    ("Sorajesk wells", "Alert network corridor", "A telephone that works beyond the mast.",
     date(2026, 5, 21), "male", 4, "open", "", None, None),
    ("Labourers' quarter of Mazkirt", "Labourers' quarter door chain", "A siren that the base can "
     "hear.", date(2026, 7, 12), "female", 5, "accepted", "", date(2026, 10, 20), None),
    ("Labourers' quarter of Mazkirt", "Labourers' quarter door chain", "Tell us where we can go "
     "before we must.", date(2026, 7, 12), "female", 5, "open", "", None, None),
    ("Mazkirt", "", "Let us cross the ford alone.", date(2026, 5, 16), "female", 4, "accepted", "",
     date(2026, 5, 23), date(2026, 5, 23)),
    ("Weir site", "Weir site committee, south camp", "Light at the latrines.", date(2026, 6, 27),
     "female", 5, "accepted", "", date(2026, 9, 29), date(2026, 9, 29)),
    ("Weir site", "Weir site committee, north camp", "Women of ours to speak without a brother.",
     date(2026, 8, 8), "female", 4, "open", "", None, None),
    ("Teumira", "Teumira women's market circle", "Walk the forest stretch on Tuesday night and "
     "Wednesday.", date(2026, 4, 9), "female", 5, "refused", "Six hours by road, no night "
     "movement; asked again of the sector.", date(2026, 8, 21), date(2026, 8, 21)),
    ("Kameundo", "Hunters' call of Teumira", "Somebody at the base who knows our calls.",
     date(2026, 8, 21), "male", 5, "open", "", None, None),
    ("Vaindralo", "Vaindralo river watch", "Come without proof.", date(2026, 9, 10), "male", 5,
     "open", "", None, None),
    ("Dreumati north pits", "North pits committee", "Do not stop at the buyers' doors.",
     date(2026, 8, 3), "female", 3, "accepted", "", date(2026, 9, 18), None),
    ("Loundre", "Loundre protection plan group", "Say who opens a gate in March.",
     date(2026, 8, 14), "female", 5, "open", "", None, None),
)

#: Place, to whom, by whom, what, made, due, state, outcome, told.
_Promise = tuple[str, str, str, str, date, date, str, str, date | None]
_PROMISES: tuple[_Promise, ...] = (
    ("Sameudreu", "Women who carry food", "Head of Office Kaldrou", "A list of the detained from "
     "the battalion within a week.", date(2026, 8, 26), date(2026, 9, 2), "open", "", None),
    ("Sameudreu", "Chief and council", "Commander, Company Meuvai", "A platoon at the bridge before "
     "dawn.", date(2026, 9, 3), date(2026, 9, 10), "broken", "Twice in September, then stopped for "
     "want of the contributor's approval.", None),
    ("Andreumo", "Families of 2021", "Head of Human Rights Division", "A report in public on 9 "
     "March 2021.", date(2025, 3, 9), date(2025, 12, 31), "open", "", None),
    ("Andreumo base site", "Women's committee", "Commander, Company Andreumo", "The ridge patrol on "
     "all three days.", date(2026, 5, 5), date(2026, 5, 12), "kept", "Kept on 71 of 74 days.",
     date(2026, 10, 1)),
    ("Goulavou", "Village committee", "Commander, Sector Centre", "A post at the corridor before "
     "the November passage.", date(2026, 7, 20), date(2026, 10, 25), "open", "", None),
    ("Goulavou", "Families of the dead of July", "Civil Affairs Kaldrou", "Compensation talks with "
     "the council of the wells.", date(2026, 7, 25), date(2026, 9, 30), "open", "", None),
    ("Toudrale", "Mothers of the watch", "Civil Affairs Kaldrou", "Radios for mothers and watch "
     "together.", date(2026, 7, 19), date(2026, 9, 15), "kept", "Handed over on 12 September.",
     date(2026, 9, 12)),
    ("Hazmirt", "Council of the wells", "Head of Mission", "An answer on the burning of the camp "
     "at Toudrale in 2023.", date(2025, 6, 1), date(2025, 9, 1), "open", "", None),
    ("Kaldrou", "Market mothers", "Joint operations centre", "Same day answers.",
     date(2026, 9, 24), date(2026, 10, 1), "changed", "By 09:00 of the next day; women agreed.",
     date(2026, 10, 8)),
    ("Brickworks site", "Site committee", "Police Commissioner", "Female officers on the evening "
     "patrol.", date(2026, 9, 26), date(2026, 10, 10), "open", "", None),
    ("Labourers' quarter of Mazkirt", "Five who signed", "Commander, Sector East", "A carrier at "
     "the open street on alarm.", date(2026, 10, 2), date(2026, 10, 5), "kept", "Two nights in "
     "October; not on the 17th, when no call came through.", None),
    ("Labourers' quarter of Mazkirt", "Quarter", "Head of Office Tarhask", "A siren.",
     date(2026, 7, 20), date(2026, 9, 1), "open", "", None),
    ("Weir site", "Both women's committees", "Head of Office Tarhask", "Second water point.",
     date(2026, 9, 29), date(2026, 12, 15), "open", "", None),
    ("Teumira", "Women's market circle", "Commander, Company Ortimeu", "One patrol on foot each "
     "month.", date(2026, 2, 19), date(2026, 3, 31), "broken", "Two patrols in eight months; the "
     "log bridges.", date(2026, 8, 21)),
    ("Vaindralo", "Families of those taken", "Civil Affairs Meudralo", "News of the search every "
     "Friday.", date(2026, 9, 10), date(2026, 9, 18), "open", "", None),
    ("Ladreu", "Two families", "Head of Mission", "Compensation for the convoy of 17 February "
     "2025.", date(2025, 2, 20), date(2025, 6, 30), "kept", "Paid on 22 December 2025.",
     date(2025, 12, 22)),
    ("Loundre", "Plan group", "Head of Mission", "No closure without a named heir.",
     date(2026, 6, 5), date(2026, 11, 30), "open", "", None),
    ("Sohesk quarter of Toudrale", "Women of the quarter", "Commander, Platoon Toudrale", "A path "
     "to the well.", date(2026, 8, 1), date(2026, 8, 20), "open", "", None),
)


def requests(world: World, mechanisms: list[Mechanism]) -> list[Request]:
    """What communities asked of the mission."""
    by_name = {m.name: m.id for m in mechanisms}
    return [
        Request(
            id=f"req-{n:02d}", place_id=world.by_name[place].id,
            mechanism_id=by_name.get(mechanism, ""), text=text, asked_on=asked, asked_by_sex=sex,
            community_priority=priority, answer=answer, reason=reason, answered_on=answered,
            told_back_on=told,
        )
        for n, (place, mechanism, text, asked, sex, priority, answer, reason, answered, told)
        in enumerate(_REQUESTS, 1)
    ]


def promises(world: World) -> list[Promise]:
    """What was promised to whom."""
    return [
        Promise(
            id=f"pro-{n:02d}", place_id=world.by_name[place].id, to=to, by=by, text=text,
            made_on=made, due_on=due, state=state, outcome=outcome, told_on=told,
        )
        for n, (place, to, by, text, made, due, state, outcome, told) in enumerate(_PROMISES, 1)
    ]


#: Title, place, purpose, sex, ages, group, people, to (km east, north in degrees), days, hours,
#: with whom, what they changed, who else is on the way.
_Journey = tuple[
    str, str, str, str, tuple[str, ...], str, int, tuple[tuple[float, float], ...],
    tuple[str, ...], tuple[int, int], tuple[str, ...], str, str, str
]
_ANY: tuple[str, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                         "sunday")
_JOURNEYS: tuple[_Journey, ...] = (
    ("Thursday market of Kaldrou", "Lamoudra", "market", "female", ("18_29", "30_59"),
     "Market women", 190, ((-0.08, 0.05), (-0.17, 0.12)), ("thursday",), (5, 17), ("dry", "wet"),
     "In twos, not as a group", "A cousin sells since February", "Road post of the gendarmerie"),
    ("Firewood from the south hill", "Andreumo base site", "firewood", "female",
     ("12_17", "18_29", "30_59"), "Displaced people", 420, ((0.01, -0.03), (0.03, -0.06)),
     ("tuesday", "thursday", "saturday"), (6, 10), ("dry", "wet"), "Groups of twenty or more",
     "Hour set the evening before", "FRP carriers, army patrols"),
    ("Water outside the wire", "Andreumo base site", "water", "female",
     ("5_11", "12_17", "18_29"), "Displaced people", 900, ((0.006, 0.004),), _ANY, (5, 18),
     ("dry",), "", "", "Soldiers of the host army fill their tanks at noon"),
    ("Fields of Andreumo", "Andreumo", "fields", "all", ("18_29", "30_59"), "Returnees of 2025",
     380, ((-0.04, -0.05),), _ANY, (5, 15), ("wet",), "", "Men go first and whistle",
     "Those who farm the land under papers of 2022"),
    ("Food to the army post", "Sameudreu", "other: food to the detained", "female",
     ("30_59", "60_plus"), "Residents", 46, ((-0.04, -0.03), (-0.09, -0.07)), _ANY, (6, 9),
     ("dry", "wet"), "In one line", "Began on 16 August 2026", "Gate guards"),
    ("Night places on the hill", "Sameudreu", "flight", "male", ("12_17", "18_29", "30_59"),
     "Youths and men of 14 to 40", 430, ((0.01, 0.02), (0.03, 0.05)), _ANY, (19, 6), ("dry",),
     "By age group", "Without lights", ""),
    ("Saturday market of Meuvai", "Obeudra bridge", "market", "all", ("18_29", "30_59"), "Traders",
     260, ((0.03, 0.03), (0.06, 0.055)), ("saturday",), (5, 16), ("dry", "wet"),
     "Behind the bread lorry", "Leave at five", "Four road posts"),
    ("School of Meuvai", "Sawmill site", "school", "all", ("5_11", "12_17"), "Children", 310,
     ((-0.02, 0.012),), ("monday", "tuesday", "wednesday", "thursday", "friday"), (7, 13),
     ("dry", "wet"), "With an aunt at each crossing", "Boys over thirteen stopped going in August",
     "Battalion gate"),
    ("Well of the quarter", "Sohesk quarter of Toudrale", "water", "female",
     ("5_11", "12_17", "18_29", "30_59"), "Sohesk women", 240, ((-0.012, -0.01),), _ANY, (5, 8),
     ("dry", "wet"), "", "Milk for the watch", "Village watch"),
    ("East fields of Goulavou", "Goulavou", "fields", "all", ("12_17", "18_29", "30_59"),
     "Farmers", 820, ((0.03, 0.01), (0.06, 0.015)), _ANY, (5, 16), ("wet", "dry"), "By clan",
     "Nobody sleeps in the field huts", "Herds on the corridor"),
    ("Corridor, south in May", "Hazmirt", "grazing", "male", ("12_17", "18_29", "30_59"),
     "Herders on the move, May and November", 1_300, ((-0.3, -0.05), (-0.5, -0.35)), _ANY,
     (17, 8), ("dry",), "Herd with herd", "By night through the narrow places",
     "Village watches"),
    ("Corridor, back in November", "Toudrale", "grazing", "male", ("12_17", "18_29", "30_59"),
     "Herders on the move, May and November", 1_300, ((0.3, 0.1), (0.55, 0.15)), _ANY, (17, 8),
     ("wet",), "Herd with herd", "Waits for the council's word", "Village watches"),
    ("Tuesday market of Hazmirt", "Sorajesk wells", "market", "all", ("18_29", "30_59"), "Herders",
     160, ((0.1, 0.02), (0.2, 0.03)), ("tuesday",), (4, 18), ("dry", "wet"), "", "", "Army post"),
    ("Wells of Hazmirt", "Wadi site", "water", "female", ("5_11", "12_17", "18_29"),
     "Displaced people", 380, ((-0.02, -0.012),), _ANY, (4, 9), ("dry",), "Sisters together",
     "Before the herds drink", "Herders"),
    ("Sunday market of Dreumati", "Vaindralo", "market", "female", ("18_29", "30_59"),
     "Market women", 210, ((-0.06, 0.07), (-0.14, 0.11)), ("sunday",), (5, 18), ("dry",),
     "Four or five together", "River bank instead of the road since May", "Dravoun bands"),
    ("Washing place of the north pits", "Dreumati north pits", "mine", "female",
     ("12_17", "18_29", "30_59"), "Women who wash", 820, ((0.01, -0.012),), _ANY, (6, 18),
     ("dry",), "Four to a basin", "", "Pit guards"),
    ("Gold to the buyers", "Loundre old pits", "mine", "male", ("18_29", "30_59"), "Diggers", 260,
     ((-0.03, 0.03), (-0.05, 0.06)), ("saturday", "sunday"), (9, 17), ("dry",), "", "Carry stones "
     "in the bag that shows", "Army post"),
    ("Water of the old airstrip", "Old airstrip site", "water", "female",
     ("5_11", "12_17", "18_29"), "Displaced people", 520, ((-0.015, 0.008),), _ANY, (5, 19),
     ("dry", "wet"), "", "", ""),
    ("Wednesday market of Teumira", "Kameundo", "market", "female", ("18_29", "30_59"),
     "Market women", 150, ((0.08, -0.05), (0.19, -0.13)), ("wednesday",), (8, 16), ("dry",),
     "Men carry on the forest stretch", "Ten to two instead of dawn to dusk", "Dravoun bands"),
    ("Forest stretch to the market of Teumira", "Teumira", "market", "female",
     ("12_17", "18_29", "30_59"), "Market women", 340, ((-0.05, 0.04), (-0.1, 0.07)),
     ("wednesday",), (9, 15), ("dry",), "Twenty and more together since April", "Home before the "
     "shade", "Dravoun bands, charcoal burners"),
    ("Forest path of the hearths", "Tivolou hearths", "market", "all", ("18_29", "30_59"),
     "Tivoule", 70, ((-0.07, 0.08), (-0.16, 0.17)), ("wednesday",), (6, 17), ("dry", "wet"),
     "Hunters before and behind", "Two families no longer go", "Dravoun bands"),
    ("School of Teumira", "Teumira", "school", "male", ("5_11", "12_17"), "Children", 190,
     ((0.01, 0.008),), ("monday", "tuesday", "wednesday", "thursday", "friday"), (7, 12),
     ("dry", "wet"), "", "Girls stopped in March", ""),
    ("Saturday ford", "Mazkirt", "market", "female", ("18_29", "30_59"), "Market women", 130,
     ((0.1, 0.03), (0.21, 0.06)), ("saturday",), (5, 18), ("dry",), "Both peoples together",
     "Nobody crosses alone since July", "MPE toll"),
    ("Clinic of Mazkirt", "Labourers' quarter of Mazkirt", "clinic", "female",
     ("0_4", "18_29", "30_59"), "Meudra labourers", 60, ((0.014, 0.01),), ("tuesday", "friday"),
     (8, 12), ("dry", "wet"), "With a neighbour of the other people", "", "Youths of the MPE"),
    ("Day labour in the salt gardens", "Labourers' quarter of Mazkirt", "fields", "male",
     ("18_29", "30_59"), "Meudra labourers", 300, ((0.03, -0.02),), _ANY, (5, 17), ("dry",),
     "In one lorry", "Home before five", "MPE"),
    ("Latrines of the Weir site", "Weir site", "other: latrine at night", "female",
     ("12_17", "18_29", "30_59"), "Women of both camps", 1_900, ((0.004, 0.003),), _ANY, (18, 6),
     ("dry", "wet"), "In threes", "Pots kept in the shelters", "Lane guards"),
    ("Firewood of the Weir site", "Weir site", "firewood", "female", ("12_17", "18_29", "30_59"),
     "Women and girls who fetch firewood", 640, ((0.03, 0.03), (0.05, 0.07)),
     ("monday", "wednesday", "friday"), (5, 10), ("dry", "wet"), "Both camps on their own days",
     "", "Herders, army wood lorries"),
    ("Aid day at the Weir site", "Weir site", "aid_distribution", "all", ("18_29", "30_59"),
     "Displaced people", 2_300, ((0.006, -0.004),), ("monday",), (7, 15), ("dry", "wet"), "", "",
     "Police"),
    ("Charcoal of Ortimeu", "Parish site", "charcoal", "all", ("12_17", "18_29", "30_59"),
     "Displaced people", 280, ((0.03, 0.04), (0.05, 0.09)), ("monday", "thursday"), (4, 14),
     ("dry",), "", "", "Timber agent's guards"),
    ("Hill church", "Andreumo", "worship", "all", ("0_4", "5_11", "18_29", "30_59", "60_plus"),
     "Residents", 600, ((-0.01, 0.02),), ("sunday",), (6, 10), ("dry", "wet"), "", "Service moved "
     "from dusk to dawn", ""),
    ("Leased fields of Kaldrou", "Kaldrou", "fields", "all", ("18_29", "30_59"), "Day labourers",
     700, ((-0.02, -0.05),), _ANY, (5, 15), ("wet",), "On the company lorry", "", "Company guards"),
    ("Fishing at the Meuvai weir", "Meuvai", "fishing", "male", ("12_17", "18_29"), "Boys", 90,
     ((0.02, -0.02),), _ANY, (3, 8), ("wet",), "", "Stopped since August", "Army lorries"),
    ("Return to see the house", "Mission wire site", "visit_home", "all", ("18_29", "30_59"),
     "Displaced people", 120, ((0.06, -0.03), (0.15, -0.08)), ("saturday",), (6, 15), ("dry",),
     "Women first", "", "Village watch"),
)


def journeys(world: World) -> list[Journey]:
    """Where people go, with the line of their way."""
    found = []
    for n, (title, place, purpose, sex, ages, group, people, path, days, hours, seasons, whom,
            changed, others) in enumerate(_JOURNEYS, 1):
        here = world.by_name[place]
        assert here.position is not None
        x, y = here.position.lon, here.position.lat
        line = LineString([(x, y), *((round(x + e, 4), round(y + d, 4)) for e, d in path)])
        found.append(
            Journey(
                id=f"jrn-{n:02d}", title=title, place_id=here.id, position=here.position,
                purpose=purpose, sex=sex, ages=ages, group=group, people=people, line=line,
                route_id=f"rte-{slug(title)}" if title in _PATHS else "", weekdays=days,
                from_hour=hours[0], to_hour=hours[1], seasons=seasons, with_whom=whom,
                changed=changed, who_else=others, source_id="src-jpt",
            )
        )
    return found


#: Journeys whose way is a path that every map shows.
_PATHS = ("Wednesday market of Teumira", "Sunday market of Dreumati", "Saturday ford")


def paths(world: World) -> list[Route]:
    """The footpaths of some journeys, as routes."""
    return [
        Route(
            id=f"rte-{slug(j.title)}", name=f"Path of the {j.title}", kind="path", line=j.line,
            passable_wet="partly", passable_night="unknown", source_id="src-gazetteer",
            **published(),
        )
        for j in journeys(world)
        if j.title in _PATHS
    ]


#: Place, sign, state, looked, on, confidence, note, source.
_SIGNS: tuple[tuple[str, str, str, bool, date, str, str, str], ...] = (
    ("Kaldrou", "disputed_appointment", "worsening", True, date(2026, 10, 28), "high",
     "Installation announced for 12 December.", "src-cas"),
    ("Kaldrou", "reprisal_vows", "present", True, date(2026, 10, 30), "moderate",
     "Song with eleven family names.", "src-cas"),
    ("Kaldrou", "youth_called_not_men", "present", True, date(2026, 10, 22), "moderate", "",
     "src-jpt"),
    ("Kaldrou", "cross_group_marriages_stopped", "emerging", True, date(2026, 9, 16), "moderate",
     "Three weddings between the houses put off.", "src-cas"),
    ("Lamoudra", "sleeping_outside", "present", True, date(2026, 10, 19), "high", "", "src-jpt"),
    ("Brickworks site", "armed_camp_near_civilians", "present", True, date(2026, 10, 24), "high",
     "Road post at 400 m.", "src-hrd"),
    ("Meuvai", "unit_with_record", "present", True, date(2026, 8, 30), "high",
     "The company of Andreumo 2021.", "src-hrd"),
    ("Meuvai", "unpaid_soldiers", "worsening", True, date(2026, 10, 10), "moderate",
     "Fourth month.", "src-jmac"),
    ("Meuvai", "new_checkpoints", "worsening", True, date(2026, 10, 26), "high", "Four, two of them "
     "new since September.", "src-joc"),
    ("Sameudreu", "sleeping_outside", "worsening", True, date(2026, 10, 19), "high", "", "src-jpt"),
    ("Sameudreu", "men_sent_instead", "absent", True, date(2026, 10, 19), "moderate",
     "Women go in place of men.", "src-jpt"),
    ("Sameudreu", "phones_silent", "emerging", True, date(2026, 10, 26), "moderate",
     "Two callers in ten days, before five in a week.", "src-cas"),
    ("Obeudra bridge", "crsv_pillage", "unsure", False, date(2026, 10, 5), "low",
     "Nobody has asked women apart.", "src-hrd"),
    ("Andreumo", "massing", "emerging", True, date(2026, 10, 27), "moderate",
     "FRP columns from Oumeva.", "src-jmac"),
    ("Andreumo", "extortion_spike", "present", True, date(2026, 10, 1), "moderate", "", "src-joc"),
    ("Teundrai", "reconnaissance", "unsure", False, date(2026, 7, 1), "low", "No visit since July.",
     "src-cas"),
    ("Toudrale", "cattle_moved", "emerging", True, date(2026, 10, 25), "high",
     "First herds two weeks early: poor pasture.", "src-pastures"),
    ("Toudrale", "base_closure", "present", True, date(2026, 10, 20), "high", "20 December.",
     "src-joc"),
    ("Goulavou", "massing", "emerging", True, date(2026, 10, 29), "moderate",
     "Riders at the upper well, some forty.", "src-cas"),
    ("Goulavou", "food_bought_in_bulk", "absent", True, date(2026, 10, 13), "moderate", "",
     "src-cas"),
    ("Sohesk quarter of Toudrale", "sudden_flight", "emerging", True, date(2026, 10, 24),
     "moderate", "Children sent to Hazmirt.", "src-cas"),
    ("Hazmirt", "pasture_failure", "worsening", True, date(2026, 10, 15), "moderate", "",
     "src-pastures"),
    ("Hazmirt", "power_against_feminine", "emerging", True, date(2026, 9, 22), "low",
     "The mothers' songs are mocked in public.", "src-jpt"),
    ("Dreumati", "mine_discovery", "present", True, date(2026, 8, 11), "moderate",
     "New vein north of the pits.", "src-jpt"),
    ("Dreumati north pits", "survival_sex", "worsening", True, date(2026, 9, 14), "moderate", "",
     "src-partner"),
    ("Vaindralo", "food_bought_in_bulk", "present", True, date(2026, 10, 23), "moderate",
     "Second time; the first was the eve of 6 September.", "src-cas"),
    ("Vaindralo", "women_only_in_groups", "present", True, date(2026, 9, 10), "high", "",
     "src-jpt"),
    ("Teumira", "girls_absent", "worsening", True, date(2026, 8, 21), "high",
     "Eleven of 96 girls in school.", "src-jpt"),
    ("Teumira", "early_marriage_rise", "present", True, date(2026, 8, 21), "moderate", "",
     "src-partner"),
    ("Teumira", "reconnaissance", "unsure", False, date(2026, 8, 21), "low",
     "Nobody has been there since.", "src-joc"),
    ("Mazkirt", "foreign_fighters", "present", True, date(2026, 10, 18), "moderate", "",
     "src-jmac"),
    ("Mazkirt", "arms_flows", "emerging", True, date(2026, 5, 30), "moderate", "", "src-jmac"),
    ("Labourers' quarter of Mazkirt", "group_discrimination", "worsening", True,
     date(2026, 10, 18), "high", "Marked doors, leaflets, songs.", "src-hrd"),
    ("Labourers' quarter of Mazkirt", "intent_signs", "unsure", True, date(2026, 10, 20), "low",
     "One leaflet, one source.", "src-hrd"),
    ("Labourers' quarter of Mazkirt", "propaganda_manhood", "present", True, date(2026, 10, 18),
     "moderate", "Men of the quarter called hired wives.", "src-hrd"),
    ("Labourers' quarter of Mazkirt", "enemy_men_feminised", "present", True, date(2026, 10, 18),
     "moderate", "", "src-hrd"),
    ("Labourers' quarter of Mazkirt", "phones_silent", "worsening", True, date(2026, 10, 18),
     "high", "Mast off by night before both attacks.", "src-joc"),
    ("Weir site", "displaced_women_without_shelter", "present", True, date(2026, 9, 29), "high", "",
     "src-partner"),
    ("Loundre", "base_closure", "present", True, date(2026, 6, 5), "high", "28 February 2027.",
     "src-joc"),
    ("Loundre", "price_shock", "emerging", True, date(2026, 10, 6), "moderate", "Rice up by a "
     "third since August.", "src-partner"),
    ("Oumeva", "defections", "unsure", False, date(2026, 9, 1), "low", "", "src-jmac"),
)


def signs(world: World) -> list[WarningSign]:
    """Signs from the checklists at their places."""
    return [
        WarningSign(
            id=f"sig-{n:02d}", place_id=world.by_name[place].id, sign=sign, state=state,
            looked=looked, on=on, confidence=sure, note=note, source_id=source,
        )
        for n, (place, sign, state, looked, on, sure, note, source) in enumerate(
            _SIGNS, 1
        )
    ]
