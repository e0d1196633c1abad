"""The one place where pictures become tensors and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import NotFinite
from studio.core.picture import Mask, Picture, to8

if TYPE_CHECKING:
    import torch


def to_tensor(picture: Picture) -> torch.Tensor:
    """(1, 3, H, W) float32 in 0 … 1; transparent pixels keep whatever colour they have."""
    import torch

    colours = to8(picture)[..., :3].transpose(2, 0, 1).copy()
    return torch.from_numpy(colours).float().div(255).unsqueeze(0)


def mask_tensor(mask: Mask) -> torch.Tensor:
    """(1, 1, H, W) float32 in 0 … 1."""
    import torch

    return torch.from_numpy(mask.copy()).float().div(255)[None, None]


def to_picture(tensor: Any) -> Picture:
    """(3, H, W) or (1, 3, H, W) in 0 … 1 as an opaque RGBA picture, rounded. NotFinite when it holds NaN."""
    import torch

    if tensor.ndim == 4:
        tensor = tensor[0]
    values = tensor.detach().float().cpu()
    if not torch.isfinite(values).all():
        raise NotFinite(
            "The model's numbers ran over and made no picture.",
            "Try another seed, or full precision in the preferences.",
        )
    values = values.clamp(0, 1).mul(255).round().to(torch.uint8)
    out = np.full((values.shape[1], values.shape[2], 4), 255, np.uint8)
    out[..., :3] = values.permute(1, 2, 0).numpy()
    return out
