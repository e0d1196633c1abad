"""Joins one document, the models that are there and the engine: what the window's buttons and the command line call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from studio.core.commands.layers import InsertLayer
from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.core.geometry import Extent, Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.picture import frozen
from studio.core.signal import Signal
from studio.core.tiles import TILE, Tiles
from studio.engine.job import Job, State
from studio.families import region
from studio.families.tasks import Fill, Generate, Intent, Patch, Prompted, Task, size_of, to_json

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Mask
    from studio.engine.library import Library


class Submits(Protocol):
    """The window's engine or the command line's blocking one."""

    def submit(self, task: Task, title: str = "") -> Job: ...


class Session:
    """`submit` freezes what the model may see and sends it off; when the job is done, its result becomes a layer.

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
        self._pace: dict[tuple[str, str], float] = {}
        self._deaf: list[Callable[[], None]] = []

    def fill(self, **values: Any) -> Job:
        return self.submit(Fill, values)

    def generate(self, **values: Any) -> Job:
        return self.submit(Generate, values)

    def submit(self, kind: type[Task], values: Mapping[str, Any]) -> Job:
        """Sends a task off. `values` are the form's; pictures and mask come from the document.

        Raises BadRequest with a sentence for the artist: no mask, no model, a value out of range.
        """
        job = self.engine.submit(self.frozen(kind, values))
        job.tags |= {"frame": self.document.frame, "canvas": self.document.size}
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
        chosen = dict(values)
        if issubclass(kind, Fill):
            chosen.update(self._cut(chosen))
        elif issubclass(kind, Generate) and chosen.get("from_canvas") and chosen.get("picture") is None:
            chosen.update(self._seen(chosen))
        task: Task = filled(kind, chosen)
        return task

    def _seen(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The whole canvas as a Generate starts from it, at the size that its model works at."""
        from studio.core.composite import composite

        size = self._worked_at(values)
        picture = region.resized(region.coloured_under(composite(self.document, self.document.canvas)), size)
        return {"picture": frozen(picture), "width": size.width, "height": size.height}

    def _worked_at(self, values: Mapping[str, Any]) -> Extent:
        """The canvas's size, scaled to the model's and kept within what a Generate can be asked."""
        name = str(values.get("model") or "")
        entry = self.library.entry(name) if name else self.library.default(Generate.verb)
        ranges = {field.name: field.range for field in describe(Generate)}
        across, down = ranges["width"], ranges["height"]
        assert across is not None
        assert down is not None
        sizes = entry.sizes if entry else region.ANY_SIZE
        most = int(min(sizes.largest or across.high, across.high, down.high))
        width, height = region.working_size(self.document.size, sizes._replace(largest=most), 0)
        return Extent(max(width, int(across.low)), max(height, int(down.low)))

    def _cut(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Picture, mask and place of a Fill: what is marked, with as much around it as the model shall see."""
        from studio.core.composite import composite

        fields = {field.name: field for field in describe(Fill)}
        margin = sum(
            int(fields[name].checked(values.get(name, fields[name].default))) for name in ("context", "grow", "feather")
        )
        intent = fields["intent"].checked(values.get("intent", Intent.FILL))
        canvas = self.document.canvas
        marked = self.document.mask.content & canvas
        if intent is Intent.EXPAND:
            marked |= self._bare()
        if marked.empty:
            raise BadRequest(region.NOTHING_MARKED, "Choose the mask brush (Q) and paint over what is to change.")
        area = region.around(marked, canvas, margin)
        picture = composite(self.document, area)
        mask: Mask = self.document.mask.read(area)
        if intent is Intent.EXPAND:
            mask = np.maximum(mask, np.where(picture[..., 3] == 0, np.uint8(255), np.uint8(0)))
        return {"picture": frozen(picture), "mask": frozen(mask), "at": area.corner}

    def _bare(self) -> Rect:
        """Bounds of what is wholly transparent on the canvas, tile by tile."""
        from studio.core.composite import composite

        found, canvas = Rect(0, 0, 0, 0), self.document.canvas
        for column, row in canvas.cells(TILE):
            part = Rect(column * TILE, row * TILE, TILE, TILE) & canvas
            bare = composite(self.document, part)[..., 3] == 0
            rows, columns = np.flatnonzero(bare.any(axis=1)), np.flatnonzero(bare.any(axis=0))
            if len(rows):
                found |= Rect.between(
                    part.x + int(columns[0]), part.y + int(rows[0]),
                    part.x + int(columns[-1]) + 1, part.y + int(rows[-1]) + 1,
                )  # fmt: skip
        return found

    # What comes back

    def _land(self, job: Job) -> None:
        if job.state is not State.DONE:
            return
        self._pace[job.task.model, job.task.verb] = job.seconds / _work(job.task)
        layers = [self._layer(job, patch) for patch in job.patches]
        if not layers:
            return
        made: PixelLayer | Group = layers[0]
        if len(layers) > 1:
            for layer in layers[1:]:
                layer.visible = False
            made = Group(f"{job.title} · {len(layers)} results", children=list(reversed(layers)))
        parent, index = self._above_active()
        self.document.do(InsertLayer(made, parent, index))
        self.landed.emit(job, made.id)

    def _layer(self, job: Job, patch: Patch) -> PixelLayer:
        made_by: dict[str, Any] = {}
        if (entry := job.entry) is not None:
            made_by = {"model_name": entry.name, "licence": entry.licence, "trained": entry.path is not None}
        origin = to_json(job.task) | {"seed": patch.seed} | made_by | dict(patch.info)
        prompt = getattr(job.task, "prompt", "").strip()
        name = prompt.split("\n")[0][:40] if prompt else job.task.title
        return PixelLayer(name, pixels=self._placed(job, patch), origin=origin)

    def _placed(self, job: Job, patch: Patch) -> Tiles:
        """The patch where it belongs, also when the canvas was cropped, scaled or turned since it was asked for."""
        from studio.core.commands.transform import transformed, whole_shift
        from studio.core.resample import Method

        pixels = self._deep(patch.pixels)
        if isinstance(job.task, Generate) and job.task.from_canvas:
            pixels = region.resized(pixels, job.tags["canvas"])
        way = np.round(self.document.frame @ np.linalg.inv(job.tags["frame"]), 9)
        by = whole_shift(way)
        if by is None:
            return transformed(Tiles.of(pixels, patch.at), Point(0, 0), way, Method.CUBIC)
        return Tiles.of(pixels, patch.at + by)

    def _deep(self, pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        from studio.core.picture import to8, to16

        return to16(pixels) if self.document.depth == 16 else to8(pixels)

    def _above_active(self) -> tuple[int, int]:
        """Parent id and index just above the active layer, or on top of everything; never in a group that is locked
        or hidden, where nobody would see it."""
        layer = self.document.active_layer
        if layer is None:
            return self.document.root.id, len(self.document.root.children)
        for group in self.document.lineage(layer):
            if group.locked or not group.visible:
                layer = group
        parent = self.document.parent(layer)
        return parent.id, parent.children.index(layer) + 1

    # What it will cost

    def estimate(self, kind: type[Task], values: Mapping[str, Any]) -> tuple[float | None, int | None]:
        """Seconds (from the last job of this model; None before the first) and bytes that a job would take."""
        name = str(values.get("model") or "")
        entry = self.library.entry(name) if name else self.library.default(kind.verb)
        if entry is None:
            return None, None
        task = filled(kind, dict(values) | self._stand_ins(kind, values))
        pace = self._pace.get((entry.id, kind.verb))
        return None if pace is None else pace * _work(task), self.library.predict(entry, task)

    def expected(self, job: Job) -> float | None:
        """Seconds that a job will take, from the last one of its model; None before the first."""
        pace = self._pace.get((job.task.model, job.task.verb))
        return None if pace is None else pace * _work(job.task)

    def _stand_ins(self, kind: type[Task], values: Mapping[str, Any]) -> dict[str, Any]:
        """Pictures of the right size without pixels: enough to reckon with."""
        if issubclass(kind, Generate) and values.get("from_canvas"):
            size = self._worked_at(values)
            return {"width": size.width, "height": size.height}
        if not issubclass(kind, Fill):
            return {}
        marked = self.document.mask.bounds & self.document.canvas
        area = region.around(marked, self.document.canvas, 128)
        nothing = np.broadcast_to(np.uint8(0), (area.height, area.width, 4))
        return {"picture": nothing, "mask": nothing[..., 0]}


def _work(task: Task) -> float:
    """Megapixels times steps times pictures: what time grows with."""
    steps = task.steps * task.count if isinstance(task, Prompted) else 1
    return max(size_of(task).area, 64 * 64) * steps / 1e6
