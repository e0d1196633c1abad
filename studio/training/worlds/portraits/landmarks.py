"""Named points of a face, where they lie in the picture; left and right are the picture's."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.portraits import nose
from studio.training.worlds.portraits.brows import brow_curve
from studio.training.worlds.portraits.eyes import Eye
from studio.training.worlds.portraits.head import Head
from studio.training.worlds.portraits.mouth import Mouth

Landmarks = dict[str, tuple[float, float]]
Spot = NDArray[np.float64]
Put = Callable[[str, Spot], None]


def landmarks(head: Head, eyes: tuple[Eye, Eye], size: int) -> Landmarks:
    """Name → (x, y) in pixels of a picture `size` wide."""
    points: Landmarks = {}

    def put(name: str, spot: Spot) -> None:
        points[name] = round(float(spot[0]) * size, 2), round(float(spot[1]) * size, 2)

    for at, y in enumerate((-0.30, 0.00, 0.25, 0.48, 0.66, 0.80, 0.91), start=1):
        left, right = head.sides(np.array([y]))
        edges = head.placed([(left[0], y), (right[0], y)])
        put(f"left_jaw_{at}", edges[0])
        put(f"right_jaw_{at}", edges[1])
    put("chin", head.placed([(0.38 * head.sin, 1.0)])[0])
    put("forehead", head.on(np.array([(0.0, -0.45)]))[0])
    for eye, side in zip(eyes, ("left", "right"), strict=True):
        _eye(put, head, eye, side)
    _nose(put, head)
    _mouth(put, Mouth(head))
    return points


def _eye(put: Put, head: Head, eye: Eye, side: str) -> None:
    upper, lower = head.on(eye.curve(eye.upper, 2.3)), head.on(eye.curve(-eye.lower, 2.0))
    for name, spot in (("inner", upper[0]), ("upper", upper[6]), ("outer", upper[-1]), ("lower", lower[6])):
        put(f"{side}_eye_{name}", spot)
    put(f"{side}_pupil", head.on(np.array([eye.pupil]))[0])
    brow = head.on(brow_curve(head, eye.side), 0.01)
    for name, at in (("inner", 0), ("middle", 3), ("outer", 5)):
        put(f"{side}_brow_{name}", brow[at])
    put(f"{side}_ear", head.at([(eye.side * (head.half(0.1) + 0.06), 0.08, -0.1)])[0])


def _nose(put: Put, head: Head) -> None:
    put("nose_tip", nose.tip(head)[0])
    low, wide = nose.base(head), nose.wide(head)
    spots = np.array([(0.0, 0.02), (0.0, low + 0.02), (-wide, low - 0.05), (wide, low - 0.05)])
    bridge, base, left, right = head.on(spots, 0.03)
    for name, spot in (("bridge", bridge), ("base", base), ("left", left), ("right", right)):
        put(f"nose_{name}", spot)


def _mouth(put: Put, mouth: Mouth) -> None:
    outer, inner = mouth.on(mouth.outer_upper), mouth.on(mouth.inner_upper)
    below, within = mouth.on(mouth.outer_lower), mouth.on(mouth.inner_lower)
    for name, spot in (
        ("left", inner[0]), ("right", inner[-1]), ("upper", outer[8]), ("upper_left", outer[4]),
        ("upper_right", outer[12]), ("lower", below[8]), ("lower_left", below[4]), ("lower_right", below[12]),
        ("inner_upper", inner[8]), ("inner_lower", within[8]),
    ):  # fmt: skip
        put(f"mouth_{name}", spot)
