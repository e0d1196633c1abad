"""The judge looks at patches of the size that its paper tells, and its losses are those of the papers."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from studio.training.patchgan import PatchGAN, cross_entropy, least_squares


@pytest.mark.parametrize(("widths", "side"), [((4, 4, 4, 4), 70), ((4, 4, 4), 34)])
def test_each_answer_comes_from_a_patch_of_the_papers_size(widths: tuple[int, ...], side: int) -> None:
    judge = PatchGAN(3, nn.Identity, widths)
    seen = torch.randn(1, 3, 160, 160, requires_grad=True)
    told = judge(seen)
    told[0, 0, told.shape[2] // 2, told.shape[3] // 2].backward()
    assert seen.grad is not None
    rows = seen.grad.abs().sum((0, 1, 3)).nonzero().flatten()
    assert int(rows.max() - rows.min()) + 1 == side


def test_its_losses_are_those_of_the_papers() -> None:
    told = torch.zeros(2, 1, 3, 3)
    assert float(cross_entropy(told, True)) == pytest.approx(math.log(2))
    assert float(least_squares(told, True)) == 1
    assert float(least_squares(told, False)) == 0
    assert float(cross_entropy(told + 9, True)) < 1e-3 < float(cross_entropy(told + 9, False))
