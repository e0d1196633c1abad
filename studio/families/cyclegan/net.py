"""The network that paints a picture in another manner: halved twice, thought over in blocks, and built up again.

The generator of Zhu et al., "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks" (2017),
section 4, after Johnson et al. (2016). `recognise.py` lists its tensors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import nn

from studio.families.cyclegan.recognise import Shape, layers

EPSILON = 1e-5
"""What torch's batch norm adds to a variance."""


class Block(nn.Module):
    def __init__(self, width: int, dropout: bool, norm: Callable[[int], nn.Module]) -> None:
        super().__init__()
        first = [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), norm(width), nn.ReLU(True)]
        between = [nn.Dropout(0.5)] if dropout else []
        second = [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), norm(width)]
        self.conv_block = nn.Sequential(*first, *between, *second)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added: torch.Tensor = self.conv_block(x)
        return x + added


class Generator(nn.Module):
    """(B, 3, H, W) to the same, both −1 … 1; sides are multiples of 4.

    Batch norms are not layers of it: when used they are no more than a scale and a shift for each channel, so `folded`
    makes them part of the convolutions before them. Ours is trained without any: instance norms forget how bright
    and of what colour a picture is as a whole, which night and day must not.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        norm = nn.InstanceNorm2d if shape.norm == "instance" else nn.Identity
        width = shape.width
        parts: list[nn.Module] = [nn.ReflectionPad2d(3), nn.Conv2d(3, width, 7), norm(width), nn.ReLU(True)]
        for wide in (2 * width, 4 * width):
            parts += [nn.Conv2d(wide // 2, wide, 3, 2, 1), norm(wide), nn.ReLU(True)]
        parts += [Block(4 * width, shape.dropout, norm) for _ in range(shape.blocks)]
        for wide in (4 * width, 2 * width):
            up = nn.ConvTranspose2d(wide, wide // 2, 3, 2, 1, output_padding=1)
            parts += [up, norm(wide // 2), nn.ReLU(True)]
        self.model = nn.Sequential(*parts, nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7), nn.Tanh())
        self._begin()

    def _begin(self) -> None:
        """So that features keep their size on the way (He et al. 2015), and blocks add nothing at first."""
        named = dict(self.named_modules())
        for layer in layers(self.shape):
            part = named[layer.name]
            assert isinstance(part, (nn.Conv2d, nn.ConvTranspose2d))
            assert part.bias is not None
            share = 4.0 if isinstance(part, nn.ConvTranspose2d) else 1.0
            seen = part.in_channels * part.kernel_size[0] * part.kernel_size[1] / share
            nn.init.normal_(part.weight, 0.0, math.sqrt((1.0 if layer.made == 3 else 2.0) / seen))
            nn.init.zeros_(part.bias)
            if ".conv_block." in layer.name and not layer.name.endswith(".1"):
                nn.init.zeros_(part.weight)

    @property
    def reach(self) -> int:
        """How many pixels, to each side, decide about a pixel; instance norms look at all of them."""
        return 3 + 1 + 2 + 4 * 2 * self.shape.blocks + 4 + 2 + 3

    def forward(self, x: torch.Tensor, share: float = 1.0) -> torch.Tensor:
        """With a `share` below 1 what the blocks add to the features counts for as much; and as much less of what the
        layers around them lose of x is missing, so that at 0 it is x itself."""
        if share == 1:
            made: torch.Tensor = self.model(x)
            return made
        start, end = 10, 10 + self.shape.blocks
        before, blocks, after = self.model[:start], self.model[start:end], self.model[end:]
        seen = before(x)
        mixed: torch.Tensor = after(seen + share * (blocks(seen) - seen)) + (1 - share) * (x - after(seen))
        return mixed


def folded(tensors: Mapping[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    """A file's tensors as `Generator` takes them: batch norms taken into the convolutions, unused ones left out."""
    out: dict[str, torch.Tensor] = {}
    *inner, last = layers(shape)
    for layer in inner:
        weight = tensors[f"{layer.name}.weight"].float()
        if shape.norm == "instance":
            out |= {f"{layer.name}.weight": weight, f"{layer.name}.bias": tensors[f"{layer.name}.bias"].float()}
            continue
        scale, shift, mean, spread = (
            tensors[f"{layer.norm}.{part}"].float() for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = scale / torch.sqrt(spread + EPSILON)
        along = (1, -1, 1, 1) if _turned(layer.name, shape) else (-1, 1, 1, 1)
        out[f"{layer.name}.weight"] = weight * scale.view(along)
        out[f"{layer.name}.bias"] = shift - mean * scale
    return out | {f"{last.name}.{part}": tensors[f"{last.name}.{part}"].float() for part in ("weight", "bias")}


def _turned(name: str, shape: Shape) -> bool:
    """Whether it is a transposed convolution, whose weight tells first what goes in."""
    return name in (f"model.{10 + shape.blocks}", f"model.{13 + shape.blocks}")


def unfolded(tensors: Mapping[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    """The other way: a `Generator` without norms as a published file with batch norms, which only shift."""
    out = dict(tensors)
    for layer in layers(shape)[:-1]:
        shift = out.pop(f"{layer.name}.bias")
        ones, zeros = torch.ones_like(shift), torch.zeros_like(shift)
        parts = {"weight": ones, "bias": shift, "running_mean": zeros, "running_var": ones - EPSILON}
        out |= {f"{layer.norm}.{part}": value for part, value in parts.items()}
    return out
