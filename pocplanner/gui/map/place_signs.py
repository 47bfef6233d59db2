"""Signs at places: one for all that share a place, and where threats are feared."""

from collections.abc import Collection, Iterable
from typing import Any

from pocplanner.commands.clock import now
from pocplanner.gui import theme
from pocplanner.gui.map.features import RANK, Feature, point, sign
from pocplanner.gui.map.shapes import drawn
from pocplanner.gui.map.signs import HATCHES, drawing, look_of
from pocplanner.gui.naming import name_of
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Coping, Mechanism
from pocplanner.model.places import Route
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words

#: The places whose signs are wanted; nothing for all.
Places = Collection[str] | None

#: Where a sign stands beside the place that it belongs to, in pixels.
_BESIDE = {"threats": (-12, -12), "coping": (12, -12), "mechanisms": (12, 12), "alerts": (-12, 12)}


def _of(records: Iterable[Any], places: Places) -> list[Any]:
    """The records at these places, or all of them."""
    return list(records) if places is None else [r for r in records if r.place_id in places]


def alerts(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Warnings at their places."""
    return at_places("alerts", _of(snapshot.all(Alert), places), snapshot, words)


def mechanisms(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Signs at their seats, and how far each reaches where that is known.

    One whose consent has run out or was withdrawn is not drawn: the table lists it.
    """
    all_of = _allowed(_of(snapshot.all(Mechanism), places))
    found = at_places("mechanisms", all_of, snapshot, words)
    colour = look_of("mechanisms")["colour"]
    for one in all_of:
        at = one.position or snapshot.position(one.place_id)
        if at is not None and one.reach_km:
            label = f"{one.name} · {one.reach_km:g} km"
            found.append(
                {"id": f"{one.id}#reach", "of": one.id, "type": "circle", "lon": at.lon,
                 "lat": at.lat, "km": one.reach_km, "colour": colour, "weight": 1.2,
                 "dashed": True, "opacity": 0.04, "label": label, "pick": True}
            )  # fmt: skip
    return found


def coping(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Signs at their places, and the areas and ways of those that have one.

    What people no longer consent to is not drawn: the table lists it.
    """
    all_of = _allowed(_of(snapshot.all(Coping), places))
    found = at_places("coping", all_of, snapshot, words)
    colour = look_of("coping")["colour"]
    for one in all_of:
        way = snapshot.one(Route, one.route_id)
        for part, at in (
            ("shape", drawn(one.shape)),
            ("way", drawn(way.line) if way is not None else None),
        ):
            if at is not None:
                found.append(
                    {"id": f"{one.id}#{part}", "of": one.id, **at, "colour": colour, "weight": 2,
                     "opacity": 0.25, "hatch": "slant", "label": _title(one, words),
                     "pick": "inside"}
                )  # fmt: skip
    return found


def _allowed(records: Iterable[Any]) -> list[Any]:
    """Those whose consent has neither run out nor been taken back."""
    today = now().date()
    return [r for r in records if r.consent is None or not r.consent.gone(today)]


def _title(one: Coping, words: Words) -> str:
    return f"{one.title} · {words.term('coping_strategy', one.strategy)}"


def _kind(layer: str, record: Any, words: Words) -> str:
    """What the legend calls the sign of one record."""
    if layer == "mechanisms":
        return words.term("mechanism_type", record.kind)
    return words.term("coping_strategy", record.strategy) if layer == "coping" else ""


def _glyph(layer: str, record: Any) -> str:
    if layer == "mechanisms":
        return drawing("mechanism", record.kind)
    if layer == "coping":
        term = vocabulary("coping_strategy").get(record.strategy)
        return drawing("coping", str(term.facts.get("family", "other")) if term else "other")
    return ""


def at_places(
    layer: str, records: Iterable[Any], snapshot: Snapshot, words: Words
) -> list[Feature]:
    """A sign for each record with a place of its own; one for all that share a place's."""
    by_place: dict[str, list[Any]] = {}
    found: list[Feature] = []
    for record in records:
        if record.position is not None:
            label = name_of(words, record, snapshot)
            mark = sign(layer, _glyph(layer, record), _kind(layer, record, words))
            found.append(point(record, layer, label=label, **mark))
        else:
            by_place.setdefault(record.place_id, []).append(record)
    look, (dx, dy) = look_of(layer), _BESIDE[layer]
    for place_id, here in by_place.items():
        at = snapshot.position(place_id)
        if at is None:
            continue
        names = [name_of(words, r) for r in here[:6]]
        more = [f"+ {len(here) - 6}"] if len(here) > 6 else []
        if len(here) == 1:
            mark = sign(layer, _glyph(layer, here[0]), _kind(layer, here[0], words))
        else:
            mark = sign(layer, "", words.text("map.several")) | {"letter": str(min(len(here), 99))}
        found.append(
            {"id": place_id, "type": "point", "lon": at.lon, "lat": at.lat,
             "colour": look["colour"], "dx": dx, "dy": dy, "rank": RANK.get(layer, 0),
             "label": "\n".join([snapshot.name(place_id), *names, *more]), **mark}
        )  # fmt: skip
    return found


def threats(
    snapshot: Snapshot, assessment: Any, words: Words, places: Places = None
) -> list[Feature]:
    """One sign for each place under threat, by its worst band; and where threats are feared."""
    rated = {r.threat_id: r for r in assessment.rated} if assessment is not None else {}
    found = [
        _feared(t, rated.get(t.id), words)
        for t in _of(snapshot.all(Threat), places)
        if t.shape is not None
    ]
    by_place: dict[str, list[Any]] = {}
    for one in rated.values():
        if places is None or one.place_id in places:
            by_place.setdefault(one.place_id, []).append(one)
    if not by_place:
        return found
    shown = assessment.over(snapshot) if places is None else snapshot
    order = list(theme.BANDS)
    for place_id, here in by_place.items():
        at = shown.position(place_id)
        if at is None:
            continue
        worst = max(here, key=lambda r: order.index(r.band) if r.band in order[:4] else -1)
        colour, letter, ink = theme.BANDS.get(worst.band, theme.BANDS[""])
        said = [shown.name(place_id)]
        said += [_said(assessment.threats[r.threat_id], r, words) for r in here[:5]]
        dx, dy = _BESIDE["threats"]
        place = order.index(worst.band) if worst.band in order[:4] else -1
        found.append(
            {"id": place_id, "type": "point", "lon": at.lon, "lat": at.lat, "letter": letter,
             "shape": "diamond", "colour": colour, "ink": ink, "dx": dx, "dy": dy,
             "hollow": not any(r.reviewed for r in here), "rank": RANK["threats"] + place,
             "label": "\n".join(said)}
        )  # fmt: skip
    return found


def _feared(threat: Threat, rated: Any, words: Words) -> Feature:
    """Where a threat is feared: hatched by its band, dashed while nobody has decided on it."""
    band = rated.band if rated is not None else ""
    return {
        "id": f"{threat.id}#shape",
        "of": threat.id,
        **(drawn(threat.shape) or {"type": "line", "at": []}),
        "label": _said(threat, rated, words),
        "colour": theme.BANDS.get(band, theme.BANDS[""])[0],
        "weight": 2.4,
        "hatch": HATCHES.get(band, "dots"),
        "opacity": 0.55,
        "dashed": not threat.reviewed,
        "pick": "inside",
    }


def _said(threat: Threat, rated: Any, words: Words) -> str:
    band = rated.band if rated is not None else ""
    what = words.term("band", band) if band else words.text("gui.map.unrated")
    mark = "" if threat.reviewed else f" · {words.term('threat_status', 'proposed')}"
    return f"{words.term('threat_type', threat.kind)}: {what}{mark}"
