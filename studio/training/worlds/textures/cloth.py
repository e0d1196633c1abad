"""Cloth: threads over and under each other, plain, twilled or checked, lit so that each thread is round."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.opencv import cv2
from studio.training.worlds.textures.fractal import noise
from studio.training.worlds.textures.palette import Palette
from studio.training.worlds.world import Bytes


def woven(side: int, chance: Chance, scale: float, turn: float, tones: Palette) -> Bytes:
    wide = 6 + round(22 * scale * side / 256)
    span = side + side // 2
    step, over = chance.pick(((1, 1), (1, 2), (2, 2), (3, 1)))
    colours = np.rint(np.array(tones)).astype(np.int64)
    thread = np.arange(span) // wide
    warp = colours[(thread // chance.whole(1, 7)) % chance.whole(1, 3)]  # (span, 3)
    weft = colours[3 + (thread // chance.whole(1, 7)) % chance.whole(1, 3)]
    across, down = np.meshgrid(thread, thread)
    upper = (across * step + down) % (step + over) < over
    place = np.arange(span) % wide
    rounded = np.rint(256 * (0.62 + 0.38 * np.sin(np.pi * (place + 0.5) / wide))).astype(np.int64)
    fine = (
        np.where(upper[..., None], warp[None] * rounded[None, :, None], weft[:, None] * rounded[:, None, None]) // 256
    )
    fuzz = noise(span, chance, 0.1, 0.9) // 4096
    sheet = np.clip(fine + (fuzz * chance.whole(0, 5) // 4)[..., None], 0, 255).astype(np.uint8)
    matrix = cv2.getRotationMatrix2D((span / 2, span / 2), turn, 1.0)
    matrix[:, 2] -= (span - side) / 2
    cloth: Bytes = cv2.warpAffine(sheet, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return cloth
