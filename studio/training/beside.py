"""Pairs of pictures of one's own: side by side in one file, as pix2pix's data sets come, or in two folders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training.folder import Folder
from studio.training.pictures import squared

Bytes = NDArray[np.uint8]

HELD = 1024
"""At most so many pairs are in memory; of larger folders others take their place now and then."""

RENEWED = 2000
"""Steps from one such set to the next."""


class Beside:
    """`other` is the folder with the targets, called as the sources are; without it each picture holds both, the
    source to the left (to the right with `swap`). BadRequest when there are no pairs."""

    def __init__(self, folder: Folder, other: Path | None, size: int, swap: bool = False, seed: int = 0) -> None:
        self.size, self._folder, self._swap, self._seed = size, folder, swap, seed
        self._others = None if other is None else _by_name(Folder(other))
        self._names = [name for name in folder.names if self._others is None or _called(name, folder) in self._others]
        if not self._names:
            raise BadRequest("No picture of one folder is called like one of the other.",
                             "Give both pictures of a pair the same name.")  # fmt: skip
        self._shelf = -1
        self._held: list[tuple[Bytes, Bytes]] = []

    def batch(self, step: int, count: int, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """(count, S, S, 3) twice: sources, targets; half of them mirrored."""
        self._hold(step)
        source, target = self._some(chance.integers(len(self._held), size=count))
        flipped = chance.integers(2, size=count).astype(bool)
        for part in (source, target):
            part[flipped] = part[flipped][:, :, ::-1]
        return source, target

    def clean(self, numbers: range, hint: str) -> tuple[Bytes, Bytes]:
        """The same ones at every call; `hint` is for drawings of a world."""
        self._hold(1)
        return self._some(np.array(numbers)[: len(self._held)] % len(self._held))

    def _some(self, numbers: NDArray[np.int64]) -> tuple[Bytes, Bytes]:
        chosen = [self._held[number] for number in numbers]
        return np.stack([source for source, _ in chosen]), np.stack([target for _, target in chosen])

    def _hold(self, step: int) -> None:
        shelf = (step - 1) // RENEWED if len(self._names) > HELD else 0
        if shelf == self._shelf:
            return
        order = np.random.default_rng((self._seed, 13, shelf)).permutation(len(self._names))[:HELD]
        found = (self._pair(self._names[number]) for number in order)
        self._held = [pair for pair in found if pair is not None]
        self._shelf = shelf
        if not self._held:
            raise BadRequest(f"None of the pairs in {self._folder.home} can be read.",
                             "Give pictures side by side, twice as wide as high, or a second folder with --other DIR.")

    def _pair(self, name: str) -> tuple[Bytes, Bytes] | None:
        """None when it cannot be read, or does not hold two pictures."""
        picture = self._folder.read(name)
        if picture is None:
            return None
        if self._others is not None:
            folder, match = self._others[_called(name, self._folder)]
            target = folder.read(match)
            return None if target is None else (squared(picture, self.size), squared(target, self.size))
        height, width = picture.shape[:2]
        if width < 2 * height - 2:
            return None
        left, right = squared(picture[:, : width // 2], self.size), squared(picture[:, -(width // 2) :], self.size)
        return (right, left) if self._swap else (left, right)


def _called(name: str, folder: Folder) -> str:
    return Path(name).relative_to(folder.home).with_suffix("").as_posix()


def _by_name(folder: Folder) -> dict[str, tuple[Folder, str]]:
    return {_called(name, folder): (folder, name) for name in folder.names}
