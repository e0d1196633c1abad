"""Portraits: illustrated heads of all kinds of people, with every attribute of the face exactly known."""

from __future__ import annotations

from studio.training.worlds.portraits.facts import FACTS, LABELS
from studio.training.worlds.world import Facts, Sample, World


def _paint(seed: int, size: int, manner: str, given: Facts) -> Sample:
    from studio.training.worlds.portraits.painting import paint

    return paint(seed, size, manner, given)


WORLD = World("portraits", "Portraits", LABELS, FACTS, _paint)
