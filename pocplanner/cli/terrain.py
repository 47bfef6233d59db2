"""The terminal's command on rasters: ground that speeds off the ways come from."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import OK, Terminal

if TYPE_CHECKING:
    from pocplanner.model.terrain import GroundClass
    from pocplanner.words import Words


def arguments(command: Callable[..., Any], words: "Words") -> None:
    """Add the command to the parser."""
    said = command("terrain", writes=True, reports=True)
    said.add_argument(
        "raster", type=Path, metavar="GEOTIFF", help=words.text("cli.arg.terrain_file")
    )
    said.add_argument(
        "--as",
        dest="measure",
        choices=("land_cover", "slope"),
        required=True,
        help=words.text("cli.arg.terrain_as"),
    )


def run_terrain(t: Terminal) -> int:
    """Load a raster and say its table of classes and speeds."""
    from pocplanner.cli.opening import opened
    from pocplanner.commands.terrain import keep, look

    given = t.given
    project = opened(t)
    try:
        found = t.run(look(project.snapshot(), given.raster, given.measure))
        ground, classes = keep(project, found, given.raster.stem, given.measure, t.words.language)
    finally:
        project.close()
    if t.given.json:
        t.answer(
            {
                "terrain": ground.id,
                "name": ground.name,
                "rows": ground.rows,
                "columns": ground.columns,
                "known": round(found.known, 4),
                "coarser": found.coarser,
                "classes": [
                    one.model_dump(include={"id", "code", "name", "kmh", "factor", "share_percent"})
                    for one in classes
                ],
            }
        )
        return OK
    t.say(
        "cli.terrain.kept", name=ground.name, columns=ground.columns, rows=ground.rows,
        percent=round(100 * found.known), classes=len(classes),
    )  # fmt: skip
    if found.coarser:
        t.say("cli.terrain.coarser", points=f"{found.points:,}")
    for one in classes:
        t.say("cli.terrain.row", code=one.code, name=one.name, share=one.share_percent,
              speed=speed(t.words, one))  # fmt: skip
    t.say("cli.terrain.edit")
    return OK


def speed(words: "Words", one: "GroundClass") -> str:
    """How fast a class is crossed, in words."""
    if one.kmh is not None:
        return words.text("cli.terrain.kmh", value=f"{one.kmh:g}")
    if one.factor is not None:
        return words.text("cli.terrain.factor", value=f"{one.factor:g}")
    return words.text("cli.terrain.usual")


__all__ = ["arguments", "run_terrain", "speed"]
