"""The artist's own pictures to train on: a folder of any size, read only as far as it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, PentimentoError
from studio.core.picture import to8

Bytes = NDArray[np.uint8]

FEW = 50
"""With fewer pictures than these, a network learns them by heart."""


class Folder:
    """Names of all pictures under a folder; pictures are opened when asked for. `broken` are those that would not."""

    def __init__(self, home: Path) -> None:
        from studio.formats.files import readable_suffixes

        if not home.is_dir():
            raise BadRequest(f"There is no folder {home}.", "Give a folder of pictures with --data DIR.")
        self.home = home
        self.names = sorted(_under(str(home), tuple(readable_suffixes())))
        self.broken: set[str] = set()
        if not self.names:
            raise BadRequest(f"{home} holds no pictures.", "Give a folder of pictures with --data DIR.")

    @property
    def warning(self) -> str:
        """A sentence when there is little to learn from; else empty."""
        count = len(self.names)
        if count >= FEW:
            return ""
        held = "one picture" if count == 1 else f"{count} pictures"
        return f"The folder holds only {held}: what is trained on them will hardly do for others."

    @property
    def skipped(self) -> str:
        """A sentence when pictures could not be read; else empty."""
        if not self.broken:
            return ""
        return f"{len(self.broken)} of {len(self.names)} pictures could not be read and were left out."

    def some(self, count: int, chance: np.random.Generator) -> list[Bytes]:
        """Up to `count` different pictures, (H, W, 3) sRGB, transparency laid on white; broken ones are passed over.
        BadRequest when none can be read."""
        return list(self.each(count, chance))

    def each(self, count: int, chance: np.random.Generator) -> Iterator[Bytes]:
        """The same one after another, so that no more than one need be in memory."""
        found = 0
        for number in chance.permutation(len(self.names)):
            picture = self.read(self.names[number])
            if picture is not None:
                found += 1
                yield picture
            if found == count:
                break
        if not found:
            raise BadRequest(f"None of the {len(self.names)} pictures in {self.home} can be read.",
                             "Give a folder of pictures with --data DIR.")  # fmt: skip

    def read(self, name: str) -> Bytes | None:
        """(H, W, 3) sRGB, transparency laid on white; None, and a mark among the `broken`, when it cannot be read."""
        from studio.formats import files

        if name in self.broken:
            return None
        try:
            picture = to8(files.open_flat(Path(name)).picture)
        except PentimentoError:
            self.broken.add(name)
            return None
        alpha = picture[..., 3:].astype(np.uint16)
        laid = (picture[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
        return laid.astype(np.uint8)


def _under(home: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Paths of pictures in `home` and its folders, hidden ones left out; links to folders are not followed."""
    for found in os.scandir(home):
        if found.name.startswith("."):
            continue
        if found.is_dir(follow_symlinks=False):
            yield from _under(found.path, suffixes)
        elif found.name.lower().endswith(suffixes):
            yield found.path
