"""The places that the story turns on, written by hand; the rest is made to fit them."""

from dataclasses import dataclass, field
from datetime import date

#: Communities in each district, those written here included.
NUMBER = {
    "Kaldrou": 10, "Andreumo": 8, "Meuvai": 9, "Toudrale": 8,
    "Meudralo": 6, "Kaveudri": 5, "Loundre": 7, "Dreumati": 9,
    "Jezirt": 6, "Orjask": 6, "Hazmirt": 9, "Kersohask": 5,
    "Tarhask": 7, "Ezrisk": 4, "Jorhesk": 6, "Mazkirt": 8,
    "Ortimeu": 5, "Vouladre": 4, "Sentompe": 3, "Teumira": 8,
    "Voundai": 3, "Timeuva": 3, "Ladreu": 4, "Oumeva": 6,
    "Port Nelompe": 2, "Barulle": 2, "Vissompe": 2, "Quirulle": 2,
    "Saldulle": 2, "Terompe": 2, "Calvulle": 2, "Limmante": 3,
}

#: Market days of the towns whose market matters to the story.
MARKETS: dict[str, tuple[str, ...]] = {
    "Kaldrou": ("thursday",), "Hazmirt": ("tuesday",), "Mazkirt": ("saturday",),
    "Teumira": ("wednesday",), "Dreumati": ("sunday",), "Meudralo": ("friday",),
    "Tarhask": ("monday",), "Toudrale": ("wednesday",), "Meuvai": ("saturday",),
    "Andreumo": ("tuesday",), "Loundre": ("monday",), "Ortimeu": ("friday",),
    "Jezirt": ("sunday",), "Port Nelompe": ("tuesday", "saturday"),
}

#: When the sites of the displaced came to be.
SITE_SINCE = {
    "Andreumo base site": date(2022, 10, 10), "Weir site": date(2023, 4, 2),
    "Brickworks site": date(2024, 3, 1), "Sawmill site": date(2026, 8, 18),
    "Mission wire site": date(2026, 7, 16), "Old airstrip site": date(2023, 2, 1),
    "Loundre gate site": date(2023, 11, 20), "Salt pans site": date(2023, 6, 20),
    "Wadi site": date(2023, 5, 24), "Customs yard site": date(2025, 6, 1),
    "Parish site": date(2022, 12, 1), "School yard site": date(2024, 9, 9),
}

_Group = tuple[str, str, str, int, str]
_Protector = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Known:
    """A place of the story: where it lies from the district's town, and what is known of it."""

    name: str
    district: str
    kind: str
    population: int
    east: float
    north: float
    identity: dict[str, float] = field(default_factory=dict)
    at_risk: tuple[str, ...] = ()
    groups: tuple[_Group, ...] = ()
    factors: dict[str, str] = field(default_factory=dict)
    protectors: tuple[_Protector, ...] = ()
    women: str = ""
    gender: str = ""
    humanitarian: str = ""
    referral: str = ""


KNOWN: tuple[Known, ...] = (
    Known(
        "Kaldrou", "Kaldrou", "town", 34_860, 0, 0,
        {"Meudra": 84, "Sohesk": 11, "Salompe": 5}, ("Sohesk",),
        (("Families of the younger house", "identity", "identity_group", 2_900,
          "Named in a list read on market radio in October."),
         ("Market women of the Thursday market", "livelihood", "trader", 1_150, "")),
        {"eroded_traditional_authority": "The paramount seat is empty since February 2024.",
         "land_or_property_dispute": "Leased land ends at the last houses of the south quarter."},
        (("National Police, Kaldrou commissariat", "act-police", "yes", "yes", "yes"),
         ("Mobile Gendarmerie Group 3", "act-gm3", "yes", "partly", "no"),
         ("League of market mothers", "act-mothers", "no", "yes", "yes")),
        "Market mothers run the credit circles and hold 4 of 24 seats in the town council; they "
        "were not asked about the installation of the paramount chief.",
        "Men who do not stand with either house are said to have no house. Fights between age "
        "mates of the two houses come before each shooting.",
        "Partners ask that soldiers keep out of the health centre; the working group rates the "
        "risk to Sohesk traders higher than the mission does.",
        "Kaldrou district hospital, women's ward, all hours; police women's desk by day only.",
    ),
    Known(
        "Lamoudra", "Kaldrou", "village", 3_140, 0.17, -0.12, {"Meudra": 100}, (),
        (), {"perceived_affiliation": "Home of the younger house.",
             "past_retaliation": "Three houses burned in February 2026."},
        (("Village watch", "act-vigils", "partly", "yes", "yes"),
         ("Mobile Gendarmerie Group 3", "act-gm3", "yes", "no", "no")),
        "Women of the younger house no longer go to the Thursday market; a cousin sells for them "
        "and keeps a third.", "", "", "Kaldrou district hospital, two hours on foot.",
    ),
    Known(
        "Sohesk quarter of Kaldrou", "Kaldrou", "enclave", 2_260, 0.022, -0.014,
        {"Sohesk": 92, "Meudra": 8}, ("Sohesk",), (),
        {"identity_visibility": "Known by speech and by the women's head cloth.",
         "perceived_affiliation": "Taken for kin of the Riders."},
        (("National Police, Kaldrou commissariat", "act-police", "partly", "yes", "yes"),),
        "Women buy and sell through Meudra neighbours when songs are sung at night.", "", "", "",
    ),
    Known(
        "Andreumo", "Andreumo", "town", 9_420, 0, 0, {"Meudra": 100}, (),
        (("Returnees of 2025", "status", "returnee", 2_050, "Returned after the ceasefire, many "
          "to the church yard and not to their fields."),),
        {"past_retaliation": "Burned by the army on 9 March 2021.",
         "land_or_property_dispute": "Fields farmed by others under papers of 2022."},
        (("Oudrema National Army company", "act-ano", "yes", "partly", "no"),
         ("Village watch", "act-vigils", "partly", "yes", "partly")),
        "Widows of 2021 hold the burial society, the only body that meets across both camps.",
        "Boys are told in public that those who sleep at home are their mothers' daughters.",
        "Partners stopped distributions after the FRP levied them in July 2026; not to be used as "
        "a reason for escorts.", "Base clinic for emergencies; Kaldrou hospital by convoy.",
    ),
    Known(
        "Andreumo base site", "Andreumo", "displacement_site", 6_380, 0.018, 0.012,
        {"Meudra": 100}, (), (("Widows heading a household", "status", "idp", 610, ""),),
        {"dependency_on_mission": "Nobody slept here before the base; nobody expects to stay "
         "without it.", "insecure_site_layout": "The water point lies 700 m outside the wire.",
         "risky_livelihood_route": "Firewood from the south hill."},
        (("Site watch, unarmed", "", "no", "yes", "yes"),),
        "Women go for wood in groups of twenty or more and set the hour the evening before; they "
        "ask that the patrol stay on the ridge, not among them.",
        "Men do not fetch wood: those who did in 2025 were taken as FRP carriers.",
        "Site managers ask for lights at the latrines before any further patrol.",
        "Base clinic; a partner's midwife on Mondays and Thursdays.",
    ),
    Known(
        "Teundrai", "Andreumo", "village", 1_720, -0.16, 0.19, {"Meudra": 100}, (), (),
        {"perceived_affiliation": "FRP road court held here every second Friday."},
        (("Village watch", "act-vigils", "no", "yes", "partly"),), "", "", "", "",
    ),
    Known(
        "Meuvai", "Meuvai", "town", 14_230, 0, 0, {"Meudra": 95, "Salompe": 5}, (),
        (("Salompe teachers and clerks", "identity", "identity_group", 190,
          "Leaving since the FRP letters of May 2026."),),
        {"perceived_affiliation": "Both sides say that Meuvai feeds the other."},
        (("Oudrema National Army, 2nd Plateau Battalion", "act-ano", "yes", "partly", "no"),
         ("Mobile Gendarmerie Group 3", "act-gm3", "yes", "no", "no")),
        "", "", "Partners ask that wounded of both sides reach the clinic without soldiers "
        "inside.", "Meuvai clinic; referral to Kaldrou by day.",
    ),
    Known(
        "Sameudreu", "Meuvai", "village", 2_310, 0.09, 0.075, {"Meudra": 100}, (),
        (("Youths and men of 14 to 40", "age", "youth", 560, "Taken at road posts since August."),),
        {"past_retaliation": "Sixty-three houses burned from 15 to 22 August 2026.",
         "distance_from_protector": "The army is the danger."},
        (("Oudrema National Army, 2nd Plateau Battalion", "act-ano", "yes", "no", "no"),
         ("Chief of Sameudreu", "act-elder", "no", "yes", "yes")),
        "Women walk to the army post each morning with food for the detained and count them.",
        "Men and boys sleep outside; women stay in the houses so that these are not burned as "
        "empty.", "Partners count 340 sleeping outdoors and ask that it is not published.",
        "Meuvai clinic by day; confidential line of the Human Rights Division.",
    ),
    Known(
        "Obeudra bridge", "Meuvai", "village", 1_190, -0.06, -0.055, {"Meudra": 100}, (), (),
        {"perceived_affiliation": "Nearest houses to the ambush of 14 August 2026.",
         "past_retaliation": ""},
        (("Oudrema National Army, 2nd Plateau Battalion", "act-ano", "yes", "no", "no"),),
        "", "", "", "",
    ),
    Known(
        "Toudrale", "Toudrale", "town", 11_540, 0, 0, {"Meudra": 88, "Sohesk": 12}, ("Sohesk",),
        (), {"land_or_property_dispute": "The corridor runs through the east fields."},
        (("Village watch", "act-vigils", "partly", "yes", "partly"),
         ("Mobile Gendarmerie Group 3", "act-gm3", "partly", "partly", "no")),
        "Market women of both peoples share one row in the Wednesday market; in May they warn "
        "each other of songs.", "", "", "Toudrale health post; referral to Kaldrou.",
    ),
    Known(
        "Sohesk quarter of Toudrale", "Toudrale", "enclave", 1_390, 0.019, 0.011,
        {"Sohesk": 100}, ("Sohesk",), (),
        {"identity_visibility": "", "perceived_affiliation": "Taken for scouts of the Riders.",
         "distance_from_protector": "The watch of the town does not patrol here."},
        (("Village watch", "act-vigils", "partly", "no", "no"),),
        "Women keep the only path to the well open by paying the watch in milk.",
        "", "Partners ask for a route out in May and November, not for a fence.", "",
    ),
    Known(
        "Goulavou", "Toudrale", "village", 2_480, 0.14, -0.09, {"Meudra": 100}, (), (),
        {"land_or_property_dispute": "Fields lie across the corridor of 1987.",
         "past_retaliation": "Raids in June 2024, June 2025 and July 2026."},
        (("Village watch", "act-vigils", "partly", "yes", "yes"),),
        "", "Fathers say a son without a bow is a guest in his own house.", "", "",
    ),
    Known(
        "Meudralo", "Meudralo", "town", 27_300, 0, 0,
        {"Meudra": 80, "Salompe": 11, "Sohesk": 9}, (), (), {},
        (("Oudrema National Army garrison", "act-ano", "yes", "yes", "partly"),
         ("National Police", "act-police", "partly", "yes", "partly")),
        "", "", "", "Meudralo provincial hospital, all hours.",
    ),
    Known(
        "Loundre", "Loundre", "town", 12_870, 0, 0, {"Meudra": 76, "Salompe": 14, "Sohesk": 10},
        (), (), {"resource_value": "Old pits under the town.",
                 "dependency_on_mission": "The base closes on 28 February 2027."},
        (("Oudrema National Army detachment", "act-ano", "partly", "partly", "partly"),),
        "", "", "Partners will leave with the base.", "Base clinic until February 2027, then "
        "Meudralo.",
    ),
    Known(
        "Loundre old pits", "Loundre", "mining_site", 2_140, 0.05, -0.06,
        {"Meudra": 52, "Sohesk": 22, "Salompe": 18, "Tivoule": 8}, ("Tivoule",), (),
        {"resource_value": "", "no_documents": ""},
        (("Pit committee", "", "no", "yes", "partly"),), "", "", "", "",
    ),
    Known(
        "Dreumati", "Dreumati", "town", 8_960, 0, 0,
        {"Meudra": 60, "Sohesk": 20, "Salompe": 12, "Tivoule": 8}, ("Tivoule",), (),
        {"resource_value": "Buyers, fuel and cash in one street."},
        (("Oudrema National Army detachment", "act-ano", "partly", "no", "no"),),
        "", "", "", "Dreumati dispensary; no night staff.",
    ),
    Known(
        "Dreumati north pits", "Dreumati", "mining_site", 4_420, -0.06, 0.08,
        {"Meudra": 55, "Sohesk": 25, "Salompe": 14, "Tivoule": 6}, ("Tivoule",),
        (("Women who wash and cook", "livelihood", "miner", 820, ""),
         ("Boys under 15 in the shafts", "age", "boys", 240, "Counted by the pit committee.")),
        {"resource_value": "Changed hands four times in 2026.", "unaccompanied_child": ""},
        (("Pit committee", "", "no", "yes", "partly"),),
        "Women who wash pay two levies, one to the pit and one to whoever guards it.",
        "Digging is manhood here; women who enter a shaft are beaten.", "", "",
    ),
    Known(
        "Vaindralo", "Dreumati", "village", 1_980, 0.14, -0.11, {"Meudra": 82, "Tivoule": 18},
        ("Tivoule",), (), {"risky_livelihood_route": "Nine kilometres to the Sunday market.",
                           "past_retaliation": "Twelve people taken in September 2026."},
        (), "Women go to market by the river bank since May, two hours longer.", "", "", "",
    ),
    Known(
        "Hazmirt", "Hazmirt", "town", 10_680, 0, 0, {"Sohesk": 81, "Meudra": 19}, ("Meudra",),
        (("Herders on the move, May and November", "status", "nomad", 3_400, "Not counted in the "
          "population."),),
        {"land_or_property_dispute": "Last open well before the plateau."},
        (("Council of the wells", "act-wells", "no", "yes", "yes"),
         ("Oudrema National Army post", "act-ano", "partly", "partly", "partly")),
        "Mothers' songs at the wells decide whether the young ride; three mothers sit outside the "
        "council's tent and are heard before it rises.",
        "A youth without a raid is called unweaned; bride price is paid in cattle.",
        "Partners warn that aid by town lists leaves the herders out.", "Hazmirt health centre.",
    ),
    Known(
        "Sorajesk wells", "Hazmirt", "herders_camp", 640, -0.2, -0.03, {"Sohesk": 100}, (), (),
        {"land_or_property_dispute": "", "no_phone_coverage": ""},
        (("Council of the wells", "act-wells", "no", "yes", "yes"),), "", "", "", "",
    ),
    Known(
        "Jezirt", "Jezirt", "town", 16_420, 0, 0, {"Sohesk": 86, "Meudra": 14}, (), (), {},
        (("Oudrema National Army garrison", "act-ano", "yes", "partly", "partly"),),
        "", "", "", "Jezirt hospital.",
    ),
    Known(
        "Tarhask", "Tarhask", "town", 22_110, 0, 0, {"Sohesk": 74, "Meudra": 21, "Salompe": 5}, (),
        (), {}, (("Oudrema National Army, Tarhask garrison", "act-ano", "yes", "yes", "yes"),
                 ("National Police, Tarhask commissariat", "act-police", "partly", "yes", "yes")),
        "", "", "", "Tarhask hospital.",
    ),
    Known(
        "Weir site", "Tarhask", "displacement_site", 8_730, 0.04, 0.035,
        {"Meudra": 58, "Sohesk": 42}, (),
        (("Displaced from the labourers' quarter of Mazkirt", "status", "idp", 3_100, ""),
         ("People with disabilities", "disability", "persons_with_disabilities", 240, "Counted "
          "by the site committee; the true number is thought higher.")),
        {"insecure_site_layout": "Two camps of two peoples with one water point between.",
         "unaccompanied_child": "Thirty-one children without adults."},
        (("National Police, Tarhask commissariat", "act-police", "yes", "yes", "yes"),),
        "Each people has its own women's committee; they meet at the water point on Saturdays.",
        "Men without work guard the lanes at night and have beaten women who came home late.",
        "Partners ask that the two camps are not separated by a fence.",
        "Tarhask hospital; safe house of a partner, address kept outside this file.",
    ),
    Known(
        "Mazkirt", "Mazkirt", "town", 9_870, 0, 0, {"Sohesk": 78, "Meudra": 19, "Salompe": 3},
        ("Meudra",), (), {"identity_visibility": "Meudra tenants live in one quarter."},
        (("Oudrema National Army, Tarhask garrison", "act-ano", "partly", "partly", "partly"),),
        "Market women of both peoples cross the ford together on Saturdays; alone no longer.",
        "", "", "Mazkirt health post; evacuation to Tarhask.",
    ),
    Known(
        "Labourers' quarter of Mazkirt", "Mazkirt", "quarter", 1_870, -0.016, -0.012,
        {"Meudra": 100}, ("Meudra",), (),
        {"identity_visibility": "Forty-one doors were marked on 3 July 2026.",
         "perceived_affiliation": "Called tenants whose lease is over.", "no_documents": ""},
        (("Oudrema National Army, Tarhask garrison", "act-ano", "partly", "no", "partly"),),
        "Women have sent children of school age to the Weir site; they stay to keep the houses.",
        "Leaflets call the men of the quarter hired wives.",
        "Partners have asked twice where people would go; nobody has answered.", "",
    ),
    Known(
        "Ezohirt ford", "Mazkirt", "village", 1_050, 0.21, 0.06, {"Sohesk": 93, "Meudra": 7},
        ("Meudra",), (), {"distance_from_protector": "", "remoteness": ""}, (), "", "", "", "",
    ),
    Known(
        "Ortimeu", "Ortimeu", "town", 13_640, 0, 0,
        {"Meudra": 60, "Salompe": 15, "Sohesk": 13, "Tivoule": 12}, (), (), {},
        (("National Police post", "act-police", "no", "partly", "partly"),), "", "", "",
        "Ortimeu hospital, surgeon two days a week.",
    ),
    Known(
        "Teumira", "Teumira", "town", 7_180, 0, 0, {"Meudra": 61, "Tivoule": 27, "Sohesk": 12},
        ("Tivoule",), (("Girls of 12 to 17", "age", "girls", 520, "Abducted on the market road."),),
        {"remoteness": "Six hours from the nearest base when dry, not at all when wet.",
         "risky_livelihood_route": "The market road through the forest."},
        (("Hunters of the forest hearths", "", "partly", "yes", "partly"),),
        "Women moved the Wednesday market to the hours of ten to two and walk back before the "
        "shade; those from the far hamlets no longer come.",
        "Fathers keep girls from school since March; mothers are blamed for what happens on the "
        "road.", "Partners reach Teumira by air, twice a month.",
        "Teumira dispensary, one nurse, female; nothing further within a day.",
    ),
    Known(
        "Kameundo", "Teumira", "village", 1_460, -0.19, 0.13, {"Meudra": 74, "Tivoule": 26},
        ("Tivoule",), (), {"risky_livelihood_route": "Eleven kilometres of forest to the "
                           "Wednesday market.", "no_phone_coverage": ""}, (), "", "", "", "",
    ),
    Known(
        "Tivolou hearths", "Teumira", "hamlet", 410, 0.16, -0.17, {"Tivoule": 100}, ("Tivoule",),
        (), {"no_documents": "No voter card has ever been issued here.", "remoteness": "",
             "no_phone_coverage": "", "perceived_affiliation": "Both the Dravoun and the army "
             "make them guide."}, (),
        "Women decide when the hearths move; outsiders ask the men.", "", "", "",
    ),
    Known("Brickworks site", "Kaldrou", "displacement_site", 4_120, -0.035, 0.02,
          {"Meudra": 100}, (), (), {"insecure_site_layout": "Open to the gendarmerie's road post."},
          (("National Police, Kaldrou commissariat", "act-police", "partly", "yes", "yes"),),
          "", "", "", "Kaldrou district hospital."),
    Known("Sawmill site", "Meuvai", "displacement_site", 2_940, 0.03, -0.02, {"Meudra": 100}),
    Known("Mission wire site", "Toudrale", "displacement_site", 3_310, -0.02, -0.015,
          {"Meudra": 70, "Sohesk": 30}, ("Sohesk",), (),
          {"dependency_on_mission": "The operating base leaves on 20 December 2026."}),
    Known("Old airstrip site", "Meudralo", "displacement_site", 3_760, 0.04, -0.02,
          {"Meudra": 86, "Tivoule": 14}),
    Known("Loundre gate site", "Loundre", "displacement_site", 2_570, 0.015, 0.012,
          {"Meudra": 90, "Tivoule": 10}, (), (),
          {"dependency_on_mission": "Built against the base's fence."}),
    Known("Salt pans site", "Jezirt", "displacement_site", 2_210, -0.03, 0.03,
          {"Sohesk": 70, "Meudra": 30}),
    Known("Wadi site", "Hazmirt", "displacement_site", 1_980, 0.03, 0.02, {"Sohesk": 100}),
    Known("Customs yard site", "Mazkirt", "displacement_site", 2_390, 0.012, 0.014,
          {"Meudra": 64, "Sohesk": 36}, ("Meudra",)),
    Known("Parish site", "Ortimeu", "displacement_site", 3_050, 0.02, 0.01,
          {"Meudra": 62, "Tivoule": 38}, ("Tivoule",)),
    Known("School yard site", "Jorhesk", "displacement_site", 1_930, 0.01, -0.02,
          {"Sohesk": 55, "Meudra": 45}),
)
