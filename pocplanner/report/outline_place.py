"""The page of a place: where it lies, whether help comes in time, its week, who gives warning."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.layout import CAUSE, END, PEOPLE, Box, lay_out
from pocplanner.analysis.mesh.network import Network
from pocplanner.model.community import Mechanism
from pocplanner.report import blocks as b
from pocplanner.report.draft.arrival_facts import chance_words
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.map_times import with_warning
from pocplanner.report.outline_desk import Layout
from pocplanner.report.outline_heard import heard_table
from pocplanner.report.outline_hours import week
from pocplanner.report.outline_maps import around
from pocplanner.report.pictures import ChainChart, ChainRow, MeshBox, MeshChart

#: Parts of the text's width that map and chain take beside one another.
_MAP, _CHAIN = 0.46, 0.51
#: The map's height over its width: it leaves room for the chain's legend beside it.
_FLAT = 0.62


def place_page(desk: Layout, place: str) -> Iterator[b.Block]:
    """The figures of one place; each is left out where the records hold nothing for it."""
    here, chain = around(desk, place), chain_chart(desk, place)
    name = desk.name(place)
    if here is not None:
        here, warned = with_warning(desk, place, here)
        shown = replace(here, shape=_FLAT, inset=False)
        wide = _MAP if chain else 1.0
        yield b.Figure(shown, desk.say("map.around", place=name), width=wide, note=warned)
    if chain is not None:
        note = desk.say("chart.chain_note")
        wide = _CHAIN if here is not None else 1.0
        yield b.Figure(chain, desk.say("chart.chain", place=name), width=wide, note=note)
    yield from heard_table(desk, place)
    yield from week(desk, place)
    yield from mesh_figure(desk, place)


def mesh_figure(desk: Layout, place: str) -> Iterator[b.Block]:
    """How the alert of those gets out who are heard worst; nothing for readers who may not."""
    mesh = desk.assessment.mesh
    found = mesh.at(place) if mesh is not None and not mesh.held else None
    if found is None:
        return
    network = Network(desk.snapshot, mesh.as_of)
    one = found.telling[-1] if found.telling else found.weakest
    if not one.chains:
        return
    drawn = lay_out(network, one, one.chains)
    who = desk.tell(sentences.who(one.subject))
    chart = MeshChart(
        columns=tuple(
            tuple(_box(desk, network, box, who) for box in column) for column in drawn.columns
        ),
        lines=tuple((_key(*a), _key(*b)) for a, b in drawn.lines),
        single=desk.say("chart.single"),
    )
    said = " ".join(desk.tell(s) for _, s in sentences.place_sentences(network, found))
    evidence = ids(place, found.mechanism_ids)
    caption = desk.say("chart.mesh", place=desk.name(place), who=who)
    yield b.Figure(chart, caption, evidence=evidence, width=1.0, note=said)


def _box(desk: Layout, network: Network, box: Box, who: str) -> MeshBox:
    key = _key(box.kind, box.id)
    if box.kind == PEOPLE:
        return MeshBox(key, box.kind, cap(who), desk.name(box.id), box.single)
    if box.kind == CAUSE:
        name = cap(desk.tell(sentences.cause(network, box.id)))
        return MeshBox(key, box.kind, name, desk.say("chart.shared_cause"), box.single)
    if box.kind == END and not box.id:
        return MeshBox(key, box.kind, desk.say("chart.mission"), "", box.single)
    record = desk.snapshot.get(box.id)
    note = ""
    if isinstance(record, Mechanism):
        note = desk.term("mechanism_type", record.kind)
        if record.channel:
            note = f"{note}\n{desk.phrase('channel', record.channel)}"
    return MeshBox(key, box.kind, desk.name(box.id), note, box.single)


def _key(kind: str, id: str) -> str:
    return f"{kind}:{id}"


def chain_chart(desk: Layout, place: str) -> ChainChart | None:
    """Alert to arrival under each condition; None where nothing was computed."""
    found = desk.assessment.arrivals_at(place)
    rows = tuple(_row(desk, one) for one in found)
    if not any(row.pieces or row.warning is not None for row in rows):
        return None
    used = {x.name for one in found for x in one.links}
    names = [n for n in BEFORE if n in used]
    return ChainChart(
        rows=rows,
        links=tuple(cap(desk.words.text(f"travel.link.{n}")) for n in names),
        guessed=desk.say("chart.guessed"),
        costliest=desk.say("chart.costliest"),
        warning=desk.say("chart.attack"),
        axis=desk.say("chart.in_hours"),
    )


def _row(desk: Layout, one: Any) -> ChainRow:
    links = [x for x in one.links if x.name in BEFORE]
    costliest = next((i for i, x in enumerate(links) if x.name == one.costliest), -1)
    warning = one.warning.likely / 60 if one.warning is not None else None
    chance = chance_words(desk, one) if one.arrives_onset is not None else ""
    return ChainRow(
        name=desk.say(f"chart.at.{one.light}_{one.season}"),
        pieces=tuple((x.minutes.likely / 60, x.guessed) for x in links),
        warning=warning,
        warning_text=desk.minutes(one.warning.likely) if one.warning is not None else "",
        costliest=costliest,
        note=desk.say("chart.before_attack", chance=chance) if chance else "",
        nobody=desk.text("computed.nobody"),
    )
