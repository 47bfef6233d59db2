"""Tables that are known and that there are no records for: refused by what they are."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pocplanner.formats.recognising import Head
from pocplanner.resources import read_toml


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    all: tuple[tuple[str, ...], ...]
    lacks: tuple[str, ...] = ()


@cache
def _tables() -> tuple[_Table, ...]:
    return tuple(map(_Table.model_validate, read_toml("refused_tables.toml")["table"]))


def known(head: Head) -> str:
    """What a table with this head is (prices, phases, counts …); empty where it is none of them."""
    for table in _tables():
        if all(any(map(head.has, group)) for group in table.all) and not any(
            map(head.has, table.lacks)
        ):
            return table.key
    return ""
