"""The losses are those of the papers, and the penalties those of their slopes."""

from __future__ import annotations

import math

import pytest
import torch

from studio.training.adversary import critic_loss, gradient_penalty, painter_loss, r1
from studio.training.critic import Critic, Judged
from studio.training.rules import Loss


class Linear(Critic):
    """D(x) = w · x."""

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        self.weights = weights

    def forward(self, pictures: torch.Tensor, y: torch.Tensor) -> Judged:
        return Judged(pictures.flatten(1) @ self.weights, None)


def test_equation_1_is_the_log_of_being_right() -> None:
    true, made = torch.tensor([2.0]), torch.tensor([-1.0])
    d, g = 1 / (1 + math.exp(-2)), 1 / (1 + math.exp(1))
    for loss in (Loss.SATURATING, Loss.NON_SATURATING):
        assert float(critic_loss(loss, true, made)) == pytest.approx(-math.log(d) - math.log(1 - g))
    assert float(painter_loss(Loss.SATURATING, made)) == pytest.approx(math.log(1 - g))
    assert float(painter_loss(Loss.NON_SATURATING, made)) == pytest.approx(-math.log(g))


def test_where_the_critic_is_sure_only_the_non_saturating_loss_still_teaches() -> None:
    slopes = {}
    for loss in (Loss.SATURATING, Loss.NON_SATURATING):
        made = torch.tensor([-12.0], requires_grad=True)
        painter_loss(loss, made).backward()
        assert made.grad is not None
        slopes[loss] = abs(float(made.grad))
    assert slopes[Loss.SATURATING] < 1e-4
    assert slopes[Loss.NON_SATURATING] > 0.99


def test_hinge_is_content_beyond_its_margin() -> None:
    assert float(critic_loss(Loss.HINGE, torch.tensor([1.5]), torch.tensor([-2.0]))) == 0
    assert float(critic_loss(Loss.HINGE, torch.tensor([0.0]), torch.tensor([0.0]))) == 2
    assert float(critic_loss(Loss.WGAN, torch.tensor([3.0]), torch.tensor([1.0]))) == -2
    assert float(painter_loss(Loss.WGAN, torch.tensor([3.0]))) == -3


def test_r1_is_half_the_squared_slope_at_true_pictures() -> None:
    weights = torch.tensor([3.0, 4.0, 0.0, 0.0])
    pictures = torch.rand(5, 1, 2, 2, requires_grad=True)
    assert float(r1(Linear(weights)(pictures, torch.zeros(5, 0)).logit, pictures)) == pytest.approx(12.5)


def test_the_gradient_penalty_is_nothing_for_a_slope_of_one() -> None:
    pictures, made, y = torch.rand(5, 1, 2, 2), torch.rand(5, 1, 2, 2), torch.zeros(5, 0)
    for length, penalty in ((1.0, 0.0), (3.0, 4.0)):
        critic = Linear(torch.tensor([0.0, length, 0.0, 0.0]))
        assert float(gradient_penalty(critic, pictures, made, y)) == pytest.approx(penalty, abs=1e-6)
