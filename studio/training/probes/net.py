"""The probe's network: one backbone that looks at a picture in ever coarser steps, and heads that tell what is there.

Residual blocks after He et al. (2016); areas are told from all steps, as in feature pyramids (Lin et al. 2017). Facts
are read three ways at once: from the whole last map, for where something lies is most of what is asked; from what each
area holds and where it is; and from glimpses around the points, for eyes and lips are small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import grid_sample, interpolate, relu


class Shape(NamedTuple):
    """`side` of the pictures in px; each of `widths` halves it once more; `blocks` in each of these steps; `seen`
    channels of the last map that is looked at as a whole; `hidden` numbers in the middle; answers, points, labels.
    `windows` are groups of points to glimpse at, by number."""

    side: int
    widths: tuple[int, ...]
    blocks: tuple[int, ...]
    seen: int
    hidden: int
    answers: int
    points: int
    labels: int
    windows: tuple[tuple[int, ...], ...] = ()


GLIMPSE = 12
"""The side of a glimpse in cells of the finest map: 24 px of 128."""


class Answers(NamedTuple):
    """`facts` (B, answers), `points` (B, points, 2) in sides of the picture, `hidden` (B, hidden)."""

    facts: Tensor
    points: Tensor
    hidden: Tensor


class Seen(NamedTuple):
    """`fused` is what areas are told from (B, FUSED, side / 2, side / 2); `heat` where each point may be (B, points,
    cells), as logarithms of shares, None where the world has no points."""

    answers: Answers
    fused: Tensor
    heat: Tensor | None


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
        self.areas = Areas(shape.widths, shape.labels)
        coarse = shape.side >> len(shape.widths)
        self.look = convolution(before, shape.seen, 1)
        self.whole = settled(shape.seen * coarse**2, shape.hidden)
        self.points = Points(shape) if shape.points else None
        self.glimpse = convolution(FUSED, FUSED, 3, 2) if shape.windows else None
        told = [shape.labels * (FUSED + MOMENTS)]
        told += [2 * shape.points] if shape.points else []
        told += [len(shape.windows) * FUSED * (GLIMPSE // 2) ** 2] if shape.windows else []
        half = shape.hidden // 2
        self.parts = nn.ModuleList(settled(count, half) for count in told)  # each as loud as the others
        self.gather = settled(shape.hidden + half * len(told), shape.hidden)
        self.facts = nn.Linear(shape.hidden, shape.answers)

    def maps(self, pictures: Tensor) -> list[Tensor]:
        """What is seen in each step, fine to coarse."""
        seen, out = self.open(pictures), []
        for step in self.steps:
            seen = step(seen)
            out.append(seen)
        return out

    def answer(self, maps: Sequence[Tensor]) -> Seen:
        fused = self.areas(maps)
        whole = self.whole(self.look(maps[-1]).flatten(1))
        seen, heat, points = [self.areas.pooled(fused)], None, whole.new_zeros(len(whole), 0, 2)
        if self.points is not None:
            heat = self.points(fused)
            points = self.points.middles(heat)
            seen.append(self.points.strayed(points).to(whole.dtype))
        if self.glimpse is not None:
            close = [self.glimpse(one).flatten(1) for one in glimpses(fused, points.detach(), self.shape.windows)]
            seen.append(torch.cat(close, dim=1))
        parts = [part(one) for part, one in zip(self.parts, seen, strict=True)]
        hidden = self.gather(torch.cat([whole, *parts], dim=1))
        return Seen(Answers(self.facts(hidden), points, hidden), fused, heat)

    def segment(self, fused: Tensor) -> Tensor:
        """How likely each label is, (B, labels, side, side), before the softmax."""
        return self.areas.told(fused)

    def forward(self, pictures: Tensor) -> Answers:
        return self.answer(self.maps(pictures)).answers


def settled(before: int, after: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(before, after, bias=False), nn.BatchNorm1d(after), nn.ReLU(inplace=True))


STEEP = 8.0
"""Heat is counted so many times, for a point is a peak over thousands of cells and weights grow by little steps."""


class Points(nn.Module):
    """How likely each point is in each cell of the finest map; where it is, is the mean of that.

    As in integral regression (Sun et al. 2018), so that places are finer than the cells. A wide hill around the usual
    place is there from the start.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heat = nn.Conv2d(FUSED, shape.points, 1)
        side = shape.side // 2
        self.register_buffer("middle", torch.zeros(2 * shape.points))
        self.register_buffer("spread", torch.ones(2 * shape.points))
        groups = [index for window in shape.windows for index in (*window, -1)]
        self.register_buffer("windows", torch.tensor(groups, dtype=torch.int32))  # kept so that a file tells all
        at = (torch.arange(side) + 0.5) / side
        x, y = at.repeat(side), at.repeat_interleave(side)
        self.register_buffer("cells", torch.stack([x, y], dim=1), persistent=False)  # (cells, 2)

    def forward(self, fused: Tensor) -> Tensor:
        """(B, points, cells), logarithms of shares."""
        usual = self.get_buffer("middle").view(-1, 1, 2)
        stray = 2 * self.get_buffer("spread").view(-1, 1, 2)
        hill: Tensor = ((self.get_buffer("cells") - usual) / stray).square().sum(2) / -2  # (points, cells)
        heat: Tensor = self.heat(fused).float().flatten(2)
        return (STEEP * heat + hill).log_softmax(dim=2)

    def middles(self, heat: Tensor) -> Tensor:
        """(B, points, 2) in sides of the picture."""
        return heat.exp() @ self.get_buffer("cells")

    def strayed(self, points: Tensor) -> Tensor:
        """Differences from the usual places, in units of how far points usually stray (B, 2 · points)."""
        return (points.flatten(1) - self.get_buffer("middle")) / self.get_buffer("spread")


def glimpses(fused: Tensor, points: Tensor, windows: Sequence[Sequence[int]]) -> list[Tensor]:
    """For each group of points the surroundings of their middle: (B, C, GLIMPSE, GLIMPSE)."""
    reach = (torch.arange(GLIMPSE, device=fused.device) - (GLIMPSE - 1) / 2) * 2 / fused.shape[-1]
    down, across = torch.meshgrid(reach, reach, indexing="ij")
    around = torch.stack([across, down], dim=-1).to(fused.dtype)  # (G, G, 2), the picture is −1 … 1
    out = []
    for window in windows:
        middle = points[:, list(window)].mean(dim=1).to(fused.dtype) * 2 - 1  # (B, 2)
        out.append(grid_sample(fused, around + middle[:, None, None], padding_mode="border", align_corners=False))
    return out


FUSED = 32
"""Channels of the map that all steps are put together in."""

MOMENTS = 5
"""How much of the picture an area is, its middle, and how wide and high it reaches."""


class Areas(nn.Module):
    """From the coarsest map to the finest, taking in each on the way, and twice as fine at the end."""

    def __init__(self, widths: Sequence[int], labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.take = nn.ModuleList(nn.Conv2d(before, FUSED, 1) for before in widths)
        self.mix = nn.ModuleList(convolution(FUSED, FUSED) for _ in widths[1:])
        self.tell = nn.Conv2d(FUSED, 4 * labels, 1)
        self.finer = nn.PixelShuffle(2)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        """(B, FUSED, side / 2, side / 2)."""
        seen: Tensor = self.take[-1](maps[-1])
        for at in range(len(maps) - 2, -1, -1):
            seen = interpolate(seen, scale_factor=2.0, mode="nearest") + self.take[at](maps[at])
            seen = self.mix[at](seen)
        return seen

    def told(self, fused: Tensor) -> Tensor:
        made: Tensor = self.finer(self.tell(fused))
        return made

    def pooled(self, fused: Tensor) -> Tensor:
        """What each area holds on the mean, and its moments: (B, labels · (FUSED + MOMENTS))."""
        with torch.no_grad():  # where an area is, its own loss teaches
            told = self.tell(fused).unflatten(1, (self.labels, 4)).mean(dim=2).flatten(2)
            share = told.float().softmax(dim=1)  # (B, L, N)
            mass = share.sum(dim=2, keepdim=True)
            share = share / (mass + 1)
            side = torch.linspace(-1, 1, fused.shape[-1], device=fused.device)
            spots = torch.stack([side.repeat(len(side)), side.repeat_interleave(len(side))], dim=1)  # (N, 2)
            middle, square = share @ spots, share @ spots**2
            reach = (square - middle**2).clamp(min=0).sqrt()
            size = (mass / share.shape[2]).sqrt()
        held = share.to(fused.dtype) @ fused.flatten(2).transpose(1, 2)  # (B, L, C)
        return torch.cat([held, *(part.to(fused.dtype) for part in (size, middle, reach))], dim=2).flatten(1)


def shape_of(tensors: Mapping[str, Tensor]) -> Shape:
    """The shape of a probe, out of its weights' own shapes; KeyError when it is none."""
    widths: list[int] = []
    blocks: list[int] = []
    while f"steps.{len(widths)}.0.0.weight" in tensors:
        start = f"steps.{len(widths)}."
        widths.append(int(tensors[f"{start}0.0.weight"].shape[0]))
        count = 0
        while f"{start}{count + 1}.first.0.weight" in tensors:
            count += 1
        blocks.append(count)
    hidden, flat = tensors["whole.0.weight"].shape
    seen = tensors["look.0.weight"].shape[0]
    side = round((flat // seen) ** 0.5) << len(widths)
    points = tensors["points.heat.weight"].shape[0] if "points.heat.weight" in tensors else 0
    return Shape(side, tuple(widths), tuple(blocks), seen, hidden, tensors["facts.weight"].shape[0], points,
                 tensors["areas.tell.weight"].shape[0] // 4, _windows(tensors))  # fmt: skip


def _windows(tensors: Mapping[str, Tensor]) -> tuple[tuple[int, ...], ...]:
    """Groups of numbers, each ended by −1."""
    groups: list[list[int]] = [[]]
    for number in tensors["points.windows"].int().tolist() if "points.windows" in tensors else []:
        if number < 0:
            groups.append([])
        else:
            groups[-1].append(number)
    return tuple(tuple(group) for group in groups[:-1])
