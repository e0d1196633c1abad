"""Points of a latent space as tasks bring them: checked against the model, each with its sliders, and pushed on.

An entry tells of its space in details["latent"]: `shape`; `prior`, "normal" where a point of chance is drawn from
N(0, I), or "mapped" where only Sample finds points, by the model's own way; `noise`, the [start, stop] of a flat
latent's numbers that are chance (the others are conditions; without it all are). details["layers"] is how many layers
take a style of their own, where there are any: a point then may also be (layers, length), one style a layer (w+).
details["variants"] is true where a point leaves something to chance, so that it has many pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.core.errors import BadRequest
from studio.families import sliders
from studio.families.family import ModelEntry
from studio.families.tasks import Decode, Latent


def shapes(entry: ModelEntry) -> tuple[tuple[int, ...], ...]:
    """The shapes that points of this model may have, the usual one first."""
    usual = tuple(int(side) for side in entry.details["latent"]["shape"])
    layers = int(entry.details.get("layers", 0))
    return (usual, (layers, *usual)) if layers else (usual,)


def checked(entry: ModelEntry, points: Sequence[Latent]) -> tuple[Latent, ...]:
    """BadRequest for a point of another space."""
    known = shapes(entry)
    if any(point.shape not in known for point in points):
        size = " × ".join(map(str, known[0]))
        raise BadRequest(f"{entry.name} takes latents of {size} numbers.",
                         "Decode these with the model that they were encoded with.")  # fmt: skip
    return tuple(points)


def each(entry: ModelEntry, task: Decode) -> list[dict[str, float | str]]:
    """The sliders' values at each of the task's points, checked."""
    if task.each and len(task.each) != len(task.latents):
        raise BadRequest(f"There are {len(task.latents)} points, but sliders for {len(task.each)}.")
    if task.variants > 1 and not entry.details.get("variants"):
        raise BadRequest(f"{entry.name} knows one picture of each point.", "Ask for one variant.")
    return [sliders.checked(entry, {**task.sliders, **own}) for own in task.each or [{}] * len(task.latents)]


def pushed(entry: ModelEntry, points: Any, push: Latent | None) -> Any:
    """Points (tensor or array) with `push`, of a point's shape, added; one push for all layers moves each of them."""
    if push is None:
        return points
    (way,) = checked(entry, (np.asarray(push, np.float32),))
    if way.ndim > points[0].ndim:
        raise BadRequest("A push for each layer needs points with a style for each layer.")
    return points + way if isinstance(points, np.ndarray) else points + points.new_tensor(way)
