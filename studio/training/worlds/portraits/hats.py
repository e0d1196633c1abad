"""What is worn on the head: a knitted cap, a hat with a brim, a band."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, mix
from studio.training.worlds.curves import Points, ellipse, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import KNITS, cloth_ramp
from studio.training.worlds.portraits.sheet import Sheet, Tones

DEPTH = 225


def paint_hat(sheet: Sheet, head: Head, grown: float, seed: int) -> None:
    """`grown`: how far the hair stands off the skull beneath it."""
    hue = Chance(seed, "portraits", "hat").pick(KNITS)
    painters = {"beanie": _beanie, "hat": _brimmed, "headband": _headband}
    if head.look.hat in painters:
        painters[head.look.hat](sheet, head, grown, hue)


def _band(head: Head, low: float, grown: float, bow: float, count: int = 13) -> Points:
    """A curve around the front of the head at height `low`, as seen; its middle hangs down by `bow`."""
    middle, rise, rx, ry = head.skull
    reach = (rx + grown) * np.sqrt(max(0.05, 1 - ((low - rise) / (ry + grown)) ** 2))
    t = np.linspace(-1, 1, count)
    return np.stack([middle + reach * t + 0.12 * head.sin * (1 - t**2), low + bow * (1 - t**2)], axis=1)


def _shaded(sheet: Sheet, head: Head, outlines: list[Points], base: float) -> Tones:
    tones = Tones(sheet, [head.placed(outline) for outline in outlines], base)
    here = head.placed([(head.skull[0], -0.7)])[0]
    side = np.clip((tones.x - here[0]) / (0.9 * UNIT), -1, 1)
    tones.soft += (52 * head.look.light * side - 26 * side**2).astype(np.float32)
    return tones


def _beanie(sheet: Sheet, head: Head, grown: float, hue: Colour) -> None:
    thick = grown + 0.05
    rim = _band(head, -0.50, thick, 0.07)
    top = head.dome(thick, thick + 0.12, -np.pi + 0.22, -0.22, 18)
    ball = ellipse(head.skull[0] * 1.4, -1.02 - thick - 0.20, 0.15, 0.13)
    puff = _shaded(sheet, head, [ball], 175)
    puff.finish(cloth_ramp(mix(hue, (255, 250, 240), 0.35)), "hat", DEPTH - 5, texture="brush", amount=0.05)
    dome = _shaded(sheet, head, [np.concatenate([top, rim[::-1]])], 165)
    for x in np.linspace(-0.9, 0.9, 13):
        foot = rim[int((x + 1) * 6)]
        peak = (head.skull[0] + 0.3 * x, -1.08 - thick)
        dome.dark(head.placed(smooth([peak, (foot[0] * 0.97 + 0.1 * x, -0.85), foot], 5, False)), 0.020 * UNIT, 40)
    dome.finish(cloth_ramp(hue), "hat", DEPTH, texture="brush", amount=0.03, soften=2)
    low, high = _band(head, -0.36, thick + 0.03, 0.07), _band(head, -0.58, thick + 0.05, 0.06)
    fold = _shaded(sheet, head, [np.concatenate([smooth(high, 3, False), smooth(low, 3, False)[::-1]])], 180)
    for one, other in zip(smooth(high, 2, False), smooth(low, 2, False), strict=True):
        fold.dark(head.placed([one, (one + other) / 2, other]), 0.022 * UNIT, 38)
    fold.finish(cloth_ramp(hue), "hat", DEPTH + 5, soften=2)


def _brimmed(sheet: Sheet, head: Head, grown: float, hue: Colour) -> None:
    thick = grown + 0.03
    middle, _, rx, _ = head.skull
    ramp = cloth_ramp(mix(hue, (120, 96, 70), 0.25))
    tall = -1.30 - thick
    wide = rx + thick
    rise = np.array([-0.60, -0.95, tall + 0.03, tall + 0.045, tall + 0.045, tall + 0.03, -0.95, -0.60])
    reach = middle + wide * np.array([-0.93, -0.90, -0.74, -0.2, 0.2, 0.74, 0.90, 0.93])
    crown = smooth(np.stack([reach, rise], axis=1), 5, False)
    tones = _shaded(sheet, head, [crown], 165)
    spot = head.placed([(middle, tall + 0.06)])[0]
    tones.glow(spot[0], spot[1], 0.5 * UNIT, 0.14 * UNIT, -30)
    tones.finish(ramp, "hat", DEPTH, texture="brush", amount=0.02)
    band = np.concatenate([_arc(middle, wide * 0.925, -0.78, 0.06), _arc(middle, wide * 0.94, -0.60, 0.06)[::-1]])
    ribbon = _shaded(sheet, head, [band], 150)
    ribbon.finish(cloth_ramp(mix(hue, (30, 24, 32), 0.6)), "hat", DEPTH + 2, line=0.7)
    shadow = np.concatenate([_arc(middle, wide * 0.95, -0.52, 0.10), _arc(middle, wide * 0.95, -0.40, 0.13)[::-1]])
    sheet.region(head.placed(shadow), (40, 18, 24), alpha=0.34, blur=0.006)
    tipped = middle + 0.10 * head.sin
    back, front = (_arc(tipped, wide + 0.40, -0.60, bow, -0.05) for bow in (-0.075, 0.155))
    brim = np.concatenate([back, front[::-1]])
    under = _shaded(sheet, head, [smooth(brim, 2)], 172)
    under.finish(ramp, "hat", DEPTH + 5, texture="brush", amount=0.02)


def _arc(middle: float, reach: float, y: float, bow: float, droop: float = 0.0) -> Points:
    t = np.linspace(-1, 1, 15)
    return np.stack([middle + reach * t, y + bow * np.sqrt(1 - t**2 * 0.999) + droop * t**2], axis=1)


def _headband(sheet: Sheet, head: Head, grown: float, hue: Colour) -> None:
    high, low = _band(head, -0.80, grown + 0.025, -0.01, 17), _band(head, -0.62, grown + 0.02, 0.0, 17)
    tones = _shaded(sheet, head, [np.concatenate([high, low[::-1]])], 172)
    tones.finish(cloth_ramp(hue), "hat", DEPTH, texture="brush", amount=0.03)
