"""Pictures, masks and documents from files and streams, and results to them: several become OUT-1, OUT-2 …"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.cli import report

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.layers import Layer
    from studio.core.picture import Mask


def opened(path: Path, quiet: bool = True) -> Document:
    from studio.formats import files

    if str(path) == "-":
        return files.document_of(files.decoded(sys.stdin.buffer.read(), "standard input"))
    document = files.open_document(path)
    if document.path is None:
        report.aside(files.left_out(document.metadata, path.name), quiet)
    return document


def flattened(document: Document) -> np.ndarray[Any, Any]:
    from studio.core.composite import composite

    return composite(document, document.canvas)


def picture_document(picture: np.ndarray[Any, Any]) -> Document:
    from studio.core.document import Document
    from studio.core.layers import PixelLayer
    from studio.core.tiles import Tiles

    document = Document((picture.shape[1], picture.shape[0]), depth=16 if picture.dtype == np.uint16 else 8)
    layer = PixelLayer("Background", pixels=Tiles.of(picture))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def read_mask(path: Path, document: Document) -> Mask:
    """White = 255 = may be painted; grey in between; transparent counts as black. Another size is refused."""
    from studio.core.picture import checked_mask, to8
    from studio.formats import files

    pixels = to8(files.open_flat(path).picture).astype(np.uint32)
    grey = (pixels[..., 0] * 299 + pixels[..., 1] * 587 + pixels[..., 2] * 114 + 500) // 1000
    mask = ((grey * pixels[..., 3] + 127) // 255).astype(np.uint8)
    return checked_mask(mask, document.size)


def mark(document: Document, mask: Mask) -> None:
    from studio.core.picture import checked_mask

    document.mask.write(document.canvas, checked_mask(mask, document.size))


def named(path: Any) -> dict[str, str] | None:
    """How a job remembers a file: by where it lies, so that the job can be run from anywhere."""
    return None if path is None else {"path": str(path) if str(path) == "-" else str(Path(path).resolve())}


def destination(out: Path) -> Path:
    """Refuses an ending that cannot be written before any work is done."""
    from studio.formats import files

    if str(out) != "-":
        files.format_for(out)
    return out


def numbered(out: Path, number: int, count: int) -> Path:
    return out if count == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")


def write_results(document: Document, made: Layer, out: Path) -> list[Path]:
    """One file for each result; a layered format gets the whole document in one."""
    from studio.core.layers import Group
    from studio.formats import files

    if str(out) == "-":
        sys.stdout.buffer.write(files.encoded(document))
        return [out]
    if out.suffix.lower() == ".ora":
        files.save_document(out, document)
        return [out]
    results = list(reversed(made.children)) if isinstance(made, Group) else [made]
    written = []
    for number, layer in enumerate(results, start=1):
        for other in results:
            other.visible = other is layer
        path = numbered(out, number, len(results))
        files.export(path, document)
        written.append(path)
    return written
