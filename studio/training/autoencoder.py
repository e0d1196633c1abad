"""Trains networks that fold pictures into a few numbers: the plain autoencoder and the variational one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.families.vae.recognise import Shape
from studio.training import checkpoint
from studio.training.latents import Found, packed
from studio.training.loop import Figures, Nets, Recipe, update
from studio.training.pictures import Encoding, Pictures

if TYPE_CHECKING:
    import torch

    from studio.families.vae.net import Autoencoder

Bytes = NDArray[np.uint8]

SLOWER = 5000
"""The rate falls as 1 / √(1 + step / SLOWER)."""

SHOWN = 8
"""Pictures in a row of the sheet."""

MEASURED = 256
"""Held-out pictures that are measured on at each checkpoint."""

SHEET = 256
FITTED = 2048
"""Pictures whose latents tell, at each checkpoint, where samples are drawn and what the sliders do."""


class Weights(NamedTuple):
    """How much each part of the loss counts; all are explained at `Folding`."""

    beta: float = 1.0
    warm_up: int = 200
    free: float = 0.0
    edges: float = 0.0
    told: float = 0.0


ORDINARY = Weights()


class Folding(Recipe):
    """Minimises ‖x − x̂‖² + β KL[N(μ, σ²) ‖ N(0, I)] for pixels in 0 … 1 (Kingma & Welling 2013, equation 10 with a
    Gaussian likelihood of variance ½; β of Higgins et al. 2017); without variances only the first term.

    `edges` adds as much of the mean absolute difference between the pictures' gradients, at three sizes: squared
    differences alone are content with soft outlines. `told` adds, for a world's pictures, the squared error of a linear
    reading of all facts from the latents (coded −1 … 1, or 0 and 1): a smile is few pixels, and hardly worth its nats
    without. Over the first `warm_up` steps β rises from 0 (Bowman et al. 2016). Each latent has `free` nats that cost
    nothing (Kingma et al. 2016).
    """

    def __init__(self, pictures: Pictures, shape: Shape, weights: Weights = ORDINARY, batch: int = 16,
                 rate: float = 1e-3, seed: int = 0, device: str = "cpu", test: Pictures | None = None) -> None:
        import torch

        from studio.families.vae.net import Autoencoder

        torch.manual_seed(seed)
        self.kind = "vae" if shape.variational else "autoencoder"
        self.net = Autoencoder(shape).to(device)
        self.net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.nets: dict[str, torch.nn.Module] = {"net": self.net}
        self._known = None
        if weights.told and pictures.renders is not None:
            self._known = Encoding(pictures.renders.settings["known"])
            self.nets["reader"] = torch.nn.Linear(shape.latent, len(self._known.columns)).to(device)
        learning = [weight for net in self.nets.values() for weight in net.parameters()]
        self.optimiser = torch.optim.Adam(learning, rate, (0.9, 0.99))
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {**shape._asdict(), "batch": batch, "facts": self._known is not None}
        self._shape, self._pictures, self._batch, self._rate, self._device = shape, pictures, batch, rate, device
        self._weights, self._test = weights, test

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = self._rate / (1 + number / SLOWER) ** 0.5
        batch = self._pictures.batch(number, self._batch, chance)
        x = self._tensor(batch.pixels)
        mean, logarithm = self.net.encoder(x)
        z = mean + torch.randn_like(mean) * (0.5 * logarithm).exp() if self._shape.variational else mean
        made = self.net.decoder(z).float()
        squared = (made - x).square().sum((1, 2, 3)).mean() / 4  # of pixels in 0 … 1
        loss = squared
        told = {"squared": squared.detach()}
        if self._weights.edges:
            outlines = edge_difference(made, x)
            told["edges"] = outlines.detach()
            loss = loss + self._weights.edges * outlines
        if self._known is not None:
            goal = torch.from_numpy(self._pictures.labels(batch, self._known)).to(self._device)
            missed = (self.nets["reader"](z).float() - goal).square().sum(1).mean()
            told["facts"] = missed.detach()
            loss = loss + self._weights.told * missed
        if self._shape.variational:
            apart = divergence(mean.float(), logarithm.float())  # (B, L)
            told["kl"] = apart.detach().sum(1).mean()
            told["latents"] = (apart.detach().mean(0) > 0.05).sum().float()
            warm = min(1.0, number / self._weights.warm_up) if self._weights.warm_up else 1.0
            loss = loss + warm * self._weights.beta * apart.mean(0).clamp(min=self._weights.free).sum()
        told["gradient"] = update(loss / self._shape.size**2, self.optimiser)
        return told

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows: pictures, the same unfolded again, two of samples from where latents lie, and one from N(0, I)."""
        import torch

        net: Autoencoder = averaged["net"]  # type: ignore[assignment]
        shown = self._test or self._pictures
        pixels = shown.batch(1, SHOWN, np.random.default_rng(0), mirror=False).pixels
        mean, spread = (torch.from_numpy(one).float() for one in Found.of(net, self._pictures, SHEET).prior)
        noise = torch.randn(2 * SHOWN, self._shape.latent, generator=torch.Generator().manual_seed(0))
        with torch.inference_mode():
            again = self._bytes(net(self._tensor(pixels)))
            drawn = self._bytes(net.decoder((mean + noise @ spread.T).to(self._device)))
            plain = self._bytes(net.decoder(noise[:SHOWN].to(self._device)))
        rows = [pixels, again, drawn[:SHOWN], drawn[SHOWN:], plain]
        return np.vstack([np.hstack(list(row)) for row in rows])

    def measure(self, averaged: Nets) -> Figures:
        """Mean PSNR of the pictures of `test` (all colours, no border cut), and how far their latents as a whole are
        from the prior, in nats; nothing where there are none."""
        if self._test is None:
            return {}
        net: Autoencoder = averaged["net"]  # type: ignore[assignment]
        return {"psnr": float(np.mean(fidelity(net, self._test, MEASURED))),
                "aggregate": Found.of(net, self._test, MEASURED).divergence}  # fmt: skip

    def export(self, averaged: Nets, home: Path) -> None:
        """Beside the weights lie what samples are drawn from (a plain autoencoder has nothing to draw from but
        N(0, I), and shows it) and, from a world, what the sliders move."""
        net: Autoencoder = averaged["net"]  # type: ignore[assignment]
        tensors, metadata = packed(Found.of(net, self._pictures, FITTED), self._shape.variational)
        checkpoint.give(checkpoint.model_of(home), {**net.state_dict(), **tensors}, metadata)

    def _tensor(self, pixels: Bytes) -> torch.Tensor:
        """(B, h, w, 3) bytes as (B, 3, h, w) in −1 … 1, its channels still last in memory."""
        import torch

        return torch.from_numpy(pixels).to(self._device).permute(0, 3, 1, 2).float().div(127.5).sub(1)

    def _bytes(self, made: torch.Tensor) -> Bytes:
        levels = made.add(1).mul(127.5).clamp(0, 255).round().byte()
        return np.asarray(levels.permute(0, 2, 3, 1).cpu().numpy())


def fidelity(net: Autoencoder, pictures: Pictures, count: int) -> NDArray[np.float64]:
    """PSNR in dB of each of the first `count` pictures, over all colours and pixels."""
    import torch

    device, numbers = next(net.parameters()).device, np.arange(min(count, pictures.count))
    found = []
    with torch.inference_mode():
        for start in range(0, len(numbers), 32):
            pixels = torch.from_numpy(pictures.at(numbers[start : start + 32])).to(device)
            part = pixels.permute(0, 3, 1, 2).float().div(127.5).sub(1)
            error = (net(part).clamp(-1, 1) - part).square().mean((1, 2, 3)) / 4
            found.append(-10 * error.log10())
    return np.asarray(torch.cat(found).double().cpu().numpy())


def divergence(mean: torch.Tensor, logarithm: torch.Tensor) -> torch.Tensor:
    """KL[N(μ, σ²) ‖ N(0, 1)] of each latent, in nats (Kingma & Welling 2013, appendix B)."""
    return 0.5 * (mean.square() + logarithm.exp() - 1 - logarithm)


def edge_difference(made: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """How unlike the outlines of two batches are: |∇(a − b)| summed over pixels in 0 … 1, at full, half and quarter
    size, the mean over pictures."""
    from torch.nn import functional

    apart, total = (made - x) / 2, made.new_zeros(())
    for number in range(3):
        apart = functional.avg_pool2d(apart, 2) if number else apart
        across = (apart[..., 1:] - apart[..., :-1]).abs().sum()
        down = (apart[..., 1:, :] - apart[..., :-1, :]).abs().sum()
        total = total + 4**number * (across + down) / len(made)
    return total / 3
