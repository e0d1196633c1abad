"""Fills a hole with patches of the same picture, from coarse to fine, until they agree."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.picture import Picture, checked, checked_mask, extent
from studio.families.patchmatch.climb import Show, search
from studio.families.patchmatch.match import enlarged
from studio.families.patchmatch.pyramid import Floats, Level, finest, half, half_any, pyramid
from studio.families.patchmatch.seam import film, met
from studio.families.patchmatch.vote import vote
from studio.families.tasks import Fill, Patch, Report, Task

SEARCHED = 1_000_000
"""Larger pictures (in pixels) are searched at half or quarter size; what was found is then copied at full size."""

ENOUGH = 30
"""Patches shrink until the picture has at least so many to copy from."""

Flags: TypeAlias = NDArray[np.bool_]


class PatchFill:
    """The model of a family without weights."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        """`count` fillings of `task.picture`, with seeds from `task.seed` on; −1 draws one.

        Each is the whole picture, changed (and opaque) only where the mask is marked. BadRequest when nothing is
        marked, or nothing is left to copy from.
        """
        if not isinstance(task, Fill):
            raise BadRequest(f"Patch fill can only fill, not {task.verb!r}.")
        checked_mask(task.mask, extent(checked(task.picture)))
        if not task.mask.any():
            raise BadRequest("Paint a mask first: nothing is marked for the model to fill.")
        seed = task.seed if task.seed >= 0 else secrets.randbelow(2**31)
        patches = []
        for number in range(task.count):
            patches.append(Patch(self._filled(task, seed + number, report, number), task.at, seed + number))
        return patches

    def close(self) -> None:
        """Nothing is held."""

    def _filled(self, task: Fill, seed: int, report: Report, number: int) -> Picture:
        picture, hole = task.picture, task.mask > 0
        most = np.iinfo(picture.dtype).max
        known = ~hole & (picture[..., 3] > most // 2)
        if not known.any():
            why = "the mask covers the whole picture" if hole.all() else "all that is not marked is transparent"
            raise BadRequest(
                f"Nothing is left to copy from: {why}.",
                "Leave some of it unmasked, raise Context, or choose a model that paints from a prompt.",
            )
        note = f"Picture {number + 1} of {task.count}" if task.count > 1 else ""

        def show(fraction: float, filled: Floats | None = None) -> None:
            preview = None if filled is None else _laid(filled, picture, hole)
            report((number + fraction) / task.count, preview, note)

        rgb = picture[..., :3].astype(np.float32) / np.float32(most)
        return _laid(complete(rgb, hole, known, seed, show), picture, hole)


def _laid(filled: Floats, picture: Picture, hole: Flags) -> Picture:
    """The picture with `filled` (of any size) in the hole, opaque."""
    import cv2

    if filled.shape[:2] != hole.shape:
        filled = np.asarray(cv2.resize(filled, hole.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
    most = np.iinfo(picture.dtype).max
    out = picture.copy()
    out[hole, :3] = np.rint(np.clip(filled[hole], 0, 1) * most)
    out[hole, 3] = most
    return out


def complete(rgb: Floats, hole: Flags, known: Flags, seed: int, show: Show) -> Floats:
    """(H, W, 3) of 0 … 1 with the hole filled from what is known; outside it, `rgb` as it was."""
    chance = np.random.default_rng(seed)
    show(0, None)
    sizes = [(rgb, hole, known)]
    while sizes[-1][1].size > SEARCHED:
        show(0, None)
        image, gap, good = sizes[-1]
        sizes.append((half(image), half_any(gap), ~half_any(~good)))
    image, gap, good = sizes[-1]
    radius = patch_radius(gap, good)
    if radius == 0:
        filled = np.where(hole[..., None], film(rgb, known, hole), rgb)
        show(1, filled)
        return filled
    show(0, None)
    top = finest(image, gap, good, radius)
    field = search(pyramid(top), chance, show)
    for image, gap, good in reversed(sizes[:-1]):
        show(0.92, None)
        larger = Level(image, gap, good, radius)
        field = enlarged(field, top, larger, chance)
        top = larger
    said = vote(top, field, rgb, lambda: show(0.95, None))
    show(0.97, None)
    filled = met(np.where(hole[..., None], said, rgb), said, top)
    show(1, filled)
    return filled


def patch_radius(hole: Flags, known: Flags) -> int:
    """3 for patches of 7 × 7; less where the picture has too few of them to copy, 0 where it has none at all."""
    counts = {}
    for radius in (3, 2, 1):
        if min(hole.shape) >= 2 * radius + 1:
            counts[radius] = int(np.count_nonzero(Level(np.empty(0, np.float32), hole, known, radius).sources))
    for least in (ENOUGH, 1):
        for radius, count in counts.items():
            if count >= least:
                return radius
    return 0
