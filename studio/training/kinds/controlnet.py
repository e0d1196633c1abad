"""controlnet: teaches a finished diffusion model to follow a line drawing or a layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


class Steers(Enum):
    """What says where things stand."""

    LINES = "lines"
    LAYOUT = "layout"


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training of what steers."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(32, 1024, 32, " px")] = 256
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 4096)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 3e-4
    start: Annotated[str, Says("Begin from", "The folder of a model to go on from, instead of from nothing.")] = ""
    steers: Annotated[Steers, Says("Steers", "A line drawing, or a layout in which each thing has its "
                                             "colour.")] = Steers.LINES


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.ldm.control import Controlling
    from studio.training.ldm.folders import fingerprint
    from studio.training.ldm.latents import latents
    from studio.training.ldm.learn import checked_size
    from studio.training.ldm.nets import parts_of
    from studio.training.ldm.sources import gallery

    if not settings.start:
        raise BadRequest("A ControlNet is trained beside a model that can paint already.",
                         "Give its folder with --start.")  # fmt: skip
    size = settings.size // 32 * 32
    pictures, parts = gallery(material, size), parts_of(Path(settings.start))
    checked_size(pictures, parts)
    there = latents(pictures, parts.autoencoder.to(material.device).eval(), material.device, material.report)
    asked = {"size": size, "base": fingerprint(parts.unet)[:16]}
    return Controlling(pictures, there, parts, settings.steers.value, settings.batch, settings.rate, asked,
                       material.seed, material.device)  # fmt: skip


KIND = Kind(
    id="controlnet",
    title="Following drawings (ControlNet)",
    hint="Teaches a diffusion model to follow lines or a layout.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes"),
    folder=False,
)
