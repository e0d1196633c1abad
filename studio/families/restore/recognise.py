"""Tells an SRResNet by its tensors' names and shapes, never by its file name.

    head.weight                     (C, 3, 3, 3)     C = channels
    body.N.first.weight, .second.   (C, C, 3, 3)     N = 0 … blocks − 1; second(relu(first(x))) is added to x
    gather.weight                   (C, C, 3, 3)     what it gives is added to the head's output
    tail.weight                     (3 S², C, 3, 3)  S = scale; its channel c S² + i S + j is colour c of the new
                                                     pixel (i, j) within each old one

each with a .bias. Pictures are RGB 0 … 1, less 0.5 at the head; the bicubic picture is added at the end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from studio.families.family import Files, ModelEntry, Sizes
from studio.families.tasks import Upscale


class Shape(NamedTuple):
    blocks: int = 16
    channels: int = 64
    scale: int = 4


def recognise(files: Files) -> ModelEntry | None:
    shape = shape_of(files.keys)
    if shape is None or not files.path.is_file():
        return None
    return ModelEntry(
        id=files.path.stem,
        name=files.path.stem.replace("-", " ").replace("_", " "),
        family="restore",
        tasks=(Upscale.verb,),
        path=files.path,
        nbytes=4 * sum(math.prod(size) for size in files.keys.values()),
        licence=_licence(files.path.with_name("card.md")),
        sizes=Sizes(),
        details=dict(shape._asdict()),
    )


def _licence(card: Path) -> str:
    """What the card beside the weights says on its line "Licence: …"; empty without one."""
    try:
        lines = card.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("Licence:")), "")


def shape_of(keys: Mapping[str, tuple[int, ...]]) -> Shape | None:
    """What an SRResNet's tensors tell of it; None when they are another network's."""
    head, tail = keys.get("head.weight", ()), keys.get("tail.weight", ())
    if len(head) != 4 or len(tail) != 4:
        return None
    blocks = sum(key.endswith(".second.weight") for key in keys)
    shape = Shape(blocks, channels=head[0], scale=math.isqrt(tail[0] // 3))
    return shape if {name: tuple(size) for name, size in keys.items()} == layout(shape) else None


def layout(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Every tensor's name and shape."""
    blocks, channels, scale = shape
    wide = (channels, channels, 3, 3)
    weights = {"head": (channels, 3, 3, 3), "gather": wide, "tail": (3 * scale**2, channels, 3, 3)}
    weights |= {f"body.{number}.{part}": wide for number in range(blocks) for part in ("first", "second")}
    sizes: dict[str, tuple[int, ...]] = {f"{name}.weight": size for name, size in weights.items()}
    return sizes | {f"{name}.bias": size[:1] for name, size in weights.items()}
