"""The painters' networks do what their papers say, and what they were made cheaper by changes nothing."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import conv_transpose2d

from studio.families.gan.net import Grow, Norm, built, doublings, interleaved
from studio.families.gan.recognise import Shape


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


@pytest.mark.parametrize(
    "shape",
    [
        Shape("mlp", 5, 8, 1, (12, 10), 3),
        Shape("conv", 5, 32, 3, (12, 8, 6), 3),
        Shape("conv", 5, 16, 1, (8, 6)),
        Shape("style", 5, 16, 3, (8, 8, 6), style=7),
    ],
)
def test_every_body_paints_pictures_of_its_size(shape: Shape) -> None:
    painter = built(shape).eval()
    z, y = torch.randn(2, 5), torch.randn(2, shape.columns)
    with torch.no_grad():
        made = painter(z, y)
        latent = painter.latent(z, y)
        assert torch.allclose(painter.pictures(latent), made)
    assert made.shape == (2, shape.channels, shape.size, shape.size)
    assert latent.shape == (2, shape.latent)


def test_growing_equals_the_fractionally_strided_convolution_of_the_paper() -> None:
    """A 4 × 4 transposed convolution with stride 2: pixel (2 a + i) takes the 2 × 2 of its own phase."""
    grow = Grow(3, 5, 0)
    weight = grow.convolution.weight.detach().view(2, 2, 5, 3, 2, 2)                   # (i, j, after, before, ky, kx)
    whole = torch.zeros(3, 5, 4, 4)
    # Pixel (i, j) of the four at place a looks at old pixels a − 1 + k: tap i + 2 − 2 k of the transposed weights.
    for i in range(2):
        for j in range(2):
            for ky in range(2):
                for kx in range(2):
                    whole[:, :, i + 2 - 2 * ky, j + 2 - 2 * kx] = weight[i, j, :, :, ky, kx].t()
    x = torch.randn(2, 3, 6, 6)
    wanted = conv_transpose2d(x, whole, stride=2, padding=0)[:, :, 1:-1, 1:-1]
    with torch.no_grad():
        found = interleaved(grow.convolution(x))[:, :, 1:-1, 1:-1]
    assert found.shape == wanted.shape == (2, 5, 12, 12)
    assert torch.allclose(found, wanted, atol=1e-6)


def test_four_channels_become_four_pixels() -> None:
    x = torch.arange(4.0).view(1, 4, 1, 1)
    assert interleaved(x)[0, 0].tolist() == [[0, 1], [2, 3]]


def test_conditions_begin_without_a_say_and_steer_every_scale() -> None:
    norm = Norm(4, 3).eval()
    x = torch.randn(2, 4, 5, 5)
    with torch.no_grad():
        one, other = norm(x, torch.zeros(2, 3)), norm(x, torch.ones(2, 3))
        assert torch.equal(one, other)
        assert norm.follow is not None
        norm.follow.weight.normal_()
        assert not torch.equal(norm(x, torch.ones(2, 3)), one)


def test_truncation_draws_chance_to_the_middle_but_not_what_was_asked_for() -> None:
    painter = built(Shape("mlp", 4, 8, 1, (8,), 2))
    z, y = torch.randn(1, 4), torch.ones(1, 2)
    assert torch.allclose(painter.latent(z, y, 0.5), torch.cat([z / 2, y], 1))


def test_doublings_lead_from_four_to_the_size() -> None:
    assert [doublings(size) for size in (8, 16, 128)] == [0, 1, 4]
    assert [doublings(size, 1) for size in (4, 16, 256)] == [0, 2, 6]
