"""Makes what a training has learned a model of the studio: a copy, so that going on with it changes nothing in use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from studio import places
from studio.core.errors import BadRequest, Unwritable
from studio.families.tasks import TASKS

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import ModelEntry
    from studio.ui.panels.train.training import Training


def take(training: Training, library: Library) -> tuple[tuple[ModelEntry, ...], Path]:
    """Copies the model among the artist's own and looks through the library; any thread. What it then holds, and where
    the copy lies. BadRequest when there is no model yet, Unwritable when there is no room."""
    if not training.model.exists():
        raise BadRequest("There is no model yet.", "It comes with the first checkpoint.")
    goal = places.data() / "models" / training.model.name
    part = goal.with_name(f".{goal.name}.part")
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        if training.model.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(training.model, part)
            shutil.rmtree(goal, ignore_errors=True)
        else:
            shutil.copyfile(training.model, part)
        os.replace(part, goal)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        if part.is_file():
            part.unlink()
        raise Unwritable(f"{goal} could not be written: {_reason(error)}.",
                         "Make room on the disk.") from None  # fmt: skip
    return library.scan(), goal


def _reason(error: OSError) -> str:
    """shutil.Error lists all files that could not be copied instead of a reason."""
    return "there is no room for all of it" if isinstance(error, shutil.Error) else (error.strerror or "?").lower()


def entry_at(library: Library, path: Path) -> ModelEntry | None:
    here = os.path.realpath(path)
    return next((one for one in library.entries if one.path and os.path.realpath(one.path) == here), None)


def first_task(entry: ModelEntry) -> str:
    """The task to show it with: of those that the window offers the one that needs no picture, else any."""
    verbs = [kind.verb for kind in TASKS if kind.in_window and kind.verb in entry.tasks]
    return next((verb for verb in ("sample", "generate") if verb in verbs), verbs[0] if verbs else "")
