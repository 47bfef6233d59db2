"""The small grammar that templates need: lists, elision, full stops, quotation."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from pocplanner.words import after

_VOWEL = re.compile(r"^[aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_END = re.compile(r"[\s.;,:!?…]+$")


def cap(text: object) -> str:
    """The text with a capital first letter, the rest as it is."""
    found = str(text)
    return found[:1].upper() + found[1:]


def low(text: object) -> str:
    """A label inside a sentence: small first letter, unless it is an abbreviation or a name."""
    found = str(text)
    named = any(word[:1].isupper() for word in found.split()[1:])
    return found if named or found[1:2].isupper() else found[:1].lower() + found[1:]


def stop(text: object) -> str:
    """The text without its closing sign, so that the sentence around it can close."""
    return _END.sub("", str(text))


def said(text: object) -> str:
    """What somebody wrote, as a sentence of its own with a full stop."""
    found = str(text).strip()
    return found if not found or found[-1] in ".!?…”»" else found + "."


def de(text: object) -> str:
    """French « de » before a name: d'Abanda, de Kemba, du Gué."""
    found = str(text)
    if found.startswith(("Le ", "Les ")):
        return after("de", found)
    return f"d'{found}" if _VOWEL.match(found) and not _aspirated(found) else f"de {found}"


def que(text: object) -> str:
    """French « que » before a name: qu'Abanda, que Kemba."""
    found = str(text)
    return f"qu'{found}" if _VOWEL.match(found) and not _aspirated(found) else f"que {found}"


def _aspirated(text: str) -> bool:
    # Names on y or h are as often said without elision; a y before a vowel never takes it.
    return bool(re.match(r"^(y[aeiou]|h)", text, re.IGNORECASE)) and not text.lower().startswith(
        ("homme", "heure", "hiver", "habitant")
    )


def quoted_en(text: object) -> str:
    return f"“{stop(text)}”"


def quoted_fr(text: object) -> str:
    return f"« {stop(text)} »"


def joined(items: Iterable[str], word: str) -> str:
    """Items as a sentence lists them: a, b and c."""
    found = [i for i in items if i]
    if len(found) < 2:
        return "".join(found)
    space = "" if word == "," else " "
    return f"{', '.join(found[:-1])}{space}{word} {found[-1]}"


#: What a template may call; nothing else is within its reach.
GRAMMAR: dict[str, Callable[..., Any]] = {
    "cap": cap,
    "low": low,
    "stop": stop,
    "said": said,
    "de": de,
    "after": lambda text, preposition: after(preposition, text),
    "que": que,
    "q": quoted_en,
    "g": quoted_fr,
}
