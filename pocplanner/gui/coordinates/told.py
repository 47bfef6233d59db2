"""Positions, distances, bearings and times in words, as the window says them."""

from shapely.geometry.base import BaseGeometry

from pocplanner.analysis import coordinates
from pocplanner.analysis.coordinates import Form
from pocplanner.analysis.measuring import side
from pocplanner.analysis.shape_size import area_m2, length_m
from pocplanner.model.geometry import Position
from pocplanner.words import Words


def others(at: Position, form: Form, words: Words) -> str:
    """A position in every form but one, parted by dots."""
    found = coordinates.all_forms(at, words.language)
    return " · ".join(text for name, text in found.items() if name != form)


def distance(metres: float, words: Words) -> str:
    """A distance as people say it: metres below one kilometre, few digits above."""
    if metres < 1000:
        return words.text("coordinates.measure.m", value=f"{metres:.0f}")
    km = metres / 1000
    return words.text("coordinates.measure.km", value=f"{km:.2f}" if km < 10 else f"{km:.1f}")


def shape_told(shape: BaseGeometry, words: Words) -> str:
    """What a shape is and how long or large it is."""
    kind = shape.geom_type
    if kind.endswith("Polygon"):
        return words.text("coordinates.shape.area", area=area_told(area_m2(shape)))
    if kind.endswith("LineString"):
        return words.text("coordinates.shape.way", length=distance(length_m(shape), words))
    return words.text("coordinates.shape.point")


def area_told(square_metres: float) -> str:
    """An area no finer than a hand draws: three figures below a hundred square kilometres."""
    if square_metres < 1e5:
        return f"{square_metres:,.0f} m²".replace(",", "\u202f")
    km2 = square_metres / 1e6
    return (f"{km2:.3g}" if km2 < 100 else f"{km2:,.0f}".replace(",", "\u202f")) + " km²"


def hours(value: float, words: Words) -> str:
    """A time in hours and minutes."""
    minutes = round(value * 60)
    if minutes < 60:
        return words.text("coordinates.measure.minutes", minutes=minutes)
    return words.text("coordinates.measure.hours", hours=minutes // 60, minutes=minutes % 60)


def bearing(degrees: float, words: Words) -> str:
    """A direction in degrees with its side of the compass."""
    name = words.text(f"coordinates.compass.{side(degrees)}")
    whole = f"{round(degrees) % 360:03d}"
    return words.text("coordinates.measure.towards", degrees=whole, side=name)
