"""ldm-autoencoder: the first part of a latent diffusion model: pictures as an eighth of their width, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """What may be chosen of the autoencoder of a latent diffusion model."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(64, 512, 8, " px")] = 256
    width: Annotated[int, Says("Width", "How wide the network is: twice as wide takes four times as long."),
                     Range(8, 128, 8)] = 32
    patch: Annotated[int, Says("Patch", "The side of the pieces it learns from."), Range(32, 512, 8, " px")] = 128
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 256)] = 8
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-3
    freeze: Annotated[int, Says("Freeze", "The step from which on only the decoder learns; 0: never. Do it before "
                                          "latents are made."), Range(0, 10_000_000)] = 0
    edges: Annotated[float, Says("Outlines", "How much outlines count beside colours."), Range(0, 10, 0.01, "", 2),
                     Advanced()] = 0.5


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.ldm.autoencoder import Folding, Weights
    from studio.training.ldm.sources import gallery, held

    size = settings.size // 8 * 8
    return Folding(gallery(material, size), settings.width // 8 * 8, settings.patch // 8 * 8, settings.batch,
                   settings.rate, Weights(edges=settings.edges), settings.freeze, material.seed, material.device,
                   held(material, size))  # fmt: skip


KIND = Kind(
    id="ldm-autoencoder",
    title="Latents (autoencoder of a latent diffusion model)",
    hint="Learns to bring pictures to an eighth of their width and back.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat"),
)
