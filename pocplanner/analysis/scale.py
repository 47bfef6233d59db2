"""The arithmetic of a rating: from steps to likelihood, from likelihood and impact to a band."""

from collections.abc import Sequence

from pocplanner.analysis.assumptions import Assumptions

BANDS = ("low", "moderate", "high", "very_high")


def rounded(value: float) -> int:
    """To the nearest whole step, halves upwards."""
    return int(value + 0.5)


def likelihood_of(steps: Sequence[int | None], assumed: Assumptions) -> int | None:
    """The rounded mean of intent, capability and opportunity, capped one above their least.

    `steps` come in that order. Where capability or opportunity is not known the rest
    counts; where intent is not known nobody has judged, and nothing is computed.
    """
    known = [s for s in steps if s is not None]
    if steps[0] is None or not known:
        return None
    cap = min(known) + assumed.whole("likelihood.above_least")
    return min(rounded(sum(known) / len(known)), cap, 5)


def higher(one: int | None, other: int | None) -> int | None:
    """The higher of two, where either may be unknown."""
    known = [v for v in (one, other) if v is not None]
    return max(known) if known else None


def band_of(likelihood: int, impact: int, assumed: Assumptions) -> str:
    """The band of L×I, before any shift."""
    score = likelihood * impact
    for name in ("very_high", "high", "moderate"):
        if score >= assumed.value(f"band.{name}"):
            return name
    return "low"


def shifted(band: str, steps: int) -> str:
    """The band so many steps higher or lower, within the four."""
    return BANDS[max(0, min(BANDS.index(band) + steps, len(BANDS) - 1))]


def shift_of(
    vulnerability: int | None,
    capacity: int | None,
    judged: bool,
    assumed: Assumptions,
) -> int:
    """Up one where people are easy to harm and can do little, down one where it is the reverse.

    `judged` says that people judged both: a guess may raise a band, never lower it.
    """
    if vulnerability is None or capacity is None:
        return 0
    vulnerable, weak = assumed.whole("shift.vulnerable"), assumed.whole("shift.weak")
    if vulnerability >= vulnerable and capacity <= weak:
        return 1
    if judged and vulnerability <= weak and capacity >= vulnerable:
        return -1
    return 0


def final_band(
    likelihood: int,
    impact: int,
    vulnerability: int | None,
    capacity: int | None,
    judged: bool,
    assumed: Assumptions,
) -> str:
    """The band after the shift; what threatens a group's survival is never below moderate."""
    band = shifted(
        band_of(likelihood, impact, assumed), shift_of(vulnerability, capacity, judged, assumed)
    )
    return "moderate" if impact >= 5 and band == "low" else band
