"""Counts what the studio is made of, looks whether its files are whole, and runs a tiny job per task and family."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio import inventory, libraries, places
from studio.core.errors import PentimentoError
from studio.core.fields import describe, filled
from studio.families.tasks import Decode, Fill, Generate, Task, Upscale, task_named
from studio.parts import KINDS, parts

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import Family, ModelEntry
    from studio.formats.films.film import FilmFormat

SIDE = 64


def run(library: Library) -> dict[str, Any]:
    """`found` counts parts; `jobs` and `films` say per family and format "works" or what went wrong; `broken` names
    models that cannot be used, `files` what an installed studio lacks of what was packed; `passed`: all is well."""
    found, files = count(), list(lacking())
    found["models"] = len(library.entries)
    broken = {entry.id: entry.problem for entry in library.entries if entry.problem and entry.shipped}
    jobs = {family.id: tiny_job(family) for family in parts("studio.families")}
    films = {form.id: tiny_film(form) for form in parts("studio.formats.films")}
    passed = not broken and not files and all(said == "works" for said in (*jobs.values(), *films.values()))
    return {"found": found, "jobs": jobs, "films": films, "broken": broken, "files": files, "passed": passed}


def count() -> dict[str, int]:
    """How many parts of each kind there are, by the last word of their package."""
    return {package.rpartition(".")[2]: len(parts(package)) for package in KINDS if _importable(package)}


def _importable(package: str) -> bool:
    """Panels need Qt, which a GPU server does not have."""
    from importlib.util import find_spec

    return package != "studio.ui.panels" or (find_spec("PySide6") is not None and not libraries.missing())


def lacking() -> Iterator[str]:
    """What an installed studio has less of than was packed, each in a sentence; nothing where it runs from source."""
    packed = inventory.packed()
    if packed is None:
        return
    there = count()
    for kind, number in packed.parts.items():
        if there.get(kind, 0) != number:
            yield f"{there.get(kind, 0)} {kind} were found instead of {number}."
    yield from inventory.wrong(packed, places.shipped())


def tiny_job(family: Family) -> str:
    """One job at 64 × 64 for each task, with built-in models or tiny random weights of the real classes."""
    from studio.engine.blocking import Blocking
    from studio.engine.library import Library

    with tempfile.TemporaryDirectory() as folder:
        if family.tiny:
            family.tiny(Path(folder))
        library = Library([Path(folder)], families=(family,)).refresh()
        entries = [entry for entry in library.entries if not entry.problem]
        if not entries:
            return "no model of it was recognised"
        blocking = Blocking(library)
        for entry in entries:
            for verb in entry.tasks:
                job = blocking.submit(tiny_task(entry, verb))
                if job.error or not job.patches:
                    return f"{verb}: {job.error or 'made no picture'}"
        return "works"


def tiny_film(form: FilmFormat) -> str:
    """Four frames of 64 × 64: are the encoders there?"""
    from studio.formats.films.film import Film
    from studio.formats.films.record import record

    frames = (np.full((SIDE, SIDE, 4), (40 * number, 90, 160, 255), np.uint8) for number in range(4))
    with tempfile.TemporaryDirectory() as folder:
        suffix = form.suffixes[0] if form.suffixes else ""
        try:
            record(Path(folder) / f"film{suffix}", frames, Film(), form)
        except (PentimentoError, ImportError) as error:
            return str(error)
    return "works"


def tiny_task(entry: ModelEntry, verb: str) -> Task:
    """A quick task of that kind for this model."""
    kind = task_named(verb)
    rows = np.arange(SIDE, dtype=np.uint8)
    picture = np.full((SIDE, SIDE, 4), 255, np.uint8)
    picture[..., 0], picture[..., 1] = rows * 3, rows[:, None] * 3
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[24:40, 24:40] = 255
    shape = entry.details.get("latent", {}).get("shape", ()) if Decode.verb in entry.tasks else ()
    brought = {
        "model": entry.id, "picture": picture, "mask": mask if kind is Fill else None, "steps": 2, "seed": 1,
        "scale": 2, "latents": (np.zeros(shape, np.float32),), "width": SIDE, "height": SIDE,
    }  # fmt: skip
    if kind is Upscale:  # a width and a height would be a size to reach
        brought |= {"width": 0, "height": 0}
    if kind is Generate:
        del brought["picture"]
    names = {field.name for field in describe(kind)}
    task: Task = filled(kind, {name: value for name, value in brought.items() if name in names})
    return task
