"""Does a model find its own pictures again: encoded and decoded, how like are they to what they were?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from studio.bench.bench import Bench, Figure

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.engine.library import Library

COUNT = 10
FIRST = 100
"""The seeds are this one and those after it."""

BARS = (("vae-portraits", 30.0, COUNT), ("cgan-portraits", 25.0, 8))
"""Each model, the PSNR that its own pictures come back with, and how many of them have to."""

LONGEST = 15.0
"""Seconds of one core for a picture."""


def run() -> Sequence[Figure]:
    from studio import places
    from studio.engine.library import Library

    library = Library([places.shipped_models()]).refresh()
    return [figure for model, bar, enough in BARS for figure in measured(library, model, bar, enough)]


def measured(library: Library, model: str, bar: float, enough: int, count: int = COUNT) -> list[Figure]:
    """Nothing but a note for a model that is not there."""
    from studio.engine.blocking import Blocking
    from studio.families.tasks import Encode, Sample

    if library.entry(model) is None:
        return [Figure(f"{model}: found again", 0.0, "", "models/", "", False, "skipped: no such model")]
    engine = Blocking(library)
    near, took = [], []
    for number in range(count):
        own = engine.submit(Sample(model=model, seed=FIRST + number)).patches[0].pixels
        start = time.process_time()
        again = engine.submit(Encode(model=model, picture=own)).patches[0].pixels
        took.append(time.process_time() - start)
        near.append(psnr(own, again))
    good = sum(one >= bar for one in near)
    told = f"{count} own pictures, worst {min(near):.1f} dB"
    longest = f"the longest {max(took):.1f} s; processor time, so that other programs count less"
    return [
        Figure(f"{model}: found again", median(near), "dB PSNR", "the picture itself", f"≥ {bar:g} dB on {enough}",
               good >= enough, f"{told}; {good} reach it"),
        Figure(f"{model}: time for one", median(took), "s", "the clock", f"≤ {LONGEST:g} s", max(took) <= LONGEST,
               longest),
    ]  # fmt: skip


def psnr(one: Picture, other: Picture) -> float:
    """dB over R, G and B; 99 for the same picture."""
    error = ((one[..., :3].astype(np.float64) - other[..., :3]) ** 2).mean()
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


BENCH = Bench("inversion", "Finding a model's own pictures again", run)
