"""Makes a trained model small enough to give away: half precision, and the hash that proves it whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from studio.core.errors import NotFinite
from studio.training import checkpoint


def halved_folder(source: Path, goal: Path) -> dict[str, str]:
    """The same for a model of several files, a diffusers folder: what holds no weights is copied. The sha256 of each
    file of weights, by its path in the folder."""
    found: dict[str, str] = {}
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        name = path.relative_to(source)
        if path.suffix == ".safetensors":
            found[name.as_posix()] = halved(path, goal / name)
        else:
            (goal / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal / name)
    return found


def halved(source: Path, goal: Path, texts: Mapping[str, str] | None = None) -> str:
    """Writes the weights of `source` as float16 to `goal`, and the texts beside them as they are, or `texts` instead;
    gives the sha256, the line for the model's card.md. Whole numbers stay whole.

    NotFinite when a weight is too large for half precision.
    """
    import torch
    from safetensors import safe_open

    weights = {name: tensor.half() if tensor.is_floating_point() else tensor
               for name, tensor in checkpoint.load(source).items()}  # fmt: skip
    for name, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise NotFinite(f"{name} does not fit into half precision.", "Give the model away in full precision.")
    goal.parent.mkdir(parents=True, exist_ok=True)
    with safe_open(str(source), "pt") as file:
        beside = file.metadata()
    checkpoint.save(goal, weights, beside if texts is None else texts)
    return hashlib.sha256(goal.read_bytes()).hexdigest()
