"""A pack of tiles: what it covers, how fine, on which terms, and its tiles one by one.

A tile is looked at before it leaves: a picture of the kinds that a map shows, or a vector
tile; never a page, a drawing with scripts, or anything unknown.
"""

import zlib
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from pocplanner.words import Problem

#: West, south, east, north in degrees.
Box: TypeAlias = tuple[float, float, float, float]

#: No tile that a map shows is larger, packed or unpacked.
MOST_TILE = 8_000_000
DEEPEST = 22
_NAME, _TERMS = 120, 600

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", b"image/png"),
    (b"\xff\xd8\xff", b"image/jpeg"),
)


@dataclass(frozen=True)
class About:
    """What a pack says of itself, cut to what a person can read."""

    name: str
    kind: Literal["raster", "vector"]
    bounds: Box
    least_zoom: int
    most_zoom: int
    #: What the licence asks to be said; empty where the pack does not say.
    terms: str = ""


class Tiles(Protocol):
    """Where the tiles of a pack come from."""

    about: About

    def raw(self, zoom: int, column: int, row: int) -> bytes | None:
        """The tile as the pack holds it, rows from the north; nothing where it has none."""

    def close(self) -> None:
        """Let the file go."""


def tile(found: Tiles, zoom: int, column: int, row: int) -> tuple[bytes, bytes] | None:
    """A tile and its type as it may be served; nothing where there is none or it is no tile."""
    if not (0 <= zoom <= DEEPEST and 0 <= column < 2**zoom and 0 <= row < 2**zoom):
        return None
    data = found.raw(zoom, column, row)
    return checked(data, found.about.kind) if data else None


def checked(data: bytes, kind: Literal["raster", "vector"]) -> tuple[bytes, bytes] | None:
    """The tile if it is what the pack says it is, a vector tile unpacked."""
    if len(data) > MOST_TILE:
        return None
    if kind == "raster":
        for head, name in _PICTURES:
            if data.startswith(head):
                return data, name
        return (data, b"image/webp") if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None
    opened = unpacked(data, MOST_TILE)
    # A vector tile begins with a layer: field 3 of the message, in the wire type of bytes.
    return (opened, b"application/x-protobuf") if opened and opened[0] == 0x1A else None


def unpacked(data: bytes, most: int) -> bytes | None:
    """Gzip unpacked, as it is where it is not packed; nothing where it would be more than `most`.

    A few bytes can unpack to gigabytes, so no more is unpacked than may be kept.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    opener = zlib.decompressobj(wbits=31)
    try:
        opened = opener.decompress(data, most + 1)
    except zlib.error:
        return None
    return opened if len(opened) <= most and opener.eof else None


def about(
    name: object, kind: Literal["raster", "vector"], bounds: Box, least: int, most: int,
    terms: object,
) -> About:  # fmt: skip
    """What a pack says, or Problem pack.nonsense where it cannot be."""
    west, south, east, north = bounds
    fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
    if not fits or not 0 <= least <= most <= DEEPEST:
        raise Problem("pack.nonsense")
    return About(_line(name, _NAME), kind, bounds, least, most, _line(terms, _TERMS))


def _line(text: object, most: int) -> str:
    from pocplanner.model.text import visible

    return " ".join(visible(_words(str(text or ""))).split())[:most]


def _words(text: str) -> str:
    """Terms are often written as a link in a page: its words without its marks."""
    import re

    return re.sub(r"<[^<>]{0,400}>", " ", text)
