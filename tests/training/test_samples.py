"""Sheets show samples side by side, and each slider from one end to the other."""

from __future__ import annotations

import numpy as np
import torch

from studio.families.gan.net import built
from studio.families.gan.recognise import Condition, Shape
from studio.families.sliders import Slider
from studio.training.samples import pixels, rows_of_sliders, settled, side_by_side


def test_numbers_become_bytes_and_grey_becomes_three_colours() -> None:
    made = pixels(torch.tensor([-2.0, -1.0, 0.0, 1.0]).view(1, 1, 2, 2))
    assert made.shape == (1, 2, 2, 3)
    assert made[0, :, :, 0].ravel().tolist() == [0, 0, 128, 255]
    assert (made[..., 0] == made[..., 2]).all()


def test_rows_are_filled_from_the_left() -> None:
    pictures = np.arange(6, dtype=np.uint8)[:, None, None, None] * np.ones((1, 2, 2, 3), np.uint8)
    assert side_by_side(pictures, 3)[::2, ::2, 0].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_row_moves_its_own_slider_alone() -> None:
    conditions = (Condition(Slider("smile"), (-1, 1)), Condition(Slider("hat", values=("none", "cap")), (0.5, 0.5)))
    y = torch.tensor([[0.3, 0.0, 1.0]])
    (z, smiles), (_, hats) = rows_of_sliders(conditions, torch.ones(1, 2), y, 4)
    assert z.shape == (4, 2)
    assert smiles[:, 0].tolist() == torch.linspace(-1, 1, 4).tolist()
    assert (smiles[:, 1:] == y[:, 1:]).all()
    assert hats[:, 1:].tolist() == [[1, 0], [0, 1], [1, 0], [0, 1]]
    assert (hats[:, 0] == y[0, 0]).all()


def test_settling_takes_the_means_of_the_weights_as_they_are() -> None:
    torch.manual_seed(0)
    painter = built(Shape("conv", 4, 16, 1, (8, 6)))
    z, y = torch.randn(64, 4), torch.zeros(64, 0)
    painter.train()
    with torch.no_grad():
        wanted = painter(z, y)
        for weight in painter.parameters():
            weight.mul_(3.0)
        assert not torch.allclose(painter.eval()(z, y), wanted, atol=0.05)
        tripled = painter.train()(z, y)
        settled(painter, z, y)
        assert torch.allclose(painter(z, y), tripled, atol=0.02)
    assert not painter.training
