"""BMP: plain pixels that every old program reads; no transparency, no notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.formats import pillow
from studio.formats.format import Flat, Format

_KINDS = ("BMP",)


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    pillow.image_of(flat, alpha=False).save(path, "BMP")


FORMAT = Format(
    id="bmp",
    title="BMP picture",
    suffixes=(".bmp", ".dib"),
    mime="image/bmp",
    sniff=lambda head: head.startswith(b"BM") and len(head) >= 26,
    read=lambda path: pillow.read(path, _KINDS),
    write=_write,
    measure=lambda path: pillow.measured(path, _KINDS),
    alpha=False,
)
