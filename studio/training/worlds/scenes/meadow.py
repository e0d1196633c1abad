"""What grows and stands near the painter: grass, flowers, fallen leaves, a fence."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import Colour, mix
from studio.training.worlds.curves import blob, ellipse, ribbon
from studio.training.worlds.scenes.setting import Setting

PETALS = {
    "white": ("#f7f4ec", "#efeade"),
    "yellow": ("#f6d33c", "#f2c02c"),
    "red": ("#d8443c", "#e5607a"),
    "violet": ("#9a6fd0", "#7f62c4"),
    "mixed": ("#f7f4ec", "#f6d33c", "#e5607a", "#9a6fd0", "#f08a3c"),
}


def free(scene: Setting, x: float, y: float) -> bool:
    """Is the meadow seen there?"""
    size = scene.canvas.size
    return (
        0 <= x < 1
        and 0 <= y < 1
        and scene.canvas.segmentation[int(y * size), int(x * size)] == scene.canvas.labels.index("ground")
    )


def grass(scene: Setting) -> None:
    chance, light = scene.chance("blades"), scene.light
    far, near = scene.grass
    for _ in range(16 if scene.snowy else 46):
        y, x = scene.horizon + 0.1 + (0.88 - scene.horizon) * chance.share() ** 0.8, chance.share()
        dark, lean = chance.yes(0.55), chance.between(-0.3, 0.3)
        if not free(scene, x, y):
            continue
        size = 0.006 + 0.034 * scene.near(y)
        tone = light.shaded(near, 0.7) if dark else light.lit(far, 0.35)
        if scene.snowy:
            tone = mix(light.seen("#9a8a62"), near, 0.35)
        for side in (-0.4, 0.05, 0.45):
            tall = size * (1.1 - abs(side))
            scene.canvas.dash(
                x + side * size * 0.4, y, x + (side * 1.7 + lean) * size, y - tall, 0.0022 + 0.002 * scene.near(y), tone
            )


def leaves(scene: Setting) -> None:
    """Fallen ones, in autumn under broad-leaved trees."""
    if scene.facts["season"] != "fall" or scene.snowy or scene.facts["trees"] not in ("round", "mixed"):
        return
    chance = scene.chance("leaves")
    tones = [scene.own(text) for text in ("#d9782c", "#e2a332", "#b84a2c", "#cb8d2d")]
    for _ in range(60):
        y, x = scene.horizon + 0.07 + (0.92 - scene.horizon) * chance.share(), chance.share()
        tone, turn = chance.pick(tones), chance.between(-1, 1)
        if free(scene, x, y):
            size = 0.0025 + 0.007 * scene.near(y)
            scene.canvas.region(ellipse(x, y, size, size * 0.55, turn, 8), tone)


def flowers(scene: Setting) -> None:
    """In drifts, larger towards the painter; a few always in the open."""
    kind = str(scene.facts["flowers"])
    if kind == "none":
        return
    chance = scene.chance("flowers")
    petals = [scene.own(text) for text in PETALS[kind]]
    drifts = [(chance.between(0.05, 0.95), chance.between(0.72, 0.98)) for _ in range(4)]
    spots = []
    for _ in range(85):
        dx, dy = chance.pick(drifts)
        spots.append(
            (dx + (chance.share() + chance.share() - 1) * 0.3, dy + (chance.share() + chance.share() - 1) * 0.16)
        )
    spots += [(chance.share(), scene.horizon + 0.12 + (0.86 - scene.horizon) * chance.share()) for _ in range(30)]
    stem = scene.light.shaded(scene.grass[1], 0.6)
    with scene.canvas.thing("flowers"):
        for x, y in sorted(spots, key=lambda spot: spot[1]):
            tone = chance.pick(petals)
            if free(scene, x, y):
                flower(scene, x, y, 0.0036 + 0.0125 * scene.near(y) ** 1.4, tone, stem)


def flower(scene: Setting, x: float, y: float, size: float, tone: Colour, stem: Colour) -> None:
    level = scene.depth(y)
    if size > 0.006:
        scene.canvas.region(ribbon(np.array([(x, y + size * 2.4), (x, y)]), size * 0.24), stem)
    scene.canvas.region(
        ellipse(x, y, size, size * 0.82, count=9), tone, label="flowers", depth=level, line=0.5 if size > 0.007 else 0
    )
    if size > 0.006:
        scene.canvas.region(ellipse(x, y - size * 0.2, size * 0.62, size * 0.42, count=7), scene.light.lit(tone, 0.45))
        scene.canvas.spot(x, y, size * 0.26, scene.own("#f3bd3a"))


def fence(scene: Setting) -> None:
    """Posts and two rails across the front, running out of the picture on one side."""
    if not scene.facts["fence"]:
        return
    chance, canvas, light = scene.chance("fence"), scene.canvas, scene.light
    wood = light.seen(chance.pick(("#e9e2d4", "#9a7a58", "#7f6a56", "#b59a78")))
    base, count = chance.between(0.86, 0.95), chance.whole(5, 8)
    start, end = (-0.05, chance.between(0.5, 0.8)) if chance.yes(0.5) else (chance.between(0.2, 0.5), 1.05)
    tall, slope = chance.between(0.085, 0.115), chance.between(-0.03, 0.03)
    x = np.linspace(start, end, count)
    y = base + slope * (x - 0.5) + 0.008 * np.sin(x * 5)
    level = scene.depth(base)
    with canvas.thing("fence"):
        for height in (0.42, 0.76):
            canvas.region(
                ribbon(np.stack([x, y - tall * height], 1), tall * 0.13),
                light.lit(wood, 0.1),
                light.shaded(wood, 0.4),
                label="fence",
                depth=level,
                line=0.7,
            )
        for px, py in zip(x, y, strict=True):
            lean = chance.between(-0.05, 0.05) * tall
            half = tall * 0.085
            post = np.array(
                [
                    (px - half, py),
                    (px - half + lean, py - tall),
                    (px + lean, py - tall * 1.09),
                    (px + half + lean, py - tall),
                    (px + half, py),
                ]
            )
            one, other = (
                (light.lit(wood, 0.2), light.shaded(wood, 0.5))
                if light.side < 0
                else (light.shaded(wood, 0.5), light.lit(wood, 0.2))
            )
            canvas.region(post, one, other, 0, label="fence", depth=level, line=0.8)
            if scene.snowy:
                canvas.region(
                    blob(chance, px + lean, py - tall * 1.05, half * 1.3, half * 0.7, 0.1, 7, 2), light.seen("#f5f8fc")
                )
