"""The texts of event rows: names and types as dictionaries, the rest packed beside them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader.cells import NOTHING
from pocplanner.formats.reader.columns import Columns
from pocplanner.formats.reader.findings import Findings
from pocplanner.formats.reader.wire import pack_texts

_LABELS = ("side_a", "side_b", "country", "admin1", "admin2", "place", "group")
_COLD = ("note", "source", "headline")
_TEXT, _LABEL, _CODE = 20_000, 300, 120
#: What all other columns of a row may hold together.
_ROW = 200_000
_MOST_KNOWN = 200_000
#: Texts of this length may stand for nothing ("n/a" and longer words of some sources).
_SHORT = 30


#: A column of names: the number of its name for each row, and the names.
Coded = tuple[NDArray[np.int32], list[str]]


def _coded(column: Sequence[str], clean: Callable[[str], str]) -> Coded:
    """A column of names; each distinct text is made clean once."""
    seen = {text: at for at, text in enumerate(dict.fromkeys(column))}
    codes = np.fromiter(map(seen.__getitem__, column), np.int32, len(column))
    return _merged(codes, list(map(clean, seen)))


def _merged(codes: NDArray[np.int32], texts: list[str]) -> Coded:
    """The same, where several texts came to one name."""
    names = list(dict.fromkeys(texts))
    if len(names) == len(texts):
        return codes, names
    at = {name: number for number, name in enumerate(names)}
    return np.array([at[text] for text in texts], np.int32)[codes], names


def _where(group: Coded, side: Coded) -> Coded:
    """The groups of the rows whose other side are civilians; nothing for the others."""
    codes, names = group
    civil = np.array([name.casefold().startswith("civil") for name in side[1]], bool)[side[0]]
    return _merged(np.where(civil, codes, len(names)).astype(np.int32), [*names, ""])


class EventTexts:
    """Makes the text columns of one file."""

    def __init__(self, job: dict[str, Any], findings: Findings) -> None:
        self._job, self._findings = job, findings
        self._nothing = NOTHING | frozenset(job.get("nothing", ()))
        self._types: dict[Any, tuple[str, str, bool]] = {}
        self._others: list[int] = list(job.get("others", ()))
        self._known: dict[str, dict[str, str]] = {}

    def read(self, columns: Columns) -> dict[str, Any]:
        """All text columns as arrays that can cross to the other process."""
        texts = {name: self._label(name, columns) for name in _LABELS}
        texts["type"], texts["native_type"] = self._kinds(columns)
        if columns.one("native_type") is not None:
            texts["native_type"] = self._label("native_type", columns)
        if self._job.get("group_of_civilians"):
            texts["group"] = _where(texts["group"], texts["side_b"])
        found: dict[str, Any] = {}
        for name, (codes, names) in texts.items():
            found[name + ".codes"] = codes
            found |= pack_texts(name + ".names", names)
        for name in _COLD:
            found |= pack_texts(name, self._long(name, columns))
        return found | pack_texts("more", self._more(columns))

    def _label(self, field: str, columns: Columns) -> Coded:
        """A column of names: each distinct one is looked at once."""
        given = [column for _, column in columns.every(field)]
        if not given:
            return np.zeros(columns.size, np.int32), [""]
        if len(given) > 1:
            return _coded(self._joined(given, columns.size, _LABEL), str)
        known = self._known.setdefault(field, {})
        if len(known) > _MOST_KNOWN:
            known.clear()

        def clean(text: str) -> str:
            if text not in known:
                known[text] = self._clean(text, _LABEL)
            return known[text]

        return _coded(given[0], clean)

    def _long(self, field: str, columns: Columns) -> list[str]:
        """A column of longer texts, most of them distinct."""
        given = [column for _, column in columns.every(field)]
        if len(given) != 1:
            return self._joined(given, columns.size, _TEXT)
        column = [text.strip() for text in given[0]]
        lengths = list(map(len, column))
        odd: set[str] = set()
        if min(lengths) < _SHORT:
            odd = {text for text in column if len(text) < _SHORT}
        if max(lengths) > _TEXT or "_x000D_" in "\0".join(column):
            odd |= {text for text in column if len(text) > _TEXT or "_x000D_" in text}
        clean = {text: self._clean(text, _TEXT) for text in odd}
        return [clean.get(text, text) for text in column] if odd else column

    def _joined(self, given: list[tuple[str, ...]], size: int, most: int) -> list[str]:
        """Several columns of a field as one, each text once."""
        if not given:
            return [""] * size
        cleaned = [[self._clean(c, most) for c in column] for column in given]
        rows = zip(*cleaned, strict=True)
        return ["; ".join(dict.fromkeys(p for p in row if p))[:most] for row in rows]

    def _clean(self, text: str, most: int) -> str:
        text = text.strip()
        if "_x000D_" in text:  # how some exports write the line ends of a workbook
            text = text.replace("_x000D_", "").strip()
        if len(text) > most:
            self._findings.warn("text_cut", 0, limit=most)
            return text[: most - 1] + "…"
        return "" if len(text) < 30 and text.lower() in self._nothing else text

    def _kinds(self, columns: Columns) -> tuple[Coded, Coded]:
        given = [c for f in ("type", "subtype") for _, c in columns.every(f)]
        if not given:
            constant = self._job.get("constant", {})
            none = np.zeros(columns.size, np.int32)
            return (none, [constant.get("type", "")]), (none, [constant.get("native_type", "")])
        rows: Sequence[Any] = given[0] if len(given) == 1 else list(zip(*given, strict=True))
        seen = {row: at for at, row in enumerate(dict.fromkeys(rows))}
        codes = np.fromiter(map(seen.__getitem__, rows), np.int32, columns.size)
        for row in seen.keys() - self._types.keys():
            self._types[row] = self._look_up((row,) if len(given) == 1 else row)
        told = [self._types[row] for row in seen]
        if not all(known for _, _, known in told):
            times = np.bincount(codes, minlength=len(told)).tolist()
            for (code, native, known), count in zip(told, times, strict=True):
                if not known and code:
                    self.unknown(native, count)
        return _merged(codes, [t[0] for t in told]), _merged(codes, [t[1] for t in told])

    def unknown(self, native: str, times: int) -> None:
        """A type of the source that no term of ours stands for."""
        self._findings.unknown["incident_type", native] += times

    def _look_up(self, given: tuple[str, ...]) -> tuple[str, str, bool]:
        parts = [p for p in (self._clean(g, _LABEL) for g in given) if p]
        codes: dict[str, str] = self._job.get("codes", {})
        words: dict[str, str] = self._job.get("words", {})
        native = " / ".join(words.get(p.casefold(), p) for p in parts)[:_LABEL]
        for text in (" / ".join(parts), *reversed(parts)):
            code = codes.get(" ".join(text.casefold().split()).removesuffix(".0"))
            if code:
                return code, native, True
        return native[:_CODE], native, False

    def _more(self, columns: Columns) -> list[str]:
        """Every other column of a row as it is, each after a tab."""
        if not self._others:
            return [""] * columns.size
        chosen = [columns.all[place] for place in self._others]
        texts = ["\t" + text for text in map("\t".join, zip(*chosen, strict=True))]
        if "".join(texts).count("\t") != len(texts) * len(chosen):
            bare = [[text.replace("\t", " ") for text in column] for column in chosen]
            texts = ["\t" + "\t".join(row) for row in zip(*bare, strict=True)]
        if max(map(len, texts)) > _ROW:
            self._findings.warn("text_cut", 0, limit=_ROW)
            texts = [text[:_ROW] for text in texts]
        return texts
