"""How much closer to the truth upscaling comes than bicubic does, on pictures that nothing here was trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Bench, Figure

if TYPE_CHECKING:
    from studio.families.family import Model, ModelEntry

Bytes = NDArray[np.uint8]

SAMPLES = ("clock", "coins", "colorwheel", "immunohistochemistry", "moon", "page", "text")
"""Pictures of scikit-image's wheel that are not among those of `studio.training.photographs`."""

SCALE = 4

LONGEST = 512
"""Large photographs are made so small, px: what a camera or a JPEG left in them is no detail to be found again."""


def samples(folder: Path | None = None) -> Iterator[tuple[str, Bytes]]:
    """Names and (H, W, 3) sRGB, sides whole multiples of the scale; of a pair of photographs, the left one.

    The pictures of `folder` instead, where there is one: the larger of them made smaller, `LONGEST` px at most."""
    for name, rgb in photographs(folder) if folder else wheel():
        height, width = (side // SCALE * SCALE for side in rgb.shape[:2])
        yield name, np.ascontiguousarray(rgb[:height, :width, :3])


def wheel() -> Iterator[tuple[str, Bytes]]:
    from skimage import data

    for name in (*SAMPLES, "stereo_motorcycle"):
        pixels = getattr(data, name)()
        pixels = np.asarray(pixels[0] if isinstance(pixels, tuple) else pixels)
        yield name, pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)


def photographs(folder: Path) -> Iterator[tuple[str, Bytes]]:
    from studio.families.restore.bicubic import resized
    from studio.training.folder import Folder

    found = Folder(folder)
    for name in found.names:
        rgb = found.read(name)
        if rgb is not None:
            share = min(1.0, LONGEST / max(rgb.shape[:2]))
            yield Path(name).stem, resized(rgb, (round(rgb.shape[1] * share), round(rgb.shape[0] * share)))


def run() -> Sequence[Figure]:
    from studio.engine.library import Library
    from studio.families.tasks import Upscale

    library = Library().refresh()
    entry = library.default(Upscale.verb)
    assert entry is not None, "Lanczos is always there"
    figures, model = [], loaded(entry)
    for name, large in samples():
        figures.append(gain(name, large, model, entry))
    model.close()
    return figures


def loaded(entry: ModelEntry) -> Model:
    from studio.families.family import Place
    from studio.families.restore import load
    from studio.families.tasks import silent

    return load(entry, Place(), silent)


def gain(name: str, large: Bytes, model: Model, entry: ModelEntry) -> Figure:
    """PSNR (Y, 4 px shaved) of the picture that was made smaller and upscaled, less that of bicubic."""
    from studio.families.restore.bicubic import resized
    from studio.families.tasks import Upscale, silent
    from studio.training.fidelity import psnr

    height, width = large.shape[:2]
    small = resized(large, (width // SCALE, height // SCALE))
    opaque = np.dstack([small, np.full(small.shape[:2], 255, np.uint8)])
    made = model.run(Upscale(picture=opaque, scale=SCALE), silent)[0].pixels[..., :3]
    ours, bicubic = psnr(made, large), psnr(resized(small, (width, height)), large)
    bar, met = ("", None) if entry.path is None else ("≥ 0 dB", ours >= bicubic)
    note = f"{width} × {height}, {entry.name}, {ours:.2f} dB against {bicubic:.2f} dB"
    return Figure(f"{name}: gain", ours - bicubic, "dB", "antialiased bicubic", bar, met, note)


BENCH = Bench("upscale", "Upscaling", run)
