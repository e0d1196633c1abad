"""A row's parts stand where the look says, and none covers another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from studio.core.layers import Group, Layer, PixelLayer
from studio.core.tiles import Tiles
from studio.ui.panels.layers.row import HEIGHT, THUMB, places
from studio.ui.panels.layers.rows import Row

MASKED = PixelLayer("Sky", mask=Tiles(1, empty=255))


def test_the_parts_stand_where_the_look_says() -> None:
    where = places(QRect(0, 0, 340, 46), Row(MASKED, 0))
    assert where.body == QRect(8, 0, 324, HEIGHT)
    assert abs(where.eye.center().x() - 24) <= 1
    assert (where.thumb.x(), where.thumb.width()) == (42, THUMB)
    assert (where.mask.x(), where.mask.width()) == (102, THUMB)
    assert where.text.x() == 144
    assert abs(where.lock.center().x() - 316) <= 1
    assert places(QRect(0, 0, 340, 46), Row(PixelLayer("Sky"), 0)).text.x() == 84


@pytest.mark.parametrize("layer", [MASKED, PixelLayer("Oak"), Group("Trees")], ids=lambda layer: str(layer.name))
@pytest.mark.parametrize("depth", [0, 3])
@pytest.mark.parametrize("width", [320, 340])
def test_every_part_answers_at_its_middle(layer: Layer, depth: int, width: int) -> None:
    where = places(QRect(0, 46, width, 46), Row(layer, depth))
    for name in ("eye", "caret", "thumb", "link", "mask", "lock", "text"):
        rect = getattr(where, name)
        if not rect.isNull():
            assert where.at(rect.center().x(), rect.center().y()) == name
            assert where.body.contains(rect)
