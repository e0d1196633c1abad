"""Upscale: more pixels than there were, by a network that has seen what small pictures lose, or by Lanczos alone."""

from __future__ import annotations

from pathlib import Path

from studio.core.picture import extent
from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.restore.recognise import Shape, recognise
from studio.families.tasks import Report, Task, Upscale, size_of

LANCZOS = ModelEntry(
    id="lanczos",
    name="Lanczos (no model)",
    family="restore",
    tasks=(Upscale.verb,),
    licence="Apache-2.0",
    details={"about": "Resamples and invents nothing. It needs no download."},
)
"""Not marked as shipped, so that a network that ships is chosen before it."""


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.restore.model import Upscaler, network

    if entry.path is None:
        report(1.0)
        return Upscaler()
    report(0.0, note="Loading")
    net = network(entry.path, Shape(**entry.details), place)
    report(1.0, note="Ready")
    return Upscaler(net, place)


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes at the peak: the pictures, and in a network the features of one part."""
    if not isinstance(task, Upscale):
        return entry.nbytes
    goal, (width, height) = size_of(task), extent(task.picture)
    held = 8 * goal.area + 8 * width * height + 64 * 24 * goal.width + 2**24
    if entry.path is None:
        return held
    shape = Shape(**entry.details)
    part = min(task.tile + 2 * (2 * shape.blocks + 3), max(width, height)) ** 2
    between = 0 if goal == (width * shape.scale, height * shape.scale) else 6 * shape.scale**2 * width * height
    return entry.nbytes + held + between + part * (36 * shape.channels + 48 * shape.scale**2)


def tiny(folder: Path) -> None:
    from studio.families.restore.model import write_random

    write_random(folder / "tiny-upscale.safetensors", Shape(blocks=2, channels=8, scale=4))


FAMILY = Family(
    id="restore",
    title="Upscale",
    tasks=frozenset({Upscale}),
    recognise=recognise,
    load=load,
    memory=memory,
    builtin=(LANCZOS,),
    tiny=tiny,
)
