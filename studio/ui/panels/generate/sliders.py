"""The chosen model's sliders: rows by group under quiet headings; what is not touched is left to the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.fields import Range
from studio.families.sliders import Slider, in_groups
from studio.ui.theme import font
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.slider_row import SliderRow

LABEL, WIDEST = 72, 112
UNSET = ""
STEPS = 40
"""From one end of a slider to the other."""
COARSE = 4.0
"""A wider slider goes by halves, one ten times as wide by ones."""


class SliderRows(QWidget):
    """`changed` at every move by hand. Only what was moved is in `value()`; a double click on a name, or the arrow in
    the head, leaves it to the model again. `unset` says what becomes of the others."""

    changed = Signal()

    def __init__(self, unset: str = "Left to the model", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unset = unset
        self.sliders: tuple[Slider, ...] = ()
        self.controls: dict[str, SliderRow | Combo] = {}
        self._labels: dict[str, QLabel] = {}
        self._set: dict[str, float | str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(0)
        self.reset_all = IconButton("arrow-counter-clockwise", "All sliders back", 24)
        self.reset_all.clicked.connect(self.reset)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 4, 0, 0)
        title = QLabel("Sliders")
        title.setFont(font(12, 600))
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.reset_all)
        self._column.addWidget(Hairline())
        self._column.addWidget(head)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self.show_sliders(())

    # Building

    def show_sliders(self, sliders: Sequence[Slider]) -> None:
        """Rows for these sliders, all left to the model; nothing is shown where there are none."""
        if tuple(sliders) == self.sliders and self.controls:
            return
        self.sliders, self.controls, self._labels, self._set = tuple(sliders), {}, {}, {}
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        metrics = QFontMetrics(font(12))
        width = max((metrics.horizontalAdvance(_spoken(slider.name)) + 4 for slider in sliders), default=0)
        width = min(WIDEST, max(LABEL, width))
        group = ""
        for slider in in_groups(sliders):
            if slider.group != group:
                group = slider.group
                column.addWidget(_heading(group))
            column.addWidget(self._row(slider, width))
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()
        self._dim()
        self.setVisible(bool(sliders))

    def _row(self, slider: Slider, width: int) -> QWidget:
        if slider.values:
            return self._choice(slider, width)
        span = slider.high - slider.low
        step, places = (round(span / STEPS, 4), 2) if span <= COARSE else (0.5, 1) if span <= 10 * COARSE else (1.0, 0)
        range = Range(slider.low, slider.high, step, "", places)
        centred = slider.low < 0 < slider.high
        row = SliderRow(_spoken(slider.name), range, float(slider.default), slider.hint, width, centred)
        row.label.setFixedWidth(width)
        row.label.removeEventFilter(row)  # a double click leaves it to the model, which the row knows nothing of
        row.changed.connect(lambda value, name=slider.name: self._moved(name, float(value)))
        self._known(slider, row, row.label)
        return row

    def _choice(self, slider: Slider, width: int) -> QWidget:
        spoken = [(value, _spoken(value)) for value in slider.values]
        combo = Combo([(UNSET, self._unset), *spoken])
        combo.changed.connect(lambda value, name=slider.name: self._moved(name, str(value)))
        combo.setAccessibleName(_spoken(slider.name))
        combo.setAccessibleDescription(slider.hint)
        combo.setToolTip(slider.hint or _spoken(slider.name))
        label = QLabel(_spoken(slider.name))
        label.setFixedWidth(width)
        label.setBuddy(combo)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(combo, 1)
        self._known(slider, combo, label)
        return holder

    def _known(self, slider: Slider, control: SliderRow | Combo, label: QLabel) -> None:
        self.controls[slider.name], self._labels[slider.name] = control, label
        label.setProperty("slider", slider.name)
        unset = self._unset[0].lower() + self._unset[1:]
        label.setToolTip(f"{slider.hint or _spoken(slider.name)}\nDouble click: {unset}")
        label.installEventFilter(self)

    # Values

    def value(self) -> dict[str, float | str]:
        """What was set, by name."""
        return dict(self._set)

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Shows these; all others are left to the model. Names and values that it does not know are passed over."""
        from studio.core.errors import BadRequest

        self._set = {}
        for slider in self.sliders:
            if slider.name in values:
                try:
                    self._set[slider.name] = slider.checked(values[slider.name])
                except BadRequest:
                    continue
        for slider in self.sliders:
            self._show(slider)
        self._dim()

    def _show(self, slider: Slider) -> None:
        unset = UNSET if slider.values else slider.default
        value: Any = self._set.get(slider.name, unset)
        self.controls[slider.name].set_value(value)

    def _moved(self, name: str, value: float | str) -> None:
        if value == UNSET:
            self._set.pop(name, None)
        else:
            self._set[name] = value
        self._dim()
        self.changed.emit()

    def reset(self, name: str | None = None) -> None:
        """Leaves one slider, or all of them, to the model again."""
        if not isinstance(name, str):
            kept: dict[str, float | str] = {}
        else:
            kept = {other: value for other, value in self._set.items() if other != name}
        if kept != self._set:
            self.set_value(kept)
            self.changed.emit()

    def _dim(self) -> None:
        """Names of what is left to the model stand back."""
        for name, label in self._labels.items():
            tone = "1" if name in self._set else "3"
            if label.property("tone") != tone:
                label.setProperty("tone", tone)
                label.style().unpolish(label)
                label.style().polish(label)
        self.reset_all.setEnabled(bool(self._set))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick and watched.property("slider"):
            self.reset(str(watched.property("slider")))
            return True
        return super().eventFilter(watched, event)


def _spoken(name: str) -> str:
    """ "Hair colour" of "hair_colour"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _heading(group: str) -> QLabel:
    label = QLabel(_spoken(group))
    label.setProperty("tone", "3")
    label.setFont(font(11))
    label.setContentsMargins(0, 8, 0, 2)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    return label
