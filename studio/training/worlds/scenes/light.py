"""The colour of the light: what time, weather and distance make of every colour in a landscape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, Colour, colour, grey, mix, muted, times
from studio.training.worlds.world import Facts

SKIES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "dawn": (
        ("#7f9ccb", "#c3c4dc", "#f5cfc0", "#fbe3c0"),
        ("#8fb3d4", "#d7cfe0", "#f7c6c4", "#fde6d2"),
        ("#6f86bd", "#b9a9cf", "#f0b7b0", "#fbd9a8"),
    ),
    "day": (
        ("#3f8fd0", "#6fb2e0", "#a9d5ec", "#dff0f2"),
        ("#5aa2dc", "#86bfe6", "#bfe0ee", "#eef4ee"),
        ("#2f7fc4", "#5fa9dc", "#9fd0e6", "#d3ecec"),
        ("#6fb0cf", "#98cbdc", "#c9e4e4", "#f2f1df"),
    ),
    "sunset": (
        ("#47508f", "#a8668f", "#ec8a66", "#fbc678"),
        ("#3d4f86", "#7f6c9f", "#e58f7c", "#fbd49a"),
        ("#6a4f86", "#c4607a", "#f08858", "#fbb558"),
        ("#4f7299", "#a8a3a8", "#f0b27a", "#fbd98c"),
    ),
    "night": (
        ("#0e1638", "#1a2858", "#2c4178", "#46608f"),
        ("#101c3c", "#1b335c", "#2f5478", "#4f7a8f"),
        ("#181540", "#2a2660", "#41407f", "#5d5f95"),
    ),
}
"""From zenith to horizon."""

TINTS = {"dawn": "#f6e3dc", "day": "#ffffff", "sunset": "#f5c6a0", "night": "#6f86c2"}
GLOWS = {"dawn": "#fff0cf", "day": "#fffbe0", "sunset": "#ffd27a", "night": "#b6c6ea"}


@dataclass(frozen=True)
class Light:
    """`side` is −1 where light comes from the left, 1 from the right; `tint` multiplies, `haze` is what far things
    fade into, `shadow` multiplies what lies in shade."""

    sky: tuple[Colour, Colour, Colour, Colour]
    tint: Colour
    haze: Colour
    glow: Colour
    shadow: Colour
    side: int
    dull: float
    night: bool
    mist: float

    def seen(self, paint: Colour | str, distance: float = 0.0) -> Colour:
        """A colour of its own as it looks `distance` (0 near … 1 lost in haze) away."""
        own = times(colour(paint) if isinstance(paint, str) else paint, self.tint)
        if self.dull:
            own = muted(own, self.dull)
        return mix(own, self.haze, min(1.0, distance + self.mist * (0.25 + distance)))

    def shaded(self, paint: Colour, share: float = 1.0) -> Colour:
        return mix(paint, times(paint, self.shadow), share)

    def lit(self, paint: Colour, share: float) -> Colour:
        return mix(paint, times(mix(paint, WHITE, 0.55), self.glow), share)

    def rows(self, count: int, horizon: float) -> NDArray[np.float64]:
        """The sky's colour in each of `count` rows of the sheet (count, 3); below the horizon its last one."""
        at = np.clip(np.arange(count) / (count * horizon), 0, 1)
        return np.stack([np.interp(at, (0, 0.38, 0.74, 1), [c[k] for c in self.sky]) for k in range(3)], axis=1)


def light_of(facts: Facts, chance: Chance) -> Light:
    time, weather = str(facts["time"]), str(facts["weather"])
    top, high, low, rim = (colour(text) for text in chance.pick(SKIES[time]))
    dull = {"clear": 0.0, "cloudy": 0.18, "rain": 0.5, "snow": 0.5, "fog": 0.55}[weather]
    pale = {"clear": 0.0, "cloudy": 0.05, "rain": 0.0, "snow": 0.32, "fog": 0.16}[weather] * (
        0.3 if time == "night" else 1
    )
    dim = {"rain": 0.78, "cloudy": 0.96}.get(weather, 1.0)
    cast = (198.0, 206.0, 218.0)

    def under(own: Colour) -> Colour:
        level = grey(own) / 212
        grown = mix(mix(own, (cast[0] * level, cast[1] * level, cast[2] * level), dull), WHITE, pale)
        return grown[0] * dim, grown[1] * dim, grown[2] * dim

    sky = (under(top), under(high), under(low), under(rim))
    tint = under(colour(TINTS[time])) if weather == "rain" else colour(TINTS[time])
    return Light(
        sky=sky,
        tint=tint,
        haze=mix(sky[3], sky[2], 0.4),
        glow=colour(GLOWS[time]),
        shadow=colour("#7f86b4") if time != "sunset" else colour("#86708f"),
        side=-1 if float(facts["light_x"]) < 0.5 else 1,
        dull=dull * 0.5,
        night=time == "night",
        mist={"fog": 0.34, "snow": 0.14, "rain": 0.12}.get(weather, 0.0),
    )
