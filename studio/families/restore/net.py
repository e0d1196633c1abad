"""The network that makes pictures four times as large: residual blocks, then one convolution that makes the new pixels.

SRResNet of Ledig et al., "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network" (2017),
without batch normalisation (Lim et al., "Enhanced Deep Residual Networks", 2017), with one sub-pixel convolution at the
end (Shi et al., "Real-Time Single Image and Video Super-Resolution", 2016) where the paper has two, and with the
bicubic picture added, so that only what bicubic misses is learned. `recognise.py` lists its tensors.
"""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional

from studio.families.restore.bicubic import taps
from studio.families.restore.recognise import Shape


class Block(nn.Module):
    """What a residual block adds starts at nothing: the deep net begins as a shallow one."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.orthogonal_(self.first.weight, math.sqrt(2))
        nn.init.zeros_(self.second.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added: torch.Tensor = self.second(functional.relu(self.first(x)))
        return x + added


class SRResNet(nn.Module):
    """(B, 3, h, w) to (B, 3, S h, S w), both 0 … 1 (the result is not clipped)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        channels = shape.channels
        self.head = nn.Conv2d(3, channels, 3, padding=1)
        self.body = nn.Sequential(*(Block(channels) for _ in range(shape.blocks)))
        self.gather = nn.Conv2d(channels, channels, 3, padding=1)
        self.tail = nn.Conv2d(channels, 3 * shape.scale**2, 3, padding=1)
        nn.init.normal_(self.tail.weight, std=0.1 / math.sqrt(27 * channels))
        nn.init.zeros_(self.tail.bias)  # type: ignore[arg-type]

    @property
    def reach(self) -> int:
        """How many pixels of the small picture, to each side, decide about a new pixel."""
        return 2 * self.shape.blocks + 3

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        head = self.head(x - 0.5)                                                   # (B, C, h, w)
        deep = head + self.gather(self.body(head))
        fine = functional.pixel_shuffle(self.tail(deep), self.shape.scale)          # (B, 3, S h, S w)
        return fine + enlarged(x, self.shape.scale)


def enlarged(x: torch.Tensor, scale: int) -> torch.Tensor:
    """Bicubic with a = −0.5, as `bicubic.resized` does it (torch's own has a = −0.75)."""
    for axis in (2, 3):
        places, weights = taps(x.shape[axis], x.shape[axis] * scale)
        index = torch.from_numpy(places).to(x.device)
        share = torch.from_numpy(weights).to(x)
        view = [1, 1, 1, 1]
        view[axis] = -1
        parts = [x.index_select(axis, index[:, tap]) * share[:, tap].view(view) for tap in range(share.shape[1])]
        x = torch.stack(parts).sum(dim=0)
    return x
