"""What is painted behind the head: a wash of colour, a disc of light, leaves or a window."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, Colour, mix
from studio.training.worlds.curves import ellipse, smooth
from studio.training.worlds.portraits.facts import Look
from studio.training.worlds.portraits.palette import GROUNDS
from studio.training.worlds.portraits.sheet import Sheet


def paint_backdrop(sheet: Sheet, look: Look, seed: int) -> None:
    light, dark = GROUNDS[look.background]
    chance = Chance(seed, "portraits", "backdrop")
    t = np.linspace(0, 1, sheet.side)[:, None]
    sheet.rows(np.array(light) * (1 - t) + np.array(mix(light, dark, 0.8)) * t)
    sheet.grain("brush", 0.02)
    sheet.glow(0.5 + 0.42 * look.light, 0.32, 0.62, 0.6, mix(light, WHITE, 0.6), 0.15 + 0.5 * abs(look.light))
    sheet.glow(0.5 - 0.6 * look.light, 0.9, 0.5, 0.7, dark, 0.6 * abs(look.light))
    if look.backdrop == "disc":
        _disc(sheet, light, dark, chance)
    elif look.backdrop == "leaves":
        _leaves(sheet, light, dark, chance)
    elif look.backdrop == "window":
        _window(sheet, light, chance)


def _disc(sheet: Sheet, light: Colour, dark: Colour, chance: Chance) -> None:
    radius = chance.between(0.36, 0.43)
    disc = ellipse(0.5, 0.44, radius, radius, count=48)
    sheet.region(disc, mix(light, WHITE, 0.55), mix(light, dark, 0.25), label="background", line=0.6, texture="brush",
                 amount=0.025)  # fmt: skip


def _leaves(sheet: Sheet, light: Colour, dark: Colour, chance: Chance) -> None:
    """Twigs that come in from the edges."""
    for start, lean in ((0.03, 0.10), (0.97, -0.10), (0.16, -0.10), (0.84, 0.10)):
        foot, top = chance.between(0.75, 1.05), chance.between(0.02, 0.22)
        stem = smooth([(start, foot), (start + lean * 0.3, (foot + top) / 2), (start + lean, top)], 8, False)
        tint = mix(light, dark, chance.between(0.6, 1.1))
        sheet.stroke(stem, 0.008, tint)
        for at in range(2, len(stem), 2):
            x, y = stem[at]
            side = 1 if at % 4 else -1
            steps = np.array([(0.0, 0.0), (0.03, -0.045), (0.085, -0.055), (0.055, -0.01)])
            leaf = smooth(steps * (side, 1) + (x, y), 4)
            sheet.region(leaf, mix(tint, light, 0.3 * (at % 3)), label="background", line=0.5)


def _window(sheet: Sheet, light: Colour, chance: Chance) -> None:
    """Four panes of daylight."""
    left, right = chance.pick(((0.04, 0.60), (0.40, 0.96)))
    frame = mix(light, WHITE, 0.75)
    sheet.region([(left - 0.02, 0.04), (right + 0.02, 0.04), (right + 0.02, 0.74), (left - 0.02, 0.74)], frame,
                 label="background", line=0.6)  # fmt: skip
    middle = (left + right) / 2
    for x0, x1 in ((left, middle - 0.012), (middle + 0.012, right)):
        for y0, y1 in ((0.06, 0.37), (0.39, 0.72)):
            sheet.region([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], (196, 222, 240), (236, 240, 226), label="background",
                         line=0.5, texture="brush", amount=0.02)  # fmt: skip
