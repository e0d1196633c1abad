"""Glasses that sit on the nose and reach for the ear, also on a turned head."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, mix
from studio.training.worlds.curves import Points, ellipse, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import FRAMES
from studio.training.worlds.portraits.sheet import Sheet

DEPTH = 230
_SHAPES = {
    "square": [(-0.235, -0.165), (0.24, -0.175), (0.225, 0.10), (0.15, 0.165), (-0.15, 0.165), (-0.22, 0.10)],
    "cat-eye": [(-0.235, -0.12), (0.0, -0.15), (0.20, -0.21), (0.285, -0.235), (0.235, 0.04), (0.10, 0.145),
                (-0.10, 0.145), (-0.215, 0.06)],
}  # fmt: skip


def _lens(shape: str) -> Points:
    """Around the eye's middle, x outward."""
    if shape == "round":
        return ellipse(0, 0, 0.232, 0.215, count=28)
    return smooth(_SHAPES[shape], 5)


def paint_arms(sheet: Sheet, head: Head, seed: int) -> None:
    """From the rims to the ears; painted before the hair, which may cover them."""
    if head.look.glasses == "none":
        return
    frame = Chance(seed, "portraits", "frames").pick(FRAMES)
    for side in (-1, 1):
        if side * head.look.turn > 0.12:
            continue
        hinge = head.on(np.array([(side * 0.56 * (0.5 + 0.5 * head.wide), -0.045)]), 0.06)
        ear = head.at([(side * 0.765 * head.wide, -0.075, -0.06)])
        sheet.stroke(np.concatenate([hinge, (hinge + ear) / 2, ear]), UNIT * 0.05, frame, label="glasses",
                     depth=DEPTH - 40, line=0.9)  # fmt: skip


def paint_glasses(sheet: Sheet, head: Head, seed: int) -> None:
    shape = head.look.glasses
    if shape == "none":
        return
    frame = Chance(seed, "portraits", "frames").pick(FRAMES)
    lens = _lens(shape)
    x, y = 0.355 * (0.5 + 0.5 * head.wide), 0.035
    z = float(head.surface(np.array([0.30]), np.array([y]))[0]) + 0.09

    def at(points: Points, side: int) -> Points:
        across = side * (x + points[:, 0])
        return head.at(np.column_stack([across, y + points[:, 1], z - 0.55 * np.maximum(np.abs(across) - 0.2, 0) ** 2]))

    for side in (-1, 1):
        glint = np.array([(-0.10, -0.13), (-0.03, -0.14), (-0.12, 0.10), (-0.17, 0.06)]) * (side, 1)
        sheet.region(at(glint, side), WHITE, alpha=0.16)
        outer, inner = at(lens * 1.075, side), at(lens * 0.925, side)
        sheet.ring(outer, inner, frame, "glasses", DEPTH)
        sheet.pen(at(lens, side), 1.0, closed=True)
        shine = at(lens[len(lens) // 2 : len(lens) * 3 // 4], side)
        sheet.stroke(shine, UNIT * 0.012, mix(frame, WHITE, 0.5), alpha=0.7)
    bridge = np.array([(-x + 0.225, -0.02), (-0.06, -0.075), (0.06, -0.075), (x - 0.225, -0.02)])
    nose = head.at(np.column_stack([bridge[:, 0], y + bridge[:, 1], np.full(4, z + 0.06)]))
    sheet.stroke(smooth(nose, 5, False), UNIT * 0.05, frame, label="glasses", depth=DEPTH, line=0.9)
