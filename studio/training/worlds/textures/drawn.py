"""Surfaces made of shapes with sharp borders: fallen leaves, letters, stripes, rings and corners."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, mix
from studio.training.worlds.curves import Points, blob, ellipse, smooth, turned
from studio.training.worlds.opencv import cv2
from studio.training.worlds.textures.palette import Palette
from studio.training.worlds.world import Bytes

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&%?!"


def _fill(sheet: Bytes, points: Points, tone: Colour) -> None:
    fixed = np.rint(points * (sheet.shape[0] * 16)).astype(np.int32)
    cv2.fillPoly(sheet, [fixed], tone, cv2.LINE_AA, 4)


def _plain(side: int, tone: Colour) -> Bytes:
    return np.full((side, side, 3), [round(part) for part in tone], np.uint8)


def leaves(side: int, chance: Chance, scale: float, turn: float, tones: Palette) -> Bytes:
    """Dead leaves (Lee, Mumford and Huang 2001): opaque shapes, sizes by a power law, the last on top."""
    sheet = _plain(side, tones[0])
    smallest = 0.008 + 0.02 * scale
    for at in range(420):
        radius = min(0.42, smallest / max(1e-3, 1 - chance.share() * 0.995) ** 0.5 * (2.2 if at < 60 else 1.0))
        x, y = chance.between(-0.05, 1.05), chance.between(-0.05, 1.05)
        tone = mix(chance.pick(tones), chance.pick(tones), chance.share())
        form, spin = chance.whole(0, 3), np.deg2rad(turn) + chance.between(-0.8, 0.8)
        slim = chance.between(0.35, 1.0)
        if form == 0:
            points = ellipse(x, y, radius, radius * slim, spin, 28)
        elif form == 1:
            points = blob(chance, x, y, radius, radius * slim, 0.25, 8, 4)
        elif form == 2:
            corners = [
                (x - radius, y - radius * slim),
                (x + radius, y - radius * slim),
                (x + radius, y + radius * slim),
                (x - radius, y + radius * slim),
            ]
            points = turned(corners, spin, (x, y))
        else:
            tip = smooth(
                [(x - radius, y), (x, y - radius * slim * 0.6), (x + radius, y), (x, y + radius * slim * 0.6)], 7
            )
            points = turned(tip, spin, (x, y))
        _fill(sheet, points, tone)
        if form == 3 and radius > 0.05:
            rib = turned(
                [(x - radius * 0.9, y - radius * 0.02), (x + radius * 0.9, y), (x - radius * 0.9, y + radius * 0.02)],
                spin,
                (x, y),
            )
            _fill(sheet, rib, mix(tone, (0.0, 0.0, 0.0), 0.35))
    return sheet


def lettering(side: int, chance: Chance, scale: float, turn: float, tones: Palette) -> Bytes:
    """Lines of words in several sizes, all at one angle."""
    span = side * 3 // 2
    sheet = _plain(span, tones[0])
    ink = max(tones[1:], key=lambda tone: sum(abs(a - b) for a, b in zip(tone, tones[0], strict=True)))
    y = 0.0
    while y < span:
        size = (0.35 + 1.6 * scale * chance.between(0.5, 1.4)) * side / 256
        face = chance.pick(
            (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_COMPLEX)
        )
        y += 30 * size + 3
        words = "".join(" " if chance.yes(0.17) else chance.pick(LETTERS) for _ in range(int(span / (14 * size)) + 1))
        tone = ink if chance.yes(0.7) else mix(ink, chance.pick(tones), 0.5)
        cv2.putText(
            sheet,
            words,
            (-chance.whole(0, 20), round(y)),
            face,
            size,
            tone,
            max(1, round(size * chance.between(1, 2.6))),
            cv2.LINE_AA,
        )
    matrix = cv2.getRotationMatrix2D((span / 2, span / 2), turn * 0.3, 1.0)
    matrix[:, 2] -= (span - side) / 2
    page: Bytes = cv2.warpAffine(sheet, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return page


def edges(side: int, chance: Chance, scale: float, turn: float, tones: Palette) -> Bytes:
    """Fields of stripes, rings, rays, checks and plain colour, cut by straight borders."""
    sheet = _plain(side, tones[0])
    for _ in range(chance.whole(3, 7)):
        field = _plain(side, tones[0])
        kind, way = chance.whole(0, 4), np.deg2rad(turn) + chance.between(-0.6, 0.6)
        wide = 0.012 + 0.09 * scale * chance.between(0.4, 1.4)
        one, other = chance.pick(tones), chance.pick(tones)
        _pattern(field, kind, way, wide, one, other, (chance.share(), chance.share()))
        mask = np.zeros((side, side), np.uint8)
        x, y, reach = chance.share(), chance.share(), chance.between(0.3, 0.8)
        corners = turned(
            [
                (x - reach, y - reach * 0.6),
                (x + reach, y - reach * 0.6),
                (x + reach, y + reach * 0.6),
                (x - reach, y + reach * 0.6),
            ],
            way,
            (x, y),
        )
        cv2.fillPoly(mask, [np.rint(corners * side * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        over = cv2.merge((mask, mask, mask))
        sheet = cv2.add(
            cv2.multiply(field, over, scale=1 / 255), cv2.multiply(sheet, cv2.bitwise_not(over), scale=1 / 255)
        )
    return sheet


def _pattern(
    sheet: Bytes, kind: int, way: float, wide: float, one: Colour, other: Colour, at: tuple[float, float]
) -> None:
    side = sheet.shape[0]
    sheet[:] = [round(part) for part in one]
    count = int(1.5 / wide)
    if kind == 0:
        for step in range(0, count, 2):
            bar = [
                (-0.25 + step * wide, -0.5),
                (-0.25 + (step + 1) * wide, -0.5),
                (-0.25 + (step + 1) * wide, 1.5),
                (-0.25 + step * wide, 1.5),
            ]
            _fill(sheet, turned(bar, way, (0.5, 0.5)), other)
    elif kind == 1:
        for step in range(count, 0, -1):
            ring = ellipse(*at, step * wide, step * wide, count=64)
            _fill(sheet, ring, other if step % 2 else one)
    elif kind == 2:
        for step in range(0, 48, 2):
            a, b = way + step * np.pi / 24, way + (step + 1) * np.pi / 24
            ray = np.array(
                [at, (at[0] + 2 * np.cos(a), at[1] + 2 * np.sin(a)), (at[0] + 2 * np.cos(b), at[1] + 2 * np.sin(b))]
            )
            _fill(sheet, ray, other)
    elif kind == 3:
        cells = max(0.03, wide)
        for row in range(int(1.6 / cells)):
            for column in range(row % 2, int(1.6 / cells), 2):
                x, y = -0.3 + column * cells, -0.3 + row * cells
                _fill(
                    sheet,
                    turned([(x, y), (x + cells, y), (x + cells, y + cells), (x, y + cells)], way, (0.5, 0.5)),
                    other,
                )
    else:
        cv2.line(
            sheet,
            (0, round(at[0] * side)),
            (side, round(at[1] * side)),
            other,
            max(1, round(wide * side * 0.3)),
            cv2.LINE_AA,
        )
