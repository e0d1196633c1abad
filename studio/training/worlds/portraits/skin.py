"""The skin: light and shade on face, ears and neck, and what years and weather write on them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import colour, mix
from studio.training.worlds.curves import smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import skin_colours
from studio.training.worlds.portraits.sheet import Sheet, Tones
from studio.training.worlds.world import Bytes

FACE_DEPTH, EAR_DEPTH, NECK_DEPTH = 200, 150, 130


def _steep(share: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    t = np.clip((share - low) / (high - low), 0, 1)
    eased: NDArray[np.float64] = t * t * (3 - 2 * t)
    return eased


def paint_neck(sheet: Sheet, head: Head, ramp: Bytes) -> None:
    """From under the jaw to the collar; the head's shadow lies on it."""
    look = head.look
    top = head.placed([(0.05 * head.sin, 0.5)])[0]
    foot, wide = 0.5, 0.118 * (1 + 0.05 * look.face_width)
    left, right = top[0] - wide, top[0] + wide
    outline = smooth([
        (left, top[1]), (left + 0.004, 0.74), (foot - wide - 0.012, 0.83), (foot - wide - 0.05, 0.885),
        (foot - 0.07, 1.0), (foot + 0.07, 1.0), (foot + wide + 0.05, 0.885), (foot + wide + 0.012, 0.83),
        (right - 0.004, 0.74), (right, top[1]),
    ], 5)  # fmt: skip
    tones = Tones(sheet, [outline], 140 - 12 * abs(look.light))
    tones.soft += (34 * look.light * np.clip((tones.x - foot) / 0.13, -1, 1)).astype(np.float32)
    chin = head.at([(0.0, 1.0, 0.3)])[0]
    tones.glow(chin[0] - 0.03 * look.light, chin[1] - 0.005, 0.21, 0.115, -95)
    for side in (-1, 1):
        tones.dark(smooth([(foot + side * 0.085, 0.80), (foot + side * 0.055, 0.85), (foot + side * 0.022, 0.892)],
                          5, False), 0.009, 16 + 12 * look.old)  # fmt: skip
    if look.old > 0:
        for at in (0.80, 0.825):
            tones.dark(smooth([(foot - 0.08, at), (foot, at + 0.014), (foot + 0.08, at)], 5, False), 0.006,
                       34 * look.old)  # fmt: skip
    tones.finish(ramp, "neck", NECK_DEPTH, soften=2)


def paint_ear(sheet: Sheet, head: Head, ramp: Bytes, side: int) -> None:
    """`side` −1 for the picture's left."""
    grown = 1 + 0.14 * head.look.age
    x = head.half(0.1) * side

    def at(*points: tuple[float, float]) -> NDArray[np.float64]:
        return head.at([(x + side * across * grown, 0.06 + (down - 0.06) * grown, -0.08 - 0.5 * across)
                        for across, down in points])  # fmt: skip

    outline = smooth(at((-0.05, -0.10), (0.06, -0.17), (0.135, -0.11), (0.14, 0.03), (0.095, 0.16), (0.05, 0.27),
                        (-0.02, 0.27), (-0.06, 0.15)), 5)  # fmt: skip
    tones = Tones(sheet, [outline], 150 + 30 * head.look.light * side)
    tones.dark(smooth(at((0.00, -0.07), (0.07, -0.11), (0.10, -0.02), (0.07, 0.10), (0.03, 0.18)), 5, False), 0.010, 45)
    tones.patch(smooth(at((0.0, 0.0), (0.045, -0.03), (0.05, 0.06), (0.02, 0.12), (-0.02, 0.10)), 4), 50)
    tones.finish(ramp, "ears", EAR_DEPTH, soften=2)


def skull_outline(head: Head) -> NDArray[np.float64]:
    return head.placed(head.dome(0.0, 0.0, -np.pi, np.pi, 40)[:-1])


def paint_face(sheet: Sheet, head: Head, ramp: Bytes, bare: bool) -> Bytes:
    """The face's own shape, and the skull's when `bare`; what lies on the skin later is clipped to what comes back."""
    outlines = [head.placed(head.outline)]
    if bare:
        outlines.append(skull_outline(head))
    tones = Tones(sheet, outlines, 0.0)
    _light(tones, head, bare)
    _forms(tones, head)
    _years(tones, head)
    tones.finish(ramp, "skin", FACE_DEPTH, soften=2, amount=0.018)
    return sheet.mask(outlines[0])


def _light(tones: Tones, head: Head, bare: bool) -> None:
    """Where each spot faces the light, from its place between the edges of the face."""
    light = head.look.light
    x, y = head.back(*np.meshgrid(tones.x, tones.y))
    left, right = head.sides(y)
    if bare:
        middle, rise, rx, ry = head.skull
        across = rx * np.sqrt(np.clip(1 - ((y - rise) / ry) ** 2, 0, 1))
        left, right = np.minimum(left, middle - across), np.maximum(right, middle + across)
    turn = np.clip((2 * x - left - right) / np.maximum(right - left, 1e-6), -1, 1)
    facing = turn * np.sign(light) if light else np.zeros_like(turn)
    lit = _steep(facing, -0.72, 0.12)
    strength = abs(light)
    tone = 166 - 78 * strength * (1 - lit) + 26 * strength * facing - 30 * turn**4 - 10 * np.clip(y, -0.6, 1)
    tones.soft += tone.astype(np.float32)


def _forms(tones: Tones, head: Head) -> None:
    """Eye sockets, cheekbones, the brow's roundness, chin and mouth."""
    look, unit = head.look, UNIT

    def glow(x: float, y: float, rx: float, ry: float, by: float) -> None:
        spot = head.on(np.array([(x, y)]))[0]
        tones.glow(spot[0], spot[1], rx * unit, ry * unit, by)

    for side in (-1, 1):
        toward = 1 + 0.5 * look.light * side
        glow(side * 0.33, -0.06, 0.30, 0.20, -30)
        glow(side * 0.34, 0.17, 0.22, 0.09, -46 * look.old)
        glow(side * 0.36, 0.10, 0.17, 0.06, 22 * look.old)
        glow(side * 0.44, 0.66, 0.16, 0.16, 24 * look.old)
        glow(side * 0.60, -0.22, 0.16, 0.20, -26 * look.old)
        glow(side * 0.12, 0.02, 0.12, 0.16, -26)
        glow(side * 0.42, 0.24, 0.24, 0.17, 26 * toward)
        glow(side * (0.47 - 0.05 * look.age), 0.52, 0.22, 0.26, -16 - 30 * look.old)
    glow(0.18 * look.light, -0.44, 0.46, 0.30, 24)
    glow(0, 0.44, 0.09, 0.10, -18)
    glow(0, 0.80, 0.22, 0.08, -30)
    glow(0.06 * look.light, 0.90, 0.17, 0.10, 18)
    glow(0, -0.86, 0.85, 0.34, -36)


def _years(tones: Tones, head: Head) -> None:
    """Lines that smiling, looking and thinking left."""
    old, smile = head.look.old, max(head.look.smile, 0.0)

    def line(points: list[tuple[float, float]], width: float, by: float) -> None:
        if by > 2:
            depth = (1.5 + 0.9 * head.look.skin) * by
            tones.dark(smooth(head.on(np.array(points)), 5, False), 1.3 * width * UNIT, depth)

    for side in (-1, 1):
        fold = [(side * 0.17, 0.36), (side * 0.27, 0.47), (side * 0.325, 0.60), (side * 0.32, 0.68)]
        line(fold, 0.035, 66 * old + 24 * smile * (1 - old))
        line([(side * 0.29, 0.74), (side * 0.31, 0.82), (side * 0.27, 0.89)], 0.03, 50 * max(0.0, old - 0.3))
        line([(side * 0.19, 0.13), (side * 0.30, 0.205), (side * 0.44, 0.19), (side * 0.52, 0.12)], 0.032, 56 * old)
        line([(side * 0.24, 0.20), (side * 0.36, 0.26), (side * 0.46, 0.24)], 0.024, 40 * max(0.0, old - 0.35))
        for rise in (-0.05, 0.01, 0.07):
            line([(side * 0.545, 0.01 + 0.5 * rise), (side * 0.60, 0.01 + rise), (side * 0.65, 0.02 + 1.6 * rise)],
                 0.024, 62 * old)  # fmt: skip
        line([(side * 0.055, -0.22), (side * 0.065, -0.15), (side * 0.045, -0.09)], 0.024, 46 * old)
    for at, much in ((-0.36, 60), (-0.445, 62), (-0.53, 48)):
        line([(-0.40, at + 0.03), (-0.2, at - 0.005), (0, at + 0.008), (0.2, at - 0.005), (0.40, at + 0.03)], 0.026,
             much * old)  # fmt: skip


def paint_complexion(sheet: Sheet, head: Head, face: Bytes, seed: int) -> None:
    """Blush, and freckles that a turned head carries along."""
    look = head.look
    _, shade, middle, _ = skin_colours(look.skin, 0.0)
    if look.blush > 0:
        rose = mix(middle, colour("#e2384a") if look.skin < 0.6 else colour("#b0202c"), 0.62)
        for side in (-1, 1):
            spot = head.on(np.array([(side * 0.44, 0.30)]))[0]
            sheet.glow(spot[0], spot[1], 0.33 * UNIT, 0.27 * UNIT, rose, 0.12 + 0.6 * look.blush, clip=face)
        tip = head.on(np.array([(0.0, 0.28)]), 0.12)[0]
        sheet.glow(tip[0], tip[1], 0.15 * UNIT, 0.11 * UNIT, rose, 0.08 + 0.3 * look.blush, clip=face)
    if look.freckles > 0:
        brown = mix(shade, colour("#6e3418"), 0.35 + 0.3 * look.skin)
        _freckles(sheet, head, brown, Chance(seed, "portraits", "spots"))


def _freckles(sheet: Sheet, head: Head, brown: tuple[float, float, float], chance: Chance) -> None:
    spread = chance.shares(90, 3)
    shown = spread[: round(20 + 70 * head.look.freckles)]
    x = (2 * shown[:, 0] - 1) * 0.56
    y = 0.13 + 0.30 * shown[:, 1] - 0.10 * (1 - np.abs(x) / 0.56) * (shown[:, 2] > 0.5)
    for (across, down), size in zip(head.on(np.stack([x, y], axis=1)), shown[:, 2], strict=True):
        sheet.spot(across, down, (0.009 + 0.008 * size) * UNIT, brown, 0.35 + 0.4 * head.look.freckles)
