"""Closures on paper: a page each, for those inside alone, computed from what they may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from pocplanner.commands import closures_paper
from pocplanner.commands.sample import make_sample
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.places import Post
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = finish(make_sample(tmp_path_factory.mktemp("made") / "x.pocplan", "PoC adviser"))
    yield made
    made.close()


def text_of(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_each_closure_is_a_page_with_who_loses_and_who_accepts(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "c.pdf"
    ids = ["post-loundre-base", "post-meuvai-base"]
    work = closures_paper.write_closures(project.snapshot(), ids, Audience.CORE, "en", path)
    written = finish(work)
    assert written.pages == 3, "a cover and a page for each"
    pages = text_of(path)
    assert "Loundre base: closes on 28 February 2027 (in 120 days)" in pages[1]
    assert "Meuvai base: if it closed, no date is entered" in pages[2]
    for page in pages[1:]:
        own, lost = page.index("What people there have of their own"), page.index("Who loses what")
        assert own < lost, "what people have of their own comes first"
        for part in ("Promises and requests", "before the gate is shut", "Who accepts", "nobody"):
            assert part in page
    assert "No closure without a named heir" in pages[1], "an open promise is told"
    assert closures_paper.keep(project, written).document == "closures"
    assert any(i.document == "closures" for i in project.all(Issue))


def test_without_names_those_with_a_closing_date_are_told_in_french(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "c.pdf"
    finish(closures_paper.write_closures(project.snapshot(), (), Audience.COMMAND, "fr", path))
    pages = text_of(path)
    dated = [p for p in project.all(Post) if p.closes_on is not None]
    assert len(pages) == 1 + len(dated)
    assert "ferme le" in pages[1] and "Qui accepte ce qui reste" in pages[1]


@pytest.mark.parametrize("audience", [Audience.HUMANITARIAN, Audience.HOST_STATE, Audience.PUBLIC])
def test_readers_outside_are_never_told_of_a_closure(
    project: Project, tmp_path: Path, audience: Audience
) -> None:
    with pytest.raises(Problem) as told:
        finish(closures_paper.write_closures(
            project.snapshot(), ["post-loundre-base"], audience, "en", tmp_path / "c.pdf"
        ))  # fmt: skip
    assert told.value.key == "closures.held_back"
    assert not list(tmp_path.iterdir())


def test_what_is_held_back_from_a_reader_is_neither_named_nor_counted_in(
    project: Project, tmp_path: Path
) -> None:
    from pocplanner.model.community import Promise

    whole = project.snapshot()
    secret = Promise(
        id="p-secret", place_id="com-loundre", by="Qz771 office", text="Qz771 will stay",
        made_on=whole.mission.as_of or whole.all(Promise)[0].made_on, sensitivity=Level.SEVERE,
    )  # fmt: skip
    place = next(p.place_id for p in whole.all(Promise) if "named heir" in p.text)
    secret = secret.model_copy(update={"place_id": place})
    from pocplanner.model.snapshot import Snapshot

    more = Snapshot.of([*whole, secret], whole.events)
    inside, outside = tmp_path / "in.pdf", tmp_path / "out.pdf"
    ids = ["post-loundre-base"]
    finish(closures_paper.write_closures(more, ids, Audience.CORE, "en", inside))
    assert "Qz771 will stay" in text_of(inside)[1]
    finish(closures_paper.write_closures(more, ids, Audience.MISSION, "en", outside))
    assert "Qz771" not in " ".join(text_of(outside))


def test_no_closing_post_is_said_before_any_work(tmp_path: Path) -> None:
    from pocplanner.model.snapshot import Snapshot
    from tests.makers import a_mission

    with pytest.raises(Problem) as told:
        work = closures_paper.write_closures(
            Snapshot.of([a_mission()]), (), Audience.CORE, "en", tmp_path / "c.pdf"
        )
        finish(work)
    assert told.value.key == "what_if.no_closures"
