"""Tells an autoencoder of the studio's own kind by its tensors' names and shapes, never by its file name.

    encoder.stem.weight             (W, 12, 3, 3)    W = width; the picture comes with 2 × 2 pixels side by side
    encoder.down.N.weight           (C', C, 4, 4)    N = 0 … log2(size) − 4; each halves the side, down to 4 × 4
    encoder.code.weight             (2 L or L, 16 C) mean and log-variance of L latents; a plain autoencoder has no
                                                     variances
    decoder.code.weight             (16 C, L)
    decoder.up.N.weight             (C, C', 4, 4)    transposed; each doubles the side
    decoder.block.first, .second    (C, C, 3, 3)     at 8 × 8; second(silu(first(silu(x)))) is added to x
    decoder.paint.weight            (12, W, 3, 3)

each with a .bias; C = min(W 2^N, 8 W). Pictures are RGB −1 … 1. Beside the weights may lie what was found out of the
latents of the pictures that it was trained on:

    prior.mean, prior.spread        (L,), (L, L)     they lie like mean + spread ε, for ε from N(0, I)
    sliders.away                    (K, L)           which way, and how far, one unit of each column moves a latent
    sliders.reading, .bias          (K, L), (K,)     reading z + bias tells where a latent is in each column

A slider has one column, −1 at its low end and 1 at its high one, or one of 0 or 1 for each of its values; the file's
metadata has them under "sliders" as JSON (studio/families/sliders.py), in the order of their columns.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from studio.families.family import Files, ModelEntry, Sizes, licence_beside
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode, Edit, Encode, Sample

Lengths = Mapping[str, tuple[int, ...]]

METADATA = "sliders"
BESIDE = ("prior.", "sliders.")
"""How the names of tensors begin that are no weights."""


class Shape(NamedTuple):
    """`size` px a side, a power of two from 32 on; `width` channels at half of it; `latent` numbers for a picture."""

    size: int = 128
    width: int = 24
    latent: int = 128
    variational: bool = True

    @property
    def halvings(self) -> int:
        """From half the size down to 4 × 4."""
        return int(math.log2(self.size)) - 3

    @property
    def channels(self) -> tuple[int, ...]:
        """At size / 2, size / 4 … 4."""
        return tuple(self.width * min(8, 2**number) for number in range(self.halvings + 1))


def recognise(files: Files) -> ModelEntry | None:
    shape = shape_of(files.keys)
    if shape is None or not files.path.is_file():
        return None
    sliders = sliders_of(files.metadata, files.keys)
    prior = "mapped" if "prior.mean" in files.keys else "normal"
    return ModelEntry(
        id=files.path.stem,
        name=files.path.stem.replace("-", " ").replace("_", " "),
        family="vae",
        tasks=(Sample.verb, Encode.verb, Decode.verb) + ((Edit.verb,) if sliders else ()),
        path=files.path,
        nbytes=4 * sum(math.prod(size) for size in files.keys.values()),
        licence=licence_beside(files.path),
        sizes=Sizes(),  # it squares and fits pictures itself, so that an edit keeps what only the large one has
        details={**shape._asdict(), "latent": {"shape": [shape.latent], "prior": prior}, "sliders": told(sliders),
                 "encoder": True, "ignores": ["steps"]},
    )  # fmt: skip


def shape_of(keys: Lengths) -> Shape | None:
    """What an autoencoder's tensors tell of it; None when they are another network's."""
    stem, code, grown = (keys.get(f"{name}.weight", ()) for name in ("encoder.stem", "encoder.code", "decoder.code"))
    if (len(stem), len(code), len(grown)) != (4, 2, 2):
        return None
    halvings = sum(key.startswith("encoder.down.") and key.endswith(".weight") for key in keys)
    shape = Shape(8 * 2**halvings, stem[0], grown[1], code[0] == 2 * grown[1])
    weights = {name: tuple(size) for name, size in keys.items() if not name.startswith(BESIDE)}
    return shape if halvings > 1 and weights == layout(shape) else None


def layout(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Every weight's name and shape."""
    channels = shape.channels
    deep, block = 16 * channels[-1], (channels[-2], channels[-2], 3, 3)
    code = (1 + shape.variational) * shape.latent
    found: dict[str, tuple[int, ...]] = {
        "encoder.stem.weight": (shape.width, 12, 3, 3), "encoder.stem.bias": (shape.width,),
        "encoder.code.weight": (code, deep), "encoder.code.bias": (code,),
        "decoder.code.weight": (deep, shape.latent), "decoder.code.bias": (deep,),
        "decoder.block.first.weight": block, "decoder.block.first.bias": block[:1],
        "decoder.block.second.weight": block, "decoder.block.second.bias": block[:1],
        "decoder.paint.weight": (12, shape.width, 3, 3), "decoder.paint.bias": (12,),
    }  # fmt: skip
    for number, (wide, deeper) in enumerate(pairwise(channels)):
        up = shape.halvings - 1 - number
        found |= {f"encoder.down.{number}.weight": (deeper, wide, 4, 4), f"encoder.down.{number}.bias": (deeper,),
                  f"decoder.up.{up}.weight": (deeper, wide, 4, 4), f"decoder.up.{up}.bias": (wide,)}  # fmt: skip
    return found


def sliders_of(metadata: Mapping[str, str], keys: Lengths) -> tuple[Slider, ...]:
    """The sliders that a file brings along; none where its texts and its tensors do not belong together."""
    try:
        rows = json.loads(metadata.get(METADATA, "[]"))
        sliders = tuple(Slider(**{**row, "values": tuple(row["values"])}) for row in rows)
    except (TypeError, ValueError, KeyError):
        return ()
    count = columns(sliders)
    latent = keys.get("decoder.code.weight", (0, 0))[1]
    wanted = {"sliders.away": (count, latent), "sliders.reading": (count, latent), "sliders.bias": (count,)}
    return sliders if all(tuple(keys.get(name, ())) == size for name, size in wanted.items()) else ()


def columns(sliders: Sequence[Slider]) -> int:
    return sum(len(slider.values) or 1 for slider in sliders)
