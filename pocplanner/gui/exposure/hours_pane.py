"""The tab "Risk-hours": places by the hours that nobody covers, and the week of the chosen one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from pocplanner.analysis.exposure.hours_told import number, purpose
from pocplanner.analysis.exposure.telling import guesses, place_lines
from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.exposure.plan_pane import PlanDialog
from pocplanner.gui.exposure.week_strip import QUIET, StripKey, WeekStrip
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.links import Links
from pocplanner.gui.plain import button, label
from pocplanner.gui.tables.place_pane import PlacePane
from pocplanner.gui.tables.table import Column
from pocplanner.model.community import Community

SEASONS = ("dry", "wet")
_WIDTHS = (128, 88, 88, 84, 84, 120)


@dataclass(frozen=True)
class Line:
    """A place with its hours in both seasons; a season in which nobody is met is missing."""

    id: str
    by: dict[str, Any]

    @property
    def worst(self) -> Any:
        """The season with most risk."""
        return max(self.by.values(), key=lambda p: p.risk)


class HoursPane(PlacePane):
    """Places beside the week of the one that is chosen; what is not covered is a reason to ask."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "gui.hours", _WIDTHS, (500, 470))

    def _between(self) -> tuple[QWidget, ...]:
        words = self._desk.words
        self.season = QComboBox()
        self.season.setAccessibleName(words.text("gui.hours.season"))
        for code in SEASONS:
            self.season.addItem(words.term("season_kind", code), code)
        self.season.currentIndexChanged.connect(lambda _: self._show_chosen())
        self.strip = WeekStrip([words.term("weekday", d) for d in WEEKDAYS])
        self.strip.setAccessibleName(words.text("gui.hours.strip"))
        self.strip.hour_chosen.connect(lambda _: self._tell_hour())
        self.key = StripKey([words.text(f"gui.hours.state.{s}") for s in (1, 2, 3)])
        self.hour = label("", "", wrap=True)
        self.plan = button(
            words.text("gui.hours.plan"), "primary", words.text("gui.hours.plan_hint")
        )
        self.plan.clicked.connect(lambda: self._propose(""))
        self.plan_here = button(words.text("gui.hours.plan_here"))
        self.plan_here.clicked.connect(lambda: self._propose(self._id))
        tools = FlowLine(self.season, self.plan_here, self.plan, gap=8)
        return tools, self.strip, self.key, self.hour

    def _columns(self) -> tuple[Column, ...]:
        words = self._desk.words

        def uncovered(season: str) -> Column:
            head = words.text(f"gui.hours.column.{season}")
            return Column(
                head,
                lambda line: self._figure(line.by.get(season), ""),
                lambda line: _value(line.by.get(season), ""),
                lambda line: _colour(line.by.get(season)),
                number=True,
            )

        def of_sex(sex: str) -> Column:
            return Column(
                words.text(f"gui.hours.column.{sex}"),
                lambda line: self._figure(line.worst, sex),
                lambda line: _value(line.worst, sex),
                number=True,
            )

        return (
            *super()._columns(),
            uncovered("dry"),
            uncovered("wet"),
            of_sex("female"),
            of_sex("male"),
            Column(
                words.text("gui.hours.column.worst"),
                lambda line: purpose(words, line.worst.tasks[0].task.purpose),
            ),
        )

    def _figure(self, one: Any, sex: str) -> str:
        """Person-hours that nobody covers; a word where no figure can be given."""
        words = self._desk.words
        if one is None:
            return "–"
        if one.hours is None:
            return words.text("gui.hours.no_figure")
        found = one.by_sex.get(sex) if sex else one.hours
        text = number(words, found.uncovered) if found is not None else "0"
        return f"≥ {text}" if one.unknown else text

    # -- what it shows -------------------------------------------------------------------

    def refresh(self) -> None:
        """List the places of the latest assessment, the worst first."""
        found = self._desk.assessment
        exposure = found.exposure if found is not None else None
        if exposure is None:
            return
        by: dict[str, dict[str, Any]] = {}
        for one in sorted(exposure.places, key=lambda p: -p.risk):
            by.setdefault(one.place_id, {})[one.season] = one
        lines = [Line(place, seasons) for place, seasons in by.items()]
        self.plan.setEnabled(bool(lines))
        self._list(lines)

    def _turned(self, line: Line) -> None:
        self.season.blockSignals(True)
        self.season.setCurrentIndex(SEASONS.index(line.worst.season))
        self.season.blockSignals(False)

    def chosen(self) -> Any:
        """The place and season that are shown, or nothing."""
        line = self._line()
        return line.by.get(self.season.currentData()) if line is not None else None

    def _show_chosen(self) -> None:
        line, one = self._line(), self.chosen()
        if line is None:
            self._empty()
            return
        words = self._desk.words
        self.plan_here.setEnabled(True)
        self.title.setText(self._desk.name(line.id))
        if one is None:
            self.strip.show_week((), (False,) * 24, ())
            self.key.hide()
            self.hour.setText(words.text("gui.hours.not_this_season"))
            self.detail.fill([])
            return
        mission = self._desk.snapshot.mission
        self.key.show()
        self.strip.show_week(
            one.strip().tolist(),
            [mission.is_night(h) for h in range(24)],
            [self._hint(one, hour) for hour in range(168)],
        )
        self._tell_hour()
        self.detail.fill(self._details(one))

    def _tell_hour(self) -> None:
        self.hour.setText(self.strip.accessibleDescription())

    def _hint(self, one: Any, hour: int) -> str:
        """An hour in a sentence: when, who is where under a threat, and who is near."""
        words = self._desk.words
        day, at = divmod(hour, 24)
        facts = {
            "day": words.term("weekday", WEEKDAYS[day]),
            "first": f"{at:02d}:00",
            "last": f"{at + 1:02d}:00",
        }
        parts = []
        units = self._desk.assessment.exposure.units.get(one.season, ())
        for task in one.tasks:
            if not task.exposed[hour]:
                continue
            state = 3 - int(task.state[hour])
            count = number(words, int(task.people[hour])) if task.hours is not None else "?"
            unit = self._unit(units[int(task.by[hour])]) if task.by[hour] >= 0 else ""
            near = words.text(f"gui.hours.near.{state}", unit=unit)
            what = purpose(words, task.task.purpose)
            parts.append(words.text("gui.hours.here", what=what, count=count, near=near))
        if not parts:
            return words.text("gui.hours.hour_quiet", **facts)
        return words.text("gui.hours.hour", text=words.parted(parts), **facts)

    def _unit(self, id: str) -> str:
        return self._desk.name(id)

    def _details(self, one: Any) -> list[QWidget]:
        words, desk = self._desk.words, self._desk
        told = list(place_lines(desk.teller, one))
        guessed = guesses(words, one.guesses)
        parts: list[QWidget] = [
            label(text, "hint" if guessed and guessed in text else "", wrap=True) for text in told
        ]
        place = desk.snapshot.one(Community, one.place_id)
        if place is not None and place.market_days:
            named = ", ".join(words.term("weekday", d) for d in place.market_days)
            parts.append(label(words.text("gui.hours.market", days=named), wrap=True))
        refs = [i for t in one.tasks for i in (*t.task.record_ids, *t.threat_ids)]
        parts.append(label(words.text("gui.findings.rests_on"), "section"))
        parts.append(Links(desk, tuple(dict.fromkeys(refs))[:14]))
        parts.append(label(words.text("exposure.weights"), "hint", wrap=True))
        return parts

    def _propose(self, place: str) -> None:
        """Ask for patrols in the season that is shown, here or everywhere."""
        PlanDialog(self, self._desk, self.season.currentData(), place).exec()

    def _empty(self) -> None:
        super()._empty()
        self.hour.setText("")
        self.strip.show_week((), (False,) * 24, ())
        self.key.hide()
        self.plan.setEnabled(False)
        self.plan_here.setEnabled(False)


def _value(one: Any, sex: str) -> float | None:
    if one is None or one.hours is None:
        return None
    found = one.by_sex.get(sex) if sex else one.hours
    return float(found.uncovered) if found is not None else 0.0


def _colour(one: Any) -> tuple[str, str] | None:
    if one is None:
        return None
    worst = int(one.strip().max())
    pale = {1: theme.GOOD_PALE, 2: theme.WARNING_PALE, 3: theme.DANGER_PALE}
    return (pale[worst], theme.INK) if worst > QUIET else None


__all__ = ["HoursPane"]
