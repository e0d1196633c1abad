"""Writes models of several files as diffusers lays them out, whole or not at all, and reads their parts."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.core.errors import Unreadable, Unwritable


def give(goal: Path, write: Callable[[Path], object]) -> None:
    """`write` fills a folder, which then takes the place of `goal`. Unwritable when it does not fit."""
    part = goal.with_name(f".{goal.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        write(part)
        shutil.rmtree(goal, ignore_errors=True)
        part.replace(goal)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise Unwritable(f"{goal} could not be written: {(error.strerror or str(error)).lower()}.",
                         "Make room on the disk, then go on with --resume.") from None  # fmt: skip


def loaded(kind: Any, folder: Path, what: str) -> Any:
    """A part of `kind`, a class of diffusers or transformers; `what` it is called when it cannot be read."""
    import torch

    from studio.families.diffusion.load import quieten

    quieten()
    try:
        made = kind.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise Unreadable(f"{folder} holds no {what} that can be read: {str(error).splitlines()[0]}",
                         "Give the folder that a training wrote.") from None  # fmt: skip
    return made.float() if isinstance(made, torch.nn.Module) else made


def autoencoder(folder: Path) -> Any:
    """The autoencoder that `ldm-autoencoder` wrote, or that of a whole model."""
    from diffusers import AutoencoderTiny

    return loaded(AutoencoderTiny, folder / "vae" if (folder / "vae").is_dir() else folder, "autoencoder")


def fingerprint(net: Any) -> str:
    """Tells whether two networks have the same weights."""
    hasher = hashlib.sha256()
    for name, tensor in sorted(net.state_dict().items()):
        hasher.update(name.encode())
        hasher.update(tensor.detach().float().cpu().contiguous().numpy().tobytes())
    return hasher.hexdigest()
