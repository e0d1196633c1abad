"""Does one task, wherever it runs: loads the model, cuts the masked part, mistrusts the result, tries again once."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio import places
from studio.core.errors import JobFailed, NotFinite, OutOfMemory, PentimentoError
from studio.engine.job import Cancelled
from studio.engine.memory import FULL, ran_out
from studio.families.tasks import Decode, Edit, Encode, Fill, Sketch, Translate, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.engine.memory import Memory
    from studio.engine.progress import Progress
    from studio.families.family import ModelEntry
    from studio.families.tasks import Patch, Task

LOADING = 0.2
"""The share of a job's bar that loading gets when the model is not there yet."""


def perform(task: Task, entry: ModelEntry, memory: Memory, report: Progress) -> tuple[Patch, ...]:
    """Results of `task` by the model `entry`; raises only PentimentoError and Cancelled.

    A model answers with `task.count` pictures, seeds `seed`, `seed + 1` …: families do that themselves, since some
    can paint several at a time; here it is counted. When memory runs out, all else is given up and the task is tried
    once more; when half precision gives no numbers, once more in full precision.
    """
    try:
        patches = _with_second_chances(task, entry, memory, report)
    except (PentimentoError, Cancelled):
        raise
    except KeyboardInterrupt:
        raise Cancelled from None
    except BaseException as error:  # noqa: BLE001 - the border: libraries raise anything, even SystemExit
        raise explained(error, entry) from None
    report.done()
    return patches


def _with_second_chances(task: Task, entry: ModelEntry, memory: Memory, report: Progress) -> tuple[Patch, ...]:
    for last in (False, True):
        try:
            return _once(task, entry, memory, report)
        except NotFinite:
            if last or memory.place(entry).dtype == FULL:
                raise
            memory.insist(entry)
            said = "Trying again in full precision"
        except Exception as error:
            if not ran_out(error):
                raise
            if last:
                memory.free()
                raise OutOfMemory(*_too_large(task, entry)) from None
            said = "Memory ran out: making room and trying again"
        # Out here, because the exception's frames hold what has to be freed.
        memory.free(keep=entry.id)
        report.stage(loading=False, note=said)
    raise AssertionError


def _once(task: Task, entry: ModelEntry, memory: Memory, report: Progress) -> tuple[Patch, ...]:
    start = 0.0 if memory.has(entry) else LOADING
    model = memory.model(entry, task, report.part(0, LOADING), report)
    report.stage(loading=False)
    running = report.part(start, 1)
    from studio.families import frame

    seen = frame.prepared(task, entry.sizes)
    if seen is None:
        return _checked(model.run(task, running), task, task, entry)
    patches = _checked(model.run(seen.task, running), seen.task, task, entry)
    return tuple(seen.restore(patch) for patch in patches)


def _checked(patches: Sequence[Patch], seen: Task, task: Task, entry: ModelEntry) -> tuple[Patch, ...]:
    """JobFailed unless there are as many patches as asked for, each a picture by the convention, with its place in
    the model's space where that was asked for."""
    wanted = len(task.latents) * task.variants if isinstance(task, Decode) else getattr(task, "count", 1)
    if len(patches) != wanted:
        raise JobFailed(f"{entry.name} gave {len(patches)} pictures where {wanted} were asked for.")
    for patch in patches:
        pixels = patch.pixels
        if not isinstance(pixels, np.ndarray):
            raise JobFailed(f"{entry.name} gave something that is no picture.")
        if pixels.dtype.kind == "f" and not np.isfinite(pixels).all():
            raise NotFinite(f"{entry.name} lost its numbers on the way, so there is no picture to show.")
        if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype not in (np.uint8, np.uint16) or not pixels.size:
            raise JobFailed(f"{entry.name} gave a picture of an unknown kind ({pixels.shape}, {pixels.dtype}).")
        if isinstance(seen, Fill | Sketch | Edit | Translate) and pixels.shape[:2] != seen.picture.shape[:2]:
            raise JobFailed(f"{entry.name} gave {pixels.shape[1]} × {pixels.shape[0]} pixels, not {size_of(seen)}.")
        if patch.latent is not None and not np.isfinite(patch.latent).all():
            raise NotFinite(f"{entry.name} lost its numbers on the way, so there is no picture to show.")
        if isinstance(task, Encode) and patch.latent is None:
            raise JobFailed(f"{entry.name} did not say where the picture lies in its space.")
    return tuple(patches)


def _too_large(task: Task, entry: ModelEntry) -> tuple[str, str]:
    size = size_of(task)
    at = f" at {size}" if size.area else ""
    ways = "Choose a smaller size" if not isinstance(task, Fill) else "Choose a smaller working size or a smaller mask"
    if getattr(task, "count", 1) > 1:
        ways += ", ask for fewer pictures at once"
    return f"Memory ran out while {entry.name} worked{at}.", f"{ways}, or close other programs."


def explained(error: BaseException, entry: ModelEntry) -> JobFailed:
    """What a library raised, as one sentence; the whole of it goes to the log."""
    if ran_out(error):
        hint = "Choose a smaller size, or close other programs."
        return OutOfMemory(f"Memory ran out while {entry.name} worked.", hint)
    lines = str(error).strip().splitlines()
    said = lines[0].strip().rstrip(".")[:200] if lines and isinstance(error, Exception) else type(error).__name__
    log = note(f"{entry.id} ({entry.path or 'built in'})\n{''.join(traceback.format_exception(error))}")
    return JobFailed(f"{entry.name} could not finish: {said}.", f"More about it is in {log}." if log else "")


def log_file() -> Path:
    return places.cache() / "failures.log"


def note(text: str) -> Path | None:
    """Adds `text` with the time to the log of failures, which starts anew at 1 MB. None when it cannot be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 2**20:
            os.replace(path, path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}\n")
    except OSError:
        return None
    return path
