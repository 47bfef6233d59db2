"""Base maps of this computer: packs that a person adds, shown under every mission.

They belong to the computer and not to a mission: a mission that travels carries no paths.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pocplanner.settings import PackPlace, Settings
from pocplanner.store.packs.pack import About
from pocplanner.store.packs.packs import Packs
from pocplanner.words import Problem

ENDINGS = (".mbtiles", ".pmtiles", ".gpkg")
STYLES = ("light", "night", "print")


@dataclass(frozen=True)
class BaseMap:
    """A pack that is kept: where it lies, what it says of itself, and how it is shown."""

    path: Path
    on: bool
    opacity: float
    number: int
    about: About | None
    #: Why it is not there now; nothing where it is.
    missing: Problem | None = None


class BaseMaps:
    """The packs in the order in which they lie over one another, the lowest first."""

    def __init__(self, settings: Settings) -> None:
        self._packs = Packs()
        self._kept: list[BaseMap] = [
            self._opened(Path(p.path), p.on, p.opacity) for p in settings.packs
        ]
        self.style = settings.map_style

    @property
    def all(self) -> tuple[BaseMap, ...]:
        """Every pack that is kept, missing ones too."""
        return tuple(self._kept)

    def add(self, path: Path) -> BaseMap:
        """Keep a pack and show it. Raises what `store.packs.packs.open_pack` raises."""
        path = path.absolute()
        number = self._packs.add(path)
        self._forget(path)
        found = BaseMap(path, True, 1.0, number, self._packs.about(number))
        self._kept.append(found)
        return found

    def remove(self, path: Path) -> None:
        """Keep it no longer; the file stays where it is."""
        self._forget(path)

    def change(self, path: Path, on: bool, opacity: float) -> None:
        """Show or hide a pack, and how strongly it is drawn, 0 to 1."""
        self._kept = [
            BaseMap(b.path, on, min(max(opacity, 0.1), 1.0), b.number, b.about, b.missing)
            if b.path == path
            else b
            for b in self._kept
        ]

    def raise_to_top(self, path: Path) -> None:
        """Draw it over the other packs."""
        self._kept.sort(key=lambda b: b.path == path)

    def told(self, dark: bool) -> dict[str, Any]:
        """What the page has to draw: packs that are on and there, and the style."""
        style = "night" if dark and self.style == "light" else self.style
        return {
            "act": "packs",
            "style": style,
            "packs": [
                {
                    "number": b.number,
                    "kind": b.about.kind,
                    "box": list(b.about.bounds),
                    "least": b.about.least_zoom,
                    "most": b.about.most_zoom,
                    "opacity": b.opacity,
                }
                for b in self._kept
                if b.on and b.about is not None
            ],
        }

    def answer(self, path: str) -> tuple[bytes, bytes] | None:
        """A tile by its path under the map's own scheme."""
        return self._packs.answer(path)

    def settings(self, settings: Settings) -> Settings:
        """The settings with these packs."""
        places = tuple(PackPlace(path=str(b.path), on=b.on, opacity=b.opacity) for b in self._kept)
        return settings.model_copy(update={"packs": places, "map_style": self.style})

    def close(self) -> None:
        """Let all files go."""
        self._packs.close()

    def _opened(self, path: Path, on: bool, opacity: float) -> BaseMap:
        try:
            number = self._packs.add(path)
        except Problem as problem:
            return BaseMap(path, on, opacity, 0, None, problem)
        return BaseMap(path, on, opacity, number, self._packs.about(number))

    def _forget(self, path: Path) -> None:
        for one in self._kept:
            if one.path == path:
                self._packs.remove(one.number)
        self._kept = [b for b in self._kept if b.path != path]
