"""Needles: secrets in all their disguises, and the sweep that finds them in any file.

`disguises` says how a text may stand in a file, `coordinate_disguises` the same for a
position; `sweep` looks for them in bytes, in the members of archives and in what a PDF
holds once its streams are unpacked. A sweep proves something only together with a needle
that it must find: plant one that is allowed, too.
"""

import base64
import html
import io
import json
import struct
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pocplanner.model.grids import dms, mgrs, utm

_BETWEEN = b"\n\x00\xff\x00\n"


def disguises(text: str) -> dict[str, bytes]:
    """How a text may be written down, each under its name; compared without regard to case."""
    found: dict[str, bytes] = {}
    for form in ("NFC", "NFD"):
        shaped = unicodedata.normalize(form, text)
        found[f"utf-8 {form}"] = shaped.encode()
        found[f"utf-16-le {form}"] = shaped.encode("utf-16-le")
        found[f"utf-16-be {form}"] = shaped.encode("utf-16-be")
        found[f"url {form}"] = urllib.parse.quote(shaped).encode()
        found[f"json {form}"] = json.dumps(shaped)[1:-1].encode()
        found[f"html {form}"] = html.escape(shaped).encode()
        found[f"html numbers {form}"] = "".join(f"&#{ord(sign)};" for sign in shaped).encode()
        found[f"hex {form}"] = shaped.encode().hex().encode()
        for shift in range(3):
            # The first and last signs depend on what stands beside the needle.
            packed = base64.b64encode(b"\0" * shift + shaped.encode())
            cut = packed[(shift * 8 + 5) // 6 :].rstrip(b"=")
            found[f"base64 +{shift} {form}"] = cut[:-1] if len(cut) > 8 else cut
    return {name: form for name, form in found.items() if len(form) > 3}


def coordinate_disguises(lon: float, lat: float) -> dict[str, bytes]:
    """How a position may be written down: decimal, DMS, UTM, MGRS, and as numbers in bytes."""
    found: dict[str, str] = {}
    for places in range(3, 7):
        pair = [f"{value:.{places}f}" for value in (lat, lon)]
        for name, order in (("lat lon", pair), ("lon lat", pair[::-1])):
            for sign, between in (("comma", ","), ("comma blank", ", "), ("semicolon", ";"),
                                  ("blank", " ")):  # fmt: skip
                found[f"{places} places {name} {sign}"] = between.join(order)
            found[f"{places} places {name} French"] = " ; ".join(order).replace(".", ",")
    found["dms"] = dms(lat)
    found["dms lon"] = dms(lon)
    for digits in (2, 3, 4, 5):
        found[f"mgrs {digits}"] = mgrs(lon, lat, digits)
    if grid := utm(lon, lat):
        found["utm"] = f"{grid.easting:.0f} {grid.northing:.0f}"
    packed = {name: text.encode() for name, text in found.items() if text}
    for order in "<>":
        packed[f"wkb {order}"] = struct.pack(f"{order}dd", lon, lat)
    return packed


def sweep(data: bytes | Path, needles: Iterable[str] = (),
          positions: Iterable[tuple[float, float]] = ()) -> list[tuple[str, str]]:  # fmt: skip
    """Every needle found with the disguise it wore; empty if the file is clean."""
    raw = data.read_bytes() if isinstance(data, Path) else data
    # One search through all layers; what sets them apart stands in no disguise.
    whole = _BETWEEN.join(dict.fromkeys(unpacked(raw)))
    lower = whole.lower()
    found = []
    wanted = [
        (needle, name, form) for needle in needles for name, form in disguises(needle).items()
    ]
    wanted += [
        (f"{lon}, {lat}", name, form)
        for lon, lat in positions
        for name, form in coordinate_disguises(lon, lat).items()
    ]
    for needle, name, form in wanted:
        if form in whole if name.startswith("wkb") else form.lower() in lower:
            found.append((needle, name))
    return found


def unpacked(raw: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and what is packed inside: archive members, PDF streams and page words."""
    yield raw
    if depth > 3:
        return
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield from unpacked(archive.read(member), depth + 1)
    elif raw[:5] == b"%PDF-":
        yield from _pdf(raw)
    elif raw[:2] in (b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
        try:
            yield from unpacked(zlib.decompress(raw), depth + 1)
        except zlib.error:
            return


def _pdf(raw: bytes) -> Iterator[bytes]:
    import pikepdf
    from pypdf import PdfReader

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    yield each.read_bytes()
                except pikepdf.PdfError:
                    yield each.read_raw_bytes()
            else:
                yield each.unparse(resolved=True)
    for page in PdfReader(io.BytesIO(raw)).pages:
        text = unicodedata.normalize("NFC", page.extract_text())
        yield text.encode()
        yield " ".join(text.split()).encode()
