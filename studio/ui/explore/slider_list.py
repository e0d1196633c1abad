"""The sliders of the point one is at: the model's own and those of known directions, each with a lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.fields import Range
from studio.ui.explore.ways import spoken
from studio.ui.theme import font
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow

if TYPE_CHECKING:
    from studio.explore.direction import Direction
    from studio.families.sliders import Slider
    from studio.ui.explore.explorer import Explorer

LABEL, WIDEST, STEPS = 64, 104, 40
DIRECTION = "direction:"


class SliderList(QWidget):
    """Rows by group. A double click on a name leaves a slider to the model again; a lock keeps it where it is when
    another point is drawn, shuffled or reset."""

    def __init__(self, explorer: Explorer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self.controls: dict[str, SliderRow | Combo] = {}
        self.locks: dict[str, IconButton] = {}
        self._labels: dict[str, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        explorer.switched.connect(self.rebuild)
        explorer.listed.connect(self.rebuild)
        explorer.moved.connect(self.refresh)
        explorer.showing.pictured.connect(self.refresh)
        self.rebuild()

    # Building

    def rebuild(self) -> None:
        space, directions = self._explorer.space, self._explorer.directions
        names = tuple(one.name for one in by_group(space.sliders)) if space else ()
        wanted = (*names, *(DIRECTION + one.name for one in directions))
        if wanted == tuple(self.controls) and wanted:
            return
        self.controls, self.locks, self._labels = {}, {}, {}
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        metrics = QFontMetrics(font(12))
        said = [spoken(name) for name in (*names, *(one.name for one in directions))]
        width = min(WIDEST, max([LABEL, *(metrics.horizontalAdvance(word) + 4 for word in said)]))
        group = ""
        for slider in by_group(space.sliders) if space else ():
            if slider.group != group:
                group = slider.group
                column.addWidget(_heading(group))
            column.addWidget(self._choice(slider, width) if slider.values else self._number(slider, width))
        if directions:
            column.addWidget(_heading("Directions"))
        for one in directions:
            column.addWidget(self._direction(one, width))
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()
        self.refresh()

    def _number(self, slider: Slider, width: int) -> QWidget:
        step = round((slider.high - slider.low) / STEPS, 4)
        row = SliderRow(spoken(slider.name), Range(slider.low, slider.high, step, "", 2), float(slider.default),
                        slider.hint, width, slider.low < 0 < slider.high)  # fmt: skip
        row.changed.connect(lambda value, name=slider.name: self._explorer.set_slider(name, float(value)))
        return self._line(slider.name, row, row.label, row, width)

    def _direction(self, one: Direction, width: int) -> QWidget:
        step = round((one.high - one.low) / STEPS, 4)
        row = SliderRow(spoken(one.name), Range(one.low, one.high, step, "", 2), 0.0, one.hint or one.made, width,
                        one.low < 0 < one.high)  # fmt: skip
        row.changed.connect(lambda value, one=one: self._explorer.set_shift(one, float(value)))
        return self._line(DIRECTION + one.name, row, row.label, row, width)

    def _choice(self, slider: Slider, width: int) -> QWidget:
        combo = Combo([(value, spoken(value)) for value in slider.values])
        combo.setAccessibleName(spoken(slider.name))
        combo.setAccessibleDescription(slider.hint)
        combo.setToolTip(slider.hint or spoken(slider.name))
        combo.changed.connect(lambda value, name=slider.name: self._explorer.set_slider(name, str(value)))
        label = QLabel(spoken(slider.name))
        label.setBuddy(combo)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(combo, 1)
        return self._line(slider.name, holder, label, combo, width)

    def _line(self, name: str, widget: QWidget, label: QLabel, control: SliderRow | Combo, width: int) -> QWidget:
        label.setFixedWidth(width)
        label.removeEventFilter(widget)  # what a double click does, the row knows nothing of
        label.installEventFilter(self)
        label.setProperty("slider", name)
        label.setToolTip(f"{control.accessibleDescription() or control.toolTip() or label.text()}\n"
                         "Double click: left to the model")  # fmt: skip
        lock = IconButton("lock-simple-open", f"Keep {label.text()} where it is", 24, checkable=True, icon_size=14)
        lock.toggled.connect(lambda on, name=name: self._lock(name, on))
        self.controls[name], self.locks[name], self._labels[name] = control, lock, label
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(widget, 1)
        row.addWidget(lock)
        return line

    # Values

    def refresh(self) -> None:
        """Shows where the point is; the names of what is left to the model stand back."""
        explorer = self._explorer
        known = {DIRECTION + one.name: one for one in explorer.directions}
        for name, control in self.controls.items():
            if name in known:
                shift = explorer.shift_of(known[name])
                self._show(control, shift)
                self._tone(name, bool(round(shift, 3)))
            else:
                self._show(control, explorer.value_of(name))
                self._tone(name, explorer.is_set(name))
            if control.isEnabled() is not (explorer.stand is not None):
                control.setEnabled(explorer.stand is not None)
            on = name.removeprefix(DIRECTION) in explorer.locked
            if self.locks[name].isChecked() != on:
                self.locks[name].setChecked(on)

    def _show(self, control: SliderRow | Combo, value: Any) -> None:
        """Only what is another: a field that is set is painted anew, and all this happens at every move of a hand."""
        shown = control.value()
        if abs(shown - value) >= 0.005 if isinstance(control, SliderRow) else shown != value:
            control.set_value(value)

    def _tone(self, name: str, on: bool) -> None:
        label, tone = self._labels[name], "1" if on else "2"
        if label.property("tone") != tone:
            label.setProperty("tone", tone)
            label.style().unpolish(label)
            label.style().polish(label)

    def _lock(self, name: str, on: bool) -> None:
        plain = name.removeprefix(DIRECTION)
        (self._explorer.locked.add if on else self._explorer.locked.discard)(plain)
        self.locks[name].set_icon("lock-simple-fill" if on else "lock-simple-open")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        name = watched.property("slider")
        if event.type() is QEvent.Type.MouseButtonDblClick and name:
            self.leave(str(name))
            return True
        return super().eventFilter(watched, event)

    def leave(self, name: str) -> None:
        """Back to what the model makes of it; of a direction, back to where one began."""
        known = {DIRECTION + one.name: one for one in self._explorer.directions}
        if name in known:
            self._explorer.set_shift(known[name], 0.0)
        else:
            self._explorer.set_slider(name, None)


def by_group(sliders: Sequence[Slider]) -> list[Slider]:
    """Those of one group together, groups in the order in which they begin."""
    groups = list(dict.fromkeys(one.group for one in sliders))
    return sorted(sliders, key=lambda one: groups.index(one.group))


def _heading(group: str) -> QLabel:
    label = QLabel(spoken(group))
    label.setProperty("tone", "3")
    label.setFont(font(11))
    label.setContentsMargins(0, 8, 0, 2)
    return label
