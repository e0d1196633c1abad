"""Drawings of any size and shape come back painted, at their own size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import frozen
from studio.families.family import Place
from studio.families.pix2pix.model import Painter, network, on_white, write_random
from studio.families.pix2pix.recognise import Shape
from studio.families.tasks import Patch, Sketch, Upscale, silent

SHAPE = Shape((4, 8, 8, 8))


@pytest.fixture(name="painter", scope="module")
def _painter(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    path = tmp_path_factory.mktemp("painter") / "tiny.safetensors"
    write_random(path, SHAPE)
    return Painter(network(path, SHAPE, Place()), 64, Place())


def drawing(height: int, width: int, depth: type = np.uint8) -> np.ndarray:
    most = np.iinfo(depth).max
    made = np.full((height, width, 4), most, depth)
    made[height // 3 : height // 2, width // 4 : width // 2, :3] = 0
    return made


def painted(painter: Painter, picture: np.ndarray, **more: int) -> Patch:
    return painter.run(Sketch(picture=frozen(picture), seed=more.pop("seed", 3), **more), silent)[0]


@pytest.mark.parametrize("size", [(64, 64), (48, 100), (131, 77), (1, 9)])
def test_a_painting_has_the_drawings_size_and_is_opaque(painter: Painter, size: tuple[int, int]) -> None:
    made = painted(painter, drawing(*size)).pixels
    assert made.shape == (*size, 4)
    assert (made[..., 3] == 255).all()


def test_16_bit_drawings_are_looked_at_in_8(painter: Painter) -> None:
    assert np.array_equal(painted(painter, drawing(64, 64)).pixels, painted(painter, drawing(64, 64, np.uint16)).pixels)


def test_where_nothing_was_drawn_there_is_white_paper() -> None:
    picture = drawing(8, 8)
    picture[:4, :, 3] = 0
    picture[:4, :, :3] = 7
    assert (on_white(picture)[:4] == 255).all()


def test_it_does_nothing_else(painter: Painter) -> None:
    with pytest.raises(BadRequest, match="only paint over a drawing"):
        painter.run(Upscale(picture=frozen(drawing(8, 8))), silent)


def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gone.safetensors"
    path.write_bytes(b"\0" * 64)
    with pytest.raises(JobFailed, match="cannot be loaded"):
        network(path, SHAPE, Place())
