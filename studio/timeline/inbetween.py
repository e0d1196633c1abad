"""Motion between two pictures, worked out from how things moved: fewer frames to make, and still a smooth film."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.picture import Picture

Floats = NDArray[np.float32]
HIDDEN = 1.5
"""Px that a point may miss by, going there and back, before it counts as hidden in the other picture."""
STILL = 2.0
"""Px: what goes less far from one made picture to the next looks as well when it is only blended."""
SMALLEST = 32
"""Px: below this the flow's patches do not fit, and pictures are only blended."""


class Between:
    """The pictures between `a` and `b`, RGBA uint8 of one size, a few pixels of motion apart.

    Optical flow both ways (Dense Inverse Search, Kroeger et al. 2016); at time t both pictures are pulled along flows
    that are mixed from the two as in Super SloMo (Jiang et al. 2018, equation 4), and what is hidden in one of them is
    taken from the other (their equation 5, with the flows' agreement in the place of learnt visibility). Where hardly
    anything moves, or nothing that both flows agree on, the pictures are blended as they are: pulling would blur them.
    """

    def __init__(self, a: Picture, b: Picture) -> None:
        if a.shape != b.shape:
            raise BadRequest("Pictures of different sizes have no motion between them.")
        self._a, self._b = a, b
        self._flows: tuple[Floats, Floats, Floats, Floats] | None = None

    def at(self, share: float) -> Picture:
        """0 is `a` itself, 1 is `b` itself."""
        if share <= 0 or share >= 1:
            return self._a if share <= 0 else self._b
        if min(self._a.shape[:2]) < SMALLEST or np.array_equal(self._a, self._b):
            return _blended(_weighed(self._a), _weighed(self._b), np.float32(share))
        there, back, seen_a, seen_b = self._flow()
        to_a = -(1 - share) * share * there + share**2 * back
        to_b = (1 - share) ** 2 * there - share * (1 - share) * back
        a, b = _weighed(self._a), _weighed(self._b)
        one, two = _pulled(a, to_a), _pulled(b, to_b)
        by_a, by_b = _pulled(seen_a, to_a), _pulled(seen_b, to_b)
        here, there_ = (1 - share) * by_a, share * by_b
        follows = _moving(to_a, to_b, share) * np.maximum(by_a, by_b)
        weight = follows * (there_ + 1e-4 * share) / (here + there_ + 1e-4) + (1 - follows) * np.float32(share)
        return _blended(a + (one - a) * follows[..., None], b + (two - b) * follows[..., None], weight)

    def _flow(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Flows a→b and b→a (h, w, 2), and how far each point of `a` and of `b` is seen in the other (h, w), 0 … 1."""
        if self._flows is None:
            import cv2

            search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
            grey = [cv2.cvtColor(_flat(picture), cv2.COLOR_RGB2GRAY) for picture in (self._a, self._b)]
            there = np.asarray(search.calc(grey[0], grey[1], None), np.float32)  # type: ignore[call-overload]
            back = np.asarray(search.calc(grey[1], grey[0], None), np.float32)  # type: ignore[call-overload]
            self._flows = there, back, _agreeing(there, back), _agreeing(back, there)
        return self._flows


def _flat(picture: Picture) -> NDArray[np.uint8]:
    """On grey where it is clear: what moves there is the edge of what is not."""
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.asarray(picture[..., :3] * alpha + 128 * (1 - alpha), np.uint8)


def _weighed(picture: Picture) -> Floats:
    """Colours times alpha, 0 … 255."""
    out = picture.astype(np.float32)
    out[..., :3] *= out[..., 3:] / 255
    return out


def _pulled(field: Floats, flow: Floats) -> Floats:
    """field(x + flow(x)), linear, the edge going on beyond the picture."""
    import cv2

    height, width = flow.shape[:2]
    x = np.arange(width, dtype=np.float32)[None] + flow[..., 0]
    y = np.arange(height, dtype=np.float32)[:, None] + flow[..., 1]
    return np.asarray(cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _agreeing(there: Floats, back: Floats) -> Floats:
    missed = np.linalg.norm(there + _pulled(back, there), axis=-1)
    return np.asarray(np.exp(-((missed / HIDDEN) ** 2)), np.float32)


def _moving(to_a: Floats, to_b: Floats, share: float) -> Floats:
    """0 where things stand, 1 where they go STILL px or more from one picture to the other."""
    import cv2

    gone = np.linalg.norm(to_a / max(share, 0.01) if share > 0.5 else to_b / max(1 - share, 0.01), axis=-1)
    moves = np.clip((gone - STILL / 2) / (STILL / 2), 0, 1).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(moves, (0, 0), 1.5), np.float32)


def _blended(one: Floats, two: Floats, share: Any) -> Picture:
    weight = np.asarray(share, np.float32)[..., None]
    mixed = one + (two - one) * weight
    alpha = mixed[..., 3:]
    mixed[..., :3] *= np.divide(255.0, alpha, out=np.zeros_like(alpha), where=alpha > 0.5)
    return np.asarray(np.clip(np.rint(mixed), 0, 255), np.uint8)
