"""What is explored: one of the models that have a latent space, from points of chance or from a picture on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import BadRequest
from studio.engine.job import Job, State
from studio.explore import direction as directions
from studio.explore.space import Spot, drawn, space_of
from studio.families.tasks import Generate, Patch, Sample
from studio.ui.explore.moves import Moves

if TYPE_CHECKING:
    from studio.families.family import ModelEntry
    from studio.ui.desk import Desk

FIRST = 7
"""The seed of the first point of all."""
NOTHING: Mapping[str, float | str] = {}


class Explorer(Moves):
    """One per window; the panels of the Explore workspace follow its signals. Only what is looked at is decoded:
    nothing before `look`."""

    switched = Signal()
    """Another model, or none; or other models can be chosen."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk.engine, parent)
        self.desk = desk
        self.entry: ModelEntry | None = None
        self.variety, self.seed = 1.0, FIRST
        self.busy: Job | None = None
        """The job that looks for a point to begin with."""
        self.showing.failed.connect(self.failed)
        desk.library.changed.connect(self._library_changed)

    # Models

    @property
    def models(self) -> tuple[ModelEntry, ...]:
        """All that tell of a latent space, the one that a Sample would choose first."""
        best = self.desk.library.default(Sample.verb)
        able = [entry for entry in self.desk.library.for_task("decode") if space_of(entry) is not None]

        def order(one: ModelEntry) -> tuple[bool, bool, int]:
            return one is not best, not one.shipped, -len(one.details.get("sliders", ()))

        return tuple(sorted(able, key=order))

    @property
    def led_by_text(self) -> bool:
        return self.entry is not None and Generate.verb in self.entry.tasks

    def look(self) -> None:
        """Somebody looks: begins where nothing was begun."""
        if self.entry is None and self.models:
            self.choose(self.models[0].id)

    def choose(self, model: str, spot: Spot | None = None) -> None:
        """Explores that model, from `spot` on or from a point by chance. BadRequest when it has no latent space."""
        entry = self.desk.library.entry(model)
        space = None if entry is None else space_of(entry)
        if entry is None or space is None:
            raise BadRequest(f"{model} has no latent space to explore.", "Choose a VAE, a GAN or a diffusion model.")
        self.leave()
        self.enter(space, tuple(directions.known(model)))
        self.entry, self.seed = entry, FIRST
        self.switched.emit()
        if spot is None:
            self.restart(FIRST)
        else:
            self.go_to(spot)

    def leave(self) -> None:
        """No model is explored any more."""
        self._end_search()
        self.enter(None)
        self.entry = None

    def _library_changed(self) -> None:
        if self.entry is not None and self.desk.library.entry(self.entry.id) is None:
            self.leave()
        self.switched.emit()

    def refresh_directions(self) -> None:
        """One was made or deleted."""
        if self.entry is not None:
            self.directions = tuple(directions.known(self.entry.id))
            self.listed.emit()

    # Points to begin with

    def restart(self, seed: int | None = None) -> None:
        """A point by chance: the model's own for that seed; locked sliders stay."""
        if self.entry is None or self.space is None:
            return
        self.seed = secrets.randbelow(2**31) if seed is None else seed
        kept = self._kept()
        if Sample.verb in self.entry.tasks:
            self.search(Sample(model=self.entry.id, seed=self.seed, truncation=self.variety, sliders=kept),
                        lambda patch: self.arrived(patch, kept))  # fmt: skip
        else:
            self.go_to(Spot(drawn(self.space, self.seed), kept))

    def _kept(self) -> dict[str, float | str]:
        names = {one.name for one in self.space.sliders} & self.locked if self.space and self.stand else set()
        return {name: self.value_of(name) for name in names}

    def search(self, task: Any, found: Callable[[Patch], object], title: str = "") -> Job:
        """Runs a task whose first patch is a point; of several searches only the last one is waited for. With a title
        it is listed among the jobs."""
        self._end_search()
        job = self.busy = self.desk.engine.submit(task, title, first=True, quiet=not title)

        def over(job: Job) -> None:
            if job is not self.busy:
                return
            self.busy = None
            if job.state is State.DONE:
                found(job.patches[0])
            elif job.error is not None:
                self.failed.emit(job.error)
            self.moved.emit()

        job.finished.connect(over)
        self.moved.emit()
        return job

    def _end_search(self) -> None:
        job, self.busy = self.busy, None
        if job is not None:
            self.desk.engine.cancel(job)

    def arrived(self, patch: Patch, kept: Mapping[str, float | str] = NOTHING) -> None:
        """A search has found that point."""
        if patch.latent is None:
            self.failed.emit(BadRequest("This model does not tell where its pictures lie."))
            return
        self.go_to(Spot(patch.latent, kept), patch)
