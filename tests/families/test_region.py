"""What lies outside the mask never changes, and a model gets the size it asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.core.errors import BadRequest, JobFailed
from studio.core.geometry import Extent, Point, Rect
from studio.core.picture import Mask, Picture
from studio.families import region
from studio.families.family import Sizes
from studio.families.tasks import Fill, Patch

CHANCE = np.random.default_rng(7)


def picture_of(width: int, height: int, depth: Any = np.uint8) -> Picture:
    picture = CHANCE.integers(0, np.iinfo(depth).max, (height, width, 4), endpoint=True).astype(depth)
    picture[..., 3] = np.iinfo(depth).max
    return picture


def marked(width: int, height: int, *rects: Rect, value: int = 255) -> Mask:
    mask = np.zeros((height, width), np.uint8)
    for rect in rects:
        mask[rect.slices] = value
    return mask


def laid_over(picture: Picture, patch: Patch) -> Picture:
    """Source-over with straight alpha, in floats."""
    most = np.iinfo(picture.dtype).max
    out = picture.astype(np.float64)
    height, width = patch.pixels.shape[:2]
    part = out[patch.at.y : patch.at.y + height, patch.at.x : patch.at.x + width]
    top = patch.pixels[..., 3:].astype(np.float64) / most
    below = part[..., 3:] / most * (1 - top)
    alpha = top + below
    colour = (patch.pixels[..., :3] * top + part[..., :3] * below) / np.maximum(alpha, 1e-9)
    touched = top[..., 0] > 0
    part[touched, :3] = colour[touched]
    part[..., 3:] = alpha * most
    return np.rint(out).astype(picture.dtype)


def far_from(mask: Mask, reach: int) -> np.ndarray[Any, Any]:
    """Pixels further than `reach` from every marked one, by looking at all of them."""
    ys, xs = np.nonzero(mask)
    rows, columns = np.indices(mask.shape)
    nearest = np.min(np.hypot(rows[..., None] - ys, columns[..., None] - xs), axis=-1)
    return np.asarray(nearest > reach + 1e-4)


@given(
    width=some.integers(1, 40), height=some.integers(1, 40), seed=some.integers(0, 2**16),
    grow=some.integers(0, 6), feather=some.integers(0, 8), context=some.integers(0, 12),
    multiple=some.sampled_from([1, 8, 64]), native=some.sampled_from([0, 24, 64]),
    deep=some.booleans(), soft=some.booleans(), match=some.booleans(),
)  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_nothing_further_than_grow_and_feather_changes(
    width: int, height: int, seed: int, grow: int, feather: int, context: int,
    multiple: int, native: int, deep: bool, soft: bool, match: bool,
) -> None:  # fmt: skip
    chance = np.random.default_rng(seed)
    picture = picture_of(width, height, np.uint16 if deep else np.uint8)
    mask = np.zeros((height, width), np.uint8)
    for _ in range(3):
        mask[chance.integers(height), chance.integers(width)] = chance.integers(1, 256) if soft else 255
    task = Fill(picture=picture, mask=mask, grow=grow, feather=feather, context=context, match_colour=match)
    seen = region.prepare(task, Sizes(multiple, native, 0))
    assert seen.task.picture.shape[0] % multiple == seen.task.picture.shape[1] % multiple == 0
    patch = seen.restore(Patch(np.full_like(seen.task.picture, np.iinfo(picture.dtype).max)))
    assert patch.pixels.dtype == picture.dtype
    after = laid_over(picture, patch)
    outside = far_from(mask, grow + feather)
    assert np.array_equal(after[outside], picture[outside])
    if not match:
        assert (after[mask == 255] == np.iinfo(picture.dtype).max).all(), "all that was fully marked is replaced"


def test_the_model_may_paint_exactly_where_the_result_is_laid() -> None:
    task = Fill(picture=picture_of(300, 280), mask=marked(300, 280, Rect(120, 110, 30, 20)), grow=5, feather=9)
    seen = region.prepare(task)
    patch = seen.restore(Patch(seen.task.picture))
    assert np.array_equal(seen.task.mask > 0, patch.pixels[..., 3] > 0)


def test_feather_falls_smoothly_and_never_rises_outwards() -> None:
    blend = region.blend_mask(marked(101, 1, Rect(0, 0, 20, 1)), 4, 10)[0].astype(int)
    assert (blend[:24] == 255).all()
    assert (np.diff(blend) <= 0).all()
    assert blend[33] > 0
    assert (blend[34:] == 0).all()
    assert np.abs(np.diff(blend)).max() < 40


def test_a_soft_mask_keeps_its_softness() -> None:
    mask = np.linspace(0, 255, 64).astype(np.uint8)[None].repeat(8, axis=0)
    assert np.array_equal(region.blend_mask(mask, 0, 0), mask)
    wide = region.blend_mask(mask, 4, 4)
    assert (wide >= mask).all()
    assert (np.diff(wide[0].astype(int)) >= 0).all()


def test_an_empty_mask_is_refused_in_the_artists_words() -> None:
    with pytest.raises(BadRequest, match="Paint a mask first: nothing is marked for the model to fill"):
        region.prepare(Fill(picture=picture_of(9, 9), mask=marked(9, 9)))


def test_a_mask_of_another_size_is_refused_with_both_sizes() -> None:
    with pytest.raises(BadRequest, match="8 × 9 but the picture is 9 × 9"):
        region.prepare(Fill(picture=picture_of(9, 9), mask=marked(8, 9)))


@pytest.mark.parametrize(
    "rect", [Rect(0, 0, 1, 1), Rect(0, 0, 400, 300), Rect(390, 0, 10, 300), Rect(0, 299, 400, 1)], ids=str
)
@pytest.mark.parametrize("sizes", [Sizes(), Sizes(8, 512, 0), Sizes(64, 768, 1024), Sizes(1, 0, 100)], ids=str)
def test_one_pixel_everything_and_borders_come_back_at_their_place(rect: Rect, sizes: Sizes) -> None:
    picture, mask = picture_of(400, 300), marked(400, 300, rect)
    seen = region.prepare(Fill(picture=picture, mask=mask, at=Point(1000, -50)), sizes)
    patch = seen.restore(Patch(seen.task.picture, seed=5, info={"kept": 1}))
    assert patch.at == seen.region.corner
    assert (patch.seed, patch.info) == (5, {"kept": 1})
    assert Rect(1000, -50, 400, 300).holds(seen.region)
    whole = patch.pixels[..., 3] == 255
    here = seen.region.moved(Point(-1000, 50))
    assert whole[mask[here.slices] == 255].all()
    if sizes.largest:
        assert max(seen.scaled) <= sizes.largest


def test_only_the_cut_of_a_huge_picture_is_touched() -> None:
    picture = np.zeros((64, 16384, 4), np.uint8)
    picture.flags.writeable = False
    seen = region.prepare(Fill(picture=picture, mask=marked(16384, 64, Rect(9000, 30, 5, 5))), Sizes(8, 0, 0))
    assert seen.region == Rect(8864, 0, 277, 64)
    assert seen.task.picture.shape == (64, 280, 4)


def test_working_size_follows_the_artist_then_the_model() -> None:
    size = Extent(1000, 500)
    assert region.working_size(size, Sizes(), 0) == size
    assert region.working_size(size, Sizes(8, 512, 0), 0) == Extent(512, 256)
    assert region.working_size(size, Sizes(8, 512, 0), 640) == Extent(640, 320)
    assert region.working_size(size, Sizes(8, 512, 768), 2000) == Extent(768, 384)
    assert region.working_size(Extent(100, 1), Sizes(8, 10, 0), 0) == Extent(10, 1)


def test_cutting_twice_changes_nothing() -> None:
    mask = marked(900, 700, Rect(3, 600, 20, 20))
    area = region.cut(Rect.of(Extent(900, 700)), mask, 40, 4, 4)
    again = region.cut(area, mask[area.slices], 40, 4, 4)
    assert again == area
    assert min(area.extent) == region.LEAST


def test_a_cut_is_never_larger_than_the_canvas() -> None:
    assert region.around(Rect(5, 5, 1, 1), Rect(0, 0, 30, 400), 10) == Rect(0, 0, 30, 256)


def test_no_see_through_rim_is_left_over_nothing() -> None:
    """Outpainting: a picture on a larger, empty canvas; the mask is what is empty."""
    picture = np.zeros((120, 160, 4), np.uint8)
    picture[30:90, 40:120] = (200, 100, 50, 255)
    picture[30, 40:120, 3] = 128
    mask = np.where(picture[..., 3] == 0, 255, 0).astype(np.uint8)
    seen = region.prepare(Fill(picture=picture, mask=mask, grow=4, feather=8))
    answer = np.full_like(seen.task.picture, 255)
    after = laid_over(picture, seen.restore(Patch(answer)))
    assert (after[..., 3] == 255).all()
    assert np.array_equal(after[60:70, 70:90], picture[60:70, 70:90])


def test_a_mask_that_ends_over_nothing_ends_there_without_a_rim() -> None:
    picture = np.zeros((90, 90, 4), np.uint8)
    mask = marked(90, 90, Rect(30, 30, 20, 20))
    patch = region.prepare(Fill(picture=picture, mask=mask, feather=12)).restore(
        Patch(np.full((90, 90, 4), 255, np.uint8))
    )
    assert set(np.unique(patch.pixels[..., 3])) == {0, 255}


def test_colours_under_transparency_are_the_nearest_ones() -> None:
    picture = np.zeros((4, 10, 4), np.uint8)
    picture[:, 0] = (10, 20, 30, 255)
    picture[:, 9] = (90, 80, 70, 255)
    under = region.coloured_under(picture)
    assert (under[:, 1:4, :3] == (10, 20, 30)).all()
    assert (under[:, 6:9, :3] == (90, 80, 70)).all()
    assert np.array_equal(under[..., 3], picture[..., 3])
    assert (region.coloured_under(np.zeros((2, 2, 4), np.uint8))[..., :3] == 128).all()


def test_the_models_own_alpha_counts() -> None:
    task = Fill(picture=picture_of(40, 40), mask=marked(40, 40, Rect(10, 10, 9, 9)))
    seen = region.prepare(task)
    answer = seen.task.picture.copy()
    answer[..., 3] = 0
    assert not seen.restore(Patch(answer)).pixels[..., 3].any()


def test_sixteen_bits_stay_sixteen_and_an_eight_bit_answer_is_lifted() -> None:
    task = Fill(picture=picture_of(40, 40, np.uint16), mask=marked(40, 40, Rect(10, 10, 9, 9)), match_colour=False)
    seen = region.prepare(task)
    assert seen.task.picture.dtype == np.uint16
    kept = seen.restore(Patch(seen.task.picture)).pixels
    assert np.array_equal(kept[..., :3], task.picture[..., :3])
    lifted = seen.restore(Patch(np.full((40, 40, 4), 100, np.uint8))).pixels
    assert (lifted[..., :3] == 25700).all()


def test_an_answer_of_another_size_is_not_guessed_at() -> None:
    seen = region.prepare(Fill(picture=picture_of(40, 40), mask=marked(40, 40, Rect(10, 10, 9, 9))))
    with pytest.raises(JobFailed, match="39 × 40"):
        seen.restore(Patch(seen.task.picture[:, 1:]))


def test_what_the_model_sees_cannot_be_written_to_and_has_no_growing_left() -> None:
    task = Fill(picture=picture_of(40, 40), mask=marked(40, 40, Rect(10, 10, 9, 9)), prompt="a lake", seed=3)
    seen = region.prepare(task).task
    assert not seen.picture.flags.writeable
    assert (seen.prompt, seen.seed) == ("a lake", 3)
    assert (seen.grow, seen.feather, seen.context, seen.resolution) == (0, 0, 0, 0)
    twice = region.prepare(replace(seen, context=0)).task
    assert np.array_equal(twice.mask, seen.mask)
