"""How a DDPM paints: what it has and what it foresees at each step, and what one half-made picture may still become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.shelf import Shelf
from studio.families.diffusion.steps import Denoiser, sampled, times

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

PROBE = ""
"""It needs none."""

STEPS = 101
"""Ancestral ones; enough that each hundredth of the way is one of them."""

SHARED = (750, 500, 250)
"""Times t whose x_t is decoded several times, as in figure 7 of Ho et al. (2020)."""

SEED = 5
DECODED = 8


def progressive(shelf: Shelf, model: str) -> list[Figure]:
    """Keeps a sheet; its figure is how much decodings of one x_750 differ beside those of unlike seeds."""
    import torch

    net: Any = shelf.loaded(model)
    denoiser: Denoiser = net.denoiser
    seen: list[tuple[torch.Tensor, torch.Tensor]] = []
    with torch.inference_mode():
        walk(denoiser, start(shelf, model, SEED), SEED, lambda x, clean: seen.append((x, clean)))
        shared = {t: decoded(denoiser, seen[reached(denoiser, t)][0], t) for t in SHARED}
        others = np.concatenate([picture(walk(denoiser, start(shelf, model, seed), seed)) for seed in range(DECODED)])
    shown = [seen[min(len(seen) - 1, at)] for at in np.linspace(0, len(seen) - 1, 11).round().astype(int)]
    rows = [("x_t from noise to picture", np.concatenate([picture(x) for x, _ in shown])),
            ("the x_0 that is foreseen there", np.concatenate([picture(clean) for _, clean in shown]))]  # fmt: skip
    rows += [(f"Decodings of one shared x_{t}", made) for t, made in shared.items()]
    shelf.keep(f"{model}-steps", rows)
    return [Figure(f"{model}: spread of decodings of one x_{t}", spread(made) / spread(others), "×", "unlike seeds",
                   note=f"{DECODED} decodings, mean distance of pixels") for t, made in shared.items()]  # fmt: skip


def start(shelf: Shelf, model: str, seed: int) -> torch.Tensor:
    import torch

    shape = shelf.entry(model).details["latent"]["shape"]
    return torch.randn([1, *shape], generator=torch.Generator().manual_seed(seed)).to(shelf.device)


def walk(denoiser: Denoiser, x: torch.Tensor, seed: int,
         see: Callable[[torch.Tensor, torch.Tensor], object] = lambda x, clean: None) -> torch.Tensor:
    """Ancestral, with fresh noise of that seed."""
    import torch

    def watch(done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
        see(x, clean)

    return sampled(denoiser, x, STEPS, 1.0, [torch.Generator().manual_seed(seed)], watch)


def decoded(denoiser: Denoiser, x: torch.Tensor, t: int) -> Bytes:
    """Several pictures that may come of this x_t, each with other noise from there on."""
    import torch

    path = times(len(denoiser.alphas), STEPS)[reached(denoiser, t) + 1 :]
    made = [sampled(denoiser, x, len(path), 1.0, [torch.Generator().manual_seed(1000 + number)], since=path[0] + 1)
            for number in range(DECODED)]  # fmt: skip
    return np.concatenate([picture(one) for one in made])


def reached(denoiser: Denoiser, t: int) -> int:
    """Which step of the walk ends nearest to the time t, of 1000."""
    path = times(len(denoiser.alphas), STEPS)
    return min(range(len(path) - 1), key=lambda done: abs(path[done + 1] - t * len(denoiser.alphas) / 1000))


def picture(x: torch.Tensor) -> Bytes:
    """(1, C, S, S) in −1 … 1 as (1, S, S, 3)."""
    from studio.families.diffusion.pixels import shown

    return shown(x)[None, ..., :3]


def spread(pictures: Bytes) -> float:
    """The mean absolute difference of two, over all pairs."""
    some = pictures.astype(np.float32)
    apart = [np.abs(one - other).mean() for at, one in enumerate(some) for other in some[at + 1 :]]
    return float(np.mean(apart))


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {"ddpm-portraits": progressive}
