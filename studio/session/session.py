"""Joins one document, the models that are there and the engine: what the window's buttons and the command line call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from studio.core.commands.layers import InsertLayer
from studio.core.fields import filled
from studio.core.signal import Signal
from studio.engine.job import Job, State
from studio.families import region
from studio.families.tasks import (
    Edit,
    Fill,
    Generate,
    Prompted,
    Sample,
    Sketch,
    Task,
    Translate,
    Upscale,
    size_of,
)
from studio.session import freezing, landing

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.engine.library import Library
    from studio.families.family import ModelEntry


class Submits(Protocol):
    """The window's engine or the command line's blocking one."""

    def submit(self, task: Task, title: str = "") -> Job: ...


class Session:
    """`submit` freezes what the model may see and sends it off; when the job is done, its result becomes a layer, or
    a document where its size is another (Upscale).

    `jobs` are all that this document asked for, newest last. Only the UI thread calls, and only there documents change.
    """

    def __init__(self, document: Document, library: Library, engine: Submits) -> None:
        self.document = document
        self.library = library
        self.engine = engine
        self.jobs: list[Job] = []
        self.submitted: Signal[[Job]] = Signal()
        self.landed: Signal[[Job, int]] = Signal()
        """A result has become the layer of that id."""
        self.made: Signal[[Job, Document]] = Signal()
        """A result has become a document of its own, which nobody shows yet."""
        self._pace: dict[tuple[str, str], float] = {}
        self._deaf: list[Callable[[], None]] = []

    def fill(self, **values: Any) -> Job:
        return self.submit(Fill, values)

    def generate(self, **values: Any) -> Job:
        return self.submit(Generate, values)

    def sketch(self, **values: Any) -> Job:
        return self.submit(Sketch, values)

    def edit(self, **values: Any) -> Job:
        return self.submit(Edit, values)

    def translate(self, **values: Any) -> Job:
        return self.submit(Translate, values)

    def sample(self, **values: Any) -> Job:
        return self.submit(Sample, values)

    def upscale(self, **values: Any) -> Job:
        return self.submit(Upscale, values)

    def submit(self, kind: type[Task], values: Mapping[str, Any], title: str = "") -> Job:
        """Sends a task off. `values` are the form's; pictures and mask come from the document.

        Raises BadRequest with a sentence for the artist: no mask, no model, a value out of range.
        """
        return self.send(self.frozen(kind, values), self.document, title)

    def send(self, task: Task, seen: Document, title: str = "") -> Job:
        """Sends a task off that was frozen already; `seen` is the document, or its copy, as the task has seen it."""
        job = self.engine.submit(task, title)
        job.tags |= {"frame": seen.frame, "canvas": seen.size}
        if isinstance(task, freezing.SHOWN):
            job.tags |= {"at": freezing.view(seen).corner, "cover": freezing.cover(seen, type(task))}
        self.jobs.append(job)
        if job.state.over:
            self._land(job)
        else:
            self._deaf.append(job.finished.connect(self._land))
        self.submitted.emit(job)
        return job

    def close(self) -> None:
        """The document goes: what is still on its way for it lands nowhere, and jobs hold it no longer."""
        for deafen in self._deaf:
            deafen()
        self._deaf.clear()

    def frozen(self, kind: type[Task], values: Mapping[str, Any]) -> Task:
        """The task as a model will see it: every field checked, pixels copied out of the document."""
        return freezing.frozen(self.document, self.library, kind, values)

    # What comes back

    def _land(self, job: Job) -> None:
        if job.state is not State.DONE:
            return
        self._pace[job.task.model, job.task.verb] = job.seconds / _work(job.task, job.entry)
        if isinstance(job.task, landing.NEW_SIZE):
            self.made.emit(job, landing.new_document(self.document, job))
            return
        made = landing.made(self.document, job)
        if made is not None:
            self.document.do(InsertLayer(made, *landing.place(self.document)))
            self.landed.emit(job, made.id)

    # What it will cost

    def estimate(self, kind: type[Task], values: Mapping[str, Any]) -> tuple[float | None, int | None]:
        """Seconds (from the last job of this model; None before the first) and bytes that a job would take."""
        name = str(values.get("model") or "")
        entry = self.library.entry(name) if name else self.library.default(kind.verb)
        if entry is None:
            return None, None
        stand_ins = freezing.stand_ins(self.document, self.library, kind, values)
        task = filled(kind, dict(values) | stand_ins)
        pace = self._pace.get((entry.id, kind.verb))
        return None if pace is None else pace * _work(task, entry), self.library.predict(entry, task)

    def expected(self, job: Job) -> float | None:
        """Seconds that a job will take, from the last one of its model; None before the first."""
        pace = self._pace.get((job.task.model, job.task.verb))
        return None if pace is None else pace * _work(job.task, job.entry)


def _work(task: Task, entry: ModelEntry | None) -> float:
    """Megapixels times steps times pictures: what time grows with."""
    size = size_of(task)
    if entry is not None and isinstance(task, freezing.SHOWN):
        size = region.working_size(size, entry.sizes, 0)
    steps = task.steps if isinstance(task, Prompted) else getattr(task, "steps", 0) or 1
    return max(size.area, 64 * 64) * steps * getattr(task, "count", 1) / 1e6
