"""Where something stands, how large and how turned: a layer on the canvas, or the camera over the picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core.errors import BadRequest

if TYPE_CHECKING:
    from studio.core.resample import Matrix

SMALLEST, LARGEST = 0.05, 20.0


class Pose(NamedTuple):
    """`x`, `y`: of a layer in pixels of the canvas, of the camera in widths and heights of the picture. `scale` is
    that of the layer, or how near the camera is; `turn` in degrees, clockwise."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    turn: float = 0.0

    @property
    def still(self) -> bool:
        return self == STILL


STILL = Pose()


def between(a: Pose, b: Pose, share: float) -> Pose:
    """Sizes change by equal factors, not by equal amounts: a steady zoom looks steady."""
    mixed = [one + (two - one) * share for one, two in zip(a, b, strict=True)]
    scale = math.exp(math.log(a.scale) + (math.log(b.scale) - math.log(a.scale)) * share)
    return Pose(mixed[0], mixed[1], scale, mixed[3])


def checked(pose: Pose) -> Pose:
    if not all(math.isfinite(part) for part in pose) or not SMALLEST <= pose.scale <= LARGEST:
        raise BadRequest(f"A scale must be {SMALLEST:g} to {LARGEST:g}, and every number finite.")
    return pose


def told(pose: Pose) -> dict[str, float]:
    return pose._asdict()


def pose_of(value: Any) -> Pose:
    """What `told` wrote; BadRequest for anything else."""
    try:
        return checked(Pose(**{str(name): float(number) for name, number in value.items()}))
    except (AttributeError, TypeError, ValueError):
        raise BadRequest(f"A place is x, y, scale and turn, not {value!r}.") from None


def of_layer(pose: Pose, centre: tuple[float, float]) -> Matrix:
    """3 × 3: scaled and turned around `centre` (px on the canvas), then shifted."""
    to_it, there = _shift(-centre[0], -centre[1]), _shift(centre[0] + pose.x, centre[1] + pose.y)
    return there @ _turned(pose.turn, pose.scale) @ to_it


def of_camera(pose: Pose, size: tuple[int, int]) -> Matrix:
    """3 × 3: where a pixel of the picture of `size` = (width, height) lands on what the camera sees, of the same size.

    A camera that goes right sees the picture go left; nearer, it sees it larger; turned right, turned left.
    """
    width, height = size
    middle = width / 2, height / 2
    looked_at = middle[0] + pose.x * width, middle[1] + pose.y * height
    return _shift(*middle) @ _turned(-pose.turn, pose.scale) @ _shift(-looked_at[0], -looked_at[1])


def _shift(x: float, y: float) -> Matrix:
    import numpy as np

    return np.array([[1.0, 0, x], [0, 1.0, y], [0, 0, 1.0]])


def _turned(degrees: float, scale: float) -> Matrix:
    import numpy as np

    angle = math.radians(degrees)
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1.0]])
