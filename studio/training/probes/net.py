"""The probe's network: one backbone that looks at a picture in ever coarser steps, and heads that tell what is there.

Residual blocks after He et al. (2016); the segmentation is read from all steps, as in feature pyramids (Lin et al.
2017). Facts are read from the whole last map, not from its mean: where something lies is most of what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, relu


class Shape(NamedTuple):
    """`side` of the pictures in px; each of `widths` halves it once more; `blocks` in each of these steps; `seen`
    channels of the last map that facts are read from; `hidden` numbers in the middle; answers, points, labels."""

    side: int
    widths: tuple[int, ...]
    blocks: tuple[int, ...]
    seen: int
    hidden: int
    answers: int
    points: int
    labels: int


class Answers(NamedTuple):
    """`facts` (B, answers), `points` (B, points, 2) in sides of the picture, `hidden` (B, hidden)."""

    facts: Tensor
    points: Tensor
    hidden: Tensor


def convolution(before: int, after: int, side: int = 3, stride: int = 1) -> nn.Sequential:
    made = nn.Conv2d(before, after, side, stride, side // 2, bias=False)
    return nn.Sequential(made, nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = convolution(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
        nn.init.zeros_(self.second[1].weight)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return relu(x + self.second(self.first(x)))


class Probe(nn.Module):
    """Pictures are (B, 3, side, side) in −1 … 1."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        before, steps = 12, []
        for number, (width, count) in enumerate(zip(shape.widths, shape.blocks, strict=True)):
            first = convolution(before, width, 3, 2 if number else 1)
            steps.append(nn.Sequential(first, *(Block(width) for _ in range(count))))
            before = width
        self.open = nn.PixelUnshuffle(2)
        self.steps = nn.ModuleList(steps)
        coarse = shape.side >> len(shape.widths)
        self.look = convolution(before, shape.seen, 1)
        self.gather = nn.Linear(shape.seen * coarse**2, shape.hidden, bias=False)
        self.settle = nn.BatchNorm1d(shape.hidden)
        self.facts = nn.Linear(shape.hidden, shape.answers)
        self.points = nn.Linear(shape.hidden, 2 * shape.points)
        self.register_buffer("middle", torch.zeros(2 * shape.points))
        self.register_buffer("spread", torch.ones(2 * shape.points))
        self.areas = Areas(shape.widths, shape.labels)

    def maps(self, pictures: Tensor) -> list[Tensor]:
        """What is seen in each step, fine to coarse."""
        seen, out = self.open(pictures), []
        for step in self.steps:
            seen = step(seen)
            out.append(seen)
        return out

    def read(self, maps: Sequence[Tensor]) -> Answers:
        hidden = relu(self.settle(self.gather(self.look(maps[-1]).flatten(1))))
        middle, spread = self.get_buffer("middle"), self.get_buffer("spread")
        points = self.points(hidden) * spread + middle
        return Answers(self.facts(hidden), points.unflatten(1, (-1, 2)), hidden)

    def segment(self, maps: Sequence[Tensor]) -> Tensor:
        """How likely each label is, (B, labels, side, side), before the softmax."""
        made: Tensor = self.areas(maps)
        return made

    def forward(self, pictures: Tensor) -> Answers:
        return self.read(self.maps(pictures))


class Areas(nn.Module):
    """From the coarsest map to the finest, taking in each on the way, and twice as fine at the end."""

    def __init__(self, widths: Sequence[int], labels: int, width: int = 32) -> None:
        super().__init__()
        self.take = nn.ModuleList(nn.Conv2d(before, width, 1) for before in widths)
        self.mix = nn.ModuleList(convolution(width, width) for _ in widths[1:])
        self.tell = nn.Conv2d(width, 4 * labels, 1)
        self.finer = nn.PixelShuffle(2)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        seen = self.take[-1](maps[-1])
        for at in range(len(maps) - 2, -1, -1):
            seen = interpolate(seen, scale_factor=2.0, mode="nearest") + self.take[at](maps[at])
            seen = self.mix[at](seen)
        made: Tensor = self.finer(self.tell(seen))
        return made


def shape_of(tensors: dict[str, Any]) -> Shape:
    """The shape of a probe, out of its weights' own shapes; KeyError when it is none."""
    widths, blocks = [], []
    while f"steps.{len(widths)}.0.0.weight" in tensors:
        start = f"steps.{len(widths)}."
        widths.append(int(tensors[f"{start}0.0.weight"].shape[0]))
        count = 0
        while f"{start}{count + 1}.first.0.weight" in tensors:
            count += 1
        blocks.append(count)
    hidden, flat = tensors["gather.weight"].shape
    seen = tensors["look.0.weight"].shape[0]
    side = round((flat // seen) ** 0.5) << len(widths)
    return Shape(side, tuple(widths), tuple(blocks), seen, hidden, tensors["facts.weight"].shape[0],
                 tensors["points.weight"].shape[0] // 2, tensors["areas.tell.weight"].shape[0] // 4)  # fmt: skip
