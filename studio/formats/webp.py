"""WebP: small pictures for the web, with transparency, lossy or lossless."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core.errors import BadRequest
from studio.formats import pillow
from studio.formats.format import Flat, Format

_KINDS = ("WEBP",)
_LONGEST = 16383


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    """`quality` 1 … 100, or `lossless`, which keeps the colours under full transparency too."""
    height, width = flat.picture.shape[:2]
    if max(width, height) > _LONGEST:
        raise BadRequest(
            f"WebP holds at most {_LONGEST} × {_LONGEST} pixels, this picture is {width} × {height}.",
            "Choose PNG or TIFF.",
        )
    lossless = bool(options.get("lossless", False))
    pillow.image_of(flat, alpha=True).save(
        path, "WEBP", quality=int(options.get("quality", 90)), lossless=lossless, exact=lossless,
        **pillow.options_of(flat),
    )


FORMAT = Format(
    id="webp",
    title="WebP picture",
    suffixes=(".webp",),
    mime="image/webp",
    sniff=lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    read=lambda path: pillow.read(path, _KINDS),
    write=_write,
    measure=lambda path: pillow.measured(path, _KINDS),
)
