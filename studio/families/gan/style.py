"""The generator that paints from a style: chance becomes a style first, and the style steers every layer.

Karras et al., "Analyzing and Improving the Image Quality of StyleGAN" (2020): a mapping network, convolutions whose
weights are modulated by the style and demodulated, noise in each layer, and pictures summed over the scales.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, interpolate, leaky_relu

from studio.families.gan.net import FIRST, Generator, doublings
from studio.families.gan.recognise import Shape

LAYERS = 4
"""Of the mapping network."""

SLOW = 0.01
"""The share of the rate that the mapping network learns with (equalised rates, Karras et al. 2018)."""


class Even(nn.Module):
    """A fully connected layer with an equalised rate: weights of variance 1, scaled when they are used."""

    def __init__(self, before: int, after: int, start: float = 0.0, rate: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(after, before) / rate)
        self.bias = nn.Parameter(torch.full((after,), start / rate))
        self._scale, self._rate = rate / math.sqrt(before), rate

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self.weight * self._scale, self.bias * self._rate)


class Modulated(nn.Module):
    """Equations 1 and 3: each picture has its own weights, scaled by its style, and, where `even`, brought back to a
    length of 1. The scales go onto the maps before and after one shared convolution, which equals that."""

    def __init__(self, before: int, after: int, side: int, style: int, even: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(after, before, side, side))
        self.bias = nn.Parameter(torch.zeros(after))
        self.style = Even(style, before, 1.0)
        self._scale, self._even = 1 / math.sqrt(before * side * side), even

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        gain = self.style(w)                                                            # (B, before)
        weight = self.weight * self._scale
        made = conv2d(x * gain[:, :, None, None], weight, padding=weight.shape[-1] // 2)
        if self._even:
            length = gain.square() @ weight.square().sum((2, 3)).t()                    # (B, after)
            made = made * (length + 1e-8).rsqrt()[:, :, None, None]
        return made + self.bias[:, None, None]


class Noise(nn.Module):
    """Chance for each pixel, as strong as was learned: new in training, always the same in use."""

    def __init__(self, side: int, seed: int) -> None:
        super().__init__()
        self.strength = nn.Parameter(torch.zeros(()))
        self.register_buffer("fixed", torch.randn(side, side, generator=torch.Generator().manual_seed(seed)))

    def forward(self, x: Tensor) -> Tensor:
        fixed = self.get_buffer("fixed")
        noise = torch.randn(len(x), 1, *fixed.shape, device=x.device) if self.training else fixed
        return x + self.strength * noise


class Block(nn.Module):
    """Doubles the maps (the first does not), two styled convolutions, and what this scale adds to the picture."""

    def __init__(self, before: int, after: int, side: int, style: int, channels: int) -> None:
        super().__init__()
        self.first, self.second = Modulated(before, after, 3, style), Modulated(after, after, 3, style)
        self.noise = nn.ModuleList(Noise(side, 2 * side + at) for at in range(2))
        self.paint = Modulated(after, channels, 1, style, even=False)
        self.larger = side > FIRST

    def forward(self, x: Tensor, picture: Tensor | None, w: Tensor) -> tuple[Tensor, Tensor]:
        if self.larger:
            x = interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
        for layer, noise in zip((self.first, self.second), self.noise, strict=True):
            x = leaky_relu(noise(layer(x, w)), 0.2) * math.sqrt(2)
        added: Tensor = self.paint(x, w)
        if picture is not None:
            added = added + interpolate(picture, scale_factor=2.0, mode="bilinear", align_corners=False)
        return x, added


class Styles(Generator):
    """A point of its latent space is a style. `mean` is the mean style, that truncation draws towards."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        sides = (shape.z + shape.columns, *(shape.style,) * LAYERS)
        self.mapping = nn.ModuleList(Even(*pair, rate=SLOW) for pair in pairwise(sides))
        self.constant = nn.Parameter(torch.randn(1, shape.widths[0], FIRST, FIRST))
        befores = (shape.widths[0], *shape.widths)
        self.blocks = nn.ModuleList(
            Block(before, after, FIRST << at, shape.style, shape.channels)
            for at, (before, after) in enumerate(zip(befores, shape.widths, strict=False))
        )
        assert len(shape.widths) == doublings(shape.size, 1) + 1
        self.register_buffer("mean", torch.zeros(shape.style))

    def styles(self, z: Tensor, y: Tensor) -> Tensor:
        """(B, style)."""
        x = torch.cat([z * (z.square().mean(1, keepdim=True) + 1e-8).rsqrt(), y], 1)
        for layer in self.mapping:
            x = leaky_relu(layer(x), 0.2) * math.sqrt(2)
        return x

    def latent(self, z: Tensor, y: Tensor, truncation: float = 1.0) -> Tensor:
        mean = self.get_buffer("mean")
        drawn: Tensor = mean + truncation * (self.styles(z, y) - mean)
        return drawn

    def pictures(self, latent: Tensor, chance: torch.Generator | None = None) -> Tensor:
        """Of styles (B, style), or of one for each block (B, blocks, style): w+."""
        return self.mixed(latent.unbind(1) if latent.ndim == 3 else [latent] * len(self.blocks))

    def mixed(self, styles: Sequence[Tensor]) -> Tensor:
        """Pictures with a style (B, style) for each block, coarse to fine: style mixing."""
        x = self.constant.expand(len(styles[0]), -1, -1, -1)
        picture: Tensor | None = None
        for block, w in zip(self.blocks, styles, strict=True):
            x, picture = block(x, picture, w)
        assert picture is not None
        return picture
