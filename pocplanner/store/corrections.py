"""Lay corrections made by hand over imported rows; the rows themselves stay as they came."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from pocplanner.model.events import NEAR, UNKNOWN, EventCorrection, Events, Labels


def overlay(
    events: Events, source_of: Mapping[str, str], corrections: Sequence[EventCorrection]
) -> Events:
    """The events as corrected. `source_of` gives the source id of each series id."""
    if not corrections or not len(events):
        return events
    wanted: dict[tuple[str, bytes], list[EventCorrection]] = {}
    for one in corrections:
        wanted.setdefault((one.source_id, one.event_key.encode()), []).append(one)
    keys = np.array(sorted({key for _, key in wanted}))
    changed = _Copy(events)
    gone = np.zeros(len(events), bool)
    for row in np.flatnonzero(np.isin(events.key, keys)).tolist():
        source = source_of.get(events.series_ids[events.series[row]], "")
        for one in wanted.get((source, events.key[row]), ()):
            gone[row] |= one.removed
            changed.apply(row, one)
    corrected = changed.events()
    return corrected.take(np.flatnonzero(~gone)) if gone.any() else corrected


class _Copy:
    """Columns that may be written to; those of the cache never are."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.lon, self.lat = events.lon.copy(), events.lat.copy()
        self.precision = events.place_precision.copy()
        self.low, self.best = events.deaths_low.copy(), events.deaths_best.copy()
        self.high = events.deaths_high.copy()
        self.type = events.type.codes.copy()
        self.types = list(events.type.names)

    def apply(self, row: int, one: EventCorrection) -> None:
        if one.type:
            if one.type not in self.types:
                self.types.append(one.type)
            self.type[row] = self.types.index(one.type)
        if one.lon is not None and one.lat is not None:
            self.lon[row], self.lat[row] = one.lon, one.lat
            if not 1 <= self.precision[row] <= NEAR:
                self.precision[row] = NEAR  # somebody who knows put it there
        if one.deaths_best is not None:
            self.best[row] = one.deaths_best
            if self.low[row] != UNKNOWN:
                self.low[row] = min(self.low[row], one.deaths_best)
            if self.high[row] != UNKNOWN:
                self.high[row] = max(self.high[row], one.deaths_best)

    def events(self) -> Events:
        return replace(
            self._events,
            lon=self.lon,
            lat=self.lat,
            place_precision=self.precision,
            deaths_low=self.low,
            deaths_best=self.best,
            deaths_high=self.high,
            type=Labels(self.type, tuple(self.types)),
        )
