"""What a person decided about two entries that look like one: the same thing, or two."""

from datetime import date
from hashlib import blake2b
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Record, Ref
from pocplanner.model.text import Key, Name


class Pairing(Record):
    """Two entries, and whether they are one; it is in no document.

    A record is named by its id, an event by its source and its key there, so that the decision
    holds when either comes in again. Of two that are one, `one` stays, and `source_id` with
    `source_key` say from where the other was: both sources tell of it.
    """

    one: Annotated[Key, Field(min_length=1), INSIDE]
    other: Annotated[Key, Field(min_length=1), INSIDE]
    same: Annotated[bool, INSIDE] = False
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    source_key: Annotated[Key, INSIDE] = ""
    author: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    on: Annotated[date | None, INSIDE] = None

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.one == self.other:
            raise ValueError("an entry is no pair with itself")
        return self


def pairing_id(one: str, other: str) -> str:
    """The id of the decision about two entries: the same whichever is named first."""
    told = "\x1f".join(sorted((one, other))).encode()
    return f"pairing.{blake2b(told, digest_size=16).hexdigest()}"
