"""Section 6 in tables: the grid of tier and phase, the actions on file, what else is offered."""

from collections.abc import Iterator
from dataclasses import replace

from pocplanner.model.strategy import Action
from pocplanner.report import blocks as b
from pocplanner.report.draft.action_facts import (
    COMPONENTS,
    PHASES,
    Offer,
    actions_at,
    chosen,
    offers,
)
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.section_actions import DOCTRINE
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_settled import settled

_ACTIONS = (
    Column("what", 2.9), Column("owner", 1.3), Column("by_when", 0.85),
    Column("with_what", 1.6), Column("community_asked", 0.8), Column("stop_at", 1.8),
)  # fmt: skip
_OFFERS = (
    Column("offer", 1.6), Column("where_supports", 2.9), Column("why_here", 1.9),
    Column("watch_for", 1.9),
)  # fmt: skip
#: The component whose letter stands in the grid.
_TIERS = (1, 2, 3)


def grid(desk: Layout) -> Iterator[b.Block]:
    """How many actions stand in each tier, phase and component; empty fields say why."""
    found = [a for a in desk.snapshot.all(Action) if a.state != "dropped"]
    if not found:
        return
    rows: list[tuple[b.Cell | str, ...]] = []
    for tier in _TIERS:
        rows.append((b.Cell(desk.say(f"tier_{tier}"), bold=True),))
        for component in COMPONENTS:
            cells: list[b.Cell | str] = [desk.term("component", component)]
            cells += [_field(desk, found, tier, phase, component) for phase in PHASES]
            rows.append(tuple(cells))
    others = [a for a in found if a.component not in COMPONENTS]
    note = desk.say("grid_note")
    if others:
        note += " " + desk.says("grid_others", len(others))
    yield b.Table(
        ("", *(desk.term("phase", phase) for phase in PHASES)), tuple(rows),
        widths=(1.3, 1, 1, 1, 1), title=desk.say("grid_title"), note=note,
    )  # fmt: skip


def _field(
    desk: Layout, found: list[Action], tier: int, phase: str, component: str
) -> b.Cell | str:
    here = [
        a for a in found if (a.tier, a.phase, a.component) == (tier, phase, component)
    ]  # fmt: skip
    if here:
        loose = sum(not (a.owner and a.due_on) for a in here)
        text = desk.number(len(here))
        if loose:
            text += " " + desk.says("grid_loose", loose)
        return b.Cell(text, bold=True, evidence=tuple(a.id for a in here))
    doctrine = component in DOCTRINE.get((tier, phase), "").split()
    return desk.say("grid_gap" if doctrine else "grid_none")


def wide(desk: Layout) -> Iterator[b.Block]:
    """The tables that close the section."""
    yield from settled(desk)
    yield from actions(desk)
    yield from offered(desk)


def actions(desk: Layout) -> Iterator[b.Block]:
    """What somebody has taken on by place, must places first; below should in a few words."""
    found = [a for a in desk.snapshot.all(Action) if a.state != "dropped"]
    ranked = {p: i for i, p in enumerate(desk.ranked_places)}
    found.sort(key=lambda a: (ranked.get(a.place_id, len(ranked)), a.due_on is None,
                              a.due_on or desk.as_of, a.id))  # fmt: skip
    pressing = {*desk.must_places, *desk.should_places}
    lines: list[Line] = []
    last = None
    apart = [a for a in found if pressing and a.place_id and a.place_id not in pressing]
    for one in (a for a in found if a not in apart):
        if one.place_id != last:
            last = one.place_id
            name = desk.name(last) if last else desk.say("actions_everywhere")
            lines.append(Line((b.Cell(name, bold=True),)))
        lines.append(_action(desk, one))
    if apart:
        lines.append(Line((b.Cell(desk.say("actions_elsewhere"), bold=True),)))
        said = desk.text("semicolon").join(_in_brief(desk, a) for a in apart)
        lines.append(Line((cap(said),)))
    yield from desk.table(
        _ACTIONS, lines, desk.says("actions_title", len(found)),
        desk.say("actions_note"), "actions_none",
    )  # fmt: skip


def _in_brief(desk: Layout, one: Action) -> str:
    """An action with its place, owner and day on one line."""
    due = desk.short_day(one.due_on) or desk.unless_held("no_date")
    facts = (desk.name(one.place_id), one.owner or desk.unless_held("no_owner"), due)
    return f"{one.title} ({', '.join(f for f in facts if f)})"


def _action(desk: Layout, one: Action) -> Line:
    units = desk.names(one.unit_ids, 3)
    with_what = units if not one.resources else f"{units} ({one.resources})" if units else (
        one.resources)  # fmt: skip
    due: b.Cell | str = desk.short_day(one.due_on) or desk.unless_held("no_date")
    over = one.due_on is not None and one.due_on < desk.as_of
    if over and one.state in ("planned", "under_way"):
        due = b.Cell(f"{desk.short_day(one.due_on)} {desk.say('overdue')}", bold=True)
    effect = next((e for e in one.side_effects if e.text), None)
    stop = "" if effect is None else effect.text + (
        f" {desk.say('stops_at', stop=effect.tripwire)}" if effect.tripwire else "")  # fmt: skip
    nobody = desk.say("no_asset_tied") if desk.sees_force and desk.whole else ""
    state = desk.term("action_state", one.state)
    due = replace(due, text=f"{due.text}\n{state}") if isinstance(due, b.Cell) else (
        "\n".join(p for p in (due, state) if p))  # fmt: skip
    return Line(
        (
            f"{one.title}\n{kind_of(desk, one)}", one.owner or desk.unless_held("no_owner"), due,
            desk.short(with_what, 120) or nobody, desk.yes_no(one.community_asked),
            desk.short(stop, 130),
        ),
    )  # fmt: skip


def kind_of(desk: Layout, one: object) -> str:
    """Tier, phase and component in one cell."""
    tier = desk.text(f"tier.{getattr(one, 'tier', 2)}")
    phase = desk.phrase("phase", getattr(one, "phase", ""))
    component = desk.phrase("component", getattr(one, "component", ""))
    return cap(desk.say("kind_of_action", tier=tier, phase=phase, component=component))


def offered(desk: Layout) -> Iterator[b.Block]:
    """What the catalogue offers at must places beside the actions on file, each offer once."""
    by_code: dict[str, list[Offer]] = {}
    for place in desk.must_places:
        for offer in chosen(offers(desk, place), 1 if actions_at(desk, place) else 2):
            by_code.setdefault(offer.first.code, []).append(offer)
    found = sorted(by_code.values(), key=lambda o: (PHASES.index(o[0].first.phase), -len(o)))
    yield from desk.table(
        _OFFERS, [_offer(desk, same) for same in found], desk.say("offers_title"),
        desk.say("offers_note"),
    )  # fmt: skip


def _offer(desk: Layout, same: list[Offer]) -> Line:
    one = same[0].first
    ask = [desk.own(one.condition)] if one.condition else []
    if any(o.may_harm_ids for o in same):
        ask.insert(0, desk.own(one.ask))
    watch = cap(desk.own(one.side_effect))
    first = (
        desk.colon(desk.say("column.ask_first"), " ".join(a for a in ask if a)) if any(ask) else ""
    )
    return Line(
        (
            f"{desk.own(one.name)}\n{kind_of(desk, one)}",
            desk.series((_here(desk, o) for o in same), 30),
            desk.own(one.why), "\n".join(part for part in (watch, first) if part),
        ),
        ids(*(o.threat_ids[:1] for o in same)),
    )  # fmt: skip


def _here(desk: Layout, offer: Offer) -> str:
    """The place of an offer, what people there do that it supports or may harm, who is near."""
    place = desk.name(offer.first.place_id)
    said = []
    if offer.supports_ids:
        said.append(desk.say("supports", names=desk.names(offer.supports_ids, 2)))
    if offer.may_harm_ids:
        said.append(desk.say("may_harm", names=desk.names(offer.may_harm_ids, 2)))
    if offer.first.unit_ids:
        said.append(desk.say("near_asset", names=desk.names(offer.first.unit_ids, 1)))
    return f"{place} ({', '.join(said)})" if said else place
