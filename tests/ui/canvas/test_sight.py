"""A sight follows its document, and the snapshot of how it began follows nothing."""

from __future__ import annotations

import numpy as np

from studio.core.commands.layers import SetProperty
from studio.core.commands.selection import SetMask
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.ui.canvas.pyramid import Pyramid
from studio.ui.canvas.sight import Sight, snapshot


def seen(pyramid: Pyramid, rect: Rect) -> np.ndarray:
    image, complete = pyramid.image(0, rect)
    assert complete
    if image is None:
        return np.zeros((rect.height, rect.width, 4), np.uint8)
    return np.asarray(image.constBits()).reshape(image.height(), -1, 4)[:, : rect.width].copy()


def test_a_snapshot_keeps_groups_masks_and_pixels_and_shares_tiles(other: Document) -> None:
    layer = other.root.children[0]
    assert isinstance(layer, PixelLayer)
    layer.mask = Tiles(1, empty=255)
    other.root.children = [Group("Group", children=[layer], opacity=0.5)]
    first = snapshot(other)
    before = composite(first, other.canvas)
    assert (before == composite(other, other.canvas)).all()
    kept = next(first.root.walk())
    assert isinstance(kept, PixelLayer)
    assert kept.pixels.get((0, 0)) is layer.pixels.get((0, 0))
    layer.pixels.write(Rect(0, 0, 10, 10), np.zeros((10, 10, 4), np.uint8))
    layer.opacity = 0.1
    assert (composite(first, other.canvas) == before).all()


def test_the_picture_and_the_veil_follow_commands(other: Document) -> None:
    sight = Sight(other)
    before = seen(sight.picture, other.canvas)
    other.do(SetProperty(other.active, "visible", False))
    assert seen(sight.picture, other.canvas).sum() == 0
    other.undo()
    assert (seen(sight.picture, other.canvas) == before).all()
    assert seen(sight.veil, other.canvas).sum() == 0
    other.do(SetMask(np.full((64, 64), 255, np.uint8)))
    assert (seen(sight.veil, other.canvas)[..., 3] == 112).all()
    assert (seen(sight.picture, other.canvas) == before).all()


def test_a_mask_stroke_does_not_compose_the_picture_again(other: Document) -> None:
    sight = Sight(other)
    seen(sight.picture, other.canvas)
    other.do(SetMask(np.full((64, 64), 255, np.uint8)))
    assert all(tile.stale.empty for tile in sight.picture._tiles.values())


def test_the_original_stays(other: Document) -> None:
    sight = Sight(other)
    before = seen(sight.picture, other.canvas)
    other.do(SetProperty(other.active, "visible", False))
    assert (seen(sight.original, other.canvas) == before).all()


def test_a_closed_sight_lets_go(other: Document) -> None:
    sight = Sight(other)
    told: list[object] = []
    sight.changed.connect(told.append)
    sight.close()
    other.do(SetMask(np.full((64, 64), 255, np.uint8)))
    assert told == []
