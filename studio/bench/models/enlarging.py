"""Models that enlarge four times: close to the truth, or as sharp as it, beside bicubic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.shelf import Shelf, mean, opaque
from studio.bench.upscale import SCALE, samples
from studio.training.fidelity import psnr
from studio.training.measures.pixels import sharpness, ssim

Bytes = NDArray[np.uint8]

PROBE = ""
"""It needs none."""

KEPT = ("psnr", "ssim", "energy", "plain psnr", "plain ssim", "plain energy")

NEAR = 0.15
"""How far SRGAN's gradient energy may be from the original's."""


def enlarged(shelf: Shelf, model: str) -> list[Figure]:
    """PSNR and SSIM of the luma, and gradient energy, over photographs that nothing was trained on."""
    from studio.families.restore.bicubic import resized
    from studio.families.tasks import Upscale

    pictures = list(samples(shelf.photographs))[: shelf.count]
    figures: dict[str, list[float]] = {name: [] for name in KEPT}
    rows: list[list[Bytes]] = [[], [], []]
    lost = []
    for name, large in pictures:
        size = large.shape[1], large.shape[0]
        small = resized(large, (size[0] // SCALE, size[1] // SCALE))
        made = shelf.run(model, Upscale(picture=opaque(small), scale=SCALE))[0].pixels[..., :3]
        plain = resized(small, size)
        for mark, one in (("", made), ("plain ", plain)):
            figures[f"{mark}psnr"].append(psnr(one, large))
            figures[f"{mark}ssim"].append(ssim(one, large))
            figures[f"{mark}energy"].append(sharpness(one[None]) / sharpness(large[None]))
        lost += [name] if figures["psnr"][-1] < figures["plain psnr"][-1] else []
        for row, one in zip(rows, (plain, made, large), strict=True):
            row.append(middle(one))
    shelf.keep(model, [("Bicubic, the model, the original", np.stack(rows[0])), ("", np.stack(rows[1])),
                       ("", np.stack(rows[2]))], 144)  # fmt: skip
    told, means = f"{len(pictures)} photographs", {name: mean(values) for name, values in figures.items()}
    sharp = means["energy"]
    adversarial = model.startswith("srgan")
    return [
        Figure(f"{model}: PSNR", means["psnr"], "dB", f"bicubic {means['plain psnr']:.2f} dB", note=told),
        Figure(f"{model}: SSIM", means["ssim"], "", f"bicubic {means['plain ssim']:.4f}", note=told),
        Figure(f"{model}: pictures worse than by bicubic", float(len(lost)), f"of {len(pictures)}", "bicubic",
               "" if adversarial else "0", None if adversarial else not lost, ", ".join(lost)),
        Figure(f"{model}: gradient energy", sharp, "×", f"the originals; bicubic {means['plain energy']:.2f} ×",
               "0.85 … 1.15" if adversarial else "", abs(sharp - 1) <= NEAR if adversarial else None, told),
    ]  # fmt: skip


def middle(pixels: Bytes, side: int = 144) -> Bytes:
    """A square of the middle, at its own size."""
    height, width = pixels.shape[:2]
    y, x = max(0, (height - side) // 2), max(0, (width - side) // 2)
    cut = pixels[y : y + side, x : x + side]
    return np.pad(cut, ((0, side - cut.shape[0]), (0, side - cut.shape[1]), (0, 0)), mode="edge")


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {"srresnet-x4": enlarged, "srgan-x4": enlarged}
