"""Tells a generator by its tensors' names, and by what its trainer wrote beside them into the file.

The bodies and their tensors:

    mlp     hidden.N.linear, hidden.N.norm, paint                       Goodfellow et al. (2014)
    conv    start, settle, grow.N.convolution, grow.N.norm, paint       Radford et al. (2015)
    style   mapping.N, constant, blocks.N.…, mean                       Karras et al. (2020)

and the published layout of the last one's full form, S = 2^n px a side, L numbers in a style, K scales:

    stylegan2   style.N (N = 1 …): weight (L, L), bias; input.input (1, C, 4, 4); conv1, convs.N (N < 2 K − 2):
                conv.weight (1, C', C, 3, 3), conv.modulation.weight (C, L) and .bias, noise.weight (1), activate.bias;
                to_rgb1, to_rgbs.N: bias (1, 3, 1, 1), conv.weight (1, 3, C, 1, 1), conv.modulation; noises.noise_N
                (1, 1, s, s); latent_avg (L), where it was kept. It needs no metadata.

Tensors named reader.… are of a network that reads pictures, where there is one. The metadata's "gan" is JSON: a
`Shape`, the kind of training, and the conditions (sliders with their columns).
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from studio.families.family import Files, ModelEntry, Sizes, licence_beside
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode, Edit, Encode, Sample

METADATA = "gan"

READER = "reader."
"""How the names of the tensors begin that are not the painter's."""

SIGNS: Mapping[str, frozenset[str]] = {
    "mlp": frozenset({"hidden.0.linear.weight", "hidden.0.norm.weight", "paint.weight"}),
    "conv": frozenset({"start.weight", "settle.norm.weight", "grow.0.convolution.weight", "paint.weight"}),
    "style": frozenset({"mapping.0.weight", "constant", "blocks.0.first.weight", "mean"}),
    "stylegan2": frozenset({"style.1.weight", "input.input", "conv1.conv.weight", "conv1.conv.modulation.weight",
                            "to_rgb1.conv.weight", "convs.0.conv.weight", "to_rgbs.0.bias"}),
}
"""Tensors by which each body is known."""


@dataclass(frozen=True)
class Shape:
    """`body` is a key of SIGNS; `z` numbers of chance; `columns` of conditions; pictures of `size` px with `channels`
    (1 or 3); `widths` of the layers, coarse to fine; `style` numbers in a style (of the bodies with styles only);
    `depth` layers of the mapping network (of "stylegan2" only)."""

    body: str
    z: int
    size: int
    channels: int
    widths: tuple[int, ...]
    columns: int = 0
    style: int = 0
    depth: int = 0

    @property
    def latent(self) -> int:
        """How long a point of the latent space is: chance and conditions together, or a style."""
        return self.style or self.z + self.columns


@dataclass(frozen=True)
class Condition:
    """A slider and its columns among the conditions: one number −1 … 1, or one of 0 or 1 for each of its values.

    `often` tells how what it was trained on is spread: of a number the values at even steps from the least to the
    greatest (in its column's measure), of a choice the share of each value. What is not `shown` is left to chance.
    """

    slider: Slider
    often: tuple[float, ...]
    shown: bool = True

    @property
    def width(self) -> int:
        return len(self.slider.values) or 1

    def column(self, value: float | str) -> list[float]:
        """A checked value as columns."""
        slider = self.slider
        if slider.values:
            return [float(value == one) for one in slider.values]
        return [2 * (float(value) - slider.low) / (slider.high - slider.low) - 1]

    def value(self, columns: Sequence[float]) -> float | str:
        """Columns as the value that comes nearest."""
        slider = self.slider
        if slider.values:
            return slider.values[max(range(len(columns)), key=lambda at: columns[at])]
        share = min(1.0, max(0.0, (float(columns[0]) + 1) / 2))
        return round(slider.low + share * (slider.high - slider.low), 3)


def packed(shape: Shape, kind: str, conditions: Sequence[Condition] = ()) -> dict[str, str]:
    """The metadata of a generator's file."""
    rows = [{**told([one.slider])[0], "often": list(one.often), "shown": one.shown} for one in conditions]
    return {METADATA: json.dumps({"shape": asdict(shape), "kind": kind, "conditions": rows})}


def unpacked(text: str) -> tuple[Shape, str, tuple[Condition, ...]]:
    """What `packed` wrote; ValueError, KeyError or TypeError when it is something else."""
    found = json.loads(text)
    shape = Shape(**{**found["shape"], "widths": tuple(found["shape"]["widths"])})
    conditions = tuple(condition_of(row) for row in found["conditions"])
    if sum(one.width for one in conditions) != shape.columns:
        raise ValueError("conditions and columns differ")
    return shape, str(found["kind"]), conditions


def showing(text: str, names: Collection[str]) -> str:
    """The metadata's "gan" with those conditions as sliders and all others left to chance: what a generator was found
    to follow is shown, the rest it draws as it usually comes."""
    shape, kind, conditions = unpacked(text)
    chosen = [replace(one, shown=one.slider.name in names) for one in conditions]
    return packed(shape, kind, chosen)[METADATA]


def condition_of(row: Mapping[str, Any]) -> Condition:
    held = {name: value for name, value in row.items() if name not in ("often", "shown")}
    slider = Slider(**{**held, "values": tuple(held["values"])})
    return Condition(slider, tuple(row["often"]), bool(row["shown"]))


def recognise(files: Files) -> ModelEntry | None:
    body = next((body for body, signs in SIGNS.items() if signs <= files.keys.keys()), None)
    if body is None or not files.path.is_file():
        return None
    name = files.path.stem.replace("-", " ").replace("_", " ")
    nbytes = 4 * sum(math.prod(size) for size in files.keys.values())
    try:
        text = files.metadata.get(METADATA, "") or packed(published(files.keys), body)[METADATA]
        shape, kind, conditions = unpacked(text)
        whole = shape.body == body
    except (KeyError, TypeError, ValueError):
        whole = False
    if not whole:
        return ModelEntry(files.path.stem, name, "gan", (Sample.verb,), files.path, nbytes,
                          problem="Its file does not say what the generator needs to know. Train or get it again.")
    shown = [one.slider for one in conditions if one.shown]
    tasks = (Sample.verb, Decode.verb, Encode.verb) + ((Edit.verb,) if shown else ())
    details: dict[str, Any] = {
        "kind": kind, "latent": latent_of(shape), "size": shape.size, "sliders": told(shown),
        "ignores": ["steps"], "metadata": text,
    }  # fmt: skip
    if shape.style:
        details["layers"] = len(shape.widths) * (2 if body == "stylegan2" else 1)
    if body == "stylegan2":
        details["variants"] = True
    # It squares and fits pictures itself, so that an edit keeps what only the large one has.
    return ModelEntry(files.path.stem, name, "gan", tasks, files.path, nbytes, licence_beside(files.path),
                      sizes=Sizes(), details=details)


def published(keys: Mapping[str, tuple[int, ...]]) -> Shape:
    """The shape of a generator in the published layout; ValueError or KeyError when its tensors tell of none."""
    scales = sum(name.startswith("to_rgbs.") and name.endswith(".conv.weight") for name in keys)
    depth = sum(name.startswith("style.") and name.endswith(".weight") for name in keys)
    first, style = keys["input.input"][1], keys["style.1.weight"][0]
    widths = (first, *(keys[f"to_rgbs.{scale}.conv.weight"][2] for scale in range(scales)))
    for scale, (before, after) in enumerate(pairwise(widths)):
        wanted = [(1, after, before, 3, 3), (1, after, after, 3, 3)]
        if [tuple(keys[f"convs.{2 * scale + at}.conv.weight"]) for at in range(2)] != wanted:
            raise ValueError("scales do not follow each other")
    if not scales or tuple(keys["conv1.conv.modulation.weight"]) != (first, style):
        raise ValueError("no scales, or styles of another length")
    return Shape("stylegan2", style, 4 << scales, 3, widths, style=style, depth=depth)


def latent_of(shape: Shape) -> dict[str, Any]:
    """What an entry tells of the space: chance and conditions side by side, or styles that chance is mapped to."""
    told: dict[str, Any] = {"shape": [shape.latent], "prior": "mapped" if shape.style else "normal"}
    return told | ({"noise": [0, shape.z]} if shape.columns and not shape.style else {})
