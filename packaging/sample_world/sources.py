"""Where the example's facts come from, and what somebody judged each source to be worth."""

from datetime import date

from pocplanner.model.mission import Source
from sample_world.grades import published, shared


def sources() -> list[Source]:
    """The sources, each graded by a role or left as nobody can judge it."""
    jmac = "Chief, Joint Mission Analysis Centre"
    return [
        Source(
            id="src-boundaries", name="National survey of Oudrema: boundaries, 2019 edition",
            kind="boundaries", published=True, licence="invented, free to use",
            attribution="National survey of Oudrema (invented)", reliability="B", credibility=2,
            graded_by="GIS officer", obtained_on=date(2022, 8, 4), **published(),
        ),
        Source(
            id="src-gazetteer", name="National survey of Oudrema: gazetteer and roads",
            kind="gazetteer", published=True, licence="invented, free to use",
            attribution="National survey of Oudrema (invented)", reliability="B", credibility=3,
            graded_by="GIS officer", grade_reason="Village names are good, populations are a "
            "projection from the last census", obtained_on=date(2022, 8, 4), **published(),
        ),
        Source(
            id="src-register", name="Atlantic Conflict Register: deadly events",
            kind="event_data", published=True, licence="invented, free to use",
            attribution="Atlantic Conflict Register (invented)", reliability="B", credibility=3,
            graded_by=jmac, grade_reason="Two or more reports for most events; remote districts "
            "reach it late", obtained_on=date(2026, 11, 6), **published(),
        ),
        Source(
            id="src-joc", name="JOC incident base: incidents without deaths", kind="mission_report",
            reliability="B", credibility=2, graded_by=jmac,
            grade_reason="Logged by patrols and liaison assistants; thin wherever nobody goes",
            obtained_on=date(2026, 11, 2),
            **shared("totals are shown in the protection working group"),
        ),
        Source(
            id="src-hrd", name="Human Rights Division, monthly notes", kind="human_rights",
            reliability="A", credibility=2, graded_by=jmac, obtained_on=date(2026, 10, 28),
        ),
        Source(
            id="src-jmac", name="JMAC assessments 2024 to 2026", kind="jmac", reliability="B",
            credibility=2, graded_by=jmac, obtained_on=date(2026, 10, 30),
        ),
        Source(
            id="src-cas", name="Civil Affairs field notebooks", kind="mission_report",
            reliability="B", credibility=2, graded_by="Head of Civil Affairs",
            grade_reason="Liaison assistants live at the bases; they hear men more than women",
            obtained_on=date(2026, 10, 30),
        ),
        Source(
            id="src-jpt", name="Joint protection team reports", kind="mission_report",
            reliability="B", credibility=2, graded_by="PoC adviser",
            obtained_on=date(2026, 10, 19),
        ),
        Source(
            id="src-survey", name="Perception survey, third round, September 2026", kind="survey",
            reliability="B", credibility=2, graded_by="PoC adviser",
            grade_reason="Trained collectors, women asked by women; Mazkirt and Teumira by "
            "convenience only", obtained_on=date(2026, 10, 12),
            sharing_terms="Percentages may be shared with those who were asked, and are.",
        ),
        Source(
            id="src-partner", name="Protection working group, weekly note", kind="humanitarian",
            reliability="B", credibility=3, graded_by="PoC adviser", obtained_on=date(2026, 10, 29),
            sharing_terms="Given in trust: never to the host state, never with names of partners.",
        ),
        Source(
            id="src-market-radio", name="Market radio talk", kind="media", reliability="D",
            credibility=4, graded_by="JMAC analyst", grade_reason="Repeats itself: three rumours "
            "in September had one origin", obtained_on=date(2026, 10, 25),
        ),
        Source(
            id="src-letter", name="Unsigned letter left at the Meuvai base", kind="own",
            obtained_on=date(2026, 10, 21),
        ),
        Source(
            id="src-pastures", name="Pasture and water outlook, October 2026",
            kind="remote_sensing", published=True, attribution="Invented", reliability="B",
            credibility=3, graded_by="GIS officer", obtained_on=date(2026, 10, 15), **published(),
        ),
    ]
