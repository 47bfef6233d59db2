"""The layers of the mission's map: shown or not, in which order, how strongly, only what holds."""

from collections.abc import Sequence
from uuid import uuid4

from pocplanner.model.layout import MapLayer, SavedView
from pocplanner.project import Project


def kept(project: Project) -> dict[str, MapLayer]:
    """What the mission keeps of its layers, by layer."""
    return {found.layer: found for found in project.all(MapLayer)}


def layer_of(project: Project, layer: str, default: MapLayer | None = None) -> MapLayer:
    """What the mission keeps of one layer, or what stands where it keeps nothing."""
    return kept(project).get(layer) or default or MapLayer(id=f"layer:{layer}", layer=layer)


def change(project: Project, now: MapLayer, name: str) -> None:
    """Keep how one layer is shown; taking it off the map has a name of its own."""
    before = kept(project).get(now.layer)
    gone = now.removed and not (before is not None and before.removed)
    with project.edit("edit.layer.remove" if gone else "edit.layer.change", name=name):
        project.put(now)


def change_several(project: Project, now: Sequence[MapLayer], label: str, name: str = "") -> None:
    """Keep how several layers are shown, as one act under a label of its own."""
    with project.edit(label, name=name):
        project.put(*now)


def arrange(project: Project, layers: Sequence[MapLayer]) -> None:
    """Keep the order of the layers and their groups, from the lowest."""
    with project.edit("edit.layer.arrange"):
        project.put(*(found.model_copy(update={"order": at}) for at, found in enumerate(layers)))


def put_back(project: Project) -> int:
    """Put the layers back that were taken off the map; how many there were."""
    gone = [found for found in project.all(MapLayer) if found.removed]
    with project.edit("edit.layer.put_back"):
        project.put(*(found.model_copy(update={"removed": False, "on": True}) for found in gone))
    return len(gone)


def views(project: Project) -> tuple[SavedView, ...]:
    """The views that were kept, by name."""
    return tuple(sorted(project.all(SavedView), key=lambda v: v.name.casefold()))


def keep_view(project: Project, name: str, box: tuple[float, float, float, float]) -> SavedView:
    """Keep a part of the land under a name; one of the same name is there no more."""
    west, south, east, north = box
    title = " ".join(name.split())[:120]
    same = (v.id for v in views(project) if v.name.casefold() == title.casefold())
    made = SavedView(
        id=next(same, uuid4().hex),
        name=title,
        west=west,
        south=south,
        wide=east - west,
        tall=north - south,
    )
    with project.edit("edit.view.keep", name=title):
        project.put(made)
    return made


def drop_view(project: Project, id: str) -> None:
    """Keep a view no more."""
    found = project.get(SavedView, id)
    if found is not None:
        with project.edit("edit.view.drop", name=found.name):
            project.drop(found)
