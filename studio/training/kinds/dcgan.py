"""dcgan: a GAN of convolutions, from a folder of pictures of one kind or from a world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material
from studio.training.rules import Augment, Loss, Norm

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """What Radford et al. (2015) advise; what is advanced goes beyond it."""

    size: Annotated[int, Says("Size", "The side of the pictures: 16, 32, 64, 128 or 256."),
                    Range(16, 256, 16, " px")] = 128
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 1024)] = 32
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-4
    chance: Annotated[int, Says("Chance", "How many numbers a picture is made of."), Range(2, 1024)] = 100
    mirror: Annotated[bool, Says("Mirror", "Learns from pictures mirrored too: not good for digits and writing.")
                      ] = True  # fmt: skip
    augment: Annotated[Augment, Says("Changes", "Changes pictures before they are judged, so that a folder of few is "
                                                "not learned by heart.")] = Augment.OFF
    loss: Annotated[Loss, Says("Loss", "What the painter wants: not to be found out, or to be believed."),
                    Advanced()] = Loss.NON_SATURATING
    norm: Annotated[Norm, Says("Normalisation", "What keeps the critic’s numbers in bounds."), Advanced()] = Norm.BATCH
    slope: Annotated[float, Says("Slope", "How strongly the critic’s slope is held down (R1); 0: not at all."),
                     Range(0, 100, 0.1, "", 2), Advanced()] = 0.0
    spread: Annotated[bool, Says("Spread", "Lets the critic see when the samples of a batch are alike."),
                      Advanced()] = False
    told: Annotated[float, Says("Told", "How much the critic also learns what a world’s pictures show; 0 for folders."),
                    Range(0, 100, 0.1, "", 1), Advanced()] = 0.0
    width: Annotated[int, Says("Width", "Channels of the finest layer; twice as many need four times as long."),
                     Range(4, 256), Advanced()] = 20


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.gan import convolutions

    return convolutions(settings, material)


KIND = Kind(
    id="dcgan",
    title="Pictures out of nothing (DCGAN)",
    hint="Learns to make up pictures like those that it has seen.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "glyphs"),
    makes="gan",
)
