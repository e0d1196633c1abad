"""Pictures that a probe learns from move and turn together with all that is known of them."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.material import world_named
from studio.training.probes.views import Drawn, Rendered, other, shifted, sparse, worn
from studio.training.worlds.render import Renders


def test_without_chance_pictures_are_as_they_were_rendered(portraits: Renders) -> None:
    source = Rendered([portraits])
    views = source.views([3, 5], 64)
    assert np.array_equal(views.pixels, portraits.part("picture", [3, 5]))
    assert np.array_equal(views.areas, portraits.part("segmentation", [3, 5]))
    x, y = portraits.known[3]["landmarks"]["nose_tip"]
    assert views.points[0, source.names.index("nose_tip")] == pytest.approx((x / 64, y / 64))
    assert source.questions.told(views.answers)[0]["hat"] == portraits.facts(3)["hat"]


def test_the_same_chance_gives_the_same_views(portraits: Renders) -> None:
    source = Rendered([portraits])
    one, same, else_ = (source.views(range(8), 32, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one.pixels, same.pixels)
    assert not np.array_equal(one.pixels, else_.pixels)


def test_labels_move_and_turn_with_the_picture(portraits: Renders) -> None:
    """Each label keeps the mean colour of what it marks."""
    source = Rendered([portraits])
    still, moved = source.views([0] * 6, 64), source.views([0] * 6, 64, np.random.default_rng(3))
    clothes = portraits.settings["labels"].index("clothes")
    wanted = still.pixels[0][still.areas[0] == clothes].mean(0)
    for pixels, areas in zip(moved.pixels, moved.areas, strict=True):
        assert np.abs(pixels[areas == clothes].mean(0) - wanted).max() < 25


def test_points_change_sides_with_a_turned_picture(portraits: Renders) -> None:
    source = Rendered([portraits])
    turn = source.questions.places["turn"]
    still, moved = source.views([0] * 16, 64), source.views([0] * 16, 64, np.random.default_rng(0))
    turned = np.sign(moved.answers[:, turn]) != np.sign(still.answers[:, turn])
    assert 0 < turned.sum() < 16
    left, right = source.names.index("left_ear"), source.names.index("right_ear")
    assert (moved.points[:, left, 0] < moved.points[:, right, 0]).all()


def test_a_shift_repeats_the_edge() -> None:
    ramp = np.repeat(np.arange(10, dtype=np.uint8)[None], 10, axis=0)
    right = shifted(ramp, np.array((0.2, 0.0), np.float32))
    assert right[0].tolist() == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7]


def test_points_are_named_for_the_other_side() -> None:
    assert other("left_eye_inner") == "right_eye_inner"
    assert other("mouth_upper_right") == "mouth_upper_left"
    assert other("chin") == "chin"


def test_labels_are_picked_not_mixed() -> None:
    labels = np.tile(np.array([[3, 9], [9, 3]], np.uint8), (8, 8))
    assert set(np.unique(sparse(labels, 8))) <= {3, 9}
    assert sparse(labels, 16) is labels


def test_wear_is_mild() -> None:
    grey = np.full((40, 32, 32, 3), 128, np.uint8)
    made = worn(grey, np.random.default_rng(0))
    changed = (made != grey).any(axis=(1, 2, 3))
    assert 8 < changed.sum() < 32
    assert np.abs(made.astype(int) - 128).mean(axis=(1, 2, 3)).max() < 20


def test_two_manners_of_a_world_go_together_and_only_one_has_areas(scenes: Renders, monet: Renders) -> None:
    source = Rendered([scenes, monet])
    assert len(source) == 10
    views = source.views([1, 8], 32)
    assert views.marked.tolist() == [0]
    assert [told["manner"] for told in source.questions.told(views.answers)] == ["gouache", "monet"]


def test_two_worlds_are_refused(scenes: Renders, portraits: Renders) -> None:
    with pytest.raises(BadRequest, match="one world"):
        Rendered([scenes, portraits])


def test_digits_are_drawn_when_asked_for() -> None:
    source = Drawn(world_named("glyphs"), 100, 7)
    views = source.views([0, 5], 32)
    assert np.array_equal(views.pixels[1], world_named("glyphs").draw(12).picture)
    assert len(source) == 100
    worn_ones = source.views([0, 5, 6, 9], 32, np.random.default_rng(1))
    assert worn_ones.pixels.shape == (4, 32, 32, 3)
