"""Watercolour: clear washes on white paper, dark where a wash has dried at its rim, grainy where pigment settles."""

from __future__ import annotations

import numpy as np

from studio.families.painterly import kuwahara
from studio.families.painterly.flow import flow
from studio.families.painterly.flow import reach as flow_reach
from studio.families.painterly.lines import lines
from studio.families.painterly.lines import reach as lines_reach
from studio.families.painterly.paper import noise, rough, tooth
from studio.families.painterly.view import Floats, Look, View, blurred, light, reach_of, smoothstep, vivid

PAPER = np.array([0.985, 0.975, 0.95], np.float32)
GLAZES = (0.82, 0.62, 0.42, 0.24)
"""How light it is where the second, third … wash begins."""


def reach(look: Look, scale: float) -> int:
    broad = brush(look, scale)
    return (kuwahara.reach(broad) + flow_reach(0.8 * broad) + int(np.ceil(1.5 * broad)) + reach_of(0.8 * broad)
            + lines_reach(pen(scale)) + 4)  # fmt: skip


def brush(look: Look, scale: float) -> float:
    return max(1.8, 1.5 * look.brush * scale)


def pen(scale: float) -> float:
    return max(0.6, 0.75 * scale)


def paint(view: View, look: Look) -> Floats:
    """Pigment after Bousseau et al., "Interactive Watercolor Rendering" (2006), section 4: C (1 − (1 − C) (d − 1))."""
    broad = brush(look, view.scale)
    paper = tooth(view, look.chance, 2.4)
    along = flow(view, 0.8 * broad)
    washes = kuwahara.kuwahara(_wobbled(view, look, broad, paper), along, broad)
    if look.detail > 0:
        small = kuwahara.kuwahara(view.colours, along, max(1.2, 0.4 * broad))
        washes = washes + np.float32(0.6 * look.detail) * (small - washes)
    low, _, high = view.tones
    washes = np.clip((washes - 0.5 * low) / max(0.2, high - 0.5 * low), 0, 1)
    washes = vivid(washes, 0.55 + 1.5 * look.colour)
    density = 1 + _pools(view, look, broad, paper) + _rims(washes, look, broad)
    washes = np.clip(washes, 0.02, 1)
    pigment = washes * (1 - (1 - washes) * (density - 1)[..., None])
    pigment = 0.09 + 0.91 * np.clip(pigment, 0, 1) ** np.float32(0.72)  # water: light everywhere, no black
    sheet = PAPER * (1 + np.float32(0.035 * look.paper) * paper[..., None])
    out = pigment * sheet
    if look.lines > 0.5:
        drawn = lines(view.colours, along, pen(view.scale), 12, 0.62, 0.25)
        drawn = 1 - (1 - drawn) * smoothstep(-0.9, 0.6, paper) * np.float32(1.5 * (look.lines - 0.5))
        out = out * (drawn[..., None] * np.float32(0.85) + np.float32(0.15))
    return np.asarray(out, np.float32)


def _wobbled(view: View, look: Look, broad: float, paper: Floats) -> Floats:
    """Edges stray a little, as water does."""
    import cv2

    height, width = view.size
    most = np.float32(0.33 * broad)
    rows, columns = np.indices((height, width), dtype=np.float32)
    x = columns + most * np.tanh(0.6 * noise(view, look.chance, 300, 3 * broad) + 0.4 * paper)
    y = rows + most * np.tanh(0.6 * noise(view, look.chance, 301, 3 * broad) - 0.4 * paper)
    return np.asarray(cv2.remap(view.colours, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101))


def _pools(view: View, look: Look, broad: float, paper: Floats) -> Floats:
    """Where more pigment has come to lie: in pools, and in the hollows of the paper."""
    pools = rough(view, look.chance, 20, 18 * broad, 4)
    return np.asarray(look.texture * (0.42 * np.tanh(pools)) - (0.1 + 0.4 * look.paper) * 0.4 * paper, np.float32)


def _rims(washes: Floats, look: Look, broad: float) -> Floats:
    """Each wash is darker at its border, where it dried last."""
    grey = light(washes)
    rim = np.zeros_like(grey)
    for bar in GLAZES:
        wash = 1 - smoothstep(bar - 0.06, bar + 0.06, grey)
        inside = wash * (1 - blurred(wash, 0.6 * broad))
        rim += inside
    return np.asarray(np.float32(2.6 * look.lines) * np.minimum(rim, 0.5), np.float32)
