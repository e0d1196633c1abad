"""Writes a digit: strokes of a pen that presses, slants and strays as a hand does."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Rect
from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.glyphs import FACTS
from studio.training.worlds.glyphs.ways import WAYS, Way
from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes, Facts, Sample

FINE = 8
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def decided(seed: int, given: Facts) -> Facts:
    facts: Facts = {}
    for fact in FACTS:
        chance = Chance(seed, "glyph", fact.name)
        if fact.name in given:
            facts[fact.name] = given[fact.name]
        elif fact.kind == "category":
            facts[fact.name] = chance.pick(fact.values)
        else:
            middling = (chance.share() + chance.share()) / 2
            facts[fact.name] = fact.checked(fact.low + (fact.high - fact.low) * middling)
    return facts


def paint(seed: int, size: int, given: Facts) -> Sample:
    facts = decided(seed, given)
    side = size * FINE
    sheet = np.zeros((side, side), np.uint8)
    hand = Chance(seed, "hand")
    for way in WAYS[str(facts["digit"])][0 if facts["form"] == "plain" else 1]:
        _write(sheet, _placed(way, facts, hand), 0.055 + 0.075 * float(facts["weight"]), hand)
    ink: Bytes = cv2.resize(sheet, (size, size), interpolation=cv2.INTER_AREA)
    label = (ink > 127).astype(np.uint8)
    box = Rect(*(int(v) for v in cv2.boundingRect(label)))
    caption = (
        Chance(seed, "caption")
        .pick(("a handwritten {}", "the digit {}", "a {} written by hand"))
        .format(NAMES[int(str(facts["digit"]))])
    )
    depth = label * 255
    return Sample(np.dstack([ink] * 3), facts, caption, label, ("paper", "ink"), depth, 255 - ink, {"digit": (box,)})


def _placed(way: Way, facts: Facts, hand: Chance) -> Points:
    """A stroke in the picture's measure, strayed, scaled, slanted and moved."""
    stray = 0.055 * float(facts["unrest"])
    points = np.array(way) + stray * (2 * hand.shares(len(way), 2) - 1)
    curve = smooth(points, 9, closed=False) - 0.5
    wide, tall = 0.43 + 0.09 * float(facts["width"]), 0.6 + 0.06 * float(facts["height"])
    x = curve[:, 0] * wide - curve[:, 1] * 0.18 * float(facts["slant"])
    return np.stack([0.5 + x + 0.05 * float(facts["x"]), 0.5 + curve[:, 1] * tall + 0.04 * float(facts["y"])], axis=1)


def _write(sheet: Bytes, curve: Points, width: float, hand: Chance) -> None:
    """The pen presses more in the middle of a stroke, and not twice the same."""
    side = sheet.shape[0]
    press = 1 + 0.16 * np.sin(np.linspace(0.3, 2.9, len(curve))) + 0.16 * (hand.share() - 0.5)
    fixed = np.rint(curve * side * 16).astype(np.int64).tolist()
    for start, end, force in zip(fixed, fixed[1:], press.tolist(), strict=False):
        cv2.line(sheet, tuple(start), tuple(end), 255, max(1, round(width * force * side)), cv2.LINE_AA, 4)
