"""A model that does nothing but keep the processor busy, or nothing at all: for measuring everything around models."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.families.family import Family, ModelEntry, Place, never
from studio.families.tasks import Generate, Patch, Report, Task

FRAMES = 10
"""Previews a second while it is busy: what a fast sampler gives."""


class _Load:
    """Computes convolutions on all threads for `task.steps` seconds, with a preview ten times a second."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Generate)
        frame = np.full((task.height, task.width, 4), 255, np.uint8)
        frame[..., :3] = np.random.default_rng(task.seed).integers(0, 256, frame[..., :3].shape, np.uint8)
        if task.prompt == "busy":
            self._busy(task.steps, frame, report)
        elif task.prompt == "steps":
            for step in range(task.steps):
                report(step / task.steps, frame, f"Step {step + 1} of {task.steps}")
        return (Patch(frame, seed=task.seed),)

    def _busy(self, seconds: float, frame: Any, report: Report) -> None:
        import torch

        torch.set_num_threads(max(2, torch.get_num_threads()))
        pixels, weights = torch.randn(2, 64, 128, 128), torch.randn(64, 64, 3, 3)
        start = shown = time.monotonic()
        while (now := time.monotonic()) - start < seconds:
            torch.nn.functional.conv2d(pixels, weights, padding=1)
            if now - shown > 1 / FRAMES:
                shown = now
                report((now - start) / seconds, frame.copy(), f"{now - start:.0f} s")

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> _Load:
    return _Load()


LOAD = Family(
    "load", "Load", frozenset({Generate}), never, _load,
    builtin=(ModelEntry("load", "Load", "load", ("generate",)),), uses_torch=False,
)  # fmt: skip
