"""Finds the point of a latent space whose picture is most like a given one: a walk downhill from the best of many.

A generator has no way back from a picture to its numbers; as Zhu et al. (2016) and Abdal et al. (2019) do, they are
sought by gradient: how far the pictures lie apart, at several sizes, and how far what a reader sees on them does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.core.errors import NotFinite

if TYPE_CHECKING:
    import torch

    from studio.families.gan.net import Generator
    from studio.families.gan.reader import Reader

STARTS = 48
"""So many points are looked at before the best is chosen."""

RATE = 0.06
PRIOR = 0.002
"""How much it counts that the chance stays as usual as the one in training."""

TOGETHER, USUAL = 8, 256
"""So many pictures of that many pixels a side are looked at together; of larger ones fewer."""

SIZES = 4
"""Pictures are compared at full size, a half, a quarter and an eighth."""


class Goal:
    """`target` (1, C, S, S) in −1 … 1, `inside` (1, 1, S, S): 1 where it counts."""

    def __init__(self, target: torch.Tensor, inside: torch.Tensor, reader: Reader | None) -> None:
        import torch

        self.target, self.inside, self.reader = target, inside, reader
        with torch.no_grad():
            self._seen = [] if reader is None else reader.maps(target)

    def distances(self, made: torch.Tensor) -> torch.Tensor:
        """(B,): mean absolute difference over the sizes, and that of what the reader sees, in shares of its spread."""
        from torch.nn.functional import avg_pool2d

        apart, inside = (made - self.target) * self.inside, self.inside
        parts = []
        for _ in range(SIZES):
            parts.append(apart.abs().sum((1, 2, 3)) / (inside.sum() * apart.shape[1]).clamp(min=1e-3))
            if min(apart.shape[2:]) < 8:
                break
            apart, inside = avg_pool2d(apart, 2), avg_pool2d(inside, 2)
        total = sum(parts[1:], start=parts[0]) / len(parts)
        if self.reader is not None:
            for ours, theirs in zip(self.reader.maps(made), self._seen, strict=True):
                total = total + 0.1 * (ours - theirs).abs().mean((1, 2, 3)) / theirs.std().clamp(min=1e-3)
        return total


def found(painter: Generator, goal: Goal, starts: torch.Tensor, bounds: tuple[torch.Tensor, torch.Tensor], steps: int,
          report: Callable[[float, torch.Tensor], None]) -> torch.Tensor:
    """(1, latent): from the best of `starts` (N, latent) `steps` steps of Adam, always within `bounds`. `report` hears
    the share done and the point; it may raise. NotFinite when there is no number to go by."""
    import torch

    seen, shape = [], painter.shape
    for some in torch.split(starts, max(1, min(TOGETHER, TOGETHER * USUAL**2 // shape.size**2))):
        report(0.0, some[:1])
        with torch.no_grad():
            seen.append(goal.distances(painter.pictures(some)))
    scores = torch.cat(seen)
    if not torch.isfinite(scores).any():
        raise NotFinite("The model’s numbers ran over and found no place for this picture.")
    point = starts[scores.nan_to_num(1e9).argmin()][None].clone().requires_grad_()
    best, least = point.detach().clone(), float("inf")
    adam = torch.optim.Adam([point], RATE, (0.9, 0.99))
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = RATE * (1 - step / steps) ** 0.5
        distance = goal.distances(painter.pictures(point))[0]
        if float(distance.detach()) < least:
            best, least = point.detach().clone(), float(distance.detach())
        adam.zero_grad()
        # Styles are not spread as chance is: nothing says how usual one is.
        strange = 0.0 if shape.style else point[:, : shape.z].square().mean()
        (distance + PRIOR * strange).backward()  # type: ignore[no-untyped-call]
        adam.step()
        with torch.no_grad():
            point.clamp_(*bounds)
        report((step + 1) / steps, best)
    return best


