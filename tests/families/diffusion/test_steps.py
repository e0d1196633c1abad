"""The walk from noise to picture is the papers': checked with a network whose answers are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import diffusers
import pytest
import torch

from studio.families.diffusion.steps import Denoiser, along, inverted, sampled, times

ALPHAS = diffusers.DDPMScheduler(1000, beta_schedule="squaredcos_cap_v2").alphas_cumprod


class Perfect:
    """Knows the one picture that there is, and says what `kind` asks for."""

    def __init__(self, picture: torch.Tensor, kind: str) -> None:
        self.picture, self.kind = picture, kind

    def __call__(self, x: torch.Tensor, t: torch.Tensor) -> Any:
        alpha = ALPHAS[t][:, None, None, None]
        signal, spread = alpha.sqrt(), (1 - alpha).sqrt()
        noise = (x - signal * self.picture) / spread
        said = {"epsilon": noise, "v_prediction": signal * noise - spread * self.picture, "sample": self.picture}
        return SimpleNamespace(sample=said[self.kind].expand(x.shape))


class Gaussian:
    """The best possible network for pictures from N(m, s²) at each pixel: its walks have closed forms."""

    def __init__(self, mean: float, spread: float) -> None:
        self.mean, self.spread = mean, spread

    def __call__(self, x: torch.Tensor, t: torch.Tensor) -> Any:
        alpha = ALPHAS[t][:, None, None, None]
        variance = alpha * self.spread**2 + 1 - alpha
        return SimpleNamespace(sample=(1 - alpha).sqrt() * (x - alpha.sqrt() * self.mean) / variance)


PICTURE = torch.linspace(-0.9, 0.9, 48).reshape(1, 3, 4, 4)


@pytest.mark.parametrize("kind", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("steps", [1, 5, 50])
def test_who_knows_the_picture_gets_there_in_any_number_of_steps(kind: str, steps: int) -> None:
    noise = torch.randn(1, 3, 4, 4, generator=torch.Generator().manual_seed(0))
    made = sampled(Denoiser(Perfect(PICTURE, kind), ALPHAS, kind), noise, steps)
    assert torch.allclose(made, PICTURE, atol=2e-3)


@pytest.mark.parametrize(("eta", "steps"), [(0.0, 200), (1.0, 1000), (0.5, 200)])
def test_samples_are_spread_as_the_pictures_were(eta: float, steps: int) -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(1, 1, 64, 64, generator=generator)
    made = sampled(Denoiser(Gaussian(0.3, 0.2), ALPHAS, most=0), x, steps, eta, [generator])
    assert float(made.mean()) == pytest.approx(0.3, abs=0.02)
    assert float(made.std()) == pytest.approx(0.2, abs=0.02)


def test_ancestral_steps_are_algorithm_2_as_diffusers_has_it() -> None:
    """Every time, the posterior's variance, predictions kept within −1 … 1."""
    scheduler = diffusers.DDPMScheduler(40, beta_schedule="linear", clip_sample=True, variance_type="fixed_small")
    alphas = scheduler.alphas_cumprod
    chance = torch.Generator().manual_seed(3)
    weights = torch.randn(3, 3, generator=chance) * 0.3

    def net(x: torch.Tensor, t: torch.Tensor) -> Any:
        return SimpleNamespace(sample=torch.einsum("bchw,dc->bdhw", x, weights))

    start = torch.randn(1, 3, 4, 4, generator=chance)
    mine = sampled(Denoiser(net, alphas), start, 40, 1.0, [torch.Generator().manual_seed(9)])
    theirs, generator = start, torch.Generator().manual_seed(9)
    for t in range(39, -1, -1):
        said = net(theirs, torch.tensor([t])).sample
        theirs = scheduler.step(said, t, theirs, generator=generator).prev_sample
    assert torch.allclose(mine, theirs, atol=1e-4)


def test_the_way_back_finds_the_noise_that_the_picture_came_from() -> None:
    denoiser = Denoiser(Gaussian(0.1, 0.5), ALPHAS, most=0)
    start = torch.randn(1, 1, 16, 16, generator=torch.Generator().manual_seed(2))
    for steps, atol in ((20, 0.02), (200, 1e-3)):
        path = times(len(ALPHAS), steps)
        assert torch.allclose(inverted(denoiser, along(denoiser, start, path), path), start, atol=atol)


def test_looking_again_brings_the_picture_back_twenty_times_closer() -> None:
    denoiser, path = Denoiser(Gaussian(0.1, 0.5), ALPHAS, most=0), times(len(ALPHAS), 20)
    made = along(denoiser, torch.randn(1, 1, 16, 16, generator=torch.Generator().manual_seed(2)), path)
    once, thrice = (along(denoiser, inverted(denoiser, made, path, again=again), path) for again in (0, 2))
    assert (thrice - made).abs().max() < (once - made).abs().max() / 20


def test_a_network_without_a_fixed_point_leads_no_further_astray() -> None:
    """Each look would throw it further off: it keeps to numbers."""

    def wild(x: torch.Tensor, t: torch.Tensor) -> Any:
        return SimpleNamespace(sample=40 * x)

    path = times(500, 4)
    once, often = (inverted(Denoiser(wild, ALPHAS[:500], most=0), PICTURE, path, again=again) for again in (0, 9))
    assert often.abs().max() <= 2 * once.abs().max()


def test_a_walk_may_end_in_some_noise_that_a_model_leaves() -> None:
    denoiser = Denoiser(Gaussian(0.1, 0.5), ALPHAS, most=0, last=float(ALPHAS[30]))
    start = torch.randn(1, 1, 64, 64, generator=torch.Generator().manual_seed(2))
    path = [t for t in times(len(ALPHAS), 200) if t > 30]
    made = along(denoiser, start, path)
    signal, spread = denoiser.shares(-1)
    assert float(made.std()) == pytest.approx((signal**2 * 0.25 + spread**2) ** 0.5, abs=0.02)
    assert torch.allclose(inverted(denoiser, made, path), start, atol=1e-3)


def test_a_walk_in_two_parts_is_the_same_walk() -> None:
    denoiser, path = Denoiser(Gaussian(0.1, 0.5), ALPHAS, most=0), times(len(ALPHAS), 20)
    start = torch.randn(1, 1, 8, 8, generator=torch.Generator().manual_seed(4))
    middle = along(denoiser, start, path[:7], end=path[7])
    assert torch.equal(along(denoiser, middle, path[7:]), along(denoiser, start, path))


def test_every_step_is_seen_and_may_stop_the_walk() -> None:
    seen: list[int] = []

    def watch(done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
        seen.append(done)
        assert x.shape == clean.shape
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sampled(Denoiser(Perfect(PICTURE, "epsilon"), ALPHAS), torch.zeros(1, 3, 4, 4), 10, watch=watch)
    assert seen == [1, 2, 3]


def test_times_go_from_the_last_to_the_first_and_never_ask_for_more_than_there_are() -> None:
    assert times(1000, 5) == [999, 749, 500, 250, 0]
    assert times(3, 50) == [2, 1, 0]
    assert times(10, 1) == [9]


def test_a_walk_can_begin_in_the_middle() -> None:
    denoiser, seen = Denoiser(Gaussian(0.1, 0.5), ALPHAS, most=0), []
    start = torch.randn(1, 1, 8, 8, generator=torch.Generator().manual_seed(4))
    made = sampled(denoiser, start, 1000, watch=lambda done, x, clean: seen.append(x))
    assert torch.equal(sampled(denoiser, seen[299], 700, since=700), made)
