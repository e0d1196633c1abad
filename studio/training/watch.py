"""Sees to it that a training which has gone wrong stops and says so, instead of spoiling hours."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studio.core.errors import JobFailed, NotFinite

SETTLED = 200
"""Steps after which a loss may be judged."""

FAR = 10.0
"""So many times its best mean, a loss has run away."""

ALIKE = 0.1
"""With less variety than this share of the pictures', samples are all one."""

GROWN = 1000
"""Steps after which samples may be judged."""

HINT = "Go on from the last checkpoint with --resume and a lower --rate, or start anew."


class Watch:
    """Follows the first loss of each step. `mean` runs over about 100 steps, `best` is the least it has been."""

    def __init__(self, mean: float | None = None, best: float | None = None) -> None:
        self.mean, self.best = mean, best
        self._alike = 0

    @property
    def state(self) -> tuple[float | None, float | None]:
        return self.mean, self.best

    def see(self, step: int, losses: Mapping[str, float], steady: bool = True) -> None:
        """NotFinite when a loss is no number any more, JobFailed when the first one, if it is `steady`, ran away."""
        for name, loss in losses.items():
            if not math.isfinite(loss):
                raise NotFinite(f"The numbers ran over at step {step}: {name} is no number any more.", HINT)
        loss = next(iter(losses.values()))
        self.mean = loss if self.mean is None else 0.99 * self.mean + 0.01 * loss
        if step < SETTLED or not steady:
            return
        self.best = self.mean if self.best is None else min(self.best, self.mean)
        if self.best > 0 and self.mean > FAR * self.best:
            raise JobFailed(f"The training has run away: at step {step} its loss is {self.mean / self.best:.0f} times "
                            "what it had been.", HINT)  # fmt: skip

    def compare(self, step: int, variety: float) -> str:
        """A sentence when samples of two checkpoints in a row are all alike, which a generator does that has found
        one picture which deceives its critic (mode collapse); else empty."""
        self._alike = self._alike + 1 if variety < ALIKE and step >= GROWN else 0
        if self._alike < 2:
            return ""
        return (f"The samples are nearly all the same at step {step}: it has collapsed onto one picture. "
                "Start anew with a lower rate or more pictures.")  # fmt: skip
