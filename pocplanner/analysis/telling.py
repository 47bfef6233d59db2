"""Say what was found in words: facts become names, terms and days in the reader's language."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from pocplanner.analysis.exposure.hours_told import purpose, stretches
from pocplanner.analysis.results import Said
from pocplanner.model.assessment import Threat
from pocplanner.model.few import Few
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: Facts that are ids of records, alone or in a tuple; a name that is no id is said as it is.
_RECORDS = frozenset(
    {
        "place", "places", "threat", "mechanism", "coping", "actor", "action", "post",
        "request", "promise", "units", "sources", "names",
        "first", "through", "unit", "other",
        "mechanisms", "next", "initiative", "pair",
    }
)  # fmt: skip
#: Facts that are codes of a vocabulary.
_TERMS = {
    "kind": "threat_type",
    "strategy": "coping_strategy",
    "light": "light",
    "season": "season_kind",
    "rationale": "rationale",
    "confidence": "confidence",
    "before": "band",
    "band": "band",
    "channel": "channel",
    "kinds": "asset_type",
    "weekdays": "weekday",
    "question": "perception_question",
    "components": "component",
    "phase": "phase",
    "mark": "initiative_mark",
    "signs": "warning_sign",
    "rising": "warning_sign",
}
#: Facts that are keys of words, under these stems.
_WORDS = {
    "conditions": "analysis.condition",
    "steps": "analysis.step",
    "missing": "analysis.part",
    "link": "analysis.part",
    "whens": "analysis.when",
    "lacking": "network.lacking",
    "basis": "travel.basis",
    "tier": "network.tier",
    "family": "signs.family",
    "answers": "exposure.answer",
}
#: Facts that are shares of one.
_SHARES = frozenset({"share", "women", "men"})
_LONG = 120
#: French "de" before a name that begins with a vowel.
_BEFORE_VOWEL = re.compile(r"\b([dD])e (?=[AEIOUÀÂÉÈÊÎÔÛ])")


class Teller:
    """Sentences about one mission in one language."""

    def __init__(self, words: Words, snapshot: Snapshot) -> None:
        self.words = words
        self.snapshot = snapshot

    def text(self, said: Said) -> str:
        """The sentence of something said."""
        text = self.words.text(said.key, **self.facts(said.facts))
        if self.words.language == "fr" and said.key.startswith("mesh."):
            return _BEFORE_VOWEL.sub(r"\1'", text)
        return text

    def texts(self, said: Iterable[Said]) -> list[str]:
        """The sentences of several."""
        return [self.text(s) for s in said]

    def who(self, keys: Iterable[str]) -> str:
        """Those who could answer a question, in one line."""
        return self.words.parted(self.words.text(key) for key in keys)

    def facts(self, facts: Mapping[str, Any]) -> dict[str, str]:
        """The facts as they stand in a sentence."""
        return {name: self._fact(name, value) for name, value in facts.items()}

    def _fact(self, name: str, value: Any) -> str:
        if value is None:
            return self.words.text("analysis.unknown")
        if isinstance(value, Said):
            return self.text(value)
        if name.startswith(
            "parts"
        ):  # pieces of one sentence, each with the sign that it begins with
            return "".join(self.text(part) for part in value)
        if name == "stretches":
            return stretches(self.words, value)
        if isinstance(value, (tuple, list, frozenset)):
            return self.several([self._fact(name, v) for v in value])
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, float) and name in _SHARES:
            return self.words.text("analysis.percent", number=round(value * 100))
        if isinstance(value, float):
            return f"{value:g}".replace(".", self.words.text("analysis.decimal"))
        if isinstance(value, int) and not isinstance(value, (bool, Few)):
            return f"{value:,}".replace(",", self.words.text("analysis.thousands"))
        if isinstance(value, Mapping):  # a text that a data file holds in several languages
            return str(value.get(self.words.language) or value.get("en") or "")
        if isinstance(value, str):
            return self._said(name)(value)
        return str(value)

    def _said(self, name: str) -> Callable[[str], str]:
        if name in _RECORDS:
            return self.name
        if name == "purpose":
            return lambda code: purpose(self.words, code)
        if name == "way":  # within a sentence
            return lambda code: purpose(self.words, code).lower()
        if name in _WORDS:
            return lambda code: self.words.text(f"{_WORDS[name]}.{code}")
        if name in _TERMS:
            return lambda code: self.term(_TERMS[name], code)
        return str

    def term(self, vocabulary: str, code: str) -> str:
        """A term by its code, as it stands in this teller's sentences."""
        return self.words.term(vocabulary, code)

    def name(self, id: str) -> str:
        """The name of a record; of one without a name, what it is about; of none, the text."""
        record = self.snapshot.get(id)
        if record is None:
            return id if not _like_an_id(id) else self.words.text("analysis.not_shown")
        known = self.snapshot.name(id)
        if known:
            return known
        if isinstance(record, Threat):
            return self.threat(record)
        text = str(getattr(record, "text", "")).strip()
        if text:
            return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"
        return self.words.kind(type(record))

    def threat(self, threat: Threat) -> str:
        """A threat by its title, else by what it is, who it comes from and where."""
        if threat.title:
            return threat.title
        return self.words.text(
            "analysis.threat",
            kind=self.words.term("threat_type", threat.kind),
            who=self.perpetrators(threat),
            place=self.place(threat.place_id),
        )

    def place(self, id: str) -> str:
        """A place by its name; an area is said to be one, as its events are known no better."""
        if isinstance(self.snapshot.get(id), Area):
            return self.words.text("analysis.area", place=self.name(id))
        return self.name(id)

    def perpetrators(self, threat: Threat) -> str:
        """Who a threat comes from, as recorded or as the source writes it."""
        named = [self.name(id) for id in threat.perpetrator_ids]
        if threat.perpetrator_name:
            named.append(threat.perpetrator_name)
        return self.several(named) if named else self.words.text("analysis.unknown_perpetrator")

    def several(self, texts: list[str], joint: str = "and") -> str:
        """A list in one line: commas, then "and" or "or"."""
        if len(texts) < 2:
            return texts[0] if texts else self.words.text("analysis.none")
        word = self.words.text(f"analysis.{joint}")
        return f"{', '.join(texts[:-1])} {word} {texts[-1]}"

    def day(self, day: date) -> str:
        """A day in words."""
        month = self.words.text(f"analysis.month.{day.month}")
        first = self.words.text("analysis.first") if day.day == 1 else str(day.day)
        return f"{first} {month} {day.year}"


def _like_an_id(text: str) -> bool:
    """Whether a text is one of the program's own ids rather than a name from a source."""
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)
