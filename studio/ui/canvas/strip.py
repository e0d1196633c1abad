"""The options of the tool in hand, in one line over the canvas; what finds no room there is behind the dots."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.fields import Field
from studio.ui import icons
from studio.ui.canvas.controls import Control
from studio.ui.canvas.tuning import fields_of, tune
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.ui.canvas.view import CanvasView
    from studio.ui.desk import Desk

HEIGHT = 44
SLIDERS = 3
"""The first numbers have a slider; the others only their field."""


class OptionsStrip(QWidget):
    """Made anew for every tool from the dataclass of its options."""

    def __init__(self, desk: Desk, view: CanvasView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self.controls: dict[str, Control] = {}
        self._groups: list[tuple[QWidget | None, Control]] = []
        self._folded: list[Field] = []
        self._bubble: QFrame | None = None
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Tool options")
        self._icon = QLabel()
        self._icon.setFixedSize(18, 18)
        self._name = QLabel()
        self._name.setFont(font(12, 600))
        self._apply = Button("Apply", "check")
        self._apply.setToolTip("Finish what the tool has begun  (Enter)")
        self._apply.clicked.connect(lambda: view.hands.finish())
        self._undo = Button("Cancel", ghost=True)
        self._undo.setToolTip("Take back what the tool has begun  (Esc)")
        self._undo.clicked.connect(lambda: view.hands.take_back())
        self.veil = IconButton("eye", "Show the mask")
        if "view.veil" in desk.actions:
            self.veil.follow(desk.actions["view.veil"])
            self.veil.setCheckable(False)
        self.more = IconButton("dots-three", "More options")
        self.more.clicked.connect(self._unfold)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        self._first_line = Hairline(vertical=True, length=20)
        row.addWidget(self._first_line)
        self._place = QHBoxLayout()
        self._place.setSpacing(12)
        row.addLayout(self._place)
        row.addStretch(1)
        for part in (self._apply, self._undo, self.veil, self.more):
            row.addWidget(part)
        desk.tool_changed.connect(self.rebuild)
        view.tuned.connect(self.refresh)
        view.outlined.connect(self._show_finish)
        self.rebuild()

    def rebuild(self) -> None:
        """Another tool is in hand."""
        self._close_bubble()
        while self._place.count():
            item = self._place.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.controls.clear()
        self._groups.clear()
        self._folded = []
        shown = bool(self._desk.tools)
        for part in (self._icon, self._name, self._first_line):
            part.setVisible(shown)
        if shown:
            self._name.setText(self._desk.tool.title)
            self._draw_icon()
            self._fill()
        self._show_finish()
        self.refit()

    def _fill(self) -> None:
        options = self._desk.tool.options
        if not dataclasses.is_dataclass(options) or isinstance(options, type):
            return
        fields = fields_of(type(options))
        self._folded = [field for field in fields if field.advanced]
        plain = [field for field in fields if not field.advanced and field.kind is not str]
        ordered = sorted(plain, key=lambda field: 0 if field.choices else 2 if field.kind is bool else 1)
        sliders, before = 0, ""
        for field in ordered:
            number = not field.choices and field.kind is not bool
            slider = number and sliders < SLIDERS
            sliders += slider
            kind = "choice" if field.choices else "slider" if slider else "number" if number else "switch"
            line = Hairline(vertical=True, length=20) if before and kind != before and before != "number" else None
            before = kind
            if line is not None:
                self._place.addWidget(line)
            control = self._control(field, slider)
            self.controls[field.name] = control
            self._groups.append((line, control))
            self._place.addWidget(control)

    def _control(self, field: Field, slider: bool) -> Control:
        options = self._desk.tool.options

        def changed(value: Any) -> None:
            if tune(options, field.name, value):
                self._view.refresh_ring()
                self.refresh()

        return Control(field, getattr(options, field.name), changed, slider)

    def refresh(self) -> None:
        """The options were changed elsewhere: by keys or by a drag on the canvas."""
        options = self._desk.tool.options
        for name, control in self.controls.items():
            control.show_value(getattr(options, name))

    def refit(self) -> None:
        """Hides from the right what finds no room; it is behind the dots then."""
        fixed = 12 + 18 + 12 + self._name.sizeHint().width() + 12 + 1 + 12 + 12 + 28 + 12 + 28 + 12
        room = self.width() - fixed - (180 if self._apply.isVisibleTo(self) else 0)
        needed = [control.least_width + 12 + (13 if line is not None else 0) for line, control in self._groups]
        shown = len(needed)
        if sum(needed) > room:  # numbers without a slider are the finer points: they go first, and together
            finer = next((place for place, (_, control) in enumerate(self._groups) if control.finer), shown)
            shown = finer if sum(needed[:finer]) <= room else next(
                place for place in range(shown) if sum(needed[: place + 1]) > room)
        for place, (line, control) in enumerate(self._groups):
            control.setVisible(place < shown)
            if line is not None:
                line.setVisible(place < shown)
        self.more.setVisible(shown < len(needed) or bool(self._folded))

    def _show_finish(self) -> None:
        """Apply and Cancel stand here while a tool of several gestures has begun something."""
        tool = self._desk.tool if self._desk.tools else None
        begun = tool is not None and not tool.brush_like and self._view.begun
        if begun != self._apply.isVisibleTo(self):
            self._apply.setVisible(begun)
            self._undo.setVisible(begun)
            self.refit()

    def _draw_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._desk.tool.icon, "accent_text", 18, self.devicePixelRatioF()))

    # What is behind the dots

    def hidden_fields(self) -> list[Field]:
        return [control.field for _, control in self._groups if control.isHidden()] + self._folded

    def _unfold(self) -> None:
        self._close_bubble()
        bubble = QFrame(self, Qt.WindowType.Popup)
        bubble.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bubble.setProperty("fill", "panel")
        column = QVBoxLayout(bubble)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for field in self.hidden_fields():
            control = self._control(field, slider=field.kind in (int, float))
            control.setMinimumWidth(240)
            column.addWidget(control)
        bubble.adjustSize()
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + 4))
        bubble.move(corner - QPoint(bubble.width(), 0))
        bubble.show()
        self._bubble = bubble
        bubble.destroyed.connect(self._forget_bubble)

    def _forget_bubble(self) -> None:
        self._bubble = None

    def _close_bubble(self) -> None:
        if self._bubble is not None:
            self._bubble.close()
            self._bubble = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._desk.tools:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.end()
