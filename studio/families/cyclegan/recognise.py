"""Tells a CycleGAN generator by its tensors' names and shapes, as they were published with the paper.

    model.1.weight                  (C, 3, 7, 7)      C = width; before it the edge is mirrored by 3 px
    model.4.weight, model.7.weight  (2 C, C, 3, 3), (4 C, 2 C, 3, 3)     each halves the picture
    model.K.conv_block.1.weight, .conv_block.5.weight   (4 C, 4 C, 3, 3)     K = 10 … 9 + blocks; .6 where a dropout
                                                      stands between; what they give is added
    model.M.weight, model.(M + 3).weight   (4 C, 2 C, 3, 3), (2 C, C, 3, 3)  M = 10 + blocks; each doubles the picture
    model.(M + 7).weight            (3, C, 7, 7)

Published files come in two kinds. Those with instance norms, the usual ones, have a .bias beside each weight and
nothing for the norms. Those with batch norms have no .bias but the last layer's, and .weight, .bias, .running_mean and
.running_var one place after each other convolution. Pictures are RGB −1 … 1. A file with one generator translates one
way; ours hold both, under the names forward.model… and back.model….
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from studio.families.family import Files, ModelEntry, Sizes, licence_beside
from studio.families.tasks import Translate

LARGEST = 1024
"""Px: the longer side that pictures are translated at; what is finer is carried over from the picture itself."""

NATIVE = 256

WAYS = ("forward", "back")

UNUSED = ("running_mean", "running_var", "num_batches_tracked")
"""What old files hold for their instance norms too."""


class Shape(NamedTuple):
    blocks: int = 9
    width: int = 64
    dropout: bool = False
    """Whether the blocks were trained with one, which moves their second convolution by one place."""
    norm: str = "instance"
    """Or "batch"."""


def recognise(files: Files) -> ModelEntry | None:
    found = ways_of(files.keys)
    if found is None or not files.path.is_file():
        return None
    ways, shape = found
    return ModelEntry(
        id=files.path.stem,
        name=files.path.stem.replace("-", " ").replace("_", " "),
        family="cyclegan",
        tasks=(Translate.verb,),
        path=files.path,
        nbytes=4 * sum(math.prod(size) for size in files.keys.values()),
        licence=licence_beside(files.path),
        sizes=Sizes(multiple=4, native=NATIVE, largest=LARGEST),
        details={**shape._asdict(), "ways": list(ways), "ignores": [] if len(ways) > 1 else ["direction"]},
    )


def ways_of(keys: Mapping[str, tuple[int, ...]]) -> tuple[tuple[str, ...], Shape] | None:
    """The ways a file goes, each with a generator of one shape; ("",) where its names say none. None when the file
    holds other networks."""
    parts = {way: {name.removeprefix(f"{way}."): size for name, size in keys.items() if name.startswith(f"{way}.")}
             for way in WAYS}  # fmt: skip
    if sum(map(len, parts.values())) == len(keys) and all(parts.values()):
        shapes = {shape_of(part) for part in parts.values()}
        shape = shapes.pop()
        return None if shape is None or shapes else (WAYS, shape)
    shape = shape_of(keys)
    return None if shape is None else (("",), shape)


def shape_of(keys: Mapping[str, tuple[int, ...]]) -> Shape | None:
    """What a generator's tensors tell of it; None when they are another network's."""
    dropout, batch = len(keys.get("model.10.conv_block.6.weight", ())) == 4, "model.2.weight" in keys
    unused = UNUSED[2:] if batch else UNUSED
    told = {name: tuple(size) for name, size in keys.items() if not name.endswith(unused)}
    first = told.get("model.1.weight", ())
    if len(first) != 4:
        return None
    blocks = sum(name.endswith("conv_block.1.weight") for name in told)
    shape = Shape(blocks, first[0], dropout, "batch" if batch else "instance")
    return shape if told == layout(shape) else None


class Layer(NamedTuple):
    """A convolution: its name, the shape of its weight, and what comes out of it."""

    name: str
    size: tuple[int, ...]
    made: int

    @property
    def norm(self) -> str:
        """The name of the norm after it."""
        front, _, at = self.name.rpartition(".")
        return f"{front}.{int(at) + 1}"


def layers(shape: Shape) -> list[Layer]:
    """Every convolution, the last one last."""
    width, wide, after = shape.width, 4 * shape.width, 10 + shape.blocks
    second = 6 if shape.dropout else 5
    return [
        Layer("model.1", (width, 3, 7, 7), width),
        Layer("model.4", (2 * width, width, 3, 3), 2 * width),
        Layer("model.7", (wide, 2 * width, 3, 3), wide),
        *(Layer(f"model.{block}.conv_block.{at}", (wide, wide, 3, 3), wide)
          for block in range(10, after) for at in (1, second)),
        Layer(f"model.{after}", (wide, 2 * width, 3, 3), 2 * width),
        Layer(f"model.{after + 3}", (2 * width, width, 3, 3), width),
        Layer(f"model.{after + 7}", (3, width, 7, 7), 3),
    ]  # fmt: skip


def layout(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Every tensor's name and shape."""
    *inner, last = layers(shape)
    sizes = {f"{layer.name}.weight": layer.size for layer in (*inner, last)}
    sizes[f"{last.name}.bias"] = (last.made,)
    if shape.norm == "instance":
        return sizes | {f"{layer.name}.bias": (layer.made,) for layer in inner}
    parts = ("weight", "bias", "running_mean", "running_var")
    return sizes | {f"{layer.norm}.{part}": (layer.made,) for layer in inner for part in parts}
