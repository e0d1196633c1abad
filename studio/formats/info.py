"""What there is to say of a file: size, colour, layers, and which of them a model made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.document import Document
from studio.core.layers import Group, Layer, PixelLayer
from studio.formats import files, metadata, profiles
from studio.formats.format import Flat

_TOLD = ("task", "model", "seed", "prompt", "licence", "family")


def describe_file(path: Path) -> dict[str, Any]:
    """JSON-ready: file, format, bytes, width, height, depth, profile, metadata, provenance; layers of documents."""
    path = Path(path)
    known = files.identify(path)
    size = files.measure(path)
    about: dict[str, Any] = {
        "file": path.name,
        "format": known.id,
        "title": known.title,
        "bytes": path.stat().st_size,
        "width": size.width,
        "height": size.height,
    }
    with files.naming(path):
        if known.read_document is not None:
            return about | _document(known.read_document(path))
        assert known.read is not None
        return about | _flat(known.read(path))


def _flat(flat: Flat) -> dict[str, Any]:
    job = flat.metadata.get("pentimento")
    made = [_made(one) for one in metadata.jobs_in(job)]
    clear = bool((flat.picture[..., 3] < np.iinfo(flat.picture.dtype).max).any())
    return _colour(flat.picture.dtype.itemsize * 8, flat.icc) | {
        "transparent": clear,
        "metadata": _notes(flat.metadata),
        "provenance": made,
    }


def _document(document: Document) -> dict[str, Any]:
    generated = [layer for layer in document.root.walk() if layer.origin is not None]
    return _colour(document.depth, document.icc) | {
        "metadata": _notes(document.metadata),
        "layers": [_layer(layer) for layer in reversed(document.root.children)],
        "masked": not document.mask.content.empty,
        "provenance": [{"layer": layer.name, **_made(layer.origin or {})} for layer in generated],
    }


def _colour(depth: int, icc: bytes | None) -> dict[str, Any]:
    return {"depth": depth, "profile": profiles.description(icc)}


def _layer(layer: Layer) -> dict[str, Any]:
    """Layers as the panel shows them: the topmost first."""
    about: dict[str, Any] = {
        "name": layer.name,
        "kind": "group" if isinstance(layer, Group) else "pixels",
        "visible": layer.visible,
        "opacity": layer.opacity,
        "mode": layer.mode.label,
        "mask": layer.mask is not None,
        "generated": layer.generated,
    }
    if isinstance(layer, PixelLayer):
        area = layer.pixels.content.moved(layer.offset)
        about["area"] = list(area)
    if isinstance(layer, Group):
        about["layers"] = [_layer(child) for child in reversed(layer.children)]
    return about


def _made(job: Mapping[str, Any]) -> dict[str, Any]:
    """What a person asks of a generated layer first."""
    return {name: job[name] for name in _TOLD if job.get(name) not in (None, "")}


def _notes(found: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata without what only programs read: EXIF is told, foreign files are named."""
    out = {key: value for key, value in found.items() if key not in ("ora", "exif", "xmp")}
    camera = metadata.camera(found)
    if camera:
        out["camera"] = camera
    kept = (found.get("ora") or {}).get("files")
    if kept:
        out["foreign_files"] = sorted(kept)
    return out
