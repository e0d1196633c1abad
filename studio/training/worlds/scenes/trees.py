"""Pines and broad-leaved trees through the year: in blossom, green, in autumn colours, bare under snow."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, colour, mix, shade
from studio.training.worlds.curves import blob, ellipse, smooth
from studio.training.worlds.scenes.setting import Setting

LEAVES = {
    "spring": ("#8fc455", "#a9d26e", "#f4bccf", "#f1a9c5", "#9ccb60"),
    "summer": ("#45893f", "#569c48", "#347a48", "#6a9a44", "#4a8c5a"),
    "fall": ("#d9782c", "#e2a332", "#b84a2c", "#cb8d2d", "#c25f38", "#d9b03f"),
    "winter": ("#dfe7ef",),
}
NEEDLES = ("#2f5d46", "#38694a", "#2a5344", "#3d6b3f", "#33605a")
BARK = ("#6a4a34", "#5b4636", "#76583f", "#59504a")


def far_tree(scene: Setting, chance: Chance, x: float, foot: float, height: float, distance: float) -> None:
    """A mark on a hill: one dab, and one lighter."""
    pine = kind_of(scene, chance) == "pine"
    body = scene.light.seen(chance.pick(NEEDLES if pine else LEAVES[str(scene.facts["season"])]), distance)
    if pine:
        outline = np.array([(x, foot - height), (x + height * 0.24, foot), (x - height * 0.24, foot)])
        scene.canvas.region(outline, body, label="tree", depth=72)
        if scene.snowy:
            tip = np.array(
                [
                    (x, foot - height),
                    (x + height * 0.12, foot - height * 0.45),
                    (x - height * 0.12, foot - height * 0.5),
                ]
            )
            scene.canvas.region(tip, scene.light.seen("#f2f5fa", distance))
        return
    body = mix(body, scene.light.seen("#8d8078", distance), 0.75 if scene.winter else 0.0)
    scene.canvas.region(
        ellipse(x, foot - height * 0.45, height * 0.36, height * 0.42, count=9), body, label="tree", depth=72
    )
    scene.canvas.region(
        ellipse(x + scene.light.side * height * 0.1, foot - height * 0.58, height * 0.2, height * 0.2, count=7),
        scene.light.lit(body, 0.35),
    )


def kind_of(scene: Setting, chance: Chance) -> str:
    kind = str(scene.facts["trees"])
    return ("pine" if chance.yes(0.5) else "round") if kind == "mixed" else kind


def tree(scene: Setting, chance: Chance, x: float, foot: float, height: float) -> None:
    cast_shadow(scene, x, foot, height)
    with scene.canvas.thing("tree"):
        if kind_of(scene, chance) == "pine":
            pine(scene, chance, x, foot, height)
        elif scene.winter:
            bare(scene, chance, x, foot, height)
        else:
            leafy(scene, chance, x, foot, height)


def cast_shadow(scene: Setting, x: float, foot: float, height: float) -> None:
    side = scene.light.side
    scene.canvas.glow(
        x - side * height * 0.22,
        foot + 0.002,
        height * 0.42,
        height * 0.085,
        scene.light.shaded(scene.turf(foot)),
        0.75,
    )


def pine(scene: Setting, chance: Chance, x: float, foot: float, height: float) -> None:
    """Tiers of drooping boughs, dark on the far side of the light, each with a torn lower rim."""
    canvas, light, side = scene.canvas, scene.light, scene.light.side
    distance = 0.22 * (1 - scene.near(foot)) ** 2
    body = light.seen(chance.pick(NEEDLES), distance)
    bark, level = light.seen(chance.pick(BARK), distance), scene.depth(foot)
    half = height * 0.028
    canvas.region(
        np.array(
            [(x - half, foot), (x - half, foot - height * 0.2), (x + half, foot - height * 0.2), (x + half, foot)]
        ),
        bark,
        label="tree",
        depth=level,
        line=1,
    )
    tiers = 4 if height < 0.12 else 6
    slim = chance.between(0.26, 0.36)
    for at in range(tiers):
        share = at / tiers
        low, high = (
            foot - height * (0.1 + 0.82 * share),
            foot - height * min(1.0, 0.1 + 0.82 * share + 0.4 * (1 - 0.45 * share)),
        )
        reach = height * slim * (1 - 0.8 * share)
        rim = []
        for step in range(9):
            across = 1 - step / 4
            dip = (0.035 if step % 2 else -0.025) * height * (1 - share * 0.6)
            rim.append(
                (x + reach * across * chance.between(0.9, 1.08), low - abs(across) ** 1.6 * -height * 0.03 + dip)
            )
        outline = np.array([(x, high), *rim])
        canvas.region(
            outline,
            light.lit(body, 0.1 + 0.06 * at) if side < 0 else light.shaded(body, 0.55),
            light.shaded(body, 0.55) if side < 0 else light.lit(body, 0.1 + 0.06 * at),
            0,
            label="tree",
            depth=level,
            line=0.8,
        )
        boughs(scene, chance, x, low, high, reach, body, height)


def boughs(
    scene: Setting, chance: Chance, x: float, low: float, high: float, reach: float, body: Colour, height: float
) -> None:
    """Needles' light on one tier, or snow on it."""
    light = scene.light
    for _ in range(3):
        across = chance.between(-0.75, 0.75)
        y = low - (low - high) * (0.18 + 0.5 * (1 - abs(across)) * chance.share())
        span = reach * chance.between(0.16, 0.3)
        middle, fall = x + reach * across * 0.7, span * 0.35 * (1 if across > 0 else -1)
        bright = light.lit(body, 0.3) if across * light.side > -0.2 else light.shaded(body, 0.7)
        tone, width = (light.seen("#f4f7fc", 0.05), 0.036) if scene.snowy else (bright, 0.014)
        scene.canvas.dash(middle - span, y - fall, middle + span, y + fall, height * width, tone)


def leafy(scene: Setting, chance: Chance, x: float, foot: float, height: float) -> None:
    """A trunk that forks, and a crown of clumps: shaded below, lit above, with single leaves of light."""
    canvas, light, side = scene.canvas, scene.light, scene.light.side
    distance = 0.2 * (1 - scene.near(foot)) ** 2
    leaf = light.seen(chance.pick(LEAVES[str(scene.facts["season"])]), distance)
    bark, level = light.seen(chance.pick(BARK), distance), scene.depth(foot)
    trunk(scene, chance, x, foot, height, bark, level)
    wide, tall = height * chance.between(0.26, 0.38), height * chance.between(0.28, 0.36)
    middle = foot - height * 0.66
    clumps = [
        (x + wide * dx, middle + tall * dy, size)
        for dx, dy, size in (
            (0.0, 0.2, 0.8),
            (-0.6, 0.25, 0.56),
            (0.6, 0.22, 0.56),
            (-0.35, -0.32, 0.6),
            (0.38, -0.36, 0.58),
            (0.0, -0.62, 0.5),
        )
    ]
    clumps = [(px + chance.between(-0.1, 0.1) * wide, py + chance.between(-0.1, 0.1) * tall, s) for px, py, s in clumps]
    dark = light.shaded(leaf, 0.55)
    for px, py, size in clumps:
        canvas.region(
            blob(chance, px, py, wide * size, tall * size, 0.14, 9, 3),
            mix(leaf, dark, 0.25),
            dark,
            label="tree",
            depth=level,
            line=0.9 if size > 0.55 else 0,
            texture="grain" if height > 0.14 else "",
            amount=0.05,
        )
    for px, py, size in clumps:
        canvas.region(
            blob(
                chance,
                px + side * wide * size * 0.2,
                py - tall * size * 0.24,
                wide * size * 0.62,
                tall * size * 0.5,
                0.18,
                7,
                3,
            ),
            light.lit(leaf, 0.16),
            alpha=0.85,
        )
    if height > 0.09:
        dabs(scene, chance, clumps, wide, tall, leaf, dark)


def dabs(
    scene: Setting,
    chance: Chance,
    clumps: list[tuple[float, float, float]],
    wide: float,
    tall: float,
    leaf: Colour,
    dark: Colour,
) -> None:
    """Single brush touches that break the clumps up."""
    light = scene.light
    blossom = light.seen("#fff4f4") if scene.facts["season"] == "spring" and chance.yes(0.4) else None
    for _ in range(26):
        px, py, size = chance.pick(clumps)
        across, up = chance.between(-0.85, 0.85), chance.between(-0.85, 0.8)
        lit = across * light.side * 0.6 - up > 0.05
        tone = (
            (blossom if blossom and chance.yes(0.5) else light.lit(leaf, 0.38))
            if lit
            else shade(dark, chance.between(0.85, 1.1))
        )
        reach = wide * chance.between(0.07, 0.14)
        scene.canvas.region(
            ellipse(
                px + across * wide * size * 0.8,
                py + up * tall * size * 0.8,
                reach,
                reach * 0.7,
                chance.between(-0.8, 0.8),
                8,
            ),
            tone,
        )


def trunk(scene: Setting, chance: Chance, x: float, foot: float, height: float, bark: Colour, level: int) -> None:
    half, light = height * 0.034, scene.light
    lean = chance.between(-0.02, 0.02) * height
    outline = smooth(
        [
            (x - half * 1.9, foot),
            (x - half, foot - height * 0.14),
            (x - half * 0.75 + lean, foot - height * 0.5),
            (x + half * 0.75 + lean, foot - height * 0.5),
            (x + half, foot - height * 0.14),
            (x + half * 1.9, foot),
        ],
        3,
    )
    one, other = (
        (light.lit(bark, 0.3), light.shaded(bark, 0.7))
        if light.side < 0
        else (light.shaded(bark, 0.7), light.lit(bark, 0.3))
    )
    scene.canvas.region(outline, one, other, 0, label="tree", depth=level, line=0.9)
    for turn in (-1, 1):
        branch = np.array(
            [
                (x + lean, foot - height * 0.4),
                (x + lean + turn * height * 0.08, foot - height * 0.52),
                (x + lean + turn * height * 0.16, foot - height * 0.6),
            ]
        )
        scene.canvas.stroke(branch, half * 1.1, bark, label="tree", depth=level)


def bare(scene: Setting, chance: Chance, x: float, foot: float, height: float) -> None:
    """Winter: branches that fork again and again, with snow along the upper ones."""
    light = scene.light
    bark = light.seen(chance.pick(BARK), 0.25 * (1 - scene.near(foot)) ** 2)
    level = scene.depth(foot)
    tips = [(x, foot, -np.pi / 2 + chance.between(-0.06, 0.06), height * 0.36, height * 0.07)]
    for order in range(4 if height > 0.09 else 3):
        grown = []
        for px, py, turn, length, width in tips:
            ex, ey = px + length * float(np.cos(turn)), py + length * float(np.sin(turn))
            bend = chance.between(-0.12, 0.12) * length
            line = np.array([(px, py), ((px + ex) / 2 + bend, (py + ey) / 2), (ex, ey)])
            half = max(width, 0.0032)
            across = np.array([(-np.sin(turn), np.cos(turn))]) * np.array([[half / 2], [half / 2.6], [half / 3.4]])
            outline = np.concatenate([line + across, (line - across)[::-1]])
            tone = bark if order else light.lit(bark, 0.12)
            scene.canvas.region(outline, tone, label="tree", depth=level, line=0.6 if order < 2 else 0)
            if order == 3:
                scene.canvas.pen(line, 0.5)
            if order and chance.yes(0.6):
                scene.canvas.dash(px, py - half * 0.4, ex, ey - half * 0.4, half * 0.5, light.seen("#f5f8fc"))
            for side in (-1, 1) if order else (-1, 0, 1):
                grown.append(
                    (ex, ey, turn + side * chance.between(0.32, 0.62), length * chance.between(0.56, 0.76), half * 0.56)
                )
        tips = grown
    colour_of_rime = mix(bark, colour("#dfe6ee"), 0.5)
    for px, py, _, _, _ in tips:
        scene.canvas.spot(px, py, height * 0.014, colour_of_rime, 0.6)
