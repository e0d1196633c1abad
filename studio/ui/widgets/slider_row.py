"""The line most settings are: a label, a slider and the number it stands for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.core.fields import Range
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.slider import Slider


class SliderRow(QWidget):
    """32 high: label 72 | slider | number 52. A double click on the label goes back to the first value."""

    changed = Signal(float)

    def __init__(self, label: str, range: Range, value: float, hint: str = "", label_width: int = 72,
                 centre_zero: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = value
        self.label = QLabel(label)
        self.label.setProperty("tone", "2")
        if label_width:
            self.label.setFixedWidth(max(label_width, self.label.sizeHint().width()))
        self.label.installEventFilter(self)
        self.slider = Slider(range, centre_zero, value)
        self.number = NumberField(range, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.label, self.slider, self.number):
            row.addWidget(part, 1 if part is self.slider else 0)
        self.setFixedHeight(32)
        self.setFocusProxy(self.slider)
        for part in (self.slider, self.number):
            part.setAccessibleName(label)
            part.setAccessibleDescription(hint)
        tip = hint or label
        self.setToolTip(f"{tip}\nDouble click on the name: back to the default")
        self.slider.changed.connect(self._from_slider)
        self.number.changed.connect(self._from_number)

    def value(self) -> float:
        return self.number.value()

    def set_value(self, value: float) -> None:
        """Shows `value` without telling anybody."""
        self.slider.set_value(value)
        self.number.set_value(value)

    def reset(self) -> None:
        if self.value() != self.first:
            self.set_value(self.first)
            self.changed.emit(self.value())

    def _from_slider(self, value: float) -> None:
        self.number.set_value(value)
        self.changed.emit(self.number.value())

    def _from_number(self, value: float) -> None:
        self.slider.set_value(value)
        self.changed.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick:
            self.reset()
            return True
        return super().eventFilter(watched, event)
