"""Right-to-left words inside left-to-right text: joined letters, in the order of the eye.

The PDF writer sets signs from left to right and joins none, so a run of Arabic, Hebrew or
N'Ko is put into the order in which it is seen; Arabic letters take the form that they have
beside their neighbours. The forms come from the Unicode data, not from a list of ours.
"""

import re
import unicodedata
from functools import cache

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FIND = re.compile(f"[{_RTL}]")
# A run begins and ends with a right-to-left sign; blanks and signs between belong to it.
_RUN = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u024f\n]*[{_RTL}])?")
_NUMBER = re.compile(r"\d[\d.,:/\u066b\u066c]*")
_PAIRS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LAM = "\u0644"


def has_rtl(text: str) -> bool:
    """Whether any sign of the text is written from right to left."""
    return _FIND.search(text) is not None


def visual(text: str) -> str:
    """The text with its right-to-left runs in the order of the eye, each kept on one line."""
    return _RUN.sub(lambda run: _seen(run.group()), text)


def _seen(run: str) -> str:
    shaped = _joined(run)[::-1].translate(_PAIRS)
    shaped = _NUMBER.sub(lambda number: number.group()[::-1], shaped)
    return shaped.replace(" ", "\u00a0")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Per letter (or lam with alef) its isolated, initial, medial and final form."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE70, 0xFEFD):
        parts = unicodedata.decomposition(chr(code)).split()
        if parts and parts[0].startswith("<"):
            base = "".join(chr(int(part, 16)) for part in parts[1:])
            if not base.startswith((" ", "\u0640")):
                found.setdefault(base, {})[parts[0].strip("<>")] = chr(code)
    return found


def _joined(text: str) -> str:
    forms = _forms()
    letters: list[str] = []
    marks: list[str] = []
    for sign in text:
        if letters and unicodedata.combining(sign):
            marks[-1] += sign
        elif letters and letters[-1] == _LAM and _LAM + sign in forms and not marks[-1]:
            letters[-1] += sign
        else:
            letters.append(sign)
            marks.append("")
    found = []
    for at, letter in enumerate(letters):
        own = forms.get(letter, {})
        before = at > 0 and _joins_on(letters[at - 1]) and "final" in own
        after = at + 1 < len(letters) and _joins_on(letter) and _takes(letters[at + 1])
        form = "medial" if before and after else "final" if before else (
            "initial" if after else "isolated"
        )  # fmt: skip
        # Marks come before their letter: the whole run is turned round afterwards.
        found.append(marks[at][::-1] + own.get(form, letter))
    return "".join(found)


def _joins_on(letter: str) -> bool:
    return "initial" in _forms().get(letter, {}) or letter == "\u0640"


def _takes(letter: str) -> bool:
    return "final" in _forms().get(letter, {}) or letter == "\u0640"
