"""What installed packages add: analyses that are asked about a mission beside our own.

A package offers a module under the entry point `pocplanner.analyses`. The module is handed
records by value and returns findings; it never gets the open mission. One that cannot be
loaded, or fails, is named to the user, and everything else works.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from pocplanner.analysis.results import Finding
from pocplanner.model.snapshot import Snapshot

GROUP = "pocplanner.analyses"


@runtime_checkable
class Analysis(Protocol):
    """Something that can be asked about a mission: a module with these two names."""

    name: str

    def findings(self, snapshot: Snapshot, as_of: date) -> Iterable[Finding]:
        """What the analysis found, as keys of `words` with facts and the records it rests on."""


@dataclass(frozen=True)
class Broken:
    """A plug-in that cannot be used, and the kind of error that says so."""

    name: str
    error: str


@dataclass(frozen=True)
class Added:
    """What plug-ins found, and which of them could not be asked."""

    findings: tuple[Finding, ...] = ()
    broken: tuple[Broken, ...] = ()


@cache
def analyses() -> tuple[tuple[Analysis, ...], tuple[Broken, ...]]:
    """The analyses of installed packages that could be loaded, and those that could not."""
    return load(entry_points(group=GROUP))


def load(points: Iterable[EntryPoint]) -> tuple[tuple[Analysis, ...], tuple[Broken, ...]]:
    """Load entry points, in the order of their names."""
    found: list[Analysis] = []
    broken: list[Broken] = []
    for point in sorted(points, key=lambda p: p.name):
        try:
            module = point.load()
        except Exception as error:
            broken.append(Broken(point.name, type(error).__name__))
            continue
        if isinstance(module, Analysis):
            found.append(module)
        else:
            broken.append(Broken(point.name, "TypeError"))
    return tuple(found), tuple(broken)


def ask(
    snapshot: Snapshot,
    as_of: date,
    loaded: tuple[tuple[Analysis, ...], tuple[Broken, ...]] | None = None,
) -> Added:
    """Ask every analysis; one that fails is named and the others are asked all the same."""
    modules, broken = loaded if loaded is not None else analyses()
    findings: list[Finding] = []
    failed = list(broken)
    for module in modules:
        try:
            findings += list(module.findings(snapshot, as_of))
        except Exception as error:
            failed.append(Broken(module.name, type(error).__name__))
    return Added(tuple(findings), tuple(failed))
