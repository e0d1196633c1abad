"""Previews show what the command will do."""

import numpy as np

from studio.core.commands.layers import MoveLayer
from studio.core.commands.transform import TransformLayers
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.geometry import Point, Rect
from studio.core.layers import PixelLayer
from studio.core.resample import Method
from studio.core.tiles import Tiles
from studio.tools.showing import Showing


def some() -> tuple[Document, PixelLayer]:
    document = Document((80, 60))
    mask = Tiles(1, empty=255)
    mask.write(Rect(5, 5, 9, 9), np.full((9, 9), 40, np.uint8))
    layer = PixelLayer("one", offset=Point(10, 5), mask=mask, pixels=Tiles.of(
        np.random.default_rng(0).integers(0, 256, (40, 30, 4), dtype=np.uint8)))
    document.root.children = [layer]
    return document, layer


def test_what_is_shown_while_moving_is_what_the_move_gives() -> None:
    document, layer = some()
    before, showing = flatten(document), Showing()
    showing.moved(document, [layer], (3, 3))
    showing.moved(document, [layer], (17, -9))
    shown = flatten(document)
    showing.end(document)
    assert (flatten(document) == before).all()
    document.do(MoveLayer(layer.id, (17, -9)))
    assert (flatten(document) == shown).all()


def test_what_is_shown_while_bending_is_what_the_transform_gives() -> None:
    document, layer = some()
    matrix = np.array([[0.9, 0.2, 4], [-0.3, 1.2, 8], [0.001, 0, 1]])
    showing = Showing()
    showing.bent(document, [layer], matrix)
    shown = flatten(document)
    showing.end(document)
    document.do(TransformLayers(layer.id, matrix, Method.LINEAR))
    assert (flatten(document) == shown).all()


def test_all_that_changes_is_told_to_be_drawn_again() -> None:
    document, layer = some()
    document.layer(layer.id).mask = None
    seen, showing = flatten(document), Showing()
    areas: list[Rect] = []
    document.changed.connect(lambda change: areas.append(change.area))
    for step in (lambda: showing.moved(document, [layer], (30, 9)), lambda: showing.moved(document, [layer], (-9, 0)),
                 lambda: showing.bent(document, [layer], np.diag([0.5, 2, 1])), lambda: showing.end(document)):
        step()
        now = flatten(document)
        outside = np.ones(now.shape[:2], bool)
        outside[areas[-1].slices] = False
        assert (now[outside] == seen[outside]).all()
        seen = now
