"""Gouache: flat, chalky shapes of few tones, laid with a dry brush that leaves some of the ground bare."""

from __future__ import annotations

import numpy as np

from studio.families.painterly import kuwahara
from studio.families.painterly.flow import drawn_along, flow
from studio.families.painterly.flow import reach as flow_reach
from studio.families.painterly.lines import lines
from studio.families.painterly.lines import reach as lines_reach
from studio.families.painterly.oil import worked_over
from studio.families.painterly.paper import noise, rough, tooth
from studio.families.painterly.view import Floats, Look, View, light, reach_of, smoothstep, vivid

TONES = 6.0
GROUND = np.array([0.93, 0.88, 0.78], np.float32)


def reach(look: Look, scale: float) -> int:
    broad = brush(look, scale)
    return (kuwahara.reach(broad) + flow_reach(broad) + int(np.ceil(4 * broad)) + reach_of(0.5 * broad)
            + lines_reach(max(0.7, scale)) + 4)  # fmt: skip


def brush(look: Look, scale: float) -> float:
    return max(1.8, 1.6 * look.brush * scale)


def paint(view: View, look: Look) -> Floats:
    broad = brush(look, view.scale)
    along = flow(view, broad)
    shapes = worked_over(view.colours, along, broad, 0.6 * look.detail)
    flat = _few_tones(shapes, 0.7 + 0.3 * (1 - look.detail))
    flat = vivid(flat, 0.5 + 1.35 * look.colour)
    flat = np.float32(0.055) + np.float32(0.905) * np.clip(flat, 0, 1)  # chalk in every colour: no black, no glare
    strokes = drawn_along(noise(view, look.chance, 400, max(1.4, 0.22 * broad)), along, 3.2 * broad,
                          max(1.0, 0.25 * broad))  # fmt: skip
    strokes = strokes * np.float32(np.sqrt(1 + 0.2 * broad))
    flat = flat * (1 + np.float32(0.09 * look.texture) * np.tanh(strokes)[..., None])
    grain = tooth(view, look.chance, 2.6)
    bare = 1.5 * strokes + grain + 0.7 * rough(view, look.chance, 41, 14 * broad, 2)
    dry = smoothstep(2.9 - 1.3 * look.texture, 4.2 - 1.3 * look.texture, bare) * np.float32(0.75 * look.texture)
    ground = GROUND * (np.float32(0.2) + np.float32(0.8) * light(flat)[..., None])
    flat = np.asarray(flat + dry[..., None] * (ground - flat), np.float32)
    if look.lines > 0.5:
        drawn = lines(shapes, along, max(0.7, 1.1 * view.scale), 16, 0.45, 0.1)
        flat = flat * (1 - (1 - drawn[..., None]) * np.float32(1.3 * (look.lines - 0.5)))
    return np.asarray(flat * (1 + np.float32(0.07 * look.paper) * grain[..., None]), np.float32)


def _few_tones(colours: Floats, share: float) -> Floats:
    """Light falls in steps with soft shoulders: Winnemöller et al. (2006), section 3.3."""
    grey = light(colours)
    step = np.rint(grey * TONES) / TONES
    stepped = step + np.tanh((grey - step) * TONES * 3.2) / (2 * TONES)
    ratio = (stepped + 0.02) / (grey + 0.02)
    return np.asarray(colours * (1 + np.float32(share) * (np.clip(ratio, 0.6, 1.6) - 1))[..., None], np.float32)
