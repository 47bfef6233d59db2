"""The proof of a file of layers: its bytes are read again and searched for what is withheld."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pocplanner.analysis.sharing import View
from pocplanner.commands.export_pairs import Pairs, as_pairs, exactly, joined, pairs_of, too_near
from pocplanner.commands.export_read import read
from pocplanner.commands.proving import permitted, withheld
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.proof import Withheld, prove_texts, with_own_texts
from pocplanner.report.proof_file import Leak

#: Stands between texts that do not belong together, so that no four words run across it.
_APART = "\n qzx \n"
#: Signs that are searched at once.
_AT_ONCE = 24 << 20


def proven(
    path: Path, ending: str, seen: View, language: str, whole: Snapshot | None = None
) -> list[Leak]:
    """Every withheld thing that can be read in a file; empty where it keeps its secrets.

    The bytes are read again: each different text once, and every pair of coordinates, of points,
    corners of lines and areas, and events. `whole` is the mission that the view was made from:
    with it no corner and no event that was held back can stand in the file either.
    """
    secret, known = withheld(seen), permitted(seen)
    allowed = with_own_texts(known, language)
    texts = _Texts(tuple(secret.texts), tuple(allowed.texts))
    points, corners = array("d"), array("d")
    try:
        for found in read(path, ending):
            texts.add_all(found.texts)
            points.extend(found.points)
            corners.extend(found.corners)
    except Exception as error:  # a file that cannot be read cannot be proven
        return [Leak("unreadable", type(error).__name__, 0)]
    leaks = texts.leaks()
    return [*leaks, *_places(as_pairs(points), as_pairs(corners), secret.positions, seen, whole)]


class _Texts:
    """Each different text once, searched some megabytes at a time; nothing where none is secret."""

    def __init__(self, secret: Sequence[str], allowed: Sequence[str]) -> None:
        self._secret = Withheld(secret, ())
        self._allowed = Withheld(allowed, ())
        self._wanted = bool(secret)
        self._texts: dict[str, None] = {}
        self._held = 0
        self._leaks: dict[Leak, None] = {}

    def add_all(self, texts: Iterable[str]) -> None:
        """More texts of the file."""
        if not self._wanted:
            return
        for text in texts:
            if text in self._texts:
                continue
            self._texts[text] = None
            self._held += len(text)
            if self._held > _AT_ONCE:
                self._search()

    def _search(self) -> None:
        found = prove_texts(_APART.join(self._texts), self._secret, self._allowed)
        self._leaks.update(dict.fromkeys(found))
        self._texts.clear()
        self._held = 0

    def leaks(self) -> list[Leak]:
        """Every secret that stands in one of the texts."""
        self._search()
        return list(self._leaks)


def _places(
    points: Pairs,
    corners: Pairs,
    secret: Iterable[tuple[float, float]],
    seen: View,
    whole: Snapshot | None,
) -> Iterator[Leak]:
    """Places in the file at which only something stands that is held back."""
    open_to_all = pairs_of(seen.snapshot)
    hidden = as_pairs(list(secret))
    near = too_near(points, hidden, open_to_all)
    everything = joined((hidden, pairs_of(whole))) if whole is not None else hidden
    exact = exactly(joined((points, corners)), everything, open_to_all)
    for lon, lat in dict.fromkeys(map(tuple, joined((near, exact)).tolist())):
        yield Leak("position", f"{lat:.4f} {lon:.4f}", 0)
