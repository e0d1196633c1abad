"""The curves of a training: losses, what the critic says, measured quality; smoothed, over the steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range
from studio.ui.background import in_background
from studio.ui.panels.train.log import Group, Line, read, smoothed
from studio.ui.panels.train.words import spaced
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.slider import Slider

INKS = ("accent", "info", "ok", "mask", "text2", "bad")
HEIGHT = 264


class Chip(QAbstractButton):
    """A line's colour, its name and its newest value; a click hides the line or brings it back."""

    def __init__(self, line: Line, ink: str) -> None:
        super().__init__()
        self.line, self.ink = line, ink
        self.setCheckable(True)
        self.setChecked(True)
        self.setFont(font(11, 500, tabular=True))
        self.setFixedHeight(22)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_value(float(line.values[-1]))

    def show_value(self, value: float) -> None:
        self.setText(f"{self.line.title}  {value:.4g}")
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.line.title}: click to hide or show it")
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self.text()) + 26)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.ink if self.isChecked() else "border"))
        painter.drawEllipse(QPointF(10, 11), 4, 4)
        painter.setPen(colour("text2" if self.isChecked() else "text3"))
        painter.drawText(self.rect().adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 22)


class Curves(QWidget):
    """`pointed` tells the step under the pointer. The plot is made when there first is something to draw."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fill", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.groups: tuple[Group, ...] = ()
        self.chips: list[Chip] = []
        self.plot: Any = None
        self._path: Path | None = None
        self._seen: object = None
        self._hidden: set[str] = set()
        self._marked = 0
        self.smooth = Slider(Range(0, 0.99, 0.01, "", 2), value=0.6)
        self.smooth.setFixedWidth(96)
        self.smooth.setAccessibleName("Smoothing of the curves")
        self.smooth.setToolTip("Smoothing: how much of the swing is taken out")
        self.scale = Button("Log", ghost=True)
        self.scale.setCheckable(True)
        self.scale.setAccessibleName("Logarithmic scale")
        self.scale.setToolTip("A logarithmic scale: small values get more room")
        label = QLabel("Smooth")
        label.setProperty("tone", "2")
        label.setBuddy(self.smooth)
        self.head = DockHead([("losses", "Losses")], [label, self.smooth, self.scale])
        self.empty = QLabel("Curves appear with the first checkpoint.")
        self.empty.setProperty("tone", "3")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._legend = QHBoxLayout()
        self._legend.setContentsMargins(8, 6, 8, 0)
        self._legend.setSpacing(2)
        self._legend.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._legend)
        column.addWidget(self._stack, 1)
        self.head.changed.connect(lambda _: self._draw())
        self.smooth.changed.connect(lambda _: self._draw())
        self.scale.toggled.connect(lambda _: self._draw())

    # What is shown

    def follow(self, log: Path | None) -> None:
        """The log of another training, or of none."""
        if log != self._path:
            self._path, self._seen, self._marked = log, None, 0
            self._take((), log)
        self.refresh()

    def refresh(self) -> None:
        """Reads the log again on another thread, if it is another than the last time."""
        if self._path is None:
            return
        try:
            told = self._path.stat()
            stamp = (self._path, told.st_mtime_ns, told.st_size)
        except OSError:
            return
        if stamp != self._seen:
            self._seen = stamp
            in_background(lambda path=self._path: read(path),  # type: ignore[misc]
                          lambda groups, path=self._path: self._take(groups, path), _ignore)  # type: ignore[misc]

    def mark(self, step: int) -> None:
        """A line where the picture that is shown was made."""
        self._marked = step
        if self.plot is not None:
            self.plot.mark(step)

    def _take(self, groups: tuple[Group, ...], path: Path | None) -> None:
        if path != self._path:
            return
        self.groups = groups
        tabs = [(group.id, group.title) for group in groups] or [("losses", "Losses")]
        self.head.tabs.set_tabs(tabs)
        self._draw()

    @property
    def group(self) -> Group | None:
        return next((group for group in self.groups if group.id == self.head.tabs.current), None)

    def _draw(self) -> None:
        group = self.group
        self.scale.setEnabled(group is None or group.id != "critic")
        self._list_chips(group)
        if group is None:
            self._stack.setCurrentWidget(self.empty)
            return
        if self.plot is None:
            from studio.ui.panels.train.plot import Plot

            self.plot = Plot()
            self.plot.pointed.connect(self._read_at)
            self._stack.addWidget(self.plot)
        self._stack.setCurrentWidget(self.plot)
        shown = [(chip.line, chip.ink) for chip in self.chips if chip.isChecked()]
        share = self.smooth.value()
        self.plot.draw([(line.steps, line.values, smoothed(line.values, share), ink) for line, ink in shown],
                       log=self.scale.isChecked() and group.id != "critic", unit=group.id == "critic")
        self.plot.mark(self._marked)
        self.plot.setAccessibleName(f"{group.title}: " + ", ".join(chip.text() for chip in self.chips))

    def _list_chips(self, group: Group | None) -> None:
        lines = group.lines if group else ()
        if [(chip.line.name, chip.line.title) for chip in self.chips] == [(one.name, one.title) for one in lines]:
            for chip, line in zip(self.chips, lines, strict=True):
                chip.line = line
                chip.show_value(float(line.values[-1]))
            return
        for chip in self.chips:
            self._legend.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(line, INKS[number % len(INKS)]) for number, line in enumerate(lines)]
        for number, chip in enumerate(self.chips):
            chip.setChecked(chip.line.name not in self._hidden)
            chip.toggled.connect(lambda on, name=chip.line.name: self._hide(name, not on))
            self._legend.insertWidget(number, chip)

    def _hide(self, name: str, hidden: bool) -> None:
        (self._hidden.add if hidden else self._hidden.discard)(name)
        self._draw()

    def _read_at(self, step: float) -> None:
        """The values under the pointer stand in the legend; the newest again when it has left (−1)."""
        for chip in self.chips:
            line = chip.line
            index = len(line.steps) - 1 if step < 0 else int(abs(line.steps - step).argmin())
            chip.show_value(float(line.values[index]))
        self.pointed.emit(round(step))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.plot is not None:
            self.plot.dress()
            self._draw()

    def says(self) -> str:
        """What the legend says, e.g. for a test or a screen reader."""
        return ", ".join(chip.text() for chip in self.chips) + (f" at {spaced(self._marked)}" if self._marked else "")


def _ignore(error: PentimentoError) -> None:
    """A log that cannot be read now can be at the next look."""
