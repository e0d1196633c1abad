"""The list of layers under the hand: clicks on its parts, keys, renaming in place and dragging to another place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QToolTip, QWidget

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import Group, Layer
from studio.ui.panels.layers import deeds
from studio.ui.panels.layers.deeds import Gap
from studio.ui.panels.layers.row import GAP, INDENT, RowLook, drop_line, places
from studio.ui.panels.layers.rows import Row, Rows
from studio.ui.panels.layers.thumbs import Miniatures

if TYPE_CHECKING:
    from studio.ui.desk import Desk

SLICE = 0.006
"""Seconds that one drawing of the list may spend on small pictures; what is left comes with the next."""

TIPS = {
    "eye": "Show or hide  (Space)", "caret": "Open or close the group  (Left, Right)",
    "thumb": "Click to paint on the layer\nCtrl+click to select what is on it",
    "mask": "Click to paint on the layer mask with the mask brush\nShift+click to switch it on or off",
    "link": "Switch the layer mask on or off", "lock": "Lock or unlock: a locked layer cannot be changed",
}


class Drop(NamedTuple):
    """Where dragged layers would go: the gap, and how the list shows it."""

    gap: Gap
    line: QRect
    inside: bool
    """Into the group that `line` surrounds, rather than between two rows."""


class LayerList(QListView):
    """Shows one document's layers. `asked` wants the menu at a place on the screen."""

    asked = Signal(QPoint)
    masking = Signal(int)
    """The layer whose mask is to be painted on; 0: none."""
    outlined = Signal(int)
    """The layer whose coverage is to become the selection."""

    def __init__(self, desk: Desk, edits_mask: Callable[[Layer], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows = Rows(self)
        self._look = RowLook(self.rows, edits_mask, self)
        self._syncing = False
        self._pressed: tuple[int, QPoint] | None = None
        self._drop: Drop | None = None
        self._dragging = False
        self.setModel(self.rows)
        self.setItemDelegate(self._look)
        self.setAccessibleName("Layers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self._scrolling = QTimer(self, interval=40)
        self._scrolling.timeout.connect(self._scroll_on)
        self._redraw = QTimer(self, interval=30, singleShot=True)
        self._redraw.timeout.connect(self.viewport().update)
        self.rows.touched.connect(self._touched)
        self.rows.arranged.connect(self.follow)
        self.rows.renamed.connect(self._rename)
        self.selectionModel().selectionChanged.connect(self._selected)
        self._leave: Callable[[], None] = lambda: None

    @property
    def document(self) -> Document | None:
        return self.rows.document

    def show_document(self, document: Document | None) -> None:
        self._leave()
        self._look.miniatures = Miniatures(document) if document else None
        self.rows.show(document)
        self._leave = document.activated.connect(self.follow) if document else lambda: None

    def attempt(self, deed: Callable[[Document], object]) -> None:
        """Does it to the document; what is refused is said where the eye is."""
        if self.document is None:
            return
        try:
            deed(self.document)
        except BadRequest as refused:
            self._desk.say(refused.message, refused.hint, "error")

    # Keeping in step

    def _touched(self) -> None:
        if self._look.miniatures is not None and self.document is not None:
            self._look.miniatures.forget({layer.id for layer in self.document.root.walk()})
        if not self._redraw.isActive():
            self._redraw.start()

    def follow(self) -> None:
        """Selects the rows of the layers that the document has chosen."""
        document = self.document
        if document is None:
            return
        self._syncing = True
        selection = QItemSelection()
        for number in range(len(self.rows)):
            if self.rows[number].layer.id in document.chosen:
                selection.select(self.rows.index(number), self.rows.index(number))
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        active = self.rows.number_of(document.active)
        if active is not None and self.currentIndex().row() != active:
            model.setCurrentIndex(self.rows.index(active), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.rows.index(active))
        self._syncing = False
        self.viewport().update()

    def _selected(self) -> None:
        document = self.document
        if self._syncing or self.rows.changing or document is None:
            return
        chosen = tuple(self.rows[number].layer.id for number in sorted(
            index.row() for index in self.selectionModel().selectedIndexes()))
        if not chosen:
            self.follow()
            return
        current = self.currentIndex().row()
        active = self.rows[current].layer.id if 0 <= current < len(self.rows) else 0
        document.activate(active if active in chosen else chosen[0], chosen)

    def _rename(self, layer: int, name: str) -> None:
        self.attempt(lambda document: deeds.rename(document, layer, name))

    def current_row(self) -> Row | None:
        number = self.currentIndex().row()
        return self.rows[number] if 0 <= number < len(self.rows) else None

    # Mouse

    def _part_at(self, at: QPoint) -> tuple[int, str]:
        index = self.indexAt(at)
        if not index.isValid():
            return -1, ""
        row = index.row()
        return row, places(self.visualRect(index), self.rows[row]).at(at.x(), at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        number, part = self._part_at(at)
        if event.button() is not Qt.MouseButton.LeftButton or number < 0:
            super().mousePressEvent(event)
            return
        if self._pressed_part(self.rows[number].layer, part, event.modifiers()):
            return
        self._pressed = (number, at)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not (plain and self.selectionModel().isSelected(self.rows.index(number))):
            super().mousePressEvent(event)
        if part in ("thumb", "mask"):
            self.masking.emit(self.rows[number].layer.id if part == "mask" else 0)

    def _pressed_part(self, layer: Layer, part: str, held: Qt.KeyboardModifier) -> bool:
        """True when the press was for that part alone and the selection stays."""
        name = {"eye": "visible", "lock": "locked", "link": "mask_enabled"}.get(part, "")
        if part == "mask" and held == Qt.KeyboardModifier.ShiftModifier:
            name = "mask_enabled"
        if name:
            self.attempt(lambda document: deeds.switch(document, (layer.id,), name))
        elif part == "caret" and isinstance(layer, Group):
            self.attempt(lambda document: deeds.unfold(document, layer, not layer.expanded))
        elif part == "thumb" and held == Qt.KeyboardModifier.ControlModifier:
            self.outlined.emit(layer.id)
        else:
            return False
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if not self._dragging and (at - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self._scrolling.start()
        if self._dragging:
            self._drop = self.drop_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        drop, dragged = self._drop, self._dragging
        self._end_drag()
        if dragged and drop is not None and self.document is not None:
            chosen = self.document.chosen
            self.attempt(lambda document: deeds.move(document, chosen, drop.gap))
        elif pressed is not None and not dragged and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            index = self.rows.index(pressed[0])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number, part = self._part_at(event.position().toPoint())
        if number < 0 or event.button() is not Qt.MouseButton.LeftButton:
            return
        if part == "text":
            self.edit(self.rows.index(number))
        elif part in ("eye", "lock", "link", "caret"):
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if by_mouse and index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.asked.emit(event.globalPos() if by_mouse else
                        self.viewport().mapToGlobal(self.visualRect(index).center()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number, part = self._part_at(event.pos())
            if number < 0:
                return False
            QToolTip.showText(event.globalPos(), self._tip(self.rows[number].layer, part), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, layer: Layer, part: str) -> str:
        if part != "text":
            return TIPS[part]
        origin = layer.origin or {}
        made = f"\nMade by {origin['model']}" if origin.get("model") else ""
        return f"{layer.name}{made}\nDouble click to rename  (F2)"

    # Dragging

    def drop_at(self, at: QPoint) -> Drop | None:
        """Where layers dropped at `at` (viewport pixels) would go."""
        document = self.document
        if document is None or not len(self.rows):
            return None
        index = self.indexAt(QPoint(self.viewport().width() // 2, max(0, at.y())))
        if not index.isValid():
            last = self.visualRect(self.rows.index(len(self.rows) - 1))
            return Drop(Gap(0, 0), self._gap_line(last.bottom(), 0), False)
        row, rect = self.rows[index.row()], self.visualRect(index)
        share = (at.y() - rect.y()) / rect.height()
        layer = row.layer
        if isinstance(layer, Group) and (0.25 < share < 0.75 or (share >= 0.5 and layer.expanded)):
            return Drop(Gap(layer.id, len(layer.children)), rect.adjusted(8, 0, -8, -GAP), True)
        above = share < 0.5
        line = self._gap_line(rect.y() if above else rect.bottom() + 1, row.depth)
        return Drop(deeds.gap_at(document, layer, above), line, False)

    def _gap_line(self, y: int, depth: int) -> QRect:
        left = 42 + depth * INDENT
        return QRect(left, y - GAP // 2, self.viewport().width() - left - 12, 0)

    def _scroll_on(self) -> None:
        """Goes on scrolling while layers are held over the upper or lower edge."""
        y = self.viewport().mapFromGlobal(self.cursor().pos()).y()
        way = -8 if y < 16 else 8 if y > self.viewport().height() - 16 else 0
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + way)

    def _end_drag(self) -> None:
        self._dragging, self._drop = False, None
        self._scrolling.stop()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        miniatures = self._look.miniatures
        if miniatures is not None:
            miniatures.begin(SLICE)
        super().paintEvent(event)
        if miniatures is not None and miniatures.behind:
            self._redraw.start()
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._drop.line
        if self._drop.inside:
            drop_line(painter, QPointF(line.topLeft()), QPointF(line.bottomRight()), around=True)
        else:
            drop_line(painter, QPointF(line.topLeft()), QPointF(line.x() + line.width(), line.y()))
        painter.end()

    # Keys

    def event(self, event: QEvent) -> bool:
        """While the list has the focus its keys are its own, whatever the window's shortcuts say."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._deed_of(event):
            event.accept()
            return True
        return super().event(event)

    def _deed_of(self, event: QKeyEvent) -> Callable[[Document], object] | None:
        key, held = event.key(), event.modifiers()
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return lambda document: deeds.step(document, key == Qt.Key.Key_Up)
        if held != Qt.KeyboardModifier.NoModifier:
            return None
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return deeds.delete
        if key == Qt.Key.Key_Space:
            return lambda document: deeds.switch(document, document.chosen, "visible")
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return lambda document: self._walk(document, key == Qt.Key.Key_Right)
        return None

    def _walk(self, document: Document, inward: bool) -> None:
        """Right opens a group, Left closes it; Left on a layer inside goes to its group."""
        row = self.current_row()
        if row is None:
            return
        if isinstance(row.layer, Group) and row.layer.expanded != inward:
            deeds.unfold(document, row.layer, inward)
        elif not inward and row.depth:
            document.activate(document.parent(row.layer).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._pressed = None
            self._end_drag()
            return
        deed = self._deed_of(event)
        if deed is not None:
            self.attempt(deed)
        else:
            super().keyPressEvent(event)
