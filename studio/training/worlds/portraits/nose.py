"""The nose: a bridge in light and shade, a tip that leads the turn, wings and nostrils."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import mix
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import skin_colours
from studio.training.worlds.portraits.sheet import Sheet
from studio.training.worlds.world import Bytes

DEPTH = 240


def base(head: Head) -> float:
    """y of the nostrils."""
    look = head.look
    return 0.34 + 0.035 * look.nose + 0.02 * look.age - 0.015 * look.youth


def wide(head: Head) -> float:
    """Half its width at the wings."""
    look = head.look
    return 0.118 * (1 + 0.30 * look.nose) * (1 + 0.12 * look.age)


def tip(head: Head) -> Points:
    return head.on(np.array([(0.0, base(head) - 0.05)]), _lift(head))


def _lift(head: Head) -> float:
    return 0.15 * (1 + 0.22 * head.look.nose)


def outline(head: Head) -> Points:
    """Bridge, wings and base: (N, 2) in sides of the picture."""
    low, w, lift = base(head), wide(head), _lift(head)
    knots = ((0.052, -0.04, 0.03), (0.056, 0.10, 0.3), (0.075, low - 0.13, 0.6), (w, low - 0.055, 0.15),
             (w * 0.92, low, 0.15), (w * 0.45, low + 0.018, 0.6))  # fmt: skip
    right = [(x, y, rise) for x, y, rise in knots]
    middle = [(0.0, low + 0.034, 0.85)]
    left = [(-x, y, rise) for x, y, rise in reversed(knots)]
    points = np.array(right + middle + left)
    lifted = np.column_stack([points[:, :2], head.surface(points[:, 0], points[:, 1]) + points[:, 2] * lift])
    return smooth(head.at(lifted), 4)


def paint_nose(sheet: Sheet, head: Head, face: Bytes) -> None:
    look = head.look
    deep, dark, _, light = skin_colours(look.skin, 0.0)
    low, w, lift = base(head), wide(head), _lift(head)
    shadowed = -1 if look.light > 0 else 1
    sheet.named(outline(head), "nose", DEPTH)

    def on(*points: tuple[float, float, float]) -> Points:
        p = np.array(points)
        return head.at(np.column_stack([p[:, :2], head.surface(p[:, 0], p[:, 1]) + p[:, 2] * lift]))

    flank = smooth(on((shadowed * 0.03, -0.10, 0.3), (shadowed * 0.035, 0.12, 0.7), (shadowed * 0.045, low - 0.04, 1.0),
                      (shadowed * w, low, 0.1), (shadowed * (w + 0.03), low - 0.05, 0.0), (shadowed * 0.13, 0.08, 0.0),
                      (shadowed * 0.10, -0.10, 0.0)), 4)  # fmt: skip
    sheet.region(flank, dark, alpha=0.18 + 0.36 * abs(look.light), blur=0.006, clip=face)
    under = smooth(on((-w * 0.9, low - 0.01, 0.2), (0, low + 0.035, 0.85), (w * 0.9, low - 0.01, 0.2),
                      (w * 0.7, low + 0.075, 0), (0, low + 0.095, 0), (-w * 0.7, low + 0.075, 0)), 4)  # fmt: skip
    sheet.region(under, dark, alpha=0.5, blur=0.004, clip=face)
    spot = on((0.025 * look.light, low - 0.075, 1.0))[0]
    sheet.glow(spot[0], spot[1], 0.095 * UNIT, 0.085 * UNIT, mix(light, (255, 250, 240), 0.3), 0.75)
    bridge = on((0.02 * look.light, 0.08, 0.5))[0]
    sheet.glow(bridge[0], bridge[1], 0.05 * UNIT, 0.20 * UNIT, light, 0.55)
    ink = mix(dark, deep, 0.75)
    for side in (-1, 1):
        wing = smooth(on((side * w * 0.86, low - 0.10, 0.2), (side * w * 1.04, low - 0.05, 0.1),
                         (side * w * 0.95, low, 0.1), (side * w * 0.7, low + 0.006, 0.3)), 5, False)  # fmt: skip
        sheet.stroke(wing, UNIT * 0.024, ink, alpha=0.75, line=0.7)
        nostril = smooth(on((side * w * 0.26, low + 0.012, 0.6), (side * w * 0.52, low - 0.014, 0.5),
                            (side * w * 0.74, low + 0.002, 0.4), (side * w * 0.5, low + 0.016, 0.5)), 4)  # fmt: skip
        sheet.region(nostril, mix(deep, (40, 14, 14), 0.35), alpha=0.9, line=0.4)
    sheet.stroke(smooth(on((-w * 0.4, low + 0.02, 0.6), (0, low + 0.038, 0.85), (w * 0.4, low + 0.02, 0.6)), 4, False),
                 UNIT * 0.018, ink, alpha=0.55, line=0.6)  # fmt: skip
    if abs(look.turn) > 0.12:
        far = 1 if look.turn > 0 else -1
        ridge = smooth(on((far * 0.10, -0.16, 0.0), (far * 0.055, -0.02, 0.35), (far * 0.055, 0.14, 0.6),
                          (far * 0.06, low - 0.10, 0.95)), 5, False)  # fmt: skip
        sheet.stroke(ridge, UNIT * 0.026, mix(dark, deep, 0.4), alpha=min(1.0, 0.9 * abs(look.turn)), line=0.6)
