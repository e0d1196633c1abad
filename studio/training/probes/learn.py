"""Teaches a probe to read a world's pictures: facts, points and areas together, each helps the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from studio.training.loop import Nets, Recipe, update
from studio.training.probes.questions import Questions
from studio.training.probes.score import score
from studio.training.probes.views import Source, Views

if TYPE_CHECKING:
    import torch

    from studio.training.probes.net import Answers, Probe

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

CHECKED = 512
"""So many held-out pictures are read at each checkpoint."""

BEND = 0.1
"""Where the loss of a number turns from square to straight, in halves of its range."""


class Reading(Recipe):
    """AdamW; the rate rises for a thirtieth of `length` steps, then falls as a cosine to a hundredth (Smith and
    Topin's one cycle, 2018). `held` is only measured on, and may be empty."""

    kind = "probe"

    def __init__(self, source: Source, shape: Any, length: int, batch: int = 16, rate: float = 2e-3, seed: int = 0,
                 device: str = "cpu", held: Source | None = None) -> None:
        import torch

        from studio.training.probes.net import Probe

        torch.manual_seed(seed)
        self.net = Probe(shape).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._place_points(source)
        gains = [one for name, one in self.net.named_parameters() if one.ndim < 2]
        weights = [one for name, one in self.net.named_parameters() if one.ndim > 1]
        self.optimiser = torch.optim.AdamW([{"params": weights, "weight_decay": 0.02},
                                            {"params": gains, "weight_decay": 0.0}], rate, (0.9, 0.99))  # fmt: skip
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {
            "world": source.questions.world.name, "size": shape.side, "batch": batch,
        }  # fmt: skip
        self._source, self._held, self._length, self._batch, self._rate = source, held, length, batch, rate
        self._device = device

    def _place_points(self, source: Source) -> None:
        """Tells the net where points usually are and how far they stray, so that facts are read from the rest."""
        import torch

        if self.net.points is None:
            return
        some = np.linspace(0, len(source) - 1, min(len(source), 256)).astype(int)
        points = source.views(list(some), self.net.shape.side).points.reshape(len(some), -1)
        self.net.points.get_buffer("middle").copy_(torch.from_numpy(points.mean(0)))
        self.net.points.get_buffer("spread").copy_(torch.from_numpy(points.std(0) + 1e-3))

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate * pace(number / self._length)
        chosen = chance.integers(len(self._source), size=self._batch)
        views = self._source.views(list(chosen), self.net.shape.side, chance)
        seen = self.net.answer(self.net.maps(tensor(views.pixels, self._device)))
        losses = losses_of(self._source.questions, seen.answers, views)
        if seen.heat is not None:
            losses["points"] = off_points(seen.answers.points, seen.heat, views.points)
        half = views.marked[: max(1, self._batch // 2)]  # areas are dear, and teach as much with half of them
        if len(half):
            losses["areas"] = self._areas(seen.fused[half], views.areas[: len(half)])
        loss = sum(losses.values(), start=0 * losses["numbers"])
        update(loss, self.optimiser, largest=4.0)
        return {"loss": loss.detach(), **{name: part.detach() for name, part in losses.items()}}

    def _areas(self, fused: torch.Tensor, areas: Bytes) -> torch.Tensor:
        import torch
        from torch.nn.functional import cross_entropy

        told = torch.from_numpy(areas.astype(np.int64)).to(self._device)
        read = self.net.segment(fused).float().permute(0, 2, 3, 1)  # labels last: twice as fast on a processor
        return cross_entropy(read.flatten(0, 2), told.flatten())

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows of pictures, the areas that are read, and those that are there."""
        from studio.training.probes.read import areas_of
        from studio.training.probes.score import painted

        source = self._held or self._source
        views = source.views(range(min(8, len(source))), self.net.shape.side)
        read = areas_of(cast("Probe", averaged["net"]), views.pixels, self._device)
        rows = [np.hstack(list(views.pixels)), np.hstack([painted(one) for one in read])]
        if len(views.areas) == len(views.pixels):
            rows.append(np.hstack([painted(one) for one in views.areas]))
        return np.vstack(rows)

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        """The worst and the mean of what is read from held-out pictures; nothing where there are none."""
        if self._held is None:
            return {}
        count = min(CHECKED, len(self._held))
        return score(cast("Probe", averaged["net"]), self._held, range(count), self._device).summary()


def pace(share: float) -> float:
    """The rate at this share of the training, 1 at its highest."""
    if share < 1 / 30:
        return max(share * 30, 0.02)
    return 0.01 + 0.99 * 0.5 * (1 + float(np.cos(np.pi * min(1.0, share))))


def losses_of(questions: Questions, answers: Answers, views: Views) -> dict[str, torch.Tensor]:
    """`numbers` and `kinds` (categories and flags), each a mean over what can be seen."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, smooth_l1_loss

    facts, device = answers.facts.float(), answers.facts.device
    told, seen = torch.from_numpy(views.answers).to(device), torch.from_numpy(views.seen).to(device)
    numbers, kinds = [], []
    for at, fact in enumerate(questions.facts):
        ours, theirs = facts[:, questions.places[fact.name]], told[:, questions.places[fact.name]]
        if fact.kind == "category":
            kinds.append((cross_entropy(ours, theirs.argmax(1), reduction="none"), seen[:, at]))
        elif fact.kind == "flag":
            loss = binary_cross_entropy_with_logits(ours, (theirs + 1) / 2, reduction="none")
            kinds.append((loss[:, 0], seen[:, at]))
        else:
            numbers.append((smooth_l1_loss(ours, theirs, reduction="none", beta=BEND)[:, 0], seen[:, at]))
    losses = {name: _mean(parts) for name, parts in (("numbers", numbers), ("kinds", kinds)) if parts}
    losses["numbers"] = 4 * losses["numbers"]
    return losses


def off_points(points: torch.Tensor, heat: torch.Tensor, told: Floats) -> torch.Tensor:
    """How unlikely points are in the four cells around where they are, and how far their means lie off."""
    import torch
    from torch.nn.functional import smooth_l1_loss

    side = round(heat.shape[2] ** 0.5)
    wanted = torch.from_numpy(told.astype(np.float32)).to(heat.device)
    at = (wanted * side - 0.5).clamp(0, side - 1.001)
    low = at.floor()
    x, y = (at - low).unbind(2)
    cell = (low[..., 1] * side + low[..., 0]).long()
    around = torch.stack([cell, cell + 1, cell + side, cell + side + 1], dim=2)
    shares = torch.stack([(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y], dim=2)
    unlikely = -(shares * heat.gather(2, around)).sum(dim=2)
    return 0.1 * unlikely.mean() + 0.2 * smooth_l1_loss(points.float() * side, wanted * side, beta=0.5)


def _mean(parts: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    import torch

    losses, seen = (torch.stack(some) for some in zip(*parts, strict=True))
    return (losses * seen).sum() / seen.sum().clamp(min=1)


def tensor(pixels: Bytes, device: str = "cpu") -> torch.Tensor:
    """(B, S, S, 3) bytes as (B, 3, S, S) in −1 … 1."""
    import torch

    return torch.from_numpy(np.ascontiguousarray(pixels)).to(device).permute(0, 3, 1, 2).float().div(127.5).sub(1)
