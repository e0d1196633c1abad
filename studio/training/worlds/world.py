"""What a world is: from a seed, a picture together with everything that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.geometry import Rect

Bytes = NDArray[np.uint8]
Value = bool | int | float | str
Facts = dict[str, Value]

SMALLEST, LARGEST = 16, 2048


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a picture. `kind` is "continuous" (a float within `low` … `high`), "count" (a whole
    number within them), "category" (one of `values`) or "flag" (True or False). `group` gathers facts that belong to
    one thing (all of the cottage's), so that changing one of them may change that thing and nothing else."""

    name: str
    kind: str
    low: float = 0.0
    high: float = 1.0
    values: tuple[str, ...] = ()
    group: str = ""
    hint: str = ""

    def checked(self, value: Any) -> Value:
        """`value` as this fact holds it (floats to three places, as in JSON), or BadRequest saying what it takes."""
        if self.kind == "category":
            if value not in self.values:
                raise BadRequest(f"{self.name} cannot be {value!r}.", f"Choose one of: {', '.join(self.values)}.")
            return str(value)
        if self.kind == "flag":
            if value not in (True, False, 0, 1):
                raise BadRequest(f"{self.name} is true or false, not {value!r}.")
            return bool(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise BadRequest(f"{self.name} must be {self.low:g} to {self.high:g}, not {value!r}.")
        return int(value) if self.kind == "count" else round(float(value), 3)


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture and all that is known of it; every array has the picture's height and width (H, W).

    picture       uint8 (H, W, 3) sRGB, or (H, W, 4) with straight alpha
    facts         JSON-ready; drawing them again with the same seed gives the same picture
    caption       one English sentence part that says only what is true
    segmentation  uint8 (H, W), an index into `labels`
    depth         uint8 (H, W), 255 nearest, 0 farthest (the sky, or the backdrop)
    lines         uint8 (H, W), a drawing in black (0) on white (255)
    boxes         name of a thing → where each of it shows, in pixels, the largest first
    landmarks     name of a point → (x, y) in pixels, from the picture's left upper corner; may lie outside
    """

    picture: Bytes
    facts: Facts
    caption: str
    segmentation: Bytes
    labels: tuple[str, ...]
    depth: Bytes
    lines: Bytes
    boxes: Mapping[str, tuple[Rect, ...]] = field(default_factory=dict)
    landmarks: Mapping[str, tuple[float, float]] = field(default_factory=dict)


Paint = Callable[[int, int, str, Facts], Sample]
"""(seed, size, manner, given facts) → sample. What is not given, it draws from the seed."""


@dataclass(frozen=True)
class World:
    """`labels` name the segmentation's values; `manners` are ways to paint it, the usual one first; `size` is the
    side it is usually drawn at, in pixels. `paint` imports what it needs when it is called."""

    name: str
    title: str
    labels: tuple[str, ...]
    facts: tuple[Fact, ...]
    paint: Paint
    manners: tuple[str, ...] = ("gouache",)
    size: int = 256

    def draw(
        self, seed: int, size: int | None = None, manner: str = "", facts: Mapping[str, Any] | None = None
    ) -> Sample:
        """The picture of that seed, square; `facts` replace those that the seed would have given. The same arguments
        give the same pixels. BadRequest says which fact, manner or size is impossible."""
        size = self.size if size is None else size
        if not SMALLEST <= size <= LARGEST:
            raise BadRequest(f"A picture's size must be {SMALLEST} to {LARGEST}, not {size}.")
        if manner and manner not in self.manners:
            raise BadRequest(f"{self.title} cannot be painted as {manner!r}.", f"Try: {', '.join(self.manners)}.")
        return self.paint(seed, size, manner or self.manners[0], self.checked(facts or {}))

    def checked(self, facts: Mapping[str, Any]) -> Facts:
        known = {fact.name: fact for fact in self.facts}
        for name in facts:
            if name not in known:
                raise BadRequest(f"{self.title} has no fact called {name!r}.", f"It has: {', '.join(known)}.")
        return {name: known[name].checked(value) for name, value in facts.items()}
