"""Trains the generator that paints from a style, by the rules of StyleGAN2.

Karras et al., "Analyzing and Improving the Image Quality of StyleGAN" (2020): non-saturating loss, R1 now and then,
two styles mixed in most pictures, and a penalty that makes equal steps of a style change pictures equally.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.training.duel import LARGEST, Duel
from studio.training.loop import update
from studio.training.rules import Rules

if TYPE_CHECKING:
    import torch

    from studio.families.gan.style import Styles
    from studio.training.critic import StylesCritic
    from studio.training.pictures import Pictures

MIXED = 0.9
"""The share of batches whose pictures have two styles."""

MEAN = 0.005
"""How fast the mean style follows."""

LAZY = 4
"""Steps from one path penalty to the next."""

LENGTH = 0.01
"""How fast the usual length of a path follows (appendix B)."""


class Styled(Duel):
    """`path` weighs the path penalty; 0 leaves it out."""

    painter: Styles
    critic: StylesCritic

    def __init__(self, painter: Any, critic: StylesCritic, pictures: Pictures, rules: Rules, path: float = 2.0,
                 device: str = "cpu") -> None:
        super().__init__("stylegan", painter, critic, pictures, rules, None, device)
        self._path = path

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        losses = dict(super().step(number, chance))
        if self._path and number % LAZY == 0:
            losses["path"] = self._even_paths()
        return losses

    def imagined(self, z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """With two styles in most batches, one for the coarse and one for the fine scales."""
        import torch

        w = self.painter.styles(z, y)
        with torch.no_grad():
            self.painter.get_buffer("mean").lerp_(w.detach().float().mean(0), MEAN)
        count = len(self.painter.blocks)
        if float(torch.rand(())) > MIXED:
            return self.painter.pictures(w)
        other = self.painter.styles(torch.randn_like(z), y)
        turn = int(torch.randint(1, count, ())) if count > 1 else 1
        return self.painter.mixed([w] * turn + [other] * (count - turn))

    def _even_paths(self) -> torch.Tensor:
        """E(‖Jᵀ y‖ − a)² on half a batch, for the slope J of the pictures by the style and y from N(0, I) (section
        3.2); a is the usual length."""
        import torch

        few = max(1, self.rules.batch // 2)
        z = torch.randn(few, self.shape.z, device=self._device)
        w = self.painter.styles(z, z.new_zeros(few, 0))
        made = self.painter.pictures(w)
        noise = torch.randn_like(made) / math.sqrt(made.shape[2] * made.shape[3])
        (slope,) = torch.autograd.grad((made * noise).sum(), w, create_graph=True)
        lengths = slope.square().sum(1).add(1e-8).sqrt()
        usual = self.critic.get_buffer("path")
        with torch.no_grad():
            usual.lerp_(lengths.detach().mean(), LENGTH)
        penalty = (lengths - usual).square().mean()
        update(self._path * LAZY * penalty, self.optimisers["painter"], LARGEST)
        return penalty.detach()
