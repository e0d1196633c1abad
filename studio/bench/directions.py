"""Do sliders and directions of the portraits' models do what they say, for every face, and what do they drag along?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from studio.bench.bench import Bench, Figure

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.explore.leakage import Measure

MODELS = ("cgan-portraits", "vae-portraits")
SEEDS, VALUES = 100, 9
SHARE = 0.8
"""Of the seeds, on which an attribute has to follow."""

WANTED = 10
"""Attributes."""


def run(
    home: Path | None = None, count: int = SEEDS, only: Sequence[str] = (), roots: Sequence[Path] = ()
) -> Sequence[Figure]:
    """The models that are there, or those of `only`, on no more than 100 seeds."""
    from studio import places
    from studio.engine.library import Library

    library = Library([places.shipped_models(), *roots]).refresh()
    figures: list[Figure] = []
    for model in only or MODELS:
        if library.entry(model) is None:
            said = "skipped: no such model"
            figures.append(Figure(f"{model}: measured", 0.0, "(1 = yes)", "models/", "1", False, said))
            continue
        figures += told(model, measured(library, model, min(count, SEEDS), VALUES, roots), min(count, SEEDS))
    return figures


def measured(library: Library, model: str, count: int, values: int, roots: Sequence[Path], world: str = ""
             ) -> list[Measure]:  # fmt: skip
    """Every slider and direction of the model."""
    from studio.cli.learning import measures
    from studio.cli.options import Device
    from studio.engine.blocking import Blocking
    from studio.families.tasks import silent

    entry = library.entry(model)
    assert entry is not None
    asked = {"count": count, "values": values, "seed": 0, "world": world, "models": list(roots), "device": Device.AUTO}
    return measures(Blocking(library).submit, entry, [], asked, silent)


def told(model: str, found: Sequence[Measure], count: int) -> list[Figure]:
    """A row for each, and first how many attributes follow at all."""
    steady = {one.about for one in found if one.about and one.follows >= SHARE}
    reference = f"the probe at {VALUES} values, Spearman ≥ 0.9, or every value of a choice"
    rows = [Figure(f"{model}: attributes that follow on 80 % of the seeds", len(steady), "", reference, f"≥ {WANTED}",
                   len(steady) >= WANTED, f"{count} seeds")]  # fmt: skip
    for one in found:
        if not one.about:
            continue
        away = list(one.leaks.items())
        note = (f"mean rank correlation {one.rank:.2f}; changes it by {one.change[one.about]:.1f} deviations, others "
                f"by {median(abs(value) for _, value in away):.2f} (median), "
                + ", ".join(f"{name} {value:.1f}" for name, value in away[:2]))  # fmt: skip
        rows.append(Figure(f"{model}: {one.name}", one.follows, "of the seeds", one.about, "", None, note))
    return rows


BENCH = Bench("directions", "Sliders and directions of the portraits", run, keeps=True)
