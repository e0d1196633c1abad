"""What one can do while exploring, as commands with keys: to the canvas and from it, pins, chance, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest, PentimentoError
from studio.engine.job import Job, State
from studio.explore.space import Spot, space_of
from studio.families.packing import unpack_latent
from studio.families.tasks import Decode, Encode

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.layers import Layer
    from studio.session import Session
    from studio.ui.desk import Desk
    from studio.ui.explore.film_export import Walk
    from studio.ui.window import Window

NO_POINT = BadRequest("There is no point yet.", "Choose a model in the Explore workspace first.")


def register(window: Window) -> None:
    """Their keys work in the Explore workspace alone, where letters are not tools."""
    desk, add = window.desk, window.desk.actions.add

    def here() -> bool:
        return window.workspace == "explore" and desk.explorer.stand is not None

    def opened() -> bool:
        return desk.document is not None and desk.document.active_layer is not None

    def find() -> None:
        window.show_workspace("explore")
        explore_layer(desk)

    add("explore.pin", "Pin this point", "push-pin", "P", lambda: desk.pins.pin(), menu="View/Explore", enabled=here,
        tooltip="Keep the point where one is as a pin")
    add("explore.random", "Random point", "dice-five", "Ctrl+R", lambda: desk.explorer.restart(), menu="View/Explore",
        enabled=here, tooltip="Another point by chance; locked sliders stay")
    add("explore.back", "Back to the point before", "arrow-counter-clockwise", "Alt+Left",
        lambda: desk.explorer.back(), menu="View/Explore",
        enabled=lambda: here() and bool(desk.explorer.trail), tooltip="Before the last jump, shuffle or new middle")
    add("explore.recentre", "Recentre the map", "crosshair", "", lambda: desk.explorer.recentre(),
        menu="View/Explore", enabled=here, tooltip="Make this point the middle of the map")
    add("explore.shuffle", "Shuffle the sliders", "shuffle", "", lambda: desk.explorer.shuffle(),
        menu="View/Explore", enabled=here, tooltip="Every slider somewhere by chance; locked ones stay")
    add("explore.add", "Add the point to the canvas", "plus", "", lambda: add_to_canvas(desk),
        menu="View/Explore", enabled=here, tooltip="A layer that remembers this point")
    add("layer.explore", "Explore this layer", "compass", "", find, menu="Layer", line=True, enabled=opened,
        tooltip="Find this layer, or what is marked, in a model’s latent space")


# To the canvas


def add_to_canvas(desk: Desk) -> Job:
    """The point as a layer of the picture in front, or of a new one. Raises BadRequest."""
    explorer = desk.explorer
    if explorer.entry is None or explorer.stand is None:
        raise NO_POINT
    spot = explorer.stand.spot
    return _sent(desk, [spot], explorer.entry.name)


def lay_walk(desk: Desk, walk: Walk) -> Job:
    """The pictures of a way as a group of layers."""
    return _sent(desk, [Spot(point) for point in walk.points()], "In-between pictures")


def _sent(desk: Desk, spots: list[Spot], title: str) -> Job:
    explorer = desk.explorer
    task = Decode(model=explorer.showing.model, latents=tuple(spot.latent for spot in spots),
                  each=tuple(dict(spot.sliders) for spot in spots), **explorer.showing.more)  # fmt: skip
    session = desk.session or _new(desk)
    job = session.send(task, session.document, title)

    def over(job: Job) -> None:
        if job.state is State.DONE:
            what = "A layer" if len(spots) == 1 else f"{len(spots)} layers"
            desk.say(f"{what} came to “{session.document.name}”.", "It remembers its point: Layer, Explore this layer.",
                     "ok")  # fmt: skip
        elif job.error is not None:
            explorer.failed.emit(job.error)

    if job.state.over:
        over(job)
    else:
        job.finished.connect(over)
    return job


def _new(desk: Desk) -> Session:
    """A picture as large as the model's, without a layer."""
    from studio.core.document import Document
    from studio.session import Session

    explorer, image = desk.explorer, desk.explorer.showing.image
    entry = explorer.entry
    side = (entry.side if entry is not None else 0) or 512
    size = (image.width(), image.height()) if image is not None else (side, side)
    session = Session(Document(size, name=entry.name if entry is not None else "Explored"), desk.library, desk.engine)
    desk.add(session)
    return session


# From the canvas


def explore_layer(desk: Desk) -> Job | None:
    """Finds the active layer, or what is marked of the picture, in the latent space. A layer that remembers its point
    is not searched for. Raises BadRequest."""
    document = desk.document
    layer = document.active_layer if document is not None else None
    if document is None or layer is None:
        raise BadRequest("There is no layer to explore.", "Open a picture and choose a layer first.")
    marked = not (document.mask.content & document.canvas).empty
    if not marked and _remembered(desk, layer):
        return None
    explorer = desk.explorer
    if explorer.entry is None or Encode.verb not in explorer.entry.tasks:
        able = [entry for entry in explorer.models if Encode.verb in entry.tasks]
        if not able:
            raise BadRequest("No model here can find a picture in its latent space.", "Add a VAE or a GAN.")
        explorer.choose(able[0].id)
    _search(desk, document, layer, marked)
    return explorer.busy


def _remembered(desk: Desk, layer: Layer) -> bool:
    """Stands at the point that the layer was made of, where it knows that and its model is here."""
    origin: Any = layer.origin or {}
    entry = desk.library.entry(str(origin.get("model") or ""))
    space = None if entry is None else space_of(entry)
    if entry is None or space is None or "latent" not in origin:
        return False
    latent = unpack_latent(origin["latent"])
    if not space.holds(latent):
        return False
    explorer = desk.explorer
    if explorer.entry is None or explorer.entry.id != entry.id:
        explorer.choose(entry.id, Spot(latent))
    else:
        explorer.go_to(Spot(latent))
    return True


def _search(desk: Desk, document: Document, layer: Layer, marked: bool) -> None:
    from studio.core.commands.swap import pixels_in

    explorer = desk.explorer
    assert explorer.entry is not None
    model, number = explorer.entry.id, layer.id

    def seen(document: Document) -> Any:
        from studio.core.composite import composite, layer_picture

        if marked:
            return composite(document, document.mask.content & document.canvas)
        here = document.layer(number)
        area = document.area(here) & document.canvas
        if area.empty:
            raise BadRequest(f"“{here.name}” is empty.", "Choose a layer that shows something.")
        return layer_picture(document, here, area)

    def found(picture: Any) -> None:
        try:
            explorer.search(Encode(model=model, picture=picture), explorer.arrived, f"Find “{layer.name}”")
        except PentimentoError as error:
            explorer.failed.emit(error)

    desk.labours.do(document, "Explore", pixels_in([document.root]), seen, found, failed=explorer.failed.emit)
