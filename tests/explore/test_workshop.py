"""Directions that are made point where they should."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.axes import components
from studio.explore.workshop import from_classes, from_component, from_readings, from_sets, from_texts
from studio.families.walks import normal

WAY = np.zeros(12)
WAY[[2, 7]] = 0.6, -0.8
POINTS = [normal(seed, (12,)) for seed in range(240)]
ALONG = np.array([point @ WAY for point in POINTS])
NOISE = np.random.default_rng(5).standard_normal(240)


def likeness(vector: np.ndarray, way: np.ndarray = WAY) -> float:
    return float(vector.reshape(-1) @ way / np.linalg.norm(vector))


def test_two_sets_make_the_way_from_one_to_the_other() -> None:
    plus, minus = [POINTS[0], POINTS[1]], [POINTS[2]]
    one = from_sets("new", "tiny", plus, minus)
    assert np.allclose(one.vector, ((POINTS[0] + POINTS[1]) / 2 - POINTS[2]) / 2, atol=1e-6)
    assert (one.name, one.model) == ("new", "tiny")
    assert one.made == "mean of 2 points less mean of 1"


def test_sets_that_tell_nothing_are_refused() -> None:
    for plus, minus, said in (([], POINTS[:1], "two sets"), (POINTS[:1], [], "two sets"),
                              (POINTS[:1], POINTS[:1], "the same"),
                              (POINTS[:1], [normal(0, (4,))], "different models")):  # fmt: skip
        with pytest.raises(BadRequest, match=said):
            from_sets("new", "tiny", plus, minus)


def test_labels_make_the_normal_of_the_plane_between_them() -> None:
    one = from_classes("glasses", "tiny", POINTS, ALONG + 0.3 * NOISE > 0.8)
    assert likeness(one.vector) > 0.93
    along = [point @ one.vector / np.linalg.norm(one.vector) for point in POINTS]
    assert np.isclose(np.linalg.norm(one.vector), np.std(along), rtol=1e-5), "a unit is a standard deviation"
    assert "logistic regression on 240 points" in one.made


def test_readings_make_the_way_on_which_they_rise() -> None:
    one = from_readings("age", "tiny", POINTS, 3 * ALONG + NOISE)
    assert likeness(one.vector) > 0.97
    assert "explains" in one.made


def test_readings_by_chance_explain_nothing() -> None:
    said = from_readings("luck", "tiny", POINTS, NOISE).made
    assert int(said.split("explains ")[1].split(" %")[0].split("%")[0]) < 10


def test_latents_longer_than_there_are_points_are_learnt_from_too() -> None:
    way = np.zeros((3, 100))
    way[1, 4] = 1
    points = [normal(seed, (3, 100)) for seed in range(80)]
    along = np.array([(point * way).sum() for point in points])
    for one in (from_readings("n", "tiny", points, along), from_classes("c", "tiny", points, along > 0)):
        assert one.vector.shape == (3, 100)
        assert likeness(one.vector, way.reshape(-1)) > 0.35
        assert np.abs(one.vector).argmax() == 104


def test_where_two_numbers_say_it_all_the_others_stay_out_of_it() -> None:
    points = [normal(seed, (128,)) for seed in range(300)]
    along = np.array([0.6 * point[3] - 0.8 * point[90] for point in points]) + 0.7 * np.resize(NOISE, 300)
    for one in (from_readings("n", "tiny", points, along), from_classes("c", "tiny", points, along > 0.5)):
        assert (one.vector != 0).sum() <= 16
        assert one.vector[3] > 0
        assert likeness(one.vector, np.eye(128)[3] * 0.6 - np.eye(128)[90] * 0.8) > 0.95


def test_the_scale_of_a_number_does_not_hide_it() -> None:
    scaled = [np.asarray(point * np.where(np.arange(12) == 2, 0.01, 1), np.float32) for point in POINTS]
    one = from_readings("small", "tiny", scaled, [point[2] for point in POINTS])
    assert np.abs(one.vector).argmax() == 2


@pytest.mark.parametrize(("shown", "said"), [(0, "in 0 of 240"), (7, "in 7 of 240"), (236, "in 4 of 240")])
def test_what_hardly_ever_shows_cannot_be_learnt(shown: int, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        from_classes("glasses", "tiny", POINTS, np.arange(240) < shown)


def test_readings_that_do_not_differ_cannot_be_learnt() -> None:
    for points, values in ((POINTS, np.ones(240)), (POINTS[:10], ALONG[:10])):
        with pytest.raises(BadRequest, match="differ"):
            from_readings("flat", "tiny", points, values)


def test_a_component_is_a_direction() -> None:
    axis = components([point * np.float32(3) for point in POINTS], 1)[0]
    one = from_component(axis, "tiny", "first")
    assert np.allclose(one.vector, axis.vector * axis.spread, atol=1e-6)
    assert (one.name, one.low, one.high) == ("first", axis.low, axis.high)
    assert from_component(axis, "tiny").name == "Component 1"


def test_two_texts_make_a_direction_of_words() -> None:
    one = from_texts("grin", "tiny", [4, 8, 8], " a grin", "a frown")
    assert (one.more, one.less, one.worded) == ("a grin", "a frown", True)
    assert one.vector.shape == (4, 8, 8)
    with pytest.raises(BadRequest, match="two texts"):
        from_texts("grin", "tiny", [4], "a grin", "a grin ")
