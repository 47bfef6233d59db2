"""What the mesh says to whoever reads the findings: the pressing places first, and not too much."""

from collections.abc import Iterator, Sequence

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.makeup import Bias, MakeUp
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.mesh.result import Mesh
from pocplanner.analysis.mesh.sentences import circle_sentences, place_sentences, staff_sentences
from pocplanner.analysis.results import Finding, Said
from pocplanner.model.snapshot import Snapshot


def mesh_findings(
    snapshot: Snapshot, found: Mesh, watched: Sequence[str], assumed: Assumptions
) -> Iterator[Finding]:
    """Single points at threatened places, circles, who cannot be spoken to, seats out of balance.

    `watched` are the threatened places; elsewhere the page of the mesh tells.
    """
    if not found.held:
        network = Network(snapshot, found.as_of)
        for place in found.places:
            if place.place_id not in watched:
                continue
            for one, said in place_sentences(network, place):
                key = "finding.mesh_single" if one.chains else "finding.mesh_none"
                wide = one.subject.sex == "female" or one.subject.key == "everybody"
                refs = (place.place_id, *said.refs)
                yield Finding(key, {"said": said}, refs, place.place_id, 3 if wide else 2)
        for said in circle_sentences(found):
            yield Finding("finding.mesh_circle", {"said": said}, said.refs, weight=3)
        for made in found.made:
            for said in bias_sentences(made, assumed):
                yield Finding("finding.mesh_bias", {"said": said}, said.refs)
    near = set(watched)
    for one_post in found.staff:
        weight = 2 if near & {*one_post.alone, *one_post.no_woman} else 1
        for said in staff_sentences(one_post):
            yield Finding("finding.mesh_staff", {"said": said}, said.refs, weight=weight)


def caps(found: Mesh) -> dict[str, tuple[int, Said]]:
    """The step above which local capacity is not suggested, by place, and why.

    Where women have no way to raise an alert it is improvised at best; where everybody hangs on
    one thing it may be organised, but it is not proven.
    """
    capped: dict[str, tuple[int, Said]] = {}
    for place in found.places:
        women = [r for r in place.reaches if r.subject.sex == "female" and not r.subject.group]
        if any(not r.chains for r in women):
            capped[place.place_id] = (2, Said("reason.capacity_mesh_women"))
        elif place.everybody.points:
            capped[place.place_id] = (3, Said("reason.capacity_mesh_single"))
    return capped


def bias_sentences(made: MakeUp, assumed: Assumptions) -> Iterator[Said]:
    """Where seats differ from the people by more than drawing lots explains, as the figures say."""
    least = assumed.value("mesh.bias") / 100
    for respect in ("sex", "group"):
        for deciding in (True, False):
            bias = made.bias(respect, deciding)
            if bias is not None and _beyond(bias) >= least:
                yield bias_said(made, bias, deciding)
                break


def bias_said(made: MakeUp, bias: Bias, deciding: bool) -> Said:
    """One comparison of seats and people as a sentence; it has a figure."""
    key = f"mesh.makeup.{bias.respect}{'_deciding' if deciding else ''}"
    facts = {
        "mechanism": made.mechanism_id,
        "percent": str(round(100 * (bias.distance or 0))),
        "chance": str(round(100 * (bias.by_chance or 0))),
        "women": str(bias.women or 0),
        "seats": str(bias.seats),
        "share": str(round(100 * (bias.women_share or 0))),
    }
    return Said(key, facts, (made.mechanism_id,))


def make_up_sentences(made: MakeUp) -> Iterator[Said]:
    """Everything on the make-up of a mechanism: figures where there are seats enough, and names."""
    refs = (made.mechanism_id,)
    facts: dict[str, object] = {"mechanism": made.mechanism_id, "seats": made.seats}
    if made.women is not None:
        more = {
            "women_seats": made.women, "women_deciding": made.women_deciding,
            "deciding": made.deciding,
        }  # fmt: skip
        key = "women" if made.deciding else "women_seats"
        yield Said(f"mesh.makeup.{key}", facts | more, refs)
    if made.seats < made.floor:
        yield Said("mesh.makeup.floor", facts | {"floor": made.floor}, refs)
    for deciding, side in ((False, made.attending), (True, made.decides)):
        for bias in side:
            if bias.distance is not None:
                yield bias_said(made, bias, deciding)
    for key in ("nobody", "no_voice", "unnamed"):
        groups = getattr(made, key)
        if groups:
            yield Said(f"mesh.makeup.{key}", facts | {"groups": groups}, refs)


def pressing_sentences(made: MakeUp, assumed: Assumptions) -> Iterator[Said]:
    """Of many mechanisms what a reader needs first: who has nobody, what lots do not explain."""
    yield from bias_sentences(made, assumed)
    for said in make_up_sentences(made):
        if said.key.rpartition(".")[2] in ("nobody", "no_voice", "floor"):
            yield said


def _beyond(bias: Bias) -> float:
    if bias.distance is None or bias.by_chance is None:
        return 0.0
    return bias.distance - bias.by_chance
