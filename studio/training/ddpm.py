"""Trains a network to tell noise from picture, so that it can walk from noise to pictures that never were."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import Unwritable
from studio.families.diffusion.steps import Denoiser, sampled
from studio.training.loop import Figures, Nets, Recipe, update
from studio.training.pictures import Pictures

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

TIMES = 1000
"""T of Ho et al. (2020)."""

SLOWER = 5000
"""The rate falls as 1 / √(1 + step / SLOWER)."""

FIRST = 200
"""Steps over which the rate rises: normalised networks take large first steps badly."""

ROWS, COLUMNS = 2, 8
STEPS = 50
"""Of the samples on a sheet."""

MEASURED = 128
"""Held-out pictures that are measured on at each checkpoint."""


class Denoising(Recipe):
    """Algorithm 1 of Ho et al. (2020): a picture, a time and noise by chance; the squared difference between the noise
    (or, for `kind` "v_prediction", v of Salimans & Ho 2022) and what the network says of it.

    `gamma` weighs the times by min(SNR, γ) (Hang et al. 2023), 0 weighs them alike as the paper does. `schedule` is
    diffusers' name: "linear" (Ho et al. 2020) or "squaredcos_cap_v2" (Nichol & Dhariwal 2021).
    """

    kind = "ddpm"

    def __init__(self, pictures: Pictures, width: int = 32, batch: int = 16, rate: float = 1e-3,
                 kind: str = "epsilon", schedule: str = "squaredcos_cap_v2", gamma: float = 5.0, seed: int = 0,
                 device: str = "cpu", test: Pictures | None = None) -> None:  # fmt: skip
        import torch
        from diffusers import DDPMScheduler

        torch.manual_seed(seed)
        self.net = unet(pictures.size, width).to(device, memory_format=torch.channels_last)
        self.optimiser = torch.optim.Adam(self.net.parameters(), rate, (0.9, 0.99))
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {"size": pictures.size, "width": width, "batch": batch,
                                            "predicts": kind, "schedule": schedule}  # fmt: skip
        self._scheduler = DDPMScheduler(TIMES, beta_schedule=schedule, prediction_type=kind, clip_sample=True)
        self._alphas = self._scheduler.alphas_cumprod.to(device)
        self._pictures, self._batch, self._rate, self._predicts = pictures, batch, rate, kind
        self._gamma, self._device, self._test = gamma, device, test

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = self._rate * min(1.0, number / FIRST) / (1 + number / SLOWER) ** 0.5
        x = self._tensor(self._pictures.batch(number, self._batch, chance).pixels)
        # One time from each of as many equal parts: the loss swings less than with times that are all by chance.
        part = torch.arange(self._batch, device=x.device) + torch.rand(self._batch).to(x.device)
        loss = self._loss(self.net, x, (part / self._batch * TIMES).long(), torch.randn(x.shape).to(x.device))
        norm = update(loss, self.optimiser)
        return {"loss": loss.detach(), "gradient": norm}

    def _loss(self, net: torch.nn.Module, x: torch.Tensor, t: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        import torch

        alpha = self._alphas[t][:, None, None, None]
        seen = alpha.sqrt() * x + (1 - alpha).sqrt() * noise
        said = net(seen.contiguous(memory_format=torch.channels_last), t).sample.float()
        goal = noise if self._predicts == "epsilon" else alpha.sqrt() * noise - (1 - alpha).sqrt() * x
        each = (said - goal).square().mean((1, 2, 3))
        mean: torch.Tensor = (each * weights(alpha.flatten(), self._predicts, self._gamma)).mean()
        return mean

    def sheet(self, averaged: Nets) -> Bytes:
        """Samples by 50 steps from the same noise each time."""
        import torch

        net, size = averaged["net"], self._pictures.size
        generator = torch.Generator().manual_seed(0)
        x = torch.randn(ROWS * COLUMNS, 3, size, size, generator=generator).to(self._device)
        with torch.inference_mode():
            made = sampled(Denoiser(net, self._alphas, self._predicts), x, STEPS)
        levels = made.add(1).mul(127.5).clamp(0, 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
        return np.vstack([np.hstack(list(levels[row * COLUMNS : (row + 1) * COLUMNS])) for row in range(ROWS)])

    def measure(self, averaged: Nets) -> Figures:
        """The same loss on pictures of `test`, with the same times and noise at each checkpoint."""
        import torch

        if self._test is None:
            return {}
        generator = torch.Generator().manual_seed(0)
        count = min(MEASURED, self._test.count)
        x = self._tensor(self._test.at(np.arange(count)))
        t = torch.linspace(0, TIMES - 1, count).long().to(x.device)
        noise = torch.randn(x.shape, generator=generator).to(x.device)
        with torch.inference_mode():
            parts = [self._loss(averaged["net"], *(a[start : start + 32] for a in (x, t, noise))) * len(x[start:][:32])
                     for start in range(0, count, 32)]  # fmt: skip
        return {"held": float(sum(parts)) / count}

    def export(self, averaged: Nets, home: Path) -> None:
        """A folder as diffusers' DDPMPipeline lays it out, called as the training's folder is."""
        from diffusers import DDPMPipeline

        from studio.families.diffusion.load import quieten

        quieten()
        goal = home / home.resolve().name
        part = home / f".{goal.name}.part"
        try:
            shutil.rmtree(part, ignore_errors=True)
            DDPMPipeline(averaged["net"], self._scheduler).save_pretrained(part, safe_serialization=True)
            shutil.rmtree(goal, ignore_errors=True)
            part.replace(goal)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise Unwritable(f"{goal} could not be written: {(error.strerror or str(error)).lower()}.",
                             "Make room on the disk, then go on with --resume.") from None  # fmt: skip

    def _tensor(self, pixels: Bytes) -> torch.Tensor:
        """(B, h, w, 3) bytes as (B, 3, h, w) in −1 … 1, its channels still last in memory."""
        import torch

        return torch.from_numpy(pixels).to(self._device).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def weights(alpha: torch.Tensor, kind: str, gamma: float) -> torch.Tensor:
    """How much each time counts (B,), for ᾱ (B,): min(SNR, γ) over what the squared difference of ε or v already
    weighs, as in Hang et al. (2023), "Efficient Diffusion Training via Min-SNR Weighting"; 1 without γ."""
    import torch

    if not gamma:
        return torch.ones_like(alpha)
    ratio = alpha / (1 - alpha).clamp(min=1e-8)
    return ratio.clamp(max=gamma) / (ratio if kind == "epsilon" else ratio + 1).clamp(min=1e-8)


def unet(size: int, width: int) -> Any:
    """diffusers' UNet with `width` / 4 channels at full size, then width, 2 width and 4 width; attention at the
    smallest. Most of the work is at half size and below: full size is where a processor's time goes."""
    from diffusers import UNet2DModel
    from diffusers.models.attention_processor import AttnProcessor

    net = UNet2DModel(
        sample_size=size, in_channels=3, out_channels=3, layers_per_block=1, attention_head_dim=32,
        norm_num_groups=min(8, width // 4), block_out_channels=(width // 4, width, 2 * width, 4 * width),
        down_block_types=("DownBlock2D", "DownBlock2D", "DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D", "UpBlock2D", "UpBlock2D"),
    )  # fmt: skip
    for part in net.modules():  # a processor's backward pass through fused attention is slow
        if hasattr(part, "set_processor"):
            part.set_processor(AttnProcessor())
    return net
