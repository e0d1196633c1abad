"""What can be keyed: each kind says how its values mix, and how they are written down."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio.core.errors import BadRequest
from studio.timeline import pose, shapes, spots

MODEL, LAYER, FILM = "model", "layer", "film"
"""What a track belongs to: what the model makes, a layer of the document, or the whole picture."""

Between = Callable[[Any, Any, float], Any]


@dataclass(frozen=True)
class Kind:
    """`between(a, b, share)` for 0 < share < 1. `named`: a track of it has a target, a slider's or a layer's name."""

    id: str
    title: str
    icon: str
    of: str
    between: Between
    told: Callable[[Any], Any]
    value: Callable[[Any], Any]
    named: bool = True


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadRequest(f"A key needs a number here, not {value!r}.") from None
    if not math.isfinite(number):
        raise BadRequest("A key needs a finite number.")
    return number


def _share(value: Any) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise BadRequest(f"An opacity must be 0 to 1, not {number:g}.")
    return number


def _choice(value: Any) -> float | str:
    return value if isinstance(value, str) else _number(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadRequest(f"A prompt is a text, not {value!r}.")
    return value


def _mixed(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _slid(a: float | str, b: float | str, share: float) -> float | str:
    return a if isinstance(a, str) or isinstance(b, str) else _mixed(a, b, share)


def _weighed(a: str, b: str, share: float) -> str | dict[str, float]:
    """Two prompts with their weights; the same one is itself."""
    return a if a == b else {a: 1 - share, b: share}


def _as_is(value: Any) -> Any:
    return value


KINDS: dict[str, Kind] = {kind.id: kind for kind in (
    Kind("position", "Position on map", "compass", MODEL, spots.between, spots.told, spots.spot_of, named=False),
    Kind("slider", "Slider", "sliders-horizontal", MODEL, _slid, _as_is, _choice),
    Kind("prompt", "Prompt", "text-t", MODEL, _weighed, _as_is, _text, named=False),
    Kind("mask", "Mask", "selection", LAYER, shapes.between, shapes.told, shapes.mask_of),
    Kind("opacity", "Opacity", "circle-half", LAYER, _mixed, _as_is, _share),
    Kind("place", "Place", "arrows-out-cardinal", LAYER, pose.between, pose.told, pose.pose_of),
    Kind("camera", "Camera", "video-camera", FILM, pose.between, pose.told, pose.pose_of, named=False),
)}  # fmt: skip


def kind_named(id: str) -> Kind:
    if id not in KINDS:
        raise BadRequest(f"There are no tracks of kind {id!r}.", f"There are: {', '.join(KINDS)}.")
    return KINDS[id]
