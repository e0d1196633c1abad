"""An edit that goes on while sliders move: what it looks at, which layer it lives on, how each answer gets there.

The layer remembers its making: the task, how the sliders stand, where its picture lies in the model's space. Moving a
slider, also days later, begins there and puts the new picture in the old one's place.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.commands.generated import InsertRemade, Remake
from studio.core.commands.swap import pixels_in
from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.core.geometry import Extent, Rect
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.picture import Mask, Picture, extent, frozen, to8, to16
from studio.core.tiles import Tiles
from studio.families import region
from studio.families.frame import times
from studio.families.packing import fingerprint, pack_latent, unpack_latent
from studio.families.tasks import Decode, Edit, Latent, Task, Translate
from studio.session import freezing, landing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.core.document import Document
    from studio.engine.job import Job
    from studio.engine.library import Library

QUICK = 250_000
"""Pixels: a larger picture is edited small while sliders move, and whole when they rest."""
TITLE = "Move sliders"


@dataclass(frozen=True, eq=False)
class Subject:
    """What sliders act on. `layer` is the generated one that is made anew, 0 for a new one above the active layer;
    `values` are the task's fields as they stood; `found` where it lies in the model's space, when that is known."""

    kind: type[Task]
    model: str
    layer: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    found: Latent | None = None


def subject_of(document: Document, library: Library) -> Subject | None:
    """The active layer, where sliders of a model that is here can make it anew; else None."""
    layer = document.active_layer
    if not isinstance(layer, PixelLayer) or layer.origin is None:
        return None
    origin = layer.origin
    entry = next((one for one in library.entries if one.id == origin.get("model") and not one.problem), None)
    if entry is None:
        return None
    verb = str(origin.get("task", ""))
    for kind in (Edit, Translate):
        if verb == kind.verb and verb in entry.tasks:
            names = {one.name for one in describe(kind) if not one.hidden and one.names != "model"} | {"sliders"}
            values = {name: value for name, value in origin.items() if name in names}
            return Subject(kind, entry.id, layer.id, values, _latent(origin, "found"))
    latent = _latent(origin, "found")
    latent = _latent(origin, "latent") if latent is None else latent
    if latent is None or Decode.verb not in entry.tasks or not entry.details.get("sliders"):
        return None
    return Subject(Decode, entry.id, layer.id, {"sliders": origin.get("sliders", {})}, latent)


def _latent(origin: Mapping[str, Any], name: str) -> Latent | None:
    try:
        return unpack_latent(origin[name])
    except (KeyError, BadRequest):
        return None


@dataclass(frozen=True, eq=False)
class View:
    """What an edit sees of a document: copies, made once for as long as nothing else changes it. `area` on the canvas;
    `mask` what is marked there, `cover` what is selected; `keep` is the coverage that the layer has and keeps."""

    area: Rect
    frame: NDArray[np.float64]
    picture: Picture | None = None
    mask: Mask | None = None
    cover: Mask | None = None
    keep: NDArray[Any] | None = None

    @property
    def large(self) -> bool:
        return self.picture is not None and self.area.area > QUICK


def weight(document: Document, subject: Subject) -> int:
    """About how many bytes of pixels `look` works through."""
    return 0 if subject.kind is Decode else pixels_in([document.root])


def look(document: Document, subject: Subject) -> View:
    """Reads only; `document` may be a frozen copy, on any thread. BadRequest when there is nothing to look at."""
    layer = document.layer(subject.layer) if subject.layer else None
    if subject.kind is Decode:
        assert isinstance(layer, PixelLayer)
        area = layer.pixels.content.moved(layer.offset)
        if area.empty:
            raise BadRequest(f"“{layer.name}” is empty.", "Undo until its picture is there again.")
        return View(area, document.frame, keep=_coverage(layer, area))
    from studio.core.composite import composite

    area = freezing.view(document) if layer is None else _area(document, layer)
    layers = without(document.root.children, subject.layer)
    picture = frozen(composite(document, area, layers))
    if not picture[..., 3].any():
        raise BadRequest("There is nothing to edit here.", "Choose a layer above a picture, or open one.")
    marked = not (document.mask.content & area).empty
    selected = document.selection is not None and not document.selection.content.empty
    mask = frozen(document.mask.read(area)) if marked else None
    cover = frozen(document.selection.read(area)) if selected and document.selection is not None else None
    keep = _coverage(layer, area) if isinstance(layer, PixelLayer) and not marked and not selected else None
    return View(area, document.frame, picture, mask, cover, keep)


def without(layers: Sequence[Layer], number: int) -> list[Layer]:
    """The same layers but for the one of that id, also where it lies in a group."""
    out = []
    for layer in layers:
        if layer.id == number:
            continue
        if isinstance(layer, Group) and any(part.id == number for part in layer.walk()):
            layer = copy.copy(layer)
            layer.children = without(layer.children, number)
        out.append(layer)
    return out


def _coverage(layer: PixelLayer, area: Rect) -> NDArray[Any]:
    return np.ascontiguousarray(layer.pixels.read(area.moved(-layer.offset))[..., 3])


def _area(document: Document, layer: Layer) -> Rect:
    """Where it looked when it was made, as far as the canvas is still what it was then."""
    origin = layer.origin or {}
    if origin.get("canvas") == list(document.size) and "area" in origin:
        return Rect(*(int(side) for side in origin["area"]))
    seen = origin.get("picture") or {}
    size = Extent(int(seen.get("width", 0)), int(seen.get("height", 0)))
    content = layer.pixels.content.moved(layer.offset) if isinstance(layer, PixelLayer) else document.canvas
    return content if size != document.size and size == content.extent else document.canvas


def task(subject: Subject, view: View, values: Mapping[str, Any], quick: bool = False) -> Task:
    """What the model is asked. `values` are the sliders and the task's other fields; `quick` asks for a small one."""
    asked = {**values, "model": subject.model}
    if subject.kind is Decode:
        assert subject.found is not None
        return _filled(Decode, asked | {"latents": (subject.found,)})
    assert view.picture is not None
    if subject.kind is Edit:
        asked |= {"at": view.area.corner, "found": subject.found}
    if quick:
        share = (QUICK / view.area.area) ** 0.5
        size = Extent(*(max(1, round(side * share)) for side in view.area.extent))
        return _filled(subject.kind, asked | {"picture": frozen(region.resized(view.picture, size))})
    if subject.kind is Edit:
        asked["mask"] = view.mask
    return _filled(subject.kind, asked | {"picture": view.picture})


def _filled(kind: type[Task], asked: Mapping[str, Any]) -> Task:
    names = {one.name for one in describe(kind)}
    made: Task = filled(kind, {name: value for name, value in asked.items() if name in names})
    return made


def lay(document: Document, job: Job, subject: Subject, view: View, name: str = "", feather: int = 8) -> Subject | None:
    """Puts a job's picture onto the layer, or onto a new one, as one step of undo with what was laid there just before.

    What comes back is the subject as it is now; None when the answer has no place any more: the layer is gone, or the
    canvas was cropped or turned meanwhile.
    """
    if view.frame is not document.frame and not np.array_equal(view.frame, document.frame):
        return None
    patch = job.patches[0]
    found = patch.info.get("found")
    latent = unpack_latent(found) if isinstance(found, Mapping) else subject.found
    pixels = _covered(document, job, patch.pixels, view, feather)
    told = _origin(document, job, subject, view, latent)
    layer = next((one for one in document.root.walk() if one.id == subject.layer), None)
    if subject.layer and not isinstance(layer, PixelLayer):
        return None
    if layer is None:
        made = PixelLayer(name or job.task.title, pixels=Tiles.of(pixels, view.area.corner))
        made.origin = told | {"named": made.name}
        document.do(InsertRemade(made, *landing.place(document), title=TITLE))
        return Subject(subject.kind, subject.model, made.id, subject.values, latent)
    # A name that says how the sliders stand follows them; one that the artist has given stays.
    follows = bool(name) and layer.origin is not None and layer.origin.get("named") == layer.name
    told |= {"named": name} if follows else {}
    tiles = Tiles.of(pixels, view.area.corner - layer.offset)
    document.do(Remake(layer.id, tiles, told, TITLE, name if follows else ""))
    return Subject(subject.kind, subject.model, layer.id, subject.values, latent)


def _covered(document: Document, job: Job, pixels: Picture, view: View, feather: int) -> Picture:
    """The answer at the view's size and the document's depth, showing only where it may."""
    whole = extent(pixels) == view.area.extent
    pixels = to16(pixels) if document.depth == 16 else to8(pixels)
    pixels = region.resized(pixels, view.area.extent).copy()
    if view.keep is not None:
        pixels[..., 3] = view.keep
        return pixels
    unmasked = not (whole and isinstance(job.task, Edit) and job.task.mask is not None)
    if view.mask is not None and unmasked:
        pixels[..., 3] = times(pixels[..., 3], region.blend_mask(view.mask, 0, feather))
    if view.cover is not None:
        pixels[..., 3] = times(pixels[..., 3], view.cover)
    return pixels


def _origin(document: Document, job: Job, subject: Subject, view: View, latent: Latent | None) -> dict[str, Any]:
    """What the layer remembers: `found` is where moving a slider starts from."""
    whole = getattr(job.task, "picture", None) is view.picture
    told = landing.origin(job, job.patches[0], fingerprint if whole else _size)
    told |= {"area": list(view.area), "canvas": list(document.size)}
    if latent is not None:
        told["found"] = pack_latent(latent)
    # A model may tell how all its sliders read there; what the artist has set is what stands on the sliders again.
    if isinstance(job.task, Edit | Decode):
        told["sliders"] = dict(job.task.sliders)
    return told


def _size(name: str, pixels: Picture) -> Any:
    return {"width": pixels.shape[1], "height": pixels.shape[0]}
