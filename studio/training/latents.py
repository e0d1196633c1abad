"""What the latents of the training's pictures tell: where they lie, and which way leads to a smile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.families.sliders import Slider, told
from studio.families.vae.recognise import METADATA
from studio.training.pictures import Encoding, Pictures

if TYPE_CHECKING:
    import torch

    from studio.families.vae.net import Autoencoder

Doubles = NDArray[np.float64]

CLEAR = 0.4
"""Only what can be read back out of the latents so well (R² on other pictures) becomes a slider."""

RIDGE = 1e-3
"""Of the variance: keeps both regressions steady where there are few pictures."""

AT_ONCE = 32


@dataclass(frozen=True)
class Found:
    """Means (N, L) and variances (N, L) of pictures' latents, and what is known of the pictures: (N, K), K = 0 for a
    folder. `encoding` says what the columns are."""

    means: Doubles
    variances: Doubles
    known: Doubles
    encoding: Encoding | None

    @classmethod
    def of(cls, net: Autoencoder, pictures: Pictures, count: int) -> Found:
        """Of the first `count` pictures; a network of a plain autoencoder has no variances."""
        import torch

        device = next(net.parameters()).device
        numbers = np.arange(min(count, pictures.count))
        means, variances = [], []
        with torch.inference_mode():
            for start in range(0, len(numbers), AT_ONCE):
                pixels = torch.from_numpy(pictures.at(numbers[start : start + AT_ONCE])).to(device)
                mean, logarithm = net.encoder(pixels.permute(0, 3, 1, 2).float().div(127.5).sub(1))
                means.append(mean.double().cpu().numpy())
                spread = logarithm.exp() if net.shape.variational else torch.zeros_like(mean)
                variances.append(spread.double().cpu().numpy())
        encoding, known = None, np.zeros((len(numbers), 0))
        if pictures.renders is not None:
            encoding = Encoding(pictures.renders.settings["known"])
            known = encoding.of([pictures.renders.facts(int(number)) for number in numbers]).astype(np.float64)
        return cls(np.concatenate(means), np.concatenate(variances), known, encoding)

    @property
    def prior(self) -> tuple[Doubles, Doubles]:
        """Mean (L,) and spread (L, L) of all posteriors as one Gaussian: N(mean, spread spreadᵀ)."""
        covariance = covariance_of(self.means) + np.diag(self.variances.mean(axis=0))
        values, vectors = np.linalg.eigh(covariance)
        return self.means.mean(axis=0), vectors * np.sqrt(values.clip(1e-8))

    @property
    def divergence(self) -> float:
        """KL[q(z) ‖ N(0, I)] in nats, with the aggregate posterior q(z) as that Gaussian: how far samples from the
        prior are from where the pictures lie (Hoffman & Johnson 2016, "ELBO surgery")."""
        mean, spread = self.prior
        covariance = spread @ spread.T
        return 0.5 * float(np.trace(covariance) + mean @ mean - len(mean) - np.linalg.slogdet(covariance)[1])


def covariance_of(rows: Doubles) -> Doubles:
    about = rows - rows.mean(axis=0)
    return np.asarray(about.T @ about / max(1, len(rows) - 1))


def solved(inputs: Doubles, goals: Doubles) -> tuple[Doubles, Doubles]:
    """The linear regression of `goals` (N, G) on `inputs` (N, I): weights (I, G) and bias (G,)."""
    covariance = covariance_of(inputs)
    about = inputs - inputs.mean(axis=0), goals - goals.mean(axis=0)
    steady = RIDGE * (np.trace(covariance) / len(covariance)) * np.eye(len(covariance))
    weights = np.linalg.solve(covariance + steady, about[0].T @ about[1] / max(1, len(inputs) - 1))
    return weights, goals.mean(axis=0) - inputs.mean(axis=0) @ weights


def explained(weights: Doubles, bias: Doubles, inputs: Doubles, goals: Doubles) -> Doubles:
    """R² of each goal."""
    left = ((inputs @ weights + bias - goals) ** 2).sum(axis=0)
    return np.asarray(1 - left / ((goals - goals.mean(axis=0)) ** 2).sum(axis=0).clip(1e-9))


@dataclass(frozen=True)
class Ways:
    """Sliders, and for their columns the tensors of studio/families/vae/recognise.py: `away`, `reading` (K, L) and
    `bias` (K,)."""

    sliders: tuple[Slider, ...]
    away: Doubles
    reading: Doubles
    bias: Doubles


def ways(found: Found) -> Ways | None:
    """Which way each fact moves a latent while all others stay: the regression of the latents on everything that is
    known at once, so that what usually comes along with a smile is not taken for it. None when nothing is known, or
    there are fewer pictures than numbers to find."""
    count, columns = found.known.shape
    if found.encoding is None or count < 4 * (columns + found.means.shape[1]):
        return None
    part = count * 3 // 4
    tried = solved(found.means[:part], found.known[:part])
    clear = explained(*tried, found.means[part:], found.known[part:])
    away, _ = solved(found.known, found.means)
    reading, bias = solved(found.means, found.known)
    sliders: list[Slider] = []
    chosen: list[int] = []
    for fact, where in places(found.encoding):
        if clear[where].mean() >= CLEAR:
            sliders.append(slider_of(fact, found.known[:, where]))
            chosen += range(where.start, where.stop)
    return Ways(tuple(sliders), away[chosen], reading.T[chosen], bias[chosen]) if sliders else None


def places(encoding: Encoding) -> list[tuple[Mapping[str, Any], slice]]:
    """Each fact with its columns."""
    stops = np.cumsum([len(fact["values"]) or 1 for fact in encoding.facts]).tolist()
    starts = [0, *stops[:-1]]
    return [(fact, slice(start, stop)) for fact, start, stop in zip(encoding.facts, starts, stops, strict=True)]


def slider_of(fact: Mapping[str, Any], columns: Doubles) -> Slider:
    """It stands in the middle of what is usual."""
    name, hint = str(fact["name"]), str(fact.get("hint", ""))
    if fact["kind"] == "category":
        values = tuple(map(str, fact["values"]))
        return Slider(name, default=values[int(columns.mean(axis=0).argmax())], hint=hint, values=values)
    low, high = (0.0, 1.0) if fact["kind"] == "flag" else (float(fact["low"]), float(fact["high"]))
    middle = low + (float(np.median(columns)) + 1) / 2 * (high - low)
    return Slider(name, low=low, high=high, default=round(middle, 3), hint=hint)


def packed(found: Found, prior: bool = True) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Tensors and metadata that go into the model's file beside its weights, with the prior or without."""
    import torch

    arrays = dict(zip(("prior.mean", "prior.spread"), found.prior, strict=True)) if prior else {}
    metadata: dict[str, str] = {}
    known = ways(found)
    if known is not None:
        arrays |= {"sliders.away": known.away, "sliders.reading": known.reading, "sliders.bias": known.bias}
        metadata[METADATA] = json.dumps(told(known.sliders))
    return {name: torch.from_numpy(np.ascontiguousarray(array)).float() for name, array in arrays.items()}, metadata
