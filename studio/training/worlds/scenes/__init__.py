"""Landscapes: season, time of day, weather, and what stands in them, all of it known."""

from __future__ import annotations

from studio.training.worlds.scenes.facts import FACTS
from studio.training.worlds.world import Facts, Sample, World

LABELS = (
    "sky", "cloud", "sun", "moon", "mountain", "hill", "ground", "water", "tree", "cottage", "roof", "window", "path",
    "flowers", "boat", "bridge", "fence", "birds",
)  # fmt: skip


def _paint(seed: int, size: int, manner: str, given: Facts) -> Sample:
    from studio.training.worlds.scenes.paint import paint

    return paint(seed, size, manner, given, LABELS)


WORLD = World("scenes", "Scenes", LABELS, FACTS, _paint, ("gouache", "flat", "ink", "monet"))
