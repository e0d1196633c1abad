"""Pictures on their way between Qt and the studio's own arrays: clipboard, drops and thumbnails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.core.picture import Picture


def image_of(picture: Picture) -> QImage:
    """A QImage of its own; 16-bit samples are rounded to 8."""
    import numpy as np

    from studio.core.picture import to8

    pixels = np.ascontiguousarray(to8(picture))
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def picture_of(image: QImage) -> Picture:
    """H × W × 4, uint8, straight alpha."""
    import numpy as np

    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    height, width, line = plain.height(), plain.width(), plain.bytesPerLine()
    rows: NDArray[Any] = np.frombuffer(plain.constBits(), np.uint8, count=height * line).reshape(height, line)
    return rows[:, : 4 * width].reshape(height, width, 4).copy()


def covering(image: QImage, size: QSize, top: float = 0.5) -> QImage:
    """Scaled and cut so that it fills `size`; `top` 0 keeps the upper edge, 1 the lower one."""
    if image.isNull() or size.isEmpty():
        return QImage()
    smooth = Qt.TransformationMode.SmoothTransformation
    grown = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, smooth)
    left = (grown.width() - size.width()) // 2
    return grown.copy(left, round((grown.height() - size.height()) * top), size.width(), size.height())


def rounded(image: QImage, radius: float, scale: float = 1.0) -> QImage:
    """With round corners of `radius` logical pixels on a screen of `scale`."""
    out = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, image.width(), image.height()), radius * scale, radius * scale)
    painter.setClipPath(path)
    painter.drawImage(0, 0, image)
    painter.end()
    return out
