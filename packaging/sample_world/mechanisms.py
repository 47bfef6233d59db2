"""Committees, alert networks and other mechanisms of the communities, with their real gaps."""

from dataclasses import dataclass, field
from datetime import date

from pocplanner.model.community import Consent, FocalPoint, Mechanism, Seats, Trust
from pocplanner.model.guard import Audience
from sample_world.areas import slug
from sample_world.people import World

_INSIDE = (Audience.CORE, Audience.COMMAND, Audience.MISSION)


@dataclass(frozen=True)
class Made:
    """A mechanism as written by hand."""

    name: str
    kind: str
    place: str
    covers: tuple[str, ...]
    origin: str
    selection: str
    #: sex, age, group, seats, deciding
    seats: tuple[tuple[str, str, str, int, int], ...]
    absent: tuple[str, ...]
    functions: tuple[str, ...]
    #: pseudonym, sex, language, active
    points: tuple[tuple[str, str, str, bool], ...]
    channel: str
    backup: str
    #: resourcing, permissiveness, trust, overlap
    health: tuple[int | None, int | None, int | None, int | None]
    #: group, sex, whom, level
    trust: tuple[tuple[str, str, str, int], ...] = ()
    tested: date | None = None
    passed: str = "unknown"
    #: sent, answered, fed back
    alerts: tuple[int, int, int] | None = None
    capture: str = "low"
    captured_by: str = ""
    state_access: str = "unknown"
    consent_until: date | None = None
    consent_none: bool = False
    coverage: str = ""
    hours: str = "at all hours"
    languages: tuple[str, ...] = ("Meudra",)
    causes: tuple[str, ...] = ()
    blind: str = ""
    safeguards: str = ""
    exposed: str = ""
    wrong: str = ""
    funder: str = ""
    heir: str = ""
    recognised: str = "no"
    contact: date | None = None
    reach: float | None = None
    extra: tuple[str, ...] = field(default=())


def _d(year: int, month: int, day: int) -> date:
    return date(year, month, day)


MADE: tuple[Made, ...] = (
    Made("Protection committee of Kaldrou", "lpc", "Kaldrou",
         ("Kaldrou", "Lamoudra", "Brickworks site"), "mission_built", "appointed",
         (("male", "30_59", "Elder house", 9, 9), ("male", "60_plus", "Elder house", 3, 3),
          ("female", "30_59", "Market women", 4, 0)),
         ("Families of the younger house", "Sohesk traders", "Displaced people"),
         ("warn", "analyse", "plan"),
         (("KAL-01", "male", "Meudra", True), ("KAL-02", "male", "Meudra", True)),
         "phone", "in_person", (3, 2, 1, 2),
         (("Elder house", "all", "committee", 4), ("Families of the younger house", "all",
           "committee", 0), ("Market women", "female", "committee", 2),
          ("Market women", "female", "mission", 2)),
         _d(2026, 6, 18), "yes", (38, 24, 9), "high",
         "The elder house named all twelve men; the governor's secretary keeps the minutes.",
         "yes", _d(2027, 3, 1), languages=("Meudra", "Salompe"), causes=("mast:Kaldrou",
         "funder:MISPOU", "chief:elder house"), blind="Nothing from the south quarter after dark; "
         "no alert ever came from the younger house.", safeguards="Minutes name nobody.",
         wrong="Its lists could tell the battalion who belongs to which house.",
         funder="MISPOU quick impact fund", heir="Town council of Kaldrou", recognised="yes",
         contact=_d(2026, 10, 26)),
    Made("Market mothers' listening circle", "womens_network", "Kaldrou",
         ("Kaldrou", "Sohesk quarter of Kaldrou", "Lamoudra", "Hazmirt"), "own", "elected",
         (("female", "30_59", "Market women", 9, 9), ("female", "18_29", "Market women", 3, 3)),
         ("Women of the displaced",), ("warn", "mediate", "refer"),
         (("MMK-01", "female", "Meudra", True), ("MMK-02", "female", "Sohesk", True),
          ("MMK-03", "female", "Meudra", True)),
         "in_person", "phone", (2, 2, 4, 3),
         (("Market women", "female", "committee", 4), ("Market women", "female", "mission", 2),
          ("Sohesk traders", "female", "committee", 3)),
         _d(2026, 9, 3), "yes", (27, 15, 13), "low", "", "no", _d(2027, 9, 16),
         languages=("Meudra", "Sohesk"), hours="market days; by messenger otherwise",
         causes=("market:Kaldrou",), blind="Stops when the market is shut.",
         safeguards="No papers, no phones shown, no thanks in public.",
         wrong="Being thanked in public would end it: the FRP calls it a women's police.",
         heir="Itself", contact=_d(2026, 10, 22)),
    Made("Alert network Kaldrou ring", "can", "Kaldrou", ("Kaldrou", "Lamoudra", "Brickworks site",
         "Sohesk quarter of Kaldrou"), "mission_built", "by_mission",
         (("male", "30_59", "", 8, 8), ("female", "30_59", "", 2, 2)), ("Sohesk women",),
         ("warn",), (("CFP-01", "male", "Meudra", True), ("CFP-02", "male", "Meudra", True),
                     ("CFP-03", "female", "Meudra", True), ("CFP-04", "male", "Sohesk", False)),
         "phone", "", (2, 2, 2, 1), (("Residents", "all", "mission", 2),), _d(2026, 6, 18), "yes",
         (61, 39, 14), "moderate", "", "no", _d(2026, 12, 31), causes=("mast:Kaldrou",),
         blind="Nobody since March speaks for the Sohesk quarter: the focal point fled.",
         exposed="A phone was taken at the gendarmerie's road post on 2 September 2026.",
         wrong="Phones hold the base's number under its name.", funder="MISPOU",
         contact=_d(2026, 10, 28)),
    Made("Police and community forum Kaldrou", "community_policing_forum", "Kaldrou",
         ("Kaldrou", "Brickworks site"), "state", "mixed",
         (("male", "30_59", "", 7, 5), ("female", "30_59", "", 5, 3), ("male", "18_29", "Youths",
          2, 0)), ("Sohesk traders",), ("analyse", "oversee", "refer"), (), "in_person", "phone",
         (2, 3, 3, 2), (("Residents", "female", "local_police", 3),), _d(2026, 5, 7), "yes", None,
         "low", "", "yes", _d(2027, 5, 7), hours="Thursdays 15:00", causes=("market:Kaldrou",),
         recognised="yes", heir="National Police, Kaldrou", contact=_d(2026, 10, 15),
         wrong="Complaints about gendarmes reach them through the clerk they share."),
    Made("Brickworks site committee", "camp_committee", "Brickworks site", ("Brickworks site",),
         "ngo", "elected", (("male", "30_59", "Displaced people", 6, 6),
                            ("female", "30_59", "Displaced people", 6, 6)), ("Youths",),
         ("warn", "analyse", "mitigate", "refer"),
         (("BRK-01", "female", "Meudra", True), ("BRK-02", "male", "Meudra", True)), "drum_whistle",
         "phone", (2, 1, 3, 2), (("Displaced people", "female", "mission", 1),
                                 ("Displaced people", "male", "mission", 1)),
         None, "unknown", (19, 6, 2), "low", "", "no", _d(2026, 9, 30), causes=("mast:Kaldrou",),
         blind="Nobody may pass the road post at night, not even with a sick child.",
         wrong="Members were photographed by gendarmes in September.", exposed="Two members were "
         "held for a night on 30 September 2026.", funder="A partner, until March 2027",
         contact=_d(2026, 10, 24)),
    Made("Burial society of Andreumo", "csos", "Andreumo", ("Andreumo", "Andreumo base site"),
         "own", "volunteered", (("female", "30_59", "Widows", 11, 11),
                                ("female", "60_plus", "Widows", 5, 5), ("male", "60_plus", "",
                                                                         2, 0)), (),
         ("warn", "refer", "shelter"), (("AND-01", "female", "Meudra", True),), "walk", "in_person",
         (1, 2, 4, 2), (("Widows", "female", "committee", 4), ("Widows", "female", "mission", 1)),
         None, "unknown", (8, 4, 4), "low", "", "no", _d(2027, 4, 1), causes=(),
         blind="Knows after, seldom before.", wrong="Its lists of graves are evidence; it has "
         "been told to burn them.", heir="Itself", contact=_d(2026, 9, 29)),
    Made("Alert network Andreumo hills", "can", "Andreumo", ("Andreumo", "Andreumo base site",
         "Teundrai"), "mission_built", "by_mission", (("male", "18_29", "", 5, 0),
                                                      ("male", "30_59", "", 6, 6)),
         ("Women", "Returnees of 2025"), ("warn",), (("AHN-01", "male", "Meudra", True),), "phone",
         "", (1, 1, 2, 0), (("Residents", "male", "mission", 2), ("Women", "female", "mission",
                                                                  1)),
         _d(2026, 8, 5), "no", (44, 17, 3), "moderate", "Watch leaders hear the calls first.",
         "no", _d(2027, 1, 31), coverage="Upper houses only; the mast fails in the rains.",
         causes=("mast:Andreumo",), blind="One man with one telephone speaks for eleven villages; "
         "no woman was asked.", wrong="The FRP court fined a caller's father in July 2026.",
         exposed="Caller's father fined three goats, July 2026.", funder="MISPOU",
         contact=_d(2026, 10, 11)),
    Made("Andreumo site women's committee", "womens_forum", "Andreumo base site",
         ("Andreumo base site",), "ngo", "elected", (("female", "18_29", "Displaced people", 4, 4),
                                                     ("female", "30_59", "Displaced people", 8, 8)),
         (), ("warn", "analyse", "mitigate", "plan"), (("ASW-01", "female", "Meudra", True),
                                                       ("ASW-02", "female", "Meudra", True)),
         "in_person", "drum_whistle", (2, 3, 3, 3), (("Displaced people", "female", "mission", 3),),
         _d(2026, 9, 12), "yes", (16, 13, 12), "low", "", "no", _d(2027, 9, 12),
         hours="at all hours, at the gate", blind="Nothing from the town below.",
         wrong="Firewood hours would be known to those who wait on the hill.", heir="None while "
         "the site depends on the base", contact=_d(2026, 10, 30), causes=("base:Andreumo",)),
    Made("Meuvai liaison desk", "cla_presence", "Meuvai", ("Meuvai", "Sameudreu", "Obeudra bridge",
         "Sawmill site"), "mission_built", "by_mission", (("male", "30_59", "", 1, 1),),
         ("Women", "Families of the elder house"), ("warn", "analyse", "refer"),
         (("MEU-01", "male", "Meudra", True),), "liaison_assistant", "phone", (2, 1, 1, 1),
         (("Residents", "female", "mission", 1), ("Residents", "male", "mission", 1),
          ("Residents", "all", "state_forces", 0)), _d(2026, 7, 9), "no", (52, 14, 5), "moderate",
         "Kin of a watch leader.", "partly", _d(2027, 2, 28), languages=("Meudra", "Salompe"),
         causes=("mast:Meuvai", "person:liaison assistant"), blind="One man; women of Sameudreu "
         "asked for a woman in March and in June.", wrong="The battalion sees who visits the desk: "
         "it faces their gate.", funder="MISPOU", contact=_d(2026, 10, 30)),
    Made("Sameudreu food carriers", "womens_network", "Sameudreu", ("Sameudreu", "Obeudra bridge"),
         "own", "volunteered", (("female", "30_59", "", 7, 7), ("female", "60_plus", "", 4, 4)),
         (), ("warn", "analyse", "refer"), (("SAM-01", "female", "Meudra", True),), "walk", "",
         (1, 1, 4, 1), (("Residents", "female", "committee", 4), ("Residents", "female", "mission",
                                                                  1)),
         None, "unknown", (11, 2, 1), "low", "", "no", None, consent_none=True, causes=(),
         hours="each morning, at the post's gate", blind="Stops if the women are turned away.",
         wrong="They count the detained: if that is known they will be the next.",
         contact=_d(2026, 10, 19)),
    Made("Village watch council of Toudrale", "self_defence_group", "Toudrale",
         ("Toudrale", "Goulavou"), "own", "mixed", (("male", "18_29", "", 14, 4),
                                                    ("male", "30_59", "", 10, 10)),
         ("Women", "Sohesk families"), ("warn", "mitigate"), (("TOU-01", "male", "Meudra", True),),
         "drum_whistle", "phone", (2, 2, 2, 1), (("Residents", "male", "committee", 4),
                                                 ("Sohesk families", "all", "committee", 0)),
         _d(2026, 9, 30), "yes", (21, 12, 4), "high", "Answers to the younger house of Kaldrou.",
         "no", _d(2027, 6, 30), causes=("mast:Toudrale", "chief:younger house"),
         blind="Guards against herders and is what herders fear.", wrong="To support it is to arm "
         "one side.", heir="Itself", contact=_d(2026, 10, 14)),
    Made("Corridor agreement observers", "agreement_observatory", "Toudrale",
         ("Toudrale", "Goulavou", "Hazmirt", "Sohesk quarter of Toudrale"), "own", "inherited",
         (("male", "60_plus", "Meudra", 6, 6), ("male", "60_plus", "Sohesk", 6, 6)),
         ("Women", "Youths"), ("analyse", "mediate", "oversee"), (("COR-01", "male", "Meudra",
                                                                   True),
                                                                  ("COR-02", "male", "Sohesk",
                                                                   True)),
         "bicycle_motorbike", "phone", (1, 2, 3, 2), (("Farmers", "male", "committee", 3),
                                                      ("Herders", "male", "committee", 3),
                                                      ("Youths", "male", "committee", 1)),
         _d(2025, 11, 12), "yes", (14, 9, 8), "low", "", "partly", _d(2027, 11, 1),
         languages=("Meudra", "Sohesk"), causes=("market:Toudrale",), blind="Nobody under sixty.",
         heir="Seat of Toudrale and council of the wells", recognised="yes",
         wrong="Called sell-outs by the young of both peoples.", contact=_d(2026, 10, 21)),
    Made("Goulavou protection committee", "lpc", "Goulavou", ("Goulavou",), "ngo", "elected",
         (("female", "18_29", "", 2, 2), ("female", "30_59", "", 4, 4), ("male", "18_29", "", 2, 2),
          ("male", "30_59", "", 4, 4)), ("Tenant families",), ("warn", "analyse", "mitigate",
                                                               "plan", "refer"),
         (("GOU-01", "female", "Meudra", True), ("GOU-02", "male", "Meudra", True)),
         "drum_whistle", "bicycle_motorbike", (3, 2, 3, 3), (("Residents", "female", "committee",
                                                              4),
                                                             ("Residents", "male", "committee", 3),
                                                             ("Residents", "all", "mission", 2)),
         _d(2026, 10, 2), "yes", (13, 8, 8), "low", "", "no", _d(2027, 10, 2),
         blind="East hamlets hear no drum in rain.", heir="Village assembly", recognised="partly",
         wrong="Drum code must not be written down anywhere.", contact=_d(2026, 10, 13),
         safeguards="Drum code kept by three families.", causes=()),
    Made("Council of the wells", "traditional_authority", "Hazmirt", ("Hazmirt", "Sorajesk wells",
         "Wadi site", "Jezirt"), "own", "inherited", (("male", "60_plus", "Sohesk", 14, 14),
                                                      ("female", "60_plus", "Mothers outside the "
                                                       "tent", 3, 0)),
         ("Meudra of Hazmirt", "Youths"), ("mediate", "warn", "oversee"),
         (("WEL-01", "male", "Sohesk", True), ("WEL-02", "female", "Sohesk", True)), "walk",
         "radio_hf", (2, 3, 3, 2), (("Herders", "male", "committee", 3), ("Youths", "male",
                                                                          "committee", 1),
                                    ("Herders", "all", "mission", 2)),
         _d(2026, 5, 3), "yes", (18, 11, 9), "moderate", "Sub-chiefs of the largest herds speak "
         "first.", "partly", _d(2027, 5, 31), languages=("Sohesk",), causes=(), recognised="yes",
         blind="The Meudra fifth of the town has no voice here.", heir="Itself",
         wrong="Seen with the army it loses the young for good.", contact=_d(2026, 10, 23)),
    Made("Alert network corridor", "can", "Hazmirt", ("Hazmirt", "Sorajesk wells", "Goulavou"),
         "mission_built", "by_mission", (("male", "30_59", "", 7, 7), ("female", "30_59", "", 3,
                                                                       3)), (),
         ("warn",), (("CWN-01", "male", "Sohesk", True), ("CWN-02", "female", "Sohesk", True),
                     ("CWN-03", "male", "Meudra", True)), "phone", "walk", (2, 2, 2, 3),
         (("Herders", "male", "mission", 2), ("Women", "female", "mission", 2)),
         _d(2026, 4, 22), "yes", (33, 21, 12), "low", "", "no", _d(2027, 4, 22),
         languages=("Sohesk", "Meudra"), causes=("mast:Hazmirt",), coverage="Nothing beyond 15 km "
         "of the town.", blind="Camps on the move have no telephone and no focal point.",
         funder="MISPOU", contact=_d(2026, 10, 20)),
    Made("North pits committee", "market_committee", "Dreumati north pits",
         ("Dreumati north pits", "Dreumati"), "own", "appointed", (("male", "30_59", "Diggers", 9,
                                                                    9),
                                                                   ("female", "30_59", "Women who "
                                                                    "wash", 2, 0)),
         ("Tivoule", "Boys in the shafts"), ("warn", "mediate"), (("PIT-01", "male", "Meudra",
                                                                   True),),
         "drum_whistle", "phone", (2, 1, 2, 1), (("Diggers", "male", "committee", 2),
                                                 ("Women who wash", "female", "committee", 1)),
         None, "unknown", (9, 3, 1), "high", "Pays and is paid by whoever guards the pits.", "no",
         _d(2026, 8, 31), causes=("mast:Dreumati", "trader:Orstulle"), blind="Warns the buyers "
         "before the base.", wrong="An alert names who holds which pit.", contact=_d(2026, 9, 18)),
    Made("Vaindralo river watch", "can", "Vaindralo", ("Vaindralo",), "own", "volunteered",
         (("male", "18_29", "", 6, 6), ("male", "30_59", "", 3, 3)), ("Women", "Tivoule"),
         ("warn",), (("VAI-01", "male", "Meudra", True),), "walk", "", (0, 2, 2, 0),
         (("Residents", "male", "mission", 1), ("Residents", "female", "mission", 0)), None,
         "unknown", (4, 0, 0), "low", "", "no", None, consent_none=True, causes=(),
         blind="A runner needs two hours; strangers are not a reason to run.",
         wrong="Runners pass the place where people were taken.", contact=_d(2026, 9, 10)),
    Made("Loundre protection plan group", "community_protection_plan", "Loundre", ("Loundre",
         "Loundre old pits", "Loundre gate site"), "mission_built", "mixed",
         (("male", "30_59", "", 7, 7), ("female", "30_59", "", 5, 4), ("male", "18_29", "Youths",
                                                                       2, 1)), (),
         ("plan", "analyse", "warn"), (("LOU-01", "male", "Meudra", True),
                                       ("LOU-02", "female", "Meudra", True)), "phone", "in_person",
         (2, 2, 2, 2), (("Residents", "all", "mission", 3),), _d(2026, 3, 26), "yes", (22, 15, 11),
         "low", "", "partly", _d(2027, 3, 26), causes=("mast:Loundre", "base:Loundre"),
         blind="Every line of the plan ends at the base that closes in February.", heir="",
         wrong="The plan lists who would open their doors.", funder="MISPOU",
         contact=_d(2026, 10, 8)),
    Made("Weir site committee, south camp", "camp_committee", "Weir site", ("Weir site",), "ngo",
         "elected", (("female", "30_59", "Meudra", 7, 7), ("male", "30_59", "Meudra", 7, 7)), (),
         ("warn", "analyse", "mitigate", "refer"), (("WSS-01", "female", "Meudra", True),
                                                    ("WSS-02", "male", "Meudra", True)), "phone",
         "drum_whistle", (3, 3, 3, 3), (("Displaced people", "female", "mission", 3),
                                        ("Displaced people", "male", "mission", 3)),
         _d(2026, 10, 3), "yes", (24, 20, 17), "low", "", "no", _d(2027, 10, 3),
         causes=("mast:Tarhask",), wrong="Its list of families tells who fled from whom.",
         heir="National Police, Tarhask", contact=_d(2026, 10, 30), recognised="partly"),
    Made("Weir site committee, north camp", "camp_committee", "Weir site", ("Weir site",), "ngo",
         "elected", (("female", "30_59", "Sohesk", 4, 2), ("male", "30_59", "Sohesk", 8, 8)),
         ("Young women",), ("warn", "refer"), (("WSN-01", "male", "Sohesk", True),), "phone", "",
         (2, 3, 2, 2), (("Displaced people", "female", "mission", 2),), _d(2026, 10, 3), "partly",
         (10, 7, 4), "low", "", "no", _d(2027, 10, 3), languages=("Sohesk",),
         causes=("mast:Tarhask",), blind="Women speak through a brother.",
         heir="National Police, Tarhask", contact=_d(2026, 10, 30)),
    Made("Ford watch of Mazkirt", "can", "Mazkirt", ("Mazkirt", "Ezohirt ford",
         "Labourers' quarter of Mazkirt", "Customs yard site"), "mission_built", "by_mission",
         (("male", "30_59", "Sohesk", 6, 6), ("male", "30_59", "Meudra", 1, 0)),
         ("Women", "Meudra labourers"), ("warn",), (("FRD-01", "male", "Sohesk", True),), "phone",
         "", (2, 1, 2, 0), (("Meudra labourers", "all", "committee", 1), ("Residents", "male",
                                                                          "mission", 2)),
         _d(2026, 9, 9), "no", (29, 11, 4), "moderate", "Two members have brothers in the MPE.",
         "partly", _d(2027, 3, 9), languages=("Sohesk",), causes=("mast:Mazkirt",),
         coverage="Mast switched off by night on 3 July and 17 October 2026.",
         blind="Nobody of the threatened quarter holds a telephone of the network.",
         wrong="Callers' numbers could be read across the border.", exposed="A member was followed "
         "to his brother's house, September 2026.", funder="MISPOU", contact=_d(2026, 10, 25)),
    Made("Labourers' quarter door chain", "youth_group", "Labourers' quarter of Mazkirt",
         ("Labourers' quarter of Mazkirt",), "own", "volunteered", (("male", "12_17", "", 6, 0),
                                                                    ("male", "18_29", "", 9, 9),
                                                                    ("female", "18_29", "", 7, 7)),
         (), ("warn", "shelter"), (("LAB-01", "female", "Meudra", True),
                                   ("LAB-02", "male", "Meudra", True)), "drum_whistle", "walk",
         (1, 1, 4, 1), (("Meudra labourers", "all", "committee", 4), ("Meudra labourers", "all",
                                                                      "state_forces", 1),
                        ("Meudra labourers", "female", "mission", 2)),
         _d(2026, 10, 10), "yes", (6, 2, 2), "low", "", "no", _d(2027, 1, 31), causes=(),
         hours="dusk to dawn", blind="Whistles do not reach the base.",
         wrong="If the doors are known they will be the first.", contact=_d(2026, 10, 27)),
    Made("Hunters' call of Teumira", "can", "Teumira", ("Teumira", "Kameundo", "Tivolou hearths"),
         "own", "inherited", (("male", "30_59", "Tivoule", 9, 9), ("male", "60_plus", "Tivoule", 3,
                                                                   3)), ("Women", "Meudra"),
         ("warn",), (("HUN-01", "male", "Tivoule", True),), "drum_whistle", "bicycle_motorbike",
         (1, 2, 3, 0), (("Tivoule", "male", "committee", 4), ("Meudra", "all", "committee", 1),
                        ("Tivoule", "all", "mission", 1)), None, "unknown", (7, 1, 1), "low", "",
         "no", None, consent_none=True, languages=("Tivoule",), causes=(),
         blind="Calls are in Tivoule; nobody at the base understands them.",
         wrong="Hunters who warn are hunted: two died in 2025.", contact=_d(2026, 8, 21)),
    Made("Teumira women's market circle", "womens_forum", "Teumira", ("Teumira", "Kameundo"), "own",
         "volunteered", (("female", "30_59", "Meudra", 6, 6), ("female", "30_59", "Tivoule", 3, 3)),
         (), ("analyse", "mitigate"), (("TEU-01", "female", "Meudra", True),), "letter", "",
         (0, 2, 4, 1), (("Women", "female", "committee", 4), ("Women", "female", "mission", 1)),
         None, "unknown", (5, 1, 1), "low", "", "no", _d(2027, 8, 21), languages=("Meudra",
                                                                                  "Tivoule"),
         causes=("market:Teumira",), blind="A letter needs a day when dry, a week when wet.",
         wrong="The hours of their walk are known to the Dravoun already.",
         contact=_d(2026, 8, 21)),
    Made("Ortimeu protection committee", "lpc", "Ortimeu", ("Ortimeu", "Parish site"),
         "mission_built", "appointed", (("male", "30_59", "", 11, 11), ("female", "30_59", "", 3,
                                                                        0)),
         ("Tivoule", "Displaced people"), ("warn", "analyse"), (("ORT-01", "male", "Meudra",
                                                                 True),), "phone", "",
         (2, 2, 2, 1), (("Displaced people", "female", "committee", 1),), _d(2025, 7, 2), "yes",
         (9, 5, 2), "moderate", "The timber agent pays for its meetings.", "yes", _d(2026, 7, 2),
         causes=("mast:Ortimeu",), blind="The forest hearths are not asked.",
         heir="District office", recognised="yes", contact=_d(2026, 9, 24)),
    Made("Peace committee of Meudralo province", "peace_committee", "Meudralo", ("Meudralo",
         "Loundre", "Dreumati", "Old airstrip site"), "state", "appointed",
         (("male", "60_plus", "", 9, 9), ("male", "30_59", "", 8, 8), ("female", "30_59", "", 4,
                                                                       1)),
         ("Youths", "Tivoule", "Women who wash"), ("mediate", "analyse", "oversee"), (),
         "in_person", "phone", (3, 3, 2, 2), (("Residents", "all", "state", 2),), None, "unknown",
         None, "moderate", "Chair holds shares in the gold house.", "yes", _d(2027, 12, 1),
         hours="monthly", causes=("funder:province",), recognised="yes", heir="Province",
         blind="Has not met at Dreumati since 2024.", contact=_d(2026, 10, 5)),
)


def mechanisms(world: World) -> list[Mechanism]:
    """The mechanisms of the example."""
    return [_mechanism(made, world) for made in MADE]


def _id(world: World, name: str) -> str:
    return world.by_name[name].id


def _mechanism(made: Made, world: World) -> Mechanism:
    resourcing, permissiveness, trusted, overlap = made.health
    sent, answered, back = made.alerts or (None, None, None)
    consent = None
    if made.consent_until is not None:
        consent = Consent(
            purposes=("planning", "response"), audiences=_INSIDE,
            given_on=date(made.consent_until.year - 1, made.consent_until.month, 1),
            expires_on=made.consent_until, method="spoken, read back, two witnesses",
            language=made.languages[0], by="committee",
        )
    elif not made.consent_none:
        consent = None
    return Mechanism(
        id=f"mec-{slug(made.name).replace(',', '')}", name=made.name, kind=made.kind,
        place_id=_id(world, made.place), covers_ids=tuple(_id(world, c) for c in made.covers),
        position=world.by_name[made.place].position, reach_km=made.reach,
        origin=made.origin, recognised=made.recognised, selection=made.selection,
        seats=tuple(
            Seats(sex=s, age=a, group=g, seats=n, deciding=d) for s, a, g, n, d in made.seats
        ),
        groups_absent=made.absent, functions=made.functions,
        focal_points=tuple(
            FocalPoint(pseudonym=p, sex=s, language=t, active=a) for p, s, t, a in made.points
        ),
        channel=made.channel, backup=made.backup, coverage=made.coverage, hours=made.hours,
        languages=made.languages, shared_causes=made.causes,
        trust=tuple(
            Trust(group=g, sex=s, whom=w, level=v, on=date(2026, 9, 28)) for g, s, w, v in made.trust
        ),
        resourcing=resourcing, permissiveness=permissiveness, trusted=trusted, overlap=overlap,
        blind_spots=made.blind, last_contact_on=made.contact, last_test_on=made.tested,
        test_passed=made.passed, alerts_sent=sent, alerts_answered=answered, alerts_fed_back=back,
        capture_risk=made.capture, captured_by=made.captured_by, state_access=made.state_access,
        consent=consent, safeguards=made.safeguards, exposure_incidents=made.exposed,
        could_go_wrong=made.wrong, funder=made.funder, phase_out_owner=made.heir,
        source_id="src-cas", source_key=f"MECH-{MADE.index(made) + 1:02d}",
    )
