"""One option of a tool as a small control: what the options strip and its menu are made of."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.core.fields import Field, Range
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider

ICONS = {"add": "plus", "erase": "minus"}
SLIDER_LEAST, SLIDER_MOST = 44, 72


def words(choice: Enum) -> str:
    """What an Enum's value says to the artist."""
    label = getattr(choice, "label", None)
    return str(label) if label else str(choice.value).replace("_", " ").capitalize()


def shown_range(field: Field) -> tuple[Range, float]:
    """The range as it is shown and what values are multiplied by: shares of 0 … 1 are shown in per cent."""
    given = field.range or Range(-99999, 99999)
    if field.kind is float and (given.low, given.high, given.unit) in ((0, 1, ""), (0.01, 1, "")):
        return Range(given.low * 100, 100, 1, "%", 0, given.curve), 100.0
    return given, 1.0


class Control(QWidget):
    """Label and control side by side, 28 high; `changed(value)` is called when the artist changes it."""

    def __init__(self, field: Field, value: Any, changed: Callable[[Any], object], slider: bool) -> None:
        super().__init__()
        self.field = field
        self.finer = not slider and not field.choices and field.kind is not bool
        """A number without a slider."""
        self._changed = changed
        self._scale = 1.0
        self._parts: list[Any] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setFixedHeight(28)
        self.setToolTip(field.hint or field.label)
        if field.choices:
            self._choices(row, value)
        elif field.kind is bool:
            self._parts = [Check(field.label, bool(value), field.hint)]
            row.addWidget(self._parts[0])
        else:
            self._number(row, value, slider)
        for part in self._parts:
            part.setAccessibleName(field.label)
            part.setAccessibleDescription(field.hint)
            part.changed.connect(self._tell)

    def _choices(self, row: QHBoxLayout, value: Enum) -> None:
        choices = [(str(one.value), words(one), ICONS.get(str(one.value), "")) for one in self.field.choices]
        if len(choices) == 2:
            self._parts = [Segmented(choices, str(value.value))]
        else:
            label = QLabel(self.field.label)
            label.setProperty("tone", "2")
            row.addWidget(label)
            combo = Combo(choices, str(value.value))
            combo.setFixedWidth(max(96, combo.fontMetrics().horizontalAdvance(max(
                (choice[1] for choice in choices), key=len)) + 48))
            self._parts = [combo]
        row.addWidget(self._parts[0])

    def _number(self, row: QHBoxLayout, value: float, slider: bool) -> None:
        scope, self._scale = shown_range(self.field)
        label = QLabel(self.field.label)
        label.setProperty("tone", "2")
        row.addWidget(label)
        if slider:
            bar = Slider(scope, value=value * self._scale)
            bar.setMinimumWidth(SLIDER_LEAST)
            bar.setMaximumWidth(SLIDER_MOST)
            row.addWidget(bar, 1)
            self._parts.append(bar)
        number = NumberField(scope, value * self._scale)
        row.addWidget(number)
        self._parts.append(number)

    def _tell(self, value: Any) -> None:
        if self.field.choices:
            value = self.field.checked(value)
        elif self.field.kind is not bool:
            value = self.field.kind(round(value / self._scale, 6))
        self.show_value(value)
        self._changed(value)

    def show_value(self, value: Any) -> None:
        """The option was changed elsewhere."""
        for part in self._parts:
            if self.field.choices:
                part.set_value(str(value.value))
            else:
                part.set_value(value if self.field.kind is bool else value * self._scale)

    @property
    def least_width(self) -> int:
        """With its slider as short as may be."""
        return self.minimumSizeHint().width()
