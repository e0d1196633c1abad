"""srresnet: a network that enlarges four times, from photographs, drawn textures or a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.folder import Bytes
    from studio.training.loop import Recipe
    from studio.training.pairs import Pairs, Source


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that enlarges."""

    size: Annotated[int, Says("Size", "The side of the large patches to learn from."), Range(32, 512, 4, " px")] = 96
    batch: Annotated[int, Says("Batch", "Patches in a step."), Range(1, 256)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 4e-4


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.srresnet import Enlarging

    return Enlarging(pairs(settings.size, material), batch=settings.batch, rate=settings.rate, seed=material.seed,
                     device=material.device, test=tests(material.test))


def pairs(size: int, material: Material) -> Pairs:
    """Patches of `size` px from a folder, from photographs, or from those, drawn textures and drawn graphics."""
    from studio.training.graphics import graphics
    from studio.training.pairs import Pairs, of_list, of_world
    from studio.training.photographs import photographs
    from studio.training.worlds.textures import WORLD

    own = material.folder
    sources: list[Source] = [own.some] if own else [of_list(list(photographs()))]
    if material.world == "textures":
        sources += [of_world(WORLD), graphics]
    return Pairs(sources, patch=max(8, size // 4), seed=material.seed)


def tests(path: Path | None) -> Sequence[Bytes]:
    """All pictures of a folder that only measures."""
    import numpy as np

    from studio.training.folder import Folder

    if path is None:
        return []
    if not path.is_dir():
        raise BadRequest(f"There is no folder {path}.", "Give one with pictures with --test DIR.")
    found = Folder(path)
    return found.some(len(found.names), np.random.default_rng(0))


KIND = Kind(
    id="srresnet",
    title="Enlarging (SRResNet)",
    hint="Learns to enlarge pictures four times.",
    settings=Settings,
    recipe=recipe,
    worlds=("photographs", "textures"),
    makes="restore",
)
