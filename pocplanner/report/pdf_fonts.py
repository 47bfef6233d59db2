"""The fonts of printed documents, and what to print for a sign that none of them has."""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pocplanner.report import arabic
from pocplanner.resources import ROOT

#: What stands in place of a sign that no font has.
BOX = "\u25a1"
#: The family that documents are set in; every other font in the folder lends its signs.
_WANTED: dict[str, tuple[str, ...]] = {
    "regular": ("DejaVuSans.ttf",),
    "bold": ("DejaVuSans-Bold.ttf",),
    "italic": ("DejaVuSans-Oblique.ttf", "DejaVuSans.ttf"),
    "narrow": ("DejaVuSansCondensed.ttf", "DejaVuSans.ttf"),
    "narrow_bold": ("DejaVuSansCondensed-Bold.ttf", "DejaVuSans-Bold.ttf"),
}
_STAND_IN: dict[str, tuple[str, ...]] = {
    "regular": ("Vera.ttf",),
    "bold": ("VeraBd.ttf",),
    "italic": ("VeraIt.ttf",),
    "narrow": ("Vera.ttf",),
    "narrow_bold": ("VeraBd.ttf",),
}
# Signs that only steer others: they are left out without a box.
_SILENT = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

#: A text longer than this is hardly set twice.
_WORD = 40

_STEERING = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


class _Face(TTFont):  # type: ignore[misc]
    """A font that remembers how wide it set a word: a paper says most words many times."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        self._wide: dict[str, float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """The width in points, to the last bit what the library computes sign by sign."""
        wide = self._wide.get(text)
        if wide is None:
            known, other = self.face.charWidths, self.face.defaultWidth
            wide = sum([known.get(sign, other) for sign in map(ord, text)])
            if len(text) <= _WORD:
                self._wide[text] = wide
        return float(0.001 * size * wide)


@dataclass(frozen=True)
class Family:
    """The registered names of the faces that a document uses."""

    regular: str
    bold: str
    italic: str
    narrow: str
    narrow_bold: str
    #: Fonts that are asked for signs which the face in use does not have.
    spare: tuple[str, ...] = ()


@cache
def fonts() -> Family:
    """The faces of a document, registered with the PDF writer: ours, or its own stand-in."""
    folder = ROOT / "fonts"
    found = _faces(folder, _WANTED) or _faces(_stand_in_folder(), _STAND_IN)
    if found is None:
        raise FileNotFoundError("no fonts for documents")
    names = {face: _register(path) for face, path in found.items()}
    # Other faces of the family hold no further signs.
    spare = tuple(
        _register(path)
        for path in sorted(folder.glob("*.ttf"))
        if not path.name.startswith("DejaVu")
    )
    return Family(**names, spare=spare)


def _stand_in_folder() -> Path:
    import reportlab

    return Path(str(reportlab.__file__)).parent / "fonts"


def _faces(folder: Path, wanted: dict[str, tuple[str, ...]]) -> dict[str, Path] | None:
    found = {}
    for face, names in wanted.items():
        path = next((folder / name for name in names if (folder / name).is_file()), None)
        if path is None:
            return None
        found[face] = path
    return found


def _register(path: Path) -> str:
    name = f"poc-{path.stem}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(_Face(name, str(path)))
    return name


@cache
def signs(font: str) -> frozenset[str]:
    """Every sign that a registered font shows; those that only steer others are none."""
    return frozenset(
        sign
        for sign in map(chr, pdfmetrics.getFont(font).face.charToGlyph)
        if unicodedata.category(sign) not in _STEERING
    )


@dataclass
class Signs:
    """Turns plain text into pieces that print, and remembers what could not be printed."""

    missing: set[str] = field(default_factory=set)
    hidden: bool = False

    def pieces(self, text: str, font: str) -> list[tuple[str, str]]:
        """(font, text) in the order in which they are set; nothing in them fails to print."""
        known = signs(font)
        if set(text) <= known:
            return [(font, text)]
        text = unicodedata.normalize("NFC", text)
        if arabic.has_rtl(text):
            text = arabic.visual(text)
        found: list[tuple[str, str]] = []
        for sign in text:
            face, sign = self._printable(sign, font, known)
            if not sign:
                continue
            if found and found[-1][0] == face:
                found[-1] = (face, found[-1][1] + sign)
            else:
                found.append((face, sign))
        return found or [(font, "")]

    def plain(self, text: str, font: str) -> str:
        """The text on one line, for places that print with one font only."""
        return "".join(piece for _, piece in self.pieces(" ".join(text.split()), font))

    def _printable(self, sign: str, font: str, known: frozenset[str]) -> tuple[str, str]:
        if sign in known:
            return font, sign
        if sign in "\t\n":
            return font, " "
        if sign in _SILENT or (unicodedata.category(sign) == "Mn" and sign >= "\ufe00"):
            return font, ""
        for spare in fonts().spare:
            if sign in signs(spare):
                return spare, sign
        if unicodedata.category(sign) in _STEERING:
            self.hidden = True
        else:
            self.missing.add(sign)
        return self._box(font, known)

    def _box(self, font: str, known: frozenset[str]) -> tuple[str, str]:
        if BOX in known:
            return font, BOX
        for spare in fonts().spare:
            if BOX in signs(spare):
                return spare, BOX
        return font, "\u00a4"


def width(text: str, font: str, size: float) -> float:
    """How wide the text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
