"""The small square that a model sees of a picture, and how what changes there comes back onto the picture itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Extent, Rect
from studio.core.picture import Picture, extent, to8

Floats = NDArray[np.float32]

CHANGED = 0.07
"""Where an edit changes the form, the model's own picture takes over: what the old one had there, wrinkles of a smile
that is gone, must not shine through. It does wholly where what is added swings by this much (of 0 … 1, the standard
deviation about a place); a change of colour alone leaves all detail."""

ABOUT = 2.0
"""How wide such a place is, in the model's pixels."""


def squared(picture: Picture, size: int) -> tuple[Floats, Rect]:
    """(S, S, 3) in 0 … 1 with the whole picture in its middle, at its own proportions, mirrored beyond its borders;
    and where it lies there."""
    import cv2

    from studio.families import region

    full = extent(picture)
    share = size / max(full)
    inside = Extent(*(max(1, round(side * share)) for side in full))
    small = fractions(region.resized(region.coloured_under(picture), inside))
    left, top = (size - inside.width) // 2, (size - inside.height) // 2
    right, below = size - inside.width - left, size - inside.height - top
    # A strip of one pixel has nothing to be mirrored at.
    way = cv2.BORDER_REFLECT_101 if min(inside) > 1 else cv2.BORDER_REPLICATE
    return np.asarray(cv2.copyMakeBorder(small, top, below, left, right, way)), Rect(left, top, *inside)


def fractions(picture: Picture) -> Floats:
    """(H, W, 3) in 0 … 1."""
    return np.asarray(to8(picture)[..., :3], np.float32) / np.float32(255)


def laid_over(picture: Picture, before: Floats, after: Floats) -> Picture:
    """`picture` with what differs between the model's copies of it (both h × w × 3): the difference is added, and
    where it changes the form the copy itself is there. Without a difference it is the picture, bit for bit."""
    import cv2

    most, (width, height) = np.iinfo(picture.dtype).max, extent(picture)
    added = after - before
    swing = cv2.GaussianBlur(added**2, (0, 0), ABOUT) - cv2.GaussianBlur(added, (0, 0), ABOUT) ** 2
    share = np.clip(np.sqrt(swing.max(axis=2).clip(0)) / CHANGED, 0, 1)
    share = share * share * (3 - 2 * share)
    large = [cv2.resize(one, (width, height), interpolation=cv2.INTER_CUBIC) for one in (added, after, share)]
    difference, copy, share = large[0], large[1], np.clip(large[2], 0, 1)[..., None]
    own = picture[..., :3].astype(np.float32) / most
    out = picture.copy()
    out[..., :3] = np.rint(np.clip((own + difference) * (1 - share) + copy * share, 0, 1) * most)
    return out
