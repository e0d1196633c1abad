"""What undo costs after a stroke across the whole of a large picture: in time, and in memory held for it."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from studio.bench.bench import Bench, Figure
from studio.bench.compose import SIDE, large_document
from studio.core.document import Document
from studio.core.layers import Mode
from studio.tools.brush import Brush
from studio.tools.tool import Pointer, Setting


def across(document: Document, size: int) -> None:
    """One stroke from edge to edge, as a hand would make it."""
    brush = Brush()
    brush.options.size = size
    brush.press(document, Pointer(0, SIDE / 2), Setting())
    for x in range(64, SIDE + 1, 64):
        brush.drag(document, Pointer(x, SIDE / 2 + 8 * (x // 64 % 2)))
    command = brush.release(document, Pointer(SIDE, SIDE / 2))
    assert command is not None
    document.do(command)


def run() -> Sequence[Figure]:
    from studio.ui.compositor import Compositor

    document = large_document([Mode.NORMAL] * 5)
    document.activate(document.root.children[2].id)
    compositor = Compositor(document)
    for _ in compositor.tiles(document.canvas):
        pass
    pixels = document.root.children[2].pixels  # type: ignore[attr-defined]
    before = dict(pixels.items())
    across(document, 200)
    touched = sum(tile.nbytes for key, tile in pixels.items() if before.get(key) is not tile)
    held = document.history.nbytes
    bare, shown = [], []
    for _ in range(15):
        for way in (document.undo, document.redo):
            start = perf_counter()
            way()
            bare.append(perf_counter() - start)
            for _ in compositor.tiles(document.canvas):
                pass
            shown.append(perf_counter() - start)
    compositor.close()
    note = f"stroke of 200 px across {SIDE} px, {held // (256 * 256 * 4)} tiles"
    swap, seen = float(np.median(bare)) * 1000, float(np.median(shown)) * 1000
    return [
        Figure("undo or redo of a full-width stroke", swap, "ms", "the clock", "≤ 16 ms", swap <= 16, note),
        Figure("the same until the screen's tiles are composed", seen, "ms", "the clock", "≤ 16 ms", seen <= 16, note),
        Figure("memory held for it", held / touched, "×", "bytes of the touched tiles", "≤ 1 ×", held <= touched, note),
    ]


BENCH = Bench("undo", "Undo of a stroke across 4096²", run, needs_window=True)
