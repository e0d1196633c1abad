"""gan: two fully connected networks, as in the first paper; good for digits and other small pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material
from studio.training.rules import Loss

if TYPE_CHECKING:
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """Those of Goodfellow et al. (2014), with Adam."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(8, 64, 8, " px")] = 32
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 1024)] = 64
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-4
    chance: Annotated[int, Says("Chance", "How many numbers a picture is made of."), Range(2, 1024)] = 64
    critics: Annotated[int, Says("Critic’s steps", "How many the critic takes to one of the painter: the paper’s k."),
                       Range(1, 20), Advanced()] = 1
    loss: Annotated[Loss, Says("Loss", "What the painter wants: not to be found out, or to be believed."),
                    Advanced()] = Loss.NON_SATURATING
    adam: Annotated[bool, Says("Adam", "Fits the rate to each weight; without it plain gradient descent."),
                    Advanced()] = True
    mirror: Annotated[bool, Says("Mirror", "Learns from pictures mirrored too: not good for digits and writing.")
                      ] = False  # fmt: skip


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.gan import layers

    return layers(settings, material)


KIND = Kind(
    id="gan",
    title="Two networks that compete (GAN)",
    hint="Learns to make up small pictures like those that it has seen.",
    settings=Settings,
    recipe=recipe,
    worlds=("glyphs",),
    makes="gan",
)
