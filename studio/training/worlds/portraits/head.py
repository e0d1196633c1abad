"""The head as a solid: slices from crown to chin, so that a turned head keeps every feature in its place.

Head lengths: x to the picture's right, y down (−1 crown, 0 eyes, 1 chin), z towards the painter. A point is first
*seen* (turned about the neck, z dropped), then *placed* (leant and scaled into the picture).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.portraits.facts import Look

UNIT = 0.305
"""Half the head's height, in sides of the picture."""

MOST_TURN, MOST_TILT = 0.50, 0.21
"""Radians: from the front to three-quarter, and a gentle lean."""

PIVOT = 1.15
"""The head leans about the top of the neck."""

# y, half width, z of the slice's middle, half depth
_SLICES = np.array([
    (-0.90, 0.430, -0.05, 0.45),
    (-0.62, 0.665, 0.00, 0.55),
    (-0.30, 0.745, 0.02, 0.58),
    (0.00, 0.745, 0.02, 0.58),
    (0.25, 0.720, 0.03, 0.57),
    (0.48, 0.655, 0.08, 0.52),
    (0.66, 0.565, 0.14, 0.46),
    (0.80, 0.455, 0.22, 0.38),
    (0.91, 0.315, 0.30, 0.30),
    (0.975, 0.170, 0.36, 0.24),
])  # fmt: skip
_JAW = np.array((0, 0, 0, 0, 0.01, 0.035, 0.065, 0.085, 0.075, 0.05))
_CHEEKS = np.array((0, 0, 0, 0.005, 0.025, 0.035, 0.025, 0.01, 0, 0))
_JOWLS = np.array((0, 0, -0.02, -0.03, -0.015, 0.025, 0.075, 0.085, 0.045, 0.015))

SKULL = (-0.28, -0.16)
"""y and z of the skull's middle."""
_SKULL_RADII = (0.775, 0.745, 0.80)


_LEVELS = 2048
"""Heights at which the solid is looked up."""


class Head:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.wide = 1 + 0.085 * look.face_width
        yaw, roll = look.turn * MOST_TURN, look.tilt * MOST_TILT
        self.sin, self.cos = float(np.sin(yaw)), float(np.cos(yaw))
        self._lean = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]])
        self.middle = np.array((0.5 - 0.022 * look.turn, 0.478))
        self._scale = self._lean * UNIT
        self._shift = ((0, PIVOT) - np.array((0, PIVOT)) @ self._lean) * UNIT + self.middle
        self._y = _SLICES[:, 0]
        full = _SLICES[:, 1] + _JAW * look.jaw + _CHEEKS * look.youth + _JOWLS * look.old
        self._half, self._z, self._deep = full * self.wide, _SLICES[:, 2], _SLICES[:, 3]
        levels = np.linspace(-1, 1, _LEVELS)
        self._fine = np.stack([np.interp(levels, self._y, row) for row in (self._half, self._z, self._deep)])
        reach = np.sqrt((self._half * self.cos) ** 2 + (self._deep * self.sin) ** 2)
        socket = 0.02 * abs(self.sin) * np.array((0, 0, 0.2, 1, -0.3, 0, 0, 0, 0, 0))
        right = self._z * self.sin + reach - (socket if self.sin > 0 else 0)
        left = self._z * self.sin - reach + (socket if self.sin < 0 else 0)
        chin, crown = ((0.38 * self.sin, 1.0),), ((-0.06 * self.sin, -0.97),)
        down = np.stack([right, self._y], axis=1)
        up = np.stack([left, self._y], axis=1)[::-1]
        self.outline: Points = smooth(np.concatenate([crown, down, chin, up]), 5)
        self._left, self._right = left, right
        rx = float(np.hypot(_SKULL_RADII[0] * self.wide * self.cos, _SKULL_RADII[2] * self.sin))
        self.skull = SKULL[1] * self.sin, SKULL[0], rx, _SKULL_RADII[1]

    # ---- from the solid to the picture ---------------------------------------------------------------------

    def seen(self, points: ArrayLike) -> Points:
        """(N, 3) turned with the head: (N, 2), still in head lengths."""
        p = np.asarray(points, np.float64)
        flat = np.empty((len(p), 2))
        flat[:, 0] = p[:, 0] * self.cos + p[:, 2] * self.sin
        flat[:, 1] = p[:, 1]
        return flat

    def placed(self, flat: ArrayLike) -> Points:
        """(N, 2) as seen, leant and scaled: sides of the picture."""
        spot: Points = np.asarray(flat, np.float64) @ self._scale + self._shift
        return spot

    def at(self, points: ArrayLike) -> Points:
        return self.placed(self.seen(points))

    def on(self, points: ArrayLike, lift: float = 0.0) -> Points:
        """(N, 2) on the face, `lift` in front of it: sides of the picture."""
        return self.placed(self.seen_on(points, lift))

    def seen_on(self, points: ArrayLike, lift: float = 0.0) -> Points:
        p = np.asarray(points, np.float64)
        solid = np.empty((len(p), 3))
        solid[:, :2] = p
        solid[:, 2] = self.surface(p[:, 0], p[:, 1]) + lift
        return self.seen(solid)

    def back(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Picture → as seen: the way back of `placed`."""
        p = (np.stack([x, y], axis=-1) - self.middle) / UNIT - (0, PIVOT)
        p = p @ self._lean.T + (0, PIVOT)
        return p[..., 0], p[..., 1]

    # ---- the solid -----------------------------------------------------------------------------------------

    def surface(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """z of the face at (x, y); a face is flatter than a ball, so its middle is drawn out."""
        at = np.clip((np.asarray(y) + 1.0) * _LEVELS / 2, 0, _LEVELS - 1).astype(np.int64)
        half, z, deep = self._fine[:, at]
        share = np.minimum(np.abs(x) / half, 0.98)
        rounded: NDArray[np.float64] = z + deep * np.sqrt(1 - share**2.4)
        return rounded

    def half(self, y: float) -> float:
        """Half the face's width at that height, from the front."""
        return float(np.interp(y, self._y, self._half))

    def sides(self, y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Left and right edge of the face as seen."""
        return np.interp(y, self._y, self._left), np.interp(y, self._y, self._right)

    def dome(self, grown: float, lift: float, low: float, high: float, count: int = 16) -> Points:
        """An arc about the skull as seen: angles in radians, −π/2 at the crown, 0 at the right."""
        x, y, rx, ry = self.skull
        turn = np.linspace(low, high, count)
        return np.stack([x + (rx + grown) * np.cos(turn), y + (ry + lift) * np.sin(turn)], axis=1)
