"""The questions that a closure asks of people, made from what the records say and do not say."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pocplanner.analysis.what_if.residual import Card
from pocplanner.model.strategy import Residual
from pocplanner.report.outline_desk import Layout

if TYPE_CHECKING:
    from pocplanner.report.closure_paper import Closure


def questions(desk: Layout, one: "Closure", cards: Sequence[Card]) -> Iterator[str]:
    """What somebody has to answer before the gate is shut; the tool answers none of it."""
    places = desk.listed(desk.name(c.place_id) for c in cards)

    def ask(key: str, **facts: object) -> str:
        return desk.words.text(f"closure_paper.ask.{key}", **facts)

    yield ask("told", places=places or one.post.name)
    if not one.post.heir:
        yield ask("heir", post=one.post.name)
    not_asked = [desk.name(c.place_id) for c in cards if not c.asked]
    if not_asked:
        yield ask("coping", places=desk.listed(not_asked))
    hanging = [desk.name(i) for c in cards for i in c.hanging]
    if hanging:
        yield ask("mechanisms", mechanisms=desk.listed(dict.fromkeys(hanging[:4])))
    threats = [threat for c in cards for threat in desk.threats_at(c.place_id)]
    named = dict.fromkeys(actor.name for threat in threats for actor in desk.actors_of(threat))
    if named:
        yield ask("perpetrators", actors=desk.listed([*named][:4]))
    alone = [
        desk.name(c.place_id) for c in cards
        if not (c.protectors or c.own or set(c.coping) - {"no"})
    ]  # fmt: skip
    if alone:
        yield ask("nothing_left", places=desk.listed(alone))
    accepted = {r.threat_id for r in desk.snapshot.all(Residual)}
    if any(t.id not in accepted for c in cards for t in desk.threats_at(c.place_id)):
        yield ask("risk")
    if one.post.closes_on is None:
        yield ask("date", post=one.post.name)
