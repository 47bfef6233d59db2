"""What is computed of the road and of arrival, beside what a person entered; always its basis."""

from typing import Any

from pocplanner.analysis.arrival.heard_telling import short_said, why_said
from pocplanner.analysis.arrival.telling import left_text
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.results import Gap
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.grammar import low


def computed_words(desk: Desk, place: str, gap: Gap | None) -> str:
    """The computed road, the chances and the costliest link, in words; empty where none is known.

    Under the condition of the gap, so that both figures speak of the same hour; else under the
    one in which help takes longest.
    """
    one = chosen(desk, place, gap)
    if one is None:
        return ""
    condition = desk.text(f"condition.{one.light}_{one.season}")
    parts = [f"{condition}, {road_words(desk, one)}"]
    if one.first is not None and one.first.trip.left is not None:
        parts.append(low(left_text(desk.words, one.first.trip)).rstrip("."))
    if one.arrives_end is not None and one.arrives_end.high <= 1:
        # Nothing hangs on the alert any more: whoever raises it, help comes after the attack.
        parts.append(desk.text("computed.after"))
        link = costliest(desk, one)
        if link:
            parts.append(desk.text("computed.costliest", link=link))
    elif one.arrives_onset is not None:
        parts.append(
            desk.text(
                "computed.chance",
                onset=_percent(desk, one.arrives_onset),
                end=_percent(desk, one.arrives_end),
                state=state_words(desk, one),
            )
        )
        parts += heard_words(desk, one)
        link = costliest(desk, one)
        if link:
            parts.append(desk.text("computed.costliest", link=link))
    return desk.words.parted(parts)


def heard_words(desk: Desk, one: Any) -> list[str]:
    """Alert and help together in a few words; nothing for readers who do not see the mesh."""
    found = desk.assessment.called_at(one.place_id, one.light, one.season)
    return [desk.tell(said) for said in short_said(found)] if found is not None else []


def heard_notes(desk: Desk, one: Any, most: int | None = None) -> list[str]:
    """What costs most, what ties alert and help together and what is guessed, as sentences.

    `most` guesses are named, all where it is None.
    """
    found = desk.assessment.called_at(one.place_id, one.light, one.season)
    if found is None or found.state != "known":
        return []
    network = Network(desk.snapshot, desk.as_of)
    return [desk.tell(said) for said in why_said(network, found, most)]


def costliest(desk: Desk, one: Any) -> str:
    """The link that costs most, getting the alert out among them; empty where none is known."""
    found = desk.assessment.called_at(one.place_id, one.light, one.season)
    whole = found.everybody if found is not None else None
    name = whole.costliest if whole is not None else one.costliest
    return desk.words.text(f"travel.link.{name}") if name else ""


def basis_words(desk: Desk, gap: Gap | None) -> str:
    """That a time was computed, with what it rests on; empty where a person entered it."""
    if gap is None or not gap.computed:
        return ""
    basis = desk.words.text(f"travel.basis.{gap.basis}")
    if not gap.guessed:
        return desk.text("computed.basis", basis=basis)
    named = desk.series(desk.words.text(f"travel.link.{name}") for name in gap.guessed)
    return desk.text("computed.basis_guessed", basis=basis, guessed=named)


def marked(desk: Desk, text: str, gap: Gap | None) -> str:
    """A text about a time, with its basis behind it where the time was computed."""
    basis = basis_words(desk, gap)
    return desk.text("computed.marked", text=text, basis=basis) if text and basis else text


def chosen(desk: Desk, place: str, gap: Gap | None) -> Any:
    """The condition of the gap, else that in which nobody comes, or the first comes latest."""
    found = desk.assessment.arrivals_at(place)
    if gap is not None:
        same = [a for a in found if (a.light, a.season) == (gap.light, gap.season)]
        if same:
            return same[0]
    return max(
        found,
        key=lambda a: a.first.arrives.likely if a.first is not None else float("inf"),
        default=None,
    )


def road_words(desk: Desk, one: Any) -> str:
    """The road of the unit that comes first, with its basis; else why nobody sets out."""
    first = one.first
    if first is None or first.road is None:
        held = [m for m in one.means if m.judged.reasons]
        if not held:
            return desk.text("computed.nobody")
        return desk.text(
            "computed.held",
            unit=desk.name(held[0].unit_id),
            why=low(desk.tell(held[0].judged.reasons[0])).rstrip("."),
        )
    return desk.text(
        "computed.road",
        minutes=desk.minutes(first.road.likely),
        post=desk.name(first.trip.post_id),
        basis=desk.words.text(f"travel.basis.{first.basis}"),
    )


def chance_words(desk: Desk, one: Any) -> str:
    """The chance that an alert gets out and a unit arrives before the attack.

    Where no figure may stand for the alert, that of arrival, as the most that it can be; why
    there is none, else.
    """
    if one.arrives_onset is None:
        return desk.text("computed.no_warning") if one.warning is None else "–"
    found = desk.assessment.called_at(one.place_id, one.light, one.season)
    whole = found.everybody if found is not None else None
    if whole is not None and whole.figure and whole.arrives_onset is not None:
        return _percent(desk, whole.arrives_onset)
    if whole is not None and whole.state == "none":
        return desk.words.text("mesh.word.none")
    return desk.text("computed.at_most", chance=_percent(desk, one.arrives_onset))


def state_words(desk: Desk, one: Any) -> str:
    """Whether what arrives is enough, in words."""
    return desk.text(f"computed.state.{one.state}")


def _percent(desk: Desk, chance: Any) -> str:
    return desk.words.text(
        "travel.percent", percent=chance.percent, low=chance.low, high=chance.high
    )
