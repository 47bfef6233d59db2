"""A rich invented document: every kind of block, for tests, benchmarks and eyes."""

import random
from datetime import date

from shapely.geometry import LineString, Point, Polygon, box

from pocplanner.report.blocks import (
    Assumption,
    Assumptions,
    Block,
    Break,
    Cell,
    Cover,
    Document,
    EvidenceItem,
    EvidenceList,
    Facts,
    Figure,
    Heading,
    Items,
    KeyBox,
    KeyItem,
    Table,
    Text,
    evidence_used,
)
from pocplanner.report.pictures import (
    BandMatrix,
    Bars,
    Health,
    HealthBars,
    Layer,
    MapPicture,
    MapWords,
    ResponseChart,
    Shape,
    TimeRange,
    Trend,
    WeekStrip,
)

#: The payloads of hostile names: markup, script, template, formula, path, direction.
HOSTILE = (
    'Camp <N> 12 & "Nord"',
    "<img src=x onerror=alert(1)>",
    "<a href='https://example.org'>x</a>",
    '<font size="60">big</font> & <b>',
    "${7*7} {{7*7}} `id`",
    "=cmd|'/C calc'!A0",
    "</para><para>",
    "&lt;b&gt; &amp; &#60;",
    "%s %(x)s {0} {name}",
    "\\u003cimg\\u003e (a) [b] \\(",
)

_NAMES = (
    "Tolmarra", "Besh Kadun", "Orrevale", "Sant Ilvo", "Keddra", "Narumbe", "Viskol",
    "Dunmarré", "Halisk", "Oppendra", "Quellane", "Marosh",
)  # fmt: skip
_WEST, _SOUTH = -30.0, -12.0


def a_map(seed: int = 1, french: bool = False, events: int = 400) -> MapPicture:
    """A map with every kind of layer."""
    pick = random.Random(seed)
    coast = Polygon(
        [(_WEST + x + pick.uniform(-0.06, 0.06), _SOUTH + y + pick.uniform(-0.06, 0.06))
         for x, y in _around(0.2, 0.2, 3.6, 2.6, 120)]
    ).buffer(0)  # fmt: skip
    halves = [
        coast.intersection(box(_WEST, _SOUTH, _WEST + 1.8, _SOUTH + 4)),
        coast.intersection(box(_WEST + 1.8, _SOUTH, _WEST + 4, _SOUTH + 4)),
    ]
    places = [
        Point(_WEST + pick.uniform(0.5, 3.3), _SOUTH + pick.uniform(0.5, 2.4)) for _ in range(12)
    ]
    river = LineString([(_WEST + 0.1 + i * 0.2, _SOUTH + 1.2 + pick.uniform(-0.15, 0.15))
                        for i in range(19)])  # fmt: skip
    road = LineString([(p.x, p.y) for p in sorted(places, key=lambda p: p.x)])
    dots = tuple(
        Shape(Point(pick.gauss(_WEST + 2.2, 0.5), pick.gauss(_SOUTH + 1.5, 0.4)),
              hollow=pick.random() < 0.3, weight=pick.choice((0.8, 1, 1, 1.5, 2.4)))
        for _ in range(events)
    )  # fmt: skip
    say = (lambda en, fr: fr) if french else (lambda en, fr: en)
    bands = ("high", "very_high", "moderate", "low")
    return MapPicture(
        layers=(
            Layer("area", (Shape(coast, "Orravia"),), "country", say("Country", "Pays")),
            Layer("area", (Shape(halves[0], "Western Reach"), Shape(halves[1], "Upper Sael")),
                  "province", say("Province", "Province")),
            Layer("area", (Shape(places[3].buffer(0.35)),), "responsibility",
                  say("Sector North", "Secteur nord")),
            Layer("line", (Shape(river, "Sael"),), "river", say("River", "Fleuve")),
            Layer("line", (Shape(road),), "road", say("Road", "Route")),
            Layer("point", dots, "event", say("Event, place known", "Événement, lieu connu"),
                  say("Event, place known roughly", "Événement, lieu approximatif")),
            Layer("symbol", tuple(Shape(p, n) for p, n in zip(places, _NAMES, strict=True)),
                  "community", say("Community", "Communauté")),
            Layer("symbol", tuple(Shape(p, f"Post {i}") for i, p in enumerate(places[:3])),
                  "post", say("Post", "Poste")),
            Layer("symbol", tuple(Shape(Point(p.x + 0.07, p.y + 0.06), mark=b)
                                  for p, b in zip(places[4:8], bands, strict=True)),
                  "threat", say("Threat", "Menace")),
            Layer("symbol", (Shape(Point(places[8].x + 0.1, places[8].y)),), "mechanism",
                  say("Protection committee", "Comité de protection")),
            Layer("symbol", (Shape(Point(places[9].x - 0.1, places[9].y)),), "coping",
                  say("Shelter known to the team", "Abri connu de l'équipe")),
            Layer("symbol", (Shape(Point(0, 0), "far away"),), "airfield", "NOT IN VIEW"),
        ),
        bounds=(_WEST + 0.2, _SOUTH + 0.2, _WEST + 3.6, _SOUTH + 2.6),
        words=MapWords(
            source="Invented data set, release 3", date=say("1 March 2024", "1er mars 2024")
        ),
        inset=True,
    )  # fmt: skip


def _around(x1: float, y1: float, x2: float, y2: float, count: int) -> list[tuple[float, float]]:
    side = count // 4
    found = [(x1 + (x2 - x1) * i / side, y1) for i in range(side)]
    found += [(x2, y1 + (y2 - y1) * i / side) for i in range(side)]
    found += [(x2 - (x2 - x1) * i / side, y2) for i in range(side)]
    return found + [(x1, y2 - (y2 - y1) * i / side) for i in range(side)]


def charts(seed: int = 1, french: bool = False) -> tuple[Block, ...]:
    """One figure of every kind of chart."""
    pick = random.Random(seed)
    say = (lambda en, fr: fr) if french else (lambda en, fr: en)
    months = tuple(f"{m:02}.{y}" for y in (22, 23, 24) for m in range(1, 13))
    bands = (("Faible", "Modéré", "Élevé", "Très élevé") if french
             else ("Low", "Moderate", "High", "Very high"))  # fmt: skip
    days = (("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.") if french
            else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))  # fmt: skip
    source = say("Invented data set", "Jeu de données inventé")
    return (
        Figure(Trend(
            months, tuple(pick.randint(0, 18) for _ in months),
            tuple(pick.randint(0, 90) for _ in months),
            say("Events", "Événements"), say("Reported deaths (least)", "Morts signalés (minimum)"),
            frozenset({7, 8}), say("no data: not quiet", "sans données : pas forcément calme")),
            say("Events and deaths by month", "Événements et morts par mois"), source,
            ("e1", "e2")),
        Figure(Bars(
            tuple(f"{h:02}" for h in range(24)), tuple(pick.randint(0, 30) for _ in range(24)),
            say("Events by hour, where the hour is known", "Événements par heure connue")),
            say("Hour of day", "Heure du jour"), source),
        Figure(Bars(
            days, tuple(pick.randint(4, 30) for _ in days), say("Events", "Événements"),
            frozenset({2}), say("market day", "jour de marché")),
            say("Day of the week", "Jour de la semaine"), source, width=0.6),
        Figure(BandMatrix(
            tuple(tuple(pick.choice((0, 0, 1, 2, 5)) for _ in range(5)) for _ in range(5)),
            say("Likelihood", "Probabilité"), say("Impact", "Impact"), bands),
            say("Threats by likelihood and impact", "Menaces par probabilité et impact"), source),
        Figure(HealthBars(
            tuple(Health(f"{say('Committee of', 'Comité de')} {name}",
                         None if i == 3 else round(pick.uniform(0, 5), 1),
                         say("no women among its members", "aucune femme parmi ses membres"))
                  for i, name in enumerate(_NAMES)),
            unknown=say("not yet asked", "pas encore demandé"),
            axis=say("weakest condition", "condition la plus faible")),
            say("Health of mechanisms", "Santé des mécanismes"), source),
        Figure(ResponseChart(
            tuple(TimeRange(name, None if i == 5 else (2, 4 + i % 3, 9), (1 + i % 4, 3 + i % 6, 14),
                            say("night, wet season", "nuit, saison des pluies"))
                  for i, name in enumerate(_NAMES[:8])),
            say("Warning", "Préavis"), say("Response", "Réaction"),
            say("Response too late", "Réaction trop tardive"), say("not known", "inconnu"),
            say("hours", "heures")),
            say("Response against warning", "Réaction et préavis"), source),
        Figure(WeekStrip(
            days, tuple((name, tuple(pick.randint(0, 12) for _ in days)) for name in _NAMES[:6]),
            frozenset({(0, 2), (3, 5)}), say("market day", "jour de marché")),
            say("Events by weekday and place", "Événements par jour et lieu"), source),
    )  # fmt: skip


def rows(count: int, seed: int = 1) -> tuple[tuple[Cell | str, ...], ...]:
    """Rows as a field matrix has them."""
    pick = random.Random(seed)
    found: list[tuple[Cell | str, ...]] = []
    for at in range(count):
        if at % 25 == 0:
            found.append((Cell(f"Sector {at // 25 + 1}", bold=True),))
        mark = pick.choice(("low", "moderate", "high", "very_high"))
        found.append((
            f"{pick.choice(_NAMES)} {at + 1}", f"{pick.randint(200, 9000):,}", Cell("", mark),
            pick.choice(("Night raids on the cattle track", "Extortion at the bridge on market "
                         "day, mostly of women traders", "Abduction of youth in the dry season")),
            pick.choice(("Men sleep in the fields; women keep the children by the mission school",
                         "Pays a passage fee to two groups", "Not yet asked")),
            f"{pick.randint(1, 9)} h",
        ))  # fmt: skip
    return tuple(found)


def demo(
    language: str = "en", maps: int = 12, chart_sets: int = 1, table_rows: int = 500,
    evidence: int = 150, exercise: bool = True, hostile: bool = True,
) -> Document:  # fmt: skip
    """The document; with its defaults about as long as a mission's strategy."""
    french = language == "fr"
    say = (lambda en, fr: fr) if french else (lambda en, fr: en)
    pick = random.Random(7)
    ids = [f"e{i + 1}" for i in range(evidence)]
    blocks: list[Block] = []
    para = say(
        "The Sael corridor carries {n} households to the market of {p} every week. Between "
        "November and March armed men of the Keddra band reportedly stop carts at the ford, take "
        "cattle and, on at least three nights, took young men with them. The committee says that "
        "people now travel in groups and leave before dawn; women traders pay at both ends.",
        "Le couloir du Sael mène chaque semaine {n} ménages au marché de {p} : entre novembre et "
        "mars, des hommes armés de la bande de Keddra arrêteraient les charrettes au gué, « pour "
        "la taxe » ; trois nuits au moins, ils ont emmené des jeunes gens. Le comité dit que l'on "
        "voyage désormais en groupe et que l'on part avant l'aube !",
    )

    def some(count: int) -> tuple[str, ...]:
        return tuple(pick.sample(ids, min(count, len(ids))))

    sections = say(
        ["Mandate and phase", "Conflict analysis", "Threats and vulnerabilities",
         "Existing protection", "Objectives", "Actions", "Community engagement",
         "Gender, children and sexual violence", "Coordination and command", "Warning",
         "Tensions and side effects", "Resources and limits", "Communication", "Monitoring",
         "Transition"],
        ["Mandat et phase", "Analyse du conflit", "Menaces et vulnérabilités",
         "Protection existante", "Objectifs", "Actions", "Dialogue avec les communautés",
         "Genre, enfants et violences sexuelles", "Coordination et commandement", "Alerte",
         "Tensions et effets secondaires", "Moyens et limites", "Communication", "Suivi",
         "Transition"],
    )  # fmt: skip
    statuses = ("draft", "edited", "draft", "accepted", "generic", "proposed")
    for at, title in enumerate(sections):
        blocks.append(Heading(f"{at + 1}. {title}"))
        blocks.append(Text(para.format(n=240 + at, p=_NAMES[at % 12]), some(3), style="lead"))
        for part in range(3):
            blocks.append(Heading(f"{_NAMES[(at + part) % 12]}", 2))
            blocks.append(
                Text(
                    para.format(n=90 + part, p=_NAMES[part]),
                    some(4),
                    statuses[(at + part) % 6],
                    lead=say("What people do already.", "Ce que les gens font déjà.")
                    if part
                    else "",
                )
            )
        blocks.append(
            Text(
                say(
                    "Has anybody asked the displaced women of Halisk which road they fear? The "
                    "civil "
                    "affairs officer could, at the Thursday meeting.",
                    "A-t-on demandé aux femmes déplacées de Halisk quelle route elles craignent ? "
                    "L'officier des affaires civiles le pourrait, à la réunion du jeudi.",
                ),
                status="question",
                style="question",
            )
        )
        blocks.append(
            Text(
                say(
                    "The community rates this two bands above the analyst.",
                    "La communauté cote deux niveaux au-dessus de l'analyste.",
                ),
                some(1),
                style="finding",
                lead=say("Gap.", "Écart."),
            )
        )
        blocks.append(
            Items(
                tuple(
                    Text(para.format(n=5, p=name)[:120], some(1), "draft") for name in _NAMES[:3]
                ),
                ordered=at % 2 == 0,
            )
        )
        if at < maps:
            blocks.append(
                Figure(
                    a_map(at, french),
                    f"{title}, {_NAMES[at % 12]}",
                    say("Invented data set", "Jeu de données inventé"),
                    some(1),
                )
            )
        if at == 1:
            blocks.append(
                Text(
                    say(
                        "They said we should wait. So we waited, and they came.",
                        "On nous a dit d'attendre. Nous avons attendu, et ils vinrent.",
                    ),
                    some(1),
                    style="quote",
                )
            )
        if at == 10:
            blocks.append(
                Text(
                    say("Naming the committee may expose it.", "Nommer le comité peut l'exposer."),
                    style="warning",
                    lead=say("Do no harm.", "Ne pas nuire."),
                )
            )
        if at == 3:
            blocks.append(
                Facts(
                    (
                        (say("Members", "Membres"), "14 (5 women)"),
                        (say("Alert", "Alerte"), Cell("Tested in January", "moderate")),
                        (say("Limits", "Limites"), para[:200]),
                    ),
                    say("Committee of Orrevale", "Comité d'Orrevale"),
                    some(2),
                    "draft",
                )
            )
    for at in range(chart_sets):
        blocks.append(Heading(say("Figures", "Chiffres") + f" {at + 1}"))
        blocks += charts(at + 1, french)
    if hostile:
        blocks.append(Heading(say("Names as they came", "Noms tels que reçus")))
        blocks += [Text(text, lead=text) for text in HOSTILE]
        blocks.append(Table(("<b>head</b>", "&amp;"), tuple((text, text) for text in HOSTILE)))
    if table_rows:
        blocks.append(Break("landscape"))
        blocks.append(Heading(say("Field matrix", "Matrice de terrain"), new_page=False))
        head = say(
            ("Place", "People", "Rating", "Threat", "What people do", "Response"),
            ("Lieu", "Population", "Cote", "Menace", "Ce que font les gens", "Réaction"),
        )
        table = rows(table_rows)
        blocks.append(
            Table(
                head,
                table,
                title=say("Must, should, could", "Priorités"),
                note=say("Population as counted.", "Population recensée."),
                evidence=tuple(some(1) for _ in table),
                numbers=frozenset({1, 5}),
            )
        )
        blocks.append(Break("portrait"))
    blocks.append(Heading(say("Evidence", "Éléments de preuve"), new_page=False))
    blocks.append(
        EvidenceList(
            tuple(
                EvidenceItem(
                    i + 1,
                    identity,
                    say(
                        f"Report of a patrol to {_NAMES[i % 12]}, number {i + 1}",
                        f"Rapport de patrouille à {_NAMES[i % 12]}, n° {i + 1}",
                    ),
                    pick.choice(("B2", "C3", "F6", "A1")),
                    say("report", "rapport"),
                )
                for i, identity in enumerate(ids)
            )
        )
    )
    blocks.append(Heading(say("Assumptions", "Hypothèses")))
    blocks.append(
        Assumptions(
            tuple(
                Assumption(
                    say(f"Speed on dirt road, case {i}", f"Vitesse sur piste, cas {i}"),
                    "20 km/h",
                    say("proposal", "proposition"),
                    say("response times", "temps de réaction"),
                    i == 2,
                )
                for i in range(8)
            )
        )
    )
    front = (
        KeyBox(
            say("Must places", "Lieux impératifs"),
            tuple(
                KeyItem(
                    f"{name}: night raids on the cattle track",
                    "Sector North, 1,200 people; response 5 h after warning of 2 h",
                    "must",
                    some(1),
                )
                for name in _NAMES[:4]
            ),
            "must",
        ),
        KeyBox(
            say(
                "What will not be protected, and who accepts that",
                "Ce qui ne sera pas protégé, et qui l'accepte",
            ),
            (
                KeyItem(
                    "Villages north of the Sael in the wet season",
                    "Accepted by: Head of Mission (not yet signed)",
                ),
            ),
            "risk",
        ),
        KeyBox(
            say("Decisions asked", "Décisions demandées"),
            (
                KeyItem(
                    "Move the Tolmarra patrol base to the ford", "Force Commander, by 15 March 2024"
                ),
                KeyItem(
                    "Release of two helicopter hours a week",
                    "Director of Mission Support, by 1 April",
                ),
            ),
            "decision",
        ),
        KeyBox(
            say("Changes since the last issue", "Changements"),
            (),
            "change",
            say("First issue.", "Première édition."),
        ),
    )
    assert set(evidence_used(blocks)) <= set(ids)
    return Document(
        title=say("Protection of civilians strategy", "Stratégie de protection des civils"),
        subtitle=say("Upper Sael and Western Reach", "Haut-Sael et Western Reach"),
        language=language,
        cover=Cover(
            mission="UNMOR", country="Orravia",
            document=say("Protection strategy", "Stratégie de protection"),
            as_of=date(2024, 3, 1), review=date(2024, 6, 1), audience="mission",
            marking="confidential",
            consultations=(say("Women's association of Halisk, 12 February 2024, 31 people",
                               "Association des femmes de Halisk, 12 février 2024, 31 personnes"),
                           say("Committee of Orrevale, 14 February 2024, 14 people",
                               "Comité d'Orrevale, 14 février 2024, 14 personnes")),
            data=(say("Invented data set, release 3, to 1 March 2024, licence CC BY 4.0",
                      "Jeu de données inventé, version 3, au 1er mars 2024, licence CC BY 4.0"),),
            warnings=(say("Data ends 120 days before today: outdated, collect.",
                          "Les données s'arrêtent 120 jours avant aujourd'hui : à collecter."),),
        ),
        blocks=tuple(blocks),
        front=front,
        handling=say("Not to be shared outside the mission without the head of the protection unit",
                     "Ne pas diffuser hors de la mission sans l'accord du chef de l'unité"),
        exercise=exercise,
        short="UNMOR",
    )  # fmt: skip
