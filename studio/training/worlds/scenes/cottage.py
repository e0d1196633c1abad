"""Cottages: three builds, five colours, three roofs, with light in the windows and smoke when somebody is home."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import Colour, colour, mix, shade
from studio.training.worlds.curves import ellipse
from studio.training.worlds.scenes.setting import Setting

WALL = {"white": "#f3ece0", "red": "#b8433a", "blue": "#5b86b8", "yellow": "#e8c15a", "green": "#6f9a6a"}
ROOF = {"tiles": "#a4523c", "slate": "#59616e", "thatch": "#b08d55"}
Corner = tuple[float, float]


class Builder:
    """Draws in the cottage's own measure: x from its middle in half widths, y upward from its foot."""

    def __init__(self, scene: Setting, x: float, foot: float, width: float) -> None:
        self.scene, self.x, self.foot, self.unit = scene, x, foot, width / 2
        facts, light = scene.facts, scene.light
        far = 0.12 * (1 - scene.near(foot)) ** 2
        self.wall = light.seen(WALL[str(facts["cottage_colour"])], far)
        roof = light.seen(ROOF[str(facts["cottage_roof"])], far)
        if facts["cottage_colour"] == "red" and facts["cottage_roof"] == "tiles":
            roof = light.seen("#7a3f34", far)
        self.eaves = shade(roof, 0.85)
        self.roof = mix(roof, light.seen("#f5f8fc"), 0.86) if scene.snowy else roof
        self.frame = light.seen("#f6f0e4", far) if facts["cottage_colour"] != "white" else light.seen("#7f6a58", far)
        self.wood = light.seen("#6b4530", far)
        self.level = scene.depth(foot)
        self.glass = colour("#ffd873") if facts["cottage_lit"] else mix(light.seen("#6f8fa6"), light.sky[2], 0.4)

    def at(self, corners: list[Corner]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.array([(self.x + x * self.unit, self.foot - y * self.unit) for x, y in corners])

    def part(
        self,
        corners: list[Corner],
        paint: Colour,
        label: str,
        to: Colour | None = None,
        angle: float = 90,
        line: float = 0.9,
        texture: str = "",
        amount: float = 0.03,
    ) -> None:
        self.scene.canvas.region(
            self.at(corners), paint, to, angle, label=label, depth=self.level, line=line, texture=texture, amount=amount
        )

    def box(self, left: float, low: float, right: float, high: float) -> list[Corner]:
        return [(left, low), (left, high), (right, high), (right, low)]

    def window(self, x: float, y: float, half: float = 0.13, tall: float = 0.16) -> None:
        """Frame, panes, cross and sill; light falls out of it at night."""
        canvas = self.scene.canvas
        self.part(
            self.box(x - half - 0.035, y - tall - 0.035, x + half + 0.035, y + tall + 0.035),
            self.frame,
            "window",
            line=0.7,
        )
        self.part(
            self.box(x - half, y - tall, x + half, y + tall), self.glass, "window", shade(self.glass, 0.84), line=0
        )
        bar = 0.016
        canvas.region(self.at(self.box(x - bar, y - tall, x + bar, y + tall)), self.frame)
        canvas.region(self.at(self.box(x - half, y - bar, x + half, y + bar)), self.frame)
        canvas.region(
            self.at(self.box(x - half - 0.06, y - tall - 0.07, x + half + 0.06, y - tall - 0.03)),
            shade(self.frame, 0.86),
        )

    def door(self, x: float, half: float = 0.115, tall: float = 0.52) -> None:
        self.part(self.box(x - half, 0, x + half, tall), self.wood, "cottage", shade(self.wood, 0.75), line=0.8)
        knob = self.at([(x + half * 0.6, tall * 0.48)])[0]
        self.scene.canvas.spot(float(knob[0]), float(knob[1]), self.unit * 0.02, colour("#e6c46a"))

    def chimney(self, x: float, low: float, high: float) -> None:
        brick = self.scene.light.seen("#8d6a5a")
        self.part(self.box(x - 0.07, low, x + 0.07, high), brick, "cottage", shade(brick, 0.74), 0, line=0.8)
        self.part(self.box(x - 0.09, high - 0.02, x + 0.09, high + 0.05), shade(brick, 0.85), "cottage", line=0.6)
        if self.scene.snowy:
            self.scene.canvas.region(
                self.at(self.box(x - 0.09, high + 0.03, x + 0.09, high + 0.08)), self.scene.light.seen("#f5f8fc")
            )
        if self.scene.facts["smoke"]:
            self.smoke(x, high + 0.1)

    def smoke(self, x: float, y: float) -> None:
        chance, light = self.scene.chance("smoke"), self.scene.light
        drift = chance.between(0.06, 0.2) * -light.side
        tone = mix(light.seen("#e9e6e2"), light.sky[3], 0.25)
        for at in range(6):
            puff = self.at([(x + drift * at * (1 + 0.15 * at), y + 0.2 * at)])[0]
            size = self.unit * (0.11 + 0.05 * at)
            self.scene.canvas.glow(float(puff[0]), float(puff[1]), size, size * 0.85, tone, 0.75 - 0.09 * at)

    def planks(self, left: float, right: float, high: float, paint: Colour) -> None:
        for at in range(1, 6):
            y = high * at / 6
            self.scene.canvas.region(
                self.at([(left, y), (right, y), (right, y + 0.012), (left, y + 0.012)]), shade(paint, 0.9)
            )

    def courses(self, corners: list[Corner], paint: Colour) -> None:
        """Rows of tiles, or of straw, across a roof given by its corners, clockwise from the upper left."""
        one, two, three, four = (np.array(corner) for corner in corners)
        for at in range(1, 5):
            left, right = one + (four - one) * at / 5, two + (three - two) * at / 5
            line = [tuple(left), tuple(right), (right[0], right[1] - 0.016), (left[0], left[1] - 0.016)]
            self.scene.canvas.region(self.at(line), shade(paint, 0.88))
        if self.scene.snowy:
            edge: list[Corner] = [corners[3], corners[2], (corners[2][0], corners[2][1] - 0.06)]
            self.part([*edge, (corners[3][0], corners[3][1] - 0.06)], self.eaves, "roof", line=0)

    def glow(self, x: float, y: float) -> None:
        if self.scene.facts["cottage_lit"]:
            spot = self.at([(x, y)])[0]
            strength = 0.42 if self.scene.light.night else 0.2
            self.scene.canvas.glow(
                float(spot[0]), float(spot[1]), self.unit * 0.7, self.unit * 0.6, colour("#ffcf6a"), strength
            )


def cottage(scene: Setting) -> None:
    if not scene.cottage:
        return
    x, foot, width = scene.cottage
    builder = Builder(scene, x, foot, width)
    scene.canvas.glow(
        x - scene.light.side * width * 0.12,
        foot,
        width * 0.75,
        width * 0.09,
        scene.light.shaded(scene.turf(foot)),
        0.85,
    )
    with scene.canvas.thing("cottage"):
        {"gable": gable, "long": long, "tall": tall}[str(scene.facts["cottage_build"])](builder)


def _sides(builder: Builder) -> tuple[Colour, Colour]:
    """The wall's colour on its left face and on its right face."""
    lit, dark = builder.scene.light.lit(builder.wall, 0.12), builder.scene.light.shaded(builder.wall, 0.38)
    return (lit, dark) if builder.scene.light.side < 0 else (dark, lit)


def gable(builder: Builder) -> None:
    """The gable to the left, the long wall in perspective to the right."""
    front, side = _sides(builder)
    high, top = 0.72, 1.3
    builder.chimney(0.5, top - 0.2, top + 0.2)
    builder.part(
        [(-0.1, 0), (-0.1, high), (0.94, high), (0.94, 0.04)], side, "cottage", shade(side, 0.9), texture="grain"
    )
    builder.planks(-0.1, 0.94, high, side)
    builder.part(
        [(-0.9, 0), (-0.9, high), (-0.5, top), (-0.1, high), (-0.1, 0)],
        front,
        "cottage",
        shade(front, 0.9),
        texture="grain",
    )
    slope: list[Corner] = [(-0.5, top + 0.04), (0.62, top + 0.04), (1.0, high - 0.05), (-0.04, high - 0.05)]
    builder.part(
        slope,
        builder.scene.light.lit(builder.roof, 0.12),
        "roof",
        shade(builder.roof, 0.82),
        texture="grain",
        amount=0.04,
    )
    builder.courses(slope, builder.roof)
    builder.part(
        [(-0.5, top + 0.08), (-0.5, top - 0.08), (-0.95, high - 0.17), (-1.0, high - 0.07)],
        shade(builder.roof, 0.92),
        "roof",
        line=0.7,
    )
    builder.part(
        [(-0.5, top + 0.08), (-0.5, top - 0.08), (-0.1, high - 0.12), (-0.02, high - 0.05)],
        shade(builder.roof, 0.78),
        "roof",
        line=0.7,
    )
    builder.door(-0.62)
    builder.window(-0.3, 0.4, 0.1, 0.14)
    attic = builder.at([(-0.5, high + 0.2)])[0]
    builder.scene.canvas.region(
        ellipse(float(attic[0]), float(attic[1]), builder.unit * 0.1, builder.unit * 0.1, count=14),
        builder.glass,
        label="window",
        depth=builder.level,
        line=0.7,
    )
    for x in (0.2, 0.66):
        builder.window(x, 0.42)
    for x in (-0.3, 0.2, 0.66):
        builder.glow(x, 0.4)


def long(builder: Builder) -> None:
    """Its long side to the painter, a low roof over all of it."""
    face = builder.scene.light.lit(builder.wall, 0.06)
    high, top = 0.62, 1.12
    builder.chimney(-0.55, top - 0.1, top + 0.22)
    builder.part(builder.box(-0.92, 0, 0.92, high), face, "cottage", shade(face, 0.88), texture="grain")
    builder.planks(-0.92, 0.92, high, face)
    slope: list[Corner] = [(-0.8, top), (0.8, top), (1.0, high - 0.06), (-1.0, high - 0.06)]
    builder.part(
        slope,
        builder.scene.light.lit(builder.roof, 0.1),
        "roof",
        shade(builder.roof, 0.8),
        texture="grain",
        amount=0.04,
    )
    builder.courses(slope, builder.roof)
    builder.door(-0.1, 0.12, 0.5)
    for x in (-0.58, 0.3, 0.7):
        builder.window(x, 0.36, 0.13, 0.13)
        builder.glow(x, 0.36)


def tall(builder: Builder) -> None:
    """A steep gable to the painter, two floors."""
    face = builder.scene.light.lit(builder.wall, 0.06)
    high, top = 0.95, 1.75
    builder.chimney(0.36, 1.2, 1.62)
    builder.part(
        [(-0.66, 0), (-0.66, high), (0, top), (0.66, high), (0.66, 0)],
        face,
        "cottage",
        shade(face, 0.88),
        texture="grain",
    )
    builder.planks(-0.66, 0.66, high, face)
    for side in (-1, 1):
        tone = (
            builder.scene.light.lit(builder.roof, 0.15)
            if side == builder.scene.light.side
            else shade(builder.roof, 0.8)
        )
        builder.part(
            [(0, top + 0.14), (side * 0.86, high - 0.16), (side * 0.74, high - 0.28), (0, top - 0.1)],
            tone,
            "roof",
            texture="grain",
            amount=0.04,
        )
    builder.door(0.0, 0.13, 0.5)
    for x in (-0.4, 0.4):
        builder.window(x, 0.36, 0.11, 0.14)
        builder.glow(x, 0.36)
    builder.window(0.0, 1.02, 0.15, 0.17)
    builder.glow(0.0, 1.02)
