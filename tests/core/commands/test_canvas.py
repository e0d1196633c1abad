"""What becomes of the whole picture when its canvas changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.commands.canvas import ConvertDepth, Crop, FlipImage, ResizeCanvas, RotateImage, ScaleImage
from studio.core.composite import flatten
from studio.core.document import Command, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.resample import Method
from studio.core.tiles import Tiles

Work = Callable[[np.ndarray], np.ndarray]


@pytest.fixture
def document() -> Document:
    document = Document((50, 30))
    draw = np.random.default_rng(0)
    mask = Tiles(1, empty=255)
    mask.write(Rect(3, 3, 9, 9), draw.integers(0, 256, (9, 9), dtype=np.uint8))
    document.root.children = [
        PixelLayer("ground", pixels=Tiles.of(draw.integers(0, 256, (30, 50, 4), dtype=np.uint8))),
        Group("group", children=[PixelLayer("over", offset=Point(-4, 11), mask=mask, pixels=Tiles.of(
            draw.integers(0, 256, (40, 40, 4), dtype=np.uint8)))]),
    ]
    document.mask = Tiles.of(draw.integers(0, 256, (30, 50), dtype=np.uint8))
    document.selection = Tiles.of(draw.integers(0, 256, (30, 50), dtype=np.uint8))
    return document


def seen(document: Document) -> list[np.ndarray]:
    assert document.selection is not None
    return [flatten(document), document.mask.read(document.canvas), document.selection.read(document.canvas)]


@pytest.mark.parametrize(("command", "ideal"), [
    (FlipImage(), lambda picture: picture[:, ::-1]),
    (FlipImage(across=False), lambda picture: picture[::-1]),
    (RotateImage(90), lambda picture: np.rot90(picture, -1)),
    (RotateImage(180), lambda picture: np.rot90(picture, 2)),
    (RotateImage(270), lambda picture: np.rot90(picture, 1)),
    (Crop(Rect(7, 5, 20, 13)), lambda picture: picture[5:18, 7:27]),
    (ResizeCanvas(Rect(7, 5, 20, 13)), lambda picture: picture[5:18, 7:27]),
    (ScaleImage((150, 90), Method.NEAREST), lambda picture: picture.repeat(3, axis=0).repeat(3, axis=1)),
])
def test_picture_mask_and_selection_go_together(document: Document, command: Command, ideal: Work) -> None:
    before = seen(document)
    document.do(command)
    for one, other in zip(seen(document), before, strict=True):
        assert (one == ideal(other)).all()
    document.undo()
    for one, other in zip(seen(document), before, strict=True):
        assert (one == other).all()


@pytest.mark.parametrize("way", [[FlipImage, FlipImage], [lambda: RotateImage(90)] * 4,
                                 [lambda: RotateImage(270), lambda: RotateImage(90)]])
def test_turning_all_the_way_loses_nothing_even_beyond_the_canvas(
        document: Document, way: list[Callable[[], Command]]) -> None:
    inner = next(layer for layer in document.root.walk() if layer.name == "over")
    assert isinstance(inner, PixelLayer)
    before = inner.pixels.read(Rect(0, 0, 40, 40))
    for make in way:
        document.do(make())
    assert (inner.pixels.read(Rect(0, 0, 40, 40).moved(Point(-4, 11) - inner.offset)) == before).all()


def test_a_larger_canvas_shows_what_was_kept_beyond(document: Document) -> None:
    document.do(ResizeCanvas(Rect(10, 10, 20, 10)))
    document.do(ResizeCanvas(Rect(-10, -10, 50, 30)))
    assert document.size == (50, 30)
    ground = document.root.children[0]
    assert isinstance(ground, PixelLayer)
    assert ground.offset == (0, 0)
    assert ground.pixels.content == Rect(0, 0, 50, 30)


def test_cropping_lets_the_rest_go(document: Document) -> None:
    document.do(Crop(Rect(10, 10, 20, 10)))
    ground = document.root.children[0]
    assert isinstance(ground, PixelLayer)
    assert ground.pixels.content.moved(ground.offset) == Rect(0, 0, 20, 10)


def test_cropping_away_only_edges_shares_the_tiles_within() -> None:
    document = Document((1024, 1024))
    layer = PixelLayer("one", pixels=Tiles.of(np.full((1024, 1024, 4), 9, np.uint8)))
    document.root.children = [layer]
    tile = layer.pixels.get((1, 1))
    document.do(Crop(Rect(200, 200, 600, 600)))
    assert layer.pixels.get((1, 1)) is tile


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("size", [(25, 15), (33, 71), (100, 60)])
def test_scaling_keeps_flat_colours_and_full_edges(method: Method, size: tuple[int, int]) -> None:
    document = Document((50, 30))
    document.root.children = [PixelLayer("flat", pixels=Tiles.of(np.full((30, 50, 4), (90, 20, 200, 255), np.uint8)))]
    document.do(ScaleImage(size, method))
    assert document.size == size
    assert (flatten(document) == (90, 20, 200, 255)).all()


def test_scaling_a_layer_puts_it_where_it_belongs() -> None:
    document = Document((60, 60))
    dot = PixelLayer("dot", offset=Point(20, 30), pixels=Tiles.of(np.full((10, 10, 4), 255, np.uint8)))
    document.root.children = [dot]
    document.do(ScaleImage((30, 20), Method.LINEAR))
    assert dot.pixels.content.moved(dot.offset) == Rect(10, 10, 5, 4)  # rows 10 … 13⅓: the last one in part
    assert flatten(document)[10:13, 10:15, 3].min() == 255


def test_eight_bits_come_back_from_sixteen(document: Document) -> None:
    before = seen(document)
    document.do(ConvertDepth(16))
    assert flatten(document).dtype == np.uint16
    document.do(ConvertDepth(8))
    for one, other in zip(seen(document), before, strict=True):
        assert (one == other).all()


def test_locked_layers_are_not_cut_or_bent(document: Document) -> None:
    document.root.children[0].locked = True
    for command in (Crop(Rect(0, 0, 9, 9)), ScaleImage((9, 9)), FlipImage(), RotateImage(90)):
        with pytest.raises(BadRequest, match="locked"):
            document.do(command)
    document.do(ResizeCanvas(Rect(0, 0, 9, 9)))


def test_impossible_sizes_and_turns_are_refused() -> None:
    for make in (lambda: ResizeCanvas(Rect(0, 0, 0, 5)), lambda: ScaleImage((5, 16385)), lambda: RotateImage(45),
                 lambda: ConvertDepth(12)):
        with pytest.raises(BadRequest):
            make()


@pytest.mark.parametrize("command", [
    Crop(Rect(10, 5, 30, 20)), ResizeCanvas(Rect(-7, 3, 80, 40)), ScaleImage((100, 60)), ScaleImage((25, 45)),
    FlipImage(), FlipImage(across=False), RotateImage(90), RotateImage(180), RotateImage(270),
])
def test_the_frame_tells_where_a_place_of_the_first_canvas_is_now(document: Document, command: Command) -> None:
    spot = Tiles(4)
    spot.write(Rect(20, 10, 2, 2), np.full((2, 2, 4), 255, np.uint8))
    document.root.children = [PixelLayer("spot", pixels=spot)]
    document.do(command)
    seen = np.argwhere(flatten(document)[..., 3] > 100)
    middle = (seen.min(axis=0) + seen.max(axis=0) + 1)[::-1] / 2
    told = document.frame @ (21, 11, 1)
    assert np.abs(told[:2] - middle).max() <= 0.5
    document.do(Crop(Rect(1, 2, *(document.size - np.array([2, 2])))))
    assert np.allclose(document.frame @ (21, 11, 1), told - (1, 2, 0))
    document.undo()
    document.undo()
    assert np.array_equal(document.frame, np.eye(3))
