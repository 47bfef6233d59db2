"""What an assessment found, told as part of a paragraph: terms in the form that sentences take."""

from collections.abc import Callable

from pocplanner.analysis.telling import Teller
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: Facts of a finding that are terms, with the list that they come from.
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
    "question": "perception_question",
}


class InSentence(Teller):
    """Tells as the others do, but terms begin small, as they stand inside a sentence."""

    def __init__(self, words: Words, snapshot: Snapshot, phrase: Callable[[str, str], str]) -> None:
        super().__init__(words, snapshot)
        self._phrase = phrase

    def _said(self, name: str) -> Callable[[str], str]:
        if name in _TERMS:
            return lambda code: self._phrase(_TERMS[name], code)
        return super()._said(name)
