"""A number with its unit inside the field, typed, stepped by the arrow keys or turned by the wheel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from studio.core.fields import Range
from studio.ui.theme import font
from studio.ui.widgets.well import draw_well

MINUS = "−"


class NumberField(QDoubleSpinBox):
    """`changed` comes when editing is done or a step was taken, not at every key typed."""

    changed = Signal(float)

    def __init__(self, range: Range, value: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = range
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setDecimals(range.places)
        self.setRange(range.low, range.high)
        self.setSingleStep(range.step)
        self.setSuffix(range.unit)
        self.setKeyboardTracking(False)
        self.setFont(font(12, tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setProperty("bare", "true")
        self.setFixedHeight(28)
        self.setFixedWidth(self._needed())
        self.setValue(value)
        self.valueChanged.connect(self.changed)

    def _needed(self) -> int:
        """As wide as its longest value; 52 at least."""
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(self.textFromValue(end) + self.range.unit)
                     for end in (self.range.low, self.range.high))
        return max(52, widest + 17)

    def set_value(self, value: float) -> None:
        """Shows `value` without telling anybody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def textFromValue(self, value: float) -> str:
        return f"{value:.{self.decimals()}f}".replace("-", MINUS)

    def valueFromText(self, text: str) -> float:
        try:
            return float(self._plain(text))
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        plain = self._plain(text)
        if plain in ("", "-", ".", "-."):
            return QValidator.State.Intermediate, text, position
        try:
            number = float(plain)
        except ValueError:
            return QValidator.State.Invalid, text, position
        fits = self.minimum() <= number <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate), text, position

    def fixup(self, text: str) -> str:
        """A number beyond the ends becomes the nearer end."""
        try:
            return self.textFromValue(min(self.maximum(), max(self.minimum(), float(self._plain(text)))))
        except ValueError:
            return self.textFromValue(self.value())

    def _plain(self, text: str) -> str:
        unit = self.range.unit.strip()
        text = text.strip()
        if unit and text.endswith(unit):
            text = text[: -len(unit)]
        return text.strip().replace(MINUS, "-").replace(",", ".").replace(" ", "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only the field that has the focus turns: scrolling past it must not change it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's style sheets leave the text of a field without buttons one pixel: it is laid out here instead."""
        super().resizeEvent(event)
        self._place_text()

    def changeEvent(self, event: QEvent) -> None:
        """With another theme Qt lays it out once more."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._place_text()

    def _place_text(self) -> None:
        self.lineEdit().setGeometry(QRect(4, 2, self.width() - 12, self.height() - 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_well(self, self.hasFocus())

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
