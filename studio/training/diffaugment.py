"""Changes true and made pictures alike before they are judged, so that few pictures are not learned by heart.

Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training" (2020): colour, translation, cutout. All of
it can be differentiated, so that the painter is not taught to paint the changes.
"""

from __future__ import annotations

import torch
from torch import Tensor

from studio.training.rules import Augment


def augmented(pictures: Tensor, how: Augment) -> Tensor:
    """(B, C, S, S) in about −1 … 1, each changed by its own chance (torch's)."""
    if how is Augment.OFF:
        return pictures
    pictures = coloured(pictures)
    if how is Augment.COLOUR:
        return pictures
    pictures = moved(pictures)
    return pictures if how is Augment.MOVED else cut(pictures)


def coloured(pictures: Tensor) -> Tensor:
    """Brightness by up to a quarter of the range, saturation 0 … 2, contrast ½ … 1½."""
    light, colour, contrast = torch.rand(3, len(pictures), 1, 1, 1, device=pictures.device)
    pictures = pictures + light - 0.5
    grey = pictures.mean(1, keepdim=True)
    pictures = grey + (pictures - grey) * 2 * colour
    middle = pictures.mean((1, 2, 3), keepdim=True)
    changed: Tensor = middle + (pictures - middle) * (0.5 + contrast)
    return changed


def moved(pictures: Tensor, share: float = 0.125) -> Tensor:
    """By up to `share` of the side each way; black comes in."""
    count, _, height, width = pictures.shape
    most = max(1, round(height * share)), max(1, round(width * share))
    rows = torch.randint(-most[0], most[0] + 1, (count, 1, 1), device=pictures.device)
    columns = torch.randint(-most[1], most[1] + 1, (count, 1, 1), device=pictures.device)
    padded = torch.nn.functional.pad(pictures, (1, 1, 1, 1))
    row = (torch.arange(height, device=pictures.device)[None, :, None] + rows + 1).clamp(0, height + 1)
    column = (torch.arange(width, device=pictures.device)[None, None, :] + columns + 1).clamp(0, width + 1)
    each = torch.arange(count, device=pictures.device)[:, None, None]
    return padded.permute(0, 2, 3, 1)[each, row, column].permute(0, 3, 1, 2)


def cut(pictures: Tensor, share: float = 0.5) -> Tensor:
    """A square of `share` of the side is left grey, at any place, also over the edge."""
    count, _, height, width = pictures.shape
    side = max(1, round(height * share))
    top = torch.randint(-(side // 2), height - side // 2 + 1, (count, 1, 1), device=pictures.device)
    left = torch.randint(-(side // 2), width - side // 2 + 1, (count, 1, 1), device=pictures.device)
    row = torch.arange(height, device=pictures.device)[None, :, None]
    column = torch.arange(width, device=pictures.device)[None, None, :]
    inside = (row >= top) & (row < top + side) & (column >= left) & (column < left + side)
    return pictures * (~inside).unsqueeze(1)
