"""probe: a small network that reads a world's facts back out of its pictures, to measure other networks with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.fields import Range, Says
from studio.training.kind import Kind
from studio.training.material import FIRST, Material, world_named
from studio.training.worlds.render import Renders

if TYPE_CHECKING:
    from studio.training.loop import Recipe
    from studio.training.probes.views import Source

GLYPHS_HELD = 2048


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training that reads."""

    length: Annotated[int, Says("Length", "Steps in which the rate falls to nothing."), Range(1, 1_000_000)] = 6000
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(2, 256)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at most."), Range(1e-6, 0.1, 1e-5, "", 6)] = 2e-3


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.probes.learn import Reading

    source, held = sources(material)
    return Reading(source, shape_for(source), settings.length, settings.batch, settings.rate, material.seed,
                   material.device, held)  # fmt: skip


def shape_for(source: Source) -> Any:
    """How large a probe its world needs: digits are told by little."""
    from studio.training.probes.net import Shape

    asked = source.questions
    told = asked.count, len(source.names), len(asked.world.labels)
    if asked.world.size <= 32:
        return Shape(32, (24, 48, 96), (0, 1, 1), 32, 64, *told)
    return Shape(128, (32, 48, 96, 192), (0, 0, 1, 1), 64, 256, *told, windows(source.names))


GLIMPSED = (("left_eye_inner", "left_eye_outer"), ("right_eye_inner", "right_eye_outer"),
            ("mouth_left", "mouth_right"), ("nose_bridge", "nose_base"))  # fmt: skip
"""Pairs of points that are looked at closely, where a world has them."""


def windows(names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(names.index, pair)) for pair in GLIMPSED if set(pair) <= set(names))


def sources(material: Material) -> tuple[Source, Source | None]:
    """What to learn from, and what is only measured on: renders, or a world that is drawn on the way."""
    from studio.training.probes.views import Drawn, Rendered

    held = Rendered([Renders(material.test)]) if material.test else None
    if material.home is not None:
        return Rendered([Renders(home) for home in (material.home, material.other) if home is not None]), held
    world = world_named(material.world or "portraits")
    if world.name == "glyphs":
        return Drawn(world, 1_000_000, FIRST), Drawn(world, GLYPHS_HELD, 0)
    return Rendered([material.drawn(world.name, world.size)]), held


KIND = Kind(
    id="probe",
    title="Reading pictures (probe)",
    hint="Learns to read what a world's pictures show.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "glyphs"),
    folder=False,
)
