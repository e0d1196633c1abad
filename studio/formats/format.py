"""What a format is, and the one way to open and write files: by content, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.document import Document
from studio.core.picture import Picture


@dataclass(frozen=True, eq=False)
class Flat:
    """A single picture as files hold it. `icc` None means sRGB. `metadata`: text and EXIF, JSON-ready; our own job
    stands under "pentimento", a prompt found in a foreign dialect under "parameters"."""

    picture: Picture
    icc: bytes | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Format:
    """`sniff` looks at the first 64 bytes. Readers and writers of layers handle Documents, the others Flat pictures.
    Writers write to an open path that nobody else sees yet; `write` in `formats/files.py` makes it appear."""

    id: str
    title: str
    suffixes: tuple[str, ...]
    mime: str
    sniff: Callable[[bytes], bool]
    read: Callable[[Path], Flat] | None = None
    write: Callable[[Path, Flat, Mapping[str, Any]], None] | None = None
    read_document: Callable[[Path], Document] | None = None
    write_document: Callable[[Path, Document], None] | None = None
    measure: Callable[[Path], tuple[int, int]] | None = None
    """Width and height from the header, without decoding."""
    deep: bool = False
    """Keeps 16 bits a channel."""
    alpha: bool = True
