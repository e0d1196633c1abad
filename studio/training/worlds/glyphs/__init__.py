"""Digits in varied hands, white on black, ten classes: the smallest world, for the first models."""

from __future__ import annotations

from studio.training.worlds.world import Fact, Facts, Sample, World

DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")

FACTS = (
    Fact("digit", "category", values=DIGITS),
    Fact("form", "category", values=("plain", "other"), hint="a second way to write it: a crossed seven, an open four"),
    Fact("slant", "continuous", -1.0, 1.0, hint="leaning left … right"),
    Fact("weight", "continuous", 0.0, 1.0, hint="thin … bold pen"),
    Fact("width", "continuous", -1.0, 1.0, hint="narrow … wide"),
    Fact("height", "continuous", -1.0, 1.0, hint="small … tall"),
    Fact("x", "continuous", -1.0, 1.0, hint="left … right of the middle"),
    Fact("y", "continuous", -1.0, 1.0, hint="above … below the middle"),
    Fact("unrest", "continuous", 0.0, 1.0, hint="how far the hand strays"),
)


def _paint(seed: int, size: int, manner: str, given: Facts) -> Sample:
    from studio.training.worlds.glyphs.paint import paint

    return paint(seed, size, given)


WORLD = World("glyphs", "Glyphs", ("paper", "ink"), FACTS, _paint, ("pen",), 32)
