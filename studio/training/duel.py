"""Two networks that teach each other: one paints, one tells its pictures from true ones (Goodfellow et al. 2014).

Algorithm 1 of "Generative Adversarial Nets", with k steps of the critic to one of the painter. What came later is
chosen by `Rules`: other losses, penalties, what is known of the pictures told to both networks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from studio.families.gan.recognise import READER, Shape, packed
from studio.training import checkpoint
from studio.training.adversary import critic_loss, gradient_penalty, painter_loss, r1
from studio.training.diffaugment import augmented
from studio.training.known import Known
from studio.training.loop import Nets, Recipe, update
from studio.training.rules import Rules
from studio.training.samples import pixels, rows_of_sliders, settled, side_by_side

if TYPE_CHECKING:
    import torch

    from studio.families.gan.net import Generator
    from studio.training.critic import Critic
    from studio.training.pictures import Batch, Pictures

Bytes = NDArray[np.uint8]

SHOWN = 64
"""So many samples are on a sheet."""

ALONE = 4
"""The painter learns at so many times its rate while there is no critic to fight."""

LOUDEST = 16.0
"""Of two things that cover pictures, the smaller counts more as the root of their shares: at most so much."""

LARGEST = 10.0
"""The norm that gradients are clipped to: only what runs away is held."""


class Duel(Recipe):
    """`painter` and `critic` on `pictures`; `known` is what is known of them where that is to be used."""

    shown = ("painter",)
    steady = False

    def __init__(self, kind: str, painter: Generator, critic: Critic, pictures: Pictures, rules: Rules,
                 known: Known | None = None, device: str = "cpu", more: Mapping[str, Any] | None = None) -> None:
        """`more` settings must not change either when a training is gone on with."""
        self.kind, self.rules, self.known, self._facts = kind, rules, pictures, known
        self._pictures, self._device = pictures, device
        self.painter, self.critic = painter.to(device), critic.to(device)
        self.shape: Shape = painter.shape
        self.nets: Mapping[str, torch.nn.Module] = {"painter": self.painter, "critic": self.critic}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {
            name: _optimiser(net, rate, rules.betas) for (name, net), rate in zip(self.nets.items(), rules.rates,
                                                                                 strict=True)}  # fmt: skip
        self.settings: Mapping[str, Any] = {
            **vars(self.shape), "widths": list(self.shape.widths), "batch": rules.batch, "k": rules.k,
            "loss": rules.loss.value, "facts": list(known.names) if known else [], **(more or {}),
        }  # fmt: skip
        self._settled: Generator | None = None

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        alone = self.rules.pair > 0 and number <= self.rules.alone
        for group in self.optimisers["painter"].param_groups:
            group["lr"] = self.rules.rates[0] * (ALONE if alone else 1)
        if alone:
            return self._rehearse(number, chance)
        for _ in range(self.rules.k):
            losses, *shown = self._judge(number, chance)
        return {**losses, **self._paint(*shown)}

    def imagined(self, z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The painter's pictures (B, C, S, S) as both networks learn from them."""
        made: torch.Tensor = self.painter(z, y)
        return made

    def _rehearse(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        """One step of the painter without a critic: while it cannot paint at all there is nothing to judge."""
        import torch

        batch = self._pictures.batch(number, self.rules.batch, chance, self.rules.mirror)
        made = self.painter(torch.randn(self.rules.batch, self.shape.z, device=self._device), self._columns(batch))
        loss = apart(made, self._tensor(batch.pixels), self._loud(batch))
        update(self.rules.pair * loss, self.optimisers["painter"], LARGEST)
        return {"pair": loss.detach()}

    def _judge(self, number: int, chance: np.random.Generator) -> tuple[dict[str, torch.Tensor], Any, Any, Any]:
        """One step of the critic. Gives the true pictures and the made ones too, and what those were asked for, for
        the painter to learn from."""
        import torch

        rules = self.rules
        batch = self._pictures.batch(number, rules.batch, chance, rules.mirror)
        true, facts = self._tensor(batch.pixels), self._columns(batch)
        y = facts if rules.pair else self._asked(rules.batch, chance)
        made = self.imagined(torch.randn(rules.batch, self.shape.z, device=self._device), y)
        steep = rules.slope > 0 and number % rules.lazy == 0
        seen = augmented(true, rules.augment)
        if steep:
            seen = seen.detach().requires_grad_()
        true_judged = self.critic(seen, facts[:, : self.shape.columns])
        made_judged = self.critic(augmented(made.detach(), rules.augment), y)
        loss = critic_loss(rules.loss, true_judged.logit, made_judged.logit)
        losses = {"critic": loss.detach()}
        if rules.penalty:
            loss = loss + rules.penalty * gradient_penalty(self.critic, true, made.detach(), y)
        if steep:
            loss = loss + rules.slope * rules.lazy * r1(true_judged.logit, seen)
        if self._facts is not None and true_judged.facts is not None:
            read = self._facts.distance(true_judged.facts, facts)
            losses["read"] = read.detach()
            loss = loss + rules.told * read
        update(loss, self.optimisers["critic"], LARGEST)
        losses["D(x)"] = true_judged.logit.detach().sigmoid().mean()
        losses["D(G(z))"] = made_judged.logit.detach().sigmoid().mean()
        return losses, batch, made, y

    def _paint(self, batch: Batch, made: torch.Tensor, y: torch.Tensor) -> dict[str, torch.Tensor]:
        """One step of the painter, judged by the critic as it is now. `batch` is what it was asked for."""
        self.critic.requires_grad_(False)
        judged = self.critic(augmented(made, self.rules.augment), y)
        loss = painter_loss(self.rules.loss, judged.logit)
        losses = {"painter": loss.detach()}
        if self._facts is not None and judged.facts is not None and self.shape.columns:
            asked = self._facts.distance(judged.facts, y)
            losses["asked"] = asked.detach()
            loss = loss + self.rules.told * asked
        if self.rules.pair:
            pair = apart(made, self._tensor(batch.pixels), self._loud(batch))
            losses["pair"] = pair.detach()
            loss = loss + self.rules.pair * pair
        update(loss, self.optimisers["painter"], LARGEST)
        self.critic.requires_grad_(True)
        return losses

    def sheet(self, averaged: Nets) -> Bytes:
        """64 samples; below, where there are conditions, a row for each of the first of them from least to most."""
        painter = self._ready(averaged)
        made = side_by_side(self._painted(painter, *self._chance(SHOWN)), 8)
        if self._facts is None or not self.shape.columns:
            return made
        rows = rows_of_sliders(self._facts.conditions, *self._chance(1))
        return np.concatenate([made, *(side_by_side(self._painted(painter, z, y), 8) for z, y in rows)])

    def samples(self, averaged: Nets) -> Bytes:
        """64, the same as on the sheet."""
        painter = self._ready(averaged)
        return self._painted(painter, *self._chance(SHOWN))

    def export(self, averaged: Nets, home: Path) -> None:
        painter = self._ready(averaged)
        asked = self._facts.conditions if self._facts and self.shape.columns else ()
        tensors = dict(painter.state_dict())
        if self.critic.kept is not None:
            tensors |= {f"{READER}{name}": one for name, one in self.critic.kept.state_dict().items()}
        checkpoint.give(checkpoint.model_of(home), tensors, packed(self.shape, self.kind, asked))

    def _ready(self, averaged: Nets) -> Generator:
        """The averaged painter, settled when it is first asked for."""
        painter = cast("Generator", averaged["painter"])
        if self._settled is not painter:
            self._settled = settled(painter, *self._chance(256))
        return painter

    def _painted(self, painter: Generator, z: torch.Tensor, y: torch.Tensor) -> Bytes:
        import torch

        parts = zip(torch.split(z, 32), torch.split(y, 32), strict=True)
        with torch.inference_mode():
            return np.concatenate([pixels(painter(*some)) for some in parts])

    def _chance(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Always the same chance and conditions, on the device."""
        import torch

        z = torch.randn(count, self.shape.z, generator=torch.Generator().manual_seed(count))
        return z.to(self._device), self._asked(count, np.random.default_rng(count))

    def _asked(self, count: int, chance: np.random.Generator) -> torch.Tensor:
        """Conditions (B, columns) as they come among the pictures."""
        import torch

        if self._facts is None or not self.shape.columns:
            return torch.zeros(count, 0, device=self._device)
        return torch.from_numpy(self._facts.drawn(count, chance, self.rules.mirror)).to(self._device)

    def _columns(self, batch: Batch) -> torch.Tensor:
        import torch

        if self._facts is None:
            return torch.zeros(len(batch.pixels), 0, device=self._device)
        return torch.from_numpy(self._pictures.labels(batch, self._facts.encoding)).to(self._device)

    def _loud(self, batch: Batch) -> torch.Tensor:
        """(B, 1, S, S), 1 on average: what covers little of the pictures, an eye or a mouth, counts more."""
        import torch

        renders = self._pictures.renders
        if renders is None or "segmentation" not in renders.settings["parts"]:
            return torch.ones(1, 1, 1, 1, device=self._device)
        labels = self._pictures.part("segmentation", batch)
        often = np.bincount(labels.ravel(), minlength=256) / labels.size
        loud = np.minimum((often + 1e-6) ** -0.5, LOUDEST)[labels]
        found = torch.from_numpy((loud / loud.mean()).astype(np.float32)[:, None])
        return found.to(self._device)

    def _tensor(self, found: Bytes) -> torch.Tensor:
        """(B, S, S, 3) bytes as (B, C, S, S) in −1 … 1."""
        import torch

        some = np.ascontiguousarray(found[..., : self.shape.channels].transpose(0, 3, 1, 2))
        return torch.from_numpy(some).to(self._device).float().div(127.5).sub(1)


def apart(made: torch.Tensor, true: torch.Tensor, loud: torch.Tensor) -> torch.Tensor:
    """How far pictures (B, C, S, S) lie from those that they were asked for as: the mean absolute difference, at full
    and at half size, of the colours and of their slopes (Mathieu et al. 2016), which keeps lines from blurring. `loud`
    (B, 1, S, S) weighs the places."""
    from torch.nn.functional import avg_pool2d

    difference = (made - true) * loud
    parts = []
    for _ in range(2):
        across, down = difference.diff(dim=3).abs().mean(), difference.diff(dim=2).abs().mean()
        parts.append(difference.abs().mean() + across + down)
        difference = avg_pool2d(difference, 2)
    return (parts[0] + parts[1]) / 2


def _optimiser(net: torch.nn.Module, rate: float, betas: Sequence[float]) -> torch.optim.Optimizer:
    import torch

    if not betas:
        return torch.optim.SGD(net.parameters(), rate)
    return torch.optim.Adam(net.parameters(), rate, (betas[0], betas[1]), fused=True)  # in a third of the time


def is_grey(pictures: Pictures) -> bool:
    """Whether a few pictures have no colour: one channel is enough then."""
    some = np.stack(list(pictures.some(16)))
    return bool((some == some[..., :1]).all())
