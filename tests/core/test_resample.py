"""Scaled and bent pixels keep their place, their colours and their clear edges."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.resample import Method, resized, target_rect, warped

SMOOTH = [Method.LINEAR, Method.CUBIC, Method.LANCZOS]


def noise(size: tuple[int, int], dtype: type = np.uint8) -> np.ndarray:
    picture = np.random.default_rng(0).integers(0, np.iinfo(dtype).max, (size[1], size[0], 4), dtype=dtype)
    picture[..., 3] = np.iinfo(dtype).max
    return picture


def island() -> np.ndarray:
    """A red square on transparency that hides green."""
    picture = np.zeros((20, 20, 4), np.uint8)
    picture[...] = (0, 255, 0, 0)
    picture[6:14, 6:14] = (255, 0, 0, 255)
    return picture


def turn(degrees: float, x: float, y: float) -> np.ndarray:
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    about = np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])
    return about @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]) @ np.linalg.inv(about)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_identity_changes_nothing(method: Method, dtype: type) -> None:
    picture = noise((17, 9), dtype)
    out, rect = warped(picture, Rect(3, -4, 17, 9), np.eye(3), method)
    assert rect == Rect(3, -4, 17, 9)
    assert (out == picture).all()
    assert (resized(picture, (17, 9), method) == picture).all()


@pytest.mark.parametrize("method", Method)
def test_a_quarter_turn_moves_every_pixel_to_its_place(method: Method) -> None:
    picture = noise((17, 9))
    out, rect = warped(picture, Rect(0, 0, 17, 9), turn(90, 0, 0), method)
    assert rect == Rect(-9, 0, 9, 17)
    assert (out == np.rot90(picture, -1)).all()


@pytest.mark.parametrize("method", SMOOTH)
def test_edges_take_no_colour_from_what_cannot_be_seen(method: Method) -> None:
    matrix = turn(31, 10, 10) @ np.diag([1.7, 0.6, 1])
    for out in (warped(island(), Rect(0, 0, 20, 20), matrix, method)[0], resized(island(), (33, 13), method)):
        seen = out[out[..., 3] > 8]
        assert len(seen)
        assert seen[:, 1].max() <= 2
        assert seen[:, 0].min() >= 250


def test_making_smaller_averages_everything() -> None:
    fine = np.zeros((64, 64, 4), np.uint8)
    fine[..., 3] = 255
    fine[::2, ::2, :3] = fine[1::2, 1::2, :3] = 255
    assert np.abs(resized(fine, (8, 8), Method.LANCZOS)[..., :3].astype(int) - 128).max() <= 1
    out, rect = warped(fine, Rect(0, 0, 64, 64), np.diag([0.125, 0.125, 1]), Method.CUBIC)
    assert rect == Rect(0, 0, 8, 8)
    assert np.abs(out[1:-1, 1:-1, :3].astype(int) - 128).max() <= 1


def test_a_shift_by_half_a_pixel_mixes_neighbours() -> None:
    line = np.zeros((1, 4), np.uint8)
    line[0, 1] = 200
    out, rect = warped(line, Rect(0, 0, 4, 1), np.array([[1, 0, 0.5], [0, 1, 0], [0, 0, 1]]), Method.LINEAR)
    assert rect == Rect(0, 0, 5, 1)
    assert out.tolist() == [[0, 100, 100, 0, 0]]


def test_only_what_is_asked_for_is_worked_out() -> None:
    matrix = turn(20, 10, 10)
    whole, rect = warped(island(), Rect(0, 0, 20, 20), matrix, Method.LINEAR)
    window = Rect(5, 6, 7, 8)
    part, there = warped(island(), Rect(0, 0, 20, 20), matrix, Method.LINEAR, within=window)
    assert there == window
    assert (part == whole[window.moved((-rect.x, -rect.y)).slices]).all()
    assert warped(island(), Rect(0, 0, 20, 20), matrix, Method.LINEAR, within=Rect(99, 99, 5, 5))[1].empty


def test_beyond_a_mask_all_is_as_its_empty_says() -> None:
    mask = np.zeros((4, 4), np.uint8)
    for method in (Method.NEAREST, Method.LINEAR):
        out, _ = warped(mask, Rect(0, 0, 4, 4), turn(45, 2, 2), method, empty=255)
        assert out[0, 0] == 255
        assert out[3, 3] == 0


@pytest.mark.parametrize("matrix", [
    np.diag([0, 1, 1.0]), np.array([[1, 0, 0], [0, 1, 0], [-0.1, 0, 1.0]]), np.full((3, 3), np.nan)])
def test_what_folds_over_is_refused(matrix: np.ndarray) -> None:
    with pytest.raises(BadRequest, match="folded flat"):
        target_rect(Rect(0, 0, 20, 20), matrix)


def test_what_grows_beyond_measure_is_refused() -> None:
    with pytest.raises(BadRequest, match="16384"):
        target_rect(Rect(0, 0, 20, 20), np.diag([1000, 1, 1.0]))


@pytest.mark.parametrize("method", Method)
def test_a_picture_of_the_right_size_is_copied_and_itself_left_alone(method: Method) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 4), np.uint8)
    before = pixels.copy()
    pixels.setflags(write=False)
    made = resized(pixels, (7, 5), method)
    assert (made == before).all()
    assert made.flags.writeable
    assert not np.shares_memory(made, pixels)
