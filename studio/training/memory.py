"""Remembers pictures that were made some steps ago, so that a judge does not forget what it has seen through.

Shrivastava et al., "Learning from Simulated and Unsupervised Images through Adversarial Training" (2017), section 2.3.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

HELD = 50


class Memory(nn.Module):
    """A module without weights: what it remembers is kept with the checkpoint. Pictures are rounded to bytes."""

    def __init__(self, side: int, held: int = HELD) -> None:
        super().__init__()
        self.register_buffer("pictures", torch.zeros(held, 3, side, side, dtype=torch.uint8))
        self.register_buffer("count", torch.zeros((), dtype=torch.int64))

    def exchanged(self, made: torch.Tensor, chance: np.random.Generator) -> torch.Tensor:
        """`made` (B, 3, side, side) in −1 … 1; half of them, by chance, in exchange for older ones."""
        pictures, count = self.get_buffer("pictures"), self.get_buffer("count")
        out = []
        for one in made:
            packed = one.add(1).mul(127.5).round().clamp(0, 255).byte()
            place, older = int(chance.integers(len(pictures))), bool(chance.integers(2))
            if int(count) < len(pictures):
                pictures[int(count)] = packed
                count += 1
                out.append(one)
            elif older:
                out.append(pictures[place].to(one.dtype).div(127.5).sub(1))
                pictures[place] = packed
            else:
                out.append(one)
        return torch.stack(out)
