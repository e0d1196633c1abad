"""Trains the network that enlarges four times: on patches, by their mean absolute difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.families.restore.bicubic import resized
from studio.families.restore.recognise import Shape
from studio.training.fidelity import psnr
from studio.training.loop import Nets, Recipe, update
from studio.training.pairs import Pairs

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

SHAPE = Shape(blocks=16, channels=64, scale=4)

RATE = 4e-4
"""Adam's first rate. It falls as 1 / √(1 + step / 5000): 2e-4 at 15 000 steps, 1e-4 at 75 000."""


class Enlarging(Recipe):
    """SRResNet by L1 (Lim et al. 2017 found it better than the squared difference, also in PSNR).

    `test` pictures are only measured on, and never trained on.
    """

    kind = "srresnet"

    def __init__(self, pairs: Pairs, shape: Shape = SHAPE, batch: int = 16, rate: float = RATE, seed: int = 0,
                 device: str = "cpu", test: Sequence[Bytes] = ()) -> None:
        import torch

        from studio.families.restore.net import SRResNet

        torch.manual_seed(seed)
        self.net = SRResNet(shape).to(device)
        self.optimiser = torch.optim.Adam(self.net.parameters(), rate, (0.9, 0.99))
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {**shape._asdict(), "batch": batch, "patch": pairs.patch}
        self._pairs, self._batch, self._rate, self._device = pairs, batch, rate, device
        scale = shape.scale
        self._test = [(resized(large, (large.shape[1] // scale, large.shape[0] // scale)), large)
                      for large in map(self._whole, test)]  # fmt: skip

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = self._rate / (1 + number / 5000) ** 0.5
        small, large = (self._tensor(part) for part in self._pairs.batch(number, self._batch, chance))
        loss = torch.nn.functional.l1_loss(self.net(small).float(), large)
        norm = update(loss, self.optimiser)
        return {"l1": loss.detach(), "gradient": norm}

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows of bicubic, network, original."""
        count, scale = 6, self._pairs.scale
        small, large = self._pairs.batch(1, count, np.random.default_rng(0))
        made = self._enlarged(averaged["net"], small)
        side = scale * self._pairs.patch
        rows = [np.hstack([resized(a, (side, side)), b, c]) for a, b, c in zip(small, made, large, strict=True)]
        return np.vstack(rows)

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        """Mean PSNR (Y, 4 px shaved) on the test pictures, and bicubic's; nothing where there are none."""
        if not self._test:
            return {}
        net = averaged["net"]
        ours = [psnr(self._enlarged(net, small[None])[0], large) for small, large in self._test]
        theirs = [psnr(resized(small, (large.shape[1], large.shape[0])), large) for small, large in self._test]
        return {"psnr": float(np.mean(ours)), "psnr_bicubic": float(np.mean(theirs))}

    def _enlarged(self, net: torch.nn.Module, small: Bytes) -> Bytes:
        import torch

        with torch.inference_mode():
            made = net(self._tensor(small)).clamp(0, 1).mul(255).round().byte()
        return np.asarray(made.permute(0, 2, 3, 1).cpu().numpy())

    def _tensor(self, pixels: Bytes) -> torch.Tensor:
        """(B, h, w, 3) bytes as (B, 3, h, w) in 0 … 1."""
        import torch

        return torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))).to(self._device).float().div(255)

    def _whole(self, large: Bytes) -> Bytes:
        scale = self._pairs.scale
        return large[: large.shape[0] // scale * scale, : large.shape[1] // scale * scale]
