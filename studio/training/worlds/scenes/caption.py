"""Says in a phrase what a landscape shows: a varied grammar over true facts only."""

from __future__ import annotations

from studio.training.worlds.captions import article, listed, spaced
from studio.training.worlds.chance import Chance
from studio.training.worlds.world import Facts

TIMES = {
    "dawn": ("at dawn", "at sunrise", "in the early morning"),
    "day": ("in daylight", "during the day", ""),
    "sunset": ("at sunset", "at dusk", "in the evening light"),
    "night": ("at night", "by night"),
}
WEATHER = {
    "clear": ("", "", "clear"),
    "cloudy": ("cloudy", "overcast", ""),
    "rain": ("rainy", "wet"),
    "snow": ("snowy", "snowy"),
    "fog": ("foggy", "misty"),
}
SEASON = {"spring": ("spring",), "summer": ("summer",), "fall": ("fall", "autumn"), "winter": ("winter",)}
ROOF = {"tiles": "a tiled roof", "slate": "a slate roof", "thatch": "a thatched roof"}


def caption(seed: int, facts: Facts) -> str:
    chance = Chance(seed, "caption")
    season = chance.pick(SEASON[str(facts["season"])])
    weather = chance.pick(WEATHER[str(facts["weather"])])
    time = chance.pick(TIMES[str(facts["time"])])
    if time == "by night" and facts["moon"] and chance.yes(0.6):
        time = "in the moonlight"
    place = chance.pick(("landscape", "landscape", "scene", "countryside", "view"))
    house, beside, used = cottage(facts, chance), "", ""
    if facts["cottage"] != "none":
        beside, used = near(facts, chance)
    rest = things(facts, chance, used)
    view = article(spaced(weather, season, place))
    form = chance.share()
    if house and form < 0.25:
        return spaced(house, beside, "in", view, time)
    if house and form < 0.36:
        return spaced(house, beside, time) + f", {season}"
    parts = [spaced(house, beside), *rest] if house else rest
    if parts and form > 0.88:
        return f"{spaced(season, time)}: {listed(parts)}"
    return spaced(view, f"with {listed(parts)}" if parts else "", time)


def cottage(facts: Facts, chance: Chance) -> str:
    if facts["cottage"] == "none":
        return ""
    size = str(facts["cottage"]) if chance.yes(0.75) else ""
    hue = str(facts["cottage_colour"]) if chance.yes(0.85) else ""
    house = article(spaced(size, hue, chance.pick(("cottage", "cottage", "house"))))
    extra = []
    if chance.yes(0.2):
        extra.append(ROOF[str(facts["cottage_roof"])])
    if facts["cottage_lit"] and chance.yes(0.5):
        extra.append("lit windows")
    if facts["smoke"] and chance.yes(0.3):
        extra.append("smoke rising")
    return f"{house} with {listed(extra)}" if extra else house


def near(facts: Facts, chance: Chance) -> tuple[str, str]:
    """Where the cottage stands, by something that is really there, and which fact that is; may be left out."""
    places = []
    if facts["water"] != "none":
        places += [(f"{word} {article(str(facts['water']))}", "water") for word in ("next to", "beside", "by")]
    if facts["mountains"] != "none":
        places += [("below the mountains", "mountains"), ("in front of mountains", "mountains")]
    if facts["trees"] == "pine" and int(facts["tree_count"]) > 3:
        places.append(("among pine trees", "trees"))
    if facts["flowers"] != "none":
        places.append(("in a meadow with flowers", "flowers"))
    return chance.pick(places) if places and chance.yes(0.75) else ("", "")


def things(facts: Facts, chance: Chance, used: str) -> list[str]:
    """Up to five of what else is there, in any order, without the fact `used` by the cottage's place."""
    found = [words for name, words in _things(facts, chance) if name != used]
    return [words for words in chance.shuffled(found) if chance.yes(0.8)][:5]


def _things(facts: Facts, chance: Chance) -> list[tuple[str, str]]:
    found = []
    if facts["water"] == "lake":
        boat = {"none": "a lake", "sailing": "a sailing boat on a lake", "rowing": "a rowing boat on a lake"}
        found.append(("water", boat[str(facts["boat"])]))
    elif facts["water"] == "stream":
        found.append(("water", "a bridge over a stream" if facts["bridge"] else "a stream"))
    if facts["mountains"] != "none":
        kind = "steep peaks" if facts["mountains"] == "peaks" else "rounded mountains"
        found.append(("mountains", chance.pick(("mountains", kind))))
    if facts["trees"] != "none":
        found.append(("trees", trees(facts, chance)))
    if facts["flowers"] != "none":
        found.append(("flowers", spaced("" if facts["flowers"] == "mixed" else str(facts["flowers"]), "flowers")))
    if facts["birds"]:
        found.append(("birds", "birds" if int(facts["birds"]) > 1 else "a bird"))
    found += [(name, f"a {name}") for name in ("path", "fence") if facts[name]]
    found += [
        (name, words)
        for name, words in (("sun", "the sun"), ("moon", "the moon"), ("stars", "stars"))
        if facts[name] and chance.yes(0.35)
    ]
    if facts["hills"] and chance.yes(0.4):
        found.append(("hills", "hills"))
    if facts["clouds"] == "many" and chance.yes(0.3):
        found.append(("clouds", "many clouds"))
    return found


def trees(facts: Facts, chance: Chance) -> str:
    round_ones = "bare trees" if facts["season"] == "winter" else "broad trees"
    kind = {"pine": "pine trees", "round": round_ones, "mixed": "trees"}[str(facts["trees"])]
    count = int(facts["tree_count"])
    if count > 7 and chance.yes(0.5):
        return f"many {kind}"
    return f"a few {kind}" if 1 < count < 4 and chance.yes(0.5) else kind
