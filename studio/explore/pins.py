"""Pins on the map: up to twelve lettered points to come back to, to walk between and to reckon with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import BadRequest, Unreadable
from studio.explore.space import Spot

if TYPE_CHECKING:
    from studio.core.picture import Picture

MOST = 12
FORMAT = "pentimento pins 1"
LONGEST = 24
"""Letters of a pin's name."""


@dataclass(frozen=True, eq=False)
class Pin:
    """`letter` is A … L, or the name that it was given; `thumb` what is there, where it was decoded."""

    letter: str
    spot: Spot
    thumb: Picture | None = None


@dataclass(frozen=True, eq=False)
class Pins:
    """The pins of one model, in order. A change gives new pins; these stay, so that undo is to keep them."""

    model: str
    pins: tuple[Pin, ...] = ()

    def __len__(self) -> int:
        return len(self.pins)

    def __iter__(self) -> Iterator[Pin]:
        return iter(self.pins)

    def __getitem__(self, letter: str) -> Pin:
        """BadRequest when there is none of that name."""
        return self.pins[self._place(letter)]

    @property
    def full(self) -> bool:
        return len(self.pins) >= MOST

    def add(self, spot: Spot, thumb: Picture | None = None) -> Pins:
        """With one more at the end, under the first letter that is free. BadRequest when there are twelve."""
        if self.full:
            raise BadRequest(f"There are {MOST} pins already.", "Delete one first.")
        used = {pin.letter for pin in self.pins}
        letter = next(one for one in ascii_uppercase if one not in used)
        return replace(self, pins=(*self.pins, Pin(letter, spot, thumb)))

    def remove(self, letter: str) -> Pins:
        place = self._place(letter)
        return replace(self, pins=self.pins[:place] + self.pins[place + 1 :])

    def rename(self, letter: str, name: str) -> Pins:
        """BadRequest when the name is empty, too long or another pin's."""
        place, name = self._place(letter), name.strip()
        if not 0 < len(name) <= LONGEST:
            raise BadRequest(f"A pin's name has 1 to {LONGEST} letters.")
        if any(pin.letter == name for number, pin in enumerate(self.pins) if number != place):
            raise BadRequest(f"There is a pin {name!r} already.", "Choose another name.")
        return self._with(place, replace(self.pins[place], letter=name))

    def put(self, letter: str, spot: Spot, thumb: Picture | None = None) -> Pins:
        """With that pin at another spot."""
        place = self._place(letter)
        return self._with(place, Pin(letter, spot, thumb))

    def move(self, letter: str, place: int) -> Pins:
        """With that pin at another place of the order, 0 the first."""
        pin = self[letter]
        rest = [one for one in self.pins if one is not pin]
        rest.insert(min(max(place, 0), len(rest)), pin)
        return replace(self, pins=tuple(rest))

    def _with(self, place: int, pin: Pin) -> Pins:
        return replace(self, pins=(*self.pins[:place], pin, *self.pins[place + 1 :]))

    def _place(self, letter: str) -> int:
        for number, pin in enumerate(self.pins):
            if pin.letter == letter:
                return number
        known = ", ".join(pin.letter for pin in self.pins)
        raise BadRequest(f"There is no pin {letter!r}.", f"There are: {known}." if known else "There are no pins yet.")


def save(pins: Pins, path: Path) -> None:
    """One safetensors file: "pin.N" (the latent) and "thumb.N" (H, W, 4) uint8; its metadata has the model and as JSON
    the letters and sliders. Unwritable when the disk is against it."""
    from safetensors.numpy import save as packed

    from studio.formats.whole import whole

    tensors: dict[str, Any] = {}
    rows = []
    for number, pin in enumerate(pins):
        tensors[f"pin.{number}"] = np.ascontiguousarray(pin.spot.latent, np.float32)
        if pin.thumb is not None:
            tensors[f"thumb.{number}"] = np.ascontiguousarray(pin.thumb)
        rows.append({"letter": pin.letter, "sliders": dict(pin.spot.sliders)})
    data = packed(tensors, metadata={"format": FORMAT, "model": pins.model, "pins": json.dumps(rows)})
    with whole(path) as part:
        part.write_bytes(data)


def load(path: Path) -> Pins:
    """Unreadable when the file is none that `save` wrote."""
    from studio.explore.tensors import read

    tensors, notes = read(path, FORMAT, "pins")
    try:
        rows = json.loads(notes["pins"])
        found = tuple(
            Pin(str(row["letter"]), Spot(tensors[f"pin.{number}"].astype(np.float32), dict(row["sliders"])),
                tensors.get(f"thumb.{number}"))
            for number, row in enumerate(rows)
        )  # fmt: skip
        return Pins(notes["model"], found[:MOST])
    except (KeyError, TypeError, ValueError):
        raise Unreadable(f"{path.name} holds no whole pins.", "Give a file that the explorer saved.") from None
