"""The mouth: lips that smile or sulk, part over teeth and tongue, and take lipstick."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, colour, mix, shade
from studio.training.worlds.curves import Points
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import LIPSTICKS, skin_colours
from studio.training.worlds.portraits.sheet import Sheet

DEPTH = 215
PARTED = 0.04
"""From here on the mouth shows its inside."""
_ALONG = np.linspace(-1, 1, 17)


@dataclass(frozen=True)
class Mouth:
    """Its curves on the face, each (17, 2) from the left corner to the right."""

    head: Head

    @property
    def half(self) -> float:
        look = self.head.look
        return 0.255 + 0.10 * max(look.smile, 0) + 0.015 * min(look.smile, 0) - 0.035 * look.mouth_open

    @property
    def between(self) -> NDArray[np.float64]:
        """y where the lips meet."""
        smile = self.head.look.smile
        bow = (0.035 * smile) * (1 - _ALONG**2) - 0.10 * smile * np.abs(_ALONG) ** 2.2
        met: NDArray[np.float64] = 0.595 + bow
        return met

    def _at(self, y: NDArray[np.float64]) -> Points:
        return np.stack([self.half * _ALONG, y], axis=1)

    @property
    def gap(self) -> float:
        return 0.25 * self.head.look.mouth_open

    @property
    def inner_upper(self) -> Points:
        return self._at(self.between - 0.16 * self.gap * (1 - _ALONG**2))

    @property
    def inner_lower(self) -> Points:
        return self._at(self.between + self.gap * (1 - _ALONG**2) ** 0.75)

    @property
    def outer_upper(self) -> Points:
        look = self.head.look
        thick = 0.062 * (1 + 0.5 * look.lips) * (1 - 0.40 * look.old) * (1 - 0.22 * max(look.smile, 0))
        bow = 0.78 + 0.30 * np.exp(-(((np.abs(_ALONG) - 0.26) / 0.2) ** 2))
        return self.inner_upper - np.stack([0 * _ALONG, thick * bow * (1 - np.abs(_ALONG) ** 2.2)], axis=1)

    @property
    def outer_lower(self) -> Points:
        look = self.head.look
        thick = 0.085 * (1 + 0.5 * look.lips) * (1 - 0.34 * look.old) * (1 - 0.15 * max(look.smile, 0))
        return self.inner_lower + np.stack([0 * _ALONG, thick * (1 - np.abs(_ALONG) ** 2.6) ** 0.8], axis=1)

    def on(self, curve: Points, lift: float = 0.03) -> Points:
        return self.head.on(curve, lift)


def lip_colour(head: Head, seed: int) -> Colour:
    look = head.look
    _, dark, middle, _ = skin_colours(look.skin, 0.0)
    bare = mix(mix(middle, dark, 0.35), colour("#b5484c") if look.skin < 0.55 else colour("#8d3a3c"), 0.45)
    if look.lipstick <= 0:
        return bare
    return mix(bare, Chance(seed, "portraits", "lipstick").pick(LIPSTICKS), 0.30 + 0.68 * look.lipstick)


def paint_mouth(sheet: Sheet, head: Head, seed: int) -> None:
    mouth, look = Mouth(head), head.look
    deep, dark, _, light = skin_colours(look.skin, 0.0)
    lip = lip_colour(head, seed)
    upper = np.concatenate([mouth.on(mouth.outer_upper), mouth.on(mouth.inner_upper)[::-1]])
    lower = np.concatenate([mouth.on(mouth.inner_lower), mouth.on(mouth.outer_lower)[::-1]])
    under = mouth.on(mouth.outer_lower[4:13] + np.array((0.0, 0.03)))
    sheet.stroke(under, UNIT * 0.07, dark, alpha=0.35)
    sheet.region(lower, mix(lip, light, 0.10), shade(lip, 0.92), label="lips", depth=DEPTH, line=0.8)
    sheet.region(upper, shade(lip, 0.80), shade(lip, 0.9), label="lips", depth=DEPTH, line=0.8)
    if look.mouth_open > PARTED:
        _paint_inside(sheet, mouth)
    else:
        line = mouth.on(mouth.inner_upper)
        sheet.stroke(line, UNIT * 0.030, mix(shade(lip, 0.42), deep, 0.4), line=1.1)
    for side in (0, -1):
        corner = mouth.on(mouth.inner_upper)[side]
        sheet.glow(corner[0], corner[1], 0.05 * UNIT, 0.045 * UNIT, deep, 0.6)
    gleam = mouth.on(mouth.inner_lower[6:11] + (mouth.outer_lower - mouth.inner_lower)[6:11] * 0.45)
    shine = mix(lip, (255, 240, 232), 0.55)
    sheet.stroke(gleam + np.array((0.008 * look.light, 0.0)), UNIT * 0.028, shine, alpha=0.35 + 0.4 * look.lipstick)


def _paint_inside(sheet: Sheet, mouth: Mouth) -> None:
    upper, lower = mouth.on(mouth.inner_upper, 0.0), mouth.on(mouth.inner_lower, 0.0)
    opening = np.concatenate([upper, lower[::-1]])
    sheet.region(opening, colour("#3f1419"), colour("#6a2429"), label="mouth", depth=DEPTH - 12, line=0.8)
    clip = sheet.mask(opening)
    tall = mouth.gap
    tongue = mouth.on(mouth.inner_lower * (0.62, 1.0) - np.array((0.0, 0.42 * tall)) * (1 - _ALONG[:, None] ** 2), 0.0)
    sheet.region(np.concatenate([tongue, mouth.on(mouth.inner_lower * (0.62, 1.0), 0.0)[::-1]]), colour("#c4626a"),
                 colour("#a34a55"), clip=clip)  # fmt: skip
    reach = min(0.10, 0.018 + 0.40 * tall)
    edge = mouth.inner_upper * (0.90, 1.0) + np.array((0.0, reach)) * (1 - np.abs(_ALONG[:, None]) ** 3)
    teeth = np.concatenate([mouth.on(mouth.inner_upper * (0.90, 1.0), 0.0), mouth.on(edge, 0.0)[::-1]])
    sheet.region(teeth, colour("#e2d8cc"), colour("#fbf7ef"), label="teeth", depth=DEPTH - 10, clip=clip)
    sheet.pen(mouth.on(edge, 0.0), 0.5)
