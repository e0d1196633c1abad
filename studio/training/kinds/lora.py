"""lora: teaches a finished diffusion model a manner of one's own, or a slider, in a file of a few megabytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training of additions to a model."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(32, 1024, 32, " px")] = 256
    rank: Annotated[int, Says("Rank", "How much can be added: more for a manner, less for a slider."),
                    Range(1, 128)] = 8
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 4096)] = 8
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 5e-4
    start: Annotated[str, Says("Begin from", "The folder of a model to go on from, instead of from nothing.")] = ""
    about: Annotated[str, Says("About", "For a slider: what it changes, like “a landscape”.")] = ""
    plus: Annotated[str, Says("Plus", "For a slider: its one end, like “a landscape at night”.")] = ""
    minus: Annotated[str, Says("Minus", "For a slider: its other end, like “a landscape in daylight”.")] = ""


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.ldm.folders import fingerprint
    from studio.training.ldm.latents import latents
    from studio.training.ldm.learn import checked_size
    from studio.training.ldm.lora import Adding, Slide
    from studio.training.ldm.nets import parts_of
    from studio.training.ldm.sources import gallery

    if not settings.start:
        raise BadRequest("A LoRA is trained beside a model that can paint already.", "Give its folder with --start.")
    said = (settings.about, settings.plus, settings.minus)
    if any(said) and not all(said):
        raise BadRequest("A slider needs what it is about and both of its ends.", "Give --about, --plus and --minus.")
    size = settings.size // 32 * 32
    pictures, parts = gallery(material, size), parts_of(Path(settings.start))
    checked_size(pictures, parts)
    there = latents(pictures, parts.autoencoder.to(material.device).eval(), material.device, material.report)
    asked = {"size": size, "base": fingerprint(parts.unet)[:16]}
    slide = Slide(*said) if all(said) else None
    return Adding(there, parts, settings.rank, settings.batch, settings.rate, asked, slide, material.seed,
                  material.device)  # fmt: skip


KIND = Kind(
    id="lora",
    title="A manner of one’s own (LoRA)",
    hint="Teaches a diffusion model a manner from few pictures, or a slider from words.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat"),
)
