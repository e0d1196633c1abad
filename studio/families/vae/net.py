"""The network that folds a picture into a hundred numbers and unfolds it again: an encoder, and its mirror.

A convolutional autoencoder with a Gaussian posterior, as in Kingma & Welling, "Auto-Encoding Variational Bayes" (2013).
Strided convolutions lead down to 4 × 4 and transposed ones up again (Radford et al. 2015); it has no normalisation, so
what a residual block adds starts at nothing. `recognise.py` lists its tensors.
"""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional

from studio.families.vae.recognise import Shape


class Block(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.orthogonal_(self.first.weight, math.sqrt(2))
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)  # type: ignore[arg-type]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added: torch.Tensor = self.second(functional.silu(self.first(functional.silu(x))))
        return x + added


class Encoder(nn.Module):
    """(B, 3, S, S) to (B, L), and the logarithm of each one's variance (B, L); 0 without variances."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        channels = shape.channels
        self.stem = nn.Conv2d(12, channels[0], 3, padding=1)
        self.down = nn.ModuleList(nn.Conv2d(*pair, 4, stride=2, padding=1) for pair in pairwise(channels))
        self.code = nn.Linear(16 * channels[-1], shape.latent * (2 if shape.variational else 1))
        for weight in self.down.parameters():
            if weight.ndim == 4:
                nn.init.orthogonal_(weight, math.sqrt(2))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = self.stem(functional.pixel_unshuffle(x, 2))
        for step in self.down:
            x = step(functional.silu(x))
        mean: torch.Tensor = self.code(functional.silu(x).flatten(1))
        if not self.shape.variational:
            return mean, torch.zeros_like(mean)
        mean, logarithm = mean.chunk(2, dim=1)
        return mean, logarithm.clamp(-12, 6)


class Decoder(nn.Module):
    """(B, L) to (B, 3, S, S), about −1 … 1."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        channels = shape.channels[::-1]
        self.code = nn.Linear(shape.latent, 16 * channels[0])
        self.up = nn.ModuleList(nn.ConvTranspose2d(*pair, 4, stride=2, padding=1) for pair in pairwise(channels))
        self.block = Block(channels[1])
        self.paint = nn.Conv2d(channels[-1], 12, 3, padding=1)
        nn.init.orthogonal_(self.code.weight, math.sqrt(2))
        for weight in self.up.parameters():
            if weight.ndim == 4:  # each new pixel gathers 2 × 2 of the 4 × 4 weights
                nn.init.normal_(weight, std=math.sqrt(2 / (4 * weight.shape[0])))

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        x = self.code(z).unflatten(1, (-1, 4, 4))
        for number, step in enumerate(self.up):
            x = step(functional.silu(x))
            if number == 0:
                x = self.block(x)  # (B, C, 8, 8)
        return functional.pixel_shuffle(self.paint(functional.silu(x)), 2)


class Autoencoder(nn.Module):
    """Both halves; the latents of a picture are drawn with its variances, or are the means where there are none."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pictures by way of their means."""
        made: torch.Tensor = self.decoder(self.encoder(x)[0])
        return made
