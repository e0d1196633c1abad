"""What a task gets to see of a document: copies of what is marked, selected or shown, made once when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.commands.swap import pixels_in
from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.core.geometry import Extent, Rect
from studio.core.picture import frozen as copied
from studio.core.tiles import TILE
from studio.families import region
from studio.families.tasks import Decode, Edit, Fill, Generate, Intent, Sketch, Task, Translate, Upscale

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Mask
    from studio.engine.library import Library

SHOWN = (Sketch, Edit, Translate)
"""Tasks that look at what is selected, or at the whole canvas, and whose answer comes back in the same place."""


def frozen(document: Document, library: Library, kind: type[Task], values: Mapping[str, Any]) -> Task:
    """The task as a model will see it: every field checked, pixels copied out of the document.

    BadRequest with a sentence for the artist: nothing marked, a value out of range.
    """
    chosen = dict(values)
    if issubclass(kind, Fill):
        chosen.update(_marked(document, chosen))
    elif issubclass(kind, Generate) and chosen.get("from_canvas") and chosen.get("picture") is None:
        chosen.update(_start(document, library, chosen))
    elif issubclass(kind, SHOWN):
        if issubclass(kind, Edit) and not chosen.get("sliders") and chosen.get("push") is None:
            raise BadRequest("Nothing would change: no slider was moved.", "Move one of the model’s sliders first.")
        chosen.update(_looked_at(document, kind))
    elif issubclass(kind, Upscale):
        chosen["picture"] = _shown(document, document.canvas)
    task: Task = filled(kind, chosen)
    return task


def weight(document: Document, kind: type[Task], values: Mapping[str, Any]) -> int:
    """About how many bytes of pixels `frozen` works through to see what the layers make together."""
    if issubclass(kind, Fill):
        marked = document.mask.bounds & document.canvas
        everywhere = values.get("intent") is Intent.EXPAND
        area = document.canvas if everywhere else region.around(marked, document.canvas, 128)
    elif issubclass(kind, Upscale) or (issubclass(kind, Generate) and values.get("from_canvas")):
        area = document.canvas
    elif issubclass(kind, SHOWN):
        area = view(document)
    else:
        return 0
    return pixels_in([document.root]) * area.area // document.size.area


def cover(document: Document, kind: type[Task]) -> Mask | None:
    """How much of the answer is to be laid where, as large as the picture that the task gets; None for all of it."""
    if document.selection is None or not issubclass(kind, SHOWN) or document.selection.content.empty:
        return None
    return copied(document.selection.read(view(document)))


def view(document: Document) -> Rect:
    """Where a model looks: around the selection, or everywhere."""
    chosen = Rect(0, 0, 0, 0) if document.selection is None else document.selection.content & document.canvas
    return document.canvas if chosen.empty else chosen


def stand_ins(document: Document, library: Library, kind: type[Task], values: Mapping[str, Any]) -> dict[str, Any]:
    """Pictures of the right size without pixels: enough to reckon with what a task costs."""
    if issubclass(kind, Generate) and values.get("from_canvas"):
        size = _worked_at(document, library, values)
        return {"width": size.width, "height": size.height}
    if issubclass(kind, Decode):
        return {"latents": ()}
    if issubclass(kind, Fill):
        area = region.around(document.mask.bounds & document.canvas, document.canvas, 128)
        picture = _nothing(area.extent)
        return {"picture": picture, "mask": picture[..., 0]}
    if "picture" in {field.name for field in describe(kind) if field.required}:
        return {"picture": _nothing(document.size if issubclass(kind, Upscale) else view(document).extent)}
    return {}


def _nothing(size: Extent) -> np.ndarray[Any, Any]:
    return np.broadcast_to(np.uint8(0), (size.height, size.width, 4))


def _shown(document: Document, area: Rect) -> np.ndarray[Any, Any]:
    from studio.core.composite import composite

    picture = composite(document, area)
    picture.flags.writeable = False
    return picture


def _looked_at(document: Document, kind: type[Task]) -> dict[str, Any]:
    """What is selected of the canvas, as all layers make it; for an Edit the mask too, where something is marked."""
    area = view(document)
    found: dict[str, Any] = {"picture": _shown(document, area)}
    if issubclass(kind, Edit):
        found["at"] = area.corner
        marked = not (document.mask.content & area).empty
        found["mask"] = copied(document.mask.read(area)) if marked else None
    return found


def _start(document: Document, library: Library, values: Mapping[str, Any]) -> dict[str, Any]:
    """The whole canvas as a Generate starts from it, at the size that its model works at."""
    size = _worked_at(document, library, values)
    picture = region.resized(region.coloured_under(_shown(document, document.canvas)), size)
    return {"picture": copied(picture), "width": size.width, "height": size.height}


def _worked_at(document: Document, library: Library, values: Mapping[str, Any]) -> Extent:
    """The canvas's size, scaled to the model's and kept within what a Generate can be asked."""
    name = str(values.get("model") or "")
    entry = library.entry(name) if name else library.default(Generate.verb)
    ranges = {field.name: field.range for field in describe(Generate)}
    across, down = ranges["width"], ranges["height"]
    assert across is not None
    assert down is not None
    sizes = entry.sizes if entry else region.ANY_SIZE
    most = int(min(sizes.largest or across.high, across.high, down.high))
    width, height = region.working_size(document.size, sizes._replace(largest=most), 0)
    return Extent(max(width, int(across.low)), max(height, int(down.low)))


def _marked(document: Document, values: Mapping[str, Any]) -> dict[str, Any]:
    """Picture, mask and place of a Fill: what is marked, with as much around it as the model shall see."""
    fields = {field.name: field for field in describe(Fill)}
    margin = sum(
        int(fields[name].checked(values.get(name, fields[name].default))) for name in ("context", "grow", "feather")
    )
    intent = fields["intent"].checked(values.get("intent", Intent.FILL))
    canvas = document.canvas
    marked = document.mask.content & canvas
    if intent is Intent.EXPAND:
        marked |= _bare(document)
    if marked.empty:
        raise BadRequest(region.NOTHING_MARKED, "Choose the mask brush (Q) and paint over what is to change.")
    area = region.around(marked, canvas, margin)
    picture = _shown(document, area)
    mask: Mask = document.mask.read(area)
    if intent is Intent.EXPAND:
        mask = np.maximum(mask, np.where(picture[..., 3] == 0, np.uint8(255), np.uint8(0)))
    return {"picture": picture, "mask": copied(mask), "at": area.corner}


def _bare(document: Document) -> Rect:
    """Bounds of what is wholly transparent on the canvas, tile by tile."""
    found, canvas = Rect(0, 0, 0, 0), document.canvas
    for column, row in canvas.cells(TILE):
        part = Rect(column * TILE, row * TILE, TILE, TILE) & canvas
        bare = _shown(document, part)[..., 3] == 0
        rows, columns = np.flatnonzero(bare.any(axis=1)), np.flatnonzero(bare.any(axis=0))
        if len(rows):
            found |= Rect.between(
                part.x + int(columns[0]), part.y + int(rows[0]),
                part.x + int(columns[-1]) + 1, part.y + int(rows[-1]) + 1,
            )  # fmt: skip
    return found
