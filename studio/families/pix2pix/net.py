"""The network that paints over a drawing: it grasps the whole in the middle and keeps every line on the way out.

The U-Net of Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks" (2017), section 3.2.1:
each level halves the picture, and what it saw is handed across to where it is painted. `recognise.py` lists its
tensors.
"""

from __future__ import annotations

import torch
from torch import nn

from studio.families.pix2pix.recognise import Shape

DROPPED = 0.5
"""The share of features that chance takes away in the middle: the network's only noise, at use as in training."""


class Level(nn.Module):
    """One level and all within it: (B, C, h, w) to (B, 2 C, h, w), what came in beside what was painted of it."""

    def __init__(self, outer: int, inner: int, within: Level | None, dropout: bool) -> None:
        super().__init__()
        way_in = [nn.LeakyReLU(0.2), nn.Conv2d(outer, inner, 4, 2, 1, bias=False)]
        across = [nn.BatchNorm2d(inner), within] if within else []
        way_out = nn.ConvTranspose2d(2 * inner if within else inner, outer, 4, 2, 1, bias=False)
        last = [nn.Dropout(DROPPED)] if dropout else []
        self.model = nn.Sequential(*way_in, *across, nn.ReLU(), way_out, nn.BatchNorm2d(outer), *last)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([x, self.model(x)], dim=1)


class Outermost(nn.Module):
    """(B, 3, H, W) to the same, both −1 … 1."""

    def __init__(self, width: int, within: Level) -> None:
        super().__init__()
        way_in = nn.Conv2d(3, width, 4, 2, 1, bias=False)
        self.model = nn.Sequential(way_in, within, nn.ReLU(), nn.ConvTranspose2d(2 * width, 3, 4, 2, 1), nn.Tanh())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self.model(x)
        return made


class UNet(nn.Module):
    """(B, 3, H, W) to the same, both −1 … 1; sides are multiples of `shape.multiple`."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        widths = shape.widths
        level: Level | None = None
        for number in range(len(widths) - 1, 0, -1):
            outer, inner = widths[number - 1], widths[number]
            level = Level(outer, inner, level, dropout=level is not None and outer == inner)
        assert level is not None, "a U-Net has more than one level"
        self.model = Outermost(widths[0], level)
        self.apply(_begin)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self.model(x)
        return made

    def with_chance(self) -> UNet:
        """Ready for use, with the dropout of training: chance decides what the drawing leaves open."""
        self.eval()
        for part in self.modules():
            if isinstance(part, nn.Dropout):
                part.train()
        return self


def _begin(part: nn.Module) -> None:
    """As the paper does: Gaussian with a deviation of 0.02."""
    if isinstance(part, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(part.weight, 0.0, 0.02)
    elif isinstance(part, nn.BatchNorm2d):
        nn.init.normal_(part.weight, 1.0, 0.02)
