"""What can be known of a landscape, and how a seed decides it: each fact from a stream of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.core.errors import BadRequest
from studio.training.worlds.chance import Chance
from studio.training.worlds.world import Fact, Facts, Value

SEASONS = ("spring", "summer", "fall", "winter")
TIMES = ("dawn", "day", "sunset", "night")
WEATHERS = ("clear", "cloudy", "rain", "snow", "fog")
CLOUDS = ("none", "few", "many")
MOUNTAINS = ("none", "peaks", "domes")
WATERS = ("none", "lake", "stream")
BOATS = ("none", "sailing", "rowing")
COTTAGES = ("none", "small", "large")
WALLS = ("none", "white", "red", "blue", "yellow", "green")
ROOFS = ("none", "tiles", "slate", "thatch")
BUILDS = ("none", "gable", "long", "tall")
TREES = ("none", "pine", "round", "mixed")
FLOWERS = ("none", "white", "yellow", "red", "violet", "mixed")

FACTS = (
    Fact("season", "category", values=SEASONS),
    Fact("time", "category", values=TIMES),
    Fact("weather", "category", values=WEATHERS),
    Fact("clouds", "category", values=CLOUDS, group="clouds"),
    Fact("sun", "flag", group="light"),
    Fact("moon", "flag", group="light"),
    Fact("stars", "flag", group="light"),
    Fact("light_x", "continuous", 0.0, 1.0, group="light", hint="where sun or moon stand, from left to right"),
    Fact("horizon", "continuous", 0.40, 0.56, hint="from the top"),
    Fact("mountains", "category", values=MOUNTAINS, group="mountains"),
    Fact("hills", "count", 0, 3, group="hills"),
    Fact("water", "category", values=WATERS, group="water"),
    Fact("boat", "category", values=BOATS, group="boat"),
    Fact("bridge", "flag", group="bridge"),
    Fact("cottage", "category", values=COTTAGES, group="cottage"),
    Fact("cottage_colour", "category", values=WALLS, group="cottage"),
    Fact("cottage_roof", "category", values=ROOFS, group="cottage"),
    Fact("cottage_build", "category", values=BUILDS, group="cottage"),
    Fact("cottage_x", "continuous", 0.0, 1.0, group="cottage", hint="its middle, from left to right"),
    Fact("cottage_lit", "flag", group="cottage", hint="light in its windows"),
    Fact("smoke", "flag", group="cottage"),
    Fact("trees", "category", values=TREES, group="trees"),
    Fact("tree_count", "count", 0, 10, group="trees"),
    Fact("path", "flag", group="path"),
    Fact("fence", "flag", group="fence"),
    Fact("flowers", "category", values=FLOWERS, group="flowers"),
    Fact("birds", "count", 0, 5, group="birds"),
)  # fmt: skip

NEEDS: dict[str, tuple[str, tuple[Value, ...]]] = {
    "sun": ("time", ("dawn", "day", "sunset")),
    "moon": ("time", ("night",)),
    "stars": ("time", ("night",)),
    "boat": ("water", ("lake",)),
    "bridge": ("water", ("stream",)),
    "cottage_colour": ("cottage", COTTAGES[1:]),
    "cottage_roof": ("cottage", COTTAGES[1:]),
    "cottage_build": ("cottage", COTTAGES[1:]),
    "cottage_lit": ("cottage", COTTAGES[1:]),
    "smoke": ("cottage", COTTAGES[1:]),
    "tree_count": ("trees", TREES[1:]),
    "flowers": ("season", SEASONS[:3]),
}
"""What a fact can be true with: there is no boat without a lake, and no flowers in the snow."""


WHOLLY = ("cottage_colour", "cottage_roof", "cottage_build", "tree_count")
"""Facts that are absent only with what they belong to: every cottage has a roof."""


def absent(value: Value) -> bool:
    return value == "none" or value is False or (value == 0 and not isinstance(value, float))


def nothing(name: str) -> Value:
    """How a fact says that its thing is not there."""
    kind = next(fact.kind for fact in FACTS if fact.name == name)
    off: dict[str, Value] = {"category": "none", "flag": False, "count": 0}
    return off[kind]


def decided(seed: int, given: Mapping[str, Value]) -> Facts:
    """All facts: those given, the others from the seed so that they go together. BadRequest where the given do not."""
    fixed = dict(given)
    for name, (parent, fitting) in NEEDS.items():
        if name not in given or (absent(given[name]) and name not in WHOLLY):
            continue
        fitting = ("none",) if absent(given[name]) else fitting
        if parent not in fixed:
            own = _CHOICE[parent](fixed, Chance(seed, "fact", parent))
            fixed[parent] = own if own in fitting else Chance(seed, "needed", parent).pick(fitting)
        elif fixed[parent] not in fitting:
            raise BadRequest(
                f"{name} = {given[name]} does not go with {parent} = {fixed[parent]}.",
                f"It goes with {parent} = {', '.join(map(str, fitting))}.",
            )
    if given.get("flowers", "none") != "none" and fixed.get("weather") == "snow":
        raise BadRequest("Flowers do not go with snow.", "Choose another weather.")
    facts: Facts = {}
    for fact in FACTS:
        value = fixed[fact.name] if fact.name in fixed else _CHOICE[fact.name](facts, Chance(seed, "fact", fact.name))
        parent, fitting = NEEDS.get(fact.name, ("", ()))
        if parent and facts[parent] not in fitting:
            value = nothing(fact.name)
        elif parent == "trees" and not value:
            value = 1
        elif parent == "cottage" and value == "none":
            value = Chance(seed, "needed", fact.name).pick(fact.values[1:])
        facts[fact.name] = fact.checked(value)
    return facts


def _weather(facts: Facts, chance: Chance) -> Value:
    if facts.get("season", "summer") == "winter":
        return chance.pick(WEATHERS, (0.42, 0.22, 0.04, 0.22, 0.1))
    return chance.pick(("clear", "cloudy", "rain", "fog"), (0.52, 0.26, 0.12, 0.1))


def _clouds(facts: Facts, chance: Chance) -> Value:
    many = {"clear": 0.0, "fog": 0.1}.get(str(facts["weather"]), 1.0)
    return chance.pick(CLOUDS, (0.45, 0.55, 0.0) if not many else (0.6, 0.3, 0.1) if many < 1 else (0.0, 0.0, 1.0))


def _seen_light(facts: Facts, chance: Chance) -> bool:
    return chance.yes({"clear": 0.8, "cloudy": 0.5}.get(str(facts["weather"]), 0.0))


_CHOICE: dict[str, Callable[[Facts, Chance], Value]] = {
    "season": lambda f, c: c.pick(SEASONS),
    "time": lambda f, c: c.pick(TIMES, (0.18, 0.38, 0.24, 0.2)),
    "weather": _weather,
    "clouds": _clouds,
    "sun": _seen_light,
    "moon": _seen_light,
    "stars": lambda f, c: c.yes(0.85 if f["weather"] == "clear" else 0.0),
    "light_x": lambda f, c: c.between(0.1, 0.9),
    "horizon": lambda f, c: c.between(0.40, 0.56),
    "mountains": lambda f, c: c.pick(MOUNTAINS, (0.42, 0.38, 0.2)),
    "hills": lambda f, c: c.pick((0, 1, 2, 3), (0.15, 0.3, 0.3, 0.25)),
    "water": lambda f, c: c.pick(WATERS, (0.38, 0.42, 0.2)),
    "boat": lambda f, c: c.pick(BOATS, (0.5, 0.3, 0.2)),
    "bridge": lambda f, c: c.yes(0.6),
    "cottage": lambda f, c: c.pick(COTTAGES, (0.22, 0.33, 0.45)),
    "cottage_colour": lambda f, c: c.pick(WALLS[1:]),
    "cottage_roof": lambda f, c: c.pick(ROOFS[1:], (0.4, 0.35, 0.25)),
    "cottage_build": lambda f, c: c.pick(BUILDS[1:], (0.45, 0.3, 0.25)),
    "cottage_x": lambda f, c: c.between(0.24, 0.76),
    "cottage_lit": lambda f, c: c.yes({"night": 0.85, "sunset": 0.5, "dawn": 0.3}.get(str(f["time"]), 0.0)),
    "smoke": lambda f, c: c.yes(0.35 if f["weather"] != "rain" else 0.0),
    "trees": lambda f, c: c.pick(TREES, (0.12, 0.34, 0.36, 0.18)),
    "tree_count": lambda f, c: c.whole(1, 10),
    "path": lambda f, c: c.yes(0.45 if f["water"] == "none" else 0.0),
    "fence": lambda f, c: c.yes(0.25),
    "flowers": lambda f, c: "none" if f["weather"] == "snow" else c.pick(
        FLOWERS, (0.45, 0.1, 0.1, 0.1, 0.1, 0.15) if f["season"] != "fall" else (0.85, 0.03, 0.03, 0.03, 0.03, 0.03)),
    "birds": lambda f, c: c.pick((0, 1, 2, 3, 4, 5), (0.65, 0.05, 0.08, 0.1, 0.07, 0.05))
    if f["weather"] in ("clear", "cloudy") and f["time"] != "night" else 0,
}  # fmt: skip
