"""JPEG: photographs, 8 bits, no transparency."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.formats import pillow
from studio.formats.format import Flat, Format

_KINDS = ("JPEG", "MPO")
_LARGEST_BLOCK = 65000
"""Bytes that EXIF or XMP may take: a JPEG segment holds 65 533."""


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    """`quality` 1 … 100; from 90 on, colour keeps full resolution. Notes that no segment can hold are left out."""
    quality = int(options.get("quality", 92))
    beside = pillow.options_of(flat, dpi=True)
    for name in ("exif", "xmp"):
        if len(beside.get(name, b"")) > _LARGEST_BLOCK:
            del beside[name]
    # Without `optimize`, which needs the whole file in a buffer that Pillow guesses too small for noisy pictures.
    pillow.image_of(flat, alpha=False).save(
        path, "JPEG", quality=quality, subsampling=0 if quality >= 90 else 2, **beside
    )


FORMAT = Format(
    id="jpeg",
    title="JPEG photograph",
    suffixes=(".jpg", ".jpeg", ".jpe", ".jfif"),
    mime="image/jpeg",
    sniff=lambda head: head.startswith(b"\xff\xd8\xff"),
    read=lambda path: pillow.read(path, _KINDS),
    write=_write,
    measure=lambda path: pillow.measured(path, _KINDS),
    alpha=False,
)
