"""Where on the screen a frame of the film stands, and where its seconds are written."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

NAMES = 164
"""Width of the column with the tracks' names."""
BEFORE, AFTER = 16, 28
ROW, RULER = 28, 24
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0)
CLEAR = 84
"""At least so many px between two written times."""


class Scale(NamedTuple):
    """The whole film in `width` px of a row, names included."""

    width: int
    length: int
    fps: Fraction

    @property
    def left(self) -> float:
        return NAMES + BEFORE

    @property
    def room(self) -> float:
        return max(1.0, self.width - NAMES - BEFORE - AFTER)

    def x(self, frame: float) -> float:
        """The film's end, which is the beginning of no frame, stands at the right."""
        return self.left + frame / max(1, self.length) * self.room

    def frame(self, x: float) -> int:
        """The nearest one."""
        return max(0, min(self.length - 1, round((x - self.left) / self.room * max(1, self.length))))

    def seconds(self) -> list[tuple[float, float, bool]]:
        """x, the time in seconds, and whether it is written there; the others are small strokes."""
        whole = float(self.length / self.fps)
        big = next((step for step in STEPS if step / max(whole, 1e-9) * self.room >= CLEAR), STEPS[-1])
        fine = big / 5
        found = []
        for number in range(int(whole / fine + 1e-6) + 1):
            time = number * fine
            found.append((self.x(time * float(self.fps)), round(time, 3), number % 5 == 0))
        return found
