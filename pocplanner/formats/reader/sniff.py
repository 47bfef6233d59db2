"""What a file is, by its content and its name, and how its text is written."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from pocplanner.formats.reader import geodata_sniff
from pocplanner.formats.reader.archive import INFLATED, inflate, members
from pocplanner.formats.reader.wire import Unreadable

TABLES = frozenset({".csv", ".tsv", ".txt", ".tab", ".dat"})
SHAPES = frozenset(
    {".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".ndgeojson", ".topojson"}
)
_OPENING = 1 << 16
_MAGIC = (
    (b"%PDF", "import_pdf"),
    (b"SQLite format 3", "import_binary"),
    (b"\x89PNG", "import_picture"),
    (b"\xff\xd8\xff", "import_picture"),
    (b"GIF8", "import_picture"),
    (b"II*\x00", "import_raster"),
    (b"MM\x00*", "import_raster"),
    (b"\x1f\x8b", "import_other_archive"),
    (b"7z\xbc\xaf", "import_other_archive"),
    (b"Rar!", "import_other_archive"),
    (b"BZh", "import_other_archive"),
    (b"\xfd7zXZ", "import_other_archive"),
    (b"{\\rtf", "import_binary"),
    (b"\x7fELF", "import_binary"),
    (b"MZ\x90", "import_binary"),
)
_WEB = re.compile(rb"<!doctype\s+html|<html|<head[\s>]|<body[\s>]|<script", re.IGNORECASE)

#: A table that a program saved as a page, or in the XML of an old spreadsheet.
_SAVED = re.compile(rb"<table[\s>]|urn:schemas-microsoft-com:office:", re.IGNORECASE)
#: Parts of documents of other programs, which are archives too.
_DOCUMENTS = ("xl/workbook.bin", "Index/Document.iwa", "word/document.xml", "ppt/presentation.xml")


#: Workbooks of the old kind, and those of any kind that are locked with a password.
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass
class Content:
    """A file found out: its format and the bytes to read it from.

    The format is "table", "workbook" (XLSX), "ods", "xls", "shapes" or "tables" (an archive of
    several text tables, whose names are the `members`).
    """

    format: str
    file: BinaryIO
    member: str = ""
    members: tuple[str, ...] = ()


def content(file: BinaryIO, extension: str) -> Content:
    """Find out what a file holds. Unreadable, with its reason, for all that we do not read."""
    opening = file.read(_OPENING)
    file.seek(0)
    bare = opening.lstrip(b"\xef\xbb\xbf\x1e \t\r\n")
    if not bare.strip(b"\x00\xff\xfe \t\r\n") and not _rest(file):
        raise Unreadable("import_empty")
    if opening[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip(file, extension)
    told = geodata_sniff.content(file, opening, extension)
    if told is not None:
        return Content(*told)
    if opening.startswith(_OLE):
        if extension != ".xls":
            raise Unreadable("import_old_excel")
        return Content("xls", file)
    for magic, key in _MAGIC:
        if opening.startswith(magic):
            raise Unreadable(key)
    if bare.startswith(b"<"):
        if extension in {".xls", ".xlsx", ".ods"} and _SAVED.search(opening):
            raise Unreadable("import_saved_as_page")
        raise Unreadable("import_web_page" if _WEB.search(opening[:8192]) else "import_xml")
    if extension == ".xls" and _is_text(opening) and bare[:1] not in b"{[":
        return Content("table", file)  # web pages hand out tables of text under this ending
    if extension in {".xlsx", ".xls", ".ods"}:
        raise Unreadable("import_not_excel")
    if bare[:1] in (b"{", b"[") and (extension in SHAPES or _is_json(bare)):
        return Content("shapes", file)
    if extension in SHAPES:
        raise Unreadable("import_not_json")
    if extension in geodata_sniff.NAMED:
        raise Unreadable("import_not_as_named", extension=extension)
    if extension not in TABLES:
        key = "import_unknown_format" if extension else "import_no_ending"
        raise Unreadable(key, extension=extension)
    return Content("table", file)


def _is_text(opening: bytes) -> bool:
    """Whether these are lines of text with columns, and no other file by its first bytes."""
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", opening) and bool(
        re.search(rb"[\t;,].*[\r\n]", opening)
    )


def _rest(file: BinaryIO) -> bool:
    """Whether anything but blanks follows the opening."""
    file.seek(0)
    found = any(
        piece.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n")
        for piece in iter(lambda: file.read(1 << 20), b"")
    )
    file.seek(0)
    return found


def _is_json(bare: bytes) -> bool:
    return bool(re.match(rb'^\{\s*"|^\[\s*[\[{"]', bare)) and b'"type"' in bare


def _zip(file: BinaryIO, extension: str) -> Content:
    archive, listed = members(file)
    names = {m.filename for m in listed}
    if extension == ".xlsm" or any(n.endswith("vbaProject.bin") for n in names):
        raise Unreadable("import_macros")
    if not names.isdisjoint(_DOCUMENTS):
        raise Unreadable("import_other_document")
    if "xl/workbook.xml" in names:
        if extension != ".xlsx":
            raise Unreadable("import_named_otherwise", is_="xlsx", extension=extension)
        return Content("workbook", file)
    if "content.xml" in names and "mimetype" in names and extension == ".ods":
        return Content("ods", file)
    if extension in {".xlsx", ".ods"}:
        raise Unreadable("import_not_excel")
    inside = [
        m
        for m in listed
        if not m.is_dir() and not m.filename.startswith("__MACOSX/") and m.file_size
    ]
    if not inside:
        raise Unreadable("import_empty")
    told = geodata_sniff.archive(file, archive, inside, extension)
    if told is not None:
        return Content(*told)
    if extension != ".zip":
        raise Unreadable("import_zip_content")
    return _zipped_tables(file, archive, inside)


#: What lies beside data in an archive and is none: licences, codebooks, pictures of a form.
_BESIDE = frozenset(
    {".pdf", ".md", ".html", ".htm", ".docx", ".doc", ".rtf", ".xml", ".png", ".jpg", ".jpeg"}
    | {".gif", ".mp4", ".mp3", ".m4a", ".3gp", ".amr", ".json", ".yml", ".license", ".qml", ".sld"}
)


def _ending(member: zipfile.ZipInfo) -> str:
    return "." + member.filename.rpartition(".")[2].lower()


def _zipped_tables(
    file: BinaryIO, archive: zipfile.ZipFile, inside: list[zipfile.ZipInfo]
) -> Content:
    """The one table of an archive with what explains it, or its several tables.

    A text called README is no table where there are others.
    """
    data = [m for m in inside if _ending(m) in TABLES | {".xlsx"}]
    texts = [m for m in data if _ending(m) in {".txt", ".dat"}]
    if len(data) > len(texts):
        data = [m for m in data if m not in texts]
    rest = [m for m in inside if m not in data and m not in texts]
    if not data or any(_ending(m) not in _BESIDE and "media/" not in m.filename for m in rest):
        raise Unreadable("import_zip_content")
    books = [m for m in data if _ending(m) == ".xlsx"]
    if len(data) > 1:
        if books or len(data) > 40:
            raise Unreadable("import_zip_content")
        names = sorted((m.filename for m in data), key=lambda n: (len(n), n))
        return Content("tables", file, "", tuple(names))
    held = inflate(archive, data[0], INFLATED)
    name = data[0].filename.rpartition("/")[2]
    if books:
        # A workbook is an archive itself; its parts are looked through as those of any other.
        found = _zip(io.BytesIO(held), ".xlsx") if held[:4] == b"PK\x03\x04" else None
        if found is None:
            raise Unreadable("import_not_excel")
        return Content(found.format, found.file, name)
    return member_table(held, name)


def member_table(held: bytes, name: str) -> Content:
    """A text table that was taken out of an archive. Unreadable where it is none."""
    if held[:4] == b"PK\x03\x04":
        raise Unreadable("import_zip_unsafe")
    found = content(io.BytesIO(held), "." + name.rpartition(".")[2].lower())
    if found.format != "table":
        raise Unreadable("import_zip_content")
    return Content(found.format, found.file, name.rpartition("/")[2])


@dataclass
class Encoding:
    """How bytes become text: a codec's name, and what makes it doubtful."""

    name: str
    doubts: tuple[str, ...] = ()


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TABLES = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
#: Bytes that cp1252 leaves open: a file that has them was written in something else.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_HIGH = re.compile(rb"[\xc0-\xff]")
_TWICE = re.compile(r"Ã[\x80-\xbf©¨ª«´®¯¢¤§¹»¼‰ƒ]|â€[™œ\x9d\x99“”˜¦]|Â[°«»\xa0©]|Ä[\x80-\xbf]")


def encoding(file: BinaryIO, wanted: str = "", sampled: bool = False) -> Encoding:
    """BOM, then strict UTF-8 over the whole file, then UTF-16 by its pattern, then cp1252.

    `sampled` looks at the opening, the end and pieces between instead of the whole.
    """
    file.seek(0)
    opening = file.read(_OPENING)
    file.seek(0)
    if wanted:
        try:
            found = codecs.lookup(wanted.replace("-twice", ""))
        except (LookupError, ValueError) as error:
            raise Unreadable("import_encoding_unknown", encoding=wanted) from error
        # Codecs that are no encodings of tables (zip, hex, domain names …) are none here either.
        if not found._is_text_encoding or found.name in _NO_TABLES:
            raise Unreadable("import_encoding_unknown", encoding=wanted)
        return Encoding(found.name, ())
    for bom, name in _BOMS:
        if opening.startswith(bom):
            if not name:
                raise Unreadable("import_binary")
            return Encoding(name)
    if b"\x00" in opening:
        return Encoding(_sixteen(opening))
    controls = len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", opening))
    if controls > max(4, len(opening) // 100):
        raise Unreadable("import_binary")
    pieces = _sample if sampled else _whole
    if _is_utf8(file, pieces):
        doubts = ("mojibake",) if len(_TWICE.findall(opening.decode("utf-8", "ignore"))) > 2 else ()
        return Encoding("utf-8", doubts)
    return _by_one_byte(file, pieces)


def _sixteen(opening: bytes) -> str:
    """UTF-16 without a mark: every other byte is nought in a table of mostly Latin text."""
    even, odd = opening[0::2].count(0), opening[1::2].count(0)
    half = max(1, len(opening) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise Unreadable("import_binary")


Pieces = Callable[[BinaryIO], Iterator[bytes]]
_SAMPLE, _SAMPLES = 1 << 18, 12


def _whole(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces, from its start to its end."""
    file.seek(0)
    yield from iter(lambda: file.read(1 << 20), b"")


def _sample(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines from the opening, the end and places between."""
    size = file.seek(0, io.SEEK_END)
    if size <= _SAMPLE * (_SAMPLES + 2):
        yield from _whole(file)
        return
    for place in range(_SAMPLES + 1):
        begin = (size - _SAMPLE) * place // _SAMPLES
        file.seek(begin)
        piece = file.read(_SAMPLE)
        if begin:
            piece = piece.partition(b"\n")[2]
        yield piece.rpartition(b"\n")[0] + b"\n"


def _is_utf8(file: BinaryIO, pieces: Pieces) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for piece in pieces(file):
            if b"\x00" in piece:
                raise Unreadable("import_binary")
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _by_one_byte(file: BinaryIO, pieces: Pieces) -> Encoding:
    runs = high = arabic = 0
    undefined = False
    for piece in pieces(file):
        if b"\x00" in piece:
            raise Unreadable("import_binary")
        runs += sum(len(r) for r in _HIGH_RUN.findall(piece))
        found = b"".join(_HIGH.findall(piece))
        high += len(found)
        arabic += sum("\u0600" <= c <= "\u06ff" for c in found.decode("cp1256", "replace"))
        undefined = undefined or bool(_UNDEFINED.search(piece))
    file.seek(0)
    # In French or Spanish accents stand alone; whole words of high bytes are Arabic.
    # Other scripts that write whole words so would give Latin letters among the Arabic ones.
    if high and runs > 0.5 * high and (undefined or arabic > 0.97 * high):
        return Encoding("cp1256", ("arabic",))
    return Encoding("cp1252", ("undefined",) if undefined else ())


DELIMITERS = ",;\t|"


def delimiter(text: str) -> str:
    """Which sign parts the columns: the one that gives the most rows the same, largest width."""
    best, most = "", 0.0
    for sign in DELIMITERS:
        if sign not in text:
            continue
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 60))
        except csv.Error:
            continue
        rows = [r for r in rows[:-1] or rows if any(c.strip() for c in r)]
        widths = [len(r) for r in rows]
        if not widths:
            continue
        usual = max(set(widths), key=lambda w: (widths.count(w), w))
        score = widths.count(usual) / len(widths) * (1 + min(usual, 60) / 60) if usual > 1 else 0
        if score > most:
            best, most = sign, score
    return best


def once(text: str) -> str:
    """Text that was encoded twice as UTF-8, taken back once where that gives clean text."""
    if not _TWICE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        pass
    try:  # cp1252 leaves five bytes open, which programs pass through as they are
        return bytes(ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in text).decode(
            "utf-8"
        )
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
