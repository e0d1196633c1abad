"""What the contract tests need to know of each family: how to get a tiny model of it, and what to ask it.

A family takes part by itself: through its `builtin` entries, or through its card's `tiny`, which writes seeded random
weights of the real classes. Its sliders and the shape of its latents are read from what its entries tell. Whoever needs
other settings than `SETTINGS` has, adds them there.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.geometry import Rect
from studio.core.picture import Mask, Picture, frozen
from studio.engine.scan import found_under, opened
from studio.families import sliders
from studio.families.family import Family, Files, ModelEntry
from studio.families.tasks import (
    Decode,
    Edit,
    Encode,
    Fill,
    Generate,
    Latent,
    Sample,
    Sketch,
    Task,
    Translate,
    Upscale,
)
from studio.parts import parts

FAMILIES: tuple[Family, ...] = parts("studio.families")

SETTINGS: dict[str, dict[str, Any]] = {
    "diffusion": {"steps": 3, "guidance": 2.0, "prompt": "a red cottage"},
    "restore": {"tile": 16},
    "gan": {"steps": 4},
}
"""By family: what its tasks are asked with, so that they are quick and do something."""


def tiny_files(family: Family, folder: Path) -> tuple[Files, ...]:
    """What `family.tiny` writes, as the library would see it; nothing for a family without weights."""
    if family.tiny is None:
        return ()
    family.tiny(folder)
    found = []
    for each in found_under(folder):
        files, problem = opened(each)
        assert not problem, problem
        found.append(files)
    assert found, f"{family.id}: the library would not find what tiny() wrote"
    return tuple(found)


def entries(family: Family, files: tuple[Files, ...]) -> tuple[ModelEntry, ...]:
    recognised = (family.recognise(each) for each in files)
    return (*family.builtin, *(entry for entry in recognised if entry is not None))


def able(found: tuple[ModelEntry, ...], kind: type[Task]) -> tuple[ModelEntry, ...]:
    """Those that answer such a task."""
    return tuple(entry for entry in found if kind.verb in entry.tasks and not entry.problem)


def asked(family: Family, kind: type[Task], entry: ModelEntry, **more: Any) -> Task:
    """A tiny task of this kind: a 64 × 48 picture, with a mask in its middle where the task needs one."""
    brought: dict[str, Any] = {"seed": 11}
    if kind is Fill:
        brought |= {"picture": frozen(scene()), "mask": frozen(mask())}
    elif kind is Generate:
        brought |= {"width": 64, "height": 48}
    elif kind in (Sketch, Translate, Encode, Upscale):
        brought |= {"picture": frozen(scene())}
    elif kind is Edit:
        brought |= {"picture": frozen(scene()), "sliders": moved(entry)}
    elif kind is Decode:
        brought |= {"latents": tuple(somewhere(entry, number) for number in range(2))}
    else:
        assert kind is Sample, f"Say here what {kind.__name__} is asked with."
    known = {field.name for field in dataclasses.fields(kind)}
    values = brought | SETTINGS.get(family.id, {}) | more
    return kind(**{name: value for name, value in values.items() if name in known})


def mask() -> Mask:
    marked = np.zeros((48, 64), np.uint8)
    marked[Rect(20, 16, 24, 18).slices] = 255
    return marked


def moved(entry: ModelEntry) -> dict[str, float | str]:
    """Every slider of a model far from its lower end."""
    return {each.name: each.values[-1] if each.values else each.low + 0.9 * (each.high - each.low)
            for each in sliders.of(entry)}  # fmt: skip


def somewhere(entry: ModelEntry, number: int = 0) -> Latent:
    """A point of the model's latent space, whose shape its entry tells."""
    shape = tuple(entry.details["latent"]["shape"])
    return np.random.default_rng(number).standard_normal(shape).astype(np.float32)


def scene(depth: Any = np.uint8) -> Picture:
    """Soft stripes with grain."""
    rows, columns = np.indices((48, 64))
    wave = 0.5 + 0.3 * np.sin((rows + 2 * columns) / 5) + np.random.default_rng(2).normal(0, 0.05, (48, 64))
    most = np.iinfo(depth).max
    grey = np.clip(wave, 0, 1) * most
    return np.dstack([grey, most - grey, grey, np.full_like(grey, most)]).astype(depth)


class Watch:
    """A `report` that remembers what it was told and raises `error` at call number `at`."""

    def __init__(self, error: BaseException | None = None, at: int = 0) -> None:
        self.fractions: list[float] = []
        self.previews: list[Picture] = []
        self._error, self._at = error, at

    def __call__(self, fraction: float, preview: Picture | None = None, note: str = "") -> None:
        self.fractions.append(fraction)
        if preview is not None:
            self.previews.append(preview)
        if self._error is not None and len(self.fractions) == self._at:
            raise self._error


def spoilt(model: object) -> bool:
    """Sets every weight of the model's networks to NaN; False when it has no networks."""
    torch = sys.modules.get("torch")
    if torch is None:
        return False
    done = False
    for held in vars(model).values():
        parts = getattr(held, "components", {"": held})
        for part in parts.values():
            if isinstance(part, torch.nn.Module):
                for weight in part.parameters():
                    weight.data.fill_(float("nan"))
                    done = True
    return done
