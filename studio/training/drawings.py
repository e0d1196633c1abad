"""Line drawings as a hand might make them, with colours beside the lines as far as the artist says some.

A network that only ever saw perfect lines fails on a real drawing: so lines are thickened, thinned, broken, shaken and
greyed. Colours are laid flat into the drawing's own areas, into some of them, as a few dabs, or roughly over all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from studio.training.pictures import Pictures

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

HINTS = ("none", "flat", "some", "dabs", "rough")
SHARES = (0.15, 0.4, 0.15, 0.15, 0.15)
"""How often each way to say colours is seen in training."""

INK = 200
"""Lines darker than this bound an area."""


class Drawings:
    """Pairs of a drawing and the picture it shows, from renders that have `lines` and `segmentation`."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures, self.size = pictures, pictures.size

    def batch(self, step: int, count: int, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """(count, S, S, 3) twice: drawings, pictures."""
        chosen = self.pictures.batch(step, count, chance)
        lines, labels = self.pictures.part("lines", chosen), self.pictures.part("segmentation", chosen)
        made = []
        for line, picture, label in zip(lines, chosen.pixels, labels, strict=True):
            hint = str(chance.choice(HINTS, p=SHARES))
            paper = coloured(picture, line, label, hint, chance)
            made.append(drawn(paper, by_hand(line, chance)))
        return np.stack(made), chosen.pixels

    def clean(self, numbers: range, hint: str) -> tuple[Bytes, Bytes]:
        """The same pairs at every call, with undisturbed lines: for sheets and measuring."""
        from studio.training.pictures import Batch

        every = np.array(numbers, np.int64)
        chosen = Batch(self.pictures.at(every), every, np.zeros(len(every), np.bool_))
        lines, labels = self.pictures.part("lines", chosen), self.pictures.part("segmentation", chosen)
        made = []
        for number, line, picture, label in zip(numbers, lines, chosen.pixels, labels, strict=True):
            made.append(drawn(coloured(picture, line, label, hint, np.random.default_rng(number)), line))
        return np.stack(made), chosen.pixels


def drawn(paper: Bytes, line: Bytes) -> Bytes:
    """Lines (H, W) laid over colours (H, W, 3) as ink is."""
    product = paper.astype(np.uint16) * line[..., None]
    return ((product + 127) // 255).astype(np.uint8)


def coloured(picture: Bytes, line: Bytes, label: Bytes, hint: str, chance: np.random.Generator) -> Bytes:
    """White paper (H, W, 3) with what the artist says of the colours, `hint` being one of HINTS."""
    white = np.full_like(picture, 255)
    if hint == "flat":
        areas = areas_of(line, label)
        return means(picture, areas)[areas]
    if hint == "some":
        areas = areas_of(line, label)
        colours = means(picture, areas)
        colours[chance.random(len(colours)) < chance.uniform(0.2, 0.8)] = 255
        return colours[areas]
    if hint == "dabs":
        return dabbed(white, picture, chance)
    if hint == "rough":
        return rough(picture, chance)
    return white


def areas_of(line: Bytes, label: Bytes) -> NDArray[np.int64]:
    """Numbers (H, W) of the areas that an artist would fill at once: bounded by ink, and of one label; ink and crumbs
    belong to their label as a whole."""
    import cv2

    count, parts, told, _ = cv2.connectedComponentsWithStats((line >= INK).astype(np.uint8), connectivity=4)
    small = told[:, cv2.CC_STAT_AREA] < line.size // 1500
    small[0] = True  # the ink itself
    parts = np.where(small[parts], 0, parts)
    joined = parts.astype(np.int64) * 256 + label
    seen = np.zeros(count * 256, np.bool_)
    seen[joined.ravel()] = True
    numbers = np.cumsum(seen) - 1
    found: NDArray[np.int64] = numbers[joined]
    return found


def means(picture: Bytes, areas: NDArray[np.int64]) -> Bytes:
    """The mean colour of each area, (N, 3)."""
    flat = areas.ravel()
    sizes = np.bincount(flat)
    sums = [np.bincount(flat, picture[..., channel].ravel()) for channel in range(3)]
    return np.rint(np.stack(sums, axis=1) / sizes[:, None]).astype(np.uint8)


def dabbed(paper: Bytes, picture: Bytes, chance: np.random.Generator) -> Bytes:
    """A few round dabs or short strokes of the colours that lie there."""
    import cv2

    side = picture.shape[0]
    soft = cv2.blur(picture, (side // 32 + 1, side // 32 + 1))
    out = paper.copy()
    for _ in range(int(chance.integers(2, 24))):
        x, y = (int(v) for v in chance.integers(side, size=2))
        to = (x + int(chance.normal(0, side / 24)), y + int(chance.normal(0, side / 24)))
        cv2.line(out, (x, y), to, soft[y, x].tolist(), int(chance.integers(side // 42 + 1, side // 14 + 2)))
    return out


def rough(picture: Bytes, chance: np.random.Generator) -> Bytes:
    """All colours, but roughly: as a wash that does not keep within the lines."""
    import cv2

    side = picture.shape[0]
    cells = int(chance.integers(10, 28))
    small = cv2.resize(picture, (cells, cells), interpolation=cv2.INTER_AREA)
    way = cv2.INTER_CUBIC if chance.random() < 0.5 else cv2.INTER_NEAREST
    return np.asarray(cv2.resize(small, (side, side), interpolation=way), np.uint8)


def by_hand(line: Bytes, chance: np.random.Generator) -> Bytes:
    """The same lines (H, W), less perfect: half of the time each of thicker or thinner, shaken, broken and grey."""
    import cv2

    side = line.shape[0]
    made: NDArray[Any] = line
    if chance.random() < 0.5:
        made = shaken(made, chance)
    if chance.random() < 0.5:
        thicker = cv2.erode(made, np.ones((2, 2) if chance.random() < 0.6 else (3, 3), np.uint8))
        thinner = cv2.addWeighted(made, 0.5, cv2.dilate(made, np.ones((2, 2), np.uint8)), 0.5, 0)
        made = thinner if chance.random() < 0.35 else thicker
    if chance.random() < 0.4:
        gone = np.zeros_like(made)
        for _ in range(int(chance.integers(1, 14))):
            x, y = (int(v) for v in chance.integers(side, size=2))
            cv2.circle(gone, (x, y), int(chance.integers(2, side // 28 + 3)), 255, -1)
        made = np.maximum(made, gone)
    if chance.random() < 0.3:
        made = cv2.GaussianBlur(made, (3, 3), 0)
    if chance.random() < 0.5:
        lightest = int(chance.integers(20, 140))
        made = (lightest + made.astype(np.float32) * ((255 - lightest) / 255)).astype(np.uint8)
    return np.asarray(made, np.uint8)


def shaken(line: Bytes, chance: np.random.Generator, far: float = 1.2) -> Bytes:
    """Moved smoothly by about `far` px at most, as by an unsteady hand."""
    import cv2

    side = line.shape[0]
    coarse = chance.uniform(-far, far, (2, 9, 9)).astype(np.float32)
    fine = [cv2.resize(one, (side, side), interpolation=cv2.INTER_LINEAR) for one in coarse]
    y, x = np.indices(line.shape, np.float32)
    made = cv2.remap(line, x + fine[0], y + fine[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8)
