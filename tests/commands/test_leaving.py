"""What leaves is judged on the day on which it leaves, whatever day its data are of."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from pocplanner.commands import export_data, pictures, report
from pocplanner.commands.export_layers import Choice
from pocplanner.commands.leaving import consent_day
from pocplanner.model.community import Consent, Mechanism
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.report.map_paper import MapChoice
from tests.makers import AS_OF, a_snapshot

TODAY = date(2031, 3, 20)
ENDED = date(2031, 3, 16)


@pytest.fixture
def lapsed() -> Snapshot:
    """A mechanism whose consent ran out after the day of the data and before today."""
    assert AS_OF < ENDED < TODAY
    whole = a_snapshot()
    found = whole.all(Mechanism)[0]
    consent = Consent(audiences=tuple(Audience), given_on=date(2031, 1, 1), expires_on=ENDED)
    gone = found.model_copy(update={"name": "Qz551 circle", "consent": consent})
    return a_snapshot(gone)


def test_the_day_of_leaving_counts_and_never_an_earlier_one() -> None:
    assert consent_day(AS_OF, TODAY) == TODAY
    assert consent_day(None, TODAY) == TODAY
    assert consent_day(date(2031, 5, 1), TODAY) == date(2031, 5, 1)


def test_a_paper_of_an_earlier_day_brings_no_consent_back(lapsed: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "s.pdf"
    work = report.write(lapsed, "strategy", Audience.CORE, "en", path, "", AS_OF, TODAY)
    written = finish(work)
    assert len(written.expired) == 1
    assert "Qz551" not in " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_map_of_an_earlier_day_brings_no_consent_back(lapsed: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "m.svg"
    choice = MapChoice(atlas="", layers=("mechanisms", "communities"))
    args = (lapsed, Audience.CORE, "en", path, choice)
    inside = finish(pictures.write_map(*args, as_of=AS_OF, today=AS_OF))
    after = finish(pictures.write_map(*args, as_of=AS_OF, today=TODAY))
    assert after.held_back > inside.held_back


def test_data_of_an_earlier_day_bring_no_consent_back(lapsed: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    choice = Choice(layers=("mechanisms",))
    work = export_data.write_data(lapsed, Audience.CORE, "en", path, choice, AS_OF, AS_OF)
    finish(work)
    assert "Qz551" in path.read_text(encoding="utf-8-sig")
    whole = tmp_path / "e.geojson"
    both = Choice(layers=("mechanisms", "communities"))
    finish(export_data.write_data(lapsed, Audience.CORE, "en", whole, both, AS_OF, TODAY))
    assert "Qz551" not in whole.read_text(encoding="utf-8")
