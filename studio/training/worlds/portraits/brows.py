"""The brows: raised or low, stern or worried, fine or heavy."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import mix, shade
from studio.training.worlds.curves import Points, ribbon, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import HAIRS, skin_colours
from studio.training.worlds.portraits.sheet import Sheet

DEPTH = 208


def brow_curve(head: Head, side: int) -> Points:
    """(N, 2) on the face, from its inner to its outer end."""
    look = head.look
    t = np.linspace(0, 1, 6)
    base = -0.225 - 0.085 * look.brow_height + 0.02 * look.old
    arch = -0.055 * np.sin(np.pi * np.minimum(t * 0.95 + 0.05, 1.0)) + 0.035 * t**2
    tilt = look.brow_tilt * (0.135 * (t - 0.45))
    x = side * (0.145 + 0.40 * t) * (0.5 + 0.5 * head.wide)
    return np.stack([x, base + arch + tilt], axis=1)


def paint_brow(sheet: Sheet, head: Head, side: int) -> None:
    look = head.look
    deep, dark, middle, _ = skin_colours(look.skin, 0.0)
    hair = HAIRS[look.hair_color]
    tint = shade(hair, 0.62) if look.hair_color not in ("white", "grey") else mix(hair, dark, 0.25)
    tint = mix(tint, deep, 0.25) if sum(tint) > sum(middle) * 0.8 and look.hair_color not in ("white", "grey") else tint
    spine = smooth(brow_curve(head, side), 4, False)
    weight = (0.050 + 0.052 * look.brow_weight) * (1 - 0.18 * look.old)
    t = np.linspace(0, 1, len(spine))
    widths = weight * UNIT * np.clip(0.55 + 2.2 * t, 0, 1) * np.clip(1.12 - t**3, 0.12, 1)
    curve = head.on(spine, 0.01)
    sheet.region(ribbon(curve, widths), tint, mix(tint, deep, 0.25), label="brows", depth=DEPTH, line=0.7,
                 texture="brush", amount=0.04)  # fmt: skip
