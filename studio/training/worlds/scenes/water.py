"""A lake that mirrors what stands behind it, a stream, a boat and a bridge."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import WHITE, Colour, mix, shade
from studio.training.worlds.curves import Points, ribbon, smooth
from studio.training.worlds.opencv import cv2
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.world import Bytes

HULLS = ("#8b4a2f", "#c4493c", "#2f5d86", "#3f7a62", "#e3d9c4")


def plan_lake(scene: Setting) -> None:
    """Where it lies, before anything else is placed."""
    chance = scene.chance("lake")
    far = scene.horizon + chance.between(0.055, 0.1)
    near = min(0.93, far + chance.between(0.17, 0.34))
    middle, half = chance.between(0.3, 0.7), chance.between(0.42, 0.8)
    turn = np.arange(44) * (2 * np.pi / 44)
    one, two = chance.between(0, 6), chance.between(0, 6)
    x = middle + half * np.cos(turn) * (1 + 0.06 * np.sin(3 * turn + one))
    y = (far + near) / 2 + (near - far) / 2 * np.sin(turn) * (
        1 + 0.1 * np.sin(2 * turn + two) + 0.05 * np.sin(5 * turn + one)
    )
    scene.water, scene.shore = np.stack([x, np.maximum(y, scene.horizon + 0.04)], 1), (far, near)


def plan_stream(scene: Setting) -> None:
    chance = scene.chance("stream")
    share = np.linspace(0, 1, 18)
    start, end = chance.between(0.25, 0.75), chance.between(0.2, 0.8)
    if scene.cottage:
        x, _, width = scene.cottage
        start = x + width * 0.5 + 0.09 if x < 0.5 else x - width * 0.5 - 0.09
    swing = chance.between(0.07, 0.14) * (1 if chance.yes(0.5) else -1)
    way = np.stack(
        [
            start + (end - start) * share + swing * np.sin(share * np.pi * 2.1) * (0.3 + share),
            scene.horizon + 0.045 + (1.12 - scene.horizon) * share,
        ],
        1,
    )
    scene.trail = way
    scene.water = ribbon(
        smooth(way, 2, closed=False), 0.02 + 0.3 * smooth(np.stack([share, share], 1), 2, closed=False)[:, 0] ** 1.5
    )


def water_colour(scene: Setting) -> Colour:
    sky = scene.light.sky
    own = scene.light.seen(
        "#7fa3bb" if scene.winter else scene.chance("water").pick(("#4f8fb0", "#3f86a0", "#5a93b8", "#4a8a94"))
    )
    return mix(own, sky[1], 0.45)


def water(scene: Setting) -> None:
    if scene.water is None:
        return
    canvas, light = scene.canvas, scene.light
    turf = scene.turf(float(scene.water[:, 1].mean()))
    bank = light.lit(mix(turf, light.seen("#c9a878"), 0.0 if scene.snowy else 0.4), 0.15)
    canvas.region(scene.water + np.array((0, 0.007)), light.shaded(turf, 0.6), alpha=0.6, blur=0.004)
    canvas.region(scene.water, bank, blur=0.0)
    inner = scene.water.copy()
    middle = inner.mean(axis=0)
    inner = middle + (inner - middle) * (0.992, 0.965) if scene.shore else inner + np.array((0, 0.002))
    mask = canvas.mask(inner)
    mirrored(scene, inner, mask)
    with canvas.thing("water"):
        canvas.region(
            inner,
            water_colour(scene),
            label="water",
            depth=(scene.depth(float(inner[:, 1].min())), scene.depth(min(1.0, float(inner[:, 1].max())))),
            line=1,
            alpha=0.02,
        )
    ripples(scene, inner, mask)


def mirrored(scene: Setting, outline: Points, mask: Bytes) -> None:
    """What stands above the far shore upside down, squeezed and rippled, sinking into the water's own colour."""
    canvas, side = scene.canvas, scene.canvas.side
    top, bottom = max(1, int(outline[:, 1].min() * side)), min(side, int(outline[:, 1].max() * side) + 1)
    tall = bottom - top
    reach = max(2, min(top, round(tall * 1.35)))
    above = cv2.resize(canvas.picture[top - reach : top][::-1], (side, tall), interpolation=cv2.INTER_LINEAR_EXACT)
    rows = np.arange(tall)
    chance = scene.chance("ripple")
    sway = (
        np.sin(rows * (420 / side) + 3 * np.sin(rows * (60 / side)) + chance.between(0, 6))
        * np.clip(rows * (12 / side), 0.5, 4)
        * (side / 512)
    )
    shift = np.rint(sway).astype(np.int16)
    grid = np.empty((tall, side, 2), np.int16)
    grid[..., 0], grid[..., 1] = np.arange(side, dtype=np.int16)[None] + shift[:, None], rows[:, None]
    picture: Bytes = cv2.remap(above, grid, None, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    own, share = water_colour(scene), np.clip(rows / tall, 0, 1)
    strength = 0.78 - 0.46 * share if not scene.canvas.flat else np.full(tall, 0.4)
    veil = np.rint(np.array(own)[None] * (1 - strength)[:, None]).astype(np.uint8)
    weight = np.rint(255 * strength).astype(np.uint8)
    picture = cv2.multiply(
        picture,
        np.ascontiguousarray(np.broadcast_to(weight[:, None, None], picture.shape)),
        scale=1 / 255,
        dtype=cv2.CV_8U,
    )
    picture = cv2.add(picture, np.ascontiguousarray(np.broadcast_to(veil[:, None], picture.shape)))
    canvas.lay(picture, top, mask)


def ripples(scene: Setting, outline: Points, mask: Bytes) -> None:
    """Level strokes of sky light, and the path of sun or moon."""
    chance, light = scene.chance("glints"), scene.light
    top, bottom = float(outline[:, 1].min()), float(outline[:, 1].max())
    bright, deep = mix(light.sky[3], WHITE, 0.25 if not light.night else 0.0), shade(water_colour(scene), 0.8)
    for at in range(34):
        share = chance.share()
        y, x = top + (bottom - top) * (0.04 + 0.94 * share), chance.share()
        length = chance.between(0.015, 0.06) * (0.4 + share)
        glint(scene, mask, x, y, length, 0.0022 + 0.003 * share, bright if at % 3 else deep)
    if (scene.facts["sun"] and scene.facts["time"] != "day") or scene.facts["moon"]:
        x = 0.06 + 0.88 * float(scene.facts["light_x"])
        for _ in range(22):
            share = chance.share()
            length, px = chance.between(0.006, 0.022) * (0.5 + share), x + chance.between(-0.03, 0.03) * (0.4 + share)
            y = top + (bottom - top) * share
            glint(scene, mask, px, y, length, 0.0045, mix(light.glow, WHITE, 0.3))


def glint(scene: Setting, mask: Bytes, x: float, y: float, length: float, width: float, tone: Colour) -> None:
    """A level mark that lies wholly in the water, or none."""
    side = scene.canvas.side
    row, left, right = int(y * side), int((x - length) * side), int((x + length) * side)
    if 0 <= row < side and left >= 0 and right < side and mask[row, left] and mask[row, right]:
        under = scene.canvas.picture[row, (left + right) // 2]
        tone = mix((float(under[0]), float(under[1]), float(under[2])), tone, 0.6)
        scene.canvas.dash(x - length, y, x + length, y, width, tone)


def boat(scene: Setting) -> None:
    if scene.facts["boat"] == "none" or not scene.shore or scene.water is None:
        return
    chance, canvas, light = scene.chance("boat"), scene.canvas, scene.light
    far, near = scene.shore
    y = far + (near - far) * chance.between(0.5, 0.74)
    inside = scene.water[np.abs(scene.water[:, 1] - y) < 0.12]
    left, right = max(0.26, float(inside[:, 0].min()) + 0.12), min(0.74, float(inside[:, 0].max()) - 0.12)
    x = chance.between(left, right) if right > left else (left + right) / 2
    size = chance.between(0.075, 0.105)
    hull, level = light.seen(chance.pick(HULLS)), scene.depth(y)
    canvas.glow(x, y + size * 0.34, size * 1.25, size * 0.22, shade(water_colour(scene), 0.5), 0.8)
    with canvas.thing("boat"):
        if scene.facts["boat"] == "sailing":
            sails(scene, x, y, size, level)
        outline = smooth(
            [
                (x - size, y - size * 0.16),
                (x, y - size * 0.05),
                (x + size * 1.05, y - size * 0.2),
                (x + size * 0.74, y + size * 0.24),
                (x - size * 0.7, y + size * 0.24),
            ],
            4,
        )
        canvas.region(outline, light.lit(hull, 0.15), shade(hull, 0.68), label="boat", depth=level, line=1)
        rim = np.array([(x - size * 0.94, y - size * 0.15), (x, y - size * 0.04), (x + size, y - size * 0.18)])
        canvas.stroke(rim, size * 0.09, light.lit(hull, 0.5))
        if scene.facts["boat"] == "rowing":
            wood = light.seen("#7a5a3c")
            for side in (-1, 1):
                oar = np.array([(x + side * size * 0.12, y - size * 0.08), (x + side * size * 0.9, y + size * 0.36)])
                canvas.region(ribbon(oar, size * 0.07), wood, label="boat", depth=level, line=0.6)


def sails(scene: Setting, x: float, y: float, size: float, level: int) -> None:
    canvas, light, chance = scene.canvas, scene.light, scene.chance("sail")
    cloth = light.seen(chance.pick(("#fbf6ea", "#fbf6ea", "#e8a25a", "#d8594a")))
    high = size * 1.9
    canvas.region(
        np.array(
            [(x - size * 0.03, y), (x - size * 0.03, y - high), (x + size * 0.03, y - high), (x + size * 0.03, y)]
        ),
        light.seen("#5a4030"),
        label="boat",
        depth=level,
    )
    main = smooth(
        [
            (x + size * 0.07, y - high * 0.97),
            (x + size * 0.5, y - high * 0.5),
            (x + size * 0.85, y - size * 0.22),
            (x + size * 0.07, y - size * 0.2),
        ],
        3,
    )
    canvas.region(main, cloth, light.shaded(cloth, 0.35), 0, label="boat", depth=level, line=0.9)
    fore = np.array(
        [(x - size * 0.08, y - high * 0.86), (x - size * 0.08, y - size * 0.22), (x - size * 0.66, y - size * 0.24)]
    )
    canvas.region(fore, light.shaded(cloth, 0.15), label="boat", depth=level, line=0.9)


def bridge(scene: Setting) -> None:
    """A humped bridge across the stream, of stone or wood."""
    if not scene.facts["bridge"] or scene.trail is None:
        return
    chance, canvas, light = scene.chance("bridge"), scene.canvas, scene.light
    y = scene.horizon + (1 - scene.horizon) * chance.between(0.42, 0.56)
    x = float(np.interp(y, scene.trail[:, 1], scene.trail[:, 0]))
    share = (y - scene.horizon - 0.045) / (1.12 - scene.horizon)
    half = (0.02 + 0.3 * share**1.5) / 2 + chance.between(0.075, 0.1)
    stone = light.seen(chance.pick(("#a89c8e", "#9a8f88", "#8f6a4a", "#b07a56")))
    across = np.linspace(-1, 1, 15)
    rise = half * 0.34
    top = np.stack([x + across * half, y - rise * (1 - across**2) - half * 0.1], 1)
    arch = np.stack(
        [x + across[::-1] * half * 0.62, y + half * 0.3 - (rise + half * 0.16) * (1 - across[::-1] ** 2)], 1
    )
    feet = (
        np.array([(x + half, y + half * 0.24), (x + half * 0.62, y + half * 0.3)]),
        np.array([(x - half * 0.62, y + half * 0.3), (x - half, y + half * 0.24)]),
    )
    outline = np.concatenate([top, feet[0], arch, feet[1]])
    level = scene.depth(y + half * 0.2)
    with canvas.thing("bridge"):
        canvas.region(
            outline,
            light.lit(stone, 0.15),
            light.shaded(stone, 0.4),
            label="bridge",
            depth=level,
            line=1,
            texture="grain",
            amount=0.06,
        )
        rail = shade(stone, 0.8)
        for at in across[1:-1:2]:
            px, py = x + at * half, y - rise * (1 - at**2) - half * 0.1
            canvas.region(
                ribbon(np.array([(px, py + 0.004), (px, py - half * 0.24)]), half * 0.045),
                rail,
                label="bridge",
                depth=level,
                line=0.5,
            )
        canvas.region(
            ribbon(top - np.array((0, half * 0.24)), half * 0.06),
            light.lit(rail, 0.3),
            label="bridge",
            depth=level,
            line=0.6,
        )
    for at in np.linspace(-0.75, 0.75, 9):
        px, py = x + at * half, y - rise * (1 - at**2) + half * 0.02
        canvas.stroke(
            np.array([(px - half * 0.05, py), (px + half * 0.05, py)]),
            half * 0.035,
            light.shaded(stone, 0.6),
            alpha=0.6,
        )
