"""Reads attributes off a model's pictures, with the probe of the world that it paints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.core.errors import BadRequest
from studio.explore.leakage import Attributes

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.families.family import ModelEntry
    from studio.session.directing import Floats, Look

AUTO = "auto"


def world_of(entry: ModelEntry, asked: str, roots: Sequence[Path] = ()) -> str:
    """The world that was asked for, or the one in the model's name that there is a probe for; empty where there is
    none. BadRequest for a world without a probe."""
    from studio import places
    from studio.training.probes.read import probe_of

    def reads(world: str) -> bool:
        return any(probe_of(root, world).exists() for root in (*roots, places.shipped_models()))

    if asked and not reads(asked):
        raise BadRequest(f"There is no probe for {asked}.", f"Train one: pentimento train probe --world {asked}")
    return asked or next((word for word in entry.id.split("-")[::-1] if reads(word)), "")


def eyes(world: str, device: str = AUTO, roots: Sequence[Path] = ()) -> tuple[Attributes, Look]:
    """What the probe of a world can tell, and what reads it off pictures (all of one size)."""
    import torch

    from studio.training.probes.read import shipped

    place = device if device != AUTO else "cuda" if torch.cuda.is_available() else "cpu"
    reader = shipped(world, place, roots)
    questions = reader.questions
    values = {fact.name: fact.values for fact in questions.facts if fact.kind == "category"}

    def look(pictures: Sequence[Picture]) -> Floats:
        return reader.read(np.stack([one[..., :3] for one in pictures])).answers

    return Attributes(questions.places, values), look
