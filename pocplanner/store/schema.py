"""The tables of a mission file as a whole, for a tuple of kinds."""

from functools import cached_property, lru_cache

import sqlalchemy as sa

from pocplanner.store.log import Log
from pocplanner.store.series import SeriesTables
from pocplanner.store.tables import Kinds, Shape, definitions, shapes


class Schema:
    """All tables that a file of today has: one for each kind, the log, the series."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.metadata = sa.MetaData()
        self.shapes = shapes(kinds, self.metadata)
        self.named: dict[str, Shape] = {shape.name: shape for shape in self.shapes.values()}
        self.log = Log(self.metadata)
        self.series = SeriesTables(self.metadata)

    @cached_property
    def definitions(self) -> list[str]:
        """The statements that make them, in a fixed order."""
        return sorted(definitions(self.metadata.tables.values()))


@lru_cache(maxsize=8)
def schema_of(kinds: Kinds) -> Schema:
    """The tables for these kinds, made once."""
    return Schema(kinds)
