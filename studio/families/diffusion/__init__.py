"""Diffusion models in diffusers' folders or in single .safetensors files: generate, image to image, fill, sample."""

from __future__ import annotations

from pathlib import Path

from studio.families.diffusion.recognise import recognise
from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.tasks import Decode, Encode, Fill, Generate, Report, Sample, Task, size_of


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.diffusion.load import load

    return load(entry, place, report)


def _tiny(folder: Path) -> None:
    from studio.families.diffusion.tiny import write, write_pixels

    write(folder / "tiny-diffusion")
    write_pixels(folder / "tiny-ddpm")


def _memory(entry: ModelEntry, task: Task) -> int:
    """Bytes: the weights, and what attention and the decoder hold per pixel (about 1.2 kB, measured on SD 1.5)."""
    area = entry.side**2 if isinstance(task, Encode | Decode) else size_of(task).area
    return entry.nbytes + 1200 * area


FAMILY = Family(
    id="diffusion",
    title="Diffusion",
    tasks=frozenset({Generate, Fill, Sample, Encode, Decode}),
    recognise=recognise,
    load=_load,
    memory=_memory,
    tiny=_tiny,
    ahead=("torch", "transformers", "diffusers.pipelines.auto_pipeline"),
)
