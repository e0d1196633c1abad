"""What a film is, and what a format of films can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest

Frame = NDArray[np.uint8]
"""(H, W, 4) sRGB with straight alpha, or (H, W, 3); all of a film have one size."""

FASTEST = 240


@dataclass(frozen=True)
class Film:
    """How a film is to be: frames a second, quality 1 … 100, how often it plays (0: for ever; only where the format
    knows of it), a sound file to go with it, cut to the film's length, and the job that made it."""

    fps: Fraction = Fraction(25)
    quality: int = 80
    loops: int = 0
    audio: Path | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < self.fps <= FASTEST:
            raise BadRequest(f"A film has 1 to {FASTEST} frames a second, not {float(self.fps):g}.")
        if not 1 <= self.quality <= 100:
            raise BadRequest(f"Quality must be 1 to 100, not {self.quality}.")
        if self.loops < 0:
            raise BadRequest("A film plays once or more often; 0 plays it for ever.")
        if self.audio is not None and not self.audio.is_file():
            raise BadRequest(f"There is no sound file {self.audio}.")


@dataclass(frozen=True)
class FilmFormat:
    """`write` takes frames one at a time and never holds them all. `sound` and `alpha` say what it can carry.

    One without `suffixes` is only taken when it is asked for by its id; `folder`: it writes a folder, not a file.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    mime: str
    write: Callable[[Path, Iterator[Frame], Film], None]
    alpha: bool = False
    sound: bool = False
    folder: bool = False
