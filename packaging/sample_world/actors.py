"""Who fights whom over what since when: the actors of the example, their ties, the drivers."""

from datetime import date
from typing import Any

from pocplanner.model.actors import Actor, ActorRole, Driver, HeldRationale, Tie
from sample_world.grades import shared


def _role(role: str, since: date | None = None, until: date | None = None, note: str = "") -> Any:
    return ActorRole(role=role, since=since, until=until, note=note)


def _why(
    code: str, confidence: str, by: str, source: str, basis: str, since: date | None = None
) -> HeldRationale:
    return HeldRationale(
        code=code, confidence=confidence, entered_by=by, source_id=source, basis=basis, since=since
    )


_ANALYST = "JMAC analyst"
_RIGHTS = "Head of Human Rights Division"


def actors() -> list[Actor]:
    """Armed groups and forces, and those who command, pay, mediate or protect."""
    known = shared("actors are named in the Secretariat's public reports")
    return [
        Actor(
            id="act-ano", name="Oudrema National Army", aliases=("ANO", "2nd Plateau Battalion"),
            kind="host_military",
            roles=(
                _role("protector", date(2020, 2, 1), None, "Garrisons at Kaldrou, Meudralo and "
                      "Tarhask protect the towns by day."),
                _role("partner", date(2022, 7, 1), None, "Joint patrols under the human rights "
                      "due diligence policy; suspended with the 2nd Plateau Battalion."),
                _role("perpetrator", date(2021, 3, 9), None, "Burning of Andreumo in March 2021; "
                      "sweeps in Meuvai and Kaldrou from August 2026."),
            ),
            rationales=(
                _why("government_repression", "moderate", _RIGHTS, "src-hrd", "Villages are "
                     "punished for FRP ambushes nearby within days, by order of the battalion.",
                     date(2021, 3, 9)),
            ),
            area_ids=("area-OU04", "area-OU05", "area-OU07"), strength="about 9,400 in three "
            "battalions east of the coast", economy="Pay is two to four months late; checkpoints "
            "on the Kaldrou road feed the posts.", grievances="Soldiers come from the coast and "
            "are buried there; 61 were killed on the plateau in 2026.",
            gender_note="No women in the plateau battalions. Men and boys of 14 to 40 are taken as "
            "FRP suspects at road posts; women are searched by men.",
            conduct_note="The battalion's commander was changed in 2025 after a demarche; the "
            "company that burned Andreumo was moved to Meuvai, not tried.",
            source_id="src-jmac", **known,
        ),
        Actor(
            id="act-gm3", name="Mobile Gendarmerie Group 3", aliases=("GM3", "the Third"),
            kind="host_police_gendarmerie",
            roles=(
                _role("protector", date(2020, 2, 1), date(2026, 8, 14), "Escorted the Thursday "
                      "market of Kaldrou until the bridge ambush."),
                _role("perpetrator", date(2024, 5, 2), None, "Arrests for ransom at Toudrale; "
                      "beatings and house burning at Meuvai since August 2026."),
            ),
            rationales=(
                _why("government_repression", "moderate", _RIGHTS, "src-hrd", "Arrests follow "
                     "lists of families said to feed the FRP.", date(2026, 8, 14)),
                _why("predatory_violence", "low", _ANALYST, "src-cas", "Release costs the price of "
                     "two goats; families without sons in the FRP pay as well."),
            ),
            area_ids=("area-kaldrou", "area-meuvai", "area-toudrale"), strength="about 420",
            grievances="Eleven gendarmes died at the Meuvai bridge on 14 August 2026.",
            gender_note="Two women among 420, both clerks at Kaldrou.", source_id="src-hrd",
            **known,
        ),
        Actor(
            id="act-frp", name="Plateau Renewal Front", aliases=("FRP", "the men of the hills"),
            kind="non_state_political",
            roles=(
                _role("perpetrator", date(2020, 6, 1), None, "Killing of chiefs' messengers and "
                      "of people said to inform."),
                _role("party_to_agreement", date(2024, 11, 18), date(2026, 4, 27),
                      "Ceasefire of Timeuva; broken when the cantonment rice stopped."),
                _role("authority", date(2021, 1, 1), None, "Courts and levies in the hills of "
                      "Andreumo and Oumeva."),
            ),
            rationales=(
                _why("insurgency", "high", _ANALYST, "src-jmac", "Selective killing of officials "
                     "and messengers; courts and levies in between.", date(2020, 6, 1)),
            ),
            area_ids=("area-andreumo", "area-oumeva", "area-meuvai"),
            strength="900 to 1,300, a third of them under arms at any time",
            economy="A tenth of the harvest, a levy on lorries, and since 2025 a share of gold "
            "from the northern pits.", grievances="Plateau land leased to coast companies; the "
            "burning of Andreumo; no plateau officer above captain.",
            gender_note="Women cook, carry and spy; some lead village cells. Youths who refuse "
            "are called girls before their age mates.", source_id="src-jmac", **known,
        ),
        Actor(
            id="act-vigils", name="Vigils of Kaldrou", aliases=("the Vigils", "Toudreu-vou"),
            kind="self_defence_group",
            roles=(
                _role("protector", date(2021, 9, 12), None, "Night watch in some sixty Meudra "
                      "villages of Kaldrou, Andreumo and Toudrale."),
                _role("perpetrator", date(2023, 5, 20), None, "Killing and driving out of Sohesk "
                      "herders after the Toudrale fields were trampled."),
            ),
            rationales=(
                _why("communal_conflict", "high", _ANALYST, "src-cas", "Attacks follow trampled "
                     "fields and stolen cattle within a week.", date(2023, 5, 20)),
                _why("post_conflict_revenge", "moderate", _ANALYST, "src-hrd", "The younger house "
                     "uses them against families of the elder house.", date(2024, 2, 11)),
            ),
            area_ids=("area-kaldrou", "area-andreumo", "area-toudrale"),
            strength="some 1,500 men, 200 of them with rifles",
            economy="A basin of grain from each house and each moon.",
            grievances="The army came too late to Andreumo and the mission not at all.",
            gender_note="Boys of 13 and 14 stand watch. Mothers choose the watch leaders in four "
            "villages and have sent two away.", conduct_note="Code of conduct signed at Kaldrou "
            "in June 2025: no children, no herders' wells, prisoners to the chiefs. Kept in some "
            "forty villages.", source_id="src-cas", **known,
        ),
        Actor(
            id="act-mpe", name="Movement of the Eastern Pastures", aliases=("MPE",),
            kind="non_state_political",
            roles=(
                _role("perpetrator", date(2022, 3, 1), None, "Raids on Mazkirt and Jorhesk, "
                      "abduction of traders, killing of Meudra labourers."),
                _role("protector", date(2022, 3, 1), date(2024, 10, 1), "Guarded herds in the "
                      "Orjask dry season pastures until it taxed them."),
            ),
            network_roles=("spoiler",),
            rationales=(
                _why("insurgency", "moderate", _ANALYST, "src-jmac", "Seeks to hold the border "
                     "markets and their tolls.", date(2022, 3, 1)),
                _why("ethnic_cleansing", "low", _RIGHTS, "src-hrd", "Leaflets of July 2026 order "
                     "Meudra families out of Mazkirt; 41 houses were marked. One source, not yet "
                     "confirmed.", date(2026, 7, 3)),
            ),
            area_ids=("area-mazkirt", "area-jorhesk", "area-orjask"), strength="600 to 800",
            across_border=True, economy="Tolls at Mazkirt, fuel and rifles from across the "
            "border.", grievances="No school in the pasture tongue; wells given to companies.",
            gender_note="Propaganda songs mock unarmed herders as women; girls of traders were "
            "abducted in March and July 2026.", source_id="src-jmac", **known,
        ),
        Actor(
            id="act-sbc", name="Serhask Border Command", kind="foreign_force",
            roles=(_role("spoiler", date(2022, 3, 1), None, "Camps, fuel and radios for the MPE; "
                         "denied by its government."),),
            network_roles=("patron", "supplier"), across_border=True, area_ids=("area-serhask",),
            strength="a brigade along the border", source_id="src-jmac", **known,
        ),
        Actor(
            id="act-riders", name="Riders of Jezirt", aliases=("the Riders",),
            kind="identity_militia",
            roles=(
                _role("protector", date(2019, 11, 1), None, "Ride with the herds on the corridor "
                      "in May and November."),
                _role("perpetrator", date(2023, 6, 4), None, "Night raids on Meudra villages "
                      "beside the corridor; children taken with the cattle."),
            ),
            rationales=(
                _why("communal_conflict", "high", _ANALYST, "src-cas", "Raids answer killings of "
                     "herders, most within ten days.", date(2023, 6, 4)),
            ),
            area_ids=("area-hazmirt", "area-jezirt", "area-toudrale", "area-dreumati"),
            strength="up to 700 when called, 80 to 150 at other times",
            grievances="Corridor of 1987 ploughed over in eleven places; herders burned at "
            "Toudrale in May 2023.", gender_note="A youth becomes a man by his first raid; the "
            "mothers' songs at the wells can call a raid or forbid it.", source_id="src-cas",
            **known,
        ),
        Actor(
            id="act-dravoun", name="Dravoun column", aliases=("the Dravoun",),
            kind="criminal_network",
            roles=(_role("perpetrator", date(2022, 9, 1), None, "Abduction, loot and levies "
                         "between the Dreumati pits and the Teumira forest."),),
            rationales=(
                _why("predatory_violence", "high", _ANALYST, "src-jpt", "Takes porters, girls and "
                     "food, then vanishes; kills when hunted.", date(2022, 9, 1)),
            ),
            area_ids=("area-dreumati", "area-teumira", "area-ortimeu"),
            strength="120 to 180, in bands of 20", economy="Gold of three pits, ransom, forest "
            "timber.", grievances="Soldiers dismissed without pay in 2019 and FRP deserters.",
            gender_note="Abducts girls of 12 to 17 as wives and boys as porters; men who refuse "
            "to carry are killed.", source_id="src-jpt", **known,
        ),
        Actor(
            id="act-police", name="National Police, Kaldrou and Tarhask commissariats",
            kind="host_police_gendarmerie",
            roles=(_role("protector", date(2020, 2, 1)), _role("partner", date(2022, 9, 1))),
            area_ids=("area-OU04", "area-OU07"), strength="about 310",
            gender_note="A women's desk at Kaldrou since 2024, closed at night.",
            conduct_note="Trusted in the towns; no fuel to leave them.", source_id="src-cas",
            **known,
        ),
        Actor(
            id="act-nelompe", name="Port Nelompe land and mines circle",
            kind="other: political and business circle",
            roles=(_role("spoiler", date(2018, 1, 1), None, "Leases and promises made in the "
                         "capital before each vote."),),
            network_roles=("financier", "patron"),
            economy="Leases on 74,000 hectares of plateau land; shares in the gold house.",
            source_id="src-jmac",
        ),
        Actor(
            id="act-buyers", name="Orstulle gold house", kind="other: trading house",
            roles=(_role("service_provider", date(2019, 5, 1)),),
            network_roles=("financier", "broker"), economy="Buys from pits of the FRP, the "
            "Dravoun and the battalion alike.", source_id="src-jmac",
        ),
        Actor(
            id="act-mispou", name="MISPOU", kind="un_personnel",
            roles=(
                _role("protector", date(2022, 7, 1)),
                _role("perpetrator", date(2025, 2, 17), date(2025, 2, 17), "A convoy killed two "
                      "children at Ladreu; the families were compensated after ten months."),
            ),
            source_id="src-hrd", **known,
        ),
        Actor(
            id="act-governor", name="Governor of Kaldrou", kind="other: provincial authority",
            roles=(_role("authority", date(2023, 10, 1)), _role("partner", date(2023, 10, 1))),
            source_id="src-cas", **known,
        ),
        Actor(
            id="act-elder", name="Elder house of Kaldrou", kind="other: customary authority",
            roles=(_role("authority", date(2024, 2, 11), None, "Claimant of the paramount seat, "
                         "recognised by the governor."), _role("mediator", date(2021, 1, 1))),
            source_id="src-cas",
        ),
        Actor(
            id="act-younger", name="Younger house of Kaldrou", kind="other: customary authority",
            roles=(_role("authority", date(2024, 2, 11), None, "Claimant of the paramount seat, "
                         "held by the Vigils to be the true one."),),
            network_roles=("norm_setter",), source_id="src-cas",
        ),
        Actor(
            id="act-wells", name="Council of the wells", kind="other: customary authority",
            roles=(_role("mediator", date(1987, 1, 1), None, "Keeps the corridor agreement with "
                         "the Meudra chiefs."),),
            network_roles=("broker", "norm_setter"), area_ids=("area-hazmirt", "area-jezirt"),
            source_id="src-cas",
        ),
        Actor(
            id="act-mothers", name="League of market mothers", kind="other: traders' association",
            roles=(_role("mediator", date(2022, 2, 1), None, "Negotiated 63 releases from the FRP "
                         "and the Riders; asks not to be thanked in public."),),
            network_roles=("broker",), area_ids=("area-kaldrou", "area-hazmirt"),
            source_id="src-cas",
        ),
    ]


def ties() -> list[Tie]:
    """Who is bound to whom, from when to when."""
    rows: tuple[tuple[str, str, str, date | None, date | None, str, str, str], ...] = (
        ("act-gm3", "act-ano", "command", date(2026, 8, 15), None, "high", "src-jmac",
         "Placed under the battalion for the sweep; the gendarmerie's own chain no longer answers "
         "calls from the mission."),
        ("act-ano", "act-frp", "rivalry", date(2020, 6, 1), date(2024, 11, 18), "high",
         "src-jmac", "First war of the plateau."),
        ("act-ano", "act-frp", "ceasefire", date(2024, 11, 18), date(2026, 4, 27), "high",
         "src-jmac", "Ceasefire of Timeuva, with cantonment at Oumeva."),
        ("act-ano", "act-frp", "hostility", date(2026, 4, 27), None, "high", "src-jmac",
         "Ambushes on the Kaldrou road since the rice for the cantonment stopped."),
        ("act-frp", "act-vigils", "alliance", date(2021, 9, 12), date(2023, 8, 1), "moderate",
         "src-cas", "Shared watch against the army in Andreumo."),
        ("act-frp", "act-vigils", "rivalry", date(2023, 8, 1), None, "moderate", "src-cas",
         "Over levies and recruits: the Vigils pay no tenth."),
        ("act-vigils", "act-riders", "hostility", date(2023, 5, 20), None, "high", "src-cas",
         "Since the burning of the herders' camp at Toudrale."),
        ("act-sbc", "act-mpe", "supply", date(2022, 3, 1), None, "moderate", "src-jmac",
         "Fuel and radios through the Mazkirt ford; rifles twice, in 2023 and May 2026."),
        ("act-mpe", "act-riders", "alliance", date(2023, 7, 1), date(2025, 3, 1), "moderate",
         "src-jmac", "Shared pastures, ended over the herd tax."),
        ("act-mpe", "act-riders", "rivalry", date(2025, 3, 1), None, "moderate", "src-cas",
         "Riders refuse the herd tax; the MPE recruits their younger sons."),
        ("act-mpe", "act-ano", "hostility", date(2022, 3, 1), None, "high", "src-jmac",
         "Border posts; none was held for longer than a week."),
        ("act-nelompe", "act-buyers", "finance", date(2019, 5, 1), None, "moderate", "src-jmac",
         "Shares held through relatives."),
        ("act-buyers", "act-dravoun", "finance", date(2023, 1, 1), None, "moderate", "src-jmac",
         "Pays in cash and boots at the southern pits."),
        ("act-buyers", "act-frp", "taxation", date(2025, 2, 1), None, "low", "src-jmac",
         "A share of the northern pits; one source."),
        ("act-nelompe", "act-ano", "influence", date(2021, 1, 1), None, "moderate", "src-jmac",
         "Postings on the gold road are bought."),
        ("act-younger", "act-vigils", "influence", date(2024, 2, 11), None, "high", "src-cas",
         "Names the watch leaders in the southern villages."),
        ("act-governor", "act-elder", "alliance", date(2024, 4, 2), None, "high", "src-cas",
         "Recognition by decree; installation announced for 12 December 2026."),
        ("act-elder", "act-younger", "rivalry", date(2024, 2, 11), None, "high", "src-cas",
         "The paramount seat, empty since the chief died."),
        ("act-wells", "act-riders", "influence", date(2019, 11, 1), None, "moderate", "src-cas",
         "Can hold the Riders back for some days; less each year with the young."),
        ("act-mothers", "act-wells", "kinship", date(2022, 2, 1), None, "high", "src-cas",
         "Marriages between market families; the line that still works when others are cut."),
        ("act-frp", "act-dravoun", "faction_of", date(2022, 9, 1), date(2023, 4, 1), "low",
         "src-jmac", "Deserters joined the first bands; hunted by the FRP since."),
        ("act-police", "act-gm3", "rivalry", date(2025, 6, 1), None, "moderate", "src-cas",
         "Over road posts; the police warns market women of them."),
        ("act-mispou", "act-ano", "joint_operations", date(2022, 9, 1), date(2026, 8, 20), "high",
         "src-jmac", "Ended with the 2nd Plateau Battalion after the Meuvai sweep; goes on with "
         "the Tarhask garrison."),
    )
    return [
        Tie(
            id=f"tie-{n:02d}", from_id=a, to_id=b, kind=kind, since=since, until=until,
            across_border="act-sbc" in (a, b), confidence=sure, source_id=source, note=note,
        )
        for n, (a, b, kind, since, until, sure, source, note) in enumerate(rows, 1)
    ]


def drivers() -> list[Driver]:
    """What feeds the conflict, where, and who uses it from afar."""
    rows: tuple[tuple[str, str, str, tuple[str, ...], str, int, str], ...] = (
        ("transhumance", "area-hazmirt", "The corridor agreed in 1987 is ploughed over in eleven "
         "places between Hazmirt and Toudrale. Herds go south in May and back in November; both "
         "passages bring trampled fields, then killings, then raids.",
         ("act-riders", "act-vigils"), "local", 5, "src-cas"),
        ("land", "area-OU04", "74,000 hectares of plateau land were leased to coast companies "
         "between 2009 and 2018; half of it lies fallow and is guarded. Families that lost fields "
         "are where the FRP recruits first.", ("act-frp", "act-nelompe"), "national", 4,
         "src-jmac"),
        ("chieftaincy", "area-kaldrou", "The paramount seat of Kaldrou has been empty since "
         "February 2024. The governor recognises the elder house, the Vigils the younger; the "
         "installation is announced for 12 December 2026.",
         ("act-governor", "act-elder", "act-younger", "act-vigils"), "provincial", 5, "src-cas"),
        ("minerals", "area-dreumati", "Artisanal gold since 2018: some 14,000 diggers in the dry "
         "season from all four peoples. Who guards a pit taxes it; pits changed hands nine times "
         "in 2026.", ("act-dravoun", "act-frp", "act-buyers", "act-ano"), "regional", 4,
         "src-jpt"),
        ("illicit_trade", "area-OU05", "Gold leaves by Port Nelompe with papers of one trading "
         "house whichever group dug it; its partners sit in the capital and set the price of "
         "peace at each pit.", ("act-buyers", "act-nelompe"), "national", 4, "src-jmac"),
        ("water", "area-hazmirt", "Nine of the fourteen deep wells on the corridor work. The lean "
         "months bring three times the animals to each well; the outlook for early 2027 is poor.",
         ("act-riders", "act-mpe"), "local", 4, "src-pastures"),
        ("state_abuse", "area-meuvai", "After ambushes villages are punished. Nobody was tried for "
         "Andreumo in 2021; the same company stands at Meuvai in 2026.",
         ("act-ano", "act-gm3", "act-frp"), "provincial", 5, "src-hrd"),
        ("regional_interference", "area-mazkirt", "Serhask keeps its own eastern pastures quiet by "
         "sending their fighters west. Every offensive against the MPE moves the fighting across "
         "the ford and back.", ("act-sbc", "act-mpe"), "regional", 4, "src-jmac"),
        ("identity_politics", "area-OU07", "Songs and leaflets call the Meudra of the border "
         "markets tenants whose lease is over.", ("act-mpe",), "provincial", 3, "src-hrd"),
        ("generational_grievance", "area-OU06", "Young Riders own no herd and cannot marry; "
         "raids and the MPE both pay in cattle. The council of the wells no longer decides for "
         "them.", ("act-mpe", "act-riders"), "local", 3, "src-cas"),
        ("lost_authority", "area-OU08", "The Tivoule of the forest edge have no chief whom the "
         "state counts; nobody speaks for them when pits and timber are given away.",
         ("act-dravoun", "act-buyers"), "local", 3, "src-jpt"),
        ("elections", "area-OU01", "Provincial vote set for April 2027. Candidates from the coast "
         "promise the plateau leases anew; two have paid watch groups before.",
         ("act-nelompe",), "national", 3, "src-jmac"),
        ("impunity", "area-OU05", "The court at Meudralo last sat in June 2025; three of 212 "
         "complaints against armed men came to trial.", (), "provincial", 3, "src-hrd"),
        ("displacement", "area-andreumo", "Land of the displaced of Andreumo is farmed by others "
         "under papers of the governor's office; return means a claim against them.",
         ("act-governor", "act-frp"), "local", 3, "src-cas"),
    )
    return [
        Driver(
            id=f"drv-{n:02d}", kind=kind, place_id=place, text=text, exploited_by_ids=by,
            level=level, weight=weight, source_id=source,
            **shared("conflict analysis is shared with partners"),
        )
        for n, (kind, place, text, by, level, weight, source) in enumerate(rows, 1)
    ]
