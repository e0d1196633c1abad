"""How a painted mask becomes the small picture a model looks at, and how its answer goes back without a seam.

Three masks, all on the canvas's own pixels (distances between pixel centres, Euclidean):

    painted   what the artist marked, 0 … 255; soft where the brush was soft
    blend     how much of the answer is laid there: `painted` widened by `grow` pixels at full value, then falling
              smoothly to nothing over `feather` more. A pixel further than grow + feather from every marked pixel
              has blend 0.
    denoise   what the model may paint: 255 exactly where blend > 0

So the fading happens inside what the model painted, all that was marked is replaced in full, and every pixel with
blend 0 comes back with alpha 0: laying the patch over the picture leaves it bit-identical.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed
from studio.core.geometry import Extent, Rect
from studio.core.picture import Mask, Picture, checked, checked_mask, extent, frozen, to8, to16
from studio.families.colour import match_surround
from studio.families.family import Sizes
from studio.families.tasks import Fill, Patch

LEAST = 256
"""A cut is at least this wide and high where the canvas allows: less tells a model nothing of the scene."""

ANY_SIZE = Sizes()

NOTHING_MARKED = "Paint a mask first: nothing is marked for the model to fill."


def bounds(mask: Mask) -> Rect:
    """The smallest rectangle that holds all that is marked; empty when nothing is."""
    import cv2

    return Rect(*cv2.boundingRect(mask))


def around(marked: Rect, canvas: Rect, margin: int, least: int = LEAST) -> Rect:
    """`marked` widened by `margin`, at least `least` wide and high, moved and clipped to stay on the canvas."""
    wanted = marked.grown(margin)
    x, width = _span(wanted.x, wanted.width, canvas.x, canvas.width, least)
    y, height = _span(wanted.y, wanted.height, canvas.y, canvas.height, least)
    return Rect(x, y, width, height)


def _span(start: int, length: int, low: int, available: int, least: int) -> tuple[int, int]:
    end = min(start + length, low + available)
    start = max(start, low)
    missing = min(least, available) - (end - start)
    if missing > 0:
        start = min(max(start - missing // 2, low), low + available - (end - start) - missing)
        end = start + min(least, available)
    return start, end - start


def cut(canvas: Rect, mask: Mask, context: int, grow: int = 0, feather: int = 0, least: int = LEAST) -> Rect:
    """Which part of the canvas a model has to see: what the mask will change plus `context` pixels.

    `mask` covers `canvas`; the answer is in the canvas's own coordinates. BadRequest when nothing is marked.
    Cutting what was cut already changes nothing.
    """
    checked_mask(mask, canvas.extent)
    marked = bounds(mask)
    if marked.empty:
        raise BadRequest(NOTHING_MARKED)
    return around(marked.moved(canvas.corner), canvas, grow + feather + context, least)


def blend_mask(painted: Mask, grow: int, feather: int) -> Mask:
    """The blend mask of the module's first lines.

    A soft mask is taken apart into a few levels; each spreads by itself, the highest wins.
    """
    import cv2

    highest = int(painted.max(initial=0))
    if highest == 0 or grow + feather == 0:
        return painted
    soft = bool(((painted > 0) & (painted < highest)).any())
    levels = sorted({level for level in (1, 64, 128, 192) if level < highest} | {highest}) if soft else [highest]
    blend = painted.astype(np.float32)
    for level in levels:
        away = cv2.distanceTransform((painted < level).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        slope = np.clip(1 - (away - grow) / (feather + 1), 0, 1)
        slope *= slope * (3 - 2 * slope)
        # Below one step of 8 bits it would round to nothing and the reach would depend on the level.
        np.maximum(slope * level, 1, out=slope)
        slope[away > grow + feather] = 0
        np.maximum(blend, slope, out=blend)
    return np.rint(blend).astype(np.uint8)


def whole_over_nothing(blend: Mask, base: Picture) -> Mask:
    """The blend mask made all or nothing where the base is not opaque: a fade over nothing is a see-through rim."""
    opaque = 255 if base.dtype == np.uint8 else 65535
    hollow = base[..., 3] < opaque
    if not hollow.any():
        return blend
    return np.where(hollow, np.where(blend >= 128, 255, 0), blend).astype(np.uint8)


def working_size(size: Extent, sizes: Sizes, resolution: int) -> Extent:
    """What size `size` is scaled to before padding: `resolution` on the longer side, else the model's native one.

    A model that takes any size (native 0) gets the pixels as they are, up to its largest.
    """
    longer = max(size)
    wanted = resolution or sizes.native or longer
    if sizes.largest:
        wanted = min(wanted, sizes.largest)
    return Extent(max(1, round(size.width * wanted / longer)), max(1, round(size.height * wanted / longer)))


@dataclass(frozen=True, eq=False)
class Seen:
    """`task` is what the model gets: cut, scaled, padded, with the denoise mask as its mask and no growing left to do.

    `region` is where the cut lies on the canvas, `scaled` its size as the model sees it, before padding.
    """

    task: Fill
    region: Rect
    scaled: Extent
    base: Picture
    blend: Mask
    match_colour: bool

    def restore(self, patch: Patch) -> Patch:
        """The model's answer (as large as `task.picture`) at the canvas's size, place and depth.

        Its alpha is the blend mask times what alpha the model gave. JobFailed when the answer has another size.
        """
        pixels = checked(patch.pixels)
        if extent(pixels) != extent(self.task.picture):
            raise JobFailed(
                f"The model gave back {extent(pixels)} pixels where {extent(self.task.picture)} were asked for."
            )
        pixels = pixels[: self.scaled.height, : self.scaled.width]
        pixels = to16(pixels) if self.base.dtype == np.uint16 else to8(pixels)
        pixels = resized(pixels, self.region.extent)
        if self.match_colour:
            pixels = match_surround(pixels, self.base, self.blend)
        return replace(patch, pixels=_with_alpha(pixels, self.blend), at=self.region.corner)


def prepare(task: Fill, sizes: Sizes = ANY_SIZE) -> Seen:
    """Cut, grow, scale and pad: what a model of these `sizes` sees of `task`.

    BadRequest when nothing is marked or the mask has another size than the picture. Only the cut is touched, however
    large the picture is. Colours under transparent pixels are those of the nearest opaque ones, so that a model that
    knows no alpha is not shown black.
    """
    whole = Rect.of(extent(checked(task.picture)))
    part = cut(whole, task.mask, task.context, task.grow, task.feather)
    base = frozen(task.picture[part.slices])
    blend = whole_over_nothing(blend_mask(task.mask[part.slices], task.grow, task.feather), base)
    denoise = np.where(blend > 0, 255, 0).astype(np.uint8)
    if not denoise.any():
        raise BadRequest(NOTHING_MARKED, "What is marked is too faint to paint on nothing.")
    scaled = working_size(part.extent, sizes, task.resolution)
    seen = replace(
        task, picture=frozen(_padded(resized(coloured_under(base), scaled), sizes.multiple)),
        mask=frozen(_padded(_resized_mask(denoise, scaled), sizes.multiple)),
        at=task.at + part.corner, grow=0, feather=0, context=0, resolution=0,
    )
    return Seen(seen, part.moved(task.at), scaled, base, frozen(blend), task.match_colour)


def coloured_under(picture: Picture) -> Picture:
    """Fully transparent pixels take the colour of the nearest one that is not; alpha stays. Mid grey if none is."""
    import cv2

    clear = picture[..., 3] == 0
    if not clear.any():
        return picture
    out = picture.copy()
    if clear.all():
        out[..., :3] = 128 if picture.dtype == np.uint8 else 32896
        return out
    _, labels = cv2.distanceTransformWithLabels(
        clear.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colours = np.empty((int(labels.max()) + 1, 3), picture.dtype)
    colours[labels[~clear]] = picture[~clear][:, :3]
    out[clear, :3] = colours[labels[clear]]
    return out


def resized(picture: Picture, size: Extent) -> Picture:
    """Scaled to `size`: averaging downwards, cubic upwards; the same array when nothing is to do."""
    import cv2

    if extent(picture) == size:
        return picture
    smaller = size.area < picture.shape[0] * picture.shape[1]
    return cv2.resize(picture, tuple(size), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)


def _resized_mask(mask: Mask, size: Extent) -> Mask:
    """Whatever is touched by marked pixels is marked; no hole or hairline gets lost downwards."""
    import cv2

    if extent(mask) == size:
        return mask
    fine = cv2.resize(mask.astype(np.float32), tuple(size), interpolation=cv2.INTER_AREA)
    return np.where(fine > 0, 255, 0).astype(np.uint8)


def _padded(array: NDArray[Any], multiple: int) -> NDArray[Any]:
    """Mirrored to the right and below until both sides are multiples: no stretching, and no false edge to continue."""
    import cv2

    height, width = array.shape[:2]
    below, right = -height % multiple, -width % multiple
    if not below and not right:
        return array
    return cv2.copyMakeBorder(array, 0, below, 0, right, cv2.BORDER_REFLECT_101)


def _with_alpha(pixels: Picture, blend: Mask) -> Picture:
    out = pixels.copy()
    if pixels.dtype == np.uint16:
        out[..., 3] = (pixels[..., 3].astype(np.uint32) * blend + 127) // 255
    else:
        out[..., 3] = (pixels[..., 3].astype(np.uint16) * blend + 127) // 255
    return out
