"""What becomes of a job's pictures: layers where they belong, or a document of their own, that know their making."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.commands.layers import InsertLayer
from studio.core.geometry import Extent, Point
from studio.core.layers import Group, PixelLayer
from studio.core.picture import extent, to8, to16
from studio.core.tiles import Tiles
from studio.families import region
from studio.families.frame import times
from studio.families.packing import Packer, fingerprint, pack_latent
from studio.families.tasks import Decode, Generate, Patch, Sample, Upscale, to_json

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.engine.job import Job

NEW_SIZE = (Upscale,)
"""Tasks whose answer has another size than the canvas, and so becomes a document of its own."""
ANYWHERE = (Sample, Decode)
"""Tasks that look at nothing of the canvas: their pictures are laid in its middle."""
LONGEST = 4096
"""Numbers of a latent that a layer remembers; longer ones come from the seed again."""


def made(document: Document, job: Job) -> PixelLayer | Group | None:
    """The layer to insert; several pictures are a group with the first one shown. None when there is nothing."""
    layers = [_layer(document, job, patch) for patch in job.patches]
    if len(layers) < 2:
        return layers[0] if layers else None
    for layer in layers[1:]:
        layer.visible = False
    return Group(f"{job.title} · {len(layers)} results", children=list(reversed(layers)))


def new_document(source: Document, job: Job) -> Document:
    """A document that holds the answer alone; depth, profile and what the file said are the source's."""
    from studio.core.document import Document

    patch = job.patches[0]
    size = extent(patch.pixels)
    document = Document(size, depth=source.depth, icc=source.icc, name=f"{source.name} {_grown(source.size, size)}",
                        history_bytes=source.history.limit)  # fmt: skip
    document.metadata = {key: value for key, value in source.metadata.items() if key not in ("ora", "pentimento")}
    layer = PixelLayer(job.task.title, pixels=Tiles.of(_deep(document, patch.pixels)), origin=origin(job, patch))
    document.do(InsertLayer(layer, 0, 0))  # a command, so that nobody closes it unsaved without being asked
    return document


def _grown(before: Extent, after: Extent) -> str:
    """ "4x" or, where both sides did not grow by the same whole number, "640x480"."""
    times = after.width // before.width
    exact = times and after == (before.width * times, before.height * times)
    return f"{times}x" if exact else f"{after.width}x{after.height}"


def origin(job: Job, patch: Patch, pack: Packer = fingerprint) -> dict[str, Any]:
    """What a layer remembers: the job, this picture's own seed and place in the model's space, who made it."""
    made_by: dict[str, Any] = {}
    if (entry := job.entry) is not None:
        made_by = {"model_name": entry.name, "licence": entry.licence, "trained": entry.path is not None}
    if patch.latent is not None and patch.latent.size <= LONGEST:
        made_by["latent"] = pack_latent(patch.latent)
    told = to_json(job.task, pack)
    told.pop("latents", None)
    return told | {"seed": patch.seed} | made_by | dict(patch.info)


def _layer(document: Document, job: Job, patch: Patch) -> PixelLayer:
    prompt = getattr(job.task, "prompt", "").strip()
    name = prompt.split("\n")[0][:40] if prompt else job.task.title
    return PixelLayer(name, pixels=_placed(document, job, patch), origin=origin(job, patch))


def _placed(document: Document, job: Job, patch: Patch) -> Tiles:
    """The patch where it belongs, also when the canvas was cropped, scaled or turned since it was asked for."""
    from studio.core.commands.transform import transformed, whole_shift
    from studio.core.resample import Method

    pixels = _deep(document, patch.pixels)
    if isinstance(job.task, ANYWHERE):
        return Tiles.of(pixels, _middle(document.size, extent(pixels)))
    if isinstance(job.task, Generate) and job.task.from_canvas:
        pixels = region.resized(pixels, job.tags["canvas"])
    at = job.tags.get("at", patch.at)
    if (cover := job.tags.get("cover")) is not None:
        pixels = pixels.copy()
        pixels[..., 3] = times(pixels[..., 3], cover)
    way = np.round(document.frame @ np.linalg.inv(job.tags["frame"]), 9)
    by = whole_shift(way)
    if by is None:
        return transformed(Tiles.of(pixels, at), Point(0, 0), way, Method.CUBIC)
    return Tiles.of(pixels, at + by)


def _middle(canvas: Extent, size: Extent) -> Point:
    return Point((canvas.width - size.width) // 2, (canvas.height - size.height) // 2)


def _deep(document: Document, pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return to16(pixels) if document.depth == 16 else to8(pixels)


def place(document: Document) -> tuple[int, int]:
    """Parent id and index just above the active layer, or on top of everything; never in a group that is locked or
    hidden, where nobody would see it."""
    layer = document.active_layer
    if layer is None:
        return document.root.id, len(document.root.children)
    for group in document.lineage(layer):
        if group.locked or not group.visible:
            layer = group
    parent = document.parent(layer)
    return parent.id, parent.children.index(layer) + 1
