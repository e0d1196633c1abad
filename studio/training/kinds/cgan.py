"""cgan: a GAN that can be asked for things, each by a slider; what can be asked for must be known of the pictures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


class Body(Enum):
    """Fully connected layers for small pictures, convolutions for others."""

    LAYERS = "layers"
    CONVOLUTIONS = "convolutions"


@dataclass(frozen=True)
class Settings:
    """Mirza and Osindero (2014); the convolutions are those of dcgan."""

    body: Annotated[Body, Says("Network", "Fully connected layers are for small pictures.")] = Body.CONVOLUTIONS
    size: Annotated[int, Says("Size", "The side of the pictures."), Range(8, 512, 8, " px")] = 128
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 1024)] = 32
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-4
    chance: Annotated[int, Says("Chance", "How many numbers are left to chance."), Range(2, 1024)] = 64
    facts: Annotated[str, Says("Facts", "What can be asked for, with commas between; empty: all that is known.")] = ""
    told: Annotated[float, Says("Told", "How much it counts that what was asked for can be read off the picture."),
                    Range(0, 100, 0.1, "", 1), Advanced()] = 1.0
    pair: Annotated[float, Says("Pairs", "How much a picture asked for as a true one is should look like that one; "
                                         "0 leaves it to the critic alone."), Range(0, 100, 0.5, "", 1),
                    Advanced()] = 10.0
    alone: Annotated[int, Says("Alone", "So many first steps the painter only learns from such pairs."),
                     Range(0, 1_000_000, 100), Advanced()] = 6000
    slope: Annotated[float, Says("Slope", "How strongly the critic’s slope is held down (R1); 0: not at all."),
                     Range(0, 100, 0.1, "", 2), Advanced()] = 0.3
    width: Annotated[int, Says("Width", "Channels of the finest layer; twice as many need four times as long."),
                     Range(4, 256), Advanced()] = 20


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.gan import conditional

    return conditional(settings, material)


KIND = Kind(
    id="cgan",
    title="A GAN with sliders (cGAN)",
    hint="Learns to make up pictures that show what they are asked for.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "glyphs", "scenes"),
    folder=False,
    makes="gan",
)
