"""How large a picture may be, asked before a single pixel is unpacked."""

from __future__ import annotations

from studio.core.errors import Unreadable
from studio.core.geometry import Extent

SIDE = 16384
LARGEST = SIDE * SIDE
"""Pixels of the largest picture; a long one may be wider than SIDE as long as it holds no more than these."""

MOST_PIXELS = 16 * LARGEST
"""Pixels of all layers and masks of a document together."""

LONGEST = 65535
"""Pixels of the longest side."""


def checked_size(width: int, height: int, name: str = "This picture") -> Extent:
    """The size, or Unreadable when a picture of it would be empty or too large to be worked on."""
    if width < 1 or height < 1:
        raise Unreadable(f"{name} is damaged: it claims a size of {width} × {height} pixels.")
    if width * height > LARGEST or max(width, height) > LONGEST:
        raise Unreadable(
            f"{name} is {width} × {height} pixels; the largest that can be opened is {SIDE} × {SIDE}.",
            "Make it smaller first, or open a part of it.",
        )
    return Extent(width, height)
