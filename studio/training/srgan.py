"""Trains the enlarging network on to sharpness: a judge of texture asks for what the mean of all possibilities lacks.

Ledig et al., "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network" (2017), equation 3:
a content loss, one on the features of a network that reads pictures (our own probe instead of VGG), and 1e-3 or so of
an adversarial one. It begins where SRResNet stopped, as theirs does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.families.restore.recognise import Shape
from studio.training.fidelity import luma
from studio.training.loop import Nets, update
from studio.training.pairs import Pairs
from studio.training.srresnet import SHAPE, Enlarging

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]
Maps = Callable[["torch.Tensor"], Sequence["torch.Tensor"]]
"""maps(pictures): features of (B, 3, H, W) in −1 … 1, fine to coarse."""

JUDGING = 3.0
"""The judge learns so many times as fast: it begins with nothing, the network does not."""

STRONG = 8.0
"""So many times as strong as it is, the judge sees what bicubic misses."""

JUDGE = (32, 64, 64)
"""Widths of the judge: its answers come from 34 × 34 pixels each, which holds a texture."""


class Sharpening(Enlarging):
    """`start` are an SRResNet's weights; `maps` read features, None leaves them out. `judged` and `seen` weigh the
    adversarial and the perceptual term beside a mean absolute difference of weight `content`. Only the last `tuned`
    blocks and what follows them learn, where the net has more: texture is made at the end, and each step costs less."""

    kind = "srgan"
    steady = False

    def __init__(self, pairs: Pairs, start: Mapping[str, torch.Tensor], maps: Maps | None, shape: Shape = SHAPE,
                 batch: int = 8, rate: float = 1e-4, content: float = 1.0, seen: float = 0.1, judged: float = 0.01,
                 tuned: int = 16, seed: int = 0, device: str = "cpu", test: Sequence[Bytes] = ()) -> None:
        import torch

        from studio.training.patchgan import PatchGAN

        super().__init__(pairs, shape, batch, rate, seed, device, test)
        self.net.load_state_dict({name: value.float() for name, value in start.items()})
        blocks = list(self.net.body.children())
        for kept in (self.net.head, *blocks[: max(0, shape.blocks - tuned)]):
            kept.requires_grad_(tuned >= shape.blocks)
        # Without norms: one would take away how strong a texture is, which is what the made ones lack.
        self.judge = PatchGAN(3, torch.nn.Identity, JUDGE).to(device)
        for part in self.judge.modules():
            if isinstance(part, torch.nn.Conv2d):
                torch.nn.init.kaiming_normal_(part.weight, 0.2)
        self.nets = {"net": self.net, "judge": self.judge}
        self.optimiser = torch.optim.Adam(self.net.parameters(), rate, (0.9, 0.99))
        self.optimisers = {"net": self.optimiser,
                           "judge": torch.optim.Adam(self.judge.parameters(), JUDGING * rate, (0.9, 0.99))}  # fmt: skip
        self.settings = {**self.settings, "content": content, "seen": seen, "judged": judged, "tuned": tuned}
        self._maps, self._content, self._seen, self._judged = maps, content, seen, judged

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        from studio.families.restore.net import enlarged

        small, large = (self._tensor(part) for part in self._pairs.batch(number, self._batch, chance))
        made = self.net(small).float()
        plain = enlarged(small, self._pairs.scale)
        content = torch.nn.functional.l1_loss(made, large)
        loss, told = self._content * content, {"l1": content.detach()}
        told |= self._learn_to_judge(detail(large, plain), detail(made.detach(), plain))
        if self._maps is not None and self._seen:
            perceptual = unlike(self._maps(made * 2 - 1), self._maps(large * 2 - 1))
            loss = loss + self._seen * perceptual
            told["perceptual"] = perceptual.detach()
        loss = loss + self._judged * self._fooled(detail(made, plain))
        told["gradient"] = update(loss, self.optimiser)
        return told

    def _learn_to_judge(self, large: torch.Tensor, made: torch.Tensor) -> Mapping[str, torch.Tensor]:
        from studio.training.patchgan import cross_entropy

        real, fake = self.judge(large), self.judge(made)
        update((cross_entropy(real, True) + cross_entropy(fake, False)) / 2, self.optimisers["judge"], 10.0)
        return {"D_real": real.detach().float().sigmoid().mean(), "D_fake": fake.detach().float().sigmoid().mean()}

    def _fooled(self, made: torch.Tensor) -> torch.Tensor:
        from studio.training.patchgan import cross_entropy

        self.judge.requires_grad_(False)
        loss = cross_entropy(self.judge(made), True)
        self.judge.requires_grad_(True)
        return loss

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        """PSNR as SRResNet's, and how much gradient energy there is beside the originals'; nothing without tests."""
        if not self._test:
            return {}
        shares = [energy(self._enlarged(averaged["net"], small[None])[0]) / energy(large)
                  for small, large in self._test]  # fmt: skip
        return {**super().measure(averaged), "energy": float(np.mean(shares))}


def detail(pictures: torch.Tensor, plain: torch.Tensor) -> torch.Tensor:
    """What bicubic misses, in about −1 … 1: of whole pictures a judge cannot tell the little that differs."""
    return (pictures - plain) * STRONG


def unlike(some: Sequence[torch.Tensor], others: Sequence[torch.Tensor]) -> torch.Tensor:
    """How far features are apart, each map's distance in its own mean size, averaged over the maps."""
    import torch

    parts = [(a - b.detach()).abs().mean() / (b.detach().abs().mean() + 1e-6)
             for a, b in zip(some, others, strict=True)]  # fmt: skip
    return torch.stack(parts).mean()


def energy(pixels: Bytes) -> float:
    """The mean squared difference between neighbours of the luma, both ways: how sharp a picture is."""
    grey = luma(pixels)
    return float(np.mean(np.diff(grey, axis=0) ** 2) + np.mean(np.diff(grey, axis=1) ** 2))


def mixed(some: Mapping[str, torch.Tensor], others: Mapping[str, torch.Tensor],
          share: float) -> dict[str, torch.Tensor]:
    """`share` of the second net's weights, the rest of the first one's: between a calm and a sharp one that began
    alike lie good ones (Wang et al., "ESRGAN", 2018, section 3.4)."""
    return {name: weight.float().lerp(others[name].float(), share) for name, weight in some.items()}
