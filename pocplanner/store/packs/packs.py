"""The packs of this computer: opened by what they are, answered tile by tile."""

import re
from pathlib import Path

from pocplanner.store.packs.pack import About, Tiles, tile
from pocplanner.words import Problem

_PATH = re.compile(r"^/pack/(\d{1,6})/(\d{1,2})/(\d{1,8})/(\d{1,8})$")


def open_pack(path: Path) -> Tiles:
    """The tiles of a file, by what it is and not by its name.

    Problem pack.gone, pack.not_a_pack, pack.no_tiles, pack.not_pictures, pack.damaged,
    pack.cut, pack.other_grid, pack.other_packing, pack.nonsense.
    """
    from pocplanner.store.packs.pmtiles_tiles import PmTiles
    from pocplanner.store.packs.sqlite_tiles import SqliteTiles

    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise Problem("pack.gone", name=path.name) from error
    return PmTiles(path) if head.startswith(b"PMTiles") else SqliteTiles(path)


class Packs:
    """The packs in use, each under a number that is never given twice."""

    def __init__(self) -> None:
        self._open: dict[int, Tiles] = {}
        self._next = 1

    def add(self, path: Path) -> int:
        """Open a pack and return its number. Raises what `open_pack` raises."""
        found = open_pack(path)
        number, self._next = self._next, self._next + 1
        self._open[number] = found
        return number

    def about(self, number: int) -> About:
        """What a pack says of itself. KeyError where there is none."""
        return self._open[number].about

    def remove(self, number: int) -> None:
        """Let a pack go."""
        found = self._open.pop(number, None)
        if found is not None:
            found.close()

    def close(self) -> None:
        """Let all go."""
        for number in list(self._open):
            self.remove(number)

    def answer(self, path: str) -> tuple[bytes, bytes] | None:
        """The tile of a path `/pack/number/zoom/column/row`, nothing for any other path."""
        found = _PATH.match(path)
        if found is None:
            return None
        number, zoom, column, row = map(int, found.groups())
        pack = self._open.get(number)
        return tile(pack, zoom, column, row) if pack is not None else None
