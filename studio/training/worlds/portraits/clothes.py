"""What is worn below the neck."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, mix
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.portraits.facts import Look
from studio.training.worlds.portraits.palette import CLOTHES, KNITS, cloth_ramp
from studio.training.worlds.portraits.sheet import Sheet, Tones

DEPTH = 110
NECKLINES = {"sweater": 0.895, "shirt": 0.885, "turtleneck": 0.875, "v-neck": 0.885, "scarf": 0.885}


def body(look: Look) -> Points:
    """Shoulders down to the picture's edge; the neckline leaves the throat free."""
    low = NECKLINES[look.clothes]
    wide = 0.19
    throat = ((0.5 + wide * 0.55, low + 0.012), (0.5, low + 0.03), (0.5 - wide * 0.55, low + 0.012))
    if look.clothes == "v-neck":
        throat = ((0.5 + 0.055, low + 0.05), (0.5, low + 0.105), (0.5 - 0.055, low + 0.05))
    return smooth([
        (0.5 - wide * 0.82, low - 0.03), (0.5 - 0.26, low + 0.005), (0.5 - 0.37, low + 0.05), (0.5 - 0.45, 1.06),
        (0.5 + 0.45, 1.06), (0.5 + 0.37, low + 0.05), (0.5 + 0.26, low + 0.005), (0.5 + wide * 0.82, low - 0.03),
        *throat,
    ], 5)  # fmt: skip


def paint_clothes(sheet: Sheet, look: Look, seed: int) -> None:
    cloth = CLOTHES[look.clothes_color]
    ramp = cloth_ramp(cloth)
    low = NECKLINES[look.clothes]
    tones = Tones(sheet, [body(look)], 158)
    _model(tones, look)
    if look.clothes == "sweater":
        for x in np.linspace(0.08, 0.92, 25):
            tones.dark(np.array([(x, 0.9), (x + 0.1 * (x - 0.5), 1.05)]), 0.004, 20)
    tones.finish(ramp, "clothes", DEPTH, texture="grain", amount=0.035, soften=2)
    collar = {"sweater": _ribbed, "v-neck": _ribbed, "shirt": _shirt, "turtleneck": _turtleneck, "scarf": _scarf}
    collar[look.clothes](sheet, look, cloth, low, Chance(seed, "portraits", "collar"))


def _model(tones: Tones, look: Look) -> None:
    tones.soft += (52 * look.light * np.clip((tones.x - 0.5) / 0.4, -1, 1)).astype(np.float32)
    tones.glow(0.5, 0.90, 0.26, 0.08, -45)
    for side in (-1, 1):
        tones.glow(0.5 + side * 0.27, 0.925, 0.17, 0.06, 26)
        tones.dark(smooth([(0.5 + side * 0.30, 0.965), (0.5 + side * 0.285, 1.0), (0.5 + side * 0.29, 1.05)], 5, False),
                   0.012, 40)  # fmt: skip


def _ribbed(sheet: Sheet, look: Look, cloth: Colour, low: float, chance: Chance) -> None:
    """A knitted border along the neckline."""
    wide = 0.155
    if look.clothes == "v-neck":
        edge = [(0.5 - wide, low - 0.028), (0.5 - 0.10, low + 0.012), (0.5, low + 0.107), (0.5 + 0.10, low + 0.012),
                (0.5 + wide, low - 0.028)]  # fmt: skip
    else:
        edge = [(0.5 - wide, low - 0.028), (0.5 - 0.105, low + 0.012), (0.5, low + 0.034), (0.5 + 0.105, low + 0.012),
                (0.5 + wide, low - 0.028)]  # fmt: skip
    curve = smooth(edge, 7, False)
    outer = curve + np.array((0.0, 0.014)) + (curve - np.array((0.5, low))) * (0.10, 0.12)
    inner = curve - np.array((0.0, 0.012))
    tones = Tones(sheet, [np.concatenate([outer, inner[::-1]])], 176)
    tones.soft += (40 * look.light * np.clip((tones.x - 0.5) / 0.2, -1, 1)).astype(np.float32)
    for one, other in zip(outer[::2], inner[::2], strict=True):
        tones.dark(np.stack([one, (one + other) / 2, other]), 0.005, 34)
    tones.finish(cloth_ramp(cloth), "clothes", DEPTH + 5, line=0.8, soften=1)


def _shirt(sheet: Sheet, look: Look, cloth: Colour, low: float, chance: Chance) -> None:
    """A collar with two points, and a placket."""
    ramp = cloth_ramp(mix(cloth, (255, 252, 244), 0.16))
    sheet.stroke(np.array([(0.5, low + 0.06), (0.5, low + 0.12), (0.5, 1.02)]), 0.006, mix(cloth, (20, 16, 28), 0.45))
    for side in (-1, 1):
        corners = np.array([(0.145, -0.055), (0.185, -0.012), (0.155, 0.055), (0.095, 0.105), (0.045, 0.065),
                            (0.008, 0.03), (0.07, 0.008), (0.125, -0.03)])  # fmt: skip
        leaf = smooth(corners * (side, 1) + (0.5, low), 4)
        tones = Tones(sheet, [leaf], 172 + 26 * look.light * side)
        tones.glow(0.5 + side * 0.05, low + 0.02, 0.09, 0.05, -26)
        tones.finish(ramp, "clothes", DEPTH + 5, line=0.9)


def _turtleneck(sheet: Sheet, look: Look, cloth: Colour, low: float, chance: Chance) -> None:
    """A high folded collar."""
    outline = smooth([(0.358, 0.815), (0.345, 0.86), (0.342, 0.915), (0.5, 0.945), (0.658, 0.915), (0.655, 0.86),
                      (0.642, 0.815), (0.5, 0.842)], 6)  # fmt: skip
    tones = Tones(sheet, [outline], 172)
    tones.soft += (58 * look.light * np.clip((tones.x - 0.5) / 0.15, -1, 1)).astype(np.float32)
    tones.glow(0.5, 0.82, 0.17, 0.045, -60)
    for x in np.linspace(-0.13, 0.13, 13):
        tones.dark(np.array([(0.5 + x, 0.835), (0.5 + x * 1.07, 0.88), (0.5 + x * 1.1, 0.93)]), 0.005, 26)
    tones.finish(cloth_ramp(cloth), "clothes", DEPTH + 8, soften=1)


def _scarf(sheet: Sheet, look: Look, cloth: Colour, low: float, chance: Chance) -> None:
    """A wound scarf in a second colour."""
    knit = chance.pick([one for one in KNITS if max(abs(one[at] - cloth[at]) for at in range(3)) > 60])
    ramp = cloth_ramp(knit)
    over = smooth([(0.5 - 0.165, 0.832), (0.5 - 0.21, 0.875), (0.5 - 0.16, 0.93), (0.5, 0.962), (0.5 + 0.16, 0.93),
                   (0.5 + 0.21, 0.875), (0.5 + 0.165, 0.832), (0.5, 0.872)], 6)  # fmt: skip
    hang = smooth([(0.5 + 0.05, 0.92), (0.5 + 0.155, 0.91), (0.5 + 0.175, 1.05), (0.5 + 0.06, 1.05)], 4)
    for outline in (hang, over):
        tones = Tones(sheet, [outline], 166)
        tones.soft += (50 * look.light * np.clip((tones.x - 0.5) / 0.2, -1, 1)).astype(np.float32)
        tones.glow(0.5, 0.845, 0.2, 0.05, -45)
        for bow in (0.885, 0.915, 0.94):
            tones.dark(smooth([(0.31, bow - 0.035), (0.5, bow + 0.012), (0.69, bow - 0.04)], 6, False), 0.010, 34)
        tones.finish(ramp, "clothes", DEPTH + 10, texture="brush", amount=0.03, soften=1)
