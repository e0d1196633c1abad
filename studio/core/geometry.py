"""Points, extents and rectangles in whole pixels, so that 'where' is one value with operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int

    def __add__(self, other: tuple[int, int]) -> Point:  # type: ignore[override]
        return Point(self.x + other[0], self.y + other[1])

    def __sub__(self, other: tuple[int, int]) -> Point:
        return Point(self.x - other[0], self.y - other[1])

    def __neg__(self) -> Point:
        return Point(-self.x, -self.y)


class Extent(NamedTuple):
    width: int
    height: int

    @property
    def area(self) -> int:
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class Rect(NamedTuple):
    """Half-open: covers x … x + width − 1. One with no width or no height is empty and joins as nothing."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, extent: tuple[int, int]) -> Rect:
        return cls(0, 0, extent[0], extent[1])

    @classmethod
    def between(cls, left: int, top: int, right: int, bottom: int) -> Rect:
        return cls(left, top, max(0, right - left), max(0, bottom - top))

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def corner(self) -> Point:
        return Point(self.x, self.y)

    @property
    def extent(self) -> Extent:
        return Extent(self.width, self.height)

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows, then columns: `picture[rect.slices]`."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def __and__(self, other: Rect) -> Rect:
        left, top = max(self.x, other.x), max(self.y, other.y)
        return Rect.between(left, top, min(self.right, other.right), min(self.bottom, other.bottom))

    def __or__(self, other: Rect) -> Rect:
        if self.empty:
            return other
        if other.empty:
            return self
        left, top = min(self.x, other.x), min(self.y, other.y)
        return Rect.between(left, top, max(self.right, other.right), max(self.bottom, other.bottom))

    def __contains__(self, point: object) -> bool:
        if not isinstance(point, tuple) or len(point) != 2:
            return False
        return bool(self.x <= point[0] < self.right and self.y <= point[1] < self.bottom)

    def holds(self, other: Rect) -> bool:
        return other.empty or (self & other) == other

    def grown(self, margin: int) -> Rect:
        return Rect.between(self.x - margin, self.y - margin, self.right + margin, self.bottom + margin)

    def moved(self, by: tuple[int, int]) -> Rect:
        return Rect(self.x + by[0], self.y + by[1], self.width, self.height)

    def cells(self, size: int) -> Iterator[tuple[int, int]]:
        """Columns and rows of the `size`-pixel grid that this rectangle touches."""
        if self.empty:
            return
        for row in range(self.y // size, (self.bottom - 1) // size + 1):
            for column in range(self.x // size, (self.right - 1) // size + 1):
                yield column, row


NOWHERE = Rect(0, 0, 0, 0)
