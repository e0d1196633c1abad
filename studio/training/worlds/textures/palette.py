"""A handful of colours that go together, or do not, as in the world."""

from __future__ import annotations

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, muted

Palette = tuple[Colour, ...]


def palette(chance: Chance, contrast: float, colourful: float) -> Palette:
    """Six colours around one lightness: `contrast` spreads them, `colourful` 0 leaves greys."""
    middle, spread = chance.between(70, 185), 30 + 225 * contrast
    tones = []
    for _ in range(6):
        level = middle + (chance.share() - 0.5) * spread
        own = tuple(min(255.0, max(0.0, level + (chance.share() - 0.5) * 200 * colourful)) for _ in range(3))
        tones.append(muted((own[0], own[1], own[2]), 0.5 * (1 - colourful)))
    return tuple(tones)
