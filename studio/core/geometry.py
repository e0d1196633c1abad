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

    # Strokes join rectangles hundreds of times for each move of the hand: numbers are looked up once.

    def __and__(self, other: Rect) -> Rect:
        (x, y, width, height), (a, b, wide, high) = self, other
        left, top = x if x > a else a, y if y > b else b
        right, bottom = min(x + width, a + wide), min(y + height, b + high)
        return Rect(left, top, right - left if right > left else 0, bottom - top if bottom > top else 0)

    def __or__(self, other: Rect) -> Rect:
        (x, y, width, height), (a, b, wide, high) = self, other
        if width <= 0 or height <= 0:
            return other
        if wide <= 0 or high <= 0:
            return self
        left, top = x if x < a else a, y if y < b else b
        return Rect(left, top, max(x + width, a + wide) - left, max(y + height, b + high) - top)

    def __contains__(self, point: object) -> bool:
        if not isinstance(point, tuple) or len(point) != 2:
            return False
        return bool(self.x <= point[0] < self.right and self.y <= point[1] < self.bottom)

    def holds(self, other: Rect) -> bool:
        (x, y, width, height), (a, b, wide, high) = self, other
        return wide <= 0 or high <= 0 or (x <= a and y <= b and a + wide <= x + width and b + high <= y + height)

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
