"""How long the picture takes to follow the brush, beside QPainter doing the same with nothing else to care for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from time import perf_counter

import numpy as np

from studio.bench.bench import Bench, Figure
from studio.bench.compose import SIDE, large_document
from studio.core.brush import Stroke, Tip, Touch
from studio.core.document import Document, Part, Target
from studio.core.ink import Colour
from studio.core.layers import Mode

EVENTS = 300
COLOUR = (200, 60, 30, 255)
HARDNESS = 0.5


def way(radius: float) -> Iterator[Touch]:
    """A winding path all over the canvas, a tenth of the diameter from event to event."""
    for step in range(EVENTS):
        angle = step * 0.2 * radius / 900
        yield Touch(SIDE / 2 + 1400 * math.sin(angle), SIDE / 2 + 1300 * math.sin(1.3 * angle + 1))


def ours(document: Document, radius: float) -> list[float]:
    """Seconds an event: coverage, pixels, preview and the tiles of the screen."""
    from studio.ui.compositor import Compositor

    compositor = Compositor(document)
    for _ in compositor.tiles(document.canvas):
        pass
    target = Target(Part.PIXELS, document.active)
    stroke = Stroke(document.tiles(target), Tip(2 * radius, HARDNESS), Colour(COLOUR), document.canvas)
    taken = []
    for touch in way(radius):
        start = perf_counter()
        drawn = stroke.extend([touch])
        document.preview(target, stroke.tiles, drawn)
        for _ in compositor.tiles(drawn):
            pass
        taken.append(perf_counter() - start)
    document.preview(target, None, stroke.area)
    compositor.close()
    return taken


def painters(document: Document, radius: float) -> list[float]:
    """Seconds an event: one soft dab into a layer, then five layers drawn over one another inside its rectangle."""
    from PySide6.QtCore import QPointF, QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

    shape = QImage.Format.Format_ARGB32_Premultiplied
    layers = []
    for layer in document.root.children:
        pixels = document.tiles(Target(Part.PIXELS, layer.id)).read(document.canvas)
        layers.append(QImage(pixels.data, SIDE, SIDE, SIDE * 4, QImage.Format.Format_RGBA8888).convertToFormat(shape))
    screen, active = QImage(SIDE, SIDE, shape), len(layers) // 2
    taken = []
    for touch in way(radius):
        start = perf_counter()
        gradient = QRadialGradient(QPointF(touch.x, touch.y), radius)
        for at, alpha in ((0.0, 255), (HARDNESS, 255), (0.625, 215), (0.75, 128), (0.875, 40), (1.0, 0)):
            gradient.setColorAt(at, QColor(*COLOUR[:3], alpha))
        painter = QPainter(layers[active])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawEllipse(QPointF(touch.x, touch.y), radius, radius)
        painter.end()
        left, top = math.floor(touch.x - radius), math.floor(touch.y - radius)
        part = QRect(left, top, math.ceil(2 * radius) + 1, math.ceil(2 * radius) + 1)
        painter = QPainter(screen)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for image in layers:
            painter.drawImage(part.topLeft(), image, part)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.end()
        taken.append(perf_counter() - start)
    return taken


def run() -> Sequence[Figure]:
    document = large_document([Mode.NORMAL] * 5)
    document.activate(document.root.children[2].id)
    figures = []
    for radius in (250.0, 100.0, 25.0):
        mine, plain = (np.array(measure(document, radius)) for measure in (ours, painters))
        middle, worst = np.median(mine) * 1000, float(np.quantile(mine, 0.99)) * 1000
        note = (f"{EVENTS} events; ours median {middle:.2f}, QPainter median {np.median(plain) * 1000:.2f}, "
                f"p99 {np.quantile(plain, 0.99) * 1000:.2f} ms")
        figures += [
            Figure(f"dab and recomposite, radius {radius:.0f}, p99", worst, "ms", "the clock", "≤ 4 ms",
                   worst <= 4, note),
            Figure(f"dab and recomposite, radius {radius:.0f}, speed", float(np.median(plain) / np.median(mine)), "×",
                   "QPainter, one dab and five layers", "≥ 1.0 ×", bool(np.median(plain) >= np.median(mine)), note),
        ]
    return figures


BENCH = Bench("dabs", "The brush on 4096² × 5 layers", run, needs_window=True)
