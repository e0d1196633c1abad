"""Tells an autoencoder of the studio's own kind by its tensors' names and shapes, never by its file name.

    encoder.stem.weight             (W, 12, 3, 3)    W = width; the picture comes with 2 × 2 pixels side by side
    encoder.down.N.weight           (C', C, 4, 4)    N = 0 … log2(size) − 4; each halves the side, down to 4 × 4
    encoder.code.weight             (2 L or L, 16 C) mean and log-variance of L latents; a plain autoencoder has no
                                                     variances
    decoder.code.weight             (16 C, L)
    decoder.up.N.weight             (C, C', 4, 4)    transposed; each doubles the side
    decoder.block.first, .second    (C, C, 3, 3)     at 8 × 8; second(silu(first(silu(x)))) is added to x
    decoder.paint.weight            (12, W, 3, 3)

each with a .bias; C = min(W 2^N, 8 W). Pictures are RGB −1 … 1. Beside the weights may lie

    prior.mean, prior.spread        (L,), (L, L)     the latents of the training pictures: mean + spread ε
    sliders.directions              (S, L)           one unit of each slider, in the order of the metadata's list

and in the file's metadata, under "pentimento", JSON with "sliders" (studio/families/sliders.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

Sizes = Mapping[str, tuple[int, ...]]


class Shape(NamedTuple):
    """`size` px a side, a power of two from 32 on; `width` channels at half of it; `latent` numbers for a picture."""

    size: int = 128
    width: int = 24
    latent: int = 128
    variational: bool = True

    @property
    def halvings(self) -> int:
        """From half the size down to 4 × 4."""
        return int(math.log2(self.size)) - 3

    @property
    def channels(self) -> tuple[int, ...]:
        """At size / 2, size / 4 … 4."""
        return tuple(self.width * min(8, 2**number) for number in range(self.halvings + 1))
