"""Where a pen would go: lines along edges, thin or bold, and blacks where the shadow closes."""

from __future__ import annotations

import numpy as np

from studio.families.painterly.flow import Flow, drawn_along
from studio.families.painterly.view import Floats, blurred, light, reach_of

WIDER = 1.6


def lines(colours: Floats, along: Flow, width: float, boldness: float, threshold: float, softness: float) -> Floats:
    """(h, w): 1 bare paper … 0 ink. The extended difference of Gaussians along the flow: Winnemöller, Kyprianidis and
    Olsen, "XDoG" (2012), equations 5 and 7. `width` px; `boldness` is p; what is darker than `threshold` after
    sharpening turns to ink; `softness` is 1 / φ."""
    grey = light(colours)
    fine, wide = blurred(grey, width), blurred(grey, WIDER * width)
    sharp = (1 + boldness) * fine - boldness * wide
    sharp = drawn_along(sharp, along, 4 * width, max(1.0, width))
    return np.asarray(np.where(sharp >= threshold, 1, 1 + np.tanh((sharp - threshold) / softness)), np.float32)


def reach(width: float) -> int:
    """Px beyond a place that its ink depends on."""
    return reach_of(WIDER * width) + int(np.ceil(4 * width)) + 2
