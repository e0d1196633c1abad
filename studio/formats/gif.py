"""GIF: 256 colours; of an animation the first picture opens, and metadata says how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.formats import pillow
from studio.formats.format import Flat, Format

_KINDS = ("GIF",)


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    pillow.image_of(flat, alpha=True).save(path, "GIF")


FORMAT = Format(
    id="gif",
    title="GIF picture",
    suffixes=(".gif",),
    mime="image/gif",
    sniff=lambda head: head.startswith((b"GIF87a", b"GIF89a")),
    read=lambda path: pillow.read(path, _KINDS),
    write=_write,
    measure=lambda path: pillow.measured(path, _KINDS),
)
