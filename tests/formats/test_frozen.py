"""Promises of frozen copies."""

from __future__ import annotations

import numpy as np

from studio.core.commands.paint import Paint
from studio.core.document import MASK, Document, Part, Target
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.formats.frozen import frozen


def test_a_copy_stays_while_the_artist_paints_on() -> None:
    document = Document((300, 300), depth=8, name="Sky")
    layer = PixelLayer("Layer", pixels=Tiles.of(np.full((300, 300, 4), 9, np.uint8)), mask=Tiles(1, empty=255))
    group = Group("Group", children=[layer])
    document.root.children.append(group)
    document.activate(layer.id)
    twin = frozen(document)
    area = Rect(0, 0, 300, 300)
    white = np.full((300, 300, 4), 255, np.uint8)
    document.do(Paint("Fill", Target(Part.PIXELS, layer.id), layer.pixels.planned(area, white), area))
    document.do(Paint("Mask", MASK, document.mask.planned(area, white[..., 0]), area))
    group.children.append(PixelLayer("New"))
    layer.name, layer.extra["x"] = "Renamed", "y"

    kept = twin.layer(layer.id)
    assert isinstance(kept, PixelLayer)
    assert (kept.pixels.read(area) == 9).all()
    assert not twin.mask.read(area).any()
    assert [one.name for one in twin.root.walk()] == ["Layer", "Group"]
    assert (kept.extra, twin.active, twin.name) == ({}, layer.id, "Sky")


def test_a_copy_shares_its_tiles() -> None:
    document = Document((300, 300))
    layer = PixelLayer("Layer", pixels=Tiles.of(np.full((300, 300, 4), 9, np.uint8)))
    document.root.children.append(layer)
    kept = frozen(document).layer(layer.id)
    assert isinstance(kept, PixelLayer)
    assert all(kept.pixels.get(key) is layer.pixels.get(key) for key in layer.pixels.keys())  # noqa: SIM118
