"""The tables of records of a page, each made when it is first wanted."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QWidget

from pocplanner.gui.tables.records_pane import RecordsPane


class Panes(Mapping[str, RecordsPane]):
    """The tables of records of a page by the name of their kind, each made when it is taken."""

    def __init__(self, part: Callable[[str], QWidget]) -> None:
        self._part = part
        self._names: list[str] = []

    def add(self, name: str) -> None:
        """One more kind has a part."""
        self._names.append(name)

    def __getitem__(self, name: str) -> RecordsPane:
        if name not in self._names:
            raise KeyError(name)
        found = self._part(name)
        if not isinstance(found, RecordsPane):
            raise TypeError(f"{name} is no table of records")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names
