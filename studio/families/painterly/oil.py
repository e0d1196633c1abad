"""Oil: broad paint with clean edges, finer where there is more to tell, and the ridges that bristles leave in it."""

from __future__ import annotations

import numpy as np

from studio.families.painterly import kuwahara
from studio.families.painterly.flow import Flow, drawn_along, flow
from studio.families.painterly.flow import reach as flow_reach
from studio.families.painterly.lines import lines
from studio.families.painterly.paper import noise, weave
from studio.families.painterly.view import Floats, Look, View, blurred, light, smoothstep, vivid

FINER = 0.38
"""The small brush's width, of the broad one's."""


def reach(look: Look, scale: float) -> int:
    broad = brush(look, scale)
    return kuwahara.reach(broad) + flow_reach(0.7 * broad) + int(np.ceil(3.4 * broad)) + 4


def brush(look: Look, scale: float) -> float:
    return max(1.6, look.brush * scale)


def paint(view: View, look: Look) -> Floats:
    broad = brush(look, view.scale)
    along = flow(view, 0.7 * broad)
    painted = worked_over(view.colours, along, broad, look.detail)
    if look.lines > 0.5:
        drawn = lines(painted, along, max(0.7, 0.9 * view.scale), 14, 0.5, 0.1)
        painted = painted * (1 - (1 - drawn[..., None]) * np.float32(1.4 * (look.lines - 0.5)))
    painted = vivid(painted, 0.5 + 1.3 * look.colour)
    ridges = bristles(view, along, broad, look.chance)
    height = 0.3 * light(painted) + ridges * np.float32(0.085 * look.texture) * _body(painted)
    painted = lit(painted, height, 0.25 + 0.9 * look.texture)
    if look.paper:
        painted = painted * (1 + np.float32(0.11 * look.paper) * weave(view, look.chance)[..., None])
    return np.asarray(painted, np.float32)


def _body(painted: Floats) -> Floats:
    """How much ridges are seen: a glare swallows nothing of them, so that they are laid thinner there."""
    return np.float32(1.0) - np.float32(0.5) * np.clip(light(painted), 0, 1)


def worked_over(colours: Floats, along: Flow, broad: float, detail: float) -> Floats:
    """The broad brush everywhere, then a small one where the broad one has lost something (Hertzmann 1998)."""
    ground = kuwahara.kuwahara(colours, along, broad)
    if detail <= 0 or broad * FINER < 1.2:
        return ground
    small = kuwahara.kuwahara(colours, along, broad * FINER)
    lost = np.sqrt(blurred(((small - ground) ** 2).sum(2), 0.5 * broad))
    bar = 0.16 * (1 - detail) + 0.008
    share = smoothstep(bar, 2.5 * bar, lost)[..., None]
    return np.asarray(ground + share * (small - ground), np.float32)


def bristles(view: View, along: Flow, broad: float, chance: int) -> Floats:
    """(h, w) of about normal spread: streaks along the strokes, as wide as hairs of the brush."""
    fine = max(1.1, 0.13 * broad)
    streaks = drawn_along(noise(view, chance, 100, fine), along, 3.4 * broad, max(1.0, 0.25 * broad))
    return streaks * np.float32(np.sqrt(1 + 2.8 * broad / fine))


def lit(colours: Floats, height: Floats, strength: float) -> Floats:
    """The light comes from the upper left and glances off what stands up."""
    import cv2

    across = cv2.Scharr(height, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(height, cv2.CV_32F, 0, 1, scale=1 / 32)
    slope = np.tanh(-(across + 1.3 * down) * np.float32(4.0))
    shade = np.float32(strength) * slope[..., None]
    bright = np.maximum(shade, 0)
    return np.asarray(colours * (1 + 0.45 * shade) + 0.06 * bright, np.float32)
