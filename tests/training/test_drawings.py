"""Drawings show the lines of their picture, and its colours as far as a hint says."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.drawings import HINTS, Drawings, areas_of, by_hand, coloured, drawn, means
from studio.training.pictures import Pictures
from studio.training.worlds.portraits import WORLD
from studio.training.worlds.render import Order, Renders, render

SIDE = 64


@pytest.fixture(name="drawings", scope="module")
def _drawings(tmp_path_factory: pytest.TempPathFactory) -> Drawings:
    home = tmp_path_factory.mktemp("renders")
    render(Order(WORLD, 6, 7, SIDE), home, processes=1)
    return Drawings(Pictures.of_renders(Renders(home), SIDE))


def chance(step: int = 1) -> np.random.Generator:
    return np.random.default_rng((3, step))


def test_a_batch_follows_from_the_step_and_its_chance_alone(drawings: Drawings) -> None:
    once, again = (drawings.batch(5, 4, chance()) for _ in range(2))
    for one, other in zip(once, again, strict=True):
        assert one.shape == (4, SIDE, SIDE, 3)
        assert np.array_equal(one, other)
    assert not np.array_equal(once[0], drawings.batch(5, 4, chance(2))[0])


def test_without_a_hint_there_are_lines_on_white(drawings: Drawings) -> None:
    made, _ = drawings.clean(range(3), "none")
    assert (made[..., 0] == made[..., 1]).all()
    assert np.mean(made == 255) > 0.5
    assert made.min() < 60


def test_flat_colours_are_near_the_picture_and_have_no_shading(drawings: Drawings) -> None:
    flat, truth = drawings.clean(range(3), "flat")
    bare, _ = drawings.clean(range(3), "none")
    far = [np.abs(made.astype(int) - truth).mean() for made in (flat, bare)]
    assert far[0] < far[1] / 2
    away = (bare == 255).all(-1)
    for made, free, true in zip(flat, away, truth, strict=True):
        assert len(np.unique(made[free], axis=0)) < len(np.unique(true[free], axis=0)) / 4


@pytest.mark.parametrize("hint", HINTS)
def test_every_hint_gives_a_whole_paper(drawings: Drawings, hint: str) -> None:
    made, _ = drawings.clean(range(2), hint)
    again, _ = drawings.clean(range(2), hint)
    assert made.dtype == np.uint8
    assert np.array_equal(made, again)


def test_areas_are_bounded_by_ink_and_by_labels() -> None:
    line = np.full((40, 40), 255, np.uint8)
    line[:, 20] = 0
    label = np.zeros((40, 40), np.uint8)
    label[20:] = 1
    areas = areas_of(line, label)
    assert len({areas[5, 5], areas[5, 35], areas[35, 5], areas[35, 35]}) == 4
    picture = np.zeros((40, 40, 3), np.uint8)
    picture[:20, :20] = (200, 100, 50)
    assert tuple(means(picture, areas)[areas[5, 5]]) == (200, 100, 50)


def test_ink_darkens_what_it_lies_on() -> None:
    paper, line = np.full((2, 2, 3), 200, np.uint8), np.array([[255, 0], [128, 255]], np.uint8)
    assert drawn(paper, line)[..., 0].tolist() == [[200, 0], [100, 200]]


def test_a_hand_draws_the_same_lines_a_little_otherwise() -> None:
    line = np.full((SIDE, SIDE), 255, np.uint8)
    line[20:22, 8:56] = 0
    made = [by_hand(line, chance(step)) for step in range(40)]
    assert len({one.tobytes() for one in made}) > 20
    for one in made:
        assert one.dtype == np.uint8
        assert one.shape == line.shape
        assert (one[:14] == 255).all() or (one[:14] > 240).mean() > 0.99
        assert one[19:24].min() < 180, "the line is still there"


def test_some_areas_stay_white_when_only_some_are_said() -> None:
    picture = np.full((32, 32, 3), 90, np.uint8)
    label = np.arange(32 * 32, dtype=np.int64).reshape(32, 32) // 64
    made = coloured(picture, np.full((32, 32), 255, np.uint8), label.astype(np.uint8), "some", chance())
    assert {90, 255} == set(np.unique(made))
