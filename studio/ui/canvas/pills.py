"""The two small bars that float over the canvas: how the picture is seen, and what the mask covers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from studio.core.document import MASK, Change, Document
from studio.core.errors import BadRequest
from studio.core.tiles import area_of
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.ui.canvas.view import CanvasView
    from studio.ui.desk import Desk

HEIGHT = 32
INSET = 16
"""Screen units between the pills and the canvas's edges."""


class Pill(QWidget):
    """A floating bar, 32 high; it takes the clicks on it so that they do not paint."""

    def __init__(self, view: CanvasView, name: str) -> None:
        super().__init__(view)
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 0, 6, 0)
        self.row.setSpacing(0)

    def line(self) -> None:
        self.row.addSpacing(4)
        self.row.addWidget(Hairline(vertical=True, length=16))
        self.row.addSpacing(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def _words(tooltip: str) -> QPushButton:
    """A word or number that can be clicked."""
    button = Button("", ghost=True)
    button.setFont(font(12, 600, tabular=True))
    button.setToolTip(tooltip)
    button.setFixedHeight(24)
    button.setStyleSheet("QPushButton { padding: 0 2px; min-height: 22px; }")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class ViewPill(Pill):
    """− 250% + | fit | turn left 0° turn right, and a mirror while the view is mirrored."""

    def __init__(self, desk: Desk, view: CanvasView) -> None:
        super().__init__(view, "View")
        self._desk = desk
        self._view = view
        self.zoom = _words("Actual pixels  (Ctrl+1)")
        self.zoom.setFixedWidth(44)
        self.zoom.clicked.connect(lambda: desk.actions.run("view.actual"))
        self.angle = _words("Straighten the view  (5)")
        self.angle.setFixedWidth(36)
        self.angle.clicked.connect(lambda: desk.actions.run("view.straighten"))
        self.row.addWidget(self._button("view.zoom_out", "minus"))
        self.row.addWidget(self.zoom)
        self.row.addWidget(self._button("view.zoom_in", "plus"))
        self.line()
        self.row.addWidget(self._button("view.fit", "frame-corners"))
        self.line()
        self.row.addWidget(self._button("view.turn_left", "arrow-counter-clockwise"))
        self.row.addWidget(self.angle)
        self.row.addWidget(self._button("view.turn_right", "arrow-clockwise"))
        self.mirror = self._button("view.mirror", "arrows-left-right")
        self.row.addWidget(self.mirror)
        view.moved.connect(self.refresh)
        desk.switched.connect(self.refresh)
        self.refresh()

    def _button(self, action: str, icon: str) -> IconButton:
        button = IconButton(icon, self._desk.actions[action].text(), 24, icon_size=14)
        button.setToolTip(self._desk.actions[action].toolTip())
        button.clicked.connect(lambda: self._desk.actions.run(action))
        return button

    def refresh(self) -> None:
        self.setVisible(self._view.sight is not None)
        transform = self._view.transform
        percent = transform.zoom * 100
        self.zoom.setText(f"{percent:.0f}%" if percent >= 10 or percent == round(percent) else f"{percent:.1f}%")
        self.zoom.setAccessibleName(f"Zoom {self.zoom.text()}: show actual pixels")
        self.angle.setText(f"{round(transform.angle)}°".replace("-", "−"))
        self.angle.setAccessibleName(f"View turned by {self.angle.text()}: straighten")
        self.mirror.setVisible(transform.mirrored)
        self.adjustSize()


class MaskPill(Pill):
    """What share of the picture is masked, and what is most often done with the mask."""

    def __init__(self, desk: Desk, view: CanvasView) -> None:
        super().__init__(view, "Mask")
        self._desk = desk
        self._view = view
        self._let_go: Callable[[], object] = lambda: None
        self.says = QLabel()
        self.says.setFont(font(12, 600, tabular=True))
        self.row.setContentsMargins(24, 0, 6, 0)
        self.row.addWidget(self.says)
        self.line()
        self.invert = self._action("Invert", "selection-inverse", "mask.invert", "Mask what is not masked")
        self.clear = self._action("Clear", "x", "mask.clear", "Take the whole mask away")
        self.save = self._action("Save mask", "stack", "", "Keep the mask as a layer mask, a selection or a file")
        self.invert.clicked.connect(self._invert)
        self.clear.clicked.connect(self._clear)
        self.save.clicked.connect(self._offer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.refresh)
        desk.switched.connect(self._follow)
        self._follow()

    def _action(self, words: str, icon: str, action: str, hint: str) -> Button:
        button = Button(words, icon, ghost=True)
        button.setFixedHeight(24)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setStyleSheet("QPushButton { min-height: 22px; }")
        button.setAccessibleName(f"{words} mask" if "mask" not in words else words)
        button.setToolTip(self._desk.actions[action].toolTip() if action in self._desk.actions else hint)
        self.row.addWidget(button)
        return button

    def _follow(self) -> None:
        self._let_go()
        document = self._desk.document
        self._let_go = document.changed.connect(self._changed) if document is not None else lambda: None
        self.refresh()

    def _changed(self, change: Change) -> None:
        if change.mask or change.size:
            self._soon.start()

    def refresh(self) -> None:
        document = self._desk.document
        share = 0.0 if document is None else covered(document)
        self.setVisible(share > 0)
        percent = share * 100
        figure = "< 0.1" if 0 < percent < 0.05 else f"{percent:.1f}" if percent < 99.95 else "100"
        self.says.setText(f"Mask covers {figure}%")
        self.adjustSize()
        self._view.moved.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, where there is no room for words."""
        for button, words in ((self.invert, "Invert"), (self.clear, "Clear"), (self.save, "Save mask")):
            button.setText("" if narrow else words)
        self.adjustSize()

    def _document(self) -> Document:
        document = self._desk.document
        if document is None:
            raise BadRequest("There is no picture open.", "Open one first.")
        return document

    def _invert(self) -> None:
        from studio.core.commands.selection import InvertMask

        self._document().do(InvertMask())

    def _clear(self) -> None:
        from studio.core.commands.selection import ClearMask

        self._document().do(ClearMask())

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layer = menu.addAction("As the active layer's mask", self.save_as_layer_mask)
        active = self._document().active_layer
        layer.setEnabled(active is not None and active.mask is None and not active.locked)
        menu.addAction("As the selection", self.save_as_selection)
        menu.addAction("As a picture file…", self._ask_file)
        menu.popup(self.save.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def save_as_layer_mask(self) -> None:
        from studio.core.commands.layer_masks import AddLayerMask

        document = self._document()
        document.do(AddLayerMask(document.active, document.mask))

    def save_as_selection(self) -> None:
        from studio.core.commands.selection import SelectionFromMask

        self._document().do(SelectionFromMask())

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save mask", f"{self._document().name} mask.png", "PNG (*.png)")
        if name:
            self.save_file(Path(name))

    def save_file(self, path: Path) -> None:
        """White where a model may paint, black elsewhere; as large as the picture."""
        document = self._document()
        mask = np.ascontiguousarray(document.tiles(MASK).read(document.canvas))
        image = QImage(mask.data, mask.shape[1], mask.shape[0], mask.shape[1], QImage.Format.Format_Grayscale8)
        path = path if path.suffix.lower() == ".png" else path.with_name(f"{path.name}.png")
        if image.save(str(path)):
            self._desk.say(f"The mask is saved as {path.name}.")
        else:
            self._desk.say(f"The mask could not be written to {path}.", "Choose another folder.", "error")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("mask"))
        painter.drawEllipse(QRectF(12, HEIGHT / 2 - 4, 8, 8))
        painter.end()


def covered(document: Document) -> float:
    """The share of the canvas that is masked, 0 … 1; soft edges count by how much they are marked."""
    total = 0
    for key in tuple(document.mask.keys()):
        tile = document.mask.get(key)
        part = area_of(key) & document.canvas
        if tile is not None and not part.empty:
            total += int(tile[part.moved((-area_of(key).x, -area_of(key).y)).slices].sum(dtype=np.int64))
    return total / (255 * document.canvas.area)
