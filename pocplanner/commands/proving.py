"""What a written file must not hold, and what it may, by the view that it was made from."""

from collections.abc import Iterable
from pathlib import Path

from pocplanner.analysis.sharing import View
from pocplanner.report.proof import Withheld
from pocplanner.report.proof_words import runs_of
from pocplanner.words import Problem

#: So many words of a free text make it recognisable.
_RUN = 4


def withheld(seen: View, said_anyway: Iterable[str] = ()) -> Withheld:
    """Names, passages and positions that the audience does not get.

    `said_anyway` are texts that the program says of the permitted records by itself: what a
    person wrote beyond them is theirs.
    """
    # A free text of one or two words is no name: it would be found in any paper.
    own = runs_of(seen.edited) - runs_of(said_anyway)
    secret = (
        *seen.names,
        *(" ".join(run) for run in own),
        *(t for t in seen.passages if len(t.split()) >= _RUN),
    )
    return Withheld(sorted(secret), sorted({(p.lon, p.lat) for p in seen.positions}))


def permitted(seen: View) -> Withheld:
    """What stands in the records that the audience does get."""
    found = (getattr(r, "position", None) for r in seen.snapshot)
    return Withheld(
        sorted(seen.permitted), sorted({(p.lon, p.lat) for p in found if p is not None})
    )


def may_replace(path: Path, beginnings: tuple[bytes, ...]) -> None:
    """Only an earlier paper may be replaced: never the mission itself, nor anything else.

    `beginnings` are the first bytes of files of the kind that is to be written. Problem
    export.other_file where another file stands there.
    """
    try:
        with path.open("rb") as file:
            first = file.read(max(map(len, beginnings)))
    except OSError:
        return  # nothing is there; what cannot be written is told when it is written
    if first and not first.startswith(beginnings):
        raise Problem("export.other_file", name=path.name)
