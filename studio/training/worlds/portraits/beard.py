"""The beard: from stubble to a long full one, with its moustache."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.mouth import Mouth
from studio.training.worlds.portraits.palette import hair_ramp, skin_ramp
from studio.training.worlds.portraits.sheet import Sheet, Tones
from studio.training.worlds.world import Bytes

DEPTH = 210
STUBBLE = 0.3
"""Below, skin shows through."""


def beard_outline(head: Head) -> Points:
    """As seen: along the jaw and up over the cheeks, moustache included."""
    look = head.look
    grown = max(0.0, look.beard - 0.15)
    y = np.array([0.10, 0.25, 0.48, 0.66, 0.80, 0.92])
    left, right = head.sides(y)
    out = 0.012 + 0.07 * grown * np.array((0.1, 0.3, 0.8, 1, 1, 1))
    drop = np.array((0, 0, 0.02, 0.08, 0.2, 0.36)) * grown
    rim_right = np.stack([right + out, y + drop], axis=1)
    rim_left = np.stack([left - out, y + drop], axis=1)[::-1]
    chin = np.array([(0.40 * head.sin, 1.02 + 0.42 * grown)])
    lip = Mouth(head)
    corner = lip.half + 0.05
    inner = np.array([(-0.66, 0.12), (-0.60, 0.34), (-0.46, 0.47), (-corner, 0.48), (-0.13, 0.43), (0.0, 0.455),
                      (0.13, 0.43), (corner, 0.48), (0.46, 0.47), (0.60, 0.34), (0.66, 0.12)])  # fmt: skip
    inner = inner * (head.wide, 1.0)
    return smooth(np.concatenate([rim_right, chin, rim_left, head.seen_on(inner)]), 4)


def paint_beard(sheet: Sheet, head: Head, seed: int, warmth: float) -> None:
    look = head.look
    if look.beard <= 0:
        return
    chance = Chance(seed, "portraits", "beard")
    outline = head.placed(beard_outline(head))
    tones = Tones(sheet, [outline], 128)
    middle = float(head.seen_on(np.array([(0.0, 0.7)]))[0, 0])
    here = head.placed([(middle, 0.7)])[0]
    tones.soft += (30 * look.light * np.clip((tones.x - here[0]) / (0.6 * UNIT), -1, 1)).astype(np.float32)
    tones.glow(here[0], here[1] + 0.36 * UNIT, 0.5 * UNIT, 0.3 * UNIT, -40)
    _strands(tones, head, chance)
    tones.finish(_ramp(head, warmth), "beard", DEPTH, line=0.7, texture="grain", amount=0.04)


def _ramp(head: Head, warmth: float) -> Bytes:
    """The hair's colours, with the skin showing through while it is short."""
    look = head.look
    full = hair_ramp(look.hair_color)
    cover = min(1.0, 0.22 + 0.78 * look.beard / STUBBLE)
    skin = skin_ramp(look.skin, warmth)
    mixed: Bytes = np.rint(skin * (1 - cover) + full * cover).astype(np.uint8)
    return mixed


def _strands(tones: Tones, head: Head, chance: Chance) -> None:
    """Short hairs that point down and out; a long beard has long ones."""
    long = 0.05 + 0.13 * head.look.beard
    for x, y, kind, bend in chance.shares(70, 4):
        across = (2 * x - 1) * 0.62
        down = 0.42 + 0.55 * y * (1 + 0.3 * head.look.beard)
        base = head.seen_on(np.array([(across * (1.0 if down < 0.7 else 0.7), min(down, 0.95))]))[0]
        base[1] = down
        fall = np.array([(0.0, 0.0), (0.25 * across, 0.5), (0.3 * across + 0.2 * (bend - 0.5), 1.0)])
        curve = smooth(head.placed(base + long * fall), 3, False)
        if kind < 0.6:
            tones.dark(curve, 0.022 * UNIT, 40 + 30 * bend)
        else:
            tones.light(curve, 0.018 * UNIT, 30 + 25 * bend)
