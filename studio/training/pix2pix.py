"""Trains the network that paints over a drawing: against a judge of patches, and towards the true picture.

Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks" (2017), equation 4:
the judge sees drawing and picture together; the painter also pays λ times the mean absolute difference.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.families.pix2pix.recognise import Shape
from studio.training import checkpoint
from studio.training.loop import Nets, Recipe, update

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

SHAPE = Shape((16, 32, 64, 128, 128, 128, 128), fine=32)

FARTHEST = 1000.0
"""Norm above which gradients are cut: with λ = 100 those of a healthy step are far above 1."""

PORTION = 8

WINDOW = 2
"""The judge looks at one over this of each side, elsewhere at every step: all of it costs as much as painting."""


class Pairs(Protocol):
    """Where drawings and their pictures come from."""

    size: int

    def batch(self, step: int, count: int, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """(count, S, S, 3) twice: source, target."""
        ...

    def clean(self, numbers: range, hint: str) -> tuple[Bytes, Bytes]:
        """The same ones at every call."""
        ...


class Painting(Recipe):
    """The cGAN with L1; `weight` is λ (0: without L1), `judged` 0 leaves the judge out, who is silent for the first
    `alone` steps. `held` is only measured on, each time with every one of `hints`."""

    kind = "pix2pix"
    shown = ("painter",)
    steady = False

    def __init__(self, pairs: Pairs, shape: Shape = SHAPE, batch: int = 2, rate: float = 2e-4, weight: float = 100.0,
                 judged: float = 1.0, alone: int = 0, seed: int = 0, device: str = "cpu", held: Pairs | None = None,
                 hints: tuple[str, ...] = ("flat", "none"), count: int = 64) -> None:
        import torch

        from studio.families.pix2pix.net import UNet
        from studio.training.patchgan import PatchGAN

        torch.manual_seed(seed)
        self.painter = quick(UNet(shape), device)
        self.judge = quick(PatchGAN(6, torch.nn.BatchNorm2d), device)
        self.nets: Mapping[str, torch.nn.Module] = {"painter": self.painter, "judge": self.judge}
        adam = functools.partial(torch.optim.Adam, lr=rate, betas=(0.5, 0.999))
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {
            name: adam(net.parameters()) for name, net in self.nets.items()
        }
        self.settings: Mapping[str, Any] = {"widths": list(shape.widths), "fine": shape.fine, "size": pairs.size,
                                            "batch": batch, "weight": weight, "judged": judged,
                                            "alone": alone}  # fmt: skip
        self._pairs, self._held, self._hints, self._count = pairs, held, hints, count
        self._batch, self._weight, self._judged, self._alone = batch, weight, judged, alone
        self._device = device

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        source, target = (tensor(part, self._device) for part in self._pairs.batch(number, self._batch, chance))
        made = self.painter(source)
        l1 = torch.nn.functional.l1_loss(made.float(), target)
        losses = {"l1": l1.detach()}
        loss = self._weight * l1
        if self._judged and number > self._alone:
            seen = window(self._pairs.size, chance)
            source, target, shown = source[seen], target[seen], made[seen]
            losses |= self._learn_to_judge(source, target, shown.detach())
            loss = loss + self._judged * self._fooled(source, shown)
        losses["gradient"] = update(loss, self.optimisers["painter"], FARTHEST)
        return losses

    def _learn_to_judge(self, source: torch.Tensor, target: torch.Tensor,
                        made: torch.Tensor) -> Mapping[str, torch.Tensor]:
        """One step of the judge, at half the pace; how real it found both, 0 … 1."""
        import torch

        from studio.training.patchgan import cross_entropy

        real = self.judge(torch.cat([source, target], dim=1))
        fake = self.judge(torch.cat([source, made], dim=1))
        loss = (cross_entropy(real, True) + cross_entropy(fake, False)) / 2
        update(loss, self.optimisers["judge"], FARTHEST)
        return {"judge": loss.detach(), "D_real": real.detach().float().sigmoid().mean(),
                "D_fake": fake.detach().float().sigmoid().mean()}  # fmt: skip

    def _fooled(self, source: torch.Tensor, made: torch.Tensor) -> torch.Tensor:
        import torch

        from studio.training.patchgan import cross_entropy

        self.judge.requires_grad_(False)
        loss = cross_entropy(self.judge(torch.cat([source, made], dim=1)), True)
        self.judge.requires_grad_(True)
        return loss

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows of drawing, painting and true picture: two drawings to a row, one kind of hint after another."""
        rows = []
        for hint in self._hints:
            source, target = (self._held or self._pairs).clean(range(6), hint)
            made = self.painted(averaged["painter"], source)
            cells = [np.hstack(cell) for cell in zip(source, made, target, strict=True)]
            rows += [np.hstack(cells[at : at + 2]) for at in range(0, len(cells) - 1, 2)]
        return np.vstack(rows)

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        """PSNR on pictures that are never trained on; nothing where there are none."""
        if self._held is None:
            return {}
        figures = {}
        for hint in self._hints:
            source, target = self._held.clean(range(self._count), hint)
            made = self.painted(averaged["painter"], source)
            figures[f"psnr_{hint}"] = float(np.mean([psnr(a, b) for a, b in zip(made, target, strict=True)]))
        return figures

    def export(self, averaged: Nets, home: Path) -> None:
        from studio.families.pix2pix.net import UNet, unfolded

        net = averaged["painter"]
        assert isinstance(net, UNet)
        checkpoint.give(checkpoint.model_of(home), unfolded(net.state_dict(), net.shape))

    def painted(self, net: torch.nn.Module, source: Bytes, seed: int = 0) -> Bytes:
        """(B, S, S, 3) drawings to paintings, with the network's own chance as in use."""
        import torch

        out = []
        with torch.inference_mode(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            ready = net.with_chance()  # type: ignore[operator]
            for at in range(0, len(source), PORTION):
                made = ready(tensor(source[at : at + PORTION], self._device)).float()
                out.append(made.add(1).mul(127.5).clamp(0, 255).round().byte().permute(0, 2, 3, 1).cpu().numpy())
        return np.concatenate(out)


def quick(net: torch.nn.Module, device: str) -> torch.nn.Module:
    """On its device, in the order of numbers in which small convolutions are a quarter faster."""
    import torch

    return net.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def window(size: int, chance: np.random.Generator) -> tuple[slice, ...]:
    """Where the judge looks, as slices of (B, C, H, W)."""
    side = size // WINDOW
    y, x = (int(corner) for corner in chance.integers(size - side + 1, size=2))
    return slice(None), slice(None), slice(y, y + side), slice(x, x + side)


def tensor(pixels: Bytes, device: str = "cpu") -> torch.Tensor:
    """(B, H, W, 3) bytes as (B, 3, H, W) in −1 … 1."""
    import torch

    plain = torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))).to(device)
    return plain.float().div(127.5).sub(1)


def psnr(made: Bytes, target: Bytes) -> float:
    """dB over all pixels and colours."""
    error = np.mean((made.astype(np.float32) - target) ** 2)
    return float(10 * np.log10(255.0**2 / max(float(error), 1e-9)))
