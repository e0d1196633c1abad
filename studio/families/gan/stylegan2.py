"""The published large generator of faces and other things, in the layout that most of its checkpoints have.

Karras et al., "Analyzing and Improving the Image Quality of StyleGAN" (2020), configuration F: a mapping network,
modulated and demodulated convolutions (equations 1 to 3), chance for each pixel, and pictures summed over the scales.
Modules are named as the common PyTorch checkpoints name their tensors; `recognise.py` lists those.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, conv_transpose2d, leaky_relu, pad

from studio.families.gan.net import FIRST, Generator
from studio.families.gan.recognise import Shape
from studio.families.gan.style import SLOW, Even

GAIN = math.sqrt(2)
"""After each leaky ReLU of slope 0.2, so that features keep their size."""

TAPS = (1.0, 3.0, 3.0, 1.0)
"""The filter between scales; the published files hold it too, always this one."""

AVERAGED = 4096
"""Styles, for a file that does not tell its mean one."""


def filtered(x: Tensor, before: int, after: int) -> Tensor:
    """(B, C, h, w) with so many zeros before and after its rows and columns, smoothed by TAPS both ways. It gains 4:
    for each pixel there was, four are to be."""
    taps = x.new_tensor(TAPS) * (2 / sum(TAPS))
    count, channels, *_ = x.shape
    x = pad(x, (before, after, before, after)).flatten(0, 1)[:, None]
    x = conv2d(conv2d(x, taps.view(1, 1, -1, 1)), taps.view(1, 1, 1, -1))
    return x.view(count, channels, *x.shape[2:])


def enlarged(picture: Tensor) -> Tensor:
    """Twice as large: a zero beside each pixel, then smoothed."""
    count, channels, height, width = picture.shape
    spread = picture.new_zeros(count, channels, 2 * height, 2 * width)
    spread[:, :, ::2, ::2] = picture
    return filtered(spread, 2, 1)


class Modulated(nn.Module):
    """Equations 1 and 3: w'_ijk = s_i · w_ijk, and, where `even`, w''_ijk = w'_ijk / √(Σ_ik w'²_ijk + ε). The scales
    go onto the maps before and after one convolution that all pictures share, which equals that."""

    def __init__(self, before: int, after: int, side: int, style: int, even: bool = True, larger: bool = False) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, after, before, side, side))
        self.modulation = Even(style, before, 1.0)
        self._scale, self._even, self._larger = 1 / math.sqrt(before * side * side), even, larger

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        gain = self.modulation(w)                                                       # (B, before)
        weight = self.weight[0] * self._scale                                           # (after, before, k, k)
        x = x * gain[:, :, None, None]
        if self._larger:
            x = filtered(conv_transpose2d(x, weight.transpose(0, 1), stride=2), 1, 1)
        else:
            x = conv2d(x, weight, padding=weight.shape[-1] // 2)
        if self._even:
            length = gain.square() @ weight.square().sum((2, 3)).t()                    # (B, after)
            x = x * (length + 1e-8).rsqrt()[:, :, None, None]
        return x


class Strength(nn.Module):
    """How much the chance for each pixel counts."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))


class Activate(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        return leaky_relu(x + self.bias[:, None, None], 0.2) * GAIN


class Styled(nn.Module):
    def __init__(self, before: int, after: int, style: int, larger: bool = False) -> None:
        super().__init__()
        self.conv = Modulated(before, after, 3, style, larger=larger)
        self.noise = Strength()
        self.activate = Activate(after)

    def forward(self, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
        made: Tensor = self.activate(self.conv(x, w) + self.noise.weight * noise)
        return made


class Paint(nn.Module):
    """What a scale adds to the picture."""

    def __init__(self, before: int, style: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))
        self.conv = Modulated(before, 3, 1, style, even=False)

    def forward(self, x: Tensor, w: Tensor, picture: Tensor | None) -> Tensor:
        added: Tensor = self.conv(x, w) + self.bias
        return added if picture is None else added + enlarged(picture)


class Constant(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.input = nn.Parameter(torch.randn(1, channels, FIRST, FIRST))


class StyleGan2(Generator):
    """A point of its latent space is a style w, or one for each layer (w+): two for each scale, and one more at the
    last for what it adds to the picture. `latent_avg` is the mean style, that truncation draws towards."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        widths, style = shape.widths, shape.style
        self.style = nn.Sequential(nn.Identity(), *(Even(style, style, rate=SLOW) for _ in range(shape.depth)))
        self.input = Constant(widths[0])
        self.conv1, self.to_rgb1 = Styled(widths[0], widths[0], style), Paint(widths[0], style)
        pairs = list(pairwise(widths))
        self.convs = nn.ModuleList(
            Styled(before if larger else after, after, style, larger)
            for before, after in pairs
            for larger in (True, False)
        )
        self.to_rgbs = nn.ModuleList(Paint(after, style) for _, after in pairs)
        self.noises = nn.Module()
        for layer in range(1 + len(self.convs)):
            side = FIRST << (layer + 1) // 2
            fixed = torch.randn(1, 1, side, side, generator=torch.Generator().manual_seed(layer))
            self.noises.register_buffer(f"noise_{layer}", fixed)
        self.register_buffer("latent_avg", torch.zeros(style))

    @property
    def layers(self) -> int:
        """How many styles a point of w+ has."""
        return 2 * len(self.shape.widths)

    def own(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """What a file lacks that only helps to use it is made up: the chance of each pixel, the mean style."""
        have = {name: tensors[name] for name in self.state_dict() if name in tensors}
        made_up = {name: one for name, one in self.state_dict().items() if name.startswith("noises.")}
        if "latent_avg" not in have:
            self.load_state_dict({name: one for name, one in have.items() if name.startswith("style.")}, strict=False)
            z = torch.randn(AVERAGED, self.shape.z, generator=torch.Generator().manual_seed(0))
            with torch.no_grad():
                made_up["latent_avg"] = self.styles(z).mean(0)
        return made_up | have

    def styles(self, z: Tensor) -> Tensor:
        """(B, style)."""
        x = z * (z.square().mean(1, keepdim=True) + 1e-8).rsqrt()
        for number in range(1, len(self.style)):
            x = leaky_relu(self.style[number](x), 0.2) * GAIN
        return x

    def latent(self, z: Tensor, y: Tensor, truncation: float = 1.0) -> Tensor:
        mean = self.get_buffer("latent_avg")
        drawn: Tensor = mean + truncation * (self.styles(z) - mean)
        return drawn

    def pictures(self, latent: Tensor, chance: torch.Generator | None = None) -> Tensor:
        """Of styles (B, style) or (B, layers, style), with the file's own noise, or new one from `chance`."""
        w: Sequence[Tensor] = latent.unbind(1) if latent.ndim == 3 else [latent] * self.layers
        noises = [self._noise(layer, chance) for layer in range(1 + len(self.convs))]
        x = self.conv1(self.input.input.expand(len(latent), -1, -1, -1), w[0], noises[0])
        picture: Tensor = self.to_rgb1(x, w[1], None)
        for scale, paint in enumerate(self.to_rgbs):
            at = 2 * scale
            x = self.convs[at](x, w[at + 1], noises[at + 1])
            x = self.convs[at + 1](x, w[at + 2], noises[at + 2])
            picture = paint(x, w[at + 3], picture)
        return picture                                                                  # (B, 3, S, S)

    def _noise(self, layer: int, chance: torch.Generator | None) -> Tensor:
        fixed = self.noises.get_buffer(f"noise_{layer}")
        return fixed if chance is None else torch.randn(fixed.shape, generator=chance).to(fixed.device)
