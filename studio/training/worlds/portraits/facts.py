"""What may be said of a face, how often each is drawn, and the same as a `Look` for those who paint it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from studio.training.worlds.chance import Chance
from studio.training.worlds.world import Fact, Facts, Value

LABELS = (
    "background", "clothes", "neck", "ears", "skin", "hair", "brows", "eyes", "iris", "nose", "lips", "mouth",
    "teeth", "beard", "glasses", "hat", "earrings",
)  # fmt: skip

SIDED = ("gaze_x", "turn", "tilt", "light")
"""Facts that change their sign in a mirror."""


@dataclass(frozen=True)
class Look:
    """Every fact of one portrait; left and right are those of the picture."""

    smile: float
    mouth_open: float
    eye_open: float
    gaze_x: float
    gaze_y: float
    brow_height: float
    brow_tilt: float
    age: float
    skin: float
    face_width: float
    jaw: float
    nose: float
    lips: float
    eye_size: float
    brow_weight: float
    hair_length: float
    beard: float
    lipstick: float
    eye_shadow: float
    blush: float
    freckles: float
    turn: float
    tilt: float
    light: float
    hair_color: str
    hair_style: str
    eye_color: str
    glasses: str
    hat: str
    earrings: str
    clothes: str
    clothes_color: str
    background: str
    backdrop: str

    @property
    def youth(self) -> float:
        """1 for the youngest, 0 from middle age on."""
        return max(0.0, 1 - self.age / 0.45)

    @property
    def old(self) -> float:
        """0 until the first lines show, 1 for the oldest."""
        return max(0.0, (self.age - 0.25) / 0.75)


def _both(name: str, hint: str) -> Fact:
    return Fact(name, "continuous", -1.0, 1.0, hint=hint)


def _share(name: str, hint: str) -> Fact:
    return Fact(name, "continuous", 0.0, 1.0, hint=hint)


def _one_of(name: str, hint: str, *values: str) -> Fact:
    return Fact(name, "category", values=values, hint=hint)


FACTS = (
    _both("smile", "From sad to a broad smile"),
    _share("mouth_open", "From closed to wide open"),
    _share("eye_open", "From closed to wide open"),
    _both("gaze_x", "Where the eyes look: left to right of the picture"),
    _both("gaze_y", "Where the eyes look: up to down"),
    _both("brow_height", "Low to raised brows"),
    _both("brow_tilt", "Stern (inner ends low) to worried (inner ends high)"),
    _share("age", "From twenty to eighty years"),
    _share("skin", "Fair to dark"),
    _both("face_width", "Narrow to broad"),
    _both("jaw", "Pointed to square"),
    _both("nose", "Small to large"),
    _both("lips", "Thin to full"),
    _both("eye_size", "Small to large eyes"),
    _share("brow_weight", "Fine to heavy brows"),
    _share("hair_length", "Cropped to below the shoulders"),
    _share("beard", "None, stubble, short, long"),
    _share("lipstick", "None to strong"),
    _share("eye_shadow", "None to strong"),
    _share("blush", "Pale to glowing cheeks"),
    _share("freckles", "None to many"),
    _both("turn", "The head turned to the left or right of the picture, up to three-quarter"),
    _both("tilt", "The head leaning to the left or right"),
    _both("light", "Light from the left, from the front (0), from the right"),
    _one_of("hair_color", "Colour of hair, brows and beard", "black", "brown", "blond", "red", "grey", "white"),
    _one_of("hair_style", "How the hair is worn",
            "straight", "fringe", "swept", "wavy", "curly", "afro", "bun", "receding"),
    _one_of("eye_color", "Colour of the iris", "brown", "hazel", "green", "blue", "grey"),
    _one_of("glasses", "Shape of the glasses", "none", "round", "square", "cat-eye"),
    _one_of("hat", "What is worn on the head", "none", "beanie", "hat", "headband"),
    _one_of("earrings", "What hangs at the ears", "none", "studs", "hoops"),
    _one_of("clothes", "What is worn", "sweater", "shirt", "turtleneck", "v-neck", "scarf"),
    _one_of("clothes_color", "Its colour", "red", "blue", "green", "white", "black", "yellow", "purple"),
    _one_of("background", "Colour behind the head", "blue", "green", "yellow", "pink", "purple", "grey", "orange"),
    _one_of("backdrop", "What is painted behind the head", "plain", "disc", "leaves", "window"),
)  # fmt: skip

_BY_NAME = {fact.name: fact for fact in FACTS}

_OFTEN: Mapping[str, Mapping[str, float]] = {
    "glasses": {"none": 0.64},
    "hat": {"none": 0.72},
    "earrings": {"none": 0.6},
    "hair_style": {"straight": 0.2},
    "backdrop": {"plain": 0.4},
}
"""Categories that come more often than their share of one; the rest is shared evenly."""

_FROM_BELOW = {
    "mouth_open": -0.7, "beard": -1.6, "lipstick": -1.4, "eye_shadow": -1.4, "freckles": -1.8, "blush": -0.3,
}  # fmt: skip
"""Shares that are often nought: drawn from here to 1, and nothing below 0."""


def _continuous(name: str) -> Callable[[Chance], float]:
    fact = _BY_NAME[name]
    if name in _FROM_BELOW:
        return lambda chance: _clear(chance.between(_FROM_BELOW[name], 1.0))
    if name == "eye_open":
        return lambda chance: chance.between(0.18, 1.0)
    return lambda chance: chance.between(fact.low, fact.high)


def _clear(share: float) -> float:
    """Hardly anything is nothing: a trace that no eye could see would be a false fact."""
    return 0.0 if share < 0.1 else share


def _category(fact: Fact, chance: Chance) -> str:
    often = _OFTEN.get(fact.name, {})
    rest = (1 - sum(often.values())) / (len(fact.values) - len(often))
    return chance.pick(fact.values, [often.get(value, rest) for value in fact.values])


def _hair_color(age: float, chance: Chance) -> str:
    """Grey comes with the years; every other colour comes to anyone."""
    grey = 0.04 if age < 0.45 else 0.04 + 0.66 * min(1.0, (age - 0.45) / 0.4)
    if chance.yes(grey):
        return chance.pick(("grey", "white"))
    return chance.pick(("black", "brown", "blond", "red"), (0.3, 0.3, 0.2, 0.2))


def sampled(seed: int, given: Mapping[str, Value]) -> Facts:
    """All facts of `seed`'s portrait with `given` in their places: each has its own chance, so that one which is
    given changes no other."""
    facts: Facts = {}
    for fact in FACTS:
        chance = Chance(seed, "portraits", "fact", fact.name)
        if fact.name == "hair_color":
            facts[fact.name] = _hair_color(float(facts["age"]), chance)
        elif fact.kind == "category":
            facts[fact.name] = _category(fact, chance)
        else:
            facts[fact.name] = fact.checked(_continuous(fact.name)(chance))
    return {**facts, **given}


def look_of(facts: Mapping[str, Any]) -> Look:
    return Look(**{field.name: facts[field.name] for field in fields(Look)})
