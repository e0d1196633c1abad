"""The search goes downhill, keeps within its bounds, and says when there is no way."""

from __future__ import annotations

import pytest
import torch

from studio.core.errors import NotFinite
from studio.families.gan.net import Generator
from studio.families.gan.reader import Reader
from studio.families.gan.recognise import Shape
from studio.families.gan.search import Goal, found


class Flat(Generator):
    """A picture whose left half has the brightness of the first number, its right half that of the second."""

    def __init__(self) -> None:
        super().__init__(Shape("mlp", 2, 16, 1, (4,)))

    def pictures(self, latent: torch.Tensor) -> torch.Tensor:
        left = latent[:, 0].view(-1, 1, 1, 1).expand(-1, 1, 16, 8)
        right = latent[:, 1].view(-1, 1, 1, 1).expand(-1, 1, 16, 8)
        return torch.cat([left, right], 3)


BOUNDS = torch.full((2,), -1.0), torch.full((2,), 1.0)
EVERYWHERE = torch.ones(1, 1, 16, 16)


def quiet(share: float, point: torch.Tensor) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("reads", [False, True])
def test_it_finds_what_there_is(reads: bool) -> None:
    torch.manual_seed(0)
    painter = Flat()
    target = painter.pictures(torch.tensor([[0.4, -0.7]]))
    goal = Goal(target, EVERYWHERE, Reader(1, (4,)) if reads else None)
    shares: list[float] = []
    point = found(painter, goal, torch.randn(8, 2), BOUNDS, 80, lambda share, at: shares.append(share))
    assert point[0].tolist() == pytest.approx([0.4, -0.7], abs=0.05)
    assert shares == [0.0, *(pytest.approx(step / 80) for step in range(1, 81))]


def test_it_looks_only_where_it_counts() -> None:
    painter = Flat()
    left = EVERYWHERE.clone()
    left[..., 8:] = 0
    goal = Goal(painter.pictures(torch.tensor([[0.5, 0.9]])), left, None)
    same = goal.distances(painter.pictures(torch.tensor([[0.5, -0.9], [0.0, 0.9]])))
    assert float(same[0]) == pytest.approx(0, abs=1e-6)
    assert float(same[1]) > 0.1


def test_it_stays_within_its_bounds() -> None:
    painter = Flat()
    goal = Goal(painter.pictures(torch.tensor([[3.0, -3.0]])), EVERYWHERE, None)
    point = found(painter, goal, torch.zeros(1, 2), BOUNDS, 60, quiet)
    assert point[0].tolist() == [1.0, -1.0]


def test_no_numbers_at_all_are_said() -> None:
    goal = Goal(torch.full((1, 1, 16, 16), float("nan")), EVERYWHERE, None)
    with pytest.raises(NotFinite):
        found(Flat(), goal, torch.zeros(2, 2), BOUNDS, 3, quiet)


def test_chance_is_drawn_to_the_usual_where_the_picture_leaves_it_open_and_a_style_is_not() -> None:
    left = EVERYWHERE.clone()
    left[..., 8:] = 0
    start, painter = torch.tensor([[-0.5, 0.8]]), Flat()
    goal = Goal(painter.pictures(torch.tensor([[0.5, 0.0]])), left, None)
    chance = found(painter, goal, start, BOUNDS, 60, quiet)
    painter.shape = Shape("style", 2, 16, 1, (4,), style=2)
    style = found(painter, goal, start, BOUNDS, 60, quiet)
    assert float(chance[0, 1]) < 0.79
    assert float(style[0, 1]) == pytest.approx(0.8)
    assert float(style[0, 0]) == pytest.approx(0.5, abs=0.05)
