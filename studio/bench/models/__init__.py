"""How good the models are that ship: each through its family's own door, with the same seeds, by our own probes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.bench.bench import Bench, Figure

COUNT = 2048
"""So many samples or held-out pictures each figure stands on, where the world has as many."""


COMPARED = ("autoencoder-portraits", "pix2pix-no-l1", "cyclegan-no-cycle")
"""Trained only to stand beside another one: measured where they are, not missed where they are not."""


def run(
    home: Path | None = None, count: int = COUNT, only: Sequence[str] = (), roots: Sequence[Path] = (),
    photographs: Path | None = None,
) -> Sequence[Figure]:  # fmt: skip
    """`home` takes the contact sheets; `count` is how many pictures; `only` some of the models, by id; `roots` hold
    further models, `photographs` pictures to enlarge. A model that should ship and is not there has a row."""
    from studio import places
    from studio.bench.models import comparisons, denoising, digits, drawings, enlarging, manners, portraits
    from studio.bench.models.shelf import Shelf

    shelf = Shelf(home, count, (places.shipped_models(), *roots), photographs=photographs)
    figures: list[Figure] = []
    for part in (portraits, denoising, digits, drawings, manners, enlarging, comparisons):
        for model, measure in part.MEASURES.items():
            if only and model not in only:
                continue
            if not shelf.has(model):
                figures += [] if model in COMPARED else [absent(model)]
            elif not shelf.reads(part.PROBE):
                figures.append(absent(model, f"no probe for {part.PROBE}"))
            else:
                figures += measure(shelf, model)
    return figures


def absent(model: str, why: str = "no such model") -> Figure:
    return Figure(f"{model}: measured", 0.0, "(1 = yes)", "models/", "1", False, f"skipped: {why}")


BENCH = Bench("models", "The models that ship", run, keeps=True, enlarges=True)
