"""What the start page is laid with: cards that show a task by a picture, and small ones for recent work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.pictures import covering
from studio.ui.theme import colour, font


class _Framed(QAbstractButton):
    """A rounded box in the panel's grey; the frame brightens under the pointer and takes the accent with the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def frame(self, painter: QPainter) -> QRectF:
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(colour("panel"))
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "border" if self.underMouse() else "line"), 1))
        painter.drawRoundedRect(rect, 8, 8)
        return rect


class TaskCard(_Framed):
    """A picture 192 (narrow: 128) high over a title with its icon and one or two lines of text."""

    def __init__(self, title: str, text: str, icon: str, note: str = "", top: float = 0.5,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text, self._icon, self._note, self._top = title, text, icon, note, top
        self._image = QImage()
        self._fitted = QImage()
        self.narrow = False
        self.setText(title)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        self.narrow = narrow
        self.setFixedHeight(209 if narrow else 258)
        self._fitted = QImage()

    def set_image(self, image: QImage) -> None:
        self._image = image
        self._fitted = QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.frame(painter)
        high = 129 if self.narrow else 192
        self._paint_image(painter, QRectF(1.5, 1.5, rect.width() - 2, high - 1))
        left, y = 18, high + (12 if self.narrow else 13)
        icons.draw(painter, self._icon, QRectF(left, y, 16, 16), colour("accent"))
        painter.setPen(colour("text"))
        painter.setFont(font(13, 600))
        painter.drawText(QRectF(left + 24, y - 2, rect.width(), 20), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(font(11, 500))
        painter.setPen(colour("text3"))
        painter.drawText(QRectF(0, y - 2, rect.width() - 17, 20),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note)
        painter.setFont(font(12))
        painter.setPen(colour("text2"))
        painter.drawText(QRectF(left, y + 22, rect.width() - 2 * left, 40),
                         int(Qt.TextFlag.TextWordWrap), self._text)
        painter.end()

    def _paint_image(self, painter: QPainter, rect: QRectF) -> None:
        scale = self.devicePixelRatioF()
        size = QSize(round(rect.width() * scale), round(rect.height() * scale))
        if self._fitted.size() != size:
            self._fitted = covering(self._image, size, self._top)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, 7, 7)
        path.addRect(rect.adjusted(0, 12, 0, 0))
        painter.save()
        painter.setClipPath(path)
        if self._fitted.isNull():
            painter.fillRect(rect, colour("raised"))
        else:
            painter.drawImage(rect, self._fitted)
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(316, self.height())


class RecentCard(_Framed):
    """A small view, a name and when it was last open; 71 high."""

    def __init__(self, path: Path, name: str, line: str, thumb: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._line, self._thumb = name, line, QImage(str(thumb))
        self.setText(name)
        self.setAccessibleDescription(line)
        self.setToolTip(str(path))
        self.setFixedHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = self.frame(painter)
        box = QRectF(9, 8, 56, 56)
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, colour("raised"))
        if self._thumb.isNull():
            icons.draw(painter, "image", box.adjusted(18, 18, -18, -18), colour("text3"))
        else:
            painter.drawImage(box, self._thumb)
        painter.restore()
        painter.setFont(font(12, 600))
        painter.setPen(colour("text"))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, int(rect.width()) - 90)
        painter.drawText(QRectF(77, 17, rect.width(), 20), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(font(12))
        painter.setPen(colour("text2"))
        painter.drawText(QRectF(77, 35, rect.width(), 20), Qt.AlignmentFlag.AlignVCenter, self._line)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(316, 72)


class SideRow(QAbstractButton):
    """A line of the side bar, 32 high: an icon or none, words, and something short at the right."""

    def __init__(self, text: str, icon: str = "", trailing: str = "", checkable: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self.trailing = icon, trailing
        self.setText(text)
        self.setAccessibleName(f"{text} {trailing}".strip())
        self.setToolTip(self.accessibleName())
        self.setCheckable(checkable)
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground = colour("accent_soft") if on else colour("hover") if self.underMouse() else QColor(0, 0, 0, 0)
        painter.setPen(QPen(colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left = 12
        if self._icon:
            icons.draw(painter, self._icon, QRectF(12, 8, 16, 16), colour("accent_text" if on else "text3"))
            left = 38
        painter.setFont(font(12, 500))
        painter.setPen(colour("text" if on or not self._icon else "text2"))
        painter.drawText(QRectF(left, 0, self.width(), 32), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font(12, tabular=True))
        painter.setPen(colour("text3" if not on else "text2"))
        painter.drawText(QRectF(0, 0, self.width() - 12, 32),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.trailing)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(200, 32)
