"""Square pictures of one size to learn from, in batches, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.families.tasks import Report, silent

if TYPE_CHECKING:
    from studio.training.folder import Folder
    from studio.training.worlds.render import Renders

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

HELD = 4096
"""At most so many pictures of a folder are in memory; of larger ones others take their place now and then."""

RENEWED = 2000
"""Steps from one such set to the next."""

SIDED = frozenset({"gaze_x", "turn", "tilt", "light"})
"""Facts that change their sign in a mirror."""


@dataclass(frozen=True, eq=False)
class Batch:
    """`pixels` (B, S, S, 3) uint8 sRGB; which ones they are, and which of them are mirrored."""

    pixels: Bytes
    numbers: NDArray[np.int64]
    mirrored: NDArray[np.bool_]


class Pictures:
    """`look(number)` gives a picture (S, S, 3); `renders` are there when they come from a world.

    A batch depends on the step and on `chance` alone, so that a training that goes on sees what it would have seen.
    """

    def __init__(self, size: int, count: int, renders: Renders | None, folder: Folder | None, seed: int) -> None:
        self.size, self.renders, self._listed, self._folder, self._seed = size, renders, count, folder, seed
        self._shelf = -1
        self._held: list[Bytes] = []
        self._report: Report = silent

    @classmethod
    def of_renders(cls, renders: Renders, size: int, seed: int = 0) -> Pictures:
        return cls(size, len(renders), renders, None, seed)

    @classmethod
    def of_folder(cls, folder: Folder, size: int, seed: int = 0, report: Report = silent) -> Pictures:
        """Pictures of any shape: the middle square of each. Broken ones are left out. `report` hears how the first
        ones are read, which takes a while where there are thousands."""
        made = cls(size, len(folder.names), None, folder, seed)
        made._report = report
        return made

    @property
    def count(self) -> int:
        """How many `at` has to give: of a folder those at hand, without the broken ones. They are read at first."""
        if self._folder is None:
            return self._listed
        return len(self._held) or self._there(1)

    def batch(self, step: int, count: int, chance: np.random.Generator, mirror: bool = True) -> Batch:
        """`count` pictures, half of them mirrored. BadRequest when the folder holds none that can be read."""
        there = self._there(step)
        numbers = chance.integers(there, size=count)
        flipped = chance.integers(2, size=count).astype(bool) & mirror
        pixels = self.at(numbers)
        pixels[flipped] = pixels[flipped][:, :, ::-1]
        return Batch(pixels, numbers, flipped)

    def at(self, numbers: Sequence[int] | NDArray[np.int64]) -> Bytes:
        """Those pictures, unmirrored: (B, S, S, 3). Of a folder those at hand, which in a large one change now and
        then: to read others only to show them would take long."""
        if self.renders is not None:
            return resized(self.renders.part("picture", list(numbers))[..., :3], self.size)
        there = self.count
        return np.stack([self._held[int(number) % there] for number in numbers])

    def some(self, count: int) -> Iterator[Bytes]:
        """Up to `count` of those that are at hand, evenly chosen, one after another: (S, S, 3)."""
        there = self.count
        chosen = np.linspace(0, there - 1, min(count, there)).astype(np.int64)
        for number in chosen:
            yield self._held[number] if self.renders is None else self.at([int(number)])[0]

    def part(self, name: str, batch: Batch) -> Bytes:
        """`lines`, `segmentation` or `depth` of a batch, mirrored as its pictures are: (B, S, S). Labels are not
        mixed. BadRequest for pictures that did not come from a world."""
        if self.renders is None:
            raise BadRequest(f"A folder of pictures has no {name}.", "Train on a world, or give pairs.")
        whole = self.renders.part(name, list(batch.numbers))
        if name == "segmentation":
            step = whole.shape[1] // self.size
            pixels = np.ascontiguousarray(whole[:, step // 2 :: step, step // 2 :: step]) if step > 1 else whole
        else:
            pixels = resized(whole[..., None], self.size)[..., 0]
        pixels[batch.mirrored] = pixels[batch.mirrored][:, :, ::-1]
        return pixels

    def labels(self, batch: Batch, encoding: Encoding) -> Floats:
        """(B, columns) of what is known of a batch."""
        found = self._encoded(encoding)[batch.numbers].copy()
        found[np.ix_(batch.mirrored, encoding.sided)] *= -1
        return found

    def _encoded(self, encoding: Encoding) -> Floats:
        if self.renders is None:
            raise BadRequest("Nothing is known of the pictures of a folder.", "Train on a world.")
        key = encoding.columns
        if key not in self._tables:
            self._tables[key] = encoding.of([row["facts"] for row in self.renders.known])
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[str, ...], Floats]:
        return {}

    def _there(self, step: int) -> int:
        """How many there are to choose from at this step."""
        if self._folder is None:
            return self._listed
        shelf = (step - 1) // RENEWED if self._listed > HELD else 0
        if shelf != self._shelf:
            chance = np.random.default_rng((self._seed, 11, shelf))
            held = []
            for picture in self._folder.each(HELD, chance):
                held.append(squared(picture, self.size))
                self._report(0.0, note=f"Reading pictures: {len(held)} of {min(HELD, self._listed)}")
            self._held, self._shelf, self._report = held, shelf, silent
        return len(self._held)


class Encoding:
    """Facts as numbers: continuous ones and counts as −1 … 1, flags as −1 or 1, a category as one column of 0 or 1
    for each of its values ("hat=beanie")."""

    def __init__(self, known: Sequence[dict[str, Any]], names: Sequence[str] = ()) -> None:
        """`known` are the facts as a render's settings tell them; `names` chooses some, in that order."""
        by_name = {str(fact["name"]): fact for fact in known}
        missing = [name for name in names if name not in by_name]
        if missing:
            raise BadRequest(f"This world knows nothing of {missing[0]}.", f"It knows: {', '.join(by_name)}.")
        self.facts = [by_name[name] for name in names or by_name]
        self.columns: tuple[str, ...] = tuple(column for fact in self.facts for column in _columns(fact))
        self.sided = np.array([number for number, name in enumerate(self.columns) if name in SIDED], np.int64)

    def of(self, facts: Sequence[dict[str, Any]]) -> Floats:
        """(N, columns)."""
        parts = [_encoded(fact, [row[fact["name"]] for row in facts]) for fact in self.facts]
        return np.concatenate(parts, axis=1).astype(np.float32)


def _columns(fact: dict[str, Any]) -> list[str]:
    name = str(fact["name"])
    return [f"{name}={value}" for value in fact["values"]] if fact["kind"] == "category" else [name]


def _encoded(fact: dict[str, Any], values: list[Any]) -> Floats:
    if fact["kind"] == "category":
        return np.array([[value == one for one in fact["values"]] for value in values], np.float32)
    numbers = np.array(values, np.float32)[:, None]
    if fact["kind"] == "flag":
        return 2 * numbers - 1
    low, high = float(fact["low"]), float(fact["high"])
    return 2 * (numbers - low) / (high - low) - 1


def squared(picture: Bytes, size: int) -> Bytes:
    """The middle square of a picture (H, W, 3), at `size` px."""
    side = min(picture.shape[:2])
    y, x = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
    found: Bytes = resized(picture[None, y : y + side, x : x + side], size)[0]
    return found


def resized(pixels: Bytes, size: int) -> Bytes:
    """(B, H, W, C) at `size` px a side: areas averaged when smaller, cubic when larger."""
    import cv2

    if pixels.shape[1] == size and pixels.shape[2] == size:
        return np.array(pixels)
    way = cv2.INTER_AREA if pixels.shape[1] > size else cv2.INTER_CUBIC
    made = np.empty((len(pixels), size, size, pixels.shape[3]), np.uint8)
    for number, one in enumerate(pixels):
        made[number] = cv2.resize(np.ascontiguousarray(one), (size, size), interpolation=way).reshape(made.shape[1:])
    return made
