"""Styles steer convolutions as the paper's equations have it."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import conv2d

from studio.families.gan.recognise import Shape
from studio.families.gan.style import Even, Modulated, Noise, Styles


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


def test_modulating_maps_equals_modulating_weights() -> None:
    """Equations 1 and 3 of Karras et al. (2020), picture by picture."""
    layer = Modulated(4, 6, 3, 5)
    x, w = torch.randn(3, 4, 8, 8), torch.randn(3, 5)
    with torch.no_grad():
        made = layer(x, w)
        gain = layer.style(w)
        for at in range(3):
            weight = layer.weight * layer._scale * gain[at][None, :, None, None]
            weight = weight / (weight.square().sum((1, 2, 3), keepdim=True) + 1e-8).sqrt()
            assert torch.allclose(made[at], conv2d(x[at : at + 1], weight, padding=1)[0], atol=1e-5)


def test_demodulated_maps_keep_their_size_whatever_the_style() -> None:
    layer = Modulated(32, 32, 3, 5)
    x = torch.randn(4, 32, 16, 16)
    with torch.no_grad():
        small, large = (layer(x, scale * torch.randn(4, 5)).std() for scale in (0.1, 10.0))
    assert float(small) == pytest.approx(1.0, abs=0.15)
    assert float(large) == pytest.approx(1.0, abs=0.15)


def test_rates_are_equal_for_layers_of_any_width() -> None:
    for before in (4, 256):
        assert float(Even(before, 512)(torch.randn(256, before)).std().detach()) == pytest.approx(1.0, abs=0.1)
    assert float(Even(4, 3, 1.0)(torch.zeros(1, 4)).detach().mean()) == 1.0


def test_noise_is_new_in_training_and_the_same_in_use() -> None:
    noise = Noise(4, 1)
    torch.nn.init.ones_(noise.strength)
    x = torch.zeros(1, 1, 4, 4)
    assert not torch.equal(noise(x), noise(x))
    noise.eval()
    assert torch.equal(noise(x), noise(x))
    assert torch.equal(Noise(4, 1).get_buffer("fixed"), noise.get_buffer("fixed"))


def test_truncation_draws_styles_to_their_mean() -> None:
    painter = Styles(Shape("style", 4, 16, 3, (6, 6, 4), style=5)).eval()
    painter.get_buffer("mean").copy_(torch.arange(5.0))
    z, y = torch.randn(2, 4), torch.zeros(2, 0)
    with torch.no_grad():
        assert torch.equal(painter.latent(z, y, 0.0)[1], torch.arange(5.0))
        assert torch.allclose(painter.latent(z, y), painter.styles(z, y), atol=1e-5)
