"""Makes directions: from two sets of points, from what was read off many, from what varies most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.explore.direction import Direction

if TYPE_CHECKING:
    from studio.explore.axes import ComponentAxis
    from studio.families.tasks import Latent

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Fit = Callable[[Floats, Any, float], Floats]
Score = Callable[[Floats, Any, Floats], float]

RIDGES = (1e-3, 1e-2, 1e-1, 1.0)
"""How strongly weights are held small, against the mean loss over standardised numbers."""

KEPT = (1.0, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64)
"""Shares of a latent's numbers that a direction may have: those with the largest weights, the others are 0. Where a few
numbers say it all, as a generator's conditions do, the small weights of the rest are chance, and leak."""

FOLDS = 4
"""One point in so many is held out, each once, to find which ridge and share tell held-out points best."""

FEWEST = 8
"""Points of each kind without which nothing is learnt."""

ROUNDS = 50


def from_sets(name: str, model: str, plus: Sequence[Latent], minus: Sequence[Latent]) -> Direction:
    """From what the first set shows (1) to what the second shows (−1): half of mean(A) − mean(B), the vectors of
    Radford et al. (2015). BadRequest for an empty set, sets of different models or without a difference."""
    if not plus or not minus:
        raise BadRequest("A direction needs two sets of points.", "Put at least one into each.")
    if len({one.shape for one in (*plus, *minus)}) > 1:
        raise BadRequest("These points are of different models.", "Take all from the same model.")
    way = (np.mean(plus, axis=0, dtype=np.float64) - np.mean(minus, axis=0, dtype=np.float64)) / 2
    if not np.linalg.norm(way):
        raise BadRequest("The two sets are the same.", "Show in one what the other has not.")
    return Direction(name, model, np.asarray(way, np.float32), -2.0, 2.0,
                     made=f"mean of {len(plus)} points less mean of {len(minus)}")  # fmt: skip


def from_classes(name: str, model: str, latents: Sequence[Latent], labels: Sequence[bool] | Bools) -> Direction:
    """The normal of the plane that parts points that have something from those that have not, as in InterFaceGAN (Shen
    et al. 2020), by logistic regression; one unit is a standard deviation of the points along it.

    BadRequest when either kind has fewer than eight points.
    """
    told = np.asarray(labels, bool)
    few = min(int(told.sum()), int((~told).sum()))
    if len(told) != len(latents) or few < FEWEST:
        raise BadRequest(f"{name} shows, or is missing, in {few} of {len(latents)} points only.",
                         "Look at more of them: raise the count.")  # fmt: skip
    table = _Table(latents)
    weights, score = _learnt(table.coordinates, told, _parted, _right)
    usual = max(told.mean(), 1 - told.mean())
    made = (f"logistic regression on {len(told)} points, {int(told.sum())} of which show it; "
            f"{score:.0%} of those held out told right ({usual:.0%} by always saying the same)")  # fmt: skip
    return _of(name, model, table.back(weights), latents, made)


def from_readings(name: str, model: str, latents: Sequence[Latent],
                  values: Sequence[float] | NDArray[np.floating]) -> Direction:
    """The way on which what was read (a number a point) rises most, by ridge regression; one unit is a standard
    deviation of the points along it. BadRequest for fewer than 16 points, or readings that do not differ."""
    read = np.asarray(values, np.float64)
    if len(read) != len(latents) or len(read) < 2 * FEWEST or not read.std() > 0:
        raise BadRequest(f"{name} was read in {len(read)} points and does not differ enough between them.",
                         "Look at more of them: raise the count.")  # fmt: skip
    table = _Table(latents)
    weights, score = _learnt(table.coordinates, read, _fitted, _explained)
    made = f"ridge regression on {len(read)} points; explains {max(0.0, score):.0%} of what those held out show"
    return _of(name, model, table.back(weights), latents, made)


def from_texts(name: str, model: str, shape: Sequence[int], more: str, less: str) -> Direction:
    """From what the second text says (−1) to what the first does (1), for models that are led by text: one unit is half
    of what their encodings differ by. BadRequest when they do not differ."""
    if more.strip() == less.strip():
        raise BadRequest("A direction needs two texts that differ.", "Say with what, and without what.")
    return Direction(name, model, np.zeros(tuple(shape), np.float32), -2.0, 2.0,
                     made=f"“{more}” less “{less}”", more=more.strip(), less=less.strip())  # fmt: skip


def from_component(axis: ComponentAxis, model: str, name: str = "") -> Direction:
    """A component of `axes.components` as a direction; one unit is a standard deviation."""
    return Direction(name or axis.title, model, np.asarray(axis.vector * np.float32(axis.spread)), axis.low, axis.high,
                     made=f"principal component {axis.number}")  # fmt: skip


def _of(name: str, model: str, way: Floats, latents: Sequence[Latent], made: str) -> Direction:
    if not np.linalg.norm(way):
        raise BadRequest(f"{name} does not hang together with these points.", "Look at more of them: raise the count.")
    normal = way / np.linalg.norm(way)
    spread = float(np.std([float((one.reshape(-1) * normal).sum()) for one in latents]))
    vector = np.asarray((normal * spread).reshape(latents[0].shape), np.float32)
    return Direction(name, model, vector, made=made)


class _Table:
    """Points as standardised coordinates (N, r), r no more than points: so that latents of any length are learnt from
    at the same cost, which loses nothing, as a ridge's weights lie within what the points span."""

    def __init__(self, latents: Sequence[Latent]) -> None:
        if len({one.shape for one in latents}) > 1:
            raise BadRequest("These points are of different models.", "Take all from the same model.")
        rows = np.stack([one.reshape(-1) for one in latents]).astype(np.float64)
        self._spread = np.maximum(rows.std(axis=0), 1e-6 * max(rows.std(), 1e-12))
        rows = (rows - rows.mean(axis=0)) / self._spread
        self._ways = None
        self.coordinates: Floats = rows
        if rows.shape[1] > len(rows):
            left, sizes, self._ways = np.linalg.svd(rows, full_matrices=False)
            self.coordinates = left * sizes

    def back(self, weights: Floats) -> Floats:
        """Weights (r,) of coordinates as those of a flat latent."""
        return np.asarray((weights if self._ways is None else weights @ self._ways) / self._spread)


def _learnt(rows: Floats, told: Any, fit: Fit, score: Score) -> tuple[Floats, float]:
    """(r,): the weights by the ridge and share that tell held-out points best, and how well they do."""
    found: dict[tuple[float, float], float] = {}
    for ridge in RIDGES:
        for fold in range(FOLDS):
            held = np.arange(len(rows)) % FOLDS == fold
            for share, weights in _kept(rows[~held], told[~held], fit, ridge).items():
                said = score(rows[held], told[held], weights)
                found[ridge, share] = found.get((ridge, share), 0.0) + said / FOLDS
    ridge, share = max(found, key=lambda one: found[one])
    return _kept(rows, told, fit, ridge, (share,))[share][:-1], found[ridge, share]


def _kept(rows: Floats, told: Any, fit: Fit, ridge: float, shares: Sequence[float] = KEPT) -> dict[float, Floats]:
    """For each share the weights (r + 1,): of the numbers that weigh most, fitted anew."""
    all_of_them = fit(rows, told, ridge)
    order = np.argsort(-np.abs(all_of_them[:-1]))
    found = {}
    for share in shares:
        few = order[: max(1, round(share * len(order)))]
        some = fit(rows[:, few], told, ridge)
        weights = np.zeros_like(all_of_them)
        weights[few], weights[-1] = some[:-1], some[-1]
        found[share] = weights
    return found


def _fitted(rows: Floats, values: Floats, ridge: float) -> Floats:
    """(r + 1,): weights and, last, what is added; least squares with a ridge."""
    middle, mean = rows.mean(axis=0), float(values.mean())
    table = rows - middle
    weights = np.linalg.solve(table.T @ table / len(rows) + ridge * np.eye(rows.shape[1]),
                              table.T @ (values - mean) / len(rows))  # fmt: skip
    return np.append(weights, mean - middle @ weights)


def _parted(rows: Floats, told: Bools, ridge: float) -> Floats:
    """(r + 1,) of a logistic regression, both kinds counting alike, by Newton's method."""
    x = np.column_stack([rows, np.ones(len(rows))])
    y = told.astype(np.float64)
    share = np.where(told, 0.5 / told.mean(), 0.5 / (1 - told.mean())) / len(rows)
    hold = ridge * np.eye(x.shape[1])
    hold[-1, -1] = 1e-9
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (share * (chance - y)) + hold @ weights
        curve = (x * (share * np.maximum(chance * (1 - chance), 1e-9))[:, None]).T @ x + hold
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _right(rows: Floats, told: Bools, weights: Floats) -> float:
    """The share told right."""
    return float(((rows @ weights[:-1] + weights[-1] > 0) == told).mean())


def _explained(rows: Floats, values: Floats, weights: Floats) -> float:
    """R²."""
    away: Any = ((values - rows @ weights[:-1] - weights[-1]) ** 2).mean()
    return float(1 - away / max(values.var(), 1e-12))
