"""What is told beside the picture of a place's mesh: ways, what they rest on, who can speak."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.findings import make_up_sentences
from pocplanner.analysis.mesh.network import Chain, Network, Part
from pocplanner.analysis.mesh.result import Mesh, PlaceMesh, Reach
from pocplanner.analysis.mesh.staff import only_at
from pocplanner.commands.mesh import Looked, changes, counted, silenced
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label


def way(desk: Desk, network: Network, chain: Chain) -> str:
    """A way out as a line: through whom, and what it needs."""
    teller = desk.teller
    names = [teller.name(i) for i in chain.mechanism_ids]
    names.append(
        teller.name(chain.exit_id) if chain.exit_id else desk.words.text("gui.mesh.mission")
    )
    causes = [teller.text(sentences.cause(network, t)) for t in network.tags_of(chain)]
    needs = desk.words.text("gui.mesh.needs", causes=teller.several(causes))
    return " → ".join(names) + (f" ({needs})" if causes else "")


def changed(desk: Desk, place: PlaceMesh, after: Mesh) -> list[QWidget]:
    """Before and after for everybody at this place whom it touches."""
    words, teller = desk.words, desk.teller
    before = Mesh(after.as_of, places=(place,))
    found = changes(before, after)
    if not found:
        return [label(words.text("cli.mesh.no_change"), wrap=True)]
    lines: list[QWidget] = [
        label(
            words.text(
                "cli.mesh.change",
                who=teller.text(sentences.who(c.before.subject, True)),
                before=teller.text(sentences.chance_said(c.before)),
                after=teller.text(sentences.chance_said(c.after)),
            ).strip(),
            wrap=True,
        )
        for c in found
    ]
    subjects, people = silenced(found)
    if subjects:
        key = "cli.mesh.silenced" if people is None else "cli.mesh.silenced_people"
        number = teller.facts({"people": people})["people"]
        said = words.text(key, places=desk.name(place.place_id), people=number)
        lines.append(label(said, "warning", wrap=True))
    return lines


def basis(desk: Desk, network: Network, mesh: Mesh, place: PlaceMesh, one: Reach) -> list[QWidget]:
    """What was counted and what is guessed behind the figures."""
    words, teller = desk.words, desk.teller
    assumed = Assumptions(network.snapshot.assumptions)
    looked = Looked(mesh, network, ())
    told = (counted(looked, id, assumed) for id in place.mechanism_ids)
    lines = [teller.text(said) for said in told if said is not None]
    inputs = [teller.text(sentences.guess_said(network, one, g)) for g in one.guesses]
    if inputs:
        key = "mesh.guessed" if one.measured else "mesh.all_guessed"
        lines.append(words.text(key, inputs=words.parted(inputs)))
    if place.tangled:
        lines.append(words.text("mesh.tangled", place=teller.name(place.place_id)))
    lines.append(words.text("gui.mesh.figures"))
    return [label(words.text("gui.mesh.basis"), "section"),
            *(label(line, "hint", wrap=True) for line in lines)]  # fmt: skip


def spoken(desk: Desk, network: Network, mesh: Mesh, place_id: str) -> list[QWidget]:
    """Whether anybody at the nearest post can speak with these people, and with the women."""
    words, teller = desk.words, desk.teller
    found = next((s for s in mesh.staff if place_id in s.around), None)
    if found is None:
        return []
    here = only_at(network, found, frozenset({place_id}))
    lines = [teller.text(said) for said in sentences.staff_sentences(here)]
    if place_id in here.unknown:
        lines.append(words.text("mesh.staff.unknown_here"))
    warned = place_id in (*here.alone, *here.no_woman)
    lines = lines or [words.text("mesh.staff.none_here", post=teller.name(here.post_id))]
    style = "warning" if warned else "hint"
    return [label(words.text("gui.mesh.spoken"), "section"),
            *(label(line, style, wrap=True) for line in lines)]  # fmt: skip


def seats(desk: Desk, mesh: Mesh, place: PlaceMesh) -> list[QWidget]:
    """Who sits in the mechanisms of the place, beside who lives there."""
    words, teller = desk.words, desk.teller
    made = (mesh.made_up(i) for i in place.mechanism_ids)
    lines = [teller.text(said) for m in made if m is not None for said in make_up_sentences(m)]
    if not lines:
        return []
    return [label(words.text("gui.mesh.seats"), "section"),
            *(label(line, wrap=True) for line in lines)]  # fmt: skip


def hidden(desk: Desk, network: Network, place_id: str) -> list[str]:
    """Mechanisms that would cover this place, were their consent still good."""
    around = network.snapshot.around(place_id)
    found = []
    for id in network.unconsented:
        one: Any = network.snapshot.get(id)
        if one is not None and around & {one.place_id, *one.covers_ids}:
            found.append(desk.name(id))
    return found


def losable(network: Network, chains: Iterable[Chain]) -> set[Part]:
    """Everything on these ways that can be lost: also the first channel where there is another."""
    found: set[Part] = set()
    for chain in chains:
        ways = network.ways(chain)
        shown = {"mechanism", "cause", "unit"} | ({"channel"} if len(ways) > 1 else set())
        backed = {p.id for way in ways for p in way if p.kind == "backup"}
        found |= {
            p
            for way in ways
            for p in way
            if p.kind in shown and (p.kind != "channel" or p.id in backed)
        }
    return found
