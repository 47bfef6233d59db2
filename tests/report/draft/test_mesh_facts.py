"""What the strategy and the matrix say of the mesh follows the records, and only for the team."""

from datetime import date

from pocplanner.analysis.masking import effective_level
from pocplanner.analysis.sharing import view
from pocplanner.model.community import FocalPoint, Mechanism, Trust
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.matrix_facts import row_values
from pocplanner.report.draft.plain import plain
from tests.makers import AS_OF, a_snapshot
from tests.report.draft.drafting import assessed, sections

MAST = SharedCause(id="cause-mast", tag="mast:Kemba", fails_seasons=("dry",))


def with_mast(*more, audience=None, **changes):
    """The small mission, its committee on one mast with one man who calls."""
    snapshot = a_snapshot()
    committee = snapshot.all(Mechanism)[0]
    new = committee.model_copy(
        update={
            "shared_causes": ("mast:Kemba",),
            "focal_points": (FocalPoint(pseudonym="KEM-01", sex="male"),),
            "channel": "phone",
            "backup": "",
        }
        | changes
    )
    kept = [new if r.id == committee.id else r for r in snapshot]
    return Snapshot.of([*kept, MAST, *more], snapshot.events, audience)


def strategy(snapshot, language="en"):
    text = plain(sections(snapshot, "strategy", language), language)
    return " ".join(text.split())


def test_the_strategy_says_who_hangs_on_one_man_and_a_mast_and_changes_with_it():
    told = strategy(with_mast())
    assert (
        "only through one male focal point of Kemba committee by a phone that uses the mast of"
        in told
    )
    assert "Kemba, which fails in the dry season" in told
    moved = strategy(with_mast(shared_causes=(), channel="walk"))
    assert "uses the mast" not in moved
    assert "on foot, as far as somebody dares to walk" in moved
    french = strategy(with_mast(), "fr")
    assert "par un seul point focal, un homme (Kemba committee), par un téléphone" in french


def test_women_who_trust_it_not_at_all_are_named_in_the_strategy():
    trust = (Trust(sex="female", whom="committee", level=0, on=date(2031, 1, 5)),)
    assert "The women of Kemba have no way to reach you" in strategy(with_mast(trust=trust))


def test_other_readers_get_neither_the_mesh_nor_a_figure_made_without_it():
    seen = view(with_mast(), Audience.MISSION, AS_OF).snapshot
    told = strategy(seen)
    assert "mast" not in told
    assert "gets out" not in told
    place = next(iter(Desk(seen, assessed(seen), "en").ranked_places), "com-kemba")
    assert row_values(Desk(seen, assessed(seen), "en"), place)["mesh"] == ""
    whole = with_mast()
    row = row_values(Desk(whole, assessed(whole), "en"), "com-kemba")
    assert "the mast of Kemba" in row["mesh"]


def test_what_a_person_wrote_on_the_mesh_stays_with_the_team_whatever_it_rests_on():
    committee = a_snapshot().all(Mechanism)[0].id
    own = Section(
        id="sec-warning",
        document="strategy",
        key="warning",
        paragraphs=tuple(
            Paragraph(key=key, text=text, status="edited", evidence=(committee,))
            for key, text in (("mesh:com-kemba", "One man, one phone."), ("chain", "Own words."))
        ),
    )
    seen = view(with_mast(own), Audience.MISSION, AS_OF)
    kept = [p.text for s in seen.snapshot.all(Section) for p in s.paragraphs]
    assert kept == ["Own words."]
    assert "One man, one phone." in seen.edited


def test_a_shared_weak_point_never_leaves_the_team():
    assert effective_level(MAST) is Level.SEVERE
    for audience in set(Audience) - {Audience.CORE}:
        assert not view(with_mast(), audience, AS_OF).snapshot.all(SharedCause)


def test_who_can_be_spoken_to_is_told_inside_the_mission_only():
    post = a_snapshot().all(Unit)[0].post_id
    silent = Unit(id="cla-1", name="Assistant 1", kind="cla", post_id=post, languages=("French",))
    homes = with_mast(silent)
    changed = [
        r.model_copy(update={"languages": ("Lume",)}) if r.id == "com-kemba" else r for r in homes
    ]
    snapshot = Snapshot.of(changed, homes.events)
    assert "nobody can speak to Kemba" in strategy(snapshot)
    inside = view(snapshot, Audience.MISSION, AS_OF).snapshot
    assert "nobody can speak to Kemba" in strategy(inside)
    outside = view(snapshot, Audience.HUMANITARIAN, AS_OF).snapshot
    assert "can speak to" not in strategy(outside)
