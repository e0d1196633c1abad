"""How one layer looks in the list: eye, small pictures, name and how it joins, what it is, whether it is locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.layers import Group, Layer, PixelLayer
from studio.ui import icons
from studio.ui.panels.layers.rows import Row, Rows, summary
from studio.ui.panels.layers.thumbs import Miniatures, draw_checks
from studio.ui.theme import font, theme

HEIGHT, GAP, THUMB, INDENT, MARGIN = 44, 2, 36, 14, 8

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Places:
    """Where in a row what is, in the view's pixels; empty rectangles are not there."""

    body: QRect
    eye: QRect
    caret: QRect
    thumb: QRect
    link: QRect
    mask: QRect
    text: QRect
    lock: QRect

    def at(self, x: int, y: int) -> str:
        """The name of the part under the pointer; "text" where there is nothing else."""
        for name in ("caret", "eye", "thumb", "link", "mask", "lock"):
            if getattr(self, name).contains(x, y):
                return name
        return "text"


def places(rect: QRect, row: Row) -> Places:
    """Lays a row out in `rect` (HEIGHT + GAP high)."""
    body = QRect(rect.x() + MARGIN, rect.y(), rect.width() - 2 * MARGIN, HEIGHT)
    middle, nothing = body.center().y() + 1, QRect()
    left = body.x() + 34 + row.depth * INDENT
    thumb = QRect(left, middle - THUMB // 2, THUMB, THUMB)
    caret = QRect(left - 11, body.y(), 11, HEIGHT) if isinstance(row.layer, Group) else nothing
    link, mask, text = nothing, nothing, thumb.right() + 7
    if row.layer.mask is not None:
        link = QRect(thumb.right() + 5, body.y(), 16, HEIGHT)
        mask = thumb.translated(THUMB + 24, 0)
        text = mask.right() + 7
    lock = QRect(body.right() - 29, body.y(), 28, HEIGHT)
    return Places(body, QRect(body.x() + 2, body.y(), 28, HEIGHT), caret, thumb, link, mask,
                  QRect(text, body.y(), max(0, lock.left() - text), HEIGHT), lock)


class RowLook(QStyledItemDelegate):
    """Paints rows. `edits_mask(layer)` says whether tools work on that layer's mask."""

    def __init__(self, rows: Rows, edits_mask: Callable[[Layer], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._edits_mask = edits_mask
        self.miniatures: Miniatures | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEIGHT + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = self._rows[index.row()]
        where = places(rect, row)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, where, state, chosen)
        role = "text2" if chosen else "text3"
        self._symbol(painter, "eye" if row.layer.visible else "eye-slash", where.eye, role, 15)
        if not where.caret.isNull():
            opened = isinstance(row.layer, Group) and row.layer.expanded
            self._symbol(painter, "caret-down" if opened else "caret-right", where.caret, role, 9)
        self._thumb(painter, row.layer, where.thumb)
        if not where.mask.isNull():
            self._symbol(painter, "link" if row.layer.mask_enabled else "link-break", where.link, "text3", 12)
            self._mask(painter, row.layer, where.mask)
        self._words(painter, row.layer, where.text, chosen)
        sign, role = ("lock-simple-fill", "text") if row.layer.locked else ("lock-simple-open", "text3")
        self._symbol(painter, sign, where.lock, role, 13)
        painter.restore()

    def _ground(self, painter: QPainter, where: Places, state: QStyle.StateFlag, chosen: bool) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(where.body), 6, 6)
        if chosen:
            painter.fillPath(shape, theme().colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillPath(shape, theme().colour("raised"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(theme().colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(where.body).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)

    def _symbol(self, painter: QPainter, name: str, box: QRect, role: str, side: int = 16) -> None:
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(QRectF(box).center())
        icons.draw(painter, name, spot, theme().colour(role))

    def _framed(self, painter: QPainter, picture: QPixmap | None, box: QRect, checks: bool) -> None:
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), 4, 4)
        painter.setClipPath(shape)
        painter.fillRect(box, theme().colour("raised"))
        if picture is not None:
            ratio = box.width() / max(picture.width(), picture.height())
            spot = QRectF(0, 0, picture.width() * ratio, picture.height() * ratio)
            spot.moveCenter(QRectF(box).center())
            if checks:
                draw_checks(painter, spot)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(spot, picture, QRectF(picture.rect()))
        painter.restore()

    def _thumb(self, painter: QPainter, layer: Layer, box: QRect) -> None:
        if isinstance(layer, PixelLayer) and self.miniatures is not None:
            self._framed(painter, self.miniatures.pixels(layer, self._side(painter)), box, checks=True)
            return
        self._framed(painter, None, box, checks=False)
        opened = isinstance(layer, Group) and layer.expanded
        self._symbol(painter, "folder-open" if opened else "folder", box, "text2", 18)

    def _mask(self, painter: QPainter, layer: Layer, box: QRect) -> None:
        if self.miniatures is None:
            return
        painter.setOpacity(1.0 if layer.mask_enabled else 0.45)
        self._framed(painter, self.miniatures.mask(layer, self._side(painter)), box, checks=False)
        painter.setOpacity(1.0)
        edited = self._edits_mask(layer)
        width = 2.0 if edited else 1.0
        painter.setPen(QPen(theme().colour("accent" if edited else "border"), width))
        inset = width / 2
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), 4, 4)

    def _side(self, painter: QPainter) -> int:
        return round(THUMB * painter.device().devicePixelRatio())

    def _words(self, painter: QPainter, layer: Layer, box: QRect, chosen: bool) -> None:
        strong, plain = font(12, 500), font(11)
        name, second = layer.name, summary(layer)
        wide = max(QFontMetrics(strong).horizontalAdvance(name), QFontMetrics(plain).horizontalAdvance(second))
        badge = QFontMetrics(plain).horizontalAdvance("generated") + 16 if layer.generated else 0
        beside = layer.generated and wide + 6 + badge + 2 <= box.width()
        room = box.width() - (badge + 8 if beside else 2)
        role = "text" if layer.visible else "text2"
        self._line(painter, name, QRect(box.x(), box.y() + 6, room, 17), strong, role)
        if layer.generated and not beside:
            self._badge(painter, QRectF(box.x(), box.y() + 23, badge, 17), plain)
        else:
            self._line(painter, second, QRect(box.x(), box.y() + 22, room, 16), plain, "text2" if chosen else "text3")
        if beside:
            self._badge(painter, QRectF(box.right() - badge - 1, box.y() + 13, badge, 18), plain)

    def _line(self, painter: QPainter, text: str, box: QRect, letters: QFont, role: str) -> None:
        painter.setFont(letters)
        painter.setPen(theme().colour(role))
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _badge(self, painter: QPainter, box: QRectF, letters: QFont) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("info_soft"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(letters)
        painter.setPen(theme().colour("info"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "generated")

    # Renaming in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(font(12, 500))
        editor.setAccessibleName("Layer name")
        editor.setMaxLength(200)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        text = places(rect, self._rows[index.row()]).text
        editor.setGeometry(QRect(text.x() - 6, text.y() + 8, text.width() + 2, 28))


def drop_line(painter: QPainter, left: QPointF, right: QPointF, around: bool = False) -> None:
    """Shows where dragged layers will go: a line between rows, or a frame `around` the group that takes them in."""
    painter.setPen(QPen(theme().colour("accent"), 2))
    if around:
        painter.drawRoundedRect(QRectF(left, right).adjusted(1, 1, -1, -1), 6, 6)
        return
    painter.drawLine(left, right)
    painter.setBrush(theme().colour("panel"))
    painter.drawEllipse(left, 3, 3)
