"""Names as they are compared: without case, accents and signs, so that spellings meet."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = re.compile(r"[^\w]+", re.UNICODE)
#: Words that say what an area is rather than which: "Ouaka prefecture" is Ouaka.
_AREA_WORDS = frozenset(
    word
    for line in (
        "province provinces prefecture prefectures region regions state district districts",
        "territory territoire county department departement cercle commune governorate",
        "economic economique sub sous de du des d la le les l of the",
    )
    for word in line.split()
)
#: How sources write those who are harmed or do not bear arms: never a perpetrator.
_UNARMED = ("civil", "protester", "manifestant", "population")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in one comparable spelling: "Bangui – Bégoua" becomes "bangui begoua"."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return _SIGNS.sub(" ", kept).replace("_", " ").strip()


def area_name(text: str) -> str:
    """The name of an area without the words for its kind."""
    words = fold(text).split()
    return " ".join(w for w in words if w not in _AREA_WORDS) or " ".join(words)


def unarmed(side: str) -> bool:
    """Whether a side as its source writes it stands for civilians or protesters."""
    return fold(side).startswith(_UNARMED)
