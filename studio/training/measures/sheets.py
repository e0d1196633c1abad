"""Contact sheets for the documentation: rows of pictures with a few words above each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import Unwritable
from studio.training.pictures import resized

Bytes = NDArray[np.uint8]

GAP = 4
WORDS = 16
"""Height of a line of words, px."""

PAPER, INK = (250, 249, 246), (60, 58, 54)
LARGEST = 150_000
"""A sheet for the documentation weighs at most so many bytes."""


def sheet(rows: Sequence[tuple[str, Bytes]], side: int = 96) -> Bytes:
    """Rows of pictures (N, S, S, 3), each row under its words; rows may be of different lengths."""
    wide = max(len(pictures) for _, pictures in rows) * (side + GAP) + GAP
    parts = []
    for words, pictures in rows:
        if words:
            parts.append(_line(words, wide))
        row = np.full((side + GAP, wide, 3), PAPER, np.uint8)
        for at, picture in enumerate(resized(np.ascontiguousarray(pictures[..., :3]), side)):
            row[:side, GAP + at * (side + GAP) : GAP + at * (side + GAP) + side] = picture
        parts.append(row)
    return np.vstack(parts)


def grid(pictures: Bytes, columns: int = 8, side: int = 96, words: str = "") -> Bytes:
    """All pictures, so many in a row, under one line of words."""
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    return sheet([(words if not at else "", row) for at, row in enumerate(rows)], side)


def _line(words: str, wide: int) -> Bytes:
    from PIL import Image, ImageDraw, ImageFont

    strip = Image.new("RGB", (wide, WORDS), PAPER)
    ImageDraw.Draw(strip).text((GAP, 1), words, INK, ImageFont.load_default(11))
    return np.asarray(strip)


def written(path: Path, pixels: Bytes, largest: int = LARGEST) -> Path:
    """Writes a WebP of at most `largest` bytes, as good as fits. Unwritable when the disk does not take it."""
    import cv2

    for quality in (90, 82, 74, 66, 58, 50, 40, 30, 20):
        data = cv2.imencode(".webp", np.ascontiguousarray(pixels[..., ::-1]), [cv2.IMWRITE_WEBP_QUALITY, quality])[1]
        if data.size <= largest:
            break
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise Unwritable(f"{path} could not be written: {error.strerror}.", "Choose another folder.") from None
    return path
