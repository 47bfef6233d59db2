"""The terminal's command on the mesh of alert: ways out, what would silence whom, and what if."""

from typing import TYPE_CHECKING, Any

from pocplanner.cli.opening import opened, today
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.analysis.mesh.result import Mesh, PlaceMesh, Reach
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.mesh import Looked

_SINGLES, _PLACES = 12, 40


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("mesh", reports=True)
    said.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="TAG",
        help=words.text("cli.arg.mesh_without"),
    )
    said.add_argument("--place", metavar="PLACE", help=words.text("cli.arg.mesh_place"))
    said.add_argument("--as-of", metavar="DATE", help=words.text("cli.arg.as_of"))


def run(t: Terminal) -> int:
    """Tell how alerts get out of each place, the single points of failure, and who is spoken to."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import day
    from pocplanner.commands.mesh import look

    given = t.given
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    places = None if given.place is None else (_place(snapshot, given.place),)
    looked = look(snapshot, day(given.as_of), today(), given.without, places)
    teller = Teller(t.words, snapshot)
    if given.json:
        t.answer(_plain(looked, teller))
        return OK
    if looked.without is not None:
        _what_if(t, teller, looked)
        return OK
    _told(t, teller, looked)
    return OK


def _place(snapshot: Any, name: str) -> str:
    from pocplanner.analysis.mesh.network import places_of

    wanted = name.strip().casefold()
    for id in places_of(snapshot):
        if wanted in (id.casefold(), snapshot.name(id).casefold()):
            return str(id)
    raise Problem("mesh.no_place", place=name)


def _told(t: Terminal, teller: "Teller", looked: "Looked") -> None:
    from pocplanner.analysis.assumptions import Assumptions
    from pocplanner.analysis.mesh import sentences
    from pocplanner.analysis.mesh.findings import pressing_sentences

    found, network = looked.mesh, looked.network
    t.say("cli.mesh.head" if found.places else "cli.mesh.none")
    for place in found.places[:_PLACES]:
        _place_lines(t, teller, looked, place)
    if len(found.places) > _PLACES:
        t.say("cli.mesh.more_places", count=len(found.places) - _PLACES)
    if found.singles:
        t.say("cli.mesh.singles")
        losses = list(sentences.losses(network, found.singles))
        for said in losses[:_SINGLES]:
            t.line("  " + teller.text(said))
        left = len(losses) - _SINGLES
        if left > 0:
            t.say("cli.mesh.more_singles", count=left)
    here = {i for r in _reaches(found) for c in r.chains for i in c.mechanism_ids}
    for said in sentences.circle_sentences(found):
        if not looked.place_id or here & set(said.refs):
            t.line(teller.text(said))
    gone = _unconsented(looked)
    if gone:
        t.say("mesh.unconsented", mechanisms=_names(teller, gone))
    if found.made:
        t.say("cli.mesh.makeup")
        assumed = Assumptions(network.snapshot.assumptions)
        for made in found.made:
            for said in pressing_sentences(made, assumed):
                t.line("  " + teller.text(said))
    _staff(t, teller, looked)
    own = [f"{u.name[t.words.language]}: {u.value:g} {u.unit}" for u in looked.used if u.own]
    if own:
        t.say("travel.own", figures=t.words.parted(own))
    t.say("cli.mesh.figures", count=len(looked.used))


def _reaches(found: "Mesh") -> list["Reach"]:
    return [one for place in found.places for one in place.reaches]


def _unconsented(looked: "Looked") -> tuple[str, ...]:
    """Mechanisms whose consent is gone: all of them, or those that would serve the one place."""
    from pocplanner.analysis.mechanisms import covered
    from pocplanner.model.community import Mechanism

    snapshot = looked.network.snapshot
    return tuple(
        id
        for id in looked.mesh.unconsented
        if not looked.place_id
        or ((one := snapshot.one(Mechanism, id)) and looked.place_id in covered(snapshot, one))
    )


def _place_lines(t: Terminal, teller: "Teller", looked: "Looked", place: "PlaceMesh") -> None:
    from pocplanner.analysis.assumptions import Assumptions
    from pocplanner.analysis.mesh import sentences
    from pocplanner.commands.mesh import counted

    network, words = looked.network, t.words
    t.line(teller.name(place.place_id))
    for one in place.reaches:
        t.line("  " + _reach_line(teller, one))
    for _, said in sentences.place_sentences(network, place):
        t.line("  ! " + teller.text(said))
    if place.tangled:
        t.say("cli.mesh.indent", text=words.text("mesh.tangled", place=teller.name(place.place_id)))
    assumed = Assumptions(network.snapshot.assumptions)
    for id in place.mechanism_ids:
        behind = counted(looked, id, assumed)
        if behind is not None:
            t.line("  " + teller.text(behind))
    if t.given.place is not None:
        for one in place.reaches:
            for line in _chains(teller, looked, one):
                t.line("    " + line)
    inputs = _guesses(teller, looked, place)
    if inputs:
        key = "guessed" if place.everybody.measured else "all_guessed"
        t.line("  " + words.text(f"mesh.{key}", inputs=words.parted(inputs)))


def _guesses(teller: "Teller", looked: "Looked", place: "PlaceMesh") -> list[str]:
    """The guessed inputs of everybody's reach; whether parts of the people tell is said once."""
    from pocplanner.analysis.mesh import sentences

    one = place.everybody
    found = [teller.text(sentences.guess_said(looked.network, one, g)) for g in one.guesses]
    if any(g.what == "access" for r in place.reaches for g in r.guesses):
        found.append(teller.words.text("cli.mesh.access"))
    return list(dict.fromkeys(found))


def _reach_line(teller: "Teller", one: "Reach") -> str:
    from pocplanner.analysis.mesh import sentences

    words = teller.words
    line = words.text(
        "cli.mesh.reach",
        who=teller.text(sentences.who(one.subject, True)),
        people="" if one.subject.people is None else f" ({one.subject.people:,})".replace(
            ",", words.text("analysis.thousands")),
        chance=teller.text(sentences.chance_said(one)),
        ways=words.plural("cli.mesh.ways", len(one.apart)),
    )  # fmt: skip
    if one.chances:
        when = teller.text(sentences.condition(one.worst))
        line += ", " + words.text("mesh.worst", condition=when)
    return line


def _chains(teller: "Teller", looked: "Looked", one: "Reach") -> list[str]:
    from pocplanner.analysis.mesh import sentences

    network = looked.network
    found = []
    for chain in one.chains:
        names = [teller.text(sentences.who(one.subject, True))]
        names += [teller.name(i) for i in chain.mechanism_ids]
        names += [teller.name(chain.exit_id)] if chain.exit_id else []
        causes = [teller.text(sentences.cause(network, tag)) for tag in network.tags_of(chain)]
        found.append(" → ".join(names) + (f" [{teller.words.parted(causes)}]" if causes else ""))
    return found


def _staff(t: Terminal, teller: "Teller", looked: "Looked") -> None:
    from pocplanner.analysis.mesh import sentences

    found = looked.mesh
    if not found.staff:
        if looked.place_id:
            t.say("mesh.staff.no_post", place=teller.name(looked.place_id))
        return
    t.say("cli.mesh.staff_here" if looked.place_id else "cli.mesh.staff")
    lines = [teller.text(said) for one in found.staff for said in sentences.staff_sentences(one)]
    unknown = sum(len(one.unknown) for one in found.staff)
    if looked.place_id:
        fine = t.words.text("mesh.staff.none_here", post=teller.name(found.staff[0].post_id))
        lines = lines or [t.words.text("mesh.staff.unknown_here") if unknown else fine]
        unknown = 0
    for line in lines or [t.words.text("mesh.staff.none")]:
        t.line("  " + line)
    if unknown:
        t.say("cli.mesh.indent", text=t.words.plural("mesh.staff.unknown", unknown))


def _what_if(t: Terminal, teller: "Teller", looked: "Looked") -> None:
    from pocplanner.analysis.mesh import sentences
    from pocplanner.commands.mesh import changes, silenced

    assert looked.without is not None
    lost = [teller.text(sentences.part_said(looked.network, p)) for p in looked.lost]
    t.say("cli.mesh.without", lost=teller.several(lost))
    found = changes(looked.mesh, looked.without)
    if not found:
        t.say("cli.mesh.no_change")
        return
    for one in found:
        t.say(
            "cli.mesh.change",
            who=teller.text(sentences.who(one.before.subject, True)),
            before=teller.text(sentences.chance_said(one.before)),
            after=teller.text(sentences.chance_said(one.after)),
        )
    subjects, people = silenced(found)
    if subjects:
        places = list(dict.fromkeys(teller.name(s.place_id) for s in subjects))
        key = "cli.mesh.silenced" if people is None else "cli.mesh.silenced_people"
        number = teller.facts({"people": people})["people"]
        t.say(key, places=teller.several(places), people=number)
    else:
        t.say("cli.mesh.nobody_silenced")


def _names(teller: "Teller", ids: tuple[str, ...]) -> str:
    return teller.several([teller.name(i) for i in ids])


def _plain(looked: "Looked", teller: "Teller") -> dict[str, Any]:
    """The answer for a program."""
    from pocplanner.analysis.mesh import sentences
    from pocplanner.analysis.mesh.findings import make_up_sentences
    from pocplanner.commands.mesh import changes, silenced

    found, network = looked.mesh, looked.network
    answer: dict[str, Any] = {
        "as_of": found.as_of,
        "places": [_place_plain(looked, teller, place) for place in found.places],
        "single_points": [
            {
                "kind": s.part.kind,
                "id": found.tag(s.part.id) if s.part.kind == "cause" else s.part.id,
                "people_at_least": s.people,
                "places": s.place_ids,
                "subjects": [_subject(x) for x in s.subjects],
                "text": next(teller.text(x) for x in sentences.losses(network, (s,))),
            }
            for s in found.singles
        ],
        "circles": found.circles,
        "dead_ends": found.dead_ends,
        "consent_gone": found.unconsented,
        "make_up": [
            {
                "mechanism": m.mechanism_id,
                "seats": m.seats,
                "deciding": m.deciding,
                "bias": {b.respect: b for b in m.attending},
                "bias_deciding": {b.respect: b for b in m.decides},
                "nobody": m.nobody,
                "no_voice": m.no_voice,
                "unnamed": m.unnamed,
                "text": teller.texts(make_up_sentences(m)),
            }
            for m in found.made
        ],
        "staff": [
            {
                "post": s.post_id,
                "staff": s.staff_ids,
                "women_staff": s.women_staff,
                "around": s.around,
                "cannot_be_spoken_to": s.alone,
                "unspoken": dict(s.unspoken),
                "no_woman": s.no_woman,
                "language_not_recorded": s.unknown,
                "text": teller.texts(sentences.staff_sentences(s)),
            }
            for s in found.staff
        ],
        "text": teller.texts(sentences.circle_sentences(found)),
        "assumptions": looked.used,
    }
    if looked.without is not None:
        changed = changes(found, looked.without)
        subjects, people = silenced(changed)
        answer["without"] = {
            "lost": [p.id if p.kind != "cause" else found.tag(p.id) for p in looked.lost],
            "changes": [
                {
                    **_subject(c.before.subject),
                    "before": _reach(c.before),
                    "after": _reach(c.after),
                    "silenced": c.silenced,
                }
                for c in changed
            ],
            "silenced": [_subject(s) for s in subjects],
            "people_at_least": people,
        }
    return answer


def _subject(one: Any) -> dict[str, Any]:
    return {"place": one.place_id, "sex": one.sex, "group": one.group, "people": one.people}


def _reach(one: "Reach") -> dict[str, Any]:
    """The reach of some people; a figure only where something was counted."""
    from pocplanner.analysis.mesh.result import CONDITIONS

    figures = {
        f"{light}_{season}": {"low": round(c.low, 6), "middle": round(c.middle, 6),
                              "high": round(c.high, 6)}
        for (light, season), c in zip(CONDITIONS, one.chances, strict=False)
    }  # fmt: skip
    return {
        "word": one.word,
        "measured": one.measured,
        "chances": figures if one.measured else None,
        "ways": len(one.apart),
        "exact": one.exact,
    }


def _place_plain(looked: "Looked", teller: "Teller", place: "PlaceMesh") -> dict[str, Any]:
    from pocplanner.analysis.mesh import sentences

    network, tag = looked.network, looked.mesh.tag
    return {
        "place": place.place_id,
        "name": teller.name(place.place_id),
        "mechanisms": place.mechanism_ids,
        "tangled": place.tangled,
        "reaches": [
            {
                **_subject(one.subject),
                **_reach(one),
                "paths": [
                    {
                        "through": chain.mechanism_ids,
                        "to": chain.exit_id,
                        "causes": [tag(c) for c in network.tags_of(chain)],
                    }
                    for chain in one.chains
                ],
                "single_points": [
                    {"kind": p.kind, "id": tag(p.id) if p.kind == "cause" else p.id}
                    for p in one.points
                ],
                "told_by_nobody_of_them": [id for id, _ in one.closed],
                "guessed": [
                    teller.text(sentences.guess_said(network, one, g)) for g in one.guesses
                ],
            }
            for one in place.reaches
        ],
        "text": [teller.text(said) for _, said in sentences.place_sentences(network, place)],
    }
