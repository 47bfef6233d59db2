"""What an assessment found, told as part of a paragraph: terms in the form that sentences take."""

from collections.abc import Callable

from pocplanner.analysis.telling import Teller
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words


class InSentence(Teller):
    """Tells as the others do, but terms begin small, as they stand inside a sentence."""

    def __init__(self, words: Words, snapshot: Snapshot, phrase: Callable[[str, str], str]) -> None:
        super().__init__(words, snapshot)
        self._phrase = phrase

    def term(self, vocabulary: str, code: str) -> str:
        """A term as a phrase; days of the week are names and keep their form."""
        if vocabulary == "weekday":
            return super().term(vocabulary, code)
        return self._phrase(vocabulary, code)
