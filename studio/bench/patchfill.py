"""How long patch fill takes beside OpenCV's fastest marching, and whether its fillings look like what is around."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Bench, Figure
from studio.core.geometry import Rect
from studio.core.picture import Mask, Picture

SAMPLES = ("astronaut", "grass", "gravel", "brick", "camera")
"""scikit-image's photographs of 512 × 512 that lie in its wheel."""

AROUND = 40
"""Pixels of surround that a filling is compared with."""


def photograph(name: str) -> Picture:
    """A sample as opaque RGBA."""
    from skimage import data

    rgb = getattr(data, name)()
    if rgb.ndim == 2:
        rgb = np.dstack([rgb] * 3)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def square_hole(picture: Picture, share: float = 0.15) -> Mask:
    """A square in the middle that covers `share` of the picture."""
    height, width = picture.shape[:2]
    side = round((share * height * width) ** 0.5)
    mask = np.zeros((height, width), np.uint8)
    mask[Rect((width - side) // 2, (height - side) // 2, side, side).slices] = 255
    return mask


def surround(mask: Mask) -> NDArray[np.bool_]:
    import cv2

    side = 2 * AROUND + 1
    return np.asarray((cv2.dilate(mask, np.ones((side, side), np.uint8)) > 0) & (mask == 0))


def spread(picture: Picture, mask: Mask) -> float:
    """Standard deviation of the grey values inside the mask over that of its surround."""
    grey = picture[..., :3].mean(axis=-1)
    return float(grey[mask > 0].std() / grey[surround(mask)].std())


def border_gradient(picture: Picture, mask: Mask) -> float:
    """Mean gradient over the two pixels astride the mask's border, over that of its surround: a seam is more than 1."""
    import cv2

    grey = picture[..., :3].mean(axis=-1).astype(np.float32)
    slope = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    cross = np.ones((3, 3), np.uint8)
    border = (cv2.dilate(mask, cross) > 0) & (cv2.erode(mask, cross) == 0)
    return float(slope[border].mean() / slope[surround(mask)].mean())


def best_time(work: Callable[[], object], times: int) -> float:
    """Seconds, the least of `times` runs: what else the machine does only ever adds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def run() -> Sequence[Figure]:
    import cv2

    from studio.families.patchmatch.model import PatchFill
    from studio.families.tasks import Fill, silent

    figures = []
    for name in SAMPLES:
        picture = photograph(name)
        mask = square_hole(picture)
        task = Fill(picture=picture, mask=mask, seed=1)
        rgb = np.ascontiguousarray(picture[..., :3])
        ours = best_time(lambda task=task: PatchFill().run(task, silent), 3)  # type: ignore[misc]
        telea = best_time(lambda rgb=rgb, mask=mask: cv2.inpaint(rgb, mask, 5, cv2.INPAINT_TELEA), 5)  # type: ignore[misc]
        after = PatchFill().run(task, silent)[0].pixels
        ratio, texture, seam = ours / telea, spread(after, mask), border_gradient(after, mask)
        own = border_gradient(picture, mask)
        sizes = f"512 × 512, 15 % hole, {ours:.2f} s against {telea:.3f} s"
        figures += [
            Figure(f"{name}: time", ratio, "×", "cv2.inpaint Telea, radius 5", "≤ 20 ×", ratio <= 20, sizes),
            Figure(f"{name}: texture", texture, "×", "standard deviation of the surround", "0.6 … 1.4 ×",
                   0.6 <= texture <= 1.4, f"the photograph itself {spread(picture, mask):.2f}"),
            Figure(f"{name}: seam", seam, "×", "mean gradient of the surround", "≤ 1.5 ×", seam <= 1.5,
                   f"the photograph itself {own:.2f}"),
        ]
    return figures


BENCH = Bench("patchfill", "Patch fill", run)
