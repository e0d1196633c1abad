"""Ink: a pen that follows the forms, blacks where shadow closes, hatching between, and a thin wash if one likes."""

from __future__ import annotations

import numpy as np

from studio.families.painterly.flow import flow
from studio.families.painterly.flow import reach as flow_reach
from studio.families.painterly.lines import lines
from studio.families.painterly.lines import reach as lines_reach
from studio.families.painterly.paper import noise, rough, tooth
from studio.families.painterly.view import Floats, Look, View, blurred, light, reach_of, smoothstep, vivid

PAPER = np.array([0.98, 0.965, 0.925], np.float32)
INK = np.array([0.075, 0.075, 0.10], np.float32)
BARE = 0.58
"""Half of a drawing is lighter than this."""
HATCHES = ((45, 0.56), (-45, 0.36), (5, 0.2))
"""The angle in degrees, and how light it is where these lines begin."""


def reach(look: Look, scale: float) -> int:
    width = pen(look, scale)
    return flow_reach(2.5 * width) + lines_reach(width) + reach_of(4 * width) + 4


def pen(look: Look, scale: float) -> float:
    return max(0.55, 0.12 * look.brush * scale)


def paint(view: View, look: Look) -> Floats:
    width = pen(look, view.scale)
    along = flow(view, 2.5 * width)
    even = view.tones.spread(view.colours, BARE)
    drawn = lines(even, along, width, 8 + 22 * look.detail, 0.24 + 0.5 * look.lines, 0.08)
    tone = blurred(light(even), 2 * width)
    for number, (angle, begins) in enumerate(HATCHES):
        drawn = drawn * _hatched(view, look, number, angle, width, tone, begins)
    grain = tooth(view, look.chance)
    thin = smoothstep(1.35 - 0.6 * look.paper, 2.0 - 0.6 * look.paper, grain + 0.3)  # where a dry pen skips
    drawn = np.clip(drawn + thin * np.float32(0.7) * smoothstep(0.03, 0.3, tone), 0, 1)[..., None]
    sheet = _washed(view, look, even, width) * (1 + np.float32(0.03 * look.paper) * grain[..., None])
    return np.asarray(INK + drawn * (sheet - INK), np.float32)


def _hatched(view: View, look: Look, number: int, angle: float, width: float, tone: Floats, begins: float) -> Floats:
    """(h, w): 1 bare … 0 ink: parallel lines that swell as it gets darker."""
    height, across = view.size
    rows = np.arange(height, dtype=np.float32)[:, None] + view.at.y
    columns = np.arange(across, dtype=np.float32)[None, :] + view.at.x
    turn = np.deg2rad(angle)
    step = np.float32(max(3.6, 6.5 * width))
    sway = rough(view, look.chance, 60 + number, 40 * width, 2) * np.float32(0.16)
    phase = (columns * np.float32(np.sin(turn)) - rows * np.float32(np.cos(turn))) / step + sway
    ridge = 0.5 + 0.5 * np.cos(2 * np.pi * phase)  # 1 on a line's middle
    bar = np.float32(min(0.92, begins * 2 * look.texture))
    depth = np.clip((bar - tone) / max(0.05, begins), 0, 1)
    depth = depth * (1 + 0.25 * noise(view, look.chance, 630 + number, 18 * width))
    edge = min(0.45, 1.1 / float(step))
    inked = smoothstep(1 - edge, 1 + edge, ridge + 1.05 * np.minimum(depth, 0.62) - 0.05)
    return np.asarray(1 - inked * (depth > 0.02), np.float32)


def _washed(view: View, look: Look, even: Floats, width: float) -> Floats:
    """The paper, and from the middle of `look.colour` on thin washes of the picture's colours on it."""
    sheet = np.broadcast_to(PAPER, even.shape)
    share = 1.6 * max(0.0, look.colour - 0.5)
    if not share:
        return np.asarray(sheet, np.float32)
    pools = 1 + 0.12 * np.tanh(rough(view, look.chance, 66, 60 * width, 3))[..., None]
    wash = 1 - (1 - np.clip(vivid(blurred(even, 4 * width), 1.5), 0, 1)) * pools
    return np.asarray(sheet * (1 - np.float32(share) * (1 - np.clip(wash, 0, 1))), np.float32)
