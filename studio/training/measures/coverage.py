"""How many samples look like the world, and how much of the world the samples show."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest

Floats = NDArray[np.float32]

NEIGHBOURS = 3


class Coverage(NamedTuple):
    """`precision`: the share of samples that lie among real pictures; `recall`: of real ones among samples."""

    precision: float
    recall: float


def coverage(real: Floats, made: Floats, neighbours: int = NEIGHBOURS) -> Coverage:
    """Improved precision and recall (Kynkäänniemi et al. 2019, equations 1 and 2) of features (N, D), (M, D).

    A picture lies among others when it is no farther from one of them than that one's `neighbours`-th neighbour.
    BadRequest for sets that have no such neighbour.
    """
    if min(len(real), len(made)) <= neighbours:
        raise BadRequest(f"Precision and recall need more than {neighbours} pictures of each kind.")
    between = distances(made, real)
    precision = (between <= radii(real, neighbours)[None]).any(axis=1).mean()
    recall = (between <= radii(made, neighbours)[:, None]).any(axis=0).mean()
    return Coverage(float(precision), float(recall))


def distances(these: Floats, those: Floats) -> Floats:
    """Squared Euclidean distances (N, M)."""
    these, those = these.astype(np.float64), those.astype(np.float64)
    squares = (these**2).sum(1)[:, None] + (those**2).sum(1)[None] - 2 * these @ those.T
    found: Floats = np.maximum(squares, 0).astype(np.float32)
    return found


def radii(features: Floats, neighbours: int = NEIGHBOURS) -> Floats:
    """The squared distance of each to its k-th neighbour, itself not counted (N,)."""
    apart = distances(features, features)
    np.fill_diagonal(apart, 0)
    reach: Floats = np.partition(apart, neighbours, axis=1)[:, neighbours]
    return reach


def nearest(features: Floats, known: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Of each (N, D), which of `known` (M, D) is nearest, and how far it is, not squared."""
    apart = distances(features, known)
    which = apart.argmin(axis=1)
    return which, np.sqrt(apart[np.arange(len(apart)), which])


def correlation(these: Floats, those: Floats) -> float:
    """Pearson's; 0 where one of them never changes."""
    if np.std(these) == 0 or np.std(those) == 0:
        return 0.0
    return float(np.corrcoef(these.astype(np.float64), those.astype(np.float64))[0, 1])


def moment_kl(means: Floats, variances: Floats | float = 0.0) -> Floats:
    """How far an encoder's codes of all pictures together are from the prior N(0, 1), in nats, for each dimension.

    `means` (N, D) and `variances` (N, D) of q(z | x). The aggregate q(z) = E_x q(z | x) is taken as a normal
    distribution of its own mean and variance: KL = (s² + m² − 1 − ln s²) / 2.
    """
    middle = means.mean(axis=0, dtype=np.float64)
    spread = means.var(axis=0, dtype=np.float64) + np.mean(variances, axis=0)
    spread = np.maximum(spread, 1e-12)
    found: Floats = ((spread + middle**2 - 1 - np.log(spread)) / 2).astype(np.float32)
    return found
