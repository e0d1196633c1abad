"""The network that says what is on a picture: half of a critic, kept because a search needs somewhere to begin."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu

SLOPE = 0.2
"""Of LeakyReLU (Radford et al. 2015)."""

FIRST = 4
"""The side of the last map."""


class Reader(nn.Module):
    """Strided convolutions of 4 × 4 from 2 × 2 pixels on (they lie in the channels: at full size a processor would
    spend half its time), down to 4 × 4. `tell` reads `facts` columns off the last map, where there are any."""

    def __init__(self, channels: int, widths: Sequence[int], facts: int = 0, bias: bool = True) -> None:
        super().__init__()
        self.open = nn.PixelUnshuffle(2)
        befores = (4 * channels, *widths[:-1])
        self.layers = nn.ModuleList(
            nn.Conv2d(before, width, 4, 2, 1, bias=bias or not at)
            for at, (before, width) in enumerate(zip(befores, widths, strict=True))
        )
        self.norms = nn.ModuleList(nn.Identity() for _ in widths)
        self.tell = nn.Linear(widths[-1] * FIRST**2, facts) if facts else None

    def maps(self, pictures: Tensor) -> list[Tensor]:
        """What is seen of (B, C, S, S) in −1 … 1, fine to coarse; the last is (B, widths[-1], 4, 4)."""
        x, found = self.open(pictures.contiguous(memory_format=torch.channels_last)), []
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = leaky_relu(norm(layer(x)), SLOPE)
            found.append(x)
        return found

    def told(self, last: Tensor) -> Tensor | None:
        """(B, facts) off the last map; None where it reads nothing."""
        return None if self.tell is None else self.tell(last.flatten(1))


def widths_of(shapes: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """The widths of a reader out of its tensors' shapes, named without a prefix; empty when there is none."""
    count = sum(name.startswith("layers.") and name.endswith(".weight") for name in shapes)
    return tuple(shapes[f"layers.{at}.weight"][0] for at in range(count))
