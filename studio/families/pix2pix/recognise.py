"""Tells a pix2pix generator by its tensors' names and shapes, as they were published with the paper.

The U-Net is nested: each level holds the next finer description of the picture's layout. Level k lies at

    model.model.                               k = 0, the outermost
    model.model.1.                             k = 1
    model.model.1.model.3. … model.3.          each level further in

and holds, besides the level within it,

                on the way in                   on the way out
    outermost   model.0.weight (W0, 3, 4, 4)    model.3.weight (2 W0, 3, 4, 4) with a .bias
    between     model.1.weight (Wk, Wk−1, 4, 4) and the batch norm model.2
                                                model.5.weight (2 Wk, Wk−1, 4, 4) and the batch norm model.6
    innermost   model.1.weight (Wk, Wk−1, 4, 4) model.3.weight (Wk, Wk−1, 4, 4) and the batch norm model.4

without biases but the outermost. Pictures are RGB −1 … 1. Ours also have a stage that looks at drawing and painting
together, each 2 × 2 pixels of both as 24 numbers, and says what to add to the painting's 2 × 2 pixels:

    fine.0.weight (F, 24, 3, 3), fine.2.weight (F, F, 3, 3), fine.4.weight (12, F, 3, 3), each with a .bias
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from studio.families.family import Files, ModelEntry, Sizes, licence_beside
from studio.families.tasks import Sketch

NATIVE = 256
"""Px: the side that the published networks, and ours, are trained at."""

UNSEEN = ("control", "strength", "prompt", "negative", "steps", "guidance", "sampler", "schedule")
"""Fields of a Sketch that the network does not look at."""


class Shape(NamedTuple):
    """`widths` from the outermost level to the innermost; each level halves the picture. `fine` is F, 0 without."""

    widths: tuple[int, ...]
    fine: int = 0

    @property
    def multiple(self) -> int:
        return 1 << len(self.widths)


def recognise(files: Files) -> ModelEntry | None:
    shape = shape_of(files.keys)
    if shape is None or not files.path.is_file():
        return None
    return ModelEntry(
        id=files.path.stem,
        name=files.path.stem.replace("-", " ").replace("_", " "),
        family="pix2pix",
        tasks=(Sketch.verb,),
        path=files.path,
        nbytes=4 * sum(math.prod(size) for size in files.keys.values()),
        licence=licence_beside(files.path),
        sizes=Sizes(multiple=shape.multiple, native=max(NATIVE, shape.multiple)),
        details={"widths": list(shape.widths), "fine": shape.fine, "ignores": list(UNSEEN)},
    )


def shape_of(keys: Mapping[str, tuple[int, ...]]) -> Shape | None:
    """What a U-Net's tensors tell of it; None when they are another network's."""
    widths: list[int] = []
    while (way_in := keys.get(f"{place(len(widths))}model.{1 if widths else 0}.weight")) is not None:
        widths.append(way_in[0])
    shape = Shape(tuple(widths), keys.get("fine.0.weight", (0,))[0])
    told = {name: tuple(size) for name, size in keys.items() if not name.endswith("num_batches_tracked")}
    return shape if len(widths) > 2 and told == layout(shape) else None


def place(level: int) -> str:
    """Where the names of a level begin."""
    return "model." if level == 0 else "model.model.1." + "model.3." * (level - 1)


def norms(shape: Shape) -> list[tuple[str, str, bool]]:
    """Every batch norm's name, that of the convolution before it, and whether that one is transposed, whose weight
    tells first what goes in."""
    found = []
    for level in range(1, len(shape.widths)):
        start = place(level) + "model."
        if level == len(shape.widths) - 1:
            found.append((f"{start}4", f"{start}3", True))
        else:
            found += [(f"{start}2", f"{start}1", False), (f"{start}6", f"{start}5", True)]
    return found


def layout(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Every tensor's name and shape."""
    widths, last = shape.widths, len(shape.widths) - 1
    sizes: dict[str, tuple[int, ...]] = {
        "model.model.0.weight": (widths[0], 3, 4, 4),
        "model.model.3.weight": (2 * widths[0], 3, 4, 4),
        "model.model.3.bias": (3,),
    }
    for level in range(1, last + 1):
        inner, outer, start = widths[level], widths[level - 1], place(level) + "model."
        innermost = level == last
        sizes[f"{start}1.weight"] = (inner, outer, 4, 4)
        sizes[f"{start}{3 if innermost else 5}.weight"] = (inner if innermost else 2 * inner, outer, 4, 4)
        norms = {4: outer} if innermost else {2: inner, 6: outer}
        parts = ("weight", "bias", "running_mean", "running_var")
        sizes |= {f"{start}{at}.{part}": (width,) for at, width in norms.items() for part in parts}
    wide = shape.fine
    for at, after, before in ((0, wide, 24), (2, wide, wide), (4, 12, wide)) if wide else ():
        sizes |= {f"fine.{at}.weight": (after, before, 3, 3), f"fine.{at}.bias": (after,)}
    return sizes
