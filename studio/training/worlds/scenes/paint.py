"""Puts a landscape together from back to front, in the manner asked for."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.canvas import Canvas
from studio.training.worlds.chance import Chance
from studio.training.worlds.manners import ink, strokes
from studio.training.worlds.scenes import meadow, sky
from studio.training.worlds.scenes.air import air
from studio.training.worlds.scenes.caption import caption
from studio.training.worlds.scenes.cottage import cottage
from studio.training.worlds.scenes.facts import decided
from studio.training.worlds.scenes.land import ground, hills, mountains, path
from studio.training.worlds.scenes.light import light_of
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.scenes.trees import tree
from studio.training.worlds.scenes.water import boat, bridge, plan_lake, plan_stream, water
from studio.training.worlds.world import Facts, Sample

SMALL = ("sun", "moon", "cottage", "roof", "window", "boat", "bridge", "fence", "birds")
"""What short brush marks have to leave readable."""

WIDTHS = {"small": (0.19, 0.25), "large": (0.3, 0.4)}
"""A cottage's width in sides."""


def paint(seed: int, size: int, manner: str, given: Facts, labels: tuple[str, ...]) -> Sample:
    facts = decided(seed, given)
    canvas = Canvas(size, labels, Chance(seed, "paper"), flat=manner == "flat")
    scene = Setting(canvas, facts, seed, light_of(facts, Chance(seed, "scene", "sky")), float(facts["horizon"]))
    plan(scene)
    sky.sky(scene)
    mountains(scene)
    hills(scene)
    ground(scene)
    path(scene)
    stand(scene)
    sky.birds(scene)
    canvas.grain("grain", 0.014)
    air(scene)
    picture, lines = canvas.printed()
    if manner == "ink":
        picture = ink(picture, lines, Chance(seed, "ink"))
    elif manner == "monet":
        fine = np.array([label in SMALL for label in labels], np.uint8)
        picture = strokes(picture, fine[canvas.segmentation], Chance(seed, "monet"))
    return Sample(
        picture, facts, caption(seed, facts), canvas.segmentation, labels, canvas.depth, lines, canvas.boxes()
    )


def plan(scene: Setting) -> None:
    """Places the water and the cottage, so that everything else can make room."""
    facts = scene.facts
    if facts["water"] == "lake":
        plan_lake(scene)
    if facts["cottage"] != "none":
        chance = scene.chance("cottage")
        width = chance.between(*WIDTHS[str(facts["cottage"])])
        x = min(max(float(facts["cottage_x"]), width * 0.5), 1 - width * 0.5)
        foot = bank(scene, x) if scene.shore else scene.horizon + chance.between(0.1, 0.2) * (0.75 + 1.2 * width)
        scene.cottage = x, foot, width
    if facts["water"] == "stream":
        plan_stream(scene)
    if facts["sun"] or facts["moon"]:
        sky.plan_disc(scene)


def bank(scene: Setting, x: float) -> float:
    """Where a house stands on a lake's far shore: just behind the water's edge there."""
    assert scene.water is not None
    assert scene.shore is not None
    close = scene.water[np.abs(scene.water[:, 0] - x) < 0.2]
    edge = float(close[:, 1].min()) if len(close) else scene.shore[0]
    return min(edge, scene.shore[0] + 0.03) + 0.004


def stand(scene: Setting) -> None:
    """Everything upright, from far to near; water and its mirror once all beyond it stand."""
    trees = places(scene)
    shore = scene.shore[0] + 0.02 if scene.shore else None
    wet = shore is None
    if wet:
        water(scene)
        bridge(scene)
    house = scene.cottage[1] if scene.cottage else None
    for at, (foot, x, height) in enumerate(trees):
        if house is not None and foot > house:
            cottage(scene)
            house = None
        if not wet and shore is not None and foot > shore:
            if house is not None:
                cottage(scene)
                house = None
            water(scene)
            boat(scene)
            wet = True
        tree(scene, scene.chance("tree", str(at)), x, foot, height)
    if house is not None:
        cottage(scene)
    if not wet:
        water(scene)
        boat(scene)
    meadow.leaves(scene)
    meadow.grass(scene)
    meadow.flowers(scene)
    meadow.fence(scene)


def places(scene: Setting) -> list[tuple[float, float, float]]:
    """Foot, x and height of each tree, the farthest first; none in the water, on the path or before the door."""
    found = []
    for at in range(int(scene.facts["tree_count"])):
        chance = scene.chance("place", str(at))
        for _ in range(12):
            close = chance.share() ** 1.6
            foot = scene.horizon + 0.055 + (0.93 - scene.horizon) * 0.75 * close
            x = chance.between(0.03, 0.97)
            height = (0.13 + 0.3 * close) * chance.between(0.8, 1.2)
            if room(scene, x, foot, height):
                found.append((round(foot, 5), x, height))
                break
        else:
            edge = 0.02 if chance.yes(0.5) else 0.98
            found.append((scene.horizon + 0.055, edge, 0.14))
    return sorted(found)


def room(scene: Setting, x: float, foot: float, height: float) -> bool:
    if scene.disc and abs(x - scene.disc[0]) < height * 0.32 + 0.05 and foot - height < scene.disc[1] + 0.05:
        return False
    if scene.shore and scene.shore[0] - 0.004 < foot < scene.shore[1] + 0.03:
        return False
    if scene.shore and foot > scene.shore[1] and 0.16 < x < 0.84:
        return False
    if scene.trail is not None:
        middle = float(np.interp(foot, scene.trail[:, 1], scene.trail[:, 0]))
        if abs(x - middle) < 0.05 + 0.2 * scene.near(foot):
            return False
    if scene.cottage:
        cx, cy, width = scene.cottage
        beside = abs(x - cx) > width * 0.5 + height * 0.3
        return beside or (foot < cy - 0.01 and abs(x - cx) > width * 0.3)
    return True
