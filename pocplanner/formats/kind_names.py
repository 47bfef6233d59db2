"""What can be read, by the names of the command line; imports nothing, so that help stays quick."""

#: What a blank workbook is handed out for.
TEMPLATES = (
    "communities",
    "coping",
    "mechanisms",
    "causes",
    "alerts",
    "perceptions",
    "actors",
    "routes",
    "posts",
    "units",
    "threats",
    "timings",
    "requests",
    "contacts",
    "promises",
    "obstacles",
    "patrols",
    "journeys",
    "initiatives",
    "indicators",
    "pairs",
    "signs",
    "ties",
    "drivers",
    "ground",
)
#: What a file can be read as: the workbooks, and what comes only in the files of others.
KINDS = ("events", "places", "areas", "airfields", "partners", *TEMPLATES)
