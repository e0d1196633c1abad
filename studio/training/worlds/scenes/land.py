"""Mountains, hills, meadows and the path through them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, colour, mix, shade
from studio.training.worlds.curves import Points, blob, ribbon, smooth
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.scenes.trees import far_tree

ROCKS = ("#7787ab", "#6d7f9c", "#84809c", "#8a8f9f", "#7a8a8c")


def mountains(scene: Setting) -> None:
    kind, chance = scene.facts["mountains"], scene.chance("mountains")
    if kind == "none":
        return
    rock = colour(chance.pick(ROCKS))
    for layer in range(2):
        distance = 0.58 - 0.25 * layer
        count = chance.whole(2, 4)
        for at in chance.shuffled(range(count)):
            x = (at + chance.between(0.15, 0.85)) / count
            height = chance.between(0.36, 0.68) * scene.horizon * (1 - 0.3 * layer)
            if scene.disc:
                away = abs(x - scene.disc[0]) / (height * (1.0 if kind == "peaks" else 1.6))
                height = min(height, max(0.09, (scene.horizon - scene.disc[1]) / max(0.05, 1 - away)))
            with scene.canvas.thing("mountain"):
                if kind == "peaks":
                    peak(scene, chance, x, height, rock, distance, layer)
                else:
                    dome(scene, chance, x, height * 0.8, rock, distance, layer)


def _flank(chance: Chance, x: float, top: float, width: float, foot: float, rough: float) -> list[tuple[float, float]]:
    """From the top down to the foot, to the side that `width`'s sign tells."""
    way = [(x, top)]
    for at in range(1, 8):
        share = at / 7
        jag = rough * abs(width) * (share < 1)
        way.append((x + width * share + chance.between(-jag, jag), top + (foot - top) * share**0.86))
    return way


def peak(scene: Setting, chance: Chance, x: float, height: float, rock: Colour, distance: float, layer: int) -> None:
    canvas, light, foot = scene.canvas, scene.light, scene.horizon + 0.06
    top, width = scene.horizon - height, height * chance.between(0.75, 1.15)
    left = _flank(chance, x, top, -width, foot, 0.035)
    right = _flank(chance, x, top, width * chance.between(0.85, 1.2), foot, 0.035)
    body = light.seen(rock, distance)
    low = mix(body, light.haze, 0.5)
    outline = np.array(left[::-1] + right[1:])
    canvas.region(
        outline,
        light.lit(body, 0.22),
        low,
        label="mountain",
        depth=22 + 16 * layer,
        line=1,
        texture="grain",
        amount=0.04,
    )
    dark = right if light.side < 0 else left
    lean = 0.16 * width * (1 if light.side < 0 else -1)
    ridge = [
        (x + lean * at / 6 + chance.between(-0.09, 0.09) * width * (at > 0), top + height * at / 6) for at in range(7)
    ]
    ridge[-1] = (ridge[-1][0], foot)
    canvas.region(
        np.array(ridge + dark[::-1]),
        light.shaded(body, 0.75),
        mix(light.shaded(body, 0.5), low, 0.75),
        texture="grain",
        amount=0.05,
    )
    for _ in range(3):
        start = chance.between(0.3, 0.6)
        px, py = x + chance.between(-0.35, 0.35) * width * start, top + height * start
        run = chance.between(0.08, 0.2) * height
        canvas.region(
            np.array([(px, py), (px + run * 0.5, py + run), (px - run * 0.12, py + run * 1.1)]),
            light.shaded(body, 0.6),
            low,
            alpha=0.55,
        )
    canvas.pen(np.array(ridge[:5]), 0.7)
    if layer == 0 or scene.snowy or chance.yes(0.5):
        cap(scene, chance, left, right, ridge, 0.3 + 0.2 * scene.snowy, distance)


def cap(
    scene: Setting,
    chance: Chance,
    left: list[tuple[float, float]],
    right: list[tuple[float, float]],
    ridge: list[tuple[float, float]],
    share: float,
    distance: float,
) -> None:
    """Snow on a peak, its lower rim torn, its shaded side bluer."""
    light, canvas = scene.light, scene.canvas
    sides = {-1: np.array(left), 1: np.array(right)}
    top = sides[1][0][1]
    foot = sides[1][-1][1]
    level = top + (foot - top) * share

    def to_level(way: NDArray[np.float64]) -> list[tuple[float, float]]:
        kept = [(float(px), float(py)) for px, py in way if py < level]
        edge = float(np.interp(level, way[:, 1], way[:, 0]))
        return [*kept, (edge, level)]

    rim_left, rim_right = to_level(sides[-1]), to_level(sides[1])
    torn = []
    for at in range(1, 9):
        px = rim_left[-1][0] + (rim_right[-1][0] - rim_left[-1][0]) * at / 9
        torn.append(
            (px, level + (foot - top) * (chance.between(0.02, 0.11) if at % 2 else chance.between(-0.14, -0.03)))
        )
    snow = light.seen("#f7f9fd", distance * 0.45)
    canvas.region(np.array(rim_left[::-1] + rim_right[1:] + torn[::-1]), snow, light.lit(snow, 0.2))
    ridge_way = to_level(np.array(ridge))
    dark = rim_right if light.side < 0 else rim_left
    canvas.region(np.array(ridge_way + dark[::-1]), light.shaded(snow, 0.5), light.shaded(snow, 0.35))


def dome(scene: Setting, chance: Chance, x: float, height: float, rock: Colour, distance: float, layer: int) -> None:
    """An old, rounded, wooded mountain."""
    light, foot = scene.light, scene.horizon + 0.06
    width = height * chance.between(1.5, 2.4)
    top = scene.horizon - height
    shape = smooth(
        [
            (x - width, foot),
            (x - width * 0.6, foot - height * chance.between(0.4, 0.6)),
            (x - width * 0.2, top + height * 0.06),
            (x + width * 0.12, top),
            (x + width * 0.55, foot - height * chance.between(0.45, 0.65)),
            (x + width, foot),
        ],
        6,
        closed=False,
    )
    wood = {"fall": "#9a7f6a", "winter": "#a9b3c4"}.get(str(scene.facts["season"]), "#5f8580")
    body = light.seen(mix(rock, colour(wood), 0.6), distance)
    scene.canvas.region(
        shape,
        light.lit(body, 0.15),
        mix(body, light.haze, 0.5),
        label="mountain",
        depth=24 + 16 * layer,
        line=1,
        texture="brush",
        amount=0.04,
    )
    clip = scene.canvas.mask(shape)
    for _ in range(4):
        px = x + chance.between(-0.6, 0.7) * width
        scene.canvas.region(
            blob(
                chance, px - light.side * 0.05, top + height * chance.between(0.35, 0.9), width * 0.2, height * 0.3, 0.2
            ),
            light.shaded(body, 0.5),
            alpha=0.4,
            blur=0.008,
            clip=clip,
        )


def hills(scene: Setting) -> None:
    count, canvas, light = int(scene.facts["hills"]), scene.canvas, scene.light
    far, near = scene.grass
    for at in range(count):
        chance = scene.chance("hill", str(at))
        distance = 0.48 * (1 - at / max(count, 1))
        level = scene.horizon - (count - at) * 0.036 + 0.02
        x = np.linspace(-0.03, 1.03, 25)
        y = (
            level
            - 0.034 * np.sin(x * chance.between(2.5, 5.5) + chance.between(0, 6.3))
            - 0.014 * np.sin(x * chance.between(7, 11) + chance.between(0, 6.3))
        )
        body = mix(mix(far, near, 0.2 + 0.3 * (at % 2)), light.haze, distance)
        outline = np.concatenate([np.stack([x, y], 1), [[1.03, scene.horizon + 0.12], [-0.03, scene.horizon + 0.12]]])
        with canvas.thing("hill"):
            canvas.region(
                outline,
                light.lit(body, 0.18),
                shade(body, 0.86),
                label="hill",
                depth=58 + 9 * at,
                line=1,
                texture="brush",
                amount=0.045,
            )
        if not scene.snowy and chance.yes(0.55):
            field_patch(scene, chance, x, y, body)
        if scene.facts["trees"] != "none":
            for _ in range(chance.whole(2, 11)):
                px = chance.share()
                far_tree(
                    scene,
                    chance,
                    px,
                    float(np.interp(px, x, y)) + chance.between(0.002, 0.016),
                    chance.between(0.024, 0.045),
                    distance * 0.8 + 0.05,
                )


def field_patch(scene: Setting, chance: Chance, x: NDArray[np.float64], y: NDArray[np.float64], body: Colour) -> None:
    """A field on a hill's slope, in another green or gold."""
    start, wide = chance.between(0, 0.75), chance.between(0.12, 0.3)
    px = np.linspace(start, start + wide, 7)
    top = np.interp(px, x, y) + 0.012
    tone = mix(body, scene.own(chance.pick(("#e2c86a", "#c9d77a", "#6f9f4c", "#b98f56"))), 0.32)
    low = top[::-1] + 0.022
    scene.canvas.region(
        np.stack([np.concatenate([px, px[::-1] - 0.03]), np.concatenate([top, low])], 1), tone, alpha=0.8, blur=0.002
    )


def ground(scene: Setting) -> None:
    canvas, light, chance = scene.canvas, scene.light, scene.chance("ground")
    far, near = scene.grass
    x = np.linspace(-0.03, 1.03, 25)
    y = scene.horizon + 0.035 - 0.016 * np.sin(x * chance.between(2, 4.5) + chance.between(0, 6.3))
    outline = np.concatenate([np.stack([x, y], 1), [[1.03, 1.03], [-0.03, 1.03]]])
    with canvas.thing("ground"):
        canvas.region(
            outline,
            light.lit(far, 0.12),
            shade(near, 0.9),
            label="ground",
            depth=(88, 250),
            line=1,
            texture="brush",
            amount=0.035,
        )
    clip = canvas.mask(outline)
    for _ in range(7):
        tone = light.lit(far, 0.3) if chance.yes(0.5) else light.shaded(near, 0.5)
        canvas.glow(
            chance.share(),
            chance.between(scene.horizon + 0.08, 1),
            chance.between(0.14, 0.4),
            chance.between(0.025, 0.08),
            tone,
            0.45,
            clip,
        )
    strokes(scene, chance, far, near)


def strokes(scene: Setting, chance: Chance, far: Colour, near: Colour) -> None:
    """Broad level brush marks, larger towards the painter."""
    light = scene.light
    tones = [light.lit(far, 0.25), light.shaded(near, 0.35), mix(far, near, 0.3), shade(near, 0.94)]
    for _ in range(90):
        close = chance.share() ** 0.8
        y = scene.horizon + 0.06 + (0.98 - scene.horizon) * close
        x, length = chance.share(), 0.02 + 0.085 * close * chance.between(0.6, 1.4)
        bend = chance.between(-0.08, 0.08) * length
        scene.canvas.dash(
            x - length,
            y + bend,
            x + length,
            y - bend,
            0.003 + 0.008 * close,
            mix(scene.turf(y), chance.pick(tones), 0.3),
        )


def path(scene: Setting) -> None:
    """From the cottage's door, or from the horizon, winding to the lower edge."""
    if not scene.facts["path"]:
        return
    chance, light = scene.chance("path"), scene.light
    if scene.cottage:
        x, y, width = scene.cottage
        start = x - 0.1 * width, y + 0.002
    else:
        start = chance.between(0.3, 0.7), scene.horizon + 0.055
    share = np.linspace(0, 1, 16)
    end, swing = chance.between(0.25, 0.75), chance.between(0.04, 0.09) * (1 if chance.yes(0.5) else -1)
    way: Points = np.stack(
        [
            start[0] + (end - start[0]) * share**1.2 + swing * np.sin(share * np.pi * 1.6) * share,
            start[1] + (1.03 - start[1]) * share,
        ],
        1,
    )
    scene.trail = way
    earth = scene.own("#cfc8c2" if scene.snowy else chance.pick(("#dcc08e", "#cbb08a", "#d8b48a", "#c9bba2")))
    outline = ribbon(np.stack([way[:, 0], way[:, 1]], 1), 0.018 + 0.19 * share**1.5)
    with scene.canvas.thing("path"):
        scene.canvas.region(
            outline,
            shade(earth, 0.92),
            light.lit(earth, 0.15),
            label="path",
            depth=(scene.depth(start[1]), 250),
            line=1,
            texture="brush",
            amount=0.05,
        )
    for _ in range(14):
        at = chance.between(0.15, 0.98)
        px, py = float(np.interp(at, share, way[:, 0])), float(np.interp(at, share, way[:, 1]))
        px += chance.between(-0.4, 0.4) * (0.018 + 0.19 * at**1.5)
        reach = 0.006 + 0.03 * at
        tone = light.shaded(earth, 0.2) if chance.yes(0.5) else light.lit(earth, 0.25)
        scene.canvas.dash(px - reach, py, px + reach, py + 0.001, 0.003 + 0.005 * at, tone)
