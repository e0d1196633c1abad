"""vae: a network that folds pictures into a few numbers from which new ones can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe
    from studio.training.pictures import Pictures


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that folds pictures into a regular space."""

    size: Annotated[int, Says("Size", "The side of the pictures: 32, 64, 128 or 256."), Range(32, 256, 32, " px")] = 128
    latent: Annotated[int, Says("Latents", "How many numbers a picture is folded into."), Range(2, 1024)] = 128
    width: Annotated[int, Says("Width", "How wide the network is: twice as wide takes four times as long."),
                     Range(4, 128)] = 24
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 256)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-3
    beta: Annotated[float, Says("Regularity", "β: more makes better samples, less makes truer copies."),
                    Range(0, 1000, 0.1, "", 2, "log")] = 1.0
    warm_up: Annotated[int, Says("Warm-up", "Steps over which β rises from nothing."), Range(0, 1_000_000),
                       Advanced()] = 200
    free: Annotated[float, Says("Free nats", "So much may each latent tell at no cost."), Range(0, 10, 0.05, "", 2),
                    Advanced()] = 0.0
    edges: Annotated[float, Says("Outlines", "How much outlines count beside colours."), Range(0, 10, 0.01, "", 2),
                     Advanced()] = 0.02
    told: Annotated[float, Says("Told", "How much it counts that a world’s facts can be read off the latents; they "
                                        "become sliders. Nothing is known of a folder."), Range(0, 1000, 1, "", 1),
                    Advanced()] = 20.0


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.families.vae.recognise import Shape
    from studio.training.autoencoder import Folding, Weights

    pictures, held = sources(settings.size, material)
    weights = Weights(settings.beta, settings.warm_up, settings.free, settings.edges, settings.told)
    return Folding(pictures, Shape(settings.size, settings.width, settings.latent), weights, settings.batch,
                   settings.rate, material.seed, material.device, held)  # fmt: skip


def sources(size: int, material: Material) -> tuple[Pictures, Pictures | None]:
    """What to learn from, and what is only measured on. BadRequest for a size that cannot be halved down to 4."""
    if size & (size - 1):
        raise BadRequest(f"The size is halved again and again, which does not work with {size}.",
                         "Choose 32, 64, 128 or 256.")  # fmt: skip
    held = Material(home=material.test, seed=material.seed).pictures(size) if material.test else None
    return material.pictures(size), held


KIND = Kind(
    id="vae",
    title="Folding and sampling (VAE)",
    hint="Learns a space of pictures: to copy, to move about in, and to draw new ones from.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat", "glyphs"),
    makes="vae",
)
