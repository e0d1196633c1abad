"""Points that one likes, kept for each model from day to day, until they are liked no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio import places
from studio.core.errors import Unreadable, Unwritable
from studio.explore.pins import Pin, Pins, load, save

if TYPE_CHECKING:
    from studio.families.tasks import Latent

SUFFIX = ".safetensors"


def folder(model: str) -> Path:
    return places.data() / "favourites" / model


def known(model: str) -> list[tuple[Path, Pin]]:
    """File and point of each, the newest first; files that cannot be read are left out."""
    found = []
    for path in sorted(folder(model).glob(f"*{SUFFIX}"), key=_age):
        try:
            found += [(path, pin) for pin in load(path)]
        except Unreadable:
            continue
    return found


def _age(path: Path) -> int:
    return -int(path.stem) if path.stem.isdecimal() else 0


def keep(model: str, pin: Pin) -> Path:
    """In a file of its own, numbered on. Unwritable when the disk is against it."""
    home = folder(model)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{home} could not be made: {error.strerror or error}.") from None
    numbers = [int(path.stem) for path in home.glob(f"*{SUFFIX}") if path.stem.isdecimal()]
    path = home / f"{max(numbers, default=0) + 1:05d}{SUFFIX}"
    save(Pins(model, (pin,)), path)
    return path


def forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(f"{path.name} could not be deleted: {error.strerror or error}.") from None


def file_of(model: str, latent: Latent) -> Path | None:
    """The favourite that is this very point; None when there is none."""
    for path, pin in known(model):
        if pin.spot.latent.shape == latent.shape and np.allclose(pin.spot.latent, latent, atol=1e-5):
            return path
    return None
