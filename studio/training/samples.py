"""Pictures out of a generator, side by side, as its training shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

    from studio.families.gan.net import Generator
    from studio.families.gan.recognise import Condition

Bytes = NDArray[np.uint8]

ROWS = 12
"""So many sliders have a row on a sheet."""


def pixels(made: torch.Tensor) -> Bytes:
    """(B, 1 or 3, S, S) in −1 … 1 as (B, S, S, 3) bytes."""
    found = made.float().clamp(-1, 1).add(1).mul(127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    return np.ascontiguousarray(np.broadcast_to(found, (*found.shape[:3], 3)))


def side_by_side(pictures: Bytes, across: int) -> Bytes:
    """(N, S, S, 3) in rows of `across`."""
    rows = [np.concatenate(list(pictures[at : at + across]), axis=1) for at in range(0, len(pictures), across)]
    return np.concatenate([row for row in rows if row.shape == rows[0].shape])


def rows_of_sliders(conditions: Sequence[Condition], z: torch.Tensor, y: torch.Tensor, count: int = 8
                    ) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:  # fmt: skip
    """For each of the first conditions `count` times the same chance (1, z) and wishes (1, columns), but this one
    from least to most, or through its values."""
    import torch

    start = 0
    for condition in conditions[:ROWS]:
        rows = y.repeat(count, 1)
        if condition.slider.values:
            chosen = [one % condition.width for one in range(count)]
            rows[:, start : start + condition.width] = torch.eye(condition.width).to(y)[chosen]
        else:
            rows[:, start] = torch.linspace(-1, 1, count).to(y)
        yield z.repeat(count, 1), rows
        start += condition.width


def settled(painter: Generator, z: torch.Tensor, y: torch.Tensor) -> Generator:
    """`painter` with the means that batch normalisation uses taken anew: averaged weights have others than those that
    the means were of."""
    import torch

    norms = [part for part in painter.modules() if isinstance(part, torch.nn.modules.batchnorm._BatchNorm)]
    if not norms:
        return painter.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean of all batches
    painter.train()
    with torch.no_grad():
        for some in zip(torch.split(z, 64), torch.split(y, 64), strict=True):
            painter(*some)
    for norm in norms:
        norm.momentum = 0.1
    return painter.eval()
