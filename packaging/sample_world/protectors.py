"""Who beside the mission could protect a community, and whether people would turn to them."""

from random import Random

from pocplanner.model.community import Protector
from sample_world.places_known import Known


def protectors(chance: Random, code: str, district: str, known: Known) -> tuple[Protector, ...]:
    """State and other protectors of a place: able, willing, trusted, each judged apart."""
    if known.protectors:
        return tuple(
            Protector(name=n, actor_id=a, able=x, willing=y, trusted=z)
            for n, a, x, y, z in known.protectors
        )
    found = []
    town = known.kind == "town"
    if code in ("OU01", "OU02"):
        found.append(
            Protector(
                name="National Police",
                able="yes",
                willing="yes",
                trusted="yes" if chance.random() < 0.7 else "partly",
            )
        )
    elif code in ("OU04", "OU05"):
        found.append(
            Protector(
                name="National Army garrison",
                actor_id="act-ano",
                able="yes" if town else "partly",
                willing="partly",
                trusted="no" if district in ("Meuvai", "Andreumo") else "partly",
            )
        )
        if town and code == "OU04":
            found.append(
                Protector(
                    name="National Police",
                    actor_id="act-police",
                    able="partly",
                    willing="yes",
                    trusted="yes",
                )
            )
        if chance.random() < 0.5:
            found.append(
                Protector(
                    name="Village watch",
                    actor_id="act-vigils",
                    able="partly",
                    willing="yes",
                    trusted="yes" if chance.random() < 0.6 else "partly",
                )
            )
    elif code in ("OU06", "OU07"):
        if town:
            found.append(
                Protector(
                    name="National Army garrison",
                    actor_id="act-ano",
                    able="partly",
                    willing="partly" if code == "OU06" else "yes",
                    trusted="partly",
                )
            )
        if chance.random() < 0.55:
            found.append(
                Protector(
                    name="Council of the wells",
                    actor_id="act-wells",
                    able="no",
                    willing="yes",
                    trusted="yes",
                )
            )
    elif code == "OU08":
        if town:
            found.append(
                Protector(
                    name="National Police post", able="no", willing="partly", trusted="partly"
                )
            )
    else:
        found.append(Protector(name="District guard", able="no", willing="yes", trusted="yes"))
    return tuple(found)
