"""What people do by themselves to stay safe, as they told it: key places by hand, others alike."""

from dataclasses import dataclass
from datetime import date, timedelta

from pocplanner.model.community import Consent, Coping
from pocplanner.model.guard import Audience, Level
from sample_world.chance import stream
from sample_world.grades import AS_OF
from sample_world.people import World
from shapely import LineString

_INSIDE = (Audience.CORE, Audience.COMMAND, Audience.MISSION)


@dataclass(frozen=True)
class Way:
    """One thing that people do, in one place."""

    title: str
    strategy: str
    place: str
    sex: str
    ages: tuple[str, ...]
    users: tuple[str, ...]
    against: tuple[str, ...]
    when: str
    trigger: str
    works: str
    judged_by: str
    cost: str
    bearers: tuple[str, ...]
    harm: str
    effect: str
    effect_note: str
    wanted: str
    survives: str
    hours: tuple[int, ...] = ()
    seasons: tuple[str, ...] = ()
    severe: bool = False
    consent: bool = True
    #: A path that people flee along: kilometres east and north, in turn.
    path: tuple[tuple[float, float], ...] = ()


_ADULTS = ("18_29", "30_59")
_ALL = ()

WAYS: tuple[Way, ...] = (
    # Kaldrou
    Way("Market mothers pass word from row to row", "early_warning_signals", "Kaldrou", "female",
        _ADULTS, ("Market women",), ("killing", "property_destruction"), "Thursdays and the evening "
        "before", "Songs of either house, young men buying paraffin", "works",
        "Market mothers, 31 women", "Half a market day lost at each alarm", ("Market women",),
        "Women who warn the other house are called traitors.", "neutral", "A patrol that stops at "
        "the rows when word goes round shows who passed it.", "A number that answers, and an answer "
        "the same day.", "yes", tuple(range(6, 19))),
    Way("Sohesk traders sell through Meudra neighbours", "concealment", "Sohesk quarter of Kaldrou",
        "all", _ADULTS, ("Sohesk traders",), ("killing", "pillage_crop_cattle"), "From the first "
        "song until the Sunday after", "Night songs at the south gate", "works_sometimes",
        "Women of the quarter", "A third of the earnings stays with the neighbour",
        ("Sohesk traders", "Women"), "Neighbours who help were threatened in September.", "undermines",
        "Escorting the traders to market in September told everybody who they were.", "Leave the "
        "arrangement alone and do not speak of it.", "yes", severe=True),
    Way("Families of the younger house sleep in other quarters", "temporary_flight", "Lamoudra",
        "all", _ALL, ("Families of the younger house",), ("killing", "property_destruction"),
        "Nights before and after a council sitting", "Lorries leaving the road post after dark",
        "works", "Elders of Lamoudra", "Host families share their grain", ("Host families",),
        "Girls are pestered in crowded houses.", "undermines", "Night patrols with lights drive "
        "people off the footpath into the scrub.", "Patrol the road, not the path; keep the road "
        "post from moving.", "yes", (20, 21, 22, 23, 0, 1, 2, 3, 4), severe=True,
        path=((-0.02, 0.03), (-0.06, 0.05), (-0.11, 0.09))),
    Way("Elders of both houses eat together on market eve", "negotiation", "Kaldrou", "male",
        ("60_plus",), ("Elders",), ("killing",), "Wednesday evenings", "A death or a decree",
        "works_sometimes", "Two elders, one of each house", "Each is called bought by his own young",
        ("Elders",), "", "supports", "The civil affairs car brings the two who cannot walk.",
        "Transport, and no photographs.", "yes"),
    Way("Girls' night work moved into one compound", "routine_change", "Brickworks site", "female",
        ("12_17", "18_29"), ("Displaced people",), ("sexual_violence", "arbitrary_detention"),
        "Nightly since 15 August 2026", "Gendarmes walking the lanes", "works_sometimes",
        "Women of the site committee", "Oil for one lamp; school work stops", ("Girls",),
        "", "supports", "Police patrol on foot from 19:00 to 21:00 since 28 September.",
        "Female officers on that patrol.", "partly", (19, 20, 21)),
    Way("Men of the site pay the road post by the month", "payment_compliance", "Brickworks site",
        "male", _ADULTS, ("Displaced people",), ("arbitrary_detention", "extortion_illegal_tax"),
        "First week of the month", "A list read at the post", "no_longer_works",
        "Men of the site committee", "The price of two goats each; debts to grain sellers",
        ("Households", "Wives who sell the grain"), "Pays for the post that robs them.", "neutral",
        "", "Ask the gendarmerie for the post's written orders.", "no"),
    Way("Weddings brought forward before the installation", "harmful_coping", "Lamoudra", "female",
        ("12_17",), ("Families of the younger house",), ("sexual_violence", "killing"),
        "Since July 2026", "Announcement of the day of installation", "unknown",
        "Midwife of the health post", "Girls of 14 to 16 leave school", ("Girls",),
        "Early marriage; two deaths in childbed this year.", "unknown", "", "Specialist referral; "
        "talk to mothers, not through the chief.", "no"),
    # Andreumo
    Way("Firewood in groups of twenty, hour set the evening before", "group_movement",
        "Andreumo base site", "female", ("12_17", "18_29", "30_59"), ("Displaced people",),
        ("sexual_violence", "abduction"), "Tuesdays, Thursdays and Saturdays", "Agreed at the water "
        "point", "works", "Women's committee of the site", "Three hours more for each load",
        ("Women", "Girls"), "Predictable to anybody who watches the hill.", "supports",
        "A patrol on the ridge, one hour before, since May 2026; walking among the women was "
        "stopped at their wish.", "Keep the ridge; tell the hour to the platoon only.", "partly",
        (6, 7, 8, 9)),
    Way("Boys sleep in the church yard, not at home", "displacement_near_base", "Andreumo", "male",
        ("12_17", "18_29"), ("Youths",), ("forced_recruitment",), "Nights of FRP levies",
        "Drummer seen at the ford", "works_sometimes", "Fathers of Andreumo",
        "Wet and cold, sickness", ("Boys",), "Boys who sleep near the base are called its children "
        "and beaten.", "undermines", "The floodlight turned on the yard in July marked it.",
        "Turn the light; a guard post that looks outward.", "no", (20, 21, 22, 23, 0, 1, 2, 3, 4)),
    Way("Grain hidden in clay jars outside the village", "concealment", "Teundrai", "all", _ADULTS,
        ("Farmers",), ("pillage_crop_cattle", "extortion_illegal_tax"), "After harvest, May to July",
        "First levy of the FRP court", "works", "Villagers, men and women apart", "A tenth spoils",
        ("Households",), "A man was beaten until he told.", "undermines", "Mission engineers asked "
        "where grain is stored, with the court's messenger beside them.", "Do not ask.", "yes",
        seasons=("dry",), severe=True, path=((0.02, 0.02), (0.05, 0.03))),
    Way("Widows walk as mourners to warn the hill villages", "early_warning_signals", "Andreumo",
        "female", ("30_59", "60_plus"), ("Widows",), ("killing", "massacre"), "When the army loads "
        "lorries", "Rations drawn at the army store", "works", "Burial society",
        "Beaten twice at the ford", ("Widows",), "Searched by men at the ford.", "neutral", "",
        "Nobody should know but those who need the warning.", "yes", severe=True),
    Way("Two brothers, two sides", "armed_group_alignment", "Teundrai", "male", ("18_29",),
        ("Farmers",), ("killing", "forced_recruitment"), "Since the ceasefire ended",
        "Recruiters of both sides", "works_sometimes", "Old men of Teundrai", "A son to each side",
        ("Families",), "Brothers met at the Oumeva fight.", "undermines", "Lists of weapons handed "
        "in were shown to the army in 2025.", "A way out without a list.", "no"),
    # Meuvai
    Way("Men and boys sleep on the hill, women keep the houses", "temporary_flight", "Sameudreu",
        "male", ("12_17", "18_29", "30_59"), ("Youths and men of 14 to 40",),
        ("arbitrary_detention", "killing", "disappearance"), "Every night since 15 August 2026",
        "Lorries at the bridge", "works", "Women who carry food; two old men",
        "Fields not watched; sickness", ("Men", "Women alone in the houses"),
        "Women alone were beaten in October; boys of twelve sleep among strangers.", "undermines",
        "The night drone was seen by the army, which then searched the hill.",
        "No lights, no drone over the hill; a platoon at the bridge at four in the morning.", "yes",
        (20, 21, 22, 23, 0, 1, 2, 3, 4, 5), severe=True,
        path=((0.01, 0.02), (0.03, 0.05), (0.06, 0.06))),
    Way("Women carry food to the post and count the detained", "advocacy_documentation",
        "Sameudreu", "female", ("30_59", "60_plus"), ("Residents",), ("disappearance",
        "torture_ill_treatment", "arbitrary_detention"), "Each morning at seven", "A man does not "
        "come home", "works_sometimes", "Food carriers", "Food for two households",
        ("Women",), "Insulted and felt over at the gate.", "supports", "Human rights officers come "
        "on changing days so that no visit follows a count.", "Somebody of rank at the gate, "
        "unannounced.", "yes", (7, 8)),
    Way("Chief of Sameudreu pays in goats for each release", "payment_compliance", "Sameudreu",
        "male", ("60_plus",), ("Chief",), ("arbitrary_detention",), "After each arrest",
        "A name called at the bridge", "works_sometimes", "Chief and his council",
        "Twenty-six goats since August", ("Households", "Widows who give last"), "Price rises.",
        "neutral", "", "Do not shame him.", "yes"),
    Way("Traders drive in convoy behind the bread lorry", "group_movement", "Meuvai", "all",
        _ADULTS, ("Traders",), ("extortion_illegal_tax", "killing"), "Saturdays at five in the "
        "morning", "Bread lorry from Kaldrou", "works_sometimes", "Drivers' union",
        "One waits for the other: two hours", ("Traders",), "", "supports", "The quick reaction "
        "force times its Saturday move to the bread lorry.", "Go on.", "partly", (5, 6, 7)),
    Way("Teachers keep two sets of papers", "concealment", "Meuvai", "all", _ADULTS,
        ("Salompe teachers and clerks",), ("killing", "abduction"), "At FRP posts", "",
        "works_sometimes", "Two teachers", "", ("Teachers",), "Found with both, a man was killed in "
        "June.", "unknown", "", "Nothing in writing.", "yes", severe=True, consent=False),
    Way("Prayer night on the bridge", "spiritual_social_practice", "Obeudra bridge", "all", _ALL,
        ("Residents",), ("killing",), "Fridays", "", "unknown", "Pastor's wife",
        "A night's sleep", ("Families",), "Believed to stop bullets; the young stay where they "
        "should run.", "neutral", "", "Respect; tell times of patrols so that nobody is met "
        "in the dark.", "yes"),
    # Toudrale, Goulavou
    Way("Drum code of the east fields", "early_warning_signals", "Goulavou", "male", ("12_17",
        "18_29"), ("Farmers",), ("massacre", "pillage_crop_cattle", "abduction"), "Nights in May, "
        "June, July and November", "Dogs, dust, riders on the ridge", "works",
        "Village committee, twelve members", "Two boys awake each night", ("Boys",),
        "Drummers are the first to be shot at.", "supports", "The operating base answers the drum "
        "with one flare, so that people know that it was heard.", "Answer every drum, also the "
        "false ones.", "yes", (22, 23, 0, 1, 2, 3, 4), ("dry",)),
    Way("Women and children to the rocks when the drum beats twice", "temporary_flight", "Goulavou",
        "all", ("0_4", "5_11", "12_17", "30_59"), ("Women and children",), ("massacre", "abduction"),
        "At once", "Two beats", "works", "Village committee, women apart",
        "A newborn died of cold in June 2025", ("Mothers", "Children"), "The path crosses a gully "
        "that floods.", "undermines", "In July a patrol parked on the path and people turned back.",
        "Keep the path free; never map it for others.", "yes", (0, 1, 2, 3, 4), severe=True,
        path=((0.015, -0.01), (0.04, -0.02), (0.06, -0.05))),
    Way("Village watch with bows, four with rifles", "self_defence_group", "Toudrale", "male",
        ("12_17", "18_29", "30_59"), ("Farmers",), ("massacre", "pillage_crop_cattle"),
        "Every night; doubled in the two passages of the herds", "Songs of the Riders",
        "works_sometimes", "Watch leaders", "A basin of grain from each house each month",
        ("Households",), "Boys of thirteen on watch; herders killed in revenge.", "undermines",
        "The base's nightly call to the watch leader made him the man who decides.",
        "A code of conduct that the mothers may enforce.", "yes"),
    Way("Milk for the path to the well", "payment_compliance", "Sohesk quarter of Toudrale",
        "female", _ADULTS, ("Sohesk women",), ("killing", "movement_restriction"), "Daily",
        "Watch at the well", "works_sometimes", "Nine women of the quarter",
        "Four litres a day from each herd", ("Women", "Children who do not drink it"),
        "Girls are sent back without water.", "neutral", "", "A second path, not a fence.", "no"),
    Way("Kin across the corridor take in children in May and November", "kin_solidarity",
        "Sohesk quarter of Toudrale", "all", ("0_4", "5_11", "12_17"), ("Sohesk families",),
        ("killing", "massacre"), "Two weeks before the herds pass", "Council of the wells names the "
        "day", "works", "Mothers of the quarter", "School missed; hosts run short of grain",
        ("Hosts in Hazmirt",), "", "supports", "Aid in Hazmirt counts hosts since May 2026.",
        "Seats on the lorry back.", "yes"),
    Way("Grazing path agreed field by field", "negotiation", "Toudrale", "male", ("60_plus",
        "30_59"), ("Farmers", "Herders"), ("pillage_crop_cattle", "killing"), "April and October",
        "First herds at Hazmirt", "works_sometimes", "Corridor observers", "Compensation in grain",
        ("Farmers", "Herders"), "The young of both call it cowardice.", "supports", "Civil Affairs "
        "pays for the ropes and keeps away from the meeting.", "Ropes, two motorcycles, no flags.",
        "yes", seasons=("dry", "wet")),
    # Hazmirt
    Way("Mothers' songs forbid a raid", "negotiation", "Hazmirt", "female", ("60_plus",),
        ("Mothers",), ("massacre", "killing"), "Evening before the council rises",
        "Riders gather at the upper well", "works_sometimes", "Three mothers of the council",
        "Sons mock them", ("Mothers",), "", "neutral", "Asked on the radio about their songs they "
        "fell silent for a month.", "Be told what the mission knows of herders killed; justice for "
        "Toudrale.", "yes"),
    Way("Herds go by night through the narrow places", "routine_change", "Sorajesk wells", "male",
        ("12_17", "18_29", "30_59"), ("Herders",), ("killing", "pillage_crop_cattle"),
        "May, June and November", "Watch seen in the fields", "works_sometimes", "Herd owners",
        "Animals lost in wells and gullies", ("Herders", "Boys"), "Boys lost; fields trampled "
        "unseen, which starts the killing.", "supports", "The base escorts the two crossings by "
        "day at the herders' wish.", "Escort at the crossings, by people who speak Sohesk.",
        "partly", (19, 20, 21, 22, 23, 0, 1, 2, 3)),
    Way("Camps split when vehicles stop on the ridge", "temporary_flight", "Sorajesk wells", "all",
        _ALL, ("Herders",), ("killing", "arbitrary_detention"), "Any time", "Any vehicle",
        "works", "Herd owners", "Old people are left at the well", ("Older people",),
        "", "undermines", "Helicopters scatter the herds; two children were lost in March.",
        "Word before an aircraft comes.", "yes", severe=True, path=((-0.03, 0.01), (-0.07, 0.04))),
    Way("Meudra of Hazmirt wear the herders' cloth", "concealment", "Hazmirt", "all", _ADULTS,
        ("Meudra of Hazmirt",), ("killing",), "Market day", "", "works", "Two Meudra women",
        "", ("Meudra of Hazmirt",), "", "unknown", "", "", "yes", severe=True, consent=False),
    # Dreumati and the pits
    Way("Diggers change shafts when a levy is refused", "routine_change", "Dreumati north pits",
        "male", ("12_17", "18_29", "30_59"), ("Diggers",), ("extortion_illegal_tax", "killing"),
        "Within hours", "Boots at the rim", "works_sometimes", "Pit committee",
        "Unsafe shafts: eleven dead in 2026", ("Diggers", "Boys"), "Shafts fall in.", "undermines",
        "Patrols that halt at the rim empty the shafts below at once, onto those who wait.",
        "Announce patrols to the committee's women.", "yes"),
    Way("Women who wash sleep four to a shelter with a pot lid each", "early_warning_signals",
        "Dreumati north pits", "female", _ADULTS, ("Women who wash",), ("sexual_violence",),
        "Nightly", "Steps", "works_sometimes", "Eleven women who wash", "", ("Women who wash",),
        "", "neutral", "", "A lamp at the washing place; a woman to talk to.", "yes", (21, 22, 23,
                                                                                      0, 1, 2, 3)),
    Way("Gold dust for whoever guards", "payment_compliance", "Dreumati north pits", "all",
        _ADULTS, ("Diggers",), ("killing", "pillage_crop_cattle"), "Weekly, Sundays", "",
        "works", "Pit committee", "A fifth of what is dug, from women a third", ("Women who wash",
        "Diggers"), "Pays for the Dravoun's boots.", "undermines", "The platoon's friendly stop at "
        "the buyers' doors is read as its share.", "Do not stop there.", "no"),
    Way("Survival sex for passage and food", "harmful_coping", "Dreumati", "female", ("12_17",
        "18_29"), ("Women and girls without kin",), ("extortion_illegal_tax", "sexual_violence"),
        "", "", "works_sometimes", "Nurse of the dispensary", "Health, standing, children",
        ("Women and girls",), "Lasting harm.", "undermines", "Relieve pressure; two complaints "
        "against peacekeepers since 2024.", "Specialist referral, no interviews; grain that does "
        "not pass through the buyers.", "unknown", severe=True, consent=False),
    Way("Market by the river bank instead of the road", "routine_change", "Vaindralo", "female",
        ("18_29", "30_59"), ("Market women",), ("abduction", "pillage_crop_cattle"), "Sundays since "
        "May 2026", "Smoke in the forest", "works_sometimes", "Women of Vaindralo",
        "Two hours longer; loads halved", ("Women",), "", "unknown", "Not yet asked what a patrol "
        "would do to it.", "A patrol on the road the day before, not the same day.", "yes",
        (5, 6, 7, 15, 16, 17)),
    Way("Runner to the base", "early_warning_signals", "Vaindralo", "male", ("18_29",), ("Youths",),
        ("abduction",), "", "Strangers buy food", "fails", "Families of those taken in September",
        "Two hours each way", ("Youths",), "The runner of 6 September met the column.", "neutral",
        "The base asked him for proof.", "A telephone, or somebody who moves without proof.",
        "yes"),
    # Loundre
    Way("Diggers' families move inside the fence at dusk", "displacement_near_base", "Loundre",
        "all", _ALL, ("Residents",), ("killing", "pillage_crop_cattle"), "Nights of shooting",
        "Shots at the pits", "works", "Protection plan group", "Sickness, quarrels over places",
        ("Women",), "Ends with the base.", "supports", "", "Somebody who opens a gate in March.",
        "no", (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Way("Pit committee sends a bell-man", "early_warning_signals", "Loundre old pits", "male",
        _ADULTS, ("Diggers",), ("killing",), "", "Strangers at the river", "works",
        "Pit committee", "", ("Diggers",), "", "supports", "", "A bell for the south shafts.",
        "yes"),
    # East
    Way("Both peoples cross the ford together on Saturdays", "group_movement", "Mazkirt", "female",
        _ADULTS, ("Market women",), ("abduction", "sexual_violence", "killing"), "Saturdays",
        "Ford watch waves", "works", "Market women of both peoples", "Late home",
        ("Women",), "Seen as disloyal by both sides' young men.", "neutral", "An escort was offered "
        "and refused: soldiers would end it.", "Leave it; have the ford watch waved off by women.",
        "yes", (5, 6, 7, 16, 17, 18)),
    Way("Door chain: five houses, five whistles", "early_warning_signals",
        "Labourers' quarter of Mazkirt", "all", ("12_17", "18_29"), ("Meudra labourers",),
        ("killing", "massacre"), "Dusk to dawn since July 2026", "Engines without lights", "works",
        "Youths of the quarter, girls and boys", "No sleep", ("Youths",), "", "neutral", "",
        "A siren that the base can hear.", "yes", (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5)),
    Way("Cellars with two ways out", "concealment", "Labourers' quarter of Mazkirt", "all", _ALL,
        ("Meudra labourers",), ("killing", "massacre"), "Nights", "Fifth whistle", "works",
        "Two families", "", ("Families",), "Children faint in them.", "unknown", "",
        "Nobody may know.", "yes", severe=True),
    Way("Children sent to the Weir site", "kin_solidarity", "Labourers' quarter of Mazkirt", "all",
        ("5_11", "12_17"), ("Meudra labourers",), ("killing", "forced_displacement"),
        "Since July 2026", "Marked doors", "works", "Mothers of the quarter",
        "Thirty-one children without adults at the site", ("Children", "Mothers"),
        "Children alone in a camp.", "neutral", "", "Tracing numbers and a lorry every week.",
        "partly"),
    Way("Path to the customs yard", "temporary_flight", "Labourers' quarter of Mazkirt", "all", _ALL,
        ("Meudra labourers",), ("massacre", "killing"), "Nights", "Fifth whistle",
        "works_sometimes", "Youths of the quarter", "", ("Older people", "People who cannot run"),
        "One street is open to view.", "supports", "A carrier parked at the open street on two "
        "nights of alarm.", "The carrier at that street, lights off.", "partly",
        (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5), severe=True,
        path=((0.01, 0.008), (0.02, 0.018), (0.028, 0.026))),
    Way("Petition to the sector commander", "advocacy_documentation",
        "Labourers' quarter of Mazkirt", "all", _ADULTS, ("Meudra labourers",),
        ("forced_displacement", "hate_speech_incitement"), "July and October 2026", "",
        "fails", "Five who signed", "", ("Those who signed",), "The five were named in a leaflet "
        "two days later.", "undermines", "The list was read out at a meeting with the district.",
        "An answer, in private.", "yes"),
    Way("White cloth day at the water point", "neutrality_zone", "Weir site", "female", _ALL,
        ("Women of both camps",), ("killing", "mission_caused_harm"), "Saturdays", "",
        "works", "Both women's committees", "", ("Women",), "", "supports", "Police stay at the "
        "road on Saturdays.", "Keep weapons away, ours too.", "yes"),
    Way("Lane guards of young men", "self_defence_group", "Weir site", "male", ("18_29",),
        ("Displaced people",), ("killing", "pillage_crop_cattle"), "Nights", "",
        "works_sometimes", "South committee", "", ("Women who come home late",),
        "Beat women who came home late.", "undermines", "Torches given to them made them a police.",
        "Women to choose the guards.", "partly", (20, 21, 22, 23, 0, 1, 2, 3)),
    # Teumira
    Way("Market moved to ten in the morning", "routine_change", "Teumira", "female", _ADULTS,
        ("Market women",), ("abduction", "sexual_violence"), "Wednesdays since April 2026",
        "Fires on the ridge", "works_sometimes", "Women's market circle",
        "A third of the trade", ("Women", "Far hamlets that no longer come"), "", "unknown",
        "No patrol has come on a Wednesday.", "A foot patrol on Tuesday night and Wednesday, with a "
        "woman in it.", "yes", (10, 11, 12, 13, 14), ("dry",)),
    Way("Girls kept from school", "routine_change", "Teumira", "female", ("5_11", "12_17"),
        ("Girls",), ("abduction", "sexual_violence"), "Since March 2026", "Abduction of six girls",
        "works", "Fathers; the girls were not asked", "Two school years", ("Girls",),
        "Marriages follow.", "neutral", "", "Lessons in the hamlets.", "no"),
    Way("Men carry the loads on the forest stretch", "task_reallocation", "Kameundo", "male",
        _ADULTS, ("Farmers",), ("abduction", "sexual_violence"), "Wednesdays", "",
        "works_sometimes", "Couples of nine households, asked apart", "A day's field work",
        ("Men",), "Two men were killed in August for refusing to carry further.", "neutral", "",
        "Decide by household, not by decree.", "yes"),
    Way("Hunters' call", "early_warning_signals", "Tivolou hearths", "male", ("18_29", "30_59"),
        ("Tivoule hunters",), ("abduction", "pillage_crop_cattle"), "Dusk and dawn", "Fires, birds",
        "works", "Hunters", "Two hunters killed in 2025", ("Hunters",), "Hunters are hunted.",
        "unknown", "Nobody at the base knows the calls.", "Somebody who speaks Tivoule.", "yes"),
    Way("The hearths move", "temporary_flight", "Tivolou hearths", "all", _ALL, ("Tivoule",),
        ("abduction", "killing", "forced_displacement"), "Within an hour", "Second call", "works",
        "Women of the hearths", "Stores left behind", ("Tivoule",), "", "undermines",
        "Registration asked them to stay in one place.", "Do not register hearths on a map.", "yes",
        severe=True, path=((0.02, -0.03), (0.03, -0.08))),
    Way("Girls dressed and shorn as boys on the road", "concealment", "Kameundo", "female",
        ("5_11", "12_17"), ("Girls",), ("abduction", "sexual_violence"), "Wednesdays", "",
        "works_sometimes", "Mothers", "Shame", ("Girls",), "Boys are taken as porters.", "unknown",
        "", "", "yes", severe=True, consent=False),
    Way("Vows at the boundary tree", "neutrality_zone", "Ortimeu", "all", _ALL, ("Residents",),
        ("killing",), "Each harvest", "", "works_sometimes", "Elders of Ortimeu", "A goat",
        ("Families",), "", "neutral", "", "Consent before anybody speaks of it.", "yes"),
    Way("Families of the gate hold the door for the old", "kin_solidarity", "Loundre gate site",
        "all", _ADULTS, ("Displaced people",), ("killing",), "Nights of shooting", "", "works",
        "Women of the site", "", ("Young women",), "", "supports", "", "A gate that opens inward.",
        "no"),
    Way("Sons sent to the coast", "temporary_flight", "Meuvai", "male", ("12_17", "18_29"),
        ("Families who can pay",), ("forced_recruitment", "arbitrary_detention"), "Since August",
        "", "works", "Drivers' union", "A year's harvest for the fare and four posts",
        ("Mothers who farm alone",), "Boys work unpaid at the docks.", "neutral", "", "", "no"),
)

#: What other places do, told more shortly: title, strategy, users, against, works, cost, harm.
_ALIKE: dict[str, tuple[tuple[str, str, str, str, str, str, str], ...]] = {
    "OU03": (
        ("Bell of the {place} meeting house", "early_warning_signals", "all", "killing", "works",
         "", "The bell-ringer is known."),
        ("{place} feeds whoever comes armed", "payment_compliance", "all",
         "extortion_illegal_tax", "works_sometimes", "Women cook for thirty at night", ""),
    ),
    "OU04": (
        ("Night watch of {place}", "self_defence_group", "male", "killing", "works_sometimes",
         "A basin of grain from each house", "Boys stand watch."),
        ("People of {place} sleep in the fields", "temporary_flight", "all", "property_destruction",
         "works", "Sickness in the rains", "Girls are not safe in the fields."),
        ("Names of {place} kept off every list", "concealment", "all", "arbitrary_detention",
         "works_sometimes", "No aid without a list", ""),
        ("{place} walks to market in one file", "group_movement", "female", "abduction", "works",
         "Hours of waiting", "Predictable."),
    ),
    "OU05": (
        ("Whistles at the washing place of {place}", "early_warning_signals", "female",
         "sexual_violence", "works_sometimes", "", ""),
        ("{place} pays the pit guard", "payment_compliance", "all", "pillage_crop_cattle",
         "works_sometimes", "A fifth of what is dug", "Funds the guard's group."),
        ("Men of {place} fetch water after dark", "task_reallocation", "male", "abduction",
         "works_sometimes", "Men were taken as porters twice", ""),
    ),
    "OU06": (
        ("Riders from {place} go before the herd", "self_defence_group", "male",
         "pillage_crop_cattle", "works_sometimes", "Sons away for months", "Raids follow."),
        ("{place} sends milk and word across the corridor", "kin_solidarity", "female", "killing",
         "works", "", ""),
        ("Elders of {place} hold back their young", "negotiation", "male", "massacre",
         "no_longer_works", "Standing lost", ""),
    ),
    "OU07": (
        ("Dogs and strings around {place}", "early_warning_signals", "all", "abduction", "works",
         "", ""),
        ("{place} leaves before the border fights", "temporary_flight", "all", "killing",
         "works_sometimes", "Wells guarded by nobody", "Old people stay."),
    ),
    "OU08": (
        ("{place} keeps goats in the forest", "concealment", "all", "pillage_crop_cattle", "works",
         "", ""),
        ("Girls of {place} live with aunts on the coast", "kin_solidarity", "female", "abduction",
         "works", "Work without pay at the aunts'", "Schooling ends."),
    ),
}


def coping(world: World, provinces: dict[str, str]) -> list[Coping]:
    """The coping strategies: those of the story, then those of other places."""
    found = [_way(n, way, world) for n, way in enumerate(WAYS, 1)]
    told = {way.place for way in WAYS}
    chance = stream("coping")
    others = [c for c in world.communities if c.name not in told and provinces[c.id] in _ALIKE]
    for c in chance.sample(others, 34):
        code = provinces[c.id]
        title, strategy, sex, against, works, cost, harm = chance.choice(_ALIKE[code])
        number = len(found) + 1
        severe = strategy in ("temporary_flight", "concealment")
        judged = AS_OF - timedelta(days=chance.randint(20, 400))
        found.append(
            Coping(
                id=f"cop-{number:03d}", title=title.format(place=c.name), strategy=strategy,
                place_id=c.id, position=c.position, users_sex=sex, users=("Residents",),
                against=(against,), effectiveness=works, judged_by="Villagers, women and men apart"
                if chance.random() < 0.6 else "Village head", judged_on=judged,
                cost_bearers=("Households",), cost=cost, harm=harm,
                mission_effect=chance.choice(("unknown", "unknown", "neutral", "supports")),
                survives_exit=chance.choice(("yes", "yes", "partly", "unknown")),
                consent=_consent(judged) if chance.random() < 0.8 else None,
                sensitivity=Level.SEVERE if severe else Level.HIGH,
                source_id="src-jpt" if chance.random() < 0.5 else "src-cas",
                source_key=f"COP-{number:03d}",
            )
        )
    return found


def _consent(on: date) -> Consent:
    return Consent(
        purposes=("planning", "response"), audiences=_INSIDE, given_on=on,
        expires_on=on + timedelta(days=365), method="spoken, read back", by="community_meeting",
    )


def _way(number: int, way: Way, world: World) -> Coping:
    here = world.by_name[way.place]
    assert here.position is not None
    chance = stream(f"way:{way.title}")
    judged = AS_OF - timedelta(days=chance.randint(9, 130))
    shape = None
    if way.path:
        x, y = here.position.lon, here.position.lat
        shape = LineString(
            [(x, y), *((round(x + east, 4), round(y + north, 4)) for east, north in way.path)]
        )
    return Coping(
        id=f"cop-{number:03d}", title=way.title, strategy=way.strategy, place_id=here.id,
        position=here.position, shape=shape, users_sex=way.sex, users_age=way.ages, users=way.users,
        against=way.against, when=way.when, hours=way.hours, seasons=way.seasons,
        trigger=way.trigger, effectiveness=way.works, judged_by=way.judged_by, judged_on=judged,
        cost_bearers=way.bearers, cost=way.cost, harm=way.harm, mission_effect=way.effect,
        mission_effect_note=way.effect_note, support_wanted=way.wanted, survives_exit=way.survives,
        consent=_consent(judged) if way.consent else None,
        sensitivity=Level.SEVERE if way.severe else Level.HIGH, source_id="src-jpt",
        source_key=f"COP-{number:03d}",
    )


def coping_id(title: str) -> str:
    """The id of a coping strategy of the story by its title."""
    return f"cop-{next(n for n, w in enumerate(WAYS, 1) if w.title == title):03d}"


__all__ = ["WAYS", "coping", "coping_id"]
