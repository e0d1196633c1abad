"""Counts what the studio is made of and runs one tiny job per family: is this installation whole?"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.families.tasks import Fill, Generate, Task, Upscale
from studio.parts import KINDS, parts

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import Family

SIDE = 64


def run(library: Library) -> dict[str, Any]:
    """`found` counts parts, `jobs` says per family "works" or what went wrong, `passed` whether all did."""
    found = {package.rpartition(".")[2]: len(parts(package)) for package in KINDS if _importable(package)}
    found["models"] = len(library.entries)
    broken = {entry.id: entry.problem for entry in library.entries if entry.problem and entry.shipped}
    jobs = {family.id: tiny_job(family) for family in parts("studio.families")}
    passed = not broken and all(said == "works" for said in jobs.values())
    return {"found": found, "jobs": jobs, "broken": broken, "passed": passed}


def _importable(package: str) -> bool:
    """Panels need Qt, which a GPU server does not have."""
    from importlib.util import find_spec

    return package != "studio.ui.panels" or find_spec("PySide6") is not None


def tiny_job(family: Family) -> str:
    """One job at 64 × 64 with the family's built-in model or tiny random weights of the real classes."""
    from studio.engine.blocking import Blocking
    from studio.engine.library import Library

    with tempfile.TemporaryDirectory() as folder:
        if family.tiny:
            family.tiny(Path(folder))
        library = Library([Path(folder)], families=(family,)).refresh()
        entry = next((entry for entry in library.entries if not entry.problem), None)
        if entry is None:
            return "no model of it was recognised"
        job = Blocking(library).submit(tiny_task(entry.id, entry.tasks))
        return str(job.error) if job.error else "works" if job.patches else "made no picture"


def tiny_task(model: str, verbs: tuple[str, ...]) -> Task:
    rows = np.arange(SIDE, dtype=np.uint8)
    picture = np.full((SIDE, SIDE, 4), 255, np.uint8)
    picture[..., 0], picture[..., 1] = rows * 3, rows[:, None] * 3
    if Fill.verb in verbs:
        mask = np.zeros((SIDE, SIDE), np.uint8)
        mask[24:40, 24:40] = 255
        return Fill(model=model, picture=picture, mask=mask, steps=2, seed=1)
    if Upscale.verb in verbs:
        return Upscale(model=model, picture=picture, scale=2)
    return Generate(model=model, width=SIDE, height=SIDE, steps=2, seed=1)
