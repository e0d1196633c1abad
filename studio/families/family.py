"""A family's card: which weights it recognises, what it can be asked, and how to load it. No torch here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from studio.families.tasks import Patch, Report, Task


class Place(NamedTuple):
    """Where a model computes. `device` is torch's name ("cpu", "cuda:0", "mps"); `dtype` torch's ("float32" …)."""

    device: str = "cpu"
    dtype: str = "float32"


class Sizes(NamedTuple):
    """What sizes a model works at: multiples of `multiple`, best near `native` on the longer side (0 = any)."""

    multiple: int = 1
    native: int = 0
    largest: int = 0


@dataclass(frozen=True)
class Files:
    """A model as found on disk, seen without loading it.

    `path` is a file or a folder. `keys` are tensor names with their shapes, read from safetensors headers
    (empty where there are none). `index` is `model_index.json` or `config.json` when a folder has one, else {}.
    `metadata` are the texts that a single file's header carries beside its tensors.
    """

    path: Path
    keys: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    index: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ModelEntry:
    """One model that is there to be used. Plain data: it travels to the worker process."""

    id: str
    name: str
    family: str
    tasks: tuple[str, ...]
    """Verbs it answers."""
    path: Path | None = None
    """None: the family needs no weights."""
    nbytes: int = 0
    licence: str = ""
    shipped: bool = False
    sizes: Sizes = Sizes()
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the family found out while recognising it (kind of UNet, channels …); JSON-ready."""
    problem: str = ""
    """Why it cannot be used, in a sentence; empty when it can."""

    @property
    def side(self) -> int:
        """Px: how large the pictures are that it makes out of nothing; 0 where it does not say."""
        return int(self.details.get("size") or self.sizes.native)


class Model(Protocol):
    """Loaded weights. One task at a time, always on the same thread."""

    @property
    def nbytes(self) -> int: ...

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        """Masked tasks come already cut, scaled and with the mask to denoise; see `families/region.py`."""
        ...

    def close(self) -> None:
        """Frees memory. Called once."""
        ...


def licence_beside(weights: Path) -> str:
    """What the card.md beside a file of weights says on its line "Licence: …"; empty without one."""
    return _said_beside(weights, "Licence")


def title_beside(weights: Path) -> str:
    """What an artist reads instead of the file's name: the card's line "Title: …"; empty without one."""
    return _said_beside(weights, "Title")


def _said_beside(weights: Path, word: str) -> str:
    try:
        lines = weights.with_name("card.md").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(f"{word}:")), "")


def weights_alone(entry: ModelEntry, task: Task) -> int:
    """`memory` of a family that needs hardly more than its weights."""
    return entry.nbytes


@dataclass(frozen=True)
class Family:
    """`recognise` returns an entry for weights of this family, None for others: by key names and shapes, never by
    file names. `load` may take long, must call `report(fraction, note=…)` often, and may import torch.
    `memory` predicts bytes for a task. `builtin` are entries that need no weights. These are functions of a module,
    not lambdas: a card travels to the worker process by their names.
    """

    id: str
    title: str
    tasks: frozenset[type[Task]]
    recognise: Callable[[Files], ModelEntry | None]
    load: Callable[[ModelEntry, Place, Report], Model]
    memory: Callable[[ModelEntry, Task], int] = weights_alone
    builtin: tuple[ModelEntry, ...] = ()
    ahead: tuple[str, ...] = ()
    """Modules that its code imports when first used and that take long: the worker does it ahead of the first job."""
    uses_torch: bool = True
    tiny: Callable[[Path], None] | None = None
    """Writes a tiny model with seeded random weights of the real classes into a folder: self-test and tests run it."""


def never(files: Files) -> ModelEntry | None:
    """`recognise` of a family that has no weights."""
    return None
