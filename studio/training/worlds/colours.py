"""Colours as three numbers 0 … 255, with the few mixtures that a painter makes."""

from __future__ import annotations

from functools import cache

Colour = tuple[float, float, float]
WHITE: Colour = (255.0, 255.0, 255.0)
BLACK: Colour = (0.0, 0.0, 0.0)


@cache
def colour(text: str) -> Colour:
    """`#rrggbb`."""
    return float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other: 0 gives `one`, 1 gives `other`."""
    keep = 1 - share
    return (
        one[0] * keep + other[0] * share,
        one[1] * keep + other[1] * share,
        one[2] * keep + other[2] * share,
    )


def shade(one: Colour, factor: float) -> Colour:
    """Times a factor: below 1 darker, above 1 lighter."""
    return one[0] * factor, one[1] * factor, one[2] * factor


def times(one: Colour, light: Colour) -> Colour:
    """As seen under a coloured light; WHITE changes nothing."""
    return one[0] * light[0] / 255, one[1] * light[1] / 255, one[2] * light[2] / 255


def grey(one: Colour) -> float:
    """Rec. 709 luma."""
    return 0.2126 * one[0] + 0.7152 * one[1] + 0.0722 * one[2]


def muted(one: Colour, share: float) -> Colour:
    """`share` of the way to the grey of the same lightness."""
    level = grey(one)
    return mix(one, (level, level, level), share)
