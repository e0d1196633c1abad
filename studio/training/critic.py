"""The networks that tell true pictures from made ones. They teach the painters and are not needed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu
from torch.nn.utils.parametrizations import spectral_norm

from studio.families.gan.reader import FIRST, SLOPE, Reader
from studio.training.rules import Norm


class Judged(NamedTuple):
    """`logit` (B,): how true a picture looks. `facts` (B, columns): what seems to be on it; None where not asked."""

    logit: Tensor
    facts: Tensor | None


class Critic(nn.Module):
    """Pictures (B, C, S, S) in −1 … 1, and what was asked for (B, columns). `kept` is the part of it that goes with
    the painter, to find pictures by."""

    @property
    def kept(self) -> Reader | None:
        return None

    def forward(self, pictures: Tensor, y: Tensor) -> Judged:
        raise AssertionError("each body says this")


class LayersCritic(Critic):
    """Fully connected, with dropout as Goodfellow et al. (2014) have it; conditions join the picture (Mirza and
    Osindero 2014). `facts` columns are told back where there are any."""

    def __init__(self, numbers: int, columns: int, widths: Sequence[int], dropout: float = 0.3, facts: int = 0) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = numbers + columns
        for width in widths:
            layers += [nn.Linear(before, width), nn.LeakyReLU(SLOPE), nn.Dropout(dropout)]
            before = width
        self.layers = nn.Sequential(*layers)
        self.judge = nn.Linear(before, 1)
        self.tell = Teller(numbers, widths, facts) if facts else None

    def forward(self, pictures: Tensor, y: Tensor) -> Judged:
        seen = torch.cat([pictures.flatten(1), y], 1)
        told = None if self.tell is None else self.tell(pictures)
        return Judged(self.judge(self.layers(seen))[:, 0], told)


class Teller(nn.Sequential):
    """Says what is on a picture without having been told what was asked for."""

    def __init__(self, numbers: int, widths: Sequence[int], facts: int) -> None:
        super().__init__(nn.Flatten(), nn.Linear(numbers, widths[0]), nn.LeakyReLU(SLOPE),
                         nn.Linear(widths[0], facts))  # fmt: skip


class ConvolutionsCritic(Critic):
    """A `Reader` whose last map is judged; with conditions also by how they go together with it (projection, Miyato
    and Koyama 2018). `facts` columns are told back from the same place (Odena et al. 2017). With `spread` the map's
    deviation over the batch joins it, so that sameness shows (Karras et al. 2018)."""

    def __init__(self, channels: int, widths: Sequence[int], columns: int = 0, facts: int = 0, norm: Norm = Norm.BATCH,
                 spread: bool = False) -> None:
        super().__init__()
        bounded: Any = spectral_norm if norm is Norm.SPECTRAL else lambda layer: layer
        self.reader = Reader(channels, widths, facts, bias=norm is not Norm.BATCH)
        last = widths[-1]
        self.spread = spread
        self.judge = nn.Linear((last + spread) * FIRST**2, 1)
        self.agree = nn.Linear(columns, last, bias=False) if columns else None
        for part in self.modules():
            if isinstance(part, nn.Conv2d | nn.Linear):
                _started(part, norm)
        for at, layer in enumerate(self.reader.layers):
            self.reader.layers[at] = bounded(layer)
            if norm is Norm.BATCH and at:
                self.reader.norms[at] = nn.BatchNorm2d(widths[at])
        self.judge, self.agree = bounded(self.judge), bounded(self.agree) if self.agree else None
        self._plain = norm is Norm.NONE

    @property
    def kept(self) -> Reader | None:
        return self.reader if self._plain else None

    def forward(self, pictures: Tensor, y: Tensor) -> Judged:
        seen = self.reader.maps(pictures)[-1]                                            # (B, C, 4, 4)
        logit = self.judge((spread_joined(seen) if self.spread else seen).flatten(1))[:, 0]
        if self.agree is not None:
            logit = logit + (self.agree(y) * seen.mean((2, 3))).sum(1)
        return Judged(logit, self.reader.told(seen))


class StylesCritic(Critic):
    """The residual one of Karras et al., "Analyzing and Improving the Image Quality of StyleGAN" (2020). `path` is what
    their path length regularisation remembers: the usual length."""

    def __init__(self, channels: int, widths: Sequence[int]) -> None:
        """`widths` fine to coarse, from the full size down to 4 × 4."""
        super().__init__()
        self.take = nn.Conv2d(channels, widths[0], 1)
        self.blocks = nn.Sequential(*(Fold(*pair) for pair in pairwise(widths)))
        self.last = nn.Conv2d(widths[-1] + 1, widths[-1], 3, padding=1)
        self.gather = nn.Linear(widths[-1] * 16, widths[-1])
        self.judge = nn.Linear(widths[-1], 1)
        self.register_buffer("path", torch.zeros(()))

    def forward(self, pictures: Tensor, y: Tensor) -> Judged:
        seen = self.blocks(leaky_relu(self.take(pictures), SLOPE))
        seen = leaky_relu(self.last(spread_joined(seen)), SLOPE)
        return Judged(self.judge(leaky_relu(self.gather(seen.flatten(1)), SLOPE))[:, 0], None)


class Fold(nn.Module):
    """Half as large, with a way past."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(before, before, 3, padding=1)
        self.second = nn.Conv2d(before, after, 3, padding=1)
        self.past = nn.Conv2d(before, after, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        seen = nn.functional.avg_pool2d(leaky_relu(self.second(leaky_relu(self.first(x), SLOPE)), SLOPE), 2)
        past: Tensor = self.past(nn.functional.avg_pool2d(x, 2))
        both: Tensor = (seen + past) * 0.5**0.5
        return both


def spread_joined(seen: Tensor, group: int = 4) -> Tensor:
    """(B, C + 1, h, w): the mean deviation within groups of the batch as one more map."""
    count = len(seen)
    size = group if count % group == 0 else count
    away = seen.float().view(size, -1, *seen.shape[1:])
    spread = (away.var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3))                 # (B / size,)
    return torch.cat([seen, spread.repeat(size).view(-1, 1, 1, 1).expand(-1, 1, *seen.shape[2:]).to(seen)], 1)


def _started(part: nn.Conv2d | nn.Linear, norm: Norm) -> None:
    """Weights from N(0, 0.02), as Radford et al. (2015) advise; without a norm as He et al. (2015) do, so that what is
    seen keeps its size through all layers."""
    if norm is Norm.BATCH:
        nn.init.normal_(part.weight, 0.0, 0.02)
    elif norm is Norm.NONE:
        nn.init.kaiming_normal_(part.weight, SLOPE)
