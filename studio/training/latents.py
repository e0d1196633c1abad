"""What the latents of the training pictures tell: where they lie, and which way leads to a smile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studio.training.pictures import Pictures

if TYPE_CHECKING:
    import torch

    from studio.families.vae.net import Autoencoder


class Known(NamedTuple):
    """The latents of a training's pictures as one Gaussian: `mean` (L,), `spread` (L, L) with Σ = spread spreadᵀ."""

    mean: torch.Tensor
    spread: torch.Tensor


def known_of(net: Autoencoder, pictures: Pictures, count: int) -> Known:
    """Fitted to the posteriors of the first `count` pictures."""
    import torch

    means, variances = encoded(net, pictures, count)
    about = means - means.mean(0)
    covariance = about.T @ about / max(1, len(about) - 1) + torch.diag(variances.mean(0))
    values, vectors = torch.linalg.eigh(covariance.double())
    return Known(means.mean(0), (vectors * values.clamp(min=1e-8).sqrt()).float())


def encoded(net: Autoencoder, pictures: Pictures, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Means and variances (N, L) of the first pictures."""
    import torch

    means, variances = [], []
    device = next(net.parameters()).device
    with torch.inference_mode():
        for start in range(0, min(count, pictures.count), 32):
            numbers = np.arange(start, min(start + 32, count, pictures.count))
            x = torch.from_numpy(pictures.at(numbers)).to(device).permute(0, 3, 1, 2).float().div(127.5).sub(1)
            mean, logarithm = net.encoder(x)
            means.append(mean.cpu())
            variances.append(logarithm.exp().cpu() if net.shape.variational else torch.zeros_like(mean).cpu())
    return torch.cat(means), torch.cat(variances)
