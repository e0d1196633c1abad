"""How hair is worn: each style gives the locks that lie behind the head and those that frame the face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import Points, ellipse
from studio.training.worlds.portraits.hair import Lock, guide, lock
from studio.training.worlds.portraits.head import Head

SHORT = 0.3
"""Below this length the ears are free."""


@dataclass(frozen=True)
class Cut:
    """What all styles share: how full the hair is and how far it falls."""

    head: Head
    part: float
    full: float
    wave: float = 0.0
    turns: float = 2.0
    bumps: float = 0.0
    gathered: bool = False

    @property
    def long(self) -> float:
        return self.head.look.hair_length

    @property
    def falls(self) -> float:
        """0 while the ears are free, 1 once the hair hangs down."""
        return 0.0 if self.gathered else float(np.clip((self.long - 0.22) / 0.2, 0, 1))

    @property
    def end(self) -> float:
        """y of the tips."""
        if self.gathered:
            return 0.36
        if self.long < SHORT:
            return 0.05 + 0.9 * self.long
        return 0.32 + 1.4 * (self.long - SHORT) / (1 - SHORT)

    @property
    def grown(self) -> float:
        """How far the hair stands off the skull."""
        volume = 0.025 + self.full * min(1.0, 0.25 + self.long / 0.4)
        return min(volume, 0.05) if self.head.look.hat in ("beanie", "hat") else volume

    def rim(self, side: int, y: NDArray[np.float64], inward: float = 0.0) -> Points:
        """The outer edge below the skull's widest place."""
        middle, rise, rx, _ = self.head.skull
        t = np.clip((y - rise) / max(self.end - rise, 1e-6), 0, 1)
        hanging = 1 + 0.05 * np.sin(np.pi * t) - 0.20 * t**3
        cropped = np.sqrt(np.clip(1 - 0.62 * t**2, 0, 1))
        shape = cropped + (hanging - cropped) * self.falls
        centre = middle * (1 - 0.6 * np.clip(y, 0, 1))
        return np.stack([centre + side * ((rx + self.grown) * shape - inward), y], axis=1)

    def over(self, side: int, start: float, stop: float, count: int = 7) -> Points:
        """Along the skull from the crown (0) towards the ear (1)."""
        lift = 1.35 * self.grown
        return self.head.dome(self.grown, lift, -np.pi / 2 + side * start * np.pi / 2,
                              -np.pi / 2 + side * stop * np.pi / 2, count)  # fmt: skip

    def behind(self, start: float = 0.0) -> tuple[Lock, ...]:
        """All that lies behind face and neck."""
        down = np.linspace(self.head.skull[1] + 0.06, self.end, 7)
        edges = [guide(np.concatenate([self.over(side, start, 1.0), self.rim(side, down)])) for side in (-1, 1)]
        tip = np.array((0.0, 0.05 + 0.03 * self.falls))
        middle = guide((edges[0] + edges[1]) / 2 + tip * np.linspace(0, 1, len(edges[0]))[:, None])
        return (lock(edges[0], middle, edges[1], strands=26, wave=self.wave, turns=self.turns, bumps=self.bumps),)

    def framed(self, line: Points, side: int) -> Points:
        """On the far side of a turned head, hair starts behind the face's edge."""
        left, right = self.head.sides(line[:, 1])
        edge = right if side > 0 else -left
        turned = side * self.head.sin
        least = edge - 0.06 + (0.125 if turned > 0 else 0.9) * turned
        return np.stack([side * np.maximum(side * line[:, 0], least), line[:, 1]], axis=1)

    def temple(self, side: int) -> Points:
        """The hairline from the temple to the sideburn, as seen."""
        wide = self.head.wide
        line = self.head.seen_on(np.array([(side * 0.50, -0.52), (side * 0.615, -0.36), (side * 0.665, -0.16)])
                                 * (wide, 1.0))  # fmt: skip
        return self.framed(line, side)

    def inner(self, side: int) -> Points:
        """The edge towards the face, from the temple down to the tips; behind the ears where they carry rings."""
        wide = self.head.wide
        if self.falls < 0.5:
            burn = 0.02 + 0.4 * self.long
            line = self.head.seen([(side * 0.705 * wide, 0.0 if burn > 0.05 else -0.06, 0.14),
                                   (side * 0.72 * wide, burn, 0.10)])  # fmt: skip
            return self.framed(line, side)
        y = np.linspace(0.0, self.end, 6)
        half = np.array([self.head.half(min(float(v), 0.62)) for v in y])
        tucked = self.head.look.earrings != "none"
        half = half * 1.02 if tucked else half * (0.965 - 0.03 * np.clip(y, 0, 1))
        behind = np.full(6, -0.16 if tucked else 0.16)
        cheek = self.framed(self.head.seen(np.stack([side * half, y, behind], axis=1)), side)
        tip = self.rim(side, y)[:, 0] - side * (0.30 - 0.10 * np.clip(y / max(self.end, 0.1), 0, 1))
        t = np.clip((y - 0.55) / 0.6, 0, 1)
        return np.stack([cheek[:, 0] * (1 - t) + tip * t, y], axis=1)

    def clear(self, line: Points, side: int) -> Points:
        """Never further in than the face's edge, where a turned skull lies behind the face."""
        left, right = self.head.sides(line[:, 1])
        hidden = 1 if self.falls >= 0.5 else max(0.05, 1 - 2.4 * max(0.0, side * self.head.sin))
        least = (right if side > 0 else -left) + (0.03 + 0.05 * self.falls) * hidden
        return np.stack([side * np.maximum(side * line[:, 0], least), line[:, 1]], axis=1)

    def outer(self, side: int, start: float) -> Points:
        stop = self.end if self.falls >= 0.5 else 0.06
        down = self.rim(side, np.linspace(self.head.skull[1] + 0.06, stop, 7 if self.falls >= 0.5 else 3))
        return np.concatenate([self.over(side, start, 1.0), self.clear(down, side)])


Style = Callable[[Cut], tuple[tuple[Lock, ...], tuple[Lock, ...]]]
"""→ (behind the head, in front of it)"""


def _parted(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """Falls to both sides of a parting."""
    fronts = []
    root = cut.head.seen_on(np.array([(cut.part, -0.67)]))
    crown = cut.part * 0.6
    for side in (-1, 1):
        reach = 0.16 + 0.1 * abs(cut.part)
        sweep = cut.head.seen_on(np.array([(cut.part + side * reach, -0.635 + 0.02 * side * cut.part)]))
        hairline = np.concatenate([root, sweep, cut.temple(side), cut.inner(side)])
        fronts.append(lock(guide(hairline), guide(cut.outer(side, side * crown / 1.2)), strands=20, wave=cut.wave,
                           turns=cut.turns, bumps=cut.bumps))  # fmt: skip
    return cut.behind(), tuple(fronts)


def _fringe(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """Cut straight above the brows."""
    behind, sides = _parted(Cut(cut.head, 0.0, cut.full, cut.wave, cut.turns, cut.bumps))
    low = -0.345 - 0.05 * cut.part
    guides = []
    for at, x in enumerate(np.linspace(-0.66, 0.66, 7)):
        tip = cut.head.seen_on(np.array([(x * cut.head.wide, low + 0.05 * abs(x) + 0.02 * (at % 2))]), 0.05)
        middle = cut.head.seen_on(np.array([(x * 0.86, -0.62)]), 0.08)
        root = cut.over(1 if x > 0 else -1, abs(x) * 0.42, 1.0, 2)[:1] + np.array((0.0, 0.06))
        guides.append(guide(np.concatenate([root, middle, tip])))
    return behind, (*sides, lock(*guides, strands=26, wave=cut.wave * 0.5, turns=1.0))


def _back(cut: Cut, lift: float = 1.0) -> Lock:
    """Combed back from the hairline over the head."""
    guides = []
    for x in np.linspace(-1, 1, 9):
        side = 1 if x > 0 else -1
        share = abs(float(x))
        if share > 0.8:
            burn = cut.inner(side)[: 2 if cut.falls < 0.5 else 1][-1:]
            root = burn if share > 0.99 else cut.head.seen_on(np.array([(side * 0.665 * cut.head.wide, -0.20)]))
            root = cut.framed(root, side)
        else:
            across, down = share / 0.8 * 0.60, -0.665 + 0.30 * (share / 0.8) ** 2.4
            root = cut.head.seen_on(np.array([(side * across * cut.head.wide, down)]))
        tip = cut.over(side, share, 1.0, 2)[:1] + np.array((0.0, -0.03 * lift * (1 - share)))
        if share > 0.99:
            tip = cut.clear(cut.rim(side, np.array([0.02])), side)
        rise = 0.10 if share > 0.99 else 0.07 * lift * (1 - share)
        bow = (root + tip) / 2 + (0.05 * float(x) * (share < 0.99), -rise)
        guides.append(guide(np.concatenate([root, bow, tip])))
    return lock(*guides, strands=34, wave=cut.wave * 0.6, turns=cut.turns * 0.6, bumps=cut.bumps)


def _swept(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    return cut.behind(), (_back(cut),)


def _bun(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """Gathered into a knot on top, larger for longer hair."""
    tight = Cut(cut.head, cut.part, 0.035, gathered=True)
    if cut.head.look.hat in ("beanie", "hat"):
        return tight.behind(), (_back(tight, 0.3),)
    size = 0.15 + 0.16 * cut.long
    x, y, _, ry = cut.head.skull
    knot = ellipse(x * 1.3, y - ry - size * 0.70, size * 1.12, size, turn=-0.4, count=24)
    ball = lock(guide(knot[:13]), guide(np.concatenate([knot[:1], knot[:11:-1]])), strands=16)
    return (ball, *tight.behind()), (_back(tight, 0.3),)


def _afro(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """A round crown of tight curls."""
    big = 0.05 + 0.38 * cut.long
    lift = min(big, 0.05) if cut.head.look.hat in ("beanie", "hat") else big
    middle, rise, rx, ry = cut.head.skull
    ring = ellipse(middle, rise + 0.03, rx + big, ry + lift, turn=np.pi / 2, count=64)
    left, right = guide(ring[:33]), guide(np.concatenate([ring[:1], ring[:31:-1]]))
    behind = lock(left[::-1], right[::-1], strands=40, wave=0.03, turns=9, bumps=0.032)
    guides = []
    for x in np.linspace(-1, 1, 11):
        side, share = (1 if x > 0 else -1), abs(float(x))
        across, down = 0.69 * np.sin(share * np.pi / 2), -0.60 + 0.66 * share**2.6
        root = cut.head.seen_on(np.array([(side * across * cut.head.wide, down)]))
        angle = -np.pi / 2 + side * share * np.pi * 0.52
        tip = np.array([(middle + (rx + big) * np.cos(angle), rise + 0.03 + (ry + lift) * np.sin(angle))])
        guides.append(guide(np.concatenate([root, (root + tip) / 2, tip])))
    return (behind,), (lock(*guides, strands=60, wave=0.03, turns=5, bumps=0.032),)


def _receding(cut: Cut) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """A bare crown, hair at the sides."""
    fronts = []
    for side in (-1, 1):
        top = cut.head.dome(-0.02, -0.02, -np.pi / 2 + side * 0.62 * np.pi / 2, 0.0, 2)[:1]
        wide = side * cut.head.wide
        temple = cut.head.seen([(0.70 * wide, -0.44, -0.02), (0.695 * wide, -0.26, 0.12)])
        hairline = np.concatenate([top, cut.framed(temple, side), cut.inner(side)])
        fronts.append(lock(guide(hairline), guide(np.concatenate([top, cut.outer(side, 0.9)])), strands=12))
    return cut.behind(0.97), tuple(fronts)


# how it is worn → style, fullness, wave, turns and bumps of a `Cut`
STYLES: dict[str, tuple[Style, float, float, float, float]] = {
    "straight": (_parted, 0.07, 0.0, 2.0, 0.0),
    "fringe": (_fringe, 0.085, 0.0, 2.0, 0.0),
    "swept": (_swept, 0.09, 0.0, 2.0, 0.0),
    "wavy": (_parted, 0.13, 0.035, 2.4, 0.0),
    "curly": (_parted, 0.17, 0.05, 4.0, 0.045),
    "afro": (_afro, 0.1, 0.0, 2.0, 0.0),
    "bun": (_bun, 0.05, 0.0, 2.0, 0.0),
    "receding": (_receding, 0.05, 0.0, 2.0, 0.0),
}


def locks(head: Head, seed: int) -> tuple[tuple[Lock, ...], tuple[Lock, ...]]:
    """(behind the head, in front of it)"""
    style, full, wave, turns, bumps = STYLES[head.look.hair_style]
    part = Chance(seed, "portraits", "parting").between(-0.26, 0.26)
    return style(Cut(head, part, full, wave, turns, bumps))


def stand_off(head: Head) -> float:
    """How far the hair stands off the skull, which is how far a hat has to."""
    if head.look.hair_style == "afro":
        return 0.05
    if head.look.hair_style in ("bun", "receding"):
        return 0.04
    return Cut(head, 0.0, STYLES[head.look.hair_style][1]).grown
