"""The eyes: almond openings on a round face, an iris that looks where it should, lids that open and close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, colour, mix, shade
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.opencv import cv2
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import IRISES, SHADOWS, skin_colours
from studio.training.worlds.portraits.sheet import Sheet
from studio.training.worlds.world import Bytes

DEPTH = 205
_ALONG = np.linspace(-1, 1, 13)


@dataclass(frozen=True)
class Eye:
    """One eye's measures; along it −1 is the inner corner, 1 the outer. `side` −1 for the picture's left."""

    head: Head
    side: int
    slant: float

    @property
    def long(self) -> float:
        """Half its length."""
        look = self.head.look
        return 0.182 * (1 + 0.12 * look.eye_size) * (1 + 0.07 * look.youth - 0.04 * look.old)

    @property
    def middle(self) -> tuple[float, float]:
        return self.side * 0.336 * (0.5 + 0.5 * self.head.wide), 0.02

    def curve(self, rise: float, power: float, along: NDArray[np.float64] = _ALONG) -> Points:
        """A lid's curve on the face, `rise` above (or below) the line between the corners."""
        x, y = self.middle
        sag = 0.045 * self.head.look.old * np.maximum(along, 0) ** 2
        down = y - self.slant * along - rise * (1 - np.abs(along) ** power) ** 0.8 + sag
        return np.stack([x + self.side * self.long * along, down], axis=1)

    @property
    def upper(self) -> float:
        look = self.head.look
        lid = 1 - 0.22 * look.old - 0.12 * look.gaze_y
        return self.long * (0.02 + 0.78 * look.eye_open * lid)

    @property
    def lower(self) -> float:
        look = self.head.look
        return self.long * (0.01 + 0.40 * look.eye_open) * (1 - 0.18 * max(look.smile, 0.0))

    @property
    def pupil(self) -> tuple[float, float]:
        x, y = self.middle
        look = self.head.look
        return x + 0.088 * look.gaze_x, y - 0.022 + 0.068 * look.gaze_y


def eyes_of(head: Head, seed: int) -> tuple[Eye, Eye]:
    slant = Chance(seed, "portraits", "eyes").between(-0.018, 0.034)
    return Eye(head, -1, slant), Eye(head, 1, slant)


def paint_eye(sheet: Sheet, eye: Eye, face: Bytes, seed: int) -> None:
    head, look = eye.head, eye.head.look
    deep, dark, middle, _ = skin_colours(look.skin, 0.0)
    _paint_lids(sheet, eye, face, seed)
    upper, lower = head.on(eye.curve(eye.upper, 2.3)), head.on(eye.curve(-eye.lower, 2.0))
    opening = np.concatenate([upper, lower[::-1]])
    if look.eye_open > 0.06:
        sheet.region(opening, mix(colour("#fdf9f2"), middle, 0.06), label="eyes", depth=DEPTH, line=0.8)
        _paint_iris(sheet, eye, opening)
    lash = mix(deep, colour("#1c1416"), 0.75)
    weight = UNIT * (0.034 + 0.012 * (look.eye_shadow > 0))
    tail = head.on(np.array([(eye.middle[0] + eye.side * eye.long * 1.12, eye.middle[1] - eye.slant - 0.03)]))
    sheet.stroke(np.concatenate([upper, tail]), weight, lash, line=0.9)
    sheet.stroke(lower[3:], UNIT * 0.016, mix(dark, deep, 0.6), alpha=0.85)
    crease = head.on(eye.curve(eye.upper + 0.045 + 0.02 * look.eye_open, 2.6, np.linspace(-0.85, 0.95, 9)))
    sheet.stroke(crease, UNIT * 0.020, mix(dark, deep, 0.45), alpha=0.8, line=0.5)


def _paint_lids(sheet: Sheet, eye: Eye, face: Bytes, seed: int) -> None:
    """Eye shadow over the lid, up to the brow's socket."""
    look = eye.head.look
    if look.eye_shadow <= 0:
        return
    hue = Chance(seed, "portraits", "eye shadow").pick(SHADOWS)
    above = eye.head.on(eye.curve(eye.upper + 0.115, 2.2, np.linspace(-1.08, 1.15, 13).clip(-1, 1)))
    above = above + np.array((0.0, -0.004))
    below = eye.head.on(eye.curve(eye.upper, 2.3))
    strength = 0.25 + 0.6 * look.eye_shadow
    sheet.region(np.concatenate([above, below[::-1]]), hue, alpha=strength, blur=0.005, clip=face)


def _paint_iris(sheet: Sheet, eye: Eye, opening: Points) -> None:
    head, look = eye.head, eye.head.look
    clip = sheet.mask(opening)
    x, y = eye.pupil
    radius = 0.108 * (1 + 0.10 * look.eye_size) * (1 + 0.06 * look.youth)
    ring = np.stack([np.cos(np.arange(20) * np.pi / 10), np.sin(np.arange(20) * np.pi / 10)], axis=1)
    lift = float(head.surface(np.array([eye.middle[0]]), np.array([y]))[0])

    def disc(size: float, dx: float = 0.0, dy: float = 0.0) -> Points:
        flat = np.column_stack([ring * size + (x + dx, y + dy), np.full(20, lift)])
        return head.at(flat)

    iris = IRISES[look.eye_color]
    sheet.region(disc(radius), shade(iris, 0.48), label="iris", depth=DEPTH, clip=clip)
    sheet.region(disc(radius * 0.84), shade(iris, 0.8), mix(iris, (255, 244, 214), 0.42), clip=clip)
    sheet.region(disc(radius * 0.46), colour("#120d10"), clip=clip)
    _pen_inside(sheet, disc(radius), opening)
    lid = head.on(eye.curve(eye.upper * 0.55, 2.0))
    over = head.on(eye.curve(eye.upper, 2.3))
    sheet.region(np.concatenate([over, lid[::-1]]), colour("#5a4652"), alpha=0.30, clip=clip)
    gleam = 0.04 * look.light
    sheet.region(disc(radius * 0.27, gleam + 0.012, -0.042), WHITE, clip=clip)
    sheet.region(disc(radius * 0.13, -gleam - 0.02, 0.042), WHITE, alpha=0.7, clip=clip)


def _pen_inside(sheet: Sheet, disc: Points, opening: Points) -> None:
    """The iris in the line drawing: the part of the circle that the lids leave."""
    fixed = sheet._fixed(opening)
    centre = disc.mean(axis=0)
    inside = [cv2.pointPolygonTest(fixed.astype(np.float32), tuple(map(float, p)), False) >= 0
              for p in sheet._fixed(disc)]  # fmt: skip
    for at, (here, there) in enumerate(zip(inside, inside[1:] + inside[:1], strict=True)):
        if here and there:
            sheet.pen(disc[[at, (at + 1) % len(disc)]], 0.7)
    if cv2.pointPolygonTest(fixed.astype(np.float32), tuple(map(float, sheet._fixed(centre[None])[0])), False) >= 0:
        sheet.pen(smooth(centre + np.array([(0.0, 0.0), (0.0, 0.003)]), 2, False), 2.4)
