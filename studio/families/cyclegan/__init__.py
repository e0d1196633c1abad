"""CycleGAN: the same picture in another manner, and back from it."""

from __future__ import annotations

from pathlib import Path

from studio.families.cyclegan.recognise import LARGEST, Shape, recognise
from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.tasks import Report, Task, Translate


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.cyclegan.model import Translator, networks

    assert entry.path is not None, "this family has no entries without weights"
    report(0.0, note="Loading")
    nets = networks(entry.path, shape_in(entry), entry.details["ways"], place)
    report(1.0, note="Ready")
    return Translator(nets, place)


def shape_in(entry: ModelEntry) -> Shape:
    return Shape(**{name: entry.details[name] for name in Shape._fields})


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes at the peak: the weights, the first and last layers' features at the working size, and the pictures."""
    if not isinstance(task, Translate):
        return entry.nbytes
    height, width = task.picture.shape[:2]
    worked = min(1.0, LARGEST / max(height, width)) ** 2 * height * width
    return int(entry.nbytes + 16 * shape_in(entry).width * worked + 60 * height * width)


def tiny(folder: Path) -> None:
    from studio.families.cyclegan.model import write_random

    write_random(folder / "tiny-translator.safetensors", Shape(1, 4))


FAMILY = Family(
    id="cyclegan",
    title="Another manner (CycleGAN)",
    tasks=frozenset({Translate}),
    recognise=recognise,
    load=load,
    memory=memory,
    tiny=tiny,
)
