"""Trains a latent diffusion model of our own from captions: UNet and text encoder together, with masks or without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training import checkpoint
from studio.training.ldm import folders, nets
from studio.training.ldm.ahead import Ahead
from studio.training.ldm.autoencoder import tensor
from studio.training.ldm.latents import Latents, coded
from studio.training.ldm.masks import mask
from studio.training.ldm.nets import Parts
from studio.training.ldm.noise import Noise
from studio.training.ldm.sources import Gallery
from studio.training.ldm.tokens import mirrored, tokens
from studio.training.loop import Figures, Nets, Recipe, update

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

SLOWER = 20_000
"""The rate falls as 1 / √(1 + step / SLOWER)."""

FIRST = 500
"""Steps over which the rate rises."""

UNSAID = 0.1
"""How often the caption is left out, so that the network can also paint without one, which guidance needs."""

PROMPTS = (
    "a fall landscape with a small cottage next to a lake",
    "a snowy winter landscape with pine trees at night",
    "a large red cottage below the mountains at sunset",
    "a foggy spring view with a bridge over a stream",
    "a portrait of a young person with long red hair, smiling",
    "a painting of an old person with a long beard, wearing round glasses",
    "a person with curly black hair, wearing a knitted cap and a yellow sweater, blue background",
    "a summer scene with a sailing boat on a lake and birds in daylight",
)
STEPS, GUIDANCE = 20, 4.0
MEASURED = 128


class Filling(NamedTuple):
    """What comes to a training with masks: the pictures themselves, of which masked ones are brought to latents."""

    pictures: Gallery


class Painting(Recipe):
    """Rombach et al. (2022) on cached latents: v of a noisy latent, from it, the time and the caption. AdamW; captions
    are left out at times (Ho & Salimans 2022). Where the text encoder is part of it depends on nothing: both learn.

    With `filling` the UNet has nine channels and also sees a mask and the latents of the picture without what is under
    it: a training of its own from a model that can paint already, as Stable Diffusion's inpainting models were made.
    One UNet for both would spend half of its few weights on each.
    """

    kind = "ldm"
    shown = ("unet", "text")

    def __init__(self, there: Latents, parts: Parts, words: tuple[str, ...], batch: int, rate: float,
                 settings: Mapping[str, Any], seed: int = 0, device: str = "cpu", filling: Filling | None = None,
                 test: Latents | None = None) -> None:  # fmt: skip
        import torch

        net = nets.for_masks(parts.unet) if filling else parts.unet
        self._unet, self._text = nets.tuned(net, device), parts.text.to(device)
        self._parts = parts._replace(unet=self._unet, text=self._text, autoencoder=parts.autoencoder.to(device).eval())
        self.nets: Mapping[str, torch.nn.Module] = {"unet": self._unet, "text": self._text}
        weights = [*self._unet.parameters(), *self._text.parameters()]
        self._optimiser = torch.optim.AdamW(weights, rate, (0.9, 0.99), weight_decay=0.01)
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"both": self._optimiser}
        self.settings: Mapping[str, Any] = {**settings, "masks": filling is not None}
        self._said = Said(parts.tokenizer, there, device)
        self._noise = Noise(parts.scheduler.alphas_cumprod.to(device), parts.scheduler.config.prediction_type)
        self._batch, self._rate, self._device, self._seed = batch, rate, device, seed
        self._words, self._filling = words, filling
        self._held = Said(parts.tokenizer, test, device) if test else None
        self._ahead = Ahead(self._masked, 6 if device.startswith("cuda") else 0)

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate * min(1.0, number / FIRST) / (1 + number / SLOWER) ** 0.5
        numbers, flipped = self._chosen(number)
        z, ids = self._said.batch(numbers, flipped, chance, UNSAID)
        beside = self._beside(*self._ahead.take(number), z) if self._filling else None
        loss = self._loss(self._unet, self._text, z, ids, beside)
        norm = update(loss, self._optimiser)
        return {"loss": loss.detach(), "gradient": norm}

    def _loss(self, unet: Any, text: Any, z: torch.Tensor, ids: torch.Tensor, beside: Any = None) -> torch.Tensor:
        import torch

        t, noise = self._noise.times(len(z)), torch.randn(z.shape).to(z.device)
        seen = self._noise.over(z, noise, t)
        if beside is not None:
            seen = torch.cat([seen, beside], 1)
        return self._noise.loss(unet(seen, t, text(ids)[0]).sample, z, noise, t)

    def _chosen(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which pictures of a step, and which of them are mirrored: so that they can be got ready ahead of it."""
        chance = np.random.default_rng((self._seed, number, 29))
        return chance.integers(self._said.count, size=self._batch), chance.integers(2, size=self._batch)

    def _masked(self, number: int) -> tuple[Bytes, Bytes]:
        """Pictures of a step and its masks: (B, S, S, 3) and (B, S, S)."""
        assert self._filling is not None
        numbers, flipped = self._chosen(number)
        pixels = self._filling.pictures.at(numbers)
        pixels[flipped == 1] = pixels[flipped == 1][:, :, ::-1]
        chance = np.random.default_rng((self._seed, number, 37))
        return pixels, np.stack([mask(pixels.shape[1], chance) for _ in numbers])

    def _beside(self, pixels: Bytes, masks: Bytes, z: torch.Tensor) -> torch.Tensor:
        """(B, 5, h, w): the masks by nearest neighbour and the latents of the pictures, grey under the masks, both as
        diffusers' inpainting pipeline makes them."""
        import torch

        hole = (torch.from_numpy(masks)[:, None] > 127).float().to(self._device)
        net = self._parts.autoencoder
        with torch.no_grad():
            left = coded(net, tensor(pixels, self._device) * (1 - hole)) * net.config.scaling_factor
        small = torch.nn.functional.interpolate(hole, z.shape[-2:])
        return torch.cat([small, left.float()], 1)

    def sheet(self, averaged: Nets) -> Bytes:
        """The same eight prompts each time, by diffusers' own pipeline; with masks the middle of eight pictures."""
        import torch

        pipeline = nets.pipeline(self._averaged(averaged))
        side = side_of(self._parts)
        more: dict[str, Any] = {}
        if self._filling is not None:
            from PIL import Image

            count = self._filling.pictures.count
            shown = self._filling.pictures.at(np.linspace(0, count - 1, len(PROMPTS)).astype(np.int64))
            hole = np.zeros((side, side), np.uint8)
            hole[side // 4 : side * 3 // 4, side // 4 : side * 3 // 4] = 255
            more = {"image": [Image.fromarray(one) for one in shown],
                    "mask_image": [Image.fromarray(hole)] * len(shown)}  # fmt: skip
        with torch.inference_mode():
            made = pipeline(
                list(PROMPTS), num_inference_steps=STEPS, guidance_scale=GUIDANCE, height=side, width=side,
                generator=torch.Generator().manual_seed(0), output_type="np", **more,
            ).images  # fmt: skip
        levels = (np.asarray(made) * 255).round().astype(np.uint8)
        return np.vstack([np.hstack(list(levels[:4])), np.hstack(list(levels[4:]))])

    def measure(self, averaged: Nets) -> Figures:
        """The same loss on held-out pictures, by the same noise at each checkpoint; not with masks."""
        import torch

        if self._held is None or self._filling is not None:
            return {}
        count, total = min(MEASURED, self._held.count), 0.0
        with torch.random.fork_rng(devices=[]), torch.inference_mode():
            torch.manual_seed(0)
            for start in range(0, count, 32):
                numbers = np.arange(start, min(start + 32, count))
                z, ids = self._held.batch(numbers, np.zeros_like(numbers), np.random.default_rng(start), 0.0)
                total += float(self._loss(averaged["unet"], averaged["text"], z, ids)) * len(numbers)
        return {"held": total / count}

    def export(self, averaged: Nets, home: Path) -> None:
        """A folder with `model_index.json`, called as the training's folder is."""
        parts = self._averaged(averaged)
        goal = checkpoint.model_of(home).with_suffix("")
        folders.give(goal, lambda part: nets.save(parts, part, self._words))

    def _averaged(self, averaged: Nets) -> Parts:
        return self._parts._replace(unet=averaged["unet"], text=averaged["text"])


class Said:
    """Latents and the tokens of their captions, as batches."""

    def __init__(self, tokenizer: Any, there: Latents, device: str) -> None:
        import torch

        self.count, self._device = there.count, device
        # On a graphics card all latents are held there: 16 KB a picture.
        self._values = there.values.to(device) if device.startswith("cuda") else there.values
        plain = tokens(tokenizer, [caption for several in there.captions for caption in several])
        sides = np.stack([plain, mirrored(tokenizer, plain)], 1).astype(np.int64)
        self._ids = torch.from_numpy(sides).reshape(self.count, -1, 2, plain.shape[1])
        self._nothing = torch.from_numpy(tokens(tokenizer, [""]).astype(np.int64))

    def batch(self, numbers: NDArray[np.int64], flipped: NDArray[np.int64], chance: np.random.Generator,
              unsaid: float) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """Latents (B, C, h, w) float32 and tokens (B, L), one of each picture's captions; a share of them empty."""
        import torch

        at, sides = torch.from_numpy(numbers), torch.from_numpy(flipped)
        which = torch.from_numpy(chance.integers(self._ids.shape[1], size=len(numbers)))
        ids = self._ids[at, which, sides]
        ids[torch.from_numpy(chance.random(len(numbers)) < unsaid)] = self._nothing
        there = self._values.device
        return self._values[at.to(there), sides.to(there)].to(self._device).float(), ids.to(self._device)


def side_of(parts: Parts) -> int:
    """The side of the pictures that a model is for."""
    halvings = len(parts.autoencoder.config.block_out_channels) - 1
    return int(parts.unet.config.sample_size) << halvings


def checked_size(pictures: Gallery, parts: Parts) -> None:
    """BadRequest where a model to begin from is for pictures of another size."""
    side = side_of(parts)
    if side != pictures.size:
        raise BadRequest(f"The model to begin from is for pictures of {side} px, not {pictures.size}.",
                         f"Give --size {side}.")  # fmt: skip
