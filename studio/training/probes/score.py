"""How well a probe reads: for every fact the share that is right or R², and how far areas cover what is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.training.probes.questions import Questions
from studio.training.probes.views import Source

if TYPE_CHECKING:
    from studio.training.probes.net import Probe

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

KINDS_BAR, NUMBERS_BAR, AREAS_BAR = 0.97, 0.95, 0.85
PORTION = 32


@dataclass(frozen=True)
class Score:
    """`kinds`: share right of each category and flag; `numbers`: R² of each number; `areas`: intersection over union
    of each label; `points`: mean distance in sides of the picture. `counted`: how many pictures showed each fact."""

    kinds: dict[str, float]
    numbers: dict[str, float]
    areas: dict[str, float]
    points: float
    counted: dict[str, int]

    @property
    def mean_area(self) -> float:
        return float(np.mean(list(self.areas.values()))) if self.areas else float("nan")

    def summary(self) -> dict[str, float]:
        out = {}
        for name, figures in (("kinds", self.kinds), ("numbers", self.numbers)):
            if figures:
                out[f"{name}_worst"] = min(figures.values())
                out[f"{name}_mean"] = float(np.mean(list(figures.values())))
        if self.areas:
            out["areas_mean"] = self.mean_area
        return out


def score(net: Probe, source: Source, numbers: Sequence[int], device: str = "cpu") -> Score:
    from studio.training.probes.read import Reader

    reader = Reader(net, source.questions, device)
    answers, told, seen, far = [], [], [], []
    count = len(source.questions.world.labels)
    confusion = np.zeros((count, count), np.int64)
    for start in range(0, len(numbers), PORTION):
        views = source.views(numbers[start : start + PORTION], net.shape.side)
        read = reader.read(views.pixels, areas=len(views.marked) > 0)
        answers.append(read.answers)
        told.append(views.answers)
        seen.append(views.seen)
        if views.points.size:
            far.append(np.linalg.norm(read.points - views.points, axis=2).mean())
        if read.areas is not None:
            confusion += confused(read.areas[views.marked], views.areas, count)
    kinds, figures, counted = compared(source.questions, np.concatenate(answers), np.concatenate(told),
                                       np.concatenate(seen))  # fmt: skip
    return Score(kinds, figures, overlaps(confusion, source.questions.world.labels),
                 float(np.mean(far)) if far else 0.0, counted)  # fmt: skip


def compared(questions: Questions, answers: Floats, told: Floats, seen: NDArray[np.bool_]
             ) -> tuple[dict[str, float], dict[str, float], dict[str, int]]:  # fmt: skip
    """Share right of categories and flags, R² of numbers, and how many pictures showed each."""
    kinds, numbers, counted = {}, {}, {}
    for at, fact in enumerate(questions.facts):
        there = seen[:, at]
        ours, theirs = (part[there][:, questions.places[fact.name]] for part in (answers, told))
        counted[fact.name] = int(there.sum())
        if not counted[fact.name]:
            continue
        if fact.kind == "category":
            kinds[fact.name] = float((ours.argmax(1) == theirs.argmax(1)).mean())
        elif fact.kind == "flag":
            kinds[fact.name] = float(((ours > 0) == (theirs > 0)).mean())
        else:
            numbers[fact.name] = r2(ours[:, 0], theirs[:, 0])
    return kinds, numbers, counted


def r2(ours: Floats, theirs: Floats) -> float:
    """The share of the variance of `theirs` that `ours` explains; 0 where there is nothing to explain."""
    spread = float(((theirs - theirs.mean()) ** 2).sum())
    return 1 - float(((ours - theirs) ** 2).sum()) / spread if spread else 0.0


def confused(ours: Bytes, theirs: Bytes, count: int) -> NDArray[np.int64]:
    """(count, count): how many pixels of each label there were read as each."""
    pairs = theirs.astype(np.int64).ravel() * count + ours.astype(np.int64).ravel()
    return np.bincount(pairs, minlength=count * count).reshape(count, count)


def overlaps(confusion: NDArray[np.int64], labels: Iterable[str]) -> dict[str, float]:
    """Intersection over union of each label that there is, over all pictures together."""
    both = np.diag(confusion)
    either = confusion.sum(0) + confusion.sum(1) - both
    return {name: float(both[at] / either[at]) for at, name in enumerate(labels) if confusion[at].sum()}


def painted(areas: Bytes) -> Bytes:
    """Labels (H, W) as colours that differ, to look at."""
    colours = np.random.default_rng(4).integers(30, 255, (64, 3), np.uint8)
    picked: Bytes = colours[areas]
    return picked
