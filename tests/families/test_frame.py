"""A picture of any size comes to the size that a model works at, and its answer goes back where it was taken from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.core.errors import BadRequest, JobFailed
from studio.core.geometry import Extent, Point, Rect
from studio.core.picture import Picture
from studio.families.family import Sizes
from studio.families.frame import Framed, centred, on_white, prepared, times
from studio.families.tasks import Edit, Encode, Fill, Generate, Patch, Sketch, Translate

SQUARE = Sizes(multiple=32, native=32, largest=32)


def picture(width: int, height: int, depth: Any = np.uint8) -> Picture:
    most = np.iinfo(depth).max
    made = np.random.default_rng(3).integers(0, most, (height, width, 4), endpoint=True).astype(depth)
    made[..., 3] = most
    return made


def seen(task: Any, sizes: Sizes = SQUARE) -> Framed:
    sight = prepared(task, sizes)
    assert isinstance(sight, Framed)
    return sight


def given_back(sight: Framed) -> Patch:
    """A model that gives back what it sees."""
    return sight.restore(Patch(np.asarray(sight.task.picture)))


@settings(max_examples=40, deadline=None)
@given(some.integers(1, 90), some.integers(1, 90), some.sampled_from([1, 8, 32]), some.sampled_from([0, 32]))
def test_any_size_comes_to_the_models_and_back(width: int, height: int, multiple: int, native: int) -> None:
    sight = seen(Translate(picture=picture(width, height)), Sizes(multiple, native))
    size = sight.task.picture.shape[:2]
    assert all(side % multiple == 0 for side in size)
    if native:
        assert max(size) == 32
    patch = given_back(sight)
    assert patch.pixels.shape == (height, width, 4)
    assert (patch.pixels[..., 3] == 255).all()


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_at_the_models_own_size_every_pixel_comes_back(depth: type) -> None:
    whole = picture(32, 32, depth)
    assert np.array_equal(given_back(seen(Translate(picture=whole))).pixels, whole)


def test_the_middle_stays_in_the_middle_between_mirror_images() -> None:
    inner, frame = centred(Extent(32, 20), 32)
    assert (inner, frame) == (Rect(0, 6, 32, 20), Extent(32, 32))
    whole = picture(32, 20)
    shown = seen(Translate(picture=whole)).task.picture
    assert np.array_equal(shown[6:26], whole)
    assert np.array_equal(shown[5], whole[1])


def test_a_masked_edit_sees_everything_and_is_laid_only_near_the_mask() -> None:
    mask = np.zeros((64, 48), np.uint8)
    mask[20:30, 10:20] = 255
    sight = seen(Edit(picture=picture(48, 64), mask=mask, feather=4, at=Point(7, 9)))
    assert sight.task.picture.shape == (32, 32, 4)
    assert isinstance(sight.task, Edit)
    assert sight.task.mask is not None
    assert sight.task.mask.shape == (32, 32)
    patch = given_back(sight)
    assert patch.at == (7, 9)
    alpha = patch.pixels[..., 3]
    assert (alpha[20:30, 10:20] == 255).all()
    assert 0 < alpha[25, 21] < 255
    far = np.ones(mask.shape, bool)
    far[15:35, 5:25] = False
    assert not alpha[far].any()


def test_a_mask_of_another_size_or_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(BadRequest, match="The mask is 8 × 8 but the picture is 48 × 64"):
        prepared(Edit(picture=picture(48, 64), mask=np.zeros((8, 8), np.uint8)), SQUARE)
    with pytest.raises(BadRequest, match="marks nothing"):
        prepared(Edit(picture=picture(48, 64), mask=np.zeros((64, 48), np.uint8)), SQUARE)


def test_transparency_stays_in_a_translation_and_is_paper_in_a_drawing() -> None:
    drawing = picture(32, 32)
    drawing[:16] = (0, 0, 0, 0)
    translated = given_back(seen(Translate(picture=drawing)))
    assert not translated.pixels[:16, :, 3].any()
    assert (translated.pixels[16:, :, 3] == 255).all()
    sight = seen(Sketch(picture=drawing))
    assert (sight.task.picture[:16] == 255).all()
    assert (given_back(sight).pixels[..., 3] == 255).all()


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_white_paper_shows_through_by_alpha(depth: type) -> None:
    most = np.iinfo(depth).max
    half = np.zeros((1, 1, 4), depth)
    half[..., 3] = most // 2
    laid = on_white(half)
    assert laid[0, 0, 3] == most
    assert abs(int(laid[0, 0, 0]) - (most - most // 2)) <= 1
    assert times(np.array([most], depth), np.array([255], np.uint8))[0] == most


def test_a_weak_translation_keeps_the_pictures_own_detail() -> None:
    whole = picture(64, 64)
    for strength, most in ((0.0, 0), (0.5, 128)):
        sight = seen(Translate(picture=whole, strength=strength))
        assert isinstance(sight.task, Translate)
        assert sight.task.strength == 1, "the model gives all of its manner"
        grey = np.full((32, 32, 4), 255, np.uint8)
        made = sight.restore(Patch(grey)).pixels
        assert np.abs(made.astype(int) - whole).max() <= most
        assert np.array_equal(made[..., :3], np.rint(whole[..., :3] * (1 - strength) + 255 * strength))


def test_what_is_encoded_is_told_with_how_far_the_model_is_from_it() -> None:
    sight = seen(Encode(picture=picture(32, 20)))
    exact = given_back(sight)
    assert exact.pixels.shape == (32, 32, 4)
    assert exact.info == {"error": 0.0}
    grey = sight.restore(Patch(np.full((32, 32, 4), 128, np.uint8), info={"sliders": {"Age": 0.5}}))
    assert 0.2 < grey.info["error"] < 0.4
    assert grey.info["sliders"] == {"Age": 0.5}
    assert sight.restore(Patch(np.zeros((16, 16, 4), np.uint8))).info == {}


def test_a_wrong_size_is_an_error_and_other_tasks_are_left_alone() -> None:
    sight = seen(Translate(picture=picture(20, 20)))
    with pytest.raises(JobFailed, match="16 × 16 pixels where 32 × 32"):
        sight.restore(replace(given_back(sight), pixels=picture(16, 16)))
    assert prepared(Generate(), SQUARE) is None
    mask = np.full((64, 64), 255, np.uint8)
    assert prepared(Fill(picture=picture(64, 64), mask=mask), SQUARE) is not None
