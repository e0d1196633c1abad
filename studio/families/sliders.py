"""What a model lets an artist move: one slider for each thing that it knows how to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from studio.core.errors import BadRequest
from studio.families.family import ModelEntry


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high`, or, where there are `values`, one of those. `hint` says what it does; `group`
    gathers those that belong together ("Mouth", "Hair")."""

    name: str
    group: str = ""
    low: float = -1.0
    high: float = 1.0
    default: float | str = 0.0
    hint: str = ""
    values: tuple[str, ...] = ()

    def checked(self, value: Any) -> float | str:
        """`value` as this slider holds it, also from a command line's text; BadRequest says what it takes."""
        if self.values:
            if str(value) not in self.values:
                raise BadRequest(f"{self.name} cannot be {value!r}.", f"Choose one of: {', '.join(self.values)}.")
            return str(value)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise BadRequest(f"{self.name} must be a number, not {value!r}.") from None
        if not self.low <= number <= self.high:
            raise BadRequest(f"{self.name} must be {self.low:g} to {self.high:g}, not {number:g}.")
        return number


GROUPS: Mapping[str, tuple[str, ...]] = {
    "Expression": ("smile", "mouth_open", "lips", "age", "expression"),
    "Eyes": ("eye_open", "gaze_x", "gaze_y", "eye_color", "eye_size", "eye_shadow", "glasses"),
    "Brows": ("brow_height", "brow_tilt", "brow_weight", "brows"),
    "Hair": ("hair_color", "hair_length", "hair_style", "hair", "bangs", "parting", "beard"),
    "Face": ("skin", "face_width", "jaw", "nose", "nose_length", "nose_width", "freckles", "lipstick", "blush", "turn",
             "tilt"),
    "Wear": ("hat", "earrings", "clothes", "clothes_color", "scarf"),
    "Light": ("light", "background", "backdrop", "warmth"),
}
"""Where a slider of a model that tells no group belongs, in the order to show them."""

_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


def told(sliders: Iterable[Slider]) -> list[dict[str, Any]]:
    """As an entry's details["sliders"] hold them: plain JSON, each with its group where one is known."""
    return [asdict(slider) | {"values": list(slider.values), "group": slider.group or _GROUP_OF.get(slider.name, "")}
            for slider in sliders]  # fmt: skip


def in_groups(sliders: Iterable[Slider]) -> tuple[Slider, ...]:
    """In the order to show them: what belongs together side by side, groups of faces as GROUPS has them, others as
    they first come."""
    found = tuple(sliders)
    order = {group: number for number, group in enumerate(dict.fromkeys([*GROUPS, *(one.group for one in found)]))}
    return tuple(sorted(found, key=lambda one: order[one.group]))


def of(entry: ModelEntry) -> tuple[Slider, ...]:
    """The sliders of a model, in the order to show them; empty when it has none."""
    return tuple(Slider(**{**one, "values": tuple(one["values"])}) for one in entry.details.get("sliders", ()))


def checked(entry: ModelEntry, values: Mapping[str, Any]) -> dict[str, float | str]:
    """Every value by name, or BadRequest that says which names and values the model knows."""
    known = {slider.name: slider for slider in of(entry)}
    for name in values:
        if name not in known:
            there = f"It has: {', '.join(known)}." if known else ""
            raise BadRequest(f"{entry.name} has no slider called {name!r}.", there)
    return {name: known[name].checked(value) for name, value in values.items()}
