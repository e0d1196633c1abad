"""GAN: pictures made up at once, out of chance and of what is asked for by sliders."""

from __future__ import annotations

from pathlib import Path

from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.gan.recognise import Shape, recognise
from studio.families.tasks import Decode, Edit, Encode, Report, Sample, Task, size_of


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.gan.model import load

    return load(entry, place, report)


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes: the weights, the features of the pictures that are made at once, and an edit's picture in numbers."""
    size = int(entry.details.get("size", 128))
    return entry.nbytes + 8 * 4 * 100 * min(size**2, 4 * 256**2) + 64 * size_of(task).area


def tiny(folder: Path) -> None:
    from studio.families.gan.model import write_random

    write_random(folder / "tiny-cgan.safetensors", Shape("conv", 6, 32, 3, (12, 8, 6), 4))
    write_random(folder / "tiny-gan.safetensors", Shape("mlp", 6, 16, 1, (12, 8)))
    write_random(folder / "tiny-stylegan.safetensors", Shape("style", 6, 16, 3, (8, 8, 6), style=8))
    write_random(folder / "tiny-stylegan2.safetensors", Shape("stylegan2", 8, 16, 3, (8, 8, 6), style=8, depth=2))


FAMILY = Family(
    id="gan",
    title="GAN",
    tasks=frozenset({Sample, Encode, Decode, Edit}),
    recognise=recognise,
    load=load,
    memory=memory,
    tiny=tiny,
)
