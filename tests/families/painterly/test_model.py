"""Painterly styles as a task: any size in parts without a seam, any depth, any strength, and a hand to stop it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.geometry import Extent
from studio.core.picture import Picture, frozen
from studio.engine.job import Cancelled
from studio.families.painterly import ENTRY
from studio.families.painterly.model import STYLES, Painter, cells, painted, side_for, tones_of
from studio.families.painterly.view import Look
from studio.families.tasks import Edit, Sample, silent


def picture(width: int = 96, height: int = 72, depth: type = np.uint8) -> Picture:
    """Soft hills with grain, opaque."""
    rows, columns = np.indices((height, width))
    hills = 0.5 + 0.3 * np.sin((rows + 2 * columns) / 11) + np.random.default_rng(2).normal(0, 0.03, rows.shape)
    most = np.iinfo(depth).max
    grey = np.clip(hills, 0, 1) * most
    return frozen(np.rint(np.dstack([grey, most - grey, 0.6 * grey, np.full_like(grey, most)])).astype(depth))


@pytest.mark.parametrize("style", STYLES)
def test_no_part_shows_where_it_ends(style: str) -> None:
    seen = picture(320, 200)
    whole = painted(seen, style, Look(brush=3.0), 1.0, silent, side=400)
    parts = painted(seen, style, Look(brush=3.0), 1.0, silent, side=96)
    apart = np.abs(whole.astype(int) - parts).max(2)
    assert (apart > 2).mean() < 2e-4, "no more than a stray pixel where a stroke may go either way"


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_another_picture_and_chance_is_seeded(style: str) -> None:
    seen = picture()
    once = painted(seen, style, Look(chance=4), 1.0, silent)
    assert np.array_equal(once, painted(seen, style, Look(chance=4), 1.0, silent))
    assert not np.array_equal(once, painted(seen, style, Look(chance=5), 1.0, silent))
    assert np.abs(once.astype(int) - seen)[..., :3].mean() > 2
    assert (once[..., 3] == 255).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 2), (17, 31)])
@pytest.mark.parametrize("style", STYLES)
def test_odd_sizes_are_painted_too(style: str, size: tuple[int, int]) -> None:
    seen = picture(*size)
    assert painted(seen, style, Look(brush=20.0), 1.0, silent).shape == seen.shape


def test_strength_nought_is_the_picture_itself_at_either_depth() -> None:
    for depth in (np.uint8, np.uint16):
        seen = picture(depth=depth)
        found = painted(seen, "oil", Look(), 0.0, silent)
        assert found.dtype == depth
        assert np.array_equal(found, seen)


def test_sixteen_bits_are_used() -> None:
    found = painted(picture(depth=np.uint16), "oil", Look(), 1.0, silent)
    assert len(np.unique(found[..., 0])) > 300


def test_what_is_not_set_stands_at_its_default_and_is_told() -> None:
    patch = Painter(ENTRY).run(Edit(picture=picture(), sliders={"style": "ink", "brush": "8"}), silent)[0]
    told = patch.info["sliders"]
    assert told["style"] == "ink"
    assert told["brush"] == 8.0
    assert told["paper"] == 0.4
    with pytest.raises(BadRequest, match="Choose one of: oil"):
        Painter(ENTRY).run(Edit(picture=picture(), sliders={"style": "fresco"}), silent)
    with pytest.raises(BadRequest):
        Painter(ENTRY).run(Sample(), silent)


def test_it_stops_at_the_next_part() -> None:
    begun = 0

    def stop(fraction: float, preview: object = None, note: str = "") -> None:
        nonlocal begun
        begun += 1
        if begun == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        painted(picture(320, 200), "pencil", Look(brush=1.0), 1.0, stop, side=96)
    assert begun == 4


def test_parts_cover_all_once_and_are_never_tiny_beside_their_surroundings() -> None:
    found = list(cells(Extent(500, 300), 128))
    assert sum(part.area for part in found) == 150_000
    for reach in (10, 100, 600):
        assert side_for(reach) >= 2 * min(reach, 600)


def test_tones_are_those_of_nearly_all_pixels() -> None:
    seen = picture().copy()
    seen[0, 0, :3] = 255
    low, middle, high = tones_of(seen)
    assert 0.2 < low < middle < high < 0.97
    flat = tones_of(np.full((5, 5, 4), 200, np.uint8))
    assert flat.low < flat.high
