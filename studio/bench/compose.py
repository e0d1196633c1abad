"""How long it takes to compose a large picture of five layers for the screen, in copies of one layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Bench, Figure
from studio.core.document import Document
from studio.core.layers import Mode, PixelLayer
from studio.core.tiles import Tiles

SIDE = 4096


def large_document(modes: Sequence[Mode], masked: Sequence[int] = (), solid: bool = True) -> Document:
    """4096², one layer a mode, every pixel of every layer another; the lowest opaque when `solid`."""
    rng = np.random.default_rng(4)
    document = Document((SIDE, SIDE))
    for index, mode in enumerate(modes):
        pixels = rng.integers(0, 256, (SIDE, SIDE, 4), np.uint8)
        if solid and index == 0:
            pixels[..., 3] = 255
        layer = PixelLayer(f"Layer {index}", mode=mode, pixels=Tiles.of(pixels))
        if index in masked:
            layer.mask = Tiles.of(pixels[::-1, :, 0].copy())
        document.root.children.append(layer)
    document.activate(document.root.children[0].id)
    return document


def copy_time(like: NDArray[Any] | None = None) -> Callable[[], float]:
    """Measures np.copyto of one 4096² RGBA8 layer, in seconds."""
    source = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 4), np.uint8) if like is None else like
    target = np.empty_like(source)

    def measure() -> float:
        start = perf_counter()
        np.copyto(target, source)
        return perf_counter() - start

    measure()
    return measure


def recomposed(document: Document, times: int = 9) -> tuple[float, float, float]:
    """Seconds for everything from nothing kept; for all five layers anew after one of them was hidden and is shown
    again (median); and for the copy, measured in between (median)."""
    from studio.ui.compositor import Compositor

    compositor, copy = Compositor(document), copy_time()

    def all_tiles() -> float:
        start = perf_counter()
        for _ in compositor.tiles(document.canvas):
            pass
        return perf_counter() - start

    cold = all_tiles()
    layer, taken, copies = document.root.children[2], [], []
    for _ in range(times + 1):
        layer.visible = False
        all_tiles()
        layer.visible = True
        taken.append(all_tiles())
        copies.append(copy())
    compositor.close()
    return cold, float(np.median(taken[1:])), float(np.median(copies))


def run() -> Sequence[Figure]:
    mixed = (Mode.NORMAL, Mode.MULTIPLY, Mode.SCREEN, Mode.OVERLAY, Mode.NORMAL)
    cases = (
        ("five normal layers on an opaque one", large_document([Mode.NORMAL] * 5), 8),
        ("five normal layers, none opaque", large_document([Mode.NORMAL] * 5, solid=False), 8),
        ("normal, multiply, screen, overlay, normal; three masks", large_document(mixed, masked=(1, 3, 4)), 16),
    )
    figures = []
    for name, document, bar in cases:
        cold, warm, copy = recomposed(document)
        reference = "np.copyto of one 4096² RGBA8 layer"
        figures += [
            Figure(f"full recomposite, {name}", warm / copy, "×", reference, f"≤ {bar} ×", warm / copy <= bar,
                   f"{warm * 1000:.0f} ms, copy {copy * 1000:.1f} ms; prepared: each layer's tiles × alpha × mask, and "
                   "the factors of multiply and overlay"),
            Figure(f"the first time, nothing prepared, {name}", cold / copy, "×", reference,
                   note=f"{cold * 1000:.0f} ms"),
        ]
    return figures


BENCH = Bench("compose", "Composing 4096² × 5 layers for the screen", run, needs_window=True)
