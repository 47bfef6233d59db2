"""Say what was found of arrival: minutes as people say them, chances with their interval."""

from collections.abc import Iterable

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.results import Interval, Said
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.trips import Trip
from pocplanner.words import Words


def span(words: Words, found: Interval | None) -> str:
    """Likely minutes with the least and most, in words."""
    if found is None:
        return words.text("analysis.unknown")
    return words.text(
        "travel.span",
        likely=clock(words, found.likely),
        least=clock(words, found.min),
        most=clock(words, found.max),
    )


def clock(words: Words, minutes: float) -> str:
    """Minutes as people say them: to the minute up to two hours, to the hour beyond a day."""
    whole = round(minutes)
    if whole >= 24 * 60:
        return words.text("travel.whole_hours", hours=round(minutes / 60))
    if whole < 120:
        return words.text("travel.minutes", minutes=whole)
    return words.text("travel.hours", hours=whole // 60, minutes=f"{whole % 60:02d}")


def left_text(words: Words, trip: Trip) -> str:
    """Where vehicles or boats are left, and how far is walked; empty where none are."""
    if trip.left is None:
        return ""
    lon, lat = trip.left
    return str(
        words.text(
            f"travel.left.{trip.by}",
            at=f"{lat:.3f}, {lon:.3f}",
            kilometres=f"{trip.walk_km:.1f}".replace(".", words.text("analysis.decimal")),
            minutes=clock(words, trip.walk_min),
        )
    )


def strong_text(teller: Teller, one: Arrival) -> str:
    """The nearest unit that is strong enough, where the first is not; empty else."""
    strong = one.strong
    if strong is None or strong.arrives is None:
        return ""
    return str(
        teller.words.text(
            "travel.arrival.strong",
            unit=teller.name(strong.unit_id),
            post=teller.name(strong.post_id),
            minutes=span(teller.words, strong.arrives),
        )
    )


def arrival_lines(teller: Teller, one: Arrival) -> list[str]:
    """The chain and the chances of one place under one condition, as lines."""
    words = teller.words
    lines = [
        words.text(
            "travel.arrival.place",
            place=teller.name(one.place_id),
            season=words.term("season_kind", one.season),
            light=words.term("light", one.light),
            state=words.text(f"travel.state.{one.state}"),
        )
    ]
    if one.first is not None:
        lines.append(
            "  "
            + words.text(
                "travel.arrival.first",
                unit=teller.name(one.first.unit_id),
                minutes=span(words, one.first.arrives),
                basis=words.text(f"travel.basis.{one.first.basis}"),
            )
        )
        if one.first.trip.left is not None:
            lines.append("  " + left_text(words, one.first.trip))
    strong = strong_text(teller, one)
    lines += [f"  {strong}"] if strong else []
    lines += ["  " + text for text in chance_texts(words, one)]
    cost = costliest_text(words, one)
    lines += [f"  {cost}"] if cost else []
    if one.guesses:
        lines.append("  " + guessed_text(teller, one, one.guesses))
    lines += ["  " + teller.text(said) for said in reasons(one)]
    return lines


def guessed_text(teller: Teller, one: Arrival, names: Iterable[str]) -> str:
    """What nobody measured or entered, by name; with its cases where these are too few."""
    words = teller.words
    links = {link.name: link for link in one.links}
    named = []
    for name in names:
        text, link = words.text(f"travel.link.{name}"), links.get(name)
        if link is not None and link.basis == "log_few":
            few = basis_text(words, link.basis, link.cases)
            text = words.text("travel.guessed_few", link=text, basis=few)
        named.append(text)
    return words.text("travel.guessed", links=teller.several(named))


def costliest_text(words: Words, one: Arrival) -> str:
    """The link that costs most, found by setting each to its least in turn; empty where no link
    could be quicker.
    """
    if one.first is None or not one.costliest:
        return ""
    points, minutes = one.gains[one.costliest]
    ending = one.gains_end.get(one.costliest, 0.0)
    key = "travel.costliest"
    if points >= 1:
        key = "travel.costliest_points"
    elif ending >= 1:
        key, points = "travel.costliest_end", ending
    elif minutes < 0.5:
        return ""
    return words.text(
        key,
        link=words.text(f"travel.link.{one.costliest}"),
        minutes=clock(words, minutes),
        points=round(points),
    )


def reasons(one: Arrival) -> list[Said]:
    """Why what comes is or is not enough: of the first unit, else why the others stay."""
    if one.first is not None:
        return list(one.first.judged.reasons)
    found: dict[str, Said] = {}
    for means in one.means:
        for said in means.judged.reasons:
            found.setdefault(said.key, said)
    return list(found.values())[:3]


def chance_texts(words: Words, one: Arrival) -> list[str]:
    """The chances in words; why there is none, else."""
    if one.warning is None:
        return [words.text("travel.chance.no_warning")]
    if one.arrives_onset is None:
        return [words.text("travel.chance.nobody")]
    found = []
    for name, onset, end in (
        ("arrives", one.arrives_onset, one.arrives_end),
        ("helps", one.helps_onset, one.helps_end),
    ):
        if onset is None or end is None:
            found.append(words.text(f"travel.chance.{name}_not_judged"))
            continue
        found.append(
            words.text(
                f"travel.chance.{name}",
                onset=percent(words, onset),
                end=percent(words, end),
            )
        )
    return found


def percent(words: Words, found: Chance) -> str:
    """A chance as whole percent with its interval."""
    return str(words.text("travel.percent", percent=found.percent, low=found.low, high=found.high))


def basis_text(words: Words, basis: str, cases: int = 0) -> str:
    """Where a figure is known from, in words."""
    return words.text(f"travel.basis.{basis}", cases=cases)
