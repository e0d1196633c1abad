"""The networks that paint: out of a few numbers of chance, and of what was asked for, a whole picture at once.

Two of the three bodies; the third is in `style.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import relu

from studio.families.gan.recognise import READER, Shape

FIRST = 4
"""The side of the first map of a convolutional generator."""


class Generator(nn.Module):
    """`z` (B, z) from a normal distribution and `y` (B, columns) to pictures (B, C, S, S) in −1 … 1."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape

    def forward(self, z: Tensor, y: Tensor) -> Tensor:
        return self.pictures(self.latent(z, y))

    def latent(self, z: Tensor, y: Tensor, truncation: float = 1.0) -> Tensor:
        """(B, latent). `truncation` below 1 draws the chance towards the usual."""
        return torch.cat([z * truncation, y], 1)

    def pictures(self, latent: Tensor, chance: torch.Generator | None = None) -> Tensor:
        """Of latents (B, latent). `chance` is for bodies that leave something to it."""
        raise AssertionError("each body says this")

    def own(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Those of a file's tensors that are its weights."""
        return {name: one for name, one in tensors.items() if not name.startswith(READER)}


class Dense(nn.Module):
    def __init__(self, before: int, after: int) -> None:
        super().__init__()
        self.linear = nn.Linear(before, after)
        self.norm = nn.BatchNorm1d(after)

    def forward(self, x: Tensor) -> Tensor:
        return relu(self.norm(self.linear(x)))


class Layers(Generator):
    """Fully connected layers: Goodfellow et al., "Generative Adversarial Nets" (2014); with conditions, Mirza and
    Osindero, "Conditional Generative Adversarial Nets" (2014). Only the batch normalisation is of 2015."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        sides = (shape.z + shape.columns, *shape.widths)
        self.hidden = nn.Sequential(*(Dense(*pair) for pair in pairwise(sides)))
        self.paint = nn.Linear(sides[-1], shape.channels * shape.size**2)

    def pictures(self, latent: Tensor, chance: torch.Generator | None = None) -> Tensor:
        shape = self.shape
        return torch.tanh(self.paint(self.hidden(latent))).view(-1, shape.channels, shape.size, shape.size)


class Norm(nn.Module):
    """Batch normalisation whose gain and shift also follow the conditions (de Vries et al. 2017; Miyato and Koyama
    2018), so that they reach every scale of the picture. Without conditions the usual one."""

    def __init__(self, channels: int, columns: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels)
        self.follow = nn.Linear(columns, 2 * channels, bias=False) if columns else None
        nn.init.normal_(self.norm.weight, 1.0, 0.02)
        if self.follow is not None:
            nn.init.zeros_(self.follow.weight)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        x = self.norm(x)
        if self.follow is not None:
            gain, shift = self.follow(y)[:, :, None, None].chunk(2, 1)                  # (B, C, 1, 1)
            x = x * (1 + gain) + shift
        return relu(x)


def interleaved(x: Tensor) -> Tensor:
    """(B, 4 C, h, w) to (B, C, 2 h, 2 w): channel (2 i + j) C + c is colour c of pixel (i, j) of each four. Unlike
    torch's own it leaves the channels last in memory, so that what follows takes a fourth of the time."""
    count, channels, height, width = x.shape
    four = x.permute(0, 2, 3, 1).reshape(count, height, width, 2, 2, channels // 4)
    return four.transpose(2, 3).reshape(count, 2 * height, 2 * width, channels // 4).permute(0, 3, 1, 2)


class Grow(nn.Module):
    """Twice as large by a fractionally strided convolution of 4 × 4.

    It is computed as the 2 × 2 convolution with four times the channels that it equals: each of the four pixels that
    come of one has its own 2 × 2 of the 4 × 4 weights. A processor does that in half the time."""

    def __init__(self, before: int, after: int, columns: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(before, 4 * after, 2, padding=1, bias=False)
        self.norm = Norm(after, columns)
        nn.init.normal_(self.convolution.weight, 0.0, 0.02)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        found = interleaved(self.convolution(x))                                        # (B, C, 2 h + 2, 2 w + 2)
        grown: Tensor = self.norm(found[:, :, 1:-1, 1:-1].contiguous(memory_format=torch.channels_last), y)
        return grown


class Convolutions(Generator):
    """The generator of Radford et al., "Unsupervised Representation Learning with Deep Convolutional Generative
    Adversarial Networks" (2015): no hidden layer that is fully connected, batch normalisation in all but the last,
    ReLU, tanh at the end, weights from N(0, 0.02). The last doubling is sub-pixel (Shi et al. 2016)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        widths, columns = shape.widths, shape.columns
        self.start = nn.Linear(shape.z + columns, widths[0] * FIRST**2, bias=False)
        self.settle = Norm(widths[0], columns)
        self.grow = nn.ModuleList(Grow(*pair, columns) for pair in pairwise(widths))
        self.paint = nn.Conv2d(widths[-1], 4 * shape.channels, 3, padding=1)
        nn.init.normal_(self.start.weight, 0.0, 0.02)
        nn.init.normal_(self.paint.weight, 0.0, 0.02)
        nn.init.zeros_(self.paint.bias)  # type: ignore[arg-type]

    def pictures(self, latent: Tensor, chance: torch.Generator | None = None) -> Tensor:
        y = latent[:, self.shape.z :]
        x = self.start(latent).view(len(latent), -1, FIRST, FIRST)
        x = self.settle(x.contiguous(memory_format=torch.channels_last), y)
        for grow in self.grow:
            x = grow(x, y)
        return torch.tanh(interleaved(self.paint(x)))                                   # (B, C, S, S)


def built(shape: Shape) -> Generator:
    """A generator of that shape with new weights, from torch's chance."""
    from studio.families.gan.style import Styles
    from studio.families.gan.stylegan2 import StyleGan2

    bodies: dict[str, type[Generator]] = {"mlp": Layers, "conv": Convolutions, "style": Styles, "stylegan2": StyleGan2}
    return bodies[shape.body](shape)


def doublings(size: int, last: int = 2) -> int:
    """How often a convolutional generator of pictures of `size` px doubles its first map before it paints."""
    return (size // (FIRST * last)).bit_length() - 1
