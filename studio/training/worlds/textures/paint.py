"""Paints one surface with its labels; a whole picture is one kind of it."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.opencv import cv2
from studio.training.worlds.textures import FACTS, KINDS
from studio.training.worlds.textures.cloth import woven
from studio.training.worlds.textures.drawn import edges, leaves, lettering
from studio.training.worlds.textures.fractal import fractal
from studio.training.worlds.textures.palette import palette
from studio.training.worlds.textures.photographs import photograph
from studio.training.worlds.world import Bytes, Facts, Sample

WORDS = {
    "leaves": "overlapping shapes",
    "fractal": "a rough natural surface",
    "woven": "woven cloth",
    "lettering": "lettering",
    "edges": "sharp edges and stripes",
    "photograph": "a piece of a photograph",
}


def decided(seed: int, given: Facts) -> Facts:
    facts: Facts = {}
    for fact in FACTS:
        chance = Chance(seed, "texture", fact.name)
        own = chance.pick(KINDS, (3, 2, 1, 1, 2, 3)) if fact.name == "kind" else chance.between(fact.low, fact.high)
        facts[fact.name] = given.get(fact.name, fact.checked(own))
    return facts


def paint(seed: int, size: int, given: Facts) -> Sample:
    facts, chance = decided(seed, given), Chance(seed, "texture")
    kind, scale, turn = str(facts["kind"]), float(facts["scale"]), float(facts["turn"]) * 90
    if kind == "photograph":
        picture = photograph(size, chance, scale)
    else:
        tones = palette(chance, float(facts["contrast"]), float(facts["colourful"]))
        make = {"leaves": leaves, "fractal": fractal, "woven": woven, "lettering": lettering, "edges": edges}[kind]
        fine = make(size * 2, chance, scale, turn, tones)
        picture = cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA)
    labels = np.full((size, size), KINDS.index(kind), np.uint8)
    lines: Bytes = 255 - cv2.Canny(picture, 80, 160)
    caption = f"{Chance(seed, 'caption').pick(('', 'a close view of ', 'a texture of '))}{WORDS[kind]}"
    return Sample(picture, facts, caption, labels, KINDS, np.zeros((size, size), np.uint8), lines)
