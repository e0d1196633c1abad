"""Makes up a task's mind before it runs: model, seed, sliders. What is settled can be done again, pixel by pixel."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest
from studio.families import sliders

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import ModelEntry
    from studio.families.tasks import Task


def settled(task: Task, library: Library) -> tuple[Task, ModelEntry]:
    """The task with its model's id and a seed of its own, and that model. BadRequest says why there is none."""
    entry = library.entry(task.model) if task.model else library.default(task.verb)
    if entry is None and task.model:
        raise BadRequest(f"There is no model called {task.model!r} here.", library.near(task.model))
    if entry is None and (broken := library.for_task(task.verb)):
        said = f"{broken[0].name} cannot be used. {broken[0].problem}"
        raise BadRequest(f"No model here can do “{task.title}” now. {said}")
    if entry is None:
        raise BadRequest(f"No model here can do “{task.title}” yet.", "Add one: pentimento models add PATH.")
    if entry.problem:
        raise BadRequest(f"{entry.name} cannot be used. {entry.problem}")
    if task.verb not in entry.tasks:
        raise BadRequest(f"{entry.name} cannot do “{task.title}”.", f"It does: {', '.join(entry.tasks)}.")
    chosen: dict[str, Any] = {"model": entry.id}
    if (asked := getattr(task, "sliders", None)) is not None:
        chosen["sliders"] = sliders.checked(entry, asked)
    if getattr(task, "seed", 0) == -1:
        import secrets

        chosen["seed"] = secrets.randbelow(2**32)
    return dataclasses.replace(task, **chosen), entry
