"""How long the picture takes to follow the brush, beside QPainter doing the same with nothing else to care for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from studio.bench.bench import Bench, Figure
from studio.bench.compose import SIDE, large_document
from studio.core.brush import Stroke, Tip, Touch
from studio.core.document import Document, Part, Target
from studio.core.geometry import Rect
from studio.core.ink import Colour
from studio.core.layers import Mode
from studio.core.path import between

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

EVENTS = 300
STEP = 1500 / 120
"""Pixels from event to event: a hand that draws 1500 px a second, and a pen that reports 120 times a second."""

COLOUR = (200, 60, 30, 255)
HARDNESS = 0.5


def hand(radius: float) -> Iterator[Touch]:
    """A winding stroke over the canvas at a hand's speed."""
    for event in range(EVENTS):
        angle = event * STEP / 1350
        yield Touch(SIDE / 2 + 1400 * math.sin(angle), SIDE / 2 + 1300 * math.sin(1.3 * angle + 1))


def places(radius: float) -> Iterator[Touch]:
    """Anywhere on the canvas, the whole dab on it."""
    for x, y in np.random.default_rng(7).uniform(radius + 2, SIDE - radius - 2, (EVENTS // 3, 2)):
        yield Touch(float(x), float(y))


def ours(document: Document, radius: float, touches: Iterable[Touch], single: bool) -> tuple[list[float], float]:
    """Seconds an event: coverage, preview and the tiles of the screen; and for what is left to do when the hand lifts,
    until the changes are there for a command. `single`: each touch a new stroke. Before a stroke begins, what lies
    under and above the tip is made ready, as it is while a hand hovers before it presses."""
    from studio.ui.compositor import Compositor

    compositor = Compositor(document)
    for _ in compositor.tiles(document.canvas):
        pass
    target = Target(Part.PIXELS, document.active)
    stroke: Stroke | None = None
    taken = []
    for touch in touches:
        if stroke is None:
            around = Rect(math.floor(touch.x), math.floor(touch.y), 1, 1).grown(math.ceil(radius) + 1)
            compositor.prepare(around, math.inf)
        start = perf_counter()
        if stroke is None:
            stroke = Stroke(document.tiles(target), Tip(2 * radius, HARDNESS), Colour(COLOUR), document.canvas)
        drawn = stroke.extend([touch])
        document.preview(target, stroke.tiles, drawn)
        for _ in compositor.tiles(drawn):
            pass
        taken.append(perf_counter() - start)
        if single:
            document.preview(target, None, stroke.area)
            for _ in compositor.tiles(stroke.area):
                pass
            stroke = None
    start = perf_counter()
    if stroke is not None:
        stroke.end()
        stroke.changes()
        document.preview(target, None, stroke.area)
    lift = perf_counter() - start
    compositor.close()
    return taken, lift


def painters(document: Document, radius: float, touches: Iterable[Touch], single: bool) -> list[float]:
    """Seconds an event: QPainter draws soft dabs, prepared as an image, into a layer, a tenth of their diameter apart
    and at least one an event, as the line is to follow the hand; then all five layers inside their rectangle."""
    from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
    from PySide6.QtGui import QImage, QPainter

    shape = QImage.Format.Format_ARGB32_Premultiplied
    layers = []
    for layer in document.root.children:
        pixels = document.tiles(Target(Part.PIXELS, layer.id)).read(document.canvas)
        layers.append(QImage(pixels.data, SIDE, SIDE, SIDE * 4, QImage.Format.Format_RGBA8888).convertToFormat(shape))
    screen, active, tip = QImage(SIDE, SIDE, shape), len(layers) // 2, _tip(radius)
    taken = []
    last: Touch | None = None
    for touch in touches:
        start = perf_counter()
        count = 1 if last is None or single else max(1, round(math.dist(last[:2], touch[:2]) / (0.2 * radius)))
        dirty = QRectF()
        painter = QPainter(layers[active])
        for number in range(1, count + 1):
            at = touch if last is None or single else between(last, touch, number / count)
            corner = QPointF(round(at.x - tip.width() / 2), round(at.y - tip.height() / 2))
            painter.drawImage(corner, tip)
            dirty |= QRectF(corner, QSizeF(tip.size()))
        painter.end()
        part: QRect = dirty.toAlignedRect()
        painter = QPainter(screen)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for image in layers:
            painter.drawImage(part.topLeft(), image, part)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.end()
        taken.append(perf_counter() - start)
        last = touch
    return taken


def _tip(radius: float) -> QImage:
    """The soft dab as a picture × alpha."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

    side = math.ceil(2 * radius) + 1
    tip = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tip.fill(Qt.GlobalColor.transparent)
    gradient = QRadialGradient(QPointF(side / 2, side / 2), radius)
    for at, alpha in ((0.0, 255), (HARDNESS, 255), (0.625, 215), (0.75, 128), (0.875, 40), (1.0, 0)):
        gradient.setColorAt(at, QColor(*COLOUR[:3], alpha))
    painter = QPainter(tip)
    painter.fillRect(tip.rect(), gradient)
    painter.end()
    return tip


def run() -> Sequence[Figure]:
    document = large_document([Mode.NORMAL] * 5)
    document.activate(document.root.children[2].id)
    figures = []
    for what, way, single in (("stroke at 1500 px/s, an event at 120 Hz", hand, False), ("single dab", places, True)):
        for radius in (250.0, 100.0, 25.0):
            times, lift = ours(document, radius, way(radius), single)
            mine, plain = np.array(times), np.array(painters(document, radius, way(radius), single))
            middle, worst = float(np.median(mine)) * 1000, float(np.quantile(mine, 0.99)) * 1000
            bare = float(np.median(plain)) * 1000
            note = (f"{len(mine)} events; ours median {middle:.2f}, QPainter median {bare:.2f}, "
                    f"p99 {np.quantile(plain, 0.99) * 1000:.2f} ms")
            figures += [
                Figure(f"{what}, radius {radius:.0f}, p99", worst, "ms", "the clock", "≤ 4 ms", worst <= 4, note),
                Figure(f"{what}, radius {radius:.0f}, speed", bare / middle, "×",
                       "QPainter: prepared dabs into a layer, then five layers", "≥ 1.0 ×", bare >= middle, note),
            ]
            if not single:
                figures.append(Figure(f"{what}, radius {radius:.0f}, when the hand lifts", lift * 1000, "ms",
                                      "the clock", note="the tiles that are still wet, made into one step of undo"))
    return figures


BENCH = Bench("dabs", "The brush on 4096² × 5 layers", run, needs_window=True)
