"""What a document is made of: a tree of layers, each with its pixels, its place and how it joins what lies below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

from studio.core.geometry import Point
from studio.core.tiles import Tiles

_numbers = count(1)


def next_id() -> int:
    """A number that no layer of this run has had."""
    return next(_numbers)


class Mode(Enum):
    """OpenRaster's names for W3C compositing and blending; `label` is what the artist reads."""

    NORMAL = "svg:src-over"
    MULTIPLY = "svg:multiply"
    SCREEN = "svg:screen"
    OVERLAY = "svg:overlay"
    DARKEN = "svg:darken"
    LIGHTEN = "svg:lighten"
    COLOR_DODGE = "svg:color-dodge"
    COLOR_BURN = "svg:color-burn"
    HARD_LIGHT = "svg:hard-light"
    SOFT_LIGHT = "svg:soft-light"
    DIFFERENCE = "svg:difference"
    EXCLUSION = "svg:exclusion"
    HUE = "svg:hue"
    SATURATION = "svg:saturation"
    COLOR = "svg:color"
    LUMINOSITY = "svg:luminosity"
    PLUS = "svg:plus"
    DST_IN = "svg:dst-in"
    DST_OUT = "svg:dst-out"
    SRC_ATOP = "svg:src-atop"
    DST_ATOP = "svg:dst-atop"

    @property
    def label(self) -> str:
        special = {"src-over": "Normal", "plus": "Addition", "dst-in": "Keep below where opaque",
                   "dst-out": "Erase below", "src-atop": "Only on what is below", "dst-atop": "Behind, cut to this"}
        name = self.value.removeprefix("svg:")
        return special.get(name, name.replace("-", " ").capitalize())


EVERYWHERE = frozenset({Mode.DST_IN, Mode.DST_ATOP})
"""Modes that change what lies below even where the layer itself has no pixels."""


@dataclass(eq=False)
class Layer:
    """What all layers share. Only commands change one; everybody else reads.

    `opacity` 0 … 1. `locked` refuses every edit; `alpha_locked` lets colour change but not coverage.
    `offset` moves its pixels (and mask) on the canvas. `origin` is the job (JSON-ready) that made it, if any:
    a layer with an origin is a *generated* layer.
    """

    name: str
    visible: bool = True
    opacity: float = 1.0
    mode: Mode = Mode.NORMAL
    locked: bool = False
    alpha_locked: bool = False
    offset: Point = Point(0, 0)
    origin: Mapping[str, Any] | None = None
    mask: Tiles | None = None
    """One channel, read as 255 where nothing is stored (`empty=255`); 0 hides the layer there."""
    mask_enabled: bool = True
    extra: dict[str, str] = field(default_factory=dict)
    """Attributes of foreign files that are not ours, kept for the way back."""
    id: int = field(default_factory=next_id)

    @property
    def generated(self) -> bool:
        return self.origin is not None


@dataclass(eq=False)
class PixelLayer(Layer):
    pixels: Tiles = field(default_factory=lambda: Tiles(4))


@dataclass(eq=False)
class Group(Layer):
    """`children` run from the bottom to the top. Not `isolated`: children blend straight with what lies below."""

    children: list[Layer] = field(default_factory=list)
    isolated: bool = True
    expanded: bool = True

    def walk(self) -> Iterator[Layer]:
        """Every layer inside, bottom to top, groups after their children."""
        for child in self.children:
            if isinstance(child, Group):
                yield from child.walk()
            yield child
