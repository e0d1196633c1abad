"""What a model can be asked. A task carries copies of all it needs; it is its own form, options and metadata."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Hidden, Lines, Names, Range, Says, Seed, describe, filled
from studio.core.geometry import Extent, Point
from studio.core.picture import Mask, Picture
from studio.families.packing import Packer, Unpacker, fingerprint, pack_latent, unpack_inline, unpack_latent

if TYPE_CHECKING:  # numpy waits until the window is there
    import numpy as np
    from numpy.typing import NDArray

    Latent: TypeAlias = NDArray[np.float32]
else:
    Latent = object

Report: TypeAlias = Callable[..., None]
"""report(fraction, preview=None, note=""): 0 … 1 rising; `preview` a Picture; `note` like "Step 3 of 20".

Raises Cancelled when the artist has cancelled: let it pass, and free what you hold in `finally`."""


def silent(fraction: float, preview: Picture | None = None, note: str = "") -> None:
    """A report for when nobody watches."""


@dataclass(frozen=True, eq=False)
class Patch:
    """One resulting picture: `pixels` with straight alpha, to be laid at `at` on the canvas. `info` joins the job."""

    pixels: Picture
    at: Point = Point(0, 0)
    seed: int = 0
    info: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    latent: Latent | None = None
    """Where the picture lies in the model's latent space, after sliders and push, of the shape that its entry's
    details["latent"] tell."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Task:
    """`verb` is its name on the command line and in JSON; `title` what the window calls it; `icon` Phosphor's name."""

    verb: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = "sparkle"
    in_window: ClassVar[bool] = True
    """Whether the window offers it; the command line offers all."""

    model: Annotated[str, Says("Model", "Which model does it. Empty: the best one that is there."), Names("model")] = ""


class Intent(Enum):
    """What should be where the mask is."""

    FILL = "fill"
    REMOVE = "remove"
    REPLACE = "replace"
    EXPAND = "expand"
    VARY = "vary"


@dataclass(frozen=True, eq=False, kw_only=True)
class Prompted(Task):
    """What all text-led tasks share."""

    prompt: Annotated[str, Says("Prompt", "Describe what should be there."), Lines(3)] = ""
    negative: Annotated[str, Says("Avoid", "What should not appear."), Lines(2), Advanced()] = ""
    steps: Annotated[int, Says("Steps", "More steps, finer detail, more time."), Range(1, 150)] = 20
    guidance: Annotated[float, Says("Guidance", "How strictly the prompt is followed."), Range(0, 30, 0.5, "", 1)] = 5.0
    sampler: Annotated[str, Says("Sampler", "How noise becomes a picture."), Names("sampler"), Advanced()] = ""
    schedule: Annotated[str, Says("Schedule", "How the noise falls from step to step."), Names("schedule"),
                        Advanced()] = ""
    seed: Annotated[int, Says("Seed", "The same seed gives the same picture."), Seed()] = -1
    count: Annotated[int, Says("Count", "How many pictures, each with the next seed."), Range(1, 64)] = 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Generate(Prompted):
    """A picture from a text; from `picture` too when there is one (image to image)."""

    verb: ClassVar[str] = "generate"
    title: ClassVar[str] = "Create"
    icon: ClassVar[str] = "text-t"

    width: Annotated[int, Says("Width"), Range(16, 4096, 8, " px")] = 512
    height: Annotated[int, Says("Height"), Range(16, 4096, 8, " px")] = 512
    picture: Annotated[Picture | None, Hidden()] = None
    from_canvas: Annotated[bool, Says("Start from the picture", "Paints over what the canvas shows, as far as "
                                                               "Strength says; the size is the canvas’s.")] = False
    strength: Annotated[float, Says("Strength", "How far to go from the picture: 0 keeps it, 1 ignores it."),
                        Range(0, 1, 0.05, "", 2)] = 0.6


@dataclass(frozen=True, eq=False, kw_only=True)
class Fill(Prompted):
    """Paint where the mask is; what lies outside is only looked at.

    `picture` (H × W × 4) may be a cut from a larger canvas: `at` is where its corner lies there.
    """

    verb: ClassVar[str] = "fill"
    title: ClassVar[str] = "Fill"
    icon: ClassVar[str] = "sparkle"

    picture: Annotated[Picture, Hidden()]
    mask: Annotated[Mask, Hidden()]
    at: Annotated[Point, Hidden()] = Point(0, 0)
    intent: Annotated[Intent, Says("Intent", "What should be where the mask is.")] = Intent.FILL
    strength: Annotated[float, Says("Strength", "How far to go from what is there: 1 starts anew."),
                        Range(0, 1, 0.05, "", 2), Advanced()] = 1.0
    grow: Annotated[int, Says("Grow", "Widens the mask before filling."), Range(0, 256, 1, " px"), Advanced()] = 4
    feather: Annotated[int, Says("Feather", "Softens the border of the result."), Range(0, 256, 1, " px"),
                       Advanced()] = 4
    context: Annotated[int, Says("Context", "How much around the mask the model sees."), Range(0, 2048, 8, " px"),
                       Advanced()] = 128
    resolution: Annotated[int, Says("Working size", "The longer side the model works at; 0 lets it choose."),
                          Range(0, 4096, 64, " px"), Advanced()] = 0
    match_colour: Annotated[bool, Says("Match colour", "Fits the result's colours to what surrounds it."),
                            Advanced()] = True


@dataclass(frozen=True, eq=False, kw_only=True)
class Upscale(Task):
    """The same picture with more pixels; depth and transparency stay."""

    verb: ClassVar[str] = "upscale"
    title: ClassVar[str] = "Upscale"
    icon: ClassVar[str] = "arrows-out"

    picture: Annotated[Picture, Hidden()]
    scale: Annotated[int, Says("Scale", "How many times as wide and high."), Range(2, 4, 1, " ×")] = 4
    width: Annotated[int, Says("Width", "The exact width instead of a scale; 0 follows from the height."),
                     Range(0, 16384, 1, " px"), Advanced()] = 0
    height: Annotated[int, Says("Height", "The exact height instead of a scale; 0 follows from the width."),
                      Range(0, 16384, 1, " px"), Advanced()] = 0
    tile: Annotated[int, Says("Tile", "The side of the parts that are enlarged one after another; "
                                      "smaller ones need less memory."), Range(16, 2048, 16, " px"), Advanced()] = 256

    @property
    def goal(self) -> Extent:
        """How large the result will be."""
        height, width = self.picture.shape[:2]
        if self.width and self.height:
            return Extent(self.width, self.height)
        if self.width:
            return Extent(self.width, max(1, round(height * self.width / width)))
        if self.height:
            return Extent(max(1, round(width * self.height / height)), self.height)
        return Extent(width * self.scale, height * self.scale)


class Control(Enum):
    """What the picture of a Sketch shows."""

    LINE = "line"
    SCRIBBLE = "scribble"
    LAYOUT = "layout"
    DEPTH = "depth"


@dataclass(frozen=True, eq=False, kw_only=True)
class Sketch(Prompted):
    """A picture that follows a drawing: dark lines on white; colours beside the lines say what colour goes there."""

    verb: ClassVar[str] = "sketch"
    title: ClassVar[str] = "Sketch"
    icon: ClassVar[str] = "pencil-line"

    picture: Annotated[Picture, Hidden()]
    control: Annotated[Control, Says("Drawing", "What the drawing shows: clean lines, a scribble, areas of colour "
                                                "or depth.")] = Control.LINE
    strength: Annotated[float, Says("Strength", "How closely the drawing is followed."),
                        Range(0, 1, 0.05, "", 2)] = 1.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample(Task):
    """New pictures out of a model's own imagination. `sliders`: values of the model's sliders, by name."""

    verb: ClassVar[str] = "sample"
    title: ClassVar[str] = "Sample"
    icon: ClassVar[str] = "dice-five"

    sliders: Annotated[Mapping[str, Any], Hidden()] = dataclasses.field(default_factory=dict)
    truncation: Annotated[float, Says("Variety", "Below 1 the usual, above 1 the unusual."),
                          Range(0, 2, 0.05, "", 2)] = 1.0
    steps: Annotated[int, Says("Steps", "For models that paint step by step; 0 is the model’s own number."),
                     Range(0, 1000), Advanced()] = 0
    seed: Annotated[int, Says("Seed", "The same seed gives the same picture."), Seed()] = -1
    count: Annotated[int, Says("Count", "How many pictures, each with the next seed."), Range(1, 64)] = 1
    push: Annotated[Latent | None, Hidden()] = None
    """Added to every point after its sliders."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Edit(Task):
    """The same picture with other attributes, inside `mask` where there is one. `sliders`: what to set, by name;
    `push` is added to the point where the picture was found, after its sliders."""

    verb: ClassVar[str] = "edit"
    title: ClassVar[str] = "Edit"
    icon: ClassVar[str] = "sliders-horizontal"

    picture: Annotated[Picture, Hidden()]
    mask: Annotated[Mask | None, Hidden()] = None
    at: Annotated[Point, Hidden()] = Point(0, 0)
    sliders: Annotated[Mapping[str, Any], Hidden()] = dataclasses.field(default_factory=dict)
    feather: Annotated[int, Says("Feather", "Softens the border of the result."), Range(0, 256, 1, " px"),
                       Advanced()] = 8
    push: Annotated[Latent | None, Hidden()] = None
    found: Annotated[Latent | None, Hidden()] = None
    """Where the picture lies in the model's space, when that is known: `info["found"]` of an earlier Edit of it, as
    JSON. The model then does not seek it again."""


class Direction(Enum):
    """Which way a Translate goes."""

    FORWARD = "forward"
    BACK = "back"


@dataclass(frozen=True, eq=False, kw_only=True)
class Translate(Task):
    """The same picture in another manner."""

    verb: ClassVar[str] = "translate"
    title: ClassVar[str] = "Translate"
    icon: ClassVar[str] = "swap"

    picture: Annotated[Picture, Hidden()]
    direction: Annotated[Direction, Says("Direction", "Into the model’s manner, or back from it.")] = Direction.FORWARD
    strength: Annotated[float, Says("Strength", "0 keeps the picture, 1 is all of the other manner."),
                        Range(0, 1, 0.05, "", 2)] = 1.0
    features: Annotated[bool, Says("Mix what it sees", "Between 0 and 1 the model paints from features that are half "
                                                       "changed, instead of both pictures being laid over each other."),
                        Advanced()] = False
    cycle: Annotated[bool, Says("There and back", "Shows what comes of going to the other manner and back again: what "
                                                  "the model keeps of the picture."), Advanced()] = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Encode(Task):
    """Where a picture lies in a model's latent space: the patch is the model's own rendering of that point."""

    verb: ClassVar[str] = "encode"
    title: ClassVar[str] = "Encode"
    icon: ClassVar[str] = "map-pin"
    in_window: ClassVar[bool] = False

    picture: Annotated[Picture, Hidden()]
    steps: Annotated[int, Says("Steps", "For models without an encoder: how long to search; 0 is the model’s own."),
                     Range(0, 5000), Advanced()] = 0
    seed: Annotated[int, Says("Seed", "Where a search begins."), Seed()] = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Decode(Task):
    """The pictures at some points of a model's latent space, one patch a point.

    `sliders` are set at all of them, `each` beside that at one after the other, then `push` is added to all. A model
    that is led by text takes its points for the noise to start from: `prompts` then may hold, for each point, texts
    with their weights; what they say is mixed. `each` and `prompts` are empty or as long as `latents`.

    With several `variants` a point gives so many patches, one after the other: its first steps, a share of `shared`,
    are done once, and from there on each variant draws noise of its own (Ho et al. 2020, figure 7).
    """

    verb: ClassVar[str] = "decode"
    title: ClassVar[str] = "Decode"
    icon: ClassVar[str] = "map-trifold"
    in_window: ClassVar[bool] = False

    latents: Annotated[tuple[Latent, ...], Hidden()]
    sliders: Annotated[Mapping[str, Any], Hidden()] = dataclasses.field(default_factory=dict)
    each: Annotated[tuple[Mapping[str, Any], ...], Hidden()] = ()
    push: Annotated[Latent | None, Hidden()] = None
    prompt: Annotated[str, Says("Prompt", "For models led by text: what the pictures show."), Lines(3)] = ""
    negative: Annotated[str, Says("Avoid", "For models led by text: what should not appear."), Lines(2),
                        Advanced()] = ""
    prompts: Annotated[tuple[Mapping[str, float], ...], Hidden()] = ()
    guidance: Annotated[float, Says("Guidance", "For models led by text: how strictly it is followed."),
                        Range(0, 30, 0.5, "", 1)] = 5.0
    steps: Annotated[int, Says("Steps", "For models that paint step by step; 0 is the model’s own number."),
                     Range(0, 1000), Advanced()] = 0
    variants: Annotated[int, Says("Variants", "For models that can: so many pictures of each point, each with chance "
                                              "of its own."), Range(1, 64), Advanced()] = 1
    shared: Annotated[float, Says("Shared", "For models that paint step by step: the share of the steps that variants "
                                            "do together."), Range(0, 1, 0.05, "", 2), Advanced()] = 0.5
    seed: Annotated[int, Says("Seed", "The chance of the first variant; each has the next one."), Seed(),
                    Advanced()] = 0


TASKS: tuple[type[Task], ...] = (Fill, Generate, Sketch, Edit, Translate, Sample, Upscale, Encode, Decode)
"""Every task, in the order the window shows them."""


def task_named(verb: str) -> type[Task]:
    for kind in TASKS:
        if kind.verb == verb:
            return kind
    raise BadRequest(f"There is no task called {verb!r}.", f"There are: {', '.join(kind.verb for kind in TASKS)}.")


# As JSON: {"task": "fill", "prompt": …, "picture": {"png": base64}, …}. Defaults are written too, so that a job
# means the same after a default has changed.

LATENTS = ("latents", "push", "found")
"""Fields that hold points of a latent space, or a way through it."""

def to_json(task: Task, pack: Packer = fingerprint) -> dict[str, Any]:
    """A dict of plain values; `pack(field name, array)` says what stands for a picture."""
    import numpy as np

    out: dict[str, Any] = {"task": task.verb}
    for field in describe(type(task)):
        value = getattr(task, field.name)
        if field.name in LATENTS and value is not None:
            value = [pack_latent(latent) for latent in value] if isinstance(value, tuple) else pack_latent(value)
        elif isinstance(value, np.ndarray):
            value = pack(field.name, value)
        elif isinstance(value, Enum):
            value = value.value
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, tuple):
            value = [dict(one) if isinstance(one, Mapping) else one for one in value]
        out[field.name] = value
    return out


def from_json(job: Mapping[str, Any], unpack: Unpacker = unpack_inline) -> Task:
    """The task that `to_json` wrote; BadRequest says what is wrong with it. Unknown keys are refused by name."""
    kind = task_named(str(job.get("task", "")))
    values: dict[str, Any] = {}
    pictures = {"picture", "mask"}
    for name, value in job.items():
        if name == "task":
            continue
        if name in pictures:
            value = None if value is None else unpack(name, value)
        elif name == "at":
            value = Point(*value)
        elif name in LATENTS and value is not None:
            value = tuple(map(unpack_latent, value)) if isinstance(value, list) else unpack_latent(value)
        elif isinstance(value, list):
            value = tuple(value)
        values[name] = value
    task: Task = filled(kind, values)
    return task


def size_of(task: Task) -> Extent:
    """How large the result is meant to be."""
    if isinstance(task, Generate):
        return Extent(task.width, task.height)
    if isinstance(task, Upscale):
        return task.goal
    picture = getattr(task, "picture", None)
    return Extent(0, 0) if picture is None else Extent(picture.shape[1], picture.shape[0])
