"""The network that paints over a drawing: it grasps the whole in the middle and keeps every line on the way out.

The U-Net of Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks" (2017), section 3.2.1:
each level halves the picture, and what it saw is handed across to where it is painted. Ours look once more at the whole
afterwards, finely. `recognise.py` lists its tensors.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional

from studio.families.pix2pix.recognise import Shape, norms

DROPPED = 0.5
"""The share of features that chance takes away in the middle: the network's only noise, at use as in training."""

EPSILON = 1e-5
"""What torch's batch norm adds to a variance."""


class Level(nn.Module):
    """One level and all within it: (B, C, h, w) to (B, 2 C, h, w), what came in beside what was painted of it.

    The places of batch norms are kept free: when used they are no more than a scale and a shift for each channel, so
    `folded` makes them part of the convolutions before them. Ours is trained without any.
    """

    def __init__(self, outer: int, inner: int, within: Level | None, dropout: bool) -> None:
        super().__init__()
        way_in = [nn.LeakyReLU(0.2), nn.Conv2d(outer, inner, 4, 2, 1, bias=within is not None)]
        across = [nn.Identity(), within] if within else []
        way_out = nn.ConvTranspose2d(2 * inner if within else inner, outer, 4, 2, 1)
        last = [nn.Dropout(DROPPED)] if dropout else []
        self.model = nn.Sequential(*way_in, *across, nn.ReLU(), way_out, nn.Identity(), *last)

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
    """(B, 3, H, W) to the same, both −1 … 1 or about; sides are multiples of `shape.multiple`."""

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
        self.fine: nn.Sequential | None = _fine(shape.fine) if shape.fine else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self.model(x)
        if self.fine is None:
            return made
        seen = functional.pixel_unshuffle(torch.cat([x, made], dim=1), 2)              # (B, 24, H / 2, W / 2)
        return made + functional.pixel_shuffle(self.fine(seen), 2)

    def with_chance(self) -> UNet:
        """Ready for use, with the dropout of training: chance decides what the drawing leaves open."""
        self.eval()
        for part in self.modules():
            if isinstance(part, nn.Dropout):
                part.train()
        return self


def _fine(wide: int) -> nn.Sequential:
    """The narrow outermost level blurs what is a few pixels large, eyes above all. This begins with adding nothing."""
    last = nn.Conv2d(wide, 12, 3, padding=1)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)  # type: ignore[arg-type]
    first, second = nn.Conv2d(24, wide, 3, padding=1), nn.Conv2d(wide, wide, 3, padding=1)
    return nn.Sequential(first, nn.ReLU(True), second, nn.ReLU(True), last)


def _begin(part: nn.Module) -> None:
    """So that features keep their size on the way (He et al. 2015), what is handed across and what is painted alike."""
    if isinstance(part, nn.Conv2d):
        nn.init.normal_(part.weight, 0.0, math.sqrt(2 / (16 * part.in_channels)))
    elif isinstance(part, nn.ConvTranspose2d):
        calm = 0.3 if part.out_channels == 3 else 0.7
        nn.init.normal_(part.weight, 0.0, calm * math.sqrt(2 / (4 * part.in_channels)))
    if isinstance(part, (nn.Conv2d, nn.ConvTranspose2d)) and part.bias is not None:
        nn.init.zeros_(part.bias)


def folded(tensors: Mapping[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    """A file's tensors as `UNet` takes them: batch norms taken into the convolutions before them."""
    out = {name: value.float() for name, value in tensors.items()}
    out = {name: value for name, value in out.items() if not name.endswith("num_batches_tracked")}
    for norm, layer, turned in norms(shape):
        scale, shift, mean, spread = (
            out.pop(f"{norm}.{part}") for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = scale / torch.sqrt(spread + EPSILON)
        out[f"{layer}.weight"] = out[f"{layer}.weight"] * scale.view((1, -1, 1, 1) if turned else (-1, 1, 1, 1))
        out[f"{layer}.bias"] = shift - mean * scale
    return out


def unfolded(tensors: Mapping[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    """The other way: a `UNet` as a published file, with batch norms that only shift."""
    out = dict(tensors)
    for norm, layer, _ in norms(shape):
        shift = out.pop(f"{layer}.bias")
        ones, zeros = torch.ones_like(shift), torch.zeros_like(shift)
        parts = {"weight": ones, "bias": shift, "running_mean": zeros, "running_var": ones - EPSILON}
        out |= {f"{norm}.{part}": value for part, value in parts.items()}
    return out
