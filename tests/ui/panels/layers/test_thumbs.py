"""Small pictures of layers: right in colour and place, and made anew only where tiles are new."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.geometry import Extent, Point, Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import TILE, Tiles
from studio.ui.panels.layers import thumbs
from studio.ui.panels.layers.thumbs import Miniature, Miniatures, reduced, reduction


def block(colour: tuple[int, ...], height: int, width: int, dtype: type = np.uint8) -> np.ndarray:
    pixels = np.empty((height, width, len(colour)), dtype)
    pixels[...] = colour
    return pixels


@pytest.mark.parametrize(("size", "side", "factor"), [((30, 20), 36, 1), ((256, 256), 36, 4), ((4096, 2048), 36, 64),
                                                      ((100000, 10), 36, 256)])
def test_reduction_stays_at_least_as_long_as_wanted(size: tuple[int, int], side: int, factor: int) -> None:
    assert reduction(size, side) == factor


def test_reducing_keeps_flat_colours_and_premultiplies() -> None:
    tile = block((200, 100, 50, 128), TILE, TILE)
    for factor in (1, 4, 32, 256):
        small = reduced(tile, factor)
        assert small.shape == (TILE // factor, TILE // factor, 4)
        assert np.abs(small[0, 0].astype(int) - (100, 50, 25, 128)).max() <= 1


def test_sixteen_bits_look_the_same() -> None:
    eight, sixteen = block((200, 100, 50, 255), TILE, TILE), block((51400, 25700, 12850, 65535), TILE, TILE, np.uint16)
    assert np.array_equal(reduced(eight, 8), reduced(sixteen, 8))


def test_a_layer_lies_where_its_offset_puts_it(qtbot: QtBot) -> None:
    tiles = Tiles.of(block((255, 0, 0, 255), 128, 128))
    image = Miniature().pixmap(tiles, Extent(256, 256), Point(128, 128), 36).toImage()
    assert (image.width(), image.height()) == (36, 36)
    assert image.pixelColor(27, 27) == QColor(255, 0, 0)
    assert image.pixelColor(9, 9).alpha() == 0
    assert image.pixelColor(27, 9).alpha() == 0


def test_masks_are_white_where_nothing_is_stored(qtbot: QtBot) -> None:
    mask = Tiles(1, empty=255)
    mask.write(Rect(0, 0, 128, 256), np.zeros((256, 128), np.uint8))
    image = Miniature().pixmap(mask, Extent(256, 256), Point(0, 0), 36).toImage()
    assert image.pixelColor(4, 18) == QColor(0, 0, 0)
    assert image.pixelColor(31, 18) == QColor(255, 255, 255)


def test_only_new_tiles_are_looked_at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tiles = Tiles.of(block((10, 20, 30, 255), TILE * 3, TILE * 3))
    seen: list[int] = []
    honest = thumbs.reduced
    monkeypatch.setattr(thumbs, "reduced", lambda tile, factor: seen.append(1) or honest(tile, factor))
    mini, size = Miniature(), Extent(TILE * 3, TILE * 3)
    first = mini.pixmap(tiles, size, Point(0, 0), 36)
    assert len(seen) == 9
    assert mini.pixmap(tiles, size, Point(0, 0), 36) is first
    tiles.write(Rect(0, 0, 4, 4), block((255, 255, 255, 255), 4, 4))
    assert mini.pixmap(tiles, size, Point(0, 0), 36) is not first
    assert len(seen) == 10
    tiles.put((0, 0), None)
    gone = mini.pixmap(tiles, size, Point(0, 0), 36).toImage()
    assert gone.pixelColor(2, 2).alpha() == 0
    assert len(seen) == 10


def test_many_new_tiles_are_looked_at_little_by_little(qtbot: QtBot) -> None:
    tiles, size = Tiles.of(block((10, 20, 30, 255), TILE * 3, TILE * 3)), Extent(TILE * 3, TILE * 3)
    mini, turns = Miniature(), 0
    while not turns or mini.behind:
        mini.pixmap(tiles, size, Point(0, 0), 36, until=0.0)
        turns += 1
    assert turns == 9
    whole = Miniature().pixmap(tiles, size, Point(0, 0), 36)
    assert mini.pixmap(tiles, size, Point(0, 0), 36).toImage() == whole.toImage()


def test_a_document_forgets_layers_that_are_gone(qtbot: QtBot) -> None:
    document = Document((64, 64))
    layer = PixelLayer("Sky", pixels=Tiles.of(block((1, 2, 3, 255), 64, 64)))
    minis = Miniatures(document)
    first = minis.pixels(layer, 36)
    assert minis.pixels(layer, 36) is first
    assert minis.mask(layer, 36) is None
    minis.forget(set())
    assert minis.pixels(layer, 36) is not first
