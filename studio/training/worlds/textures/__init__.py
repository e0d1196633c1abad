"""Surfaces with detail of every size, and patches of free photographs: what enlarging is learnt from."""

from __future__ import annotations

from studio.training.worlds.world import Fact, Facts, Sample, World

KINDS = ("leaves", "fractal", "woven", "lettering", "edges", "photograph")

FACTS = (
    Fact("kind", "category", values=KINDS),
    Fact("scale", "continuous", 0.0, 1.0, hint="fine … coarse"),
    Fact("contrast", "continuous", 0.0, 1.0),
    Fact("colourful", "continuous", 0.0, 1.0),
    Fact("turn", "continuous", -1.0, 1.0, hint="−90 … 90 degrees"),
)


def _paint(seed: int, size: int, manner: str, given: Facts) -> Sample:
    from studio.training.worlds.textures.paint import paint

    return paint(seed, size, given)


WORLD = World("textures", "Textures", KINDS, FACTS, _paint, ("plain",), 128)
