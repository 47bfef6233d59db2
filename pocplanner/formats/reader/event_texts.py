"""The texts of event rows: names and types as dictionaries, the rest packed beside them."""

from collections import Counter
from typing import Any

import numpy as np

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


class EventTexts:
    """Makes the text columns of one file."""

    def __init__(self, job: dict[str, Any], findings: Findings) -> None:
        self._job, self._findings = job, findings
        self._nothing = NOTHING | frozenset(job.get("nothing", ()))
        self._types: dict[tuple[str, ...], tuple[str, str, bool]] = {}
        self._others: list[int] = list(job.get("others", ()))
        self._known: dict[str, dict[str, str]] = {}

    def read(self, columns: Columns) -> dict[str, Any]:
        """All text columns as arrays that can cross to the other process."""
        texts = {name: self._label(name, columns) for name in _LABELS}
        texts["type"], texts["native_type"] = self._kinds(columns)
        if self._job.get("group_of_civilians"):
            texts["group"] = [
                group if side.casefold().startswith("civil") else ""
                for group, side in zip(texts["group"], texts["side_b"], strict=True)
            ]
        found: dict[str, Any] = {}
        for name, column in texts.items():
            names = list(dict.fromkeys(column))
            seen = {text: code for code, text in enumerate(names)}
            found[name + ".codes"] = np.fromiter(
                map(seen.__getitem__, column), np.int32, columns.size
            )
            found |= pack_texts(name + ".names", names)
        for name in _COLD:
            found |= pack_texts(name, self._long(name, columns))
        return found | pack_texts("more", self._more(columns))

    def _label(self, field: str, columns: Columns) -> list[str]:
        """A column of names: each distinct one is looked at once."""
        given = [column for _, column in columns.every(field)]
        if len(given) != 1:
            return self._joined(given, columns.size, _LABEL)
        known = self._known.setdefault(field, {})
        if len(known) > _MOST_KNOWN:
            known.clear()
        for text in set(given[0]).difference(known):
            known[text] = self._clean(text, _LABEL)
        return list(map(known.__getitem__, given[0]))

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

    def _kinds(self, columns: Columns) -> tuple[list[str], list[str]]:
        given = [c for f in ("type", "subtype") for _, c in columns.every(f)]
        if given:
            rows = list(zip(*given, strict=True))
            for row in set(rows).difference(self._types):
                self._types[row] = self._look_up(row)
            open_ends = {row for row in set(rows) if not self._types[row][2]}
            if open_ends:
                for row, times in Counter(rows).items():
                    if row in open_ends and self._types[row][0]:
                        self.unknown(self._types[row][1], times)
            kinds = list(map(self._types.__getitem__, rows))
            return [k[0] for k in kinds], [k[1] for k in kinds]
        constant = self._job.get("constant", {})
        code, native = constant.get("type", ""), constant.get("native_type", "")
        return [code] * columns.size, [native] * columns.size

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
