"""What the contract tests need to know of each family: how to get a tiny model of it, and what to ask it.

A family takes part by itself: through its `builtin` entries, or through its card's `tiny`, which writes seeded random
weights of the real classes. Whoever needs other settings than `SETTINGS` has, adds them there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.geometry import Rect
from studio.core.picture import Picture, frozen
from studio.engine.scan import found_under, opened
from studio.families.family import Family, Files, ModelEntry
from studio.families.tasks import Fill, Generate, Task, Upscale
from studio.parts import parts

FAMILIES: tuple[Family, ...] = parts("studio.families")

SETTINGS: dict[str, dict[str, Any]] = {
    "diffusion": {"steps": 3, "guidance": 2.0, "prompt": "a red cottage"},
    "restore": {"tile": 16},
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


def asked(family: Family, kind: type[Task], **more: Any) -> Task:
    """A tiny task of this kind: a 64 × 48 picture with a mask in its middle."""
    settings: dict[str, Any] = {"seed": 11, **SETTINGS.get(family.id, {}), **more}
    if kind is Fill:
        mask = np.zeros((48, 64), np.uint8)
        mask[Rect(20, 16, 24, 18).slices] = 255
        return Fill(picture=frozen(scene()), mask=frozen(mask), **settings)
    if kind is Generate:
        return Generate(width=64, height=48, **settings)
    if kind is Upscale:  # it draws nothing by chance, and gives one picture
        return Upscale(picture=frozen(scene()), **{n: v for n, v in settings.items() if n not in ("seed", "count")})
    raise AssertionError(f"Say here what {kind.__name__} is asked with.")


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
