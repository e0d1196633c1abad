"""Makes a trained model small enough to give away: half precision, and the hash that proves it whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from studio.core.errors import NotFinite
from studio.training import checkpoint


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
