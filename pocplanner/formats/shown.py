"""The first rows of a reading as plain values, for a preview of any kind."""

from typing import Any

from pocplanner.formats.reading import Reading
from pocplanner.model.events import LABEL_COLUMNS

_EVENT_NUMBERS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
_NOT_SHOWN = frozenset({"id", "sensitivity", "lowered", "source_id", "source_key"})


def first_rows(reading: Reading, most: int) -> list[dict[str, Any]]:
    """The first rows as they would be kept: field to value, empty ones left out."""
    if reading.kind == "events":
        return _events(reading, most)
    rows = []
    for record in reading.records[:most]:
        held = record.model_dump(mode="json", exclude=set(_NOT_SHOWN))
        rows.append({k: v for k, v in held.items() if v not in (None, "", [], {}, False)})
    return rows


def _events(reading: Reading, most: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for chunk in reading.chunks():
        hot = chunk.hot
        for row in range(min(len(chunk), most - len(found))):
            told: dict[str, Any] = {
                "key": hot.key[row].decode("utf-8", "replace"),
                "date": str(hot.day(row)),
                **{n: getattr(hot, n).text(row) for n in LABEL_COLUMNS},
                **{
                    n: int(getattr(hot, n)[row])
                    for n in _EVENT_NUMBERS
                    if getattr(hot, n)[row] >= 0
                },
                "place_precision": int(hot.place_precision[row]),
                "day_precision": int(hot.day_precision[row]),
            }
            if hot.lon[row] == hot.lon[row]:
                told |= {"lat": float(hot.lat[row]), "lon": float(hot.lon[row])}
            found.append({k: v for k, v in told.items() if v != ""})
        if len(found) >= most:
            break
    return found
