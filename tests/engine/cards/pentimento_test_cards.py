"""Small families that do what models do, and what they should not, by the word in the prompt."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from studio.families.family import Family, Files, ModelEntry, Place, Sizes, never
from studio.families.tasks import Fill, Generate, Patch, Report, Task

STEPS = 8


class Painter:
    """Paints seeded noise in `STEPS` steps. The prompt says what goes wrong, and on which step: "crash 3"."""

    nbytes = 1000

    def __init__(self, entry: ModelEntry, place: Place) -> None:
        self.entry = entry
        self.place = place
        self.closed = False
        self.runs = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Generate | Fill)
        self.runs += 1
        word, _, when = task.prompt.partition(" ")
        trace = os.environ.get("PAINTER_TRACE")
        for step in range(STEPS):
            if when and step == int(when):
                self._misbehave(word)
            report((step + 0.5) / STEPS, note=f"Step {step + 1} of {STEPS}")
            if word == "slow":
                if trace:
                    with Path(trace).open("a") as file:
                        file.write(f"{step}\n")
                time.sleep(0.1)
        if isinstance(task, Fill):
            height, width = task.picture.shape[:2]
        else:
            height, width = task.height, task.width
        return tuple(self._picture(task.seed + n, height, width, word) for n in range(task.count))

    def _picture(self, seed: int, height: int, width: int, word: str) -> Patch:
        pixels: Any = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
        pixels[..., 3] = 255
        if word == "nan":
            pixels = np.full((height, width, 4), np.nan, np.float32)
        if word == "floats":
            pixels = pixels / 255
        if word == "small":
            pixels = pixels[:-1]
        return Patch(pixels, seed=seed, info={"place": list(self.place), "pid": os.getpid(), "runs": self.runs})

    def _misbehave(self, word: str) -> None:
        match word:
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "deaf":
                time.sleep(600)
            case "memory":
                raise RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory")
            case "once":
                if self.runs == 1:
                    raise MemoryError
            case "odd":
                raise Unpicklable("tensor a (3) must match tensor b (4)")
            case "exit":
                raise SystemExit(3)

    def close(self) -> None:
        self.closed = True


class Unpicklable(Exception):
    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.lock = lambda: said


def load(entry: ModelEntry, place: Place, report: Report) -> Painter:
    if entry.details.get("slow"):
        for step in range(10):
            report(step / 10, note=f"Part {step}")
            time.sleep(0.1)
    for step in range(entry.details.get("parts", 0)):
        report(step / entry.details["parts"])
    if entry.details.get("broken"):
        raise KeyError("model.diffusion_model.input_blocks.0.0.weight")
    report(1.0)
    return Painter(entry, place)


def _entry(id: str, **details: Any) -> ModelEntry:
    return ModelEntry(id, id.capitalize(), "painter", ("generate", "fill"), details=details)


PAINTER = Family(
    "painter",
    "Painter",
    frozenset({Generate, Fill}),
    never,
    load,
    builtin=(_entry("painter"), _entry("slowly", slow=True), _entry("broken", broken=True)),
    uses_torch=False,
)


def recognise(files: Files) -> ModelEntry | None:
    """Weights that hold a tensor called brush.weight, as a file or as the unet of a folder."""
    if "brush.weight" not in files.keys and files.index.get("_class_name") != "BrushPipeline":
        return None
    width = files.keys.get("brush.weight", (0,))[0]
    name = files.path.stem
    return ModelEntry(name, name, "brush", ("generate",), files.path, sizes=Sizes(8, 64), details={"width": width})


BRUSH = Family("brush", "Brush", frozenset({Generate}), recognise, load, uses_torch=False)
