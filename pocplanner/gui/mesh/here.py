"""What the mesh says of a place beside the map: how likely an alert gets out, and what cuts it."""

from PySide6.QtWidgets import QWidget

from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.mesh.result import Mesh
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Link, label


def mesh_widgets(desk: Desk, place_id: str) -> list[QWidget]:
    """A few lines on a place and a way to its mesh; none where no mechanism covers it."""
    found: Mesh | None = desk.assessment.mesh if desk.assessment is not None else None
    place = found.at(place_id) if found is not None else None
    if found is None or place is None:
        return []
    words, teller = desk.words, desk.teller
    network = Network(desk.snapshot, found.as_of)
    weakest = place.weakest
    open_it = Link(
        words.text(
            "mesh.weakest",
            who=teller.text(sentences.who(weakest.subject, True)),
            chance=teller.text(sentences.chance_said(weakest)),
        ),
        words.text("gui.mesh.about"),
    )
    open_it.clicked.connect(lambda: desk.page_wanted.emit("community", "mesh"))
    told = [teller.text(said) for _, said in sentences.place_sentences(network, place)]
    return [
        label(words.text("gui.tab.mesh"), "section"),
        open_it,
        *(label(line, wrap=True) for line in told),
    ]
