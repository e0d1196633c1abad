"""The judge of image-to-image training: it looks at one patch after another and says of each whether it is real.

The Markovian discriminator of Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks" (2017),
section 3.2.2. With its three halvings each of its answers comes from 70 × 70 pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    Norm = Callable[[int], nn.Module]

WIDTHS = (16, 32, 64, 64)
"""The paper's are 64, 128, 256, 512: what a graphics card is needed for."""


class PatchGAN(nn.Module):
    """(B, channels, H, W) in −1 … 1 to (B, 1, h, w): how real each patch is, as a number that is high for real."""

    def __init__(self, channels: int, norm: Norm, widths: tuple[int, ...] = WIDTHS) -> None:
        super().__init__()
        before, layers = channels, list[nn.Module]()
        for number, width in enumerate(widths):
            stride = 1 if number == len(widths) - 1 else 2
            layers.append(nn.Conv2d(before, width, 4, stride, 1))
            if number:
                layers.append(norm(width))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            before = width
        self.layers = nn.Sequential(*layers, nn.Conv2d(before, 1, 4, 1, 1))
        for part in self.modules():
            if isinstance(part, nn.Conv2d):
                nn.init.normal_(part.weight, 0.0, 0.02)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self.layers(x)
        return made


def cross_entropy(told: torch.Tensor, real: bool) -> torch.Tensor:
    """Equation 1 of Isola et al. with the non-saturating loss for the painter."""
    told = told.float()
    return functional.binary_cross_entropy_with_logits(told, torch.full_like(told, float(real)))


def least_squares(told: torch.Tensor, real: bool) -> torch.Tensor:
    """Mao et al., "Least Squares Generative Adversarial Networks" (2017), as CycleGAN uses it."""
    told = told.float()
    return functional.mse_loss(told, torch.full_like(told, float(real)))
