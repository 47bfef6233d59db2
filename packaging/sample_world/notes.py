"""What a source would write about an event in one or two sentences; never a name of a person."""

from sample_world.chance import stream

#: By type: sentences with the armed side, the other side and the place.
_SENTENCES: dict[str, tuple[str, ...]] = {
    "attack_on_civilians": (
        "{a} entered {place} and shot at people in the lanes.",
        "People of {place} on their way to the fields were attacked by {a}.",
        "{a} went from house to house in {place}.",
        "Residents of {place} were beaten and shot at; {a} left before help came.",
    ),
    "abduction_disappearance": (
        "{a} led people away from {place}; some came back after payment.",
        "Taken on the road to {place} by {a}; whereabouts not known.",
        "{a} stopped a group of traders near {place} and took several with them.",
    ),
    "clash_harming_civilians": (
        "Fighting between {a} and {b} at {place}; people fled to the bush.",
        "{b} attacked a position of {a} near {place}; rounds fell among houses.",
        "{a} and {b} fought for some hours around {place}.",
    ),
    "explosive_remote": (
        "A device exploded near {place}.",
        "Mortar rounds were fired during fighting between {a} and {b} at {place}.",
    ),
    "pillage_destruction": (
        "{a} emptied shops and houses in {place}.",
        "Cattle and grain were driven off from {place} by {a}.",
        "Houses burned in {place}; {a} named by those who fled.",
    ),
    "arrests": (
        "{a} arrested people in {place}; release against payment was reported.",
        "Names were read at a road post near {place}; those named were held by {a}.",
    ),
    "extrajudicial_detention": (
        "{a} held people from {place} without charge.",
        "People of {place} were kept at a position of {a}; families were turned away.",
    ),
    "extortion": (
        "{a} took a levy at {place}.",
        "Drivers on the road of {place} paid {a} twice in one day.",
    ),
    "forced_recruitment": ("{a} took youths from {place} by night.",),
    "threat": ("{a} sent word to {place} to leave or to pay.", "Letters signed by {a} in {place}."),
    "access_denial": ("{a} stopped aid workers on the way to {place}.",),
    "hate_speech": ("Songs and leaflets of {a} in {place}.",),
    "displacement": ("Families left {place} after a visit of {a}.",),
    "mob_violence": ("A crowd burned houses in {place}.",),
    "riot": ("Stones and fires in {place}; the road was closed until night.",),
    "protest_repression": ("Shots at a march in {place}.",),
    "context_event": ("A march in {place} ended without violence.",),
    "sexual_violence": ("Reported by a service provider; district only, no details kept.",),
}


def note(row: dict[str, str]) -> str:
    """The note of one event, the same every time."""
    sentences = _SENTENCES.get(row["type"], ("Reported at {place}.",))
    place = row["place"] or row["admin2"] or row["admin1"] or "an unnamed place"
    side_b = row["side_b"] or "others"
    told = stream(f"note:{row['key']}").choice(sentences)
    return told.format(a=row["side_a"], b=side_b, place=place.removeprefix("near "))
