"""What the codebooks warn of, printed beside the numbers that it bears on."""

import numpy as np

from pocplanner.analysis.ground import Ground
from pocplanner.analysis.results import Said
from pocplanner.model.events import NEAR, NO_DAY, Series
from pocplanner.model.mission import Source

_ACLED = frozenset(
    {
        "battles",
        "violence against civilians",
        "explosions/remote violence",
        "riots",
        "protests",
        "strategic developments",
        "riots/protests",
        "remote violence",
    }
)


def families(ground: Ground) -> frozenset[str]:
    """Whose coding rules the events follow, by profile and by the source's own words."""
    found = set()
    words = " ".join(ground.events.native_type.names).casefold()
    for series in ground.snapshot.all(Series):
        if series.id in ground.events.series_ids:
            source = ground.snapshot.one(Source, series.source_id)
            words += f" {series.profile} {source.profile if source else ''}".casefold()
    if "acled" in words or any(name in words for name in _ACLED):
        found.add("acled")
    if "ucdp" in words or "one-sided" in words or "state-based" in words:
        found.add("ucdp")
    return frozenset(found)


def cautions(ground: Ground) -> tuple[Said, ...]:
    """The warnings that apply to these events, the general ones first."""
    events = ground.events
    total = len(events)
    if not total:
        return (Said("caution.no_events"),)
    found = [Said("caution.as_published"), Said("caution.silence")]
    near = (events.place_precision >= 1) & (events.place_precision <= NEAR)
    counts = {
        "caution.not_placed": int((~near).sum()),
        "caution.off_map": int((np.isnan(events.lon) | np.isnan(events.lat)).sum()),
        "caution.precision_unstated": int((events.place_precision == 0).sum()),
        "caution.not_to_the_day": int((events.day_precision != 1).sum()),
        "caution.undated": int((events.first_day == NO_DAY).sum()),
        "caution.deaths_unstated": int((events.deaths_best < 0).sum()),
        "caution.counts_only": int(ground.counts_only.sum()),
    }
    found += [Said(key, {"count": n, "total": total}) for key, n in counts.items() if n]
    if not any(name.strip() for name in events.group.names):
        found.append(Said("caution.group_not_stated"))
    told = families(ground)
    types = set(events.type.names)
    if "ucdp" in told:
        found += [Said("caution.ucdp_deaths_required"), Said("caution.ucdp_precision")]
    if "acled" in told:
        found.append(Said("caution.acled_hierarchy"))
        if "clash_harming_civilians" in types:
            found.append(Said("caution.acled_battle_deaths"))
        found.append(Said("caution.acled_actor_order"))
        if {"context_event", "pillage_destruction", "arrests"} & types:
            found.append(Said("caution.acled_strategic"))
    return tuple(found)
