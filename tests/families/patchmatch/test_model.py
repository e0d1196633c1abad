"""Photographs are continued over the hole: textured, without a seam, the same for the same seed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.bench.patchfill import border_gradient, photograph, spread, square_hole
from studio.core.errors import BadRequest
from studio.core.geometry import Point
from studio.core.picture import Mask, Picture
from studio.engine.job import Cancelled
from studio.families.family import Place
from studio.families.patchmatch import ENTRY, FAMILY
from studio.families.patchmatch import model as module
from studio.families.patchmatch.model import PatchFill, patch_radius
from studio.families.tasks import Fill, Generate, Intent, silent

PHOTOGRAPHS = Path(__file__).parents[4] / "shared/assets/photos/inpainting"
MODEL = PatchFill()


def small(name: str, step: int = 3) -> Picture:
    return np.ascontiguousarray(photograph(name)[::step, ::step])


def filled(picture: Picture, mask: Mask, **more: Any) -> Picture:
    pixels: Picture = MODEL.run(Fill(picture=picture, mask=mask, **{"seed": 4, **more}), silent)[0].pixels
    return pixels


@pytest.mark.parametrize("name", ["grass", "gravel", "astronaut"])
def test_the_hole_is_as_textured_as_its_surround_and_has_no_seam(name: str) -> None:
    picture = np.ascontiguousarray(photograph(name)[100:356, 60:316])
    mask = square_hole(picture)
    after = filled(picture, mask)
    assert 0.6 <= spread(after, mask) <= 1.4
    assert border_gradient(after, mask) <= 1.5
    assert np.array_equal(after[mask == 0], picture[mask == 0])


@pytest.mark.skipif(not PHOTOGRAPHS.exists(), reason="the shared photographs are not on this machine")
@pytest.mark.parametrize("path", sorted(PHOTOGRAPHS.glob("*_mask.png")), ids=lambda path: path.name[:8])
def test_objects_are_removed_from_photographs_without_a_seam(path: Path) -> None:
    from PIL import Image

    rgb = np.asarray(Image.open(path.with_name(path.name.replace("_mask", ""))).convert("RGB"))[::2, ::2]
    mask = np.where(np.asarray(Image.open(path).convert("L"))[::2, ::2] > 127, 255, 0).astype(np.uint8)
    picture = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    after = filled(picture, mask, intent=Intent.REMOVE)
    assert border_gradient(after, mask) <= 1.5
    assert 0.5 <= spread(after, mask) <= 1.5


def test_the_same_seed_gives_the_same_pixels_and_the_next_seed_others() -> None:
    picture = small("gravel")
    mask = square_hole(picture)
    patches = MODEL.run(Fill(picture=picture, mask=mask, seed=7, count=2), silent)
    assert [patch.seed for patch in patches] == [7, 8]
    assert np.array_equal(patches[1].pixels, filled(picture, mask, seed=8))
    assert not np.array_equal(patches[0].pixels, patches[1].pixels)


def test_a_seed_is_drawn_where_none_is_given_and_told() -> None:
    picture = small("grass", 8)
    mask = square_hole(picture)
    patch = MODEL.run(Fill(picture=picture, mask=mask, at=Point(5, 6)), silent)[0]
    assert patch.seed >= 0
    assert patch.at == (5, 6)
    assert np.array_equal(patch.pixels, filled(picture, mask, seed=patch.seed))


def test_what_was_in_the_hole_leaves_no_trace() -> None:
    picture = small("astronaut")
    mask = square_hole(picture)
    other = picture.copy()
    other[mask > 0] = (255, 0, 255, 255)
    assert np.array_equal(filled(picture, mask), filled(other, mask))


def test_a_picture_grows_beyond_its_border() -> None:
    photo = small("coffee", 4)
    height, width = photo.shape[:2]
    picture = np.zeros((height + 40, width + 60, 4), np.uint8)
    picture[20:-20, 30:-30] = photo
    mask = np.where(picture[..., 3] == 0, 255, 0).astype(np.uint8)
    after = filled(picture, mask, intent=Intent.EXPAND)
    assert (after[..., 3] == 255).all()
    assert np.array_equal(after[20:-20, 30:-30], photo)
    assert after[mask > 0][:, :3].std() > 20


def test_nothing_is_copied_from_where_nothing_is() -> None:
    picture = small("grass", 4)
    picture[:, :50] = 0
    picture[..., 1] //= 2
    mask = np.zeros(picture.shape[:2], np.uint8)
    mask[50:80, 60:90] = 255
    after = filled(picture, mask)
    assert after[mask > 0][:, :3].min() > 0


def test_sixteen_bit_pictures_keep_their_depth() -> None:
    eight = small("coffee", 4)
    mask = square_hole(eight)
    sixteen = filled(eight.astype(np.uint16) * 257, mask)
    assert sixteen.dtype == np.uint16
    assert np.array_equal(sixteen[mask == 0], eight[mask == 0].astype(np.uint16) * 257)
    assert len(np.unique(sixteen[mask > 0])) > 300


@pytest.mark.parametrize("size", [(1, 2), (3, 3), (7, 7), (8, 9), (5, 90), (200, 12)], ids=str)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_tiny_pictures_and_huge_holes_are_filled_somehow(size: tuple[int, int], share: float) -> None:
    height, width = size
    picture = np.full((height, width, 4), (40, 90, 160, 255), np.uint8)
    mask = np.zeros(size, np.uint8)
    mask.ravel()[: max(1, min(mask.size - 1, round(share * mask.size)))] = 255
    after = filled(picture, mask)
    assert np.abs(after.astype(int) - picture).max() <= 1


def test_patches_shrink_where_little_is_left_to_copy() -> None:
    hole = np.ones((64, 64), np.bool_)
    assert patch_radius(hole, ~hole) == 0
    hole[:8] = False
    assert patch_radius(hole, ~hole) == 3
    hole[4:] = True
    assert patch_radius(hole, ~hole) == 1


def test_large_pictures_are_searched_small_and_copied_large(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = small("gravel", 2)
    mask = square_hole(picture)
    monkeypatch.setattr(module, "SEARCHED", 20_000)
    after = filled(picture, mask)
    assert np.array_equal(after[mask == 0], picture[mask == 0])
    assert 0.6 <= spread(after, mask) <= 1.4
    assert border_gradient(after, mask) <= 1.5


@pytest.mark.parametrize("stop", [1, 2, 10, 40])
def test_cancel_stops_at_the_next_report(stop: int) -> None:
    picture = small("gravel", 4)
    calls: list[float] = []

    def report(fraction: float, preview: Picture | None = None, note: str = "") -> None:
        calls.append(fraction)
        if len(calls) == stop:
            raise Cancelled

    with pytest.raises(Cancelled):
        MODEL.run(Fill(picture=picture, mask=square_hole(picture), seed=1), report)
    assert len(calls) == stop


def test_each_size_is_shown_on_the_way_at_the_size_of_the_picture() -> None:
    picture = small("gravel", 2)
    shown: list[Picture] = []

    def report(fraction: float, preview: Picture | None = None, note: str = "") -> None:
        if preview is not None:
            shown.append(preview)

    mask = square_hole(picture)
    MODEL.run(Fill(picture=picture, mask=mask, seed=1), report)
    assert len(shown) >= 4
    assert all(each.shape == picture.shape for each in shown)
    assert all(np.array_equal(each[mask == 0], picture[mask == 0]) for each in shown)


def test_a_mask_of_everything_and_an_empty_one_are_refused_with_a_way_out() -> None:
    picture = small("gravel", 8)
    everything = np.full(picture.shape[:2], 255, np.uint8)
    with pytest.raises(BadRequest, match="the mask covers the whole picture"):
        filled(picture, everything)
    with pytest.raises(BadRequest, match="Paint a mask first"):
        filled(picture, everything * 0)
    with pytest.raises(BadRequest, match="can only fill"):
        MODEL.run(Generate(), silent)


def test_the_card_says_what_it_can_and_what_it_ignores() -> None:
    assert FAMILY.builtin == (ENTRY,)
    assert FAMILY.tasks == {Fill}
    assert not FAMILY.uses_torch
    fields = set(Fill.__dataclass_fields__)
    assert set(ENTRY.details["ignores"]) < fields
    task = Fill(picture=np.zeros((100, 100, 4), np.uint8), mask=np.zeros((100, 100), np.uint8))
    assert 0 < FAMILY.memory(ENTRY, task) < 100 * 2**20
    assert isinstance(FAMILY.load(ENTRY, Place(), silent), PatchFill)
