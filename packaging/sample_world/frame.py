"""The mission itself: mandate, calendar, consultations, in words of the example's own."""

from datetime import date

from pocplanner.model.mission import Consultation, MandateParagraph, Mission, Season
from sample_world.grades import AS_OF


def mission() -> Mission:
    """The frame of the example: an exercise on invented data."""
    return Mission(
        name="Integrated Stabilisation and Protection Mission in Oudrema",
        short_name="MISPOU", country="Oudrema", exercise=True, time_zone="UTC",
        languages=("English", "French", "Meudra", "Sohesk", "Salompe", "Tivoule"),
        lifecycle="reconfiguration",
        mandate=(
            MandateParagraph(
                reference="Resolution 3417 (2026), paragraph 11 (a), invented",
                text="To protect civilians under threat of physical violence by all necessary "
                "means, within its capabilities and areas of deployment and without prejudice to "
                "the primary responsibility of the authorities of Oudrema, giving attention to "
                "women, children and displaced people.",
            ),
            MandateParagraph(
                reference="Resolution 3417 (2026), paragraph 11 (c), invented",
                text="To work with communities on alert networks and local protection plans and to "
                "report to the Council how alerts were answered.",
            ),
            MandateParagraph(
                reference="Resolution 3417 (2026), paragraph 14, invented", subject="use_of_force",
                text="Recalls that the mandate to use force for the protection of civilians holds "
                "whatever the source of the threat, state forces included.",
            ),
            MandateParagraph(
                reference="Resolution 3417 (2026), paragraph 17, invented",
                subject="support_to_state_forces",
                text="Support to the security forces of Oudrema is to be given in strict "
                "compliance with the human rights due diligence policy and is to be withheld "
                "where there are substantial grounds to fear grave violations.",
            ),
            MandateParagraph(
                reference="Resolution 3417 (2026), paragraph 23, invented", subject="transition",
                text="Requests a reduction of the Force by one battalion by 30 April 2027, with a "
                "plan for the protection of civilians in every area that is left.",
            ),
        ),
        mandate_until=date(2027, 6, 30),
        seasons=(
            Season(name="Dry season", kind="dry", first_month=5, last_month=10, last_day=31),
            Season(name="Rains", kind="wet", first_month=11, last_month=4, last_day=30),
        ),
        night_from=18, night_to=6, as_of=AS_OF, review_on=date(2026, 12, 15),
        clearing_role="", cleared_on=None, handling="EXERCISE. Invented country, people and "
        "events.", accepting_authority="Special Representative, Head of Mission",
        consultations=(
            Consultation(on=date(2026, 9, 16), with_whom="Market mothers and burial society",
                         where="Kaldrou", women=31, men=4, summary="Ask that answers to alerts are "
                         "given the same day, also when nobody can come."),
            Consultation(on=date(2026, 9, 22), with_whom="Council of the wells, with the mothers "
                         "who sit outside its tent", where="Hazmirt", women=3, men=22,
                         summary="Want escorts at the two crossings of the corridor in November, "
                         "not a fence and not the army."),
            Consultation(on=date(2026, 9, 29), with_whom="Women's committees of both peoples, "
                         "Weir site", where="Tarhask", women=26, men=0, summary="Light and a "
                         "second water point before any patrol."),
            Consultation(on=date(2026, 10, 6), with_whom="Protection working group",
                         where="Port Nelompe", women=9, men=7, summary="Dissents on three ratings; "
                         "asks that visits to Sameudreu are not announced to the army."),
            Consultation(on=date(2026, 10, 13), with_whom="Village committee of Goulavou",
                         where="Toudrale", women=2, men=14, summary="Expect the next raid at the "
                         "November crossing; trust their own watch first."),
            Consultation(on=date(2026, 10, 20), with_whom="Commanders and liaison assistants of "
                         "the three sectors", where="Kaldrou", women=6, men=19, summary="Caveats "
                         "on night movement said openly; two bases asked for delegated authority."),
        ),
        definition_note="In MISPOU, protection of civilians means what mission and partners do "
        "together to prevent, deter, pre-empt and answer threatened physical violence against "
        "civilians. It is not the political doctrine of the responsibility to protect, and it is "
        "narrower than the humanitarian protection of all rights.",
    )
