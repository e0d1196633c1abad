"""Trains the autoencoder that a latent model works in: 64 pixels become one place of four numbers, and pixels again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.training import checkpoint
from studio.training.ldm import folders
from studio.training.ldm.ahead import Ahead
from studio.training.ldm.sources import Gallery
from studio.training.loop import Figures, Nets, Recipe, update
from studio.training.measures.pixels import psnr_rgb

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

SLOWER = 5000
"""The rate falls as 1 / √(1 + step / SLOWER)."""

FIRST = 100
"""Steps over which the rate rises."""

COLUMNS = 8
MEASURED = 32
SCALED = 64
"""Pictures that are shown, measured on, and asked how large their latents are."""


class Weights(NamedTuple):
    """How much counts beside the difference of the colours: that of the outlines, that of areas of 4 × 4 and 16 × 16,
    and how large the latents are; and how much noise the decoder has to bear."""

    edges: float = 0.5
    areas: float = 0.5
    small: float = 1e-4
    noise: float = 0.05


PLAIN = Weights()


class Folding(Recipe):
    """diffusers' AutoencoderTiny (the network of TAESD), which every stock pipeline takes and a processor trains in a
    quarter of AutoencoderKL's time. L1 over the pixels, over their differences from neighbour to neighbour and over
    means; `weights.small` times z² is what is left of a KL term when the variance is held at `weights.noise`².

    From step `freeze` on (0: never) the encoder stays as it is and only the decoder learns: latents that were made
    then stay valid whatever is learned later.
    """

    kind = "ldm-autoencoder"

    def __init__(self, pictures: Gallery, width: int = 64, patch: int = 128, batch: int = 8, rate: float = 1e-3,
                 weights: Weights = PLAIN, freeze: int = 0, seed: int = 0, device: str = "cpu",
                 test: Gallery | None = None) -> None:  # fmt: skip
        import torch

        torch.manual_seed(seed)
        self.net = autoencoder(width).to(device, memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(self.net.parameters(), rate, (0.9, 0.99), weight_decay=0.0)
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {"width": width, "patch": patch}
        self._pictures, self._test, self._rate, self._weights, self._freeze = pictures, test, rate, weights, freeze
        self._device = device
        make = Crops(pictures, batch, min(patch, pictures.size), seed)
        self._ahead = Ahead(make, 6 if device.startswith("cuda") else 0)

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = self._rate * min(1.0, number / FIRST) / (1 + number / SLOWER) ** 0.5
        x = tensor(self._ahead.take(number), self._device)
        with torch.set_grad_enabled(not self._freeze or number < self._freeze):
            z = self.net.encoder(x)
        made = self.net.decoder(z + self._weights.noise * torch.randn(z.shape).to(z)).float()
        colours, edges, areas = apart(made, x)
        small = z.float().square().mean()
        loss = colours + self._weights.edges * edges + self._weights.areas * areas + self._weights.small * small
        norm = update(loss, self.optimiser)
        return {"loss": loss.detach(), "colours": colours.detach(), "latents": small.detach().sqrt(), "gradient": norm}

    def sheet(self, averaged: Nets) -> Bytes:
        """Pictures, and under them their copies."""
        shown = self._test or self._pictures
        numbers = np.linspace(0, shown.count - 1, COLUMNS).astype(np.int64)
        pixels = shown.at(numbers)
        return np.vstack([np.hstack(list(rows)) for rows in (pixels, copies(averaged["net"], pixels, self._device))])

    def measure(self, averaged: Nets) -> Figures:
        """PSNR over whole pictures of `test`."""
        if self._test is None:
            return {}
        pixels = self._test.at(np.arange(min(MEASURED, self._test.count)))
        return {"psnr": psnr_rgb(pixels, copies(averaged["net"], pixels, self._device))}

    def export(self, averaged: Nets, home: Path) -> None:
        """A folder of diffusers' AutoencoderTiny, with the factor that brings its latents to a spread of 1."""
        from studio.families.diffusion.load import quieten

        quieten()
        net: Any = averaged["net"]
        pixels = self._pictures.at(np.linspace(0, self._pictures.count - 1, SCALED).astype(np.int64))
        net.register_to_config(scaling_factor=round(1 / spread(net, pixels, self._device), 5))
        folders.give(checkpoint.model_of(home).with_suffix(""), net.save_pretrained)


class Crops:
    """Batches of crops of `patch` px, half of them mirrored: the same ones for the same number."""

    def __init__(self, pictures: Gallery, batch: int, patch: int, seed: int) -> None:
        self._pictures, self._batch, self._patch, self._seed = pictures, batch, patch, seed

    def __call__(self, number: int) -> Bytes:
        chance = np.random.default_rng((self._seed, number, 23))
        whole = self._pictures.at(chance.integers(self._pictures.count, size=self._batch))
        made = np.empty((self._batch, self._patch, self._patch, 3), np.uint8)
        for at, picture in enumerate(whole):
            y, x = chance.integers(0, self._pictures.size - self._patch + 1, size=2)
            crop = picture[y : y + self._patch, x : x + self._patch]
            made[at] = crop[:, ::-1] if chance.integers(2) else crop
        return made


def autoencoder(width: int) -> Any:
    """AutoencoderTiny, factor 8, four channels. Convolutions begin orthogonal, and the last one of each block at zero,
    so that at first a block passes on what it gets: worth 3 dB in the first minutes without normalisation."""
    import torch
    from diffusers import AutoencoderTiny
    from diffusers.models.autoencoders.vae import AutoencoderTinyBlock

    net = AutoencoderTiny(encoder_block_out_channels=(width,) * 4, decoder_block_out_channels=(width,) * 4)
    for part in net.modules():
        if isinstance(part, torch.nn.Conv2d):
            torch.nn.init.orthogonal_(part.weight)
            if part.bias is not None:
                torch.nn.init.zeros_(part.bias)
    for block in net.modules():
        if isinstance(block, AutoencoderTinyBlock):
            torch.nn.init.zeros_([part for part in block.conv if isinstance(part, torch.nn.Conv2d)][-1].weight)
    return net


def apart(made: torch.Tensor, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """L1 of colours, of the slopes across and down, and of the means over 4 × 4 and 16 × 16."""
    from torch.nn import functional

    off = made - x
    edges = (off[..., 1:] - off[..., :-1]).abs().mean() + (off[..., 1:, :] - off[..., :-1, :]).abs().mean()
    areas = functional.avg_pool2d(off, 4).abs().mean() + functional.avg_pool2d(off, 16).abs().mean()
    return off.abs().mean(), edges, areas


def tensor(pixels: Bytes, device: str) -> torch.Tensor:
    """(B, H, W, 3) bytes as (B, 3, H, W) in −1 … 1, the channels still last in memory."""
    import torch

    return torch.from_numpy(pixels).to(device).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def pixels_of(x: torch.Tensor) -> Bytes:
    """The way back."""
    found: Bytes = x.float().add(1).mul(127.5).clamp(0, 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    return found


def copies(net: Any, pixels: Bytes, device: str, batch: int = 16) -> Bytes:
    """What the autoencoder makes of pictures, by way of its latents."""
    import torch

    with torch.inference_mode():
        parts = [pixels_of(net.decoder(net.encoder(tensor(pixels[at : at + batch], device))))
                 for at in range(0, len(pixels), batch)]  # fmt: skip
    return np.concatenate(parts)


def spread(net: Any, pixels: Bytes, device: str, batch: int = 16) -> float:
    """The standard deviation of the latents."""
    import torch

    with torch.inference_mode():
        parts = [net.encoder(tensor(pixels[at : at + batch], device)).float() for at in range(0, len(pixels), batch)]
    return max(float(torch.cat(parts).std()), 1e-3)
