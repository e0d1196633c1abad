"""A frame shows the picture, the layers and what the camera sees."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point
from studio.core.layers import Group, PixelLayer
from studio.core.picture import Picture
from studio.core.tiles import Tiles
from studio.timeline.moment import Moment
from studio.timeline.pose import Pose
from studio.timeline.stage import check, fitted, frame

RED, BLUE, GREEN = (200, 0, 0, 255), (0, 0, 200, 255), (0, 200, 0, 255)


def plain(colour: tuple[int, int, int, int], size: tuple[int, int] = (16, 16)) -> Picture:
    out = np.empty((size[1], size[0], 4), np.uint8)
    out[...] = colour
    return out


@pytest.fixture(name="document")
def _document() -> Document:
    """Blue everywhere, and a red square of 16 in the middle of 64."""
    document = Document((64, 64))
    document.root.children = [PixelLayer("Sky", pixels=Tiles.of(plain(BLUE, (64, 64)))),
                              PixelLayer("Face", pixels=Tiles.of(plain(RED)), offset=Point(24, 24))]  # fmt: skip
    return document


def red(picture: Picture) -> np.ndarray:
    return (picture[..., 0] > 100) & (picture[..., 2] < 100)


def test_a_document_alone_is_as_it_is_and_stays_so(document: Document) -> None:
    before = flatten(document)
    assert (frame(Moment(), None, document) == before).all()
    frame(Moment(opacities={"Face": 0.1}, places={"Face": Pose(9.5)}, masks={"Face": np.zeros((64, 64), np.uint8)}),
          plain(GREEN), document, "Face")  # fmt: skip
    assert (flatten(document) == before).all()


def test_the_picture_takes_the_place_of_the_layers_content(document: Document) -> None:
    found = frame(Moment(), plain(GREEN, (8, 8)), document, "Face")
    assert (found[24:40, 24:40] == GREEN).all()
    assert (found[:24] == BLUE).all()


def test_a_hidden_layer_shows_once_the_film_fills_it(document: Document) -> None:
    document.root.children[1].visible = False
    assert (frame(Moment(), plain(GREEN), document, "Face")[30, 30] == GREEN).all()


def test_without_a_layer_it_lies_on_top_in_the_middle(document: Document) -> None:
    found = frame(Moment(), plain(GREEN, (4, 4)), document)
    assert (found[30:34, 30:34] == GREEN).all()
    assert (found[26, 26] == RED).all()


def test_opacity_place_and_mask_are_those_of_the_moment(document: Document) -> None:
    assert (frame(Moment(opacities={"Face": 0.0}), None, document) == BLUE).all()
    moved = frame(Moment(places={"Face": Pose(10, -4)}), None, document)
    assert red(moved)[20:36, 34:50].all()
    assert red(moved).sum() == 256
    larger = frame(Moment(places={"Face": Pose(scale=2)}), None, document)
    assert red(larger).sum() == pytest.approx(1024, rel=0.07)
    mask = np.zeros((64, 64), np.uint8)
    mask[:, :32] = 255
    found = frame(Moment(masks={"Face": mask}), None, document)
    assert red(found)[24:40, 24:32].all()
    assert red(found).sum() == 128


def test_a_mask_stays_on_the_canvas_while_its_layer_moves(document: Document) -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[:, :32] = 255
    found = frame(Moment(masks={"Face": mask}, places={"Face": Pose(4)}), None, document)
    assert red(found)[24:40, 28:32].all()
    assert red(found).sum() == 64


def test_a_group_turns_as_one(document: Document) -> None:
    document.root.children[1] = Group("Head", children=[document.root.children[1]])
    found = frame(Moment(places={"Head": Pose(turn=45)}), None, document)
    assert red(found)[32, 32]
    assert not red(found)[25, 25], "the corner has turned away"
    assert red(found)[32, 42]


def test_the_camera_pans_and_zooms(document: Document) -> None:
    assert red(frame(Moment(camera=Pose(0.25)), None, document))[32, 16]
    near = frame(Moment(camera=Pose(scale=2)), None, document)
    assert red(near).sum() == pytest.approx(1024, rel=0.07)
    far = frame(Moment(camera=Pose(scale=0.5)), None, document)
    assert far[0, 0, 3] == 0


def test_the_picture_alone_has_its_own_size() -> None:
    assert frame(Moment(), plain(GREEN, (8, 6)), None).shape == (6, 8, 4)
    assert frame(Moment(), plain(GREEN, (8, 6)), None, size=(16, 12)).shape == (12, 16, 4)
    with pytest.raises(BadRequest, match="shows nothing"):
        frame(Moment(), None, None)


def test_another_size_keeps_the_proportions() -> None:
    found = fitted(plain(GREEN, (10, 10)), (40, 20))
    assert found.shape == (20, 40, 4)
    assert (found[:, 10:30] == GREEN).all()
    assert (found[:, :10, 3] == 0).all()


def test_a_document_of_16_bits_makes_frames_of_8(document: Document) -> None:
    deep = Document((64, 64), depth=16)
    found = frame(Moment(), plain(GREEN), deep)
    assert found.dtype == np.uint8
    assert (found[32, 32] == GREEN).all()


def test_what_is_not_there_is_told_before(document: Document) -> None:
    check(Moment(opacities={"Face": 1.0}), document, "Sky")
    with pytest.raises(BadRequest, match="“Hat”"):
        check(Moment(opacities={"Hat": 1.0}), document)
    with pytest.raises(BadRequest, match="“Face”"):
        check(Moment(), None, "Face")
    with pytest.raises(BadRequest, match="8 × 8"):
        check(Moment(masks={"Face": np.zeros((8, 8), np.uint8)}), document)


def test_a_layer_may_keep_its_detail_and_only_move(document: Document) -> None:
    rough = np.random.default_rng(0).integers(60, 190, (16, 16, 4), np.uint8)
    rough[..., 3] = 255
    document.root.children[1].pixels = Tiles.of(rough)
    before, now = plain((100, 100, 100, 255), (8, 8)), plain((100, 140, 60, 255), (8, 8))
    same = frame(Moment(), before, document, "Face", base=before)
    assert (same == flatten(document)).all()
    moved = frame(Moment(), now, document, "Face", base=before)
    assert (moved[24:40, 24:40, :3].astype(int) - rough[..., :3] == (0, 40, -40)).all()
