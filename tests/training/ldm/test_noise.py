"""At the last time nothing is left of the picture, and that time counts, too."""

from __future__ import annotations

import torch

from studio.training.ldm.noise import TIMES, Noise, scheduler

ALPHAS = scheduler().alphas_cumprod


def test_the_last_time_is_noise_alone() -> None:
    assert float(ALPHAS[-1]) == 0
    z, noise, last = torch.ones(1, 4, 2, 2), torch.randn(1, 4, 2, 2), torch.tensor([TIMES - 1])
    one = Noise(ALPHAS)
    assert torch.equal(one.over(z, noise, last), noise)
    assert torch.equal(one.goal(z, noise, last), -z)


def test_picture_and_noise_follow_from_v() -> None:
    """x₀ = α z − σ v (Salimans & Ho 2022, appendix D)."""
    one, t = Noise(ALPHAS), torch.tensor([10, 500])
    z, noise = torch.randn(2, 4, 2, 2), torch.randn(2, 4, 2, 2)
    alpha = ALPHAS[t][:, None, None, None]
    found = alpha.sqrt() * one.over(z, noise, t) - (1 - alpha).sqrt() * one.goal(z, noise, t)
    assert torch.allclose(found, z, atol=1e-5)


def test_clean_pictures_count_less_and_the_last_time_in_full() -> None:
    weights = Noise(ALPHAS).weights(torch.tensor([0, 200, TIMES - 1]))
    assert weights[0] < weights[1]
    assert weights[2] == 1
    assert float(Noise(ALPHAS, "epsilon").weights(torch.tensor([TIMES - 1]))) == 1


def test_the_loss_is_nothing_when_all_is_said_right() -> None:
    one, t = Noise(ALPHAS), torch.tensor([10, 999])
    z, noise = torch.randn(2, 4, 2, 2), torch.randn(2, 4, 2, 2)
    assert float(one.loss(one.goal(z, noise, t), z, noise, t)) == 0


def test_times_are_spread_over_all_of_them() -> None:
    times = Noise(ALPHAS).times(10)
    assert (times // 100).tolist() == list(range(10))
