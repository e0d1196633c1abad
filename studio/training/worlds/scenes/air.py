"""What is between the painter and the land: fog, rain and falling snow."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import WHITE, mix, shade
from studio.training.worlds.opencv import cv2
from studio.training.worlds.paper import texture
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.world import Bytes


def air(scene: Setting) -> None:
    weather = scene.facts["weather"]
    if weather == "fog":
        fog(scene)
    elif weather == "rain":
        rain(scene)
    elif weather == "snow":
        snow(scene)


def fog(scene: Setting) -> None:
    """Thickest at the horizon, in drifting banks."""
    side = scene.canvas.side
    away = (np.arange(side) / side - scene.horizon * 1.03) / 0.2
    level = np.rint(255 * np.clip(0.62 * np.exp(-away * away) + 0.08, 0, 0.8)).astype(np.uint8)
    veil: Bytes = np.ascontiguousarray(np.broadcast_to(level[:, None], (side, side)))
    start = scene.chance("fog").whole(0, side - 1)
    if not scene.canvas.flat:
        banks = np.ascontiguousarray(texture("grain", 200, side)[start : start + side, :side, 0])
        veil = cv2.multiply(veil, banks, scale=1 / 128, dtype=cv2.CV_8U)
    pale = mix(scene.light.sky[3], WHITE, 0.0 if scene.light.night else 0.15)
    scene.canvas.wash(pale, veil)


def rain(scene: Setting) -> None:
    canvas, chance = scene.canvas, scene.chance("rain")
    mask = np.zeros((canvas.side, canvas.side), np.uint8)
    slant, side = chance.between(-0.25, 0.25), canvas.side
    for _ in range(150):
        x, y, length = chance.share() * side, chance.share() * side, chance.between(0.03, 0.075) * side
        ends = (round(x), round(y)), (round(x + slant * length), round(y + length))
        cv2.line(mask, *ends, chance.whole(70, 150), max(1, side // 256), cv2.LINE_AA)
    canvas.wash(mix(scene.light.sky[3], WHITE, 0.35), mask, 0.75)


def snow(scene: Setting) -> None:
    canvas, chance = scene.canvas, scene.chance("snow")
    mask = np.zeros((canvas.side, canvas.side), np.uint8)
    for _ in range(150):
        at = round(chance.share() * canvas.side * 16), round(chance.share() * canvas.side * 16)
        radius = round(canvas.side * 16 * (0.0022 + 0.0075 * chance.share() ** 2.2))
        cv2.circle(mask, at, radius, chance.whole(140, 250), -1, cv2.LINE_AA, 4)
    canvas.wash(shade((251.0, 253.0, 255.0), 0.86 if scene.light.night else 1.0), mask, 0.92)
