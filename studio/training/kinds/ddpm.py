"""ddpm: a network that learns to take noise away, until out of nothing but noise comes a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.loop import Recipe


class Predicts(Enum):
    """What the network says of a noisy picture."""

    NOISE = "noise"
    VELOCITY = "velocity"


class Noise(Enum):
    """How the noise grows with time."""

    COSINE = "cosine"
    LINEAR = "linear"


PREDICTION = {Predicts.NOISE: "epsilon", Predicts.VELOCITY: "v_prediction"}
SCHEDULE = {Noise.COSINE: "squaredcos_cap_v2", Noise.LINEAR: "linear"}
"""By diffusers' names."""


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that takes noise away."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(16, 256, 8, " px")] = 64
    width: Annotated[int, Says("Width", "How wide the network is: twice as wide takes four times as long."),
                     Range(32, 256, 32)] = 32
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 256)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-3
    predicts: Annotated[Predicts, Says("Predicts", "The noise, as in the paper, or how picture and noise turn into "
                                                   "each other, which learns sooner."), Advanced()] = Predicts.NOISE
    noise: Annotated[Noise, Says("Noise", "How it grows: cosine keeps more of small pictures for longer."),
                     Advanced()] = Noise.COSINE
    gamma: Annotated[float, Says("Even times", "γ: nearly clean pictures count at most so much; 0 as in the paper."),
                     Range(0, 100, 0.5, "", 1), Advanced()] = 5.0


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.ddpm import Denoising

    size, width = settings.size // 8 * 8, settings.width // 32 * 32
    held = Material(home=material.test, seed=material.seed).pictures(size) if material.test else None
    return Denoising(material.pictures(size), width, settings.batch, settings.rate, PREDICTION[settings.predicts],
                     SCHEDULE[settings.noise], settings.gamma, material.seed, material.device, held)  # fmt: skip


KIND = Kind(
    id="ddpm",
    title="Denoising (DDPM)",
    hint="Learns to take noise away, step by step, until a picture is there.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat", "glyphs"),
    makes="diffusion",
)
