"""pix2pix: a network that paints over a drawing, from drawn portraits or from pairs of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material, is_renders

if TYPE_CHECKING:
    from studio.training.loop import Recipe
    from studio.training.pix2pix import Pairs


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that paints over drawings."""

    size: Annotated[int, Says("Size", "The side of the pictures to learn from."), Range(128, 512, 128, " px")] = 256
    batch: Annotated[int, Says("Batch", "Pairs in a step."), Range(1, 64)] = 2
    rate: Annotated[float, Says("Rate", "How far each step goes."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-4
    weight: Annotated[float, Says("Weight of L1", "λ: how much the true colours count beside looking real."),
                      Range(0, 1000, 1, "", 1)] = 100.0
    judged: Annotated[float, Says("Weight of the judge", "How much looking real counts; 0 trains without a judge."),
                      Range(0, 100, 0.1, "", 2), Advanced()] = 1.0
    alone: Annotated[int, Says("Without the judge", "Steps at first in which only the true colours count."),
                     Range(0, 1_000_000), Advanced()] = 0  # fmt: skip
    swap: Annotated[bool, Says("Swap", "In pairs side by side the source is the right one."), Advanced()] = False


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.pix2pix import Painting

    return Painting(pairs(settings, material), batch=settings.batch, rate=settings.rate, weight=settings.weight,
                    judged=settings.judged, alone=settings.alone, seed=material.seed, device=material.device,
                    held=tests(settings, material), hints=hints(material))  # fmt: skip


def pairs(settings: Settings, material: Material) -> Pairs:
    """Drawings of a world, pairs side by side, or two folders with pictures of the same names."""
    from studio.training.beside import Beside
    from studio.training.drawings import Drawings

    if material.folder is None:
        return Drawings(material.pictures(settings.size))
    return Beside(material.folder, material.other, settings.size, settings.swap, material.seed)


def tests(settings: Settings, material: Material) -> Pairs | None:
    """The same of what is only measured on."""
    from studio.training.beside import Beside
    from studio.training.drawings import Drawings
    from studio.training.folder import Folder
    from studio.training.pictures import Pictures
    from studio.training.worlds.render import Renders

    if material.test is None:
        return None
    if is_renders(material.test):
        return Drawings(Pictures.of_renders(Renders(material.test), settings.size))
    return Beside(Folder(material.test), None, settings.size, settings.swap, 0)


def hints(material: Material) -> tuple[str, ...]:
    return ("flat", "none") if material.folder is None else ("none",)


KIND = Kind(
    id="pix2pix",
    title="Painting over drawings (pix2pix)",
    hint="Learns to paint what a drawing shows, from pairs of pictures.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits",),
    makes="pix2pix",
)
