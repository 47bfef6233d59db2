"""What is tried, on the map: hollow signs where posts would stand, lines from where they do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pocplanner.analysis.what_if.changes import post_id_of
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.features import Feature, sign
from pocplanner.gui.map.signs import drawing, look_of
from pocplanner.gui.what_if.trial import Trial, trial_of
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from pocplanner.model.proposal import ProposedChange

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

#: The layer that nobody switches: it is there while something is tried.
LAYER = "what_if"


class TrialOnMap(QObject):
    """Draws the trial, and the sites that were found, over the map's own layers."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: MapView | None = None
        self.trial: Trial = trial_of(desk)
        self.sites: tuple[tuple[str, Position, str], ...] = ()
        self.trial.began.connect(self.draw)
        self.trial.thought.connect(lambda _: self.draw())
        self.trial.ended.connect(self.draw)
        desk.closed.connect(lambda: self.show_sites(()))

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self._view = view
        self.draw()

    def detach(self) -> None:
        """The map is gone."""
        self._view = None

    def show_sites(self, sites: tuple[tuple[str, Position, str], ...]) -> None:
        """Draw these sites: name, where, and the reason that stands beside the pointer."""
        self.sites = sites
        self.draw()

    def draw(self) -> None:
        """Draw what is tried now; only what differs is told."""
        if self._view is not None:
            self._view.replace(LAYER, self.features())

    def features(self) -> list[Feature]:
        """The signs and lines of the trial and of the sites."""
        found: list[Feature] = []
        if self._desk.project is None:
            return found
        for change in self.trial.changes:
            found += self._of(change)
        for number, (name, at, why) in enumerate(self.sites, 1):
            found.append(self._hollow(f"site:{number}", at, name, f"{number}. {name}", why, "tob"))
        return found

    def _of(self, change: ProposedChange) -> list[Feature]:
        words, at = self._desk.words, change.position
        if change.kind == "add_post" and at is not None:
            id = post_id_of(change.name, at)
            why = words.text("what_if.on_map.added", name=change.name)
            return [self._hollow(id, at, change.name, change.name, why, "tob")]
        post = self._desk.snapshot.one(Post, change.post_id)
        if post is None or post.position is None:
            return []
        if change.kind == "move_post" and at is not None:
            why = words.text("what_if.on_map.moved", name=post.name)
            made = self._hollow(f"{post.id}#try", at, post.name, post.name, why, post.kind)
            here = post.position
            line: Feature = {
                "id": f"{post.id}#way", "type": "line", "label": why, "pick": False,
                "at": [[[here.lat, here.lon], [at.lat, at.lon]]],
                "colour": look_of("posts")["colour"], "weight": 1.6, "dashed": True,
                "opacity": 0.1,
            }  # fmt: skip
            return [made | {"of": post.id}, line]
        if change.kind == "close_post":
            why = words.text("what_if.on_map.closed", name=post.name)
            return [
                {
                    "id": f"{post.id}#shut", "of": post.id, "type": "point", "size": 9,
                    "lon": post.position.lon, "lat": post.position.lat, "label": why,
                    "colour": "#7d1d3f", "hollow": True, "rank": 90,
                }
            ]  # fmt: skip
        return []

    def _hollow(
        self, id: str, at: Position, name: str, caption: str, why: str, kind: str
    ) -> Feature:
        words = self._desk.words
        glyph = drawing("post", kind) + "-planned"
        return {
            "id": id,
            "type": "point",
            "lon": at.lon,
            "lat": at.lat,
            "colour": look_of("posts")["colour"],
            "label": why,
            "caption": caption,
            "hollow": True,
            "rank": 95,
            **sign("posts", glyph, words.term("post_kind", kind)),
        }
