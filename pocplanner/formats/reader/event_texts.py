"""The texts of event rows: names and types as dictionaries, the rest packed beside them."""

from itertools import chain
from json.encoder import encode_basestring
from typing import Any

import numpy as np

from pocplanner.formats.reader.cells import NOTHING
from pocplanner.formats.reader.columns import Columns
from pocplanner.formats.reader.findings import Findings
from pocplanner.formats.reader.wire import pack_texts

_LABELS = ("side_a", "side_b", "country", "admin1", "admin2", "place", "group")
_COLD = ("note", "source", "headline")
_TEXT, _LABEL, _CODE = 20_000, 300, 120


class EventTexts:
    """Makes the text columns of one file."""

    def __init__(self, job: dict[str, Any], findings: Findings) -> None:
        self._job, self._findings = job, findings
        self._nothing = NOTHING | frozenset(job.get("nothing", ()))
        self._types: dict[tuple[str, ...], tuple[str, str, bool]] = {}
        used = set(chain.from_iterable(job["columns"].values())) | set(job.get("omit", ()))
        self._names: list[str] = job["names"]
        self._others = [i for i, n in enumerate(self._names) if n and i not in used]

    def read(self, columns: Columns) -> dict[str, Any]:
        """All text columns as arrays that can cross to the other process."""
        texts = {name: self._column(name, columns, _LABEL) for name in _LABELS}
        texts["type"], texts["native_type"] = self._kinds(columns)
        if self._job.get("group_of_civilians"):
            texts["group"] = [
                group if side.casefold().startswith("civil") else ""
                for group, side in zip(texts["group"], texts["side_b"], strict=True)
            ]
        found: dict[str, Any] = {}
        for name, column in texts.items():
            seen: dict[str, int] = {}
            codes = (seen.setdefault(t, len(seen)) for t in column)
            found[name + ".codes"] = np.fromiter(codes, np.int32, columns.size)
            found |= pack_texts(name + ".names", list(seen))
        for name in _COLD:
            found |= pack_texts(name, self._column(name, columns, _TEXT))
        return found | pack_texts("more", self._more(columns))

    def _column(self, field: str, columns: Columns, most: int) -> list[str]:
        """The text of a field; several columns are joined, each text once."""
        given = [column for _, column in columns.every(field)]
        if not given:
            return [""] * columns.size
        if len(given) == 1:
            return [self._clean(c, most) for c in given[0]]
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
            kinds = [self._kind(row) for row in zip(*given, strict=True)]
            return [k[0] for k in kinds], [k[1] for k in kinds]
        constant = self._job.get("constant", {})
        code, native = constant.get("type", ""), constant.get("native_type", "")
        return [code] * columns.size, [native] * columns.size

    def _kind(self, given: tuple[str, ...]) -> tuple[str, str, bool]:
        """Our code, the source's words, and whether the term is mapped; else it stays itself."""
        known = self._types.get(given)
        if known is None:
            known = self._types[given] = self._look_up(given)
        if known[0] and not known[2]:
            self._findings.unknown["incident_type", known[1]] += 1
        return known

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
        """Every other column of a row as one JSON object, made column by column."""
        pieces: list[list[str]] = []
        for place in self._others:
            start = encode_basestring(self._names[place][:120]) + ": "
            column = columns.all[place]
            known: dict[str, str] = {}
            for text in set(column):
                short = self._clean(text, _TEXT)
                known[text] = start + encode_basestring(short) if short else ""
            if any(known.values()):
                pieces.append(list(map(known.__getitem__, column)))
        if not pieces:
            return [""] * columns.size
        joined = (", ".join(filter(None, row)) for row in zip(*pieces, strict=True))
        return ["{" + text + "}" if text else "" for text in joined]
