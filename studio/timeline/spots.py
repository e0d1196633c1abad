"""Points of a latent space on their way from one key to the next, with the sliders that were set at each."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.families import walks
from studio.families.packing import pack_latent, unpack_latent
from studio.families.tasks import Latent

Noise = tuple[int, int] | None
"""Start and stop of a flat latent's numbers that are chance; None: all of them are."""


def between(a: Spot, b: Spot, share: float, noise: Noise = None, straight: bool = False) -> Spot:
    """Chance goes along the sphere, unless `straight`; conditions and sliders evenly; a choice stays until the end."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    if a.latent.shape != b.latent.shape:
        raise BadRequest("These points are of different models.", "Take one of them out of the track.")
    return Spot(_latent(a.latent, b.latent, share, noise, straight), _sliders(a, b, share))


def _latent(a: Latent, b: Latent, share: float, noise: Noise, straight: bool) -> Latent:
    if straight:
        return walks.lerp(a, b, share)
    if noise is None or a.ndim != 1:
        return walks.slerp(a, b, share)
    out = walks.lerp(a, b, share)
    part = slice(*noise)
    out[part] = walks.slerp(a[part], b[part], share)
    return out


def _sliders(a: Spot, b: Spot, share: float) -> dict[str, float | str]:
    """One that is set at one end alone keeps its value all the way."""
    out: dict[str, float | str] = {**b.sliders, **a.sliders}
    for name in a.sliders.keys() & b.sliders.keys():
        here, there = a.sliders[name], b.sliders[name]
        if not isinstance(here, str) and not isinstance(there, str):
            out[name] = here + (there - here) * share
    return out


def told(spot: Spot) -> dict[str, Any]:
    return {"latent": pack_latent(spot.latent), "sliders": dict(spot.sliders)}


def spot_of(value: Any) -> Spot:
    """What `told` wrote, or a latent alone as tasks pack it."""
    if not isinstance(value, dict):
        raise BadRequest(f"A point is a latent with its sliders, not {value!r}.")
    sliders = value.get("sliders") or {}
    if not isinstance(sliders, dict):
        raise BadRequest("A point’s sliders are names with values.")
    latent = unpack_latent(value.get("latent", value))
    if not np.isfinite(latent).all():
        raise BadRequest("A point holds numbers that are not finite.")
    return Spot(latent, {str(name): one if isinstance(one, str) else float(one) for name, one in sliders.items()})
