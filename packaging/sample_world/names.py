"""Names in three invented languages, none of them taken from anywhere."""

from random import Random

#: Plateau tongue: open syllables, "eu", "ou", "ai", clusters with d and r.
_PLATEAU = (
    ("T", "K", "V", "L", "M", "Dr", "B", "S", "R", "G", "Nd", "Ob", "Et", "Uv"),
    ("a", "eu", "ou", "i", "o", "ai", "e"),
    ("l", "dr", "v", "m", "nd", "t", "k", "s", "mb", "rv"),
    ("eu", "ou", "ai", "a", "o", "i", "e"),
    ("", "", "dra", "vou", "lo", "mi", "dreu", "tai", "neu", "rou", "sai"),
)
#: Pasture tongue: closed syllables, "sk", "zk", "rt".
_PASTURE = (
    (
        "Tar",
        "Jor",
        "Ez",
        "Maz",
        "Sor",
        "Ker",
        "Ham",
        "Oz",
        "Dej",
        "Rash",
        "Yer",
        "Naj",
        "Zel",
        "Gor",
        "Ibr",
        "Tej",
        "Hor",
        "Uz",
        "Shar",
        "Bej",
    ),
    ("", "", "a", "o", "i"),
    ("hask", "zirt", "jesk", "risk", "kirt", "mesk", "zask", "hirt", "desk", "lusk"),
)
#: Coast tongue: "-ompe", "-ulle", "-ante".
_COAST = (
    (
        "Sal",
        "Nel",
        "Bar",
        "Quir",
        "Ter",
        "Mir",
        "Viss",
        "Cal",
        "Dorr",
        "Fel",
        "Garv",
        "Limm",
        "Pel",
        "Tav",
        "Orst",
        "Brel",
    ),
    ("", "", "am", "in", "ov", "ed"),
    ("ompe", "ulle", "ante", "issa", "endo", "urne", "ompa", "orde"),
)

#: Words that would be real or would read as a word.
_BARRED = {
    "Galante",
    "Volante",
    "Calante",
    "Salissa",
    "Melissa",
    "Terante",
    "Barissa",
    "Tarrisk",
    "Vissante",
    "Salamante",
    "Calamante",
    "Terille",
    "Bareille",
    "Mirante",
    "Mirille",
    "Felille",
    "Maleu",
    "Malai",
    "Lome",
    "Kivu",
    "Tome",
    "Mali",
    "Bali",
    "Bamako",
    "Lima",
    "Rome",
    "Malao",
    "Tali",
    "Kali",
    "Samoa",
    "Bakou",
    "Sokoto",
    "Soto",
    "Sala",
    "Kano",
    "Toto",
    "Malo",
    "Mila",
    "Rimini",
    "Vila",
    "Vama",
    "Lomi",
    "Kosa",
    "Lala",
    "Mimi",
    "Sato",
    "Mata",
    "Tula",
}


class Namer:
    """Gives names that were not given before."""

    def __init__(self, chance: Random, taken: set[str]) -> None:
        self._chance = chance
        self._taken = {t.lower() for t in taken} | {b.lower() for b in _BARRED}

    def name(self, tongue: str) -> str:
        """A new name in the tongue: "plateau", "pasture" or "coast"."""
        parts = {"plateau": _PLATEAU, "pasture": _PASTURE, "coast": _COAST}[tongue]
        while True:
            found = "".join(self._chance.choice(p) for p in parts)
            if not 5 <= len(found) <= 10 or found.lower() in self._taken:
                continue
            if any(a == b == c for a, b, c in zip(found, found[1:], found[2:], strict=False)):
                continue
            self._taken.add(found.lower())
            return found
