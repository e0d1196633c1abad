"""VAE: pictures folded into a few numbers, to draw new ones from, and to move a face about in by sliders."""

from __future__ import annotations

from pathlib import Path

from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.tasks import Decode, Edit, Encode, Report, Sample, Task, size_of
from studio.families.vae.recognise import Shape, recognise


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.vae.model import load

    return load(entry, place, report)


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes: the weights, the features of the pictures that are made at once, and an edit's picture in numbers."""
    size = int(entry.details.get("size", 128))
    return entry.nbytes + 8 * 4 * 40 * size**2 + 64 * size_of(task).area


def tiny(folder: Path) -> None:
    from studio.families.vae.model import write_random

    write_random(folder / "tiny-vae.safetensors", Shape(size=32, width=4, latent=6))


FAMILY = Family(
    id="vae",
    title="VAE",
    tasks=frozenset({Sample, Encode, Decode, Edit}),
    recognise=recognise,
    load=load,
    memory=memory,
    tiny=tiny,
)
