"""The same portrait in a mirror: picture, labels, points and words change sides together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.core.geometry import Rect
from studio.training.worlds.portraits.facts import SIDED
from studio.training.worlds.world import Bytes, Sample

_SWAP = {"left": "right", "right": "left"}


def mirror(sample: Sample) -> Sample:
    """Left and right swapped in everything that is known; twice gives the sample back."""
    wide = sample.picture.shape[1]
    facts = {name: -float(value) + 0.0 if name in SIDED else value for name, value in sample.facts.items()}
    words = [_SWAP.get(word.strip(","), word.strip(",")) + ("," if word.endswith(",") else "")
             for word in sample.caption.split(" ")]  # fmt: skip
    boxes = {
        name: tuple(Rect(wide - box.x - box.width, box.y, box.width, box.height) for box in those)
        for name, those in sample.boxes.items()
    }
    points = {
        "_".join(_SWAP.get(part, part) for part in name.split("_")): (round(wide - x, 2), y)
        for name, (x, y) in sample.landmarks.items()
    }
    return replace(
        sample, facts=facts, caption=" ".join(words), boxes=boxes, landmarks=points,
        picture=_flipped(sample.picture), segmentation=_flipped(sample.segmentation), depth=_flipped(sample.depth),
        lines=_flipped(sample.lines),
    )  # fmt: skip


def _flipped(array: Bytes) -> Bytes:
    return np.ascontiguousarray(array[:, ::-1])
