"""The rules of StyleGAN2 hold: styles are mixed, their mean is known, and equal steps change pictures equally."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from studio.families.gan.net import built
from studio.families.gan.recognise import Shape
from studio.training.critic import StylesCritic
from studio.training.pictures import Batch
from studio.training.rules import Rules
from studio.training.stylegan import Styled


class Checks:
    """Checkerboards of any two colours."""

    size, renders = 16, None

    def batch(self, step: int, count: int, chance: np.random.Generator, mirror: bool = True) -> Batch:
        on = (np.indices((16, 16)).sum(0) // 4 % 2)[None, :, :, None]
        one, other = chance.integers(0, 255, (2, count, 1, 1, 3))
        pixels = (on * one + (1 - on) * other).astype(np.uint8)
        return Batch(pixels, np.arange(count), np.zeros(count, bool))


@pytest.fixture
def styled() -> Styled:
    torch.manual_seed(0)
    pictures: Any = Checks()
    painter = built(Shape("style", 6, 16, 3, (8, 8, 6), style=6))
    return Styled(painter, StylesCritic(3, (4, 6, 8)), pictures, Rules(batch=8, rates=(2e-3, 2e-3), slope=1.0, lazy=16))


def test_a_step_teaches_both_and_each_fourth_evens_the_paths(styled: Styled) -> None:
    assert "path" not in styled.step(1, np.random.default_rng(1))
    assert "path" in styled.step(4, np.random.default_rng(4))
    assert float(styled.critic.get_buffer("path")) > 0


def test_the_mean_style_follows(styled: Styled) -> None:
    mean = styled.painter.get_buffer("mean")
    for _ in range(1500):
        with torch.no_grad():
            styled.imagined(torch.randn(8, 6), torch.zeros(8, 0))
    with torch.no_grad():
        goal = styled.painter.styles(torch.randn(4000, 6), torch.zeros(4000, 0)).mean(0)
    assert torch.allclose(mean, goal, atol=0.1)


def test_even_paths_are_what_the_penalty_makes(styled: Styled) -> None:
    first = [float(styled._even_paths()) / max(1e-6, float(styled.critic.get_buffer("path"))) ** 2 for _ in range(60)]
    later = [float(styled._even_paths()) / float(styled.critic.get_buffer("path")) ** 2 for _ in range(60)]
    assert np.median(later) < np.median(first)


def test_pictures_change_between_two_styles_scale_by_scale(styled: Styled) -> None:
    painter = styled.painter.eval()
    one, other = torch.randn(2, 1, 6)
    mixed = painter.mixed([one, one, other])
    assert not torch.allclose(mixed, painter.pictures(one))
    assert not torch.allclose(mixed, painter.pictures(other))
    assert torch.allclose(painter.mixed([one] * 3), painter.pictures(one))
