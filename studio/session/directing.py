"""A model at work for its directions: points are sampled, pictures are found, and what a move changes is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import JobFailed
from studio.families.tasks import Decode, Encode, Latent, Report, Sample, silent
from studio.session.walking import over

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.explore.direction import Direction
    from studio.families.sliders import Slider
    from studio.families.tasks import Patch
    from studio.session.walking import Submit

Floats = NDArray[np.floating]

Look: TypeAlias = "Callable[[Sequence[Picture]], Floats]"
"""Reads pictures: (N, K), the columns those of `leakage.Attributes`."""

TOGETHER = 16
"""Pictures in one job: enough for a network to work well, few enough to stop soon."""

SIDE = 16
"""Px: the pictures that components are of."""


def sampled(submit: Submit, model: str, count: int, seed: int = 0, report: Report = silent) -> list[Patch]:
    """Usual points of a model and what they look like: the seeds from `seed` on. Raises what went wrong, and Cancelled;
    JobFailed for a model that does not tell where its pictures lie."""
    found: list[Patch] = []
    while len(found) < count:
        some = min(TOGETHER, count - len(found))
        found += over(submit(Sample(model=model, seed=seed + len(found), count=some))).patches
        if found[-1].latent is None:
            raise JobFailed(f"{model} does not tell where its pictures lie, so there is no way between them.")
        report(len(found) / count, note=f"Picture {len(found)} of {count}")
    return found


def encoded(submit: Submit, model: str, pictures: Sequence[Picture], report: Report = silent) -> list[Latent]:
    """Where pictures lie, one after another. Raises what went wrong, and Cancelled."""
    found = []
    for number, picture in enumerate(pictures, start=1):
        patch = over(submit(Encode(model=model, picture=picture))).patches[0]
        if patch.latent is None:
            raise JobFailed(f"{model} does not tell where a picture lies.")
        found.append(patch.latent)
        report(number / len(pictures), note=f"Picture {number} of {len(pictures)}")
    return found


def swept(submit: Submit, model: str, points: Sequence[Latent], moves: Sequence[Mapping[str, Any]], look: Look,
          report: Report = silent) -> Floats:
    """What is read of each point under each move, (V, N, K). A move holds fields of a Decode: `sliders`, `push` …"""
    rows = []
    for number, move in enumerate(moves, start=1):
        row = []
        for start in range(0, len(points), TOGETHER):
            some = tuple(points[start : start + TOGETHER])
            made = over(submit(Decode(model=model, latents=some, **move))).patches
            row.append(look([patch.pixels for patch in made]))
        rows.append(np.concatenate(row))
        report(number / len(moves), note=f"Value {number} of {len(moves)}")
    return np.stack(rows)


def along(direction: Direction, values: Sequence[float]) -> list[dict[str, Any]]:
    """The moves of a direction."""
    return [{"push": np.asarray(np.float32(value) * direction.vector)} for value in values]


def of_slider(slider: Slider, count: int) -> tuple[list[float | str], list[dict[str, Any]]]:
    """Values of a slider from end to end, or all of a choice, and the moves to them."""
    values: list[float | str] = list(slider.values) or np.linspace(slider.low, slider.high, count).tolist()
    return values, [{"sliders": {slider.name: value}} for value in values]


def looks(patches: Sequence[Patch]) -> Floats:
    """(N, F): pictures so small that only what is large in them counts, for `axes.components`."""
    return np.stack([_small(patch.pixels[..., :3]) for patch in patches])


def _small(pixels: Picture) -> Floats:
    rows, columns = (np.linspace(0, side, min(SIDE, side) + 1).astype(int)[:-1] for side in pixels.shape[:2])
    summed = np.add.reduceat(np.add.reduceat(pixels.astype(np.float64), rows, axis=0), columns, axis=1)
    areas = np.outer(np.diff([*rows, pixels.shape[0]]), np.diff([*columns, pixels.shape[1]]))
    return np.asarray(summed / areas[..., None] / np.iinfo(pixels.dtype).max).reshape(-1)


def shared(report: Report, start: float, stop: float) -> Report:
    """A report for a part of the work: its 0 … 1 is `start` … `stop` of the whole."""

    def tell(fraction: float, preview: Picture | None = None, note: str = "") -> None:
        report(start + (stop - start) * fraction, preview, note)

    return tell
