"""The colours of people and of what they wear, and the ramps from shade to light that give a surface its warmth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.training.worlds.colours import Colour, colour, mix
from studio.training.worlds.world import Bytes

SKINS = tuple(map(colour, ("#f6d3bf", "#efbf9f", "#e0a77e", "#c78b5b", "#a06a42", "#7a4c2e", "#603d2a")))

HAIRS = {
    "black": colour("#2e2829"), "brown": colour("#6b4429"), "blond": colour("#dcb15f"),
    "red": colour("#b5522a"), "grey": colour("#96959b"), "white": colour("#e4e1dc"),
}  # fmt: skip

IRISES = {
    "brown": colour("#6a3f20"), "hazel": colour("#98702c"), "green": colour("#5c8a4e"),
    "blue": colour("#4c8cc0"), "grey": colour("#8294a0"),
}  # fmt: skip

CLOTHES = {
    "red": colour("#bb4640"), "blue": colour("#3f6796"), "green": colour("#4f8260"), "white": colour("#ece7dd"),
    "black": colour("#3a3a42"), "yellow": colour("#e0ae45"), "purple": colour("#7d5a94"),
}  # fmt: skip

GROUNDS = {
    "blue": (colour("#bcd8e8"), colour("#7ba6c8")), "green": (colour("#c8dcb9"), colour("#8caf86")),
    "yellow": (colour("#f8e6b0"), colour("#e6c070")), "pink": (colour("#f6d4cf"), colour("#dfa2a6")),
    "purple": (colour("#d8cde8"), colour("#a48fc4")), "grey": (colour("#dcdddd"), colour("#a6abb1")),
    "orange": (colour("#f9d3ad"), colour("#e29f6c")),
}  # fmt: skip

LIPSTICKS = tuple(map(colour, ("#b8122e", "#a31f4c", "#c93236")))
SHADOWS = tuple(map(colour, ("#5d5aa0", "#8a4a8c", "#3f7c88", "#7a4f3c")))
FRAMES = tuple(map(colour, ("#2b2930", "#6b3f27", "#a8842f", "#8c2f39", "#2f4d6e")))
KNITS = tuple(map(colour, ("#a8413c", "#35557d", "#48735a", "#d8a443", "#6f5184", "#e8e0d2", "#3d3d46", "#c97f5a")))

Stops = Sequence[tuple[int, Colour]]


def along(colours: Sequence[Colour], share: float) -> Colour:
    """Between neighbours of a row of colours; share 0 … 1."""
    place = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    at = min(int(place), len(colours) - 2)
    return mix(colours[at], colours[at + 1], place - at)


def ramp(stops: Stops) -> Bytes:
    """Colours of the tones 0 (deepest shade) … 255 (brightest light): uint8 (256, 1, 3)."""
    tones = [tone for tone, _ in stops]
    channels = [np.interp(np.arange(256), tones, [one[at] for _, one in stops]) for at in range(3)]
    return np.clip(np.rint(np.stack(channels, axis=-1)), 0, 255).astype(np.uint8)[:, None]


def skin_colours(skin: float, warmth: float) -> tuple[Colour, Colour, Colour, Colour]:
    """Deep shade, shade, middle and light of a skin; `warmth` −1 … 1 leans it to rose or to olive."""
    middle = along(SKINS, skin)
    middle = mix(middle, colour("#d98a7c") if warmth > 0 else colour("#b79a63"), 0.07 * abs(warmth))
    lift = 0.06 * skin
    shade = (middle[0] * (0.8 + lift), middle[1] * (0.66 + lift), middle[2] * (0.64 + lift))
    deep = (middle[0] * 0.52, middle[1] * 0.37, middle[2] * 0.37)
    light = mix(middle, colour("#fff2de") if skin < 0.5 else colour("#ffd3a4"), 0.5 - 0.14 * skin)
    return deep, shade, middle, light


def skin_ramp(skin: float, warmth: float) -> Bytes:
    deep, shade, middle, light = skin_colours(skin, warmth)
    return ramp(((0, deep), (85, shade), (160, middle), (225, light), (255, mix(light, (255, 250, 240), 0.35))))


def hair_ramp(name: str) -> Bytes:
    base = HAIRS[name]
    dark = 0.5 if name in ("blond", "white", "grey") else 0.42
    deep = (base[0] * dark, base[1] * dark * 0.92, base[2] * dark * 0.95)
    shine = mix(base, colour("#fff0d6") if name != "black" else colour("#a9b2c8"), 0.42 if name != "white" else 0.8)
    return ramp(((0, deep), (140, base), (255, shine)))


def cloth_ramp(base: Colour) -> Bytes:
    deep = (base[0] * 0.48, base[1] * 0.46, base[2] * 0.54)
    return ramp(((0, deep), (150, base), (255, mix(base, (255, 248, 232), 0.35))))
