"""What installed packages add, and that one of them cannot spoil the rest."""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import EntryPoint

from pocplanner.analysis.results import Finding
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot
from pocplanner.plugins import GROUP, Broken, ask, load

DAY = date(2026, 10, 31)
EMPTY = Snapshot.of((Mission(name="Mission of the test"),))


class Counting:
    name = "counting"

    def findings(self, snapshot: Snapshot, as_of: date) -> Iterable[Finding]:
        return (Finding("finding.counted", {"on": as_of}, (snapshot.mission.id,)),)


class Failing:
    name = "failing"

    def findings(self, snapshot: Snapshot, as_of: date) -> Iterable[Finding]:
        raise ZeroDivisionError


def test_findings_of_a_plug_in_are_added() -> None:
    added = ask(EMPTY, DAY, ((Counting(),), ()))
    assert added.findings == (Finding("finding.counted", {"on": DAY}, ("mission",)),)
    assert added.broken == ()


def test_a_plug_in_that_fails_is_named_and_the_others_are_asked() -> None:
    added = ask(EMPTY, DAY, ((Failing(), Counting()), ()))
    assert len(added.findings) == 1
    assert added.broken == (Broken("failing", "ZeroDivisionError"),)


def test_a_plug_in_that_cannot_be_loaded_or_has_other_names_is_named() -> None:
    missing = EntryPoint("missing", "pocplanner_no_such_module", GROUP)
    other = EntryPoint("other", "json", GROUP)
    found, broken = load((other, missing))
    assert found == ()
    assert [b.name for b in broken] == ["missing", "other"]
