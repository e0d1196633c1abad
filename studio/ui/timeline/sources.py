"""Which model makes the film's pictures, and where in its space the film begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.core.picture import frozen, to8
from studio.engine.job import Job, State
from studio.explore.space import Spot, drawn, space_of
from studio.families.packing import unpack_latent
from studio.families.tasks import Encode, Generate, Sample
from studio.timeline.timeline import Source

if TYPE_CHECKING:
    from studio.core.layers import Layer
    from studio.families.family import ModelEntry
    from studio.ui.timeline.reel import Reel

FIRST = 7
"""The seed of the first point of all."""
NOBODY = "Choose a model under Film at the right."


def models(reel: Reel) -> tuple[ModelEntry, ...]:
    """All that can make pictures of points; those with most to move first."""
    able = [entry for entry in reel.desk.library.for_task("decode") if space_of(entry) is not None]
    return tuple(sorted(able, key=lambda one: (not one.shipped, -len(one.details.get("sliders", ())))))


def led_by_text(entry: ModelEntry | None) -> bool:
    return entry is not None and Generate.verb in entry.tasks


def choose(reel: Reel, model: str) -> None:
    """That model makes the pictures from now on, from a point by chance; "": none, the layers move alone."""
    timeline = reel.timeline
    if not model:
        reel.do(replace(timeline, source=Source()), "Film of the layers alone")
    elif model != timeline.source.model:
        _begin(reel, _source(reel, model), FIRST, "Model of the film")


def roll(reel: Reel, seed: int) -> None:
    """Begins at that seed's picture."""
    if not reel.timeline.source.model:
        raise BadRequest("No model makes pictures yet.", NOBODY)
    _begin(reel, reel.timeline.source, seed, "Where it begins")


def show_on(reel: Reel, layer: str) -> None:
    """The layer of that name shows the model's pictures; "": they are the film."""
    timeline = reel.timeline
    if layer != timeline.source.layer:
        reel.do(replace(timeline, source=replace(timeline.source, layer=layer)), "Layer of the film")


def from_layer(reel: Reel, layer: Layer | None, model: str = "") -> None:
    """Begins with what that layer shows, and shows the film there. A generated layer knows its place in its model's
    space; for any other the model searches for it."""
    if not isinstance(layer, PixelLayer) or layer.pixels.content.empty:
        raise BadRequest("No layer with a picture is chosen.", "Choose one in the Layers panel of the Paint workspace.")
    made_by = layer.origin or {}
    wanted = model or reel.timeline.source.model or str(made_by.get("model") or "")
    if not wanted:
        raise BadRequest("No model makes pictures yet.", NOBODY)
    source = replace(_source(reel, wanted), layer=layer.name, detail=True)
    if made_by.get("model") == source.model and made_by.get("latent"):
        _take(reel, source, Spot(unpack_latent(made_by["latent"])), "Begin with the layer")
        return
    entry = reel.desk.library.entry(source.model)
    if entry is None or Encode.verb not in entry.tasks:
        raise BadRequest(f"{wanted} cannot find the point of a picture.", "Choose another model.")
    picture = frozen(to8(layer.pixels.read(layer.pixels.content)))
    _search(reel, Encode(model=source.model, picture=picture), source, "Begin with the layer", "Find the layer’s point")


def keep_detail(reel: Reel, on: bool) -> None:
    timeline = reel.timeline
    reel.do(replace(timeline, source=replace(timeline.source, detail=on)), "Detail of the layer")


def key_seed(reel: Reel, seed: int, keyed: Callable[[Spot], object]) -> None:
    """`keyed(spot)` with the point of a seed, as soon as it is known."""
    source = reel.timeline.source
    if not source.model:
        raise BadRequest("No model makes pictures yet.", NOBODY)
    _find(reel, source, seed, keyed)


def explored(reel: Reel) -> Source | None:
    """Begins where the explorer stands; None when nobody explores."""
    return replace(_source(reel, reel.model), start=reel.spot) if reel.model and reel.spot is not None else None


def _source(reel: Reel, model: str) -> Source:
    """As it is, or another model's with nothing of the old one's."""
    entry = reel.desk.library.entry(model)
    space = None if entry is None else space_of(entry)
    if entry is None or space is None:
        raise BadRequest(f"{model} has no latent space to film.", "Choose a VAE, a GAN or a diffusion model.")
    old = reel.timeline.source
    whole = space.noise.indices(space.count)[:2] == (0, space.count)
    noise = None if whole else (int(space.noise.start), int(space.noise.stop))
    return replace(old, model=entry.id, noise=noise, start=old.start if old.model == entry.id else None)


def _begin(reel: Reel, source: Source, seed: int, title: str) -> None:
    _find(reel, source, seed, lambda spot: _take(reel, source, spot, title))


def _find(reel: Reel, source: Source, seed: int, found: Callable[[Spot], object]) -> None:
    entry = reel.desk.library.entry(source.model)
    space = None if entry is None else space_of(entry)
    if entry is None or space is None:
        raise BadRequest(f"{source.model} is not there any more.", NOBODY)
    if Sample.verb in entry.tasks:
        _ask(reel, Sample(model=entry.id, seed=seed), found, "")
    else:
        found(Spot(drawn(space, seed)))


def _search(reel: Reel, task: Any, source: Source, title: str, job: str) -> None:
    _ask(reel, task, lambda spot: _take(reel, source, spot, title), job)


def _ask(reel: Reel, task: Any, found: Callable[[Spot], object], title: str) -> None:
    """Runs a task whose first patch is a point; listed among the jobs where it has a title."""
    document = reel.document

    def over(job: Job) -> None:
        if job.state is State.FAILED and job.error is not None:
            reel.desk.say(job.error.message, job.error.hint, "error")
        elif job.state is State.DONE and reel.document is document:
            latent = job.patches[0].latent
            if latent is None:
                reel.desk.say("This model does not tell where its pictures lie.", "Choose another model.", "error")
            else:
                found(Spot(latent))  # where its sliders have brought it: they are not set once more

    reel.desk.engine.submit(task, title, first=True, quiet=not title).finished.connect(over)


def _take(reel: Reel, source: Source, spot: Spot, title: str) -> None:
    timeline = reel.timeline
    tracks = timeline.tracks
    if source.model != timeline.source.model:  # keys of another model's points mean nothing to this one
        tracks = tuple(track for track in tracks if track.kind != "position")
    reel.do(replace(timeline, source=replace(source, start=spot), tracks=tracks), title)
