"""One family of line icons (Phosphor, from QtAwesome's fonts), drawn in the theme's colours at any size.

The font file of QtAwesome is read directly: importing the package takes longer than opening the window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QRawFont,
)

from studio.ui.theme import theme

_EM = 256.0
_STROKE = 16.0
"""Width of Phosphor's regular line on its grid of 256."""


@cache
def _names() -> dict[str, str]:
    with (_fonts() / "phosphor-charmap-1.3.0.json").open(encoding="utf-8") as file:
        codes: dict[str, str] = json.load(file)
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _fonts() -> Path:
    found = find_spec("qtawesome")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "fonts"


@cache
def _raw() -> QRawFont:
    return QRawFont(str(_fonts() / "phosphor-1.3.0.ttf"), _EM, QFont.HintingPreference.PreferNoHinting)


@cache
def _shape(name: str) -> QPainterPath:
    """The icon's outline on a grid of 256 × 256, y down."""
    drawn = {"lasso": _lasso, "mask-brush": _mask_brush, "ellipse-dashed": _ellipse}.get(name)
    if drawn is not None:
        return drawn()
    font = _raw()
    glyph = font.glyphIndexesForString(_names()[name])[0]
    return font.pathForGlyph(glyph).translated(0, font.ascent())


def known(name: str) -> bool:
    return name in ("lasso", "mask-brush", "ellipse-dashed") or name in _names()


def _stroked(line: QPainterPath, dashes: tuple[float, ...] = ()) -> QPainterPath:
    pen = QPainterPathStroker()
    pen.setWidth(_STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen.createStroke(line).simplified()


def _lasso() -> QPainterPath:
    """A loop of rope with its end hanging down to the left."""
    line = QPainterPath()
    line.addEllipse(QRectF(32, 44, 192, 120))
    line.addEllipse(QPointF(76, 164), 20, 20)
    line.moveTo(76, 184)
    line.cubicTo(78, 206, 62, 220, 44, 222)
    return _stroked(line)


def _ellipse() -> QPainterPath:
    line = QPainterPath()
    line.addEllipse(QRectF(32, 40, 192, 176))
    return _stroked(line, (1.9, 2.2))


def _mask_brush() -> QPainterPath:
    """The paint brush over a dashed arc: it paints what a model may change."""
    brush = _shape("paint-brush")
    line = QPainterPath()
    line.moveTo(136, 224)
    line.cubicTo(190, 222, 222, 190, 224, 132)
    return brush.united(_stroked(line, (0.6, 2.1)))


class _Engine(QIconEngine):
    """Asks the theme for its colour whenever it is drawn: a change of theme needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        draw(painter, self._name, QRectF(rect.x(), rect.y(), side, rect.height()), self._colour(mode, state))

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        role = "accent_text" if state is QIcon.State.On else self._role
        if mode is QIcon.Mode.Active and role == "text3":
            role = "text2"
        colour = theme().colour(role)
        if mode is QIcon.Mode.Disabled:
            colour.setAlpha(100)
        return colour

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._name, self._colour(mode, state).rgba(), size.width(), size.height())

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in the window's units, since Qt 6.8: on a fine screen the pixmap has `scale` times as many."""
        return self.pixmap(QSize(round(size.width() * scale), round(size.height() * scale)), mode, state)


@cache
def _pixmap(name: str, rgba: int, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    # In a box wider than high the icon stands at the left: the rest is the gap to the words of a button.
    draw(painter, name, QRectF(0, 0, min(width, height), height), QColor.fromRgba(rgba))
    painter.end()
    return pixmap


def draw(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paints icon `name` centred in `rect`, as large as fits."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2)
    painter.scale(side / _EM, side / _EM)
    painter.fillPath(_shape(name), colour)
    painter.restore()


def icon(name: str, role: str = "text3", size: int = 16) -> QIcon:
    """Phosphor's regular icon `name` in the theme's colour `role`; checked buttons show it in the accent.

    `size` is only a hint for whoever asks the icon for its sizes: it is drawn at any.
    """
    if not known(name):
        raise KeyError(f"Phosphor has no icon called {name!r}")
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str = "text3", size: int = 16, scale: float = 1.0) -> QPixmap:
    """For labels: `size` in logical pixels, drawn for a screen of `scale`."""
    side = round(size * scale)
    drawn = QPixmap(_pixmap(name, theme().colour(role).rgba(), side, side))
    drawn.setDevicePixelRatio(scale)
    return drawn
