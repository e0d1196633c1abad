"""Reckoning with points: smiling women − women + men."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from studio.core.errors import BadRequest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.families.tasks import Latent


def combined(plus: Sequence[Latent], minus: Sequence[Latent], more: Sequence[Latent], strength: float = 1.0) -> Latent:
    """mean(C) + strength · (mean(A) − mean(B)), as in the vector arithmetic of Radford et al. (2015); an empty set is
    left out. `space.drawn_in` brings a sum back to where a normal prior has points.

    BadRequest when all are empty or of different shapes.
    """
    everything = [*plus, *minus, *more]
    if not everything:
        raise BadRequest("There is nothing to reckon with.", "Put at least one pin into A, B or C.")
    if len({one.shape for one in everything}) > 1:
        raise BadRequest("These points are of different models.", "Take all pins from the same model.")
    zero = np.zeros(everything[0].shape)
    return np.asarray(_mean(more, zero) + strength * (_mean(plus, zero) - _mean(minus, zero)), np.float32)


def _mean(points: Sequence[Latent], otherwise: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.mean([one.astype(np.float64) for one in points], axis=0) if points else otherwise
