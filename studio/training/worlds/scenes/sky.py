"""Sky, stars, sun, moon, clouds and birds."""

from __future__ import annotations

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, Colour, colour, mix
from studio.training.worlds.curves import blob, ellipse, smooth
from studio.training.worlds.scenes.setting import Setting


def sky(scene: Setting) -> None:
    canvas, light = scene.canvas, scene.light
    canvas.rows(light.rows(canvas.side, scene.horizon))
    canvas.grain("brush", 0.016)
    if scene.facts["stars"]:
        stars(scene)
    disc(scene)
    clouds(scene)


def stars(scene: Setting) -> None:
    chance = scene.chance("stars")
    for _ in range(chance.whole(45, 95)):
        y = scene.horizon * 0.95 * chance.share() ** 1.3
        bright = chance.share()
        scene.canvas.spot(
            chance.share(), y, 0.0016 + 0.0026 * bright**4, mix(scene.light.glow, WHITE, bright), 0.5 + bright / 2
        )


def plan_disc(scene: Setting) -> None:
    """Where sun or moon stands, low at dawn and sunset, and never wholly behind hills or the cottage."""
    facts, chance = scene.facts, scene.chance("light")
    x = 0.06 + 0.88 * float(facts["light_x"])
    height = {"dawn": 0.66, "day": 0.30, "sunset": 0.74, "night": 0.30}[str(facts["time"])]
    y = scene.horizon * height * chance.between(0.85, 1.12)
    radius = chance.between(0.043, 0.061)
    y = min(y, scene.horizon - 0.036 * int(facts["hills"]) - 0.028)
    if scene.cottage and abs(scene.cottage[0] - x) < scene.cottage[2] / 2 + radius:
        y = max(radius * 1.1, min(y, scene.cottage[1] - scene.cottage[2] - radius))
    scene.disc = x, y, radius


def disc(scene: Setting) -> None:
    """Sun or moon with its halo."""
    if scene.disc is None:
        return
    canvas, facts, light = scene.canvas, scene.facts, scene.light
    x, y, radius = scene.disc
    veiled = 0.55 if facts["weather"] == "cloudy" else 1.0
    if facts["moon"]:
        canvas.glow(x, y, 0.26, 0.26, light.glow, 0.5 * veiled)
        with canvas.thing("moon"):
            canvas.region(
                ellipse(x, y, radius, radius), colour("#f8f3da"), colour("#e6e0c6"), 60, label="moon", depth=1, line=1
            )
        for dx, dy, size in ((0.3, -0.2, 0.3), (-0.35, 0.3, 0.22), (0.1, 0.45, 0.18)):
            canvas.glow(
                x + dx * radius, y + dy * radius, size * radius * 1.6, size * radius * 1.4, colour("#c3bda2"), 0.6
            )
        return
    core = {"dawn": "#ffe9b8", "day": "#fff6bf", "sunset": "#ffc069"}[str(facts["time"])]
    canvas.glow(x, y, 0.5, 0.42, light.glow, 0.6 * veiled)
    canvas.glow(x, y, 0.17, 0.17, light.glow, 0.75 * veiled)
    with canvas.thing("sun"):
        canvas.region(
            ellipse(x, y, radius, radius),
            colour(core),
            mix(colour(core), colour("#ffa04d"), 0.3),
            label="sun",
            depth=1,
            line=1,
        )


def clouds(scene: Setting) -> None:
    facts, chance = scene.facts, scene.chance("clouds")
    if facts["clouds"] == "none":
        return
    count = chance.whole(1, 3) if facts["clouds"] == "few" else chance.whole(5, 8)
    wisps = facts["clouds"] == "few" and chance.yes(0.3)
    top, bottom = cloud_colours(scene)
    heights = sorted(chance.between(0.06, 0.7) for _ in range(count))
    for at, height in enumerate(heights[::-1], start=1):
        x, y = chance.between(-0.05, 1.05), height * scene.horizon
        width = chance.between(0.11, 0.24) * (1.15 - 0.6 * height)
        if at == count:
            x, y = min(max(x, 0.12), 0.88), min(y, 0.3 * scene.horizon)
        x = beside_disc(scene, x, y, width)
        if wisps:
            wisp(scene, chance, x, y, width * 1.6, top)
        else:
            cumulus(scene, chance, x, y, width, top, bottom)


def beside_disc(scene: Setting, x: float, y: float, width: float) -> float:
    """A cloud's place moved aside until sun or moon show, at least in part."""
    if scene.disc and abs(y - scene.disc[1]) < width * 0.75 and abs(x - scene.disc[0]) < width * 1.1:
        aside = width * 1.12
        return scene.disc[0] - aside if scene.disc[0] > 0.5 else scene.disc[0] + aside
    return x


def cloud_colours(scene: Setting) -> tuple[Colour, Colour]:
    """Lit top, shaded underside."""
    sky, light, weather = scene.light.sky, scene.light, scene.facts["weather"]
    if light.night:
        return mix(sky[2], WHITE, 0.12), mix(sky[1], sky[2], 0.5)
    if weather in ("rain", "snow", "fog"):
        return mix(sky[2], WHITE, 0.28), mix(sky[1], (96.0, 104.0, 122.0), 0.45)
    if scene.facts["time"] == "day":
        return mix(sky[3], WHITE, 0.8), mix(sky[1], (205.0, 212.0, 226.0), 0.65)
    return mix(sky[3], (255.0, 236.0, 214.0), 0.55), mix(sky[1], sky[2], 0.45)


def wisp(scene: Setting, chance: Chance, x: float, y: float, width: float, top: Colour) -> None:
    with scene.canvas.thing("cloud"):
        for _ in range(chance.whole(4, 7)):
            cx, cy = x + chance.between(-0.5, 0.5) * width, y + chance.between(-0.03, 0.03)
            reach, lift = width * chance.between(0.3, 0.7), chance.between(-0.02, 0.004)
            line = smooth([(cx - reach, cy), (cx, cy + lift), (cx + reach * 0.8, cy + lift * 0.3)], 8, closed=False)
            scene.canvas.stroke(line, chance.between(0.009, 0.02), top, alpha=0.7, label="cloud", depth=4)


def cumulus(scene: Setting, chance: Chance, x: float, y: float, width: float, top: Colour, bottom: Colour) -> None:
    """A heap of puffs on a level base: shaded first, then lit from the light's side."""
    canvas = scene.canvas
    puffs = []
    count = chance.whole(5, 8)
    for at in range(count):
        across = at / (count - 1) - 0.5
        rise = (1 - 4 * across * across) * width * 0.34 * chance.between(0.6, 1.3)
        radius = width * chance.between(0.24, 0.34) * (1 - 0.9 * across * across)
        puffs.append((x + across * width * 1.35, y - rise, radius))
    base = y + width * 0.16
    whole = mix(bottom, top, 0.35)
    with canvas.thing("cloud"):
        for px, py, radius in puffs:
            outline = blob(chance, px, py, radius, radius * 0.86, 0.06, 8)
            outline[:, 1] = outline[:, 1].clip(max=base)
            canvas.region(
                outline, mix(whole, top, 0.55), bottom, label="cloud", depth=4, line=0.8, alpha=0.94,
                texture="grain", amount=0.02, blur=0.003,
            )  # fmt: skip
        foot = blob(chance, x, base - width * 0.09, width * 0.92, width * 0.14, 0.08, 10)
        foot[:, 1] = foot[:, 1].clip(max=base + 0.003)
        canvas.region(foot, whole, bottom, label="cloud", depth=4, alpha=0.9, blur=0.003)
        canvas.pen([(x - width * 0.8, base), (x + width * 0.8, base)], 0.8)
    for px, py, radius in puffs:
        lean = scene.light.side * radius * 0.16
        canvas.region(
            blob(chance, px + lean, py - radius * 0.14, radius * 0.72, radius * 0.58, 0.1, 7, 3),
            top,
            alpha=0.5,
            blur=radius * 0.26,
        )


def birds(scene: Setting) -> None:
    """A few, each two wings, where the sky is free."""
    count, chance = int(scene.facts["birds"]), scene.chance("birds")
    if not count:
        return
    x, y = chance.between(0.15, 0.75), scene.horizon * chance.between(0.16, 0.5)
    ink = mix(colour("#3a3a46"), scene.light.sky[1], 0.15)
    for _ in range(count):
        span, tip = chance.between(0.016, 0.03), chance.between(0.35, 0.8)
        left = smooth([(x - span, y - span * tip), (x - span * 0.5, y - span * 0.75 * tip), (x, y)], 4, closed=False)
        right = smooth([(x, y), (x + span * 0.5, y - span * 0.8 * tip), (x + span, y - span * tip)], 4, closed=False)
        with scene.canvas.thing("bird"):
            for wing in (left, right):
                scene.canvas.stroke(wing, 0.0068, ink, label="birds", depth=20, line=0.7)
        x += chance.between(0.035, 0.09) * (1 if chance.yes(0.5) else -1)
        y += chance.between(-0.035, 0.035)
        x, y = min(max(x, 0.06), 0.94), min(max(y, 0.05), scene.horizon * 0.62)
