"""cyclegan: two networks that paint pictures of one kind as the other and back, without pairs."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """What may be chosen of a training between two kinds of pictures."""

    size: Annotated[int, Says("Size", "The side of the pictures to learn from."), Range(64, 512, 32, " px")] = 256
    crop: Annotated[int, Says("Crop", "The side of the parts that are looked at in a step."),
                    Range(64, 512, 16, " px")] = 112
    batch: Annotated[int, Says("Batch", "Parts of each kind in a step."), Range(1, 64)] = 1
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 4e-4
    length: Annotated[int, Says("Length", "Steps; in their second half the rate falls to nothing."),
                      Range(2, 10_000_000)] = 8000
    width: Annotated[int, Says("Width", "Features of the first layer; the paper has 64."), Range(4, 128, 4)] = 16
    blocks: Annotated[int, Says("Blocks", "Residual blocks; the paper has 9."), Range(1, 16)] = 4
    cycle: Annotated[float, Says("Cycle", "λ: how much there and back must come out alike."),
                     Range(0, 100, 0.5, "", 1)] = 10.0
    identity: Annotated[float, Says("Identity", "How much a picture of the goal’s kind must stay, as part of λ."),
                        Range(0, 10, 0.1, "", 2), Advanced()] = 0.5
    warm: Annotated[int, Says("Warm-up", "Steps at first in which both only learn to copy."), Range(0, 100_000),
                    Advanced()] = 500  # fmt: skip


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.families.cyclegan.recognise import Shape
    from studio.training.cyclegan import Translating
    from studio.training.folder import Folder
    from studio.training.material import is_renders
    from studio.training.pictures import Pictures
    from studio.training.worlds.render import Renders

    if settings.crop > settings.size:
        raise BadRequest(f"A part of {settings.crop} px does not fit into pictures of {settings.size} px.",
                         "Choose a smaller --crop or a larger --size.")  # fmt: skip
    here, there = both(settings, material)
    test, held = material.test, None
    if test is not None:
        size = settings.size
        held = Pictures.of_renders(Renders(test), size) if is_renders(test) else Pictures.of_folder(Folder(test), size)
    return Translating(here, there, Shape(settings.blocks, settings.width, norm="batch"), settings.crop, settings.batch,
                       settings.rate, settings.length, settings.cycle, settings.identity, settings.warm,
                       material.seed, material.device, held)  # fmt: skip


def both(settings: Settings, material: Material) -> tuple[Pictures, Pictures]:
    """The two sets: two folders, or drawn landscapes and the same world in another manner."""
    here = replace(material, world="scenes") if material.world else material
    return here.pictures(settings.size), material.others(settings.size, material.world)


KIND = Kind(
    id="cyclegan",
    title="From one manner to another (CycleGAN)",
    hint="Learns to paint pictures of one kind as the other and back, without pairs.",
    settings=Settings,
    recipe=recipe,
    worlds=("monet", "ink", "flat"),
    domains=2,
    makes="cyclegan",
)
