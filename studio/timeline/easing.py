"""How a value leaves one key and arrives at the next: evenly, softly, or not before its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.core.errors import BadRequest

Curve = tuple[float, float, float, float]

CURVES: dict[str, Curve] = {
    "linear": (0.0, 0.0, 1.0, 1.0),
    "in": (0.42, 0.0, 1.0, 1.0),
    "out": (0.0, 0.0, 0.58, 1.0),
    "in-out": (0.42, 0.0, 0.58, 1.0),
}
"""x1, y1, x2, y2 of the cubic Bézier curve from (0, 0) to (1, 1), as in CSS Easing Functions, level 1."""

HOLD, OWN = "hold", "own"
TITLES = {"in-out": "Ease in and out", "linear": "Even", "in": "Ease in", "out": "Ease out", HOLD: "Hold",
          OWN: "Own curve"}  # fmt: skip
_NEAR = 1e-9


@dataclass(frozen=True)
class Ease:
    """`name` is one of TITLES; `curve` counts only for OWN: x 0 … 1, y anything (beyond 0 … 1 it swings over)."""

    name: str = "in-out"
    curve: Curve = CURVES["in-out"]

    def __post_init__(self) -> None:
        if self.name not in TITLES:
            raise BadRequest(f"There is no easing called {self.name!r}.", f"There are: {', '.join(TITLES)}.")
        if not (0 <= self.curve[0] <= 1 and 0 <= self.curve[2] <= 1):
            raise BadRequest("A curve’s handles must lie between its two keys: x from 0 to 1.")

    def share(self, time: float) -> float:
        """How much of the way is done at `time` 0 … 1; of HOLD nothing before 1."""
        if time <= 0 or self.name == HOLD:
            return 0.0 if time < 1 else 1.0
        if time >= 1:
            return 1.0
        x1, y1, x2, y2 = self.curve if self.name == OWN else CURVES[self.name]
        if (x1, x2) == (y1, y2):
            return time
        return _cubic(y1, y2, _when(x1, x2, time))


def _cubic(a: float, b: float, s: float) -> float:
    """The Bézier curve through 0, a, b, 1 at s."""
    return 3 * (1 - s) ** 2 * s * a + 3 * (1 - s) * s**2 * b + s**3


def _when(x1: float, x2: float, time: float) -> float:
    """The s at which x is `time`: x never falls, so that halving the way finds it."""
    low, high = 0.0, 1.0
    while high - low > _NEAR:
        middle = (low + high) / 2
        low, high = (middle, high) if _cubic(x1, x2, middle) < time else (low, middle)
    return (low + high) / 2


def told(ease: Ease) -> Any:
    """As JSON: the name, or four numbers for an own curve."""
    return list(ease.curve) if ease.name == OWN else ease.name


def ease_of(value: Any) -> Ease:
    """What `told` wrote; BadRequest for anything else."""
    if isinstance(value, str):
        return Ease(value)
    try:
        x1, y1, x2, y2 = (float(number) for number in value)
    except (TypeError, ValueError):
        raise BadRequest(f"An easing is four numbers or one of {', '.join(TITLES)}, not {value!r}.") from None
    return Ease(OWN, (x1, y1, x2, y2))
