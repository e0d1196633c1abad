"""Trains a ControlNet beside a finished model, so that a drawing or a layout says where things stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training import checkpoint
from studio.training.ldm import folders, learn, nets
from studio.training.ldm.ahead import Ahead
from studio.training.ldm.conditions import colours, conditions
from studio.training.ldm.latents import Latents
from studio.training.ldm.learn import GUIDANCE, Said
from studio.training.ldm.nets import Parts
from studio.training.ldm.noise import Noise
from studio.training.ldm.sources import Gallery
from studio.training.loop import Nets, Recipe, update

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

UNSAID = 0.5
"""How often the caption is left out: then the drawing has to say it all, as in the paper."""

FIRST = 200
COLUMNS = 6


class Controlling(Recipe):
    """Zhang et al. (2023): a copy of the UNet's first half sees the condition and adds to the finished UNet's second
    half, through convolutions that are all zero at first, so that the model begins as the one it is. Only the copy
    learns. `what` is "lines" or "layout"."""

    kind = "controlnet"

    def __init__(self, pictures: Gallery, there: Latents, parts: Parts, what: str, batch: int, rate: float,
                 settings: Mapping[str, Any], seed: int = 0, device: str = "cpu") -> None:  # fmt: skip
        import torch

        if parts.unet.config.in_channels != 4:
            raise BadRequest("A ControlNet is trained beside a model that paints, not beside one that fills.",
                             "Give the folder of one with --start.")  # fmt: skip
        torch.manual_seed(seed)
        self._parts = Parts(nets.tuned(parts.unet, device).eval().requires_grad_(False),
                            parts.text.to(device).eval().requires_grad_(False), parts.tokenizer,
                            parts.autoencoder.to(device).eval(), parts.scheduler)  # fmt: skip
        self.net = nets.tuned(control(parts.unet), device)
        self._optimiser = torch.optim.AdamW(self.net.parameters(), rate, (0.9, 0.99), weight_decay=0.01)
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self._optimiser}
        self.settings: Mapping[str, Any] = {**settings, "what": what}
        self._said = Said(parts.tokenizer, there, device)
        self._noise = Noise(parts.scheduler.alphas_cumprod.to(device), parts.scheduler.config.prediction_type)
        self._pictures, self._what, self._batch, self._rate = pictures, what, batch, rate
        self._device, self._seed = device, seed
        self._ahead = Ahead(self._got, 6 if device.startswith("cuda") else 0)

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self._optimiser.param_groups:
            group["lr"] = self._rate * min(1.0, number / FIRST)
        numbers, flipped, steers = self._ahead.take(number)
        z, ids = self._said.batch(numbers, flipped, chance, UNSAID)
        t, noise = self._noise.times(len(z)), torch.randn(z.shape).to(z.device)
        seen, words = self._noise.over(z, noise, t), self._parts.text(ids)[0]
        down, middle = self.net(seen, t, words, steering(steers, self._device), return_dict=False)
        said = self._parts.unet(seen, t, words, down_block_additional_residuals=down,
                                mid_block_additional_residual=middle).sample  # fmt: skip
        loss = self._noise.loss(said, z, noise, t)
        norm = update(loss, self._optimiser)
        return {"loss": loss.detach(), "gradient": norm}

    def _got(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Bytes]:
        """Which pictures a step learns from, which of them are mirrored, and what steers them."""
        chance = np.random.default_rng((self._seed, number, 41))
        numbers, flipped = chance.integers(self._said.count, size=self._batch), chance.integers(2, size=self._batch)
        return numbers, flipped, conditions(self._pictures, self._what, numbers, flipped)

    def sheet(self, averaged: Nets) -> Bytes:
        """What steers, the picture that it came from, and what diffusers' own pipeline makes of it."""
        import torch
        from diffusers import StableDiffusionControlNetPipeline

        numbers = np.linspace(0, self._pictures.count - 1, COLUMNS).astype(np.int64)
        steers = conditions(self._pictures, self._what, numbers, np.zeros_like(numbers))
        plain = nets.pipeline(self._parts)
        pipeline = StableDiffusionControlNetPipeline(**plain.components, controlnet=averaged["net"],
                                                     requires_safety_checker=False)  # fmt: skip
        pipeline.set_progress_bar_config(disable=True)
        chance = np.random.default_rng(0)
        said = [self._pictures.say(int(number), chance) for number in numbers]
        with torch.inference_mode():
            made = pipeline(
                said, image=steering(steers, self._device), num_inference_steps=learn.STEPS, guidance_scale=GUIDANCE,
                generator=torch.Generator().manual_seed(0), output_type="np",
            ).images  # fmt: skip
        levels = (np.asarray(made) * 255).round().astype(np.uint8)
        return np.vstack([np.hstack(list(row)) for row in (steers, self._pictures.at(numbers), levels)])

    def export(self, averaged: Nets, home: Path) -> None:
        """A folder of diffusers' ControlNetModel; beside a layout's the colours of things."""
        net: Any = averaged["net"]

        def write(part: Path) -> None:
            net.save_pretrained(part)
            if self._what == "layout":
                (part / "layout.json").write_text(json.dumps(colours(), indent=1), encoding="utf-8")

        folders.give(checkpoint.model_of(home).with_suffix(""), write)


def control(unet: Any) -> Any:
    """A ControlNet whose first half is `unet`'s and that adds nothing yet."""
    from diffusers import ControlNetModel

    return ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=(16, 32, 64, 96))


def steering(pixels: Bytes, device: str) -> torch.Tensor:
    """(B, H, W, 3) bytes as (B, 3, H, W) in 0 … 1, as diffusers hands them to a ControlNet."""
    import torch

    return torch.from_numpy(np.ascontiguousarray(pixels)).to(device).permute(0, 3, 1, 2).float().div(255)
