"""autoencoder: folds pictures into a few numbers and back, with no order among them: what a VAE is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.kinds.vae import sources
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that only folds and unfolds."""

    size: Annotated[int, Says("Size", "The side of the pictures: 32, 64, 128 or 256."), Range(32, 256, 32, " px")] = 128
    latent: Annotated[int, Says("Latents", "How many numbers a picture is folded into."), Range(2, 1024)] = 128
    width: Annotated[int, Says("Width", "How wide the network is: twice as wide takes four times as long."),
                     Range(4, 128)] = 24
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 256)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-3
    edges: Annotated[float, Says("Outlines", "How much outlines count beside colours."), Range(0, 10, 0.01, "", 2),
                     Advanced()] = 0.02
    told: Annotated[float, Says("Told", "How much it counts that a world’s facts can be read off the latents; they "
                                        "become sliders. Nothing is known of a folder."), Range(0, 1000, 1, "", 1),
                    Advanced()] = 20.0


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.families.vae.recognise import Shape
    from studio.training.autoencoder import Folding, Weights

    pictures, held = sources(settings.size, material)
    shape = Shape(settings.size, settings.width, settings.latent, variational=False)
    return Folding(pictures, shape, Weights(edges=settings.edges, told=settings.told), settings.batch, settings.rate,
                   material.seed, material.device, held)  # fmt: skip


KIND = Kind(
    id="autoencoder",
    title="Folding (autoencoder)",
    hint="Learns to fold pictures into a few numbers and back.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat", "glyphs"),
    makes="vae",
)
