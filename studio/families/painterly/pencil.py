"""Pencil: tone by strokes that cross where it gets dark, on paper whose hills take more lead than its hollows."""

from __future__ import annotations

import numpy as np

from studio.families.painterly.flow import flow
from studio.families.painterly.flow import reach as flow_reach
from studio.families.painterly.lines import lines
from studio.families.painterly.lines import reach as lines_reach
from studio.families.painterly.paper import noise, tooth
from studio.families.painterly.view import Floats, Look, View, blurred, light, reach_of, smoothstep, vivid

PAPER = np.array([0.97, 0.962, 0.94], np.float32)
GRAPHITE = np.array([0.13, 0.13, 0.15], np.float32)
BARE = 0.68
"""Half of a drawing is lighter than this: the paper does the most of it."""
LAYERS = ((52, 0.93, 0.30), (-38, 0.62, 0.17), (18, 0.36, 0.08))
"""Strokes: their angle in degrees, how light it is where they begin, and where they cover all."""


def reach(look: Look, scale: float) -> int:
    width = stroke(look, scale)
    return int(np.ceil(22 * width)) + flow_reach(3 * width) + lines_reach(width) + reach_of(2 * width) + 4


def stroke(look: Look, scale: float) -> float:
    return max(0.65, 0.11 * look.brush * scale)


def paint(view: View, look: Look) -> Floats:
    width = stroke(look, view.scale)
    along = flow(view, 3 * width)
    grain = tooth(view, look.chance)
    even = view.tones.spread(view.colours, BARE)
    tone = blurred(light(even), 0.4 + (1.2 - look.detail) * 1.6 * width)
    laid = np.zeros(view.size, np.float32)
    for number, (angle, begins, full) in enumerate(LAYERS):
        dark = 1 - smoothstep(full, begins, tone)
        mark = _strokes(view, look, number, angle, width) + np.float32(0.55 * look.paper) * grain
        laid += (1 - laid) * np.float32(0.78) * smoothstep(-0.6, 0.9, 2.6 * dark - 1.1 + mark) * dark ** 0.5
    soft = (1 - tone) * (0.72 + 0.28 * grain * np.float32(look.paper))
    laid = np.float32(look.texture) * laid + np.float32(1 - look.texture) * soft * np.float32(0.8)
    drawn = 1 - lines(even, along, width, 11, 0.66, 0.28)
    pressed = smoothstep(-1.1, 0.5, grain + 0.6 * noise(view, look.chance, 503, 30 * width) + 0.5)
    laid = np.maximum(laid, drawn * pressed * np.float32(min(1.0, 0.15 + 1.3 * look.lines)))
    return _lead(even, laid, look)


def _strokes(view: View, look: Look, number: int, angle: float, width: float) -> Floats:
    """(h, w), about −1 … 1: strokes side by side at that angle, none quite straight or quite as hard as the next."""
    import cv2

    dots = noise(view, look.chance, 510 + number, max(1.2, 1.3 * width))
    marks = cv2.filter2D(dots, cv2.CV_32F, _stroke_kernel(angle, 12 * width), borderType=cv2.BORDER_REFLECT_101)
    rows, columns = np.indices(view.size, dtype=np.float32)
    sway = np.float32(2.2 * width) * noise(view, look.chance, 520 + number, 70 * width)
    swayed = cv2.remap(marks, columns + sway, rows - sway, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(np.tanh(swayed * np.float32(3.4)), np.float32)


def _stroke_kernel(angle: float, length: float) -> Floats:
    """A soft line of `length` px to both sides that sums to one."""
    half = int(np.ceil(length))
    rows, columns = np.indices((2 * half + 1, 2 * half + 1), dtype=np.float32) - half
    turn = np.deg2rad(angle)
    along = columns * np.cos(turn) + rows * np.sin(turn)
    away = rows * np.cos(turn) - columns * np.sin(turn)
    kernel = np.clip(1 - np.abs(away), 0, 1) * np.clip(1 - np.abs(along) / length, 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _lead(even: Floats, laid: Floats, look: Look) -> Floats:
    """Graphite where `look.colour` is 0, crayons of the picture's own colours where it is 1."""
    crayon = vivid(blurred(even, 1.2), 1.35)
    crayon = np.clip(crayon - 0.12, 0, 1) * np.clip(0.45 + 0.55 * light(even)[..., None], 0, 1)
    lead = GRAPHITE + np.float32(smoothstep(0.5, 1.0, look.colour)) * (crayon - GRAPHITE)
    return np.asarray(PAPER + laid[..., None] * (lead - PAPER), np.float32)
