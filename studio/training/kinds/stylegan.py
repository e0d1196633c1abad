"""stylegan: a generator steered by styles, the best of the GANs here, and the one that needs a graphics card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material
from studio.training.rules import Augment

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """Those of Karras et al. (2020), with fewer channels."""

    size: Annotated[int, Says("Size", "The side of the pictures: 16, 32, 64, 128 or 256."),
                    Range(16, 256, 16, " px")] = 256
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 1024)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-3
    chance: Annotated[int, Says("Chance", "How many numbers a style is made of, and has."), Range(2, 1024)] = 256
    mirror: Annotated[bool, Says("Mirror", "Learns from pictures mirrored too: not good for digits and writing.")
                      ] = True  # fmt: skip
    augment: Annotated[Augment, Says("Changes", "Changes pictures before they are judged, so that a folder of few is "
                                                "not learned by heart.")] = Augment.OFF
    slope: Annotated[float, Says("Slope", "How strongly the critic’s slope is held down (R1): the paper’s γ."),
                     Range(0, 100, 0.1, "", 2), Advanced()] = 2.0
    path: Annotated[float, Says("Paths", "How much equal steps of a style should change pictures equally."),
                    Range(0, 100, 0.1, "", 1), Advanced()] = 2.0
    width: Annotated[int, Says("Width", "Channels of the finest layer; twice as many need four times as long."),
                     Range(4, 256), Advanced()] = 32


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.gan import styles

    return styles(settings, material)


KIND = Kind(
    id="stylegan",
    title="Pictures out of styles (StyleGAN2)",
    hint="Learns to make up pictures in the best quality of all GANs here; needs a graphics card and days.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet"),
    makes="gan",
)
