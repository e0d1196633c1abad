"""AVIF: the smallest pictures for the web, with transparency."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.formats import pillow
from studio.formats.format import Flat, Format

_KINDS = ("AVIF",)


def _sniff(head: bytes) -> bool:
    """An ISO media file whose first box names AVIF among its brands (AVIF 1.1, section 6)."""
    return head[4:8] == b"ftyp" and any(brand in head[8:64] for brand in (b"avif", b"avis"))


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    """`quality` 1 … 100. Colour keeps full resolution."""
    pillow.image_of(flat, alpha=True).save(
        path, "AVIF", quality=int(options.get("quality", 85)), subsampling="4:4:4", speed=7, **pillow.options_of(flat)
    )


FORMAT = Format(
    id="avif",
    title="AVIF picture",
    suffixes=(".avif",),
    mime="image/avif",
    sniff=_sniff,
    read=lambda path: pillow.read(path, _KINDS),
    write=_write,
    measure=lambda path: pillow.measured(path, _KINDS),
)
