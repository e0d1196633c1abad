"""One line of undo, capped by bytes, that knows what was saved."""

from __future__ import annotations

import gc
import time
import weakref

import numpy as np
import pytest

from studio.core.commands.layers import InsertLayer, SetProperty
from studio.core.commands.paint import Paint
from studio.core.document import Document, Part, Target
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import TILE, Tiles

TILE_BYTES = TILE * TILE * 4


def painted(document: Document, layer: PixelLayer, rect: Rect, value: int) -> Paint:
    pixels = np.full((rect.height, rect.width, 4), value, np.uint8)
    return Paint("Paint", Target(Part.PIXELS, layer.id), layer.pixels.planned(rect, pixels), rect)


def one_layer(size: tuple[int, int], limit: int = 512 << 20) -> tuple[Document, PixelLayer]:
    document = Document(size, history_bytes=limit)
    layer = PixelLayer("one", pixels=Tiles.of(np.full((size[1], size[0], 4), 255, np.uint8)))
    document.root.children = [layer]
    document.activate(layer.id)
    return document, layer


def test_the_oldest_go_when_the_bytes_run_out() -> None:
    document, layer = one_layer((TILE, TILE), limit=3 * TILE_BYTES + 100)
    for value in range(1, 8):
        document.do(painted(document, layer, Rect(0, 0, 9, 9), value))
        assert document.history.nbytes <= document.history.limit
    assert len(document.history.done) == 3
    while document.undo():
        pass
    assert layer.pixels.read(Rect(0, 0, 1, 1))[0, 0, 0] == 4


def test_the_newest_is_kept_however_large() -> None:
    document, layer = one_layer((TILE, TILE), limit=1)
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 1))
    assert document.undo()


def test_a_stroke_holds_just_the_tiles_it_touched() -> None:
    document, layer = one_layer((TILE * 4, TILE * 4))
    document.do(painted(document, layer, Rect(TILE - 4, 10, 8, 8), 1))
    assert document.history.nbytes == 2 * TILE_BYTES


def test_dropped_commands_let_their_tiles_go_even_when_saved_at() -> None:
    document, layer = one_layer((TILE, TILE), limit=TILE_BYTES + 100)
    command = painted(document, layer, Rect(0, 0, 9, 9), 1)
    gone = weakref.ref(command)
    document.do(command)
    document.mark_saved()
    for value in (2, 3, 4):
        document.do(painted(document, layer, Rect(0, 0, 9, 9), value))
    del command
    gc.collect()
    assert gone() is None


def test_modified_follows_undo_redo_and_saving() -> None:
    document, layer = one_layer((TILE, TILE))
    assert not document.modified
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 1))
    assert document.modified
    document.undo()
    assert not document.modified
    document.redo()
    document.mark_saved()
    assert not document.modified
    document.undo()
    assert document.modified
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 2))
    document.undo()
    assert document.modified, "the saved state can be reached no more"


def test_modified_stays_right_when_the_oldest_are_dropped() -> None:
    document, layer = one_layer((TILE, TILE), limit=2 * TILE_BYTES + 100)
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 1))
    document.mark_saved()
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 2))
    document.do(painted(document, layer, Rect(0, 0, 9, 9), 3))
    while document.undo():
        pass
    assert not document.modified, "undone back to where it was saved"
    document.redo()
    for value in (4, 5, 6):
        document.do(painted(document, layer, Rect(0, 0, 9, 9), value))
    while document.undo():
        pass
    assert document.modified


def test_a_slider_is_one_step_until_it_is_let_go_or_saved() -> None:
    document, layer = one_layer((TILE, TILE))
    for value in (0.9, 0.8, 0.7):
        document.do(SetProperty(layer.id, "opacity", value))
    assert len(document.history.done) == 1
    document.history.seal()
    document.do(SetProperty(layer.id, "opacity", 0.6))
    assert len(document.history.done) == 2
    document.mark_saved()
    document.do(SetProperty(layer.id, "opacity", 0.5))
    assert document.modified
    document.undo()
    assert not document.modified
    document.undo()
    document.undo()
    assert layer.opacity == 1
    for _ in range(3):
        document.redo()
    assert layer.opacity == 0.5


def test_after_undo_a_change_stands_for_itself() -> None:
    document, layer = one_layer((TILE, TILE))
    document.do(SetProperty(layer.id, "opacity", 0.9))
    document.do(SetProperty(layer.id, "name", "other"))
    document.undo()
    document.do(SetProperty(layer.id, "opacity", 0.5))
    document.undo()
    assert layer.opacity == 0.9


def test_doing_something_new_forgets_what_was_undone() -> None:
    document, layer = one_layer((TILE, TILE))
    document.do(SetProperty(layer.id, "name", "a"))
    document.undo()
    document.do(InsertLayer(PixelLayer("new")))
    assert not document.redo()


def test_listeners_hear_every_step() -> None:
    document, layer = one_layer((TILE, TILE))
    heard: list[int] = []
    document.history.changed.connect(lambda: heard.append(len(document.history.done)))
    document.do(SetProperty(layer.id, "name", "a"))
    document.undo()
    document.redo()
    assert heard == [1, 0, 1]


@pytest.mark.parametrize("size", [4096])
def test_undoing_a_full_width_stroke_takes_no_time_and_just_its_tiles(size: int) -> None:
    document, layer = one_layer((size, size))
    stroke = Rect(0, 2000, size, 40)  # within one row of tiles but for its end: rows 7 and 8 of 256
    document.do(painted(document, layer, stroke, 7))
    touched = len(list(stroke.cells(TILE)))
    assert document.history.nbytes == touched * TILE_BYTES
    times = []
    for _ in range(9):
        start = time.perf_counter()
        document.undo()
        times.append(time.perf_counter() - start)
        document.redo()
    assert min(times) < 0.016, f"{min(times) * 1000:.2f} ms"
