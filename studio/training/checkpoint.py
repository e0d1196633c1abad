"""Keeps a training's state on disk, each time whole or not at all, so that nothing is lost but the last few steps.

    DIR/DIR.safetensors               the averaged weights as the studio uses them, called as the folder is
                                      (DIR/DIR/ for a model of several files)
    DIR/step-00012000/state.json      what is trained, with which settings, how far
    DIR/step-00012000/NAME.safetensors        the weights of each network
    DIR/step-00012000/NAME.average.safetensors        its averaged weights
    DIR/step-00012000/NAME.optimiser.safetensors and .json    what the optimiser remembers

A folder is written under another name and renamed when complete. The newest `KEPT` stay.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest, Unreadable, Unwritable

if TYPE_CHECKING:
    import torch

KEPT = 2
FORMAT = 1
Tensors = Mapping[str, "torch.Tensor"]


def folder_of(home: Path, step: int) -> Path:
    return home / f"step-{step:08d}"


def model_of(home: Path) -> Path:
    """Where the weights lie that the studio uses."""
    return home / f"{home.resolve().name}.safetensors"


def made_in(home: Path) -> Path:
    """The model that a training wrote: that file, or a folder of that name where a model has several."""
    folder = model_of(home).with_suffix("")
    return folder if folder.is_dir() else model_of(home)


def newest(home: Path) -> Path | None:
    """The newest checkpoint that is whole; None when there is none."""
    found = sorted(path for path in home.glob("step-????????") if (path / "state.json").exists())
    return found[-1] if found else None


def write(home: Path, step: int, state: Mapping[str, Any], tensors: Mapping[str, Tensors],
          optimisers: Mapping[str, Mapping[str, Any]]) -> Path:
    """Adds a checkpoint and lets go of old ones. Unwritable when it does not fit: the last one stays as it was."""
    goal, part = folder_of(home, step), home / f".step-{step:08d}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, weights in tensors.items():
            save(part / f"{name}.safetensors", weights)
        for name, held in optimisers.items():
            _save_optimiser(part, name, held)
        told = json.dumps({"format": FORMAT, "step": step, **state}, indent=2)
        _flushed(part / "state.json", told.encode())
        shutil.rmtree(goal, ignore_errors=True)
        os.replace(part, goal)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        last = newest(home)
        kept = f"The checkpoint of step {int(last.name[5:])} is kept." if last else "There is no earlier one."
        reason = (error.strerror or str(error)).lower()
        raise Unwritable(f"The checkpoint of step {step} could not be written: {reason}. {kept}",
                         "Make room on the disk, then go on with --resume.") from None  # fmt: skip
    for old in sorted(home.glob("step-????????"))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return goal


def read_state(folder: Path) -> dict[str, Any]:
    try:
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        state = None
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise Unreadable(f"{folder} is no checkpoint that can be gone on with.", "Start anew in another folder.")
    return state


def checked(state: Mapping[str, Any], kind: str, settings: Mapping[str, Any]) -> None:
    """BadRequest unless the checkpoint is of this kind of training, with these settings."""
    if state["kind"] != kind:
        raise BadRequest(f"This folder holds a training of {state['kind']}, not of {kind}.", "Choose another folder.")
    for name, value in settings.items():
        before = state["settings"].get(name)
        if before != value:
            raise BadRequest(f"This training was begun with {name} {before}, not {value}.",
                             "Go on with the same settings, or start anew in another folder.")  # fmt: skip


def save(path: Path, tensors: Tensors, metadata: Mapping[str, str] | None = None) -> None:
    from safetensors.torch import save as packed

    whole = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    _flushed(path, packed(whole, dict(metadata) if metadata else None))


def give(path: Path, tensors: Tensors, metadata: Mapping[str, str] | None = None) -> None:
    """Writes a model for the studio to use, whole or not at all; Unwritable when it does not fit."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(part, tensors, metadata)
        os.replace(part, path)
    except OSError as error:
        if part.is_file():
            part.unlink()
        raise Unwritable(f"{path} could not be written: {(error.strerror or str(error)).lower()}.",
                         "Make room on the disk, then go on with --resume.") from None  # fmt: skip


def load(path: Path) -> dict[str, torch.Tensor]:
    """Tensors by name; Unreadable when the file is missing or not whole."""
    from safetensors import SafetensorError
    from safetensors.torch import load as unpacked

    try:
        tensors: dict[str, torch.Tensor] = unpacked(path.read_bytes())
    except (OSError, SafetensorError):
        raise Unreadable(f"{path} is missing or damaged.", "Start anew in another folder.") from None
    return tensors


def load_optimiser(folder: Path, name: str) -> dict[str, Any]:
    """A state dict as torch's optimisers take it."""
    try:
        told = json.loads((folder / f"{name}.optimiser.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Unreadable(f"{folder} is damaged.", "Start anew in another folder.") from None
    state: dict[int, dict[str, Any]] = {}
    for key, tensor in load(folder / f"{name}.optimiser.safetensors").items():
        number, _, what = key.partition(".")
        state.setdefault(int(number), {})[what] = tensor
    return {"state": state, "param_groups": told["param_groups"]}


def _save_optimiser(folder: Path, name: str, held: Mapping[str, Any]) -> None:
    tensors = {f"{number}.{what}": value for number, kept in held["state"].items() for what, value in kept.items()}
    save(folder / f"{name}.optimiser.safetensors", tensors)
    _flushed(folder / f"{name}.optimiser.json", json.dumps({"param_groups": held["param_groups"]}).encode())


def _flushed(path: Path, data: bytes) -> None:
    """On the disk, not only in the system's memory, when this returns."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
