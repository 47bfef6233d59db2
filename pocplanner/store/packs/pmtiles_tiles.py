"""Tiles out of a PMTiles archive: one flat file with directories of its own."""

import json
import threading
from pathlib import Path
from typing import Any

from pocplanner.store.packs.pack import about, checked, unpacked
from pocplanner.words import Problem

_HEAD = b"PMTiles\x03"
#: No directory or description that a map needs is larger, packed or unpacked.
_MOST_DIRECTORY = 20_000_000
_MOST_DESCRIPTION = 4_000_000


class PmTiles:
    """One archive; its directories are kept once they were read, a few hundred at most."""

    def __init__(self, path: Path) -> None:
        from pmtiles.tile import Compression, TileType, deserialize_header

        self._lock = threading.Lock()
        try:
            self._size = path.stat().st_size
            self._file = path.open("rb")
        except OSError as error:
            raise Problem("pack.gone", name=path.name) from error
        try:
            head = self._file.read(127)
            if not head.startswith(_HEAD):
                raise Problem("pack.not_a_pack", name=path.name)
            if len(head) < 127:
                raise Problem("pack.damaged", name=path.name)
            self._header: dict[str, Any] = {**deserialize_header(head)}
            self._whole(path)
            packed = (Compression.NONE, Compression.GZIP)
            if (
                self._header["internal_compression"] not in packed
                or self._header["tile_compression"] not in packed
            ):
                raise Problem("pack.other_packing", name=path.name)
            vector = self._header["tile_type"] is TileType.MVT
            self._kept: dict[tuple[int, int], list[Any]] = {}
            said = self._described()
            h = self._header
            self.about = about(
                said.get("name") or path.stem,
                "vector" if vector else "raster",
                (h["min_lon_e7"] / 1e7, h["min_lat_e7"] / 1e7,
                 h["max_lon_e7"] / 1e7, h["max_lat_e7"] / 1e7),
                h["min_zoom"], h["max_zoom"], said.get("attribution", ""),
            )  # fmt: skip
            self._look_at_one(path)
        except Problem:
            self._file.close()
            raise
        except Exception as error:  # whatever a damaged archive makes the reader stumble over
            self._file.close()
            raise Problem("pack.damaged", name=path.name) from error

    def raw(self, zoom: int, column: int, row: int) -> bytes | None:
        """The tile of a zoom, column and row from the north."""
        from pmtiles.tile import find_tile, zxy_to_tileid

        wanted = zxy_to_tileid(zoom, column, row)
        offset, length = self._header["root_offset"], self._header["root_length"]
        try:
            for _ in range(4):
                found = find_tile(self._directory(offset, length), wanted)
                if found is None:
                    return None
                if found.run_length:
                    return self._bytes(
                        self._header["tile_data_offset"] + found.offset, found.length
                    )
                offset = self._header["leaf_directory_offset"] + found.offset
                length = found.length
        except Exception:  # a directory that is damaged holds no tile
            return None
        return None

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._file.close()

    def _whole(self, path: Path) -> None:
        """An archive that was cut ends before its own parts do."""
        h = self._header
        ends = (
            h["root_offset"] + h["root_length"],
            h["metadata_offset"] + h["metadata_length"],
            h["leaf_directory_offset"] + h["leaf_directory_length"],
            h["tile_data_offset"] + h["tile_data_length"],
        )
        if max(ends) > self._size:
            raise Problem("pack.cut", name=path.name)

    def _bytes(self, offset: int, length: int) -> bytes:
        if not 0 <= length <= _MOST_DIRECTORY:
            raise ValueError(length)
        with self._lock:
            self._file.seek(offset)
            found = self._file.read(length)
        if len(found) != length:
            raise ValueError(offset)
        return found

    def _directory(self, offset: int, length: int) -> list[Any]:
        from pmtiles.tile import deserialize_directory

        key = (offset, length)
        if key not in self._kept:
            data = self._bytes(offset, length)
            # The library unpacks without a limit, so it is given only what stays within one.
            if unpacked(data, _MOST_DIRECTORY) is None:
                raise ValueError(offset)
            if len(self._kept) > 300:
                self._kept.clear()
            self._kept[key] = deserialize_directory(data)
        return self._kept[key]

    def _described(self) -> dict[str, Any]:
        data = unpacked(
            self._bytes(self._header["metadata_offset"], self._header["metadata_length"]),
            _MOST_DESCRIPTION,
        )
        if not data:
            return {}
        found = json.loads(data)
        return found if isinstance(found, dict) else {}

    def _look_at_one(self, path: Path) -> None:
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(4):
            first = next(iter(self._directory(offset, length)), None)
            if first is None:
                raise Problem("pack.no_tiles", name=path.name)
            if first.run_length:
                data = self._bytes(self._header["tile_data_offset"] + first.offset, first.length)
                if not checked(data, self.about.kind):
                    raise Problem("pack.not_pictures", name=path.name)
                return
            offset, length = self._header["leaf_directory_offset"] + first.offset, first.length
        raise Problem("pack.damaged", name=path.name)
