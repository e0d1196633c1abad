"""Pictures are changed each by its own chance, and the change lets gradients through."""

from __future__ import annotations

import pytest
import torch

from studio.training.diffaugment import augmented, coloured, cut, moved
from studio.training.rules import Augment


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


def test_off_is_the_same_pictures() -> None:
    pictures = torch.rand(2, 3, 8, 8)
    assert augmented(pictures, Augment.OFF) is pictures


@pytest.mark.parametrize("how", [Augment.COLOUR, Augment.MOVED, Augment.CUT])
def test_each_picture_is_changed_by_its_own_chance_and_gradients_pass(how: Augment) -> None:
    one = torch.rand(1, 3, 16, 16)
    pictures = one.repeat(4, 1, 1, 1).requires_grad_()
    made = augmented(pictures, how)
    assert made.shape == pictures.shape
    assert all((made[0] != made[other]).any() for other in range(1, 4))
    made.square().sum().backward()
    assert pictures.grad is not None
    assert bool((pictures.grad != 0).any())


def test_colours_stay_where_they_are() -> None:
    picture = torch.zeros(1, 3, 8, 8)
    picture[:, :, 2:5, 3:6] = 1
    made = coloured(picture)[0, 0]
    assert made.unique().numel() == 2
    assert (made == made[2, 3]).nonzero().tolist() == picture[0, 0].nonzero().tolist()


def test_places_move_by_whole_pixels_at_most_an_eighth_and_black_comes_in() -> None:
    spot = torch.zeros(64, 1, 16, 16)
    spot[:, :, 8, 8] = 1
    made = moved(spot)
    assert made.sum((1, 2, 3)).tolist() == [1.0] * 64
    away = (made.flatten(1).argmax(1) - (8 * 16 + 8)).tolist()
    found = {((one + 8 * 16 + 8) // 16 - 8, (one + 8 * 16 + 8) % 16 - 8) for one in away}
    assert {max(map(abs, pair)) for pair in found} == {0, 1, 2}
    assert float(moved(torch.ones(64, 1, 16, 16)).min()) == 0


def test_a_square_of_half_the_side_is_cut_and_nothing_else() -> None:
    made = cut(torch.ones(64, 1, 16, 16))
    gone = (made == 0).sum((1, 2, 3))
    assert int(gone.max()) == 64
    assert int(gone.min()) >= 16
    assert ((made == 0) | (made == 1)).all()
