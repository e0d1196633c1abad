"""The sliders that were made for a model: what they change besides, parting them from others, deleting them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError, Unwritable
from studio.explore import direction as directions
from studio.ui.explore.chore import Chore
from studio.ui.explore.ways import spoken
from studio.ui.theme import font
from studio.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.explore.direction import Direction
    from studio.ui.explore.explorer import Explorer

POINTS, VALUES = 24, 5
"""On how many points, at how many values, what a direction changes is measured."""
MOST = 3
NONE = "None yet. What you make here joins the sliders under Attributes."


class OwnDirections(QWidget):
    """A row each: its name, how it was made, what else it changes, and a menu."""

    def __init__(self, explorer: Explorer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self.chore: Chore | None = None
        self.run: Callable[[list[str]], Chore] = lambda words: Chore(words, self)
        self.leaks: dict[str, QLabel] = {}
        self.buttons: dict[str, IconButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        for signal in (explorer.switched, explorer.listed):
            signal.connect(self.rebuild)
        self.rebuild()

    def rebuild(self) -> None:
        rows, self.leaks, self.buttons = QWidget(), {}, {}
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in self._explorer.directions:
            column.addWidget(self._row(one))
        if not self._explorer.directions:
            column.addWidget(_quiet(NONE))
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()

    def _row(self, one: Direction) -> QWidget:
        name = QLabel(spoken(one.name))
        name.setFont(font(12, 500))
        dots = IconButton("dots-three", f"More to do with {spoken(one.name)}", 24)
        dots.clicked.connect(lambda: self._open(one, dots))
        self.buttons[one.name] = dots
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(dots)
        leak = self.leaks[one.name] = _quiet(_leaks(one))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        if one.made:
            column.addWidget(_quiet(one.made[0].upper() + one.made[1:]))
        column.addWidget(leak)
        return row

    def menu(self, one: Direction) -> QMenu:
        """What can be done with it; one that ships can be neither replaced nor deleted."""
        menu, others = QMenu(self), [other for other in self._explorer.directions if other.name != one.name]
        own = directions.path_for(one.name, one.model).exists()
        measure = menu.addAction("Measure what else it changes")
        measure.setEnabled(self.chore is None and own)
        measure.triggered.connect(partial(self._do, partial(self.measure, one)))
        part = menu.addAction("Part it from the others")
        part.setEnabled(bool(others))
        part.setToolTip("A slider at right angles to all others, so that it leaves them alone")
        part.triggered.connect(partial(self._do, partial(self.part, one, others)))
        menu.addSeparator()
        delete = menu.addAction("Delete")
        delete.setEnabled(own)
        delete.triggered.connect(partial(self._do, partial(self.delete, one)))
        return menu

    def _open(self, one: Direction, dots: IconButton) -> None:
        menu = self.menu(one)
        menu.exec(dots.mapToGlobal(QPoint(0, dots.height())))
        menu.deleteLater()

    def part(self, one: Direction, others: list[Direction]) -> None:
        """Another slider, without what the others have of it."""
        name = f"{one.name} alone"
        made = replace(directions.orthogonal(one, others), name=name)
        directions.save(made, directions.path_for(name, one.model))
        self._explorer.refresh_directions()

    def delete(self, one: Direction) -> None:
        path = directions.path_for(one.name, one.model)
        try:
            path.unlink()
        except OSError as error:
            raise Unwritable(f"{path.name} could not be deleted: {error.strerror or error}.") from None
        self._explorer.refresh_directions()

    def measure(self, one: Direction) -> None:
        """By how much each other attribute goes along, as a probe reads it, in another process."""
        self.chore = self.run(["direction", "measure", one.name, "--model", one.model, "--count", str(POINTS),
                               "--values", str(VALUES)])  # fmt: skip
        self.chore.ended.connect(lambda told: self._measured(one, told))
        self.leaks[one.name].setText("Measuring …")
        self.chore.start()

    def _measured(self, one: Direction, told: Any) -> None:
        self.chore = None
        if isinstance(told, PentimentoError):
            self._explorer.failed.emit(told)
        elif told is not None:
            found = {str(name): float(value) / (one.high - one.low)
                     for name, value in told["measures"][0]["change"].items()}  # fmt: skip
            self._do(lambda: directions.save(replace(one, leakage=found), directions.path_for(one.name, one.model)))
        self._explorer.refresh_directions()

    def _do(self, act: Callable[[], object], *_: object) -> None:
        try:
            act()
        except PentimentoError as error:
            self._explorer.failed.emit(error)


def _leaks(one: Direction) -> str:
    """What else it changes most, from end to end."""
    if not one.leakage:
        return "What else it changes was not measured."
    most = sorted(one.leakage.items(), key=lambda row: -abs(row[1]))[:MOST]
    span = one.high - one.low
    told = ", ".join(f"{spoken(name)} {span * value:+.1f}".replace("-", "−") for name, value in most)
    return f"Changes most, in standard deviations from end to end: {told}"


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", "3")
    label.setFont(font(11))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
