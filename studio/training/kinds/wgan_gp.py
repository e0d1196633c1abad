"""wgan-gp: a GAN whose critic measures how far made pictures lie from true ones, and so says how well it goes."""

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
    """Those of Gulrajani et al. (2017), algorithm 1."""

    size: Annotated[int, Says("Size", "The side of the pictures: 16, 32, 64, 128 or 256."),
                    Range(16, 256, 16, " px")] = 64
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 1024)] = 32
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-4
    chance: Annotated[int, Says("Chance", "How many numbers a picture is made of."), Range(2, 1024)] = 100
    critics: Annotated[int, Says("Critic’s steps", "How many the critic takes to one of the painter: the paper’s "
                                                   "n critic."), Range(1, 20), Advanced()] = 5
    penalty: Annotated[float, Says("Penalty", "How strongly the critic’s slope is held at 1: the paper’s λ."),
                       Range(0.1, 100, 0.1, "", 1), Advanced()] = 10.0
    mirror: Annotated[bool, Says("Mirror", "Learns from pictures mirrored too: not good for digits and writing.")
                      ] = True  # fmt: skip
    width: Annotated[int, Says("Width", "Channels of the finest layer; twice as many need four times as long."),
                     Range(4, 256), Advanced()] = 24


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.gan import wasserstein

    return wasserstein(settings, material)


KIND = Kind(
    id="wgan-gp",
    title="A GAN with a steady critic (WGAN-GP)",
    hint="Learns more slowly than DCGAN, and hardly ever collapses.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "glyphs"),
    makes="gan",
)
