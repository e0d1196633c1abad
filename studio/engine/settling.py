"""Makes up a task's mind before it runs: model, seed, sliders. What is settled can be done again, pixel by pixel."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest
from studio.families import sliders
from studio.families.tasks import Decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.engine.library import Library
    from studio.families.family import ModelEntry
    from studio.families.tasks import Task


def settled(task: Task, library: Library) -> tuple[Task, ModelEntry]:
    """The task with its model's id, checked sliders and a seed of its own, and that model. BadRequest says why not."""
    asked = getattr(task, "sliders", None)
    entry = model_of(type(task), task.model, library)
    if asked and not task.model:
        entry = _knowing(asked, type(task), entry, library)
    chosen: dict[str, Any] = {"model": entry.id}
    if asked is not None:
        chosen["sliders"] = sliders.checked(entry, asked)
    if isinstance(task, Decode):
        _same_space(task, entry)
    if getattr(task, "seed", 0) == -1:
        import secrets

        chosen["seed"] = secrets.randbelow(2**32)
    return dataclasses.replace(task, **chosen), entry


def model_of(kind: type[Task], name: str, library: Library) -> ModelEntry:
    """The model of that name, or the best one for such a task where there is no name. BadRequest says why not."""
    entry = library.entry(name) if name else library.default(kind.verb)
    if entry is None and name:
        raise BadRequest(f"There is no model called {name!r} here.", library.near(name))
    if entry is None and (broken := library.for_task(kind.verb)):
        said = f"{broken[0].name} cannot be used. {broken[0].problem}"
        raise BadRequest(f"No model here can do “{kind.title}” now. {said}")
    if entry is None:
        raise BadRequest(f"No model here can do “{kind.title}” yet.", "Add one: pentimento models add PATH.")
    if entry.problem:
        raise BadRequest(f"{entry.name} cannot be used. {entry.problem}")
    if kind.verb not in entry.tasks:
        raise BadRequest(f"{entry.name} cannot do “{kind.title}”.", f"It does: {', '.join(entry.tasks)}.")
    return entry


def _knowing(names: Iterable[str], kind: type[Task], first: ModelEntry, library: Library) -> ModelEntry:
    """`first` where it has sliders of those names; else a model that has them all; else `first` after all."""
    wanted = set(names)
    able = (first, *library.for_task(kind.verb))
    return next((one for one in able if not one.problem and wanted <= {known.name for known in sliders.of(one)}), first)


def _same_space(task: Decode, entry: ModelEntry) -> None:
    """Latents of another model would make noise or an error deep in the network."""
    shape = entry.details.get("latent", {}).get("shape")
    for latent in task.latents:
        if shape is not None and list(latent.shape) != list(shape):
            said = f"A latent of shape {list(latent.shape)} does not belong to {entry.name}, which has {list(shape)}."
            raise BadRequest(said, "Decode it with the model that it was encoded with.")
