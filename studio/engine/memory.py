"""Which models stay loaded, where and how precisely, so that the second job starts at once and the tenth still fits."""

from __future__ import annotations

import gc
import os
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core.errors import BadRequest
from studio.engine import gpu
from studio.engine.precision import cpu_dtype
from studio.families.family import Place

if TYPE_CHECKING:
    from studio.engine.progress import Progress
    from studio.families.family import Family, Model, ModelEntry
    from studio.families.tasks import Report, Task

SHARE = 0.8
"""How much of what is free may be filled with models and their work."""

FULL = "float32"


class _Held(NamedTuple):
    entry: str
    place: Place


class Memory:
    """Loaded models, the most recently used last. Belongs to one thread, as the models do.

    `device` is auto, cpu, cuda or mps. `budget` in bytes fixes what may be held (otherwise a share of what is free).
    """

    def __init__(self, families: Sequence[Family], device: str = "auto", budget: int | None = None) -> None:
        self._families = {family.id: family for family in families}
        self._device = device
        self._budget = budget
        self._models: OrderedDict[_Held, Model] = OrderedDict()
        self._exact: set[str] = set()

    @property
    def loaded(self) -> tuple[str, ...]:
        """Ids of the models that are held, the least recently used first."""
        return tuple(held.entry for held in self._models)

    @property
    def nbytes(self) -> int:
        return sum(model.nbytes for model in self._models.values())

    def family(self, entry: ModelEntry) -> Family:
        try:
            return self._families[entry.family]
        except KeyError:
            raise BadRequest(f"{entry.name} is of a kind this studio does not know ({entry.family}).") from None

    def predict(self, entry: ModelEntry, task: Task) -> int:
        """Bytes that loading and running will take, as the family reckons."""
        return self.family(entry).memory(entry, task)

    def insist(self, entry: ModelEntry) -> None:
        """From now on this model runs in full precision: with half of it, its numbers got lost."""
        self._exact.add(entry.id)

    def place(self, entry: ModelEntry) -> Place:
        """Where `entry` computes, the chosen device or the best there is, and how precisely."""
        if not self.family(entry).uses_torch:
            return Place()
        dtype = FULL if entry.id in self._exact else ""
        device = self._device if self._device != "auto" else _best_device()
        if device == "cpu":
            return Place("cpu", dtype or cpu_dtype())
        torch = import_torch()
        if device.startswith("cuda"):
            if not torch.cuda.is_available():
                raise BadRequest("There is no CUDA graphics card to be used here.", "Choose the device auto or cpu.")
            half = "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
            return Place("cuda:0" if device == "cuda" else device, dtype or half)
        if device == "mps" and not torch.backends.mps.is_available():
            raise BadRequest("There is no Apple graphics processor here.", "Choose the device auto or cpu.")
        return Place(device, dtype or "float16")

    def model(self, entry: ModelEntry, task: Task, report: Report, progress: Progress) -> Model:
        """The loaded model; loads it when need be, after making room. `report` is told of loading alone."""
        held = _Held(entry.id, self.place(entry))
        if held in self._models:
            self._models.move_to_end(held)
            self._make_room(held, self.predict(entry, task) - self._models[held].nbytes)
            return self._models[held]
        progress.stage(loading=True, note=f"Loading {entry.name}")
        for other in [other for other in self._models if other.entry == held.entry]:
            self._close(other)
        self._make_room(held, self.predict(entry, task))
        model = self.family(entry).load(entry, held.place, report)
        self._models[held] = model
        progress.check()
        return model

    def has(self, entry: ModelEntry) -> bool:
        return entry.id in self.loaded

    def free(self, keep: str = "") -> None:
        """Gives up every model except the one with id `keep`, and what torch has set aside."""
        for held in [held for held in self._models if held.entry != keep]:
            self._close(held)
        tidy()

    def _make_room(self, held: _Held, need: int) -> None:
        """Closes the least recently used others on the same device until `need` more bytes fit."""
        others = [other for other in self._models if other != held and other.place.device == held.place.device]
        if not others or need <= 0:
            return
        room = self._room(held.place.device)
        while others and need > room:
            room += self._models[others[0]].nbytes
            self._close(others.pop(0))
        tidy()

    def _room(self, device: str) -> int:
        """Bytes that may still be filled on `device`."""
        if self._budget is not None:
            return self._budget - self.nbytes
        if device.startswith("cuda"):
            free, _ = import_torch().cuda.mem_get_info(device)
            return int(free * SHARE)
        import psutil

        return int(psutil.virtual_memory().available * SHARE)

    def _close(self, held: _Held) -> None:
        self._models.pop(held).close()


def import_torch() -> Any:
    """torch, its threads told first to sleep while they wait: beside other load, spinning takes 10 × as long."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with gpu.trial():
        import torch

    return torch


def _best_device() -> str:
    torch = import_torch()
    if torch.cuda.is_available():
        return "cuda"
    if torch.backends.mps.is_available():
        return "mps"
    return "cpu"


def tidy() -> None:
    """Gives back what Python and torch still hold of things that are gone. Never imports torch for it."""
    import sys

    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()


_SAYINGS = (
    "out of memory", "not enough memory", "defaultcpuallocator", "can't allocate memory", "cannot allocate memory",
    "insufficient memory",
)  # fmt: skip


def ran_out(error: BaseException) -> bool:
    """Whether `error` is one of the many ways in which libraries say that memory has run out."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    # OpenCV's cv2.error is an Exception of its own, others raise OSError or RuntimeError.
    if isinstance(error, BadRequest):
        return False
    return any(saying in str(error).lower() for saying in _SAYINGS)
