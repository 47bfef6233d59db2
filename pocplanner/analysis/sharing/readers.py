"""Which audiences read what every other may not."""

from pocplanner.model.guard import Audience

#: Those inside the mission: the others read events of sexual violence for the country only.
INSIDE = frozenset({Audience.CORE, Audience.COMMAND, Audience.MISSION})
#: Texts that a person wrote reach these; the rest need a text written for them.
READ_TEXT = frozenset(
    {
        Audience.CORE,
        Audience.COMMAND,
        Audience.MISSION,
        Audience.HUMANITARIAN,
        Audience.PARTNER,
    }
)
