"""How a whole picture becomes what a model looks at, and how its answer goes back to the picture's size and place.

A Sketch, an Edit, a Translate and an Encode bring a picture of any size; a model works at sizes of its own. Here it is
scaled to them, keeping its proportions, and filled up with its own mirror image on both sides, so that what was in the
middle stays there. The answer is cut out of that frame and scaled back. An Edit with a mask shows the model everything
(half a face tells nothing of the face) but is laid back only where the mask is, fading over `feather` pixels beyond it:
all else has alpha 0 and stays bit-identical on the canvas.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed
from studio.core.geometry import Extent, Rect
from studio.core.picture import Mask, Picture, checked, checked_mask, extent, frozen, to8, to16
from studio.families import region
from studio.families.family import Sizes
from studio.families.tasks import Edit, Encode, Fill, Patch, Sketch, Task, Translate


class Sight(Protocol):
    """`task` is what the model gets; `restore` brings its answer back to where the picture was taken from."""

    @property
    def task(self) -> Task: ...
    def restore(self, patch: Patch) -> Patch: ...


def prepared(task: Task, sizes: Sizes) -> Sight | None:
    """What a model of these `sizes` sees of `task`; None for tasks that a model gets as they are."""
    if isinstance(task, Fill):
        return region.prepare(task, sizes)
    if isinstance(task, Sketch | Edit | Translate | Encode):
        return framed(task, sizes)
    return None


@dataclass(frozen=True, eq=False)
class Framed:
    """`inner` is where the picture lies in the frame that the model sees; `blend` how much of the answer is laid
    where, None for all of it; `strength` how much of it is mixed with the picture's own colours everywhere."""

    task: Sketch | Edit | Translate | Encode
    inner: Rect
    base: Picture
    blend: Mask | None = None
    strength: float = 1.0

    def restore(self, patch: Patch) -> Patch:
        """The model's answer at the picture's size, place and depth. A translated or edited picture keeps its
        transparency; a drawing becomes a picture all over. JobFailed when the answer has another size.

        An Encode's answer stays as the model gave it, since that is what decoding its latent gives again; how far it
        is from the picture is told in `info["error"]`: root mean square over R, G and B, of 0 … 1.
        """
        pixels = checked(patch.pixels)
        if isinstance(self.task, Encode):
            return replace(patch, info=self._error(pixels) | dict(patch.info))
        if extent(pixels) != extent(self.task.picture):
            raise JobFailed(
                f"The model gave back {extent(pixels)} pixels where {extent(self.task.picture)} were asked for."
            )
        pixels = pixels[self.inner.slices]
        pixels = to16(pixels) if self.base.dtype == np.uint16 else to8(pixels)
        pixels = region.resized(pixels, extent(self.base)).copy()
        if self.strength < 1:
            pixels[..., :3] = mixed(self.base[..., :3], pixels[..., :3], self.strength)
        if not isinstance(self.task, Sketch):
            pixels[..., 3] = times(pixels[..., 3], self.base[..., 3])
        if self.blend is not None:
            pixels[..., 3] = times(pixels[..., 3], self.blend)
        return replace(patch, pixels=pixels, at=getattr(self.task, "at", patch.at))

    def _error(self, pixels: Picture) -> dict[str, Any]:
        """Nothing when the model draws at a size that cannot be laid over what it saw."""
        if extent(pixels) != extent(self.task.picture):
            return {}
        made, seen = (to8(each)[self.inner.slices][..., :3].astype(np.float64) for each in (pixels, self.task.picture))
        return {"error": round(float(np.sqrt(((made - seen) ** 2).mean()) / 255), 4)}


def framed(task: Sketch | Edit | Translate | Encode, sizes: Sizes) -> Framed:
    """Scaled and filled up to what `sizes` ask for. BadRequest when a mask has another size or marks nothing."""
    base = frozen(checked(task.picture))
    shown = on_white(base) if isinstance(task, Sketch) else region.coloured_under(base)
    scaled = region.working_size(extent(base), sizes, 0)
    inner, frame = centred(scaled, sizes.multiple)
    picture = frozen(_filled_up(region.resized(shown, scaled), inner, frame))
    if isinstance(task, Translate) and not task.features:
        # Mixed here and not by the model: at its own size, weak translations keep all their detail.
        return Framed(replace(task, picture=picture, strength=1.0), inner, base, strength=task.strength)
    if not isinstance(task, Edit) or task.mask is None:
        return Framed(replace(task, picture=picture), inner, base)
    mask = checked_mask(task.mask, extent(base))
    if not mask.any():
        hint = "Paint a mask, or leave it out to edit everything."
        raise BadRequest("The mask marks nothing, so there is nowhere to edit.", hint)
    seen = frozen(_filled_up(region.resized(mask, scaled), inner, frame))
    return Framed(replace(task, picture=picture, mask=seen), inner, base, region.blend_mask(mask, 0, task.feather))


def centred(size: Extent, multiple: int) -> tuple[Rect, Extent]:
    """Where a picture of `size` lies in the smallest frame whose sides are multiples, and that frame's size."""
    frame = Extent(*(side + -side % multiple for side in size))
    at = (frame.width - size.width) // 2, (frame.height - size.height) // 2
    return Rect(*at, *size), frame


def on_white(picture: Picture) -> Picture:
    """As a drawing on paper: opaque, with white where nothing was drawn."""
    most = int(np.iinfo(picture.dtype).max)
    alpha = picture[..., 3:].astype(np.uint32)
    out = np.full_like(picture, most)
    out[..., :3] = (picture[..., :3] * alpha + most * (most - alpha) + most // 2) // most
    return out


def mixed(before: NDArray[Any], after: NDArray[Any], share: float) -> NDArray[Any]:
    """From `before` at 0 to `after` at 1, rounded to their depth."""
    made = before.astype(np.float32) * np.float32(1 - share) + after.astype(np.float32) * np.float32(share)
    return np.asarray(np.rint(made), before.dtype)


def times(alpha: NDArray[Any], share: NDArray[Any]) -> NDArray[Any]:
    """`alpha` weakened by `share`, each of its own depth; all of `share` leaves it as it is."""
    most = int(np.iinfo(share.dtype).max)
    product = (alpha.astype(np.uint32) * share + most // 2) // most
    return np.asarray(product, alpha.dtype)


def _filled_up(array: NDArray[Any], inner: Rect, frame: Extent) -> NDArray[Any]:
    import cv2

    if inner.extent == frame:
        return array
    below, right = frame.height - inner.height - inner.y, frame.width - inner.width - inner.x
    return cv2.copyMakeBorder(array, inner.y, below, inner.x, right, cv2.BORDER_REFLECT_101)
