"""Puts a frame together: the model's picture, the document's layers as they are at that time, and the camera."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import numpy as np

from studio.core.commands.transform import transformed, whole_shift
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Extent, Point, Rect
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.picture import Mask, Picture, extent, to8, to16
from studio.core.resample import Method, resized, warped
from studio.core.tiles import Tiles
from studio.timeline.moment import Moment
from studio.timeline.pose import Pose, of_camera, of_layer


def frame(moment: Moment, picture: Picture | None, document: Document | None, layer: str = "",
          size: tuple[int, int] | None = None, base: Picture | None = None) -> Picture:
    """One frame (H, W, 4) uint8, at `size` = (width, height) if given.

    `document` (a frozen copy; any thread may call) is shown with `picture` as the content of the layer of that name, or
    on top of everything; without a document it is `picture` alone. With a `base` the layer keeps its own pixels, and
    what `picture` differs from it is added. BadRequest for layers that are not there.
    """
    if document is None:
        if picture is None:
            raise BadRequest("The film shows nothing: no model makes pictures, and no document is open.")
        out = to8(picture)
    else:
        layers = _staged(document, document.root.children, moment, picture, layer, base)
        if picture is not None and not layer:
            layers = [*layers, _in_the_middle(document, picture)]
        out = to8(composite(document, document.canvas, layers))
    if not moment.camera.still:
        out = _seen(out, moment.camera)
    if size is not None and extent(out) != size:
        out = fitted(out, size)
    return out


def fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The whole picture in `size` = (width, height), in its own proportions: what is left over is clear."""
    height, width = picture.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    inner = max(1, min(size[0], round(width * scale))), max(1, min(size[1], round(height * scale)))
    scaled = picture if inner == (width, height) else resized(picture, inner, Method.CUBIC)
    if inner == tuple(size):
        return scaled
    out = np.zeros((size[1], size[0], 4), np.uint8)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    out[top : top + inner[1], left : left + inner[0]] = scaled
    return out


def check(moment: Moment, document: Document | None, layer: str = "") -> None:
    """BadRequest when it names a layer that is not there, or a mask of another size."""
    names = {layer} - {""} | moment.masks.keys() | moment.opacities.keys() | moment.places.keys()
    there = set() if document is None else {one.name for one in document.root.walk()}
    for name in sorted(names - there):
        raise BadRequest(f"The film needs a layer called “{name}”, and there is none.",
                         "Rename a layer, or take its tracks away.")  # fmt: skip
    for name, mask in moment.masks.items():
        if document is not None and extent(mask) != document.size:
            raise BadRequest(f"The mask keyed for “{name}” is of a picture of {extent(mask)}, not {document.size}.",
                             "Key the mask again.")  # fmt: skip


def _staged(document: Document, layers: Iterable[Layer], moment: Moment, picture: Picture | None,
            shows: str, base: Picture | None) -> list[Layer]:
    """The same layers as they are at that moment; the document's own stay as they are."""
    out = []
    for layer in layers:
        now = copy.copy(layer)
        if picture is not None and now.name == shows and shows and isinstance(now, PixelLayer):
            _fill(document, now, picture, base)
        if isinstance(now, Group):
            now.children = _staged(document, now.children, moment, picture, shows, base)
        if now.name in moment.places:
            _place(now, moment.places[now.name])
        if now.name in moment.opacities:
            now.opacity = moment.opacities[now.name]
        if now.name in moment.masks:
            _cover(now, moment.masks[now.name])
        out.append(now)
    return out


def _fill(document: Document, layer: PixelLayer, picture: Picture, base: Picture | None) -> None:
    """`picture` where the layer's content is, as large as that; in the middle where it is empty."""
    where = layer.pixels.content.moved(layer.offset)
    if where.empty:
        where = _middle(document.size, extent(picture))
    pixels = _sized(picture, where.extent)
    if base is not None and not layer.pixels.content.empty:
        pixels = _moved(to8(layer.pixels.read(where.moved(-layer.offset))), pixels, _sized(base, where.extent))
    layer.pixels, layer.visible = Tiles.of(_deep(document, pixels), where.corner), True
    if layer.mask is not None and layer.offset != (0, 0):
        layer.mask = transformed(layer.mask, layer.offset, np.eye(3), Method.NEAREST)
    layer.offset = Point(0, 0)


def _sized(picture: Picture, size: Extent) -> Picture:
    return picture if extent(picture) == size else resized(picture, size, Method.CUBIC)


def _moved(own: Picture, now: Picture, before: Picture) -> Picture:
    """`own` with the difference between the model's two pictures; its transparency stays."""
    out = own.copy()
    changed = own[..., :3].astype(np.int16) + now[..., :3] - before[..., :3]
    out[..., :3] = np.clip(changed, 0, 255)
    return out


def _in_the_middle(document: Document, picture: Picture) -> PixelLayer:
    where = _middle(document.size, extent(picture))
    return PixelLayer("Film", pixels=Tiles.of(_deep(document, picture), where.corner))


def _middle(canvas: Extent, size: Extent) -> Rect:
    return Rect((canvas.width - size.width) // 2, (canvas.height - size.height) // 2, size.width, size.height)


def _deep(document: Document, picture: Picture) -> Picture:
    return to16(picture) if document.depth == 16 else to8(picture)


def _cover(layer: Layer, mask: Mask) -> None:
    """It stays where it is on the canvas, wherever the layer goes; beyond the canvas nothing shows anyway."""
    tiles = Tiles(1, np.uint8, None, 255)
    tiles.write(Rect(-layer.offset.x, -layer.offset.y, mask.shape[1], mask.shape[0]), mask)
    layer.mask, layer.mask_enabled = tiles, True


def _place(layer: Layer, pose: Pose) -> None:
    """Around the middle of what the layer holds."""
    if pose.still:
        return
    bounds = _content(layer)
    if bounds.empty:
        return
    matrix = of_layer(pose, (bounds.x + bounds.width / 2, bounds.y + bounds.height / 2))
    by = whole_shift(matrix)
    for part in [layer, *_inside(layer)]:
        if by is not None:
            part.offset += by
            continue
        if isinstance(part, PixelLayer):
            part.pixels = transformed(part.pixels, part.offset, matrix, Method.CUBIC)
        if part.mask is not None:
            part.mask = transformed(part.mask, part.offset, matrix, Method.LINEAR)
        part.offset = Point(0, 0)


def _inside(layer: Layer) -> list[Layer]:
    """All in a group; they are copies already."""
    return list(layer.walk()) if isinstance(layer, Group) else []


def _content(layer: Layer) -> Rect:
    found = NOWHERE
    for part in [layer, *_inside(layer)]:
        if isinstance(part, PixelLayer):
            found |= part.pixels.content.moved(part.offset)
    return found


def _seen(picture: Picture, camera: Pose) -> Picture:
    """What the camera sees; beyond the picture's edge it is clear."""
    whole = Rect.of(extent(picture))
    out = np.zeros_like(picture)
    seen, where = warped(picture, whole, of_camera(camera, whole.extent), Method.CUBIC, within=whole)
    if not where.empty:
        out[where.slices] = seen
    return out
