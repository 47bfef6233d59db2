"""Options on paper: for those who may read all of them, proven like every other paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.commands import options_paper, what_if
from pocplanner.commands.sample import make_sample
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.model.proposal import ProposedChange
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem

MOVED = ProposedChange(
    kind="move_post", post_id="post-loundre-base", position=Position(lon=-16.6, lat=-13.2)
)
LOST = ProposedChange(kind="lose_cause", cause="mast:Loundre")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = finish(make_sample(tmp_path_factory.mktemp("made") / "x.pocplan", "PoC adviser"))
    what_if.save(made, "North", [MOVED])
    what_if.save(made, "Mast", [LOST])
    yield made
    made.close()


def option(project: Project, name: str) -> str:
    from pocplanner.model.proposal import Proposal

    return next(p.id for p in project.all(Proposal) if p.name == name)


def test_command_reads_an_option_on_one_page_and_it_is_logged(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "o.pdf"
    work = options_paper.write_options(
        project.snapshot(), [option(project, "North")], Audience.COMMAND, "fr", path
    )
    written = finish(work)
    assert written.pages == 2
    assert written.held_back > 0
    assert options_paper.keep(project, written).document == "options"
    assert any(i.document == "options" for i in project.all(Issue))


@pytest.mark.parametrize(
    ("name", "audience"),
    [("North", Audience.MISSION), ("North", Audience.PUBLIC), ("Mast", Audience.COMMAND)],
)
def test_an_option_of_which_a_part_is_held_back_does_not_leave(
    project: Project, tmp_path: Path, name: str, audience: Audience
) -> None:
    path = tmp_path / "o.pdf"
    with pytest.raises(Problem) as told:
        finish(
            options_paper.write_options(
                project.snapshot(), [option(project, name)], audience, "en", path
            )
        )
    assert told.value.key == "what_if.held_back"
    assert not path.exists()


def test_three_options_are_too_many_and_a_folder_must_be_there(
    project: Project, tmp_path: Path
) -> None:
    id = option(project, "North")
    for ids, path, key in (
        ([id] * 3, tmp_path / "o.pdf", "what_if.two"),
        ([id], tmp_path / "none" / "o.pdf", "export.no_folder"),
        (["nothing"], tmp_path / "o.pdf", "record.unknown"),
    ):
        with pytest.raises(Problem) as told:
            finish(options_paper.write_options(project.snapshot(), ids, Audience.CORE, "en", path))
        assert told.value.key == key


def test_what_is_kept_equals_what_was_shown_and_a_changed_mission_is_not_overwritten(
    tmp_path: Path,
) -> None:
    from pocplanner.analysis.what_if.differences import compare
    from pocplanner.commands.assessment import assess
    from pocplanner.commands.mission import change
    from pocplanner.model.places import Post

    made = finish(make_sample(tmp_path / "x.pocplan", "PoC adviser"))
    outcome = finish(what_if.think(made.snapshot(), [MOVED]))
    assert not outcome.comparison.nothing
    post = made.get(Post, "post-loundre-base")
    assert post is not None
    change(made, "edit.record.change", post.model_copy(update={"note": "changed"}), name="x")
    with pytest.raises(Problem) as told:
        what_if.keep(made, outcome, "en")
    assert told.value.key == "what_if.changed_meanwhile"
    made.undo()
    what_if.keep(made, outcome, "en")
    after = finish(assess(made.snapshot(), outcome.before.as_of))
    assert compare(outcome.after, after).nothing
    timing = next(r for r in made.snapshot() if r.id == "tim-loundre-day-dry")
    assert "Carried over, not entered anew" in getattr(timing, "basis", "")
    with pytest.raises(Problem) as told:
        what_if.keep(made, finish(what_if.think(made.snapshot(), [MOVED])), "en")
    assert told.value.key == "what_if.nothing"
    made.close()
