"""Linear machines on features, as Radford et al. (2015) judge what a discriminator has learnt to see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.pictures import resized

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

PATCH = 6
"""The side of the patches that k-means learns from, px of 32."""

WORDS = 256
"""How many patches k-means keeps."""


def accuracy(train: Floats, told: NDArray[np.int64], test: Floats, truth: NDArray[np.int64], weight: float = 1.0
             ) -> float:  # fmt: skip
    """The share of `truth` (M,) that a linear L2-SVM trained on (N, D) features gets right: one class against the
    others, squared hinge, each column brought to mean 0 and spread 1."""
    middle, spread = train.mean(0), train.std(0) + 1e-4
    classes = np.unique(told)
    signs = np.where(told[:, None] == classes[None], 1.0, -1.0)
    found = fitted((train - middle) / spread / np.sqrt(train.shape[1]), signs, weight)
    scores = with_one((test - middle) / spread / np.sqrt(train.shape[1])) @ found
    return float((classes[scores.argmax(1)] == truth).mean())


def fitted(features: Floats, signs: NDArray[np.float64], weight: float) -> Floats:
    """Weights (D + 1, K): ½ |w|² + weight · Σ max(0, 1 − y f)², by L-BFGS."""
    import torch

    x = torch.from_numpy(with_one(features))
    y = torch.from_numpy(signs.astype(np.float32))
    w = torch.zeros(x.shape[1], y.shape[1], requires_grad=True)
    descent = torch.optim.LBFGS([w], max_iter=100, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        descent.zero_grad()
        loss = 0.5 * (w[:-1] ** 2).sum() + weight * (1 - y * (x @ w)).clamp(min=0).square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return torch.as_tensor(loss)

    descent.step(closure)  # type: ignore[no-untyped-call]
    return np.asarray(w.detach().numpy())


def with_one(features: Floats) -> Floats:
    out = np.ones((len(features), features.shape[1] + 1), np.float32)
    out[:, :-1] = features
    return out


def raw(pictures: Bytes) -> Floats:
    """All pixels at 32²."""
    return np.asarray(resized(pictures, 32).reshape(len(pictures), -1) / 255, np.float32)


class Patches:
    """Single-layer k-means features (Coates and Ng 2012): whitened patches, triangle activation, quarters summed."""

    def __init__(self, pictures: Bytes, words: int = WORDS, seed: int = 0) -> None:
        chance = np.random.default_rng(seed)
        small = resized(pictures, 32)
        at = chance.integers(0, 32 - PATCH + 1, (20_000, 2))
        which = chance.integers(len(small), size=len(at))
        cuts = [small[n, y : y + PATCH, x : x + PATCH].ravel() for n, (y, x) in zip(which, at, strict=True)]
        some = _even(np.stack(cuts).astype(np.float32))
        self._middle = some.mean(0)
        values, vectors = np.linalg.eigh(np.cov((some - self._middle).T))
        self._white = (vectors / np.sqrt(values + 0.1)) @ vectors.T
        self._words = _means((some - self._middle) @ self._white, words, chance)

    def features(self, pictures: Bytes) -> Floats:
        """(N, 4 · words)."""
        return np.concatenate([self._of(one)[None] for one in resized(pictures, 32)])

    def _of(self, picture: Bytes) -> Floats:
        windows = np.lib.stride_tricks.sliding_window_view(picture, (PATCH, PATCH), axis=(0, 1))[::2, ::2]
        side = windows.shape[0]
        flat = windows.transpose(0, 1, 3, 4, 2).reshape(side * side, -1).astype(np.float32)
        far = np.sqrt(_squares((_even(flat) - self._middle) @ self._white, self._words))
        near = np.maximum(far.mean(1, keepdims=True) - far, 0).reshape(side, side, -1)
        half = side // 2
        halves = near[:half], near[half:]
        quarters = [part.sum((0, 1)) for rows in halves for part in (rows[:, :half], rows[:, half:])]
        return np.concatenate(quarters).astype(np.float32)


def _even(patches: Floats) -> Floats:
    """Each patch at mean 0 and spread 1."""
    centred = patches - patches.mean(1, keepdims=True)
    return np.asarray(centred / np.sqrt(patches.var(1, keepdims=True) + 10), np.float32)


def _means(points: NDArray[np.floating], words: int, chance: np.random.Generator, rounds: int = 12
           ) -> NDArray[np.floating]:  # fmt: skip
    middles = points[chance.choice(len(points), words, replace=False)]
    for _ in range(rounds):
        nearest = _squares(points, middles).argmin(1)
        for at in range(words):
            mine = points[nearest == at]
            if len(mine):
                middles[at] = mine.mean(0)
    return middles


def _squares(these: NDArray[np.floating], those: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.asarray(np.maximum((these**2).sum(1)[:, None] + (those**2).sum(1)[None] - 2 * these @ those.T, 0))
