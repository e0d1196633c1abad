"""Where a landscape stands: the sheet, its facts and light, how things shrink with distance, and what is where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from studio.training.worlds.canvas import Canvas
from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, colour, mix
from studio.training.worlds.curves import Points
from studio.training.worlds.scenes.light import Light
from studio.training.worlds.world import Facts

GRASS = {
    "spring": (("#a5cf68", "#5f9f48"), ("#b3d07a", "#6aa052"), ("#98c66a", "#4f944c")),
    "summer": (("#86b656", "#3f7f3c"), ("#9ab85a", "#56803a"), ("#74ac5a", "#35743f")),
    "fall": (("#d9b665", "#a58240"), ("#c9b468", "#8a8446"), ("#d4a65c", "#a4743f"), ("#b8b268", "#7f8a48")),
    "winter": (("#f4f6fa", "#cdd8e8"), ("#eef3f8", "#c0cfe2"), ("#f6f4f4", "#d2d6e4")),
}
"""Far and near colours of meadows; in winter of snow."""


@dataclass
class Setting:
    """`horizon` in sides of the picture. `shore` is where a lake begins and ends, from far to near."""

    canvas: Canvas
    facts: Facts
    seed: int
    light: Light
    horizon: float
    cottage: tuple[float, float, float] | None = None
    """Middle, foot and width of the cottage, in sides."""
    disc: tuple[float, float, float] | None = None
    """Middle and radius of sun or moon."""
    shore: tuple[float, float] | None = None
    water: Points | None = None
    trail: Points | None = None
    """The middle of the stream or the path, from far to near."""

    def chance(self, *names: str) -> Chance:
        return Chance(self.seed, "scene", *names)

    @property
    def winter(self) -> bool:
        return self.facts["season"] == "winter"

    @property
    def snowy(self) -> bool:
        return self.winter or self.facts["weather"] == "snow"

    def near(self, y: float) -> float:
        """0 at the horizon, 1 at the picture's lower edge."""
        return min(1.0, max(0.0, (y - self.horizon) / (1 - self.horizon)))

    def depth(self, y: float) -> int:
        return round(90 + 160 * self.near(y))

    @cached_property
    def grass(self) -> tuple[Colour, Colour]:
        """Far and near, in this light."""
        far, close = self.chance("grass").pick(GRASS["winter" if self.snowy else str(self.facts["season"])])
        far_seen, near_seen = self.light.seen(far, 0.1), self.light.seen(close)
        if self.snowy and self.facts["time"] in ("dawn", "sunset"):
            return mix(far_seen, self.light.sky[2], 0.3), mix(near_seen, colour("#a7a5d2"), 0.5)
        return far_seen, near_seen

    def turf(self, y: float) -> Colour:
        far, close = self.grass
        return mix(far, close, self.near(y))

    def own(self, text: str, distance: float = 0.0) -> Colour:
        return self.light.seen(colour(text), distance)
