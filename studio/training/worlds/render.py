"""Renders a world to disk before training, many pictures to a file, and reads them back without loading them all.

A folder holds `world.json` and shards: `pictures-00000.npy`, `segmentation-00000.npy` … uint8 (n, H, W[, C]), and
`facts-00000.jsonl` with a line for each picture. The facts are written last, so a shard that has them is whole: a
render that was stopped goes on where it was.
"""

from __future__ import annotations

import bisect
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, Unreadable, Unwritable, WorkerDied
from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes, Facts, Sample, World

PARTS = ("picture", "segmentation", "depth", "lines")
MANIFEST = "world.json"


@dataclass(frozen=True)
class Order:
    """What to render: picture number i has seed `seed` + i."""

    world: World
    count: int
    seed: int = 0
    size: int = 0
    manner: str = ""
    parts: tuple[str, ...] = PARTS
    facts: tuple[tuple[str, Any], ...] = ()
    shard: int = 256
    """Pictures to a file."""

    def settings(self) -> dict[str, Any]:
        """What shards of one folder must share; `count` may grow."""
        return {
            "world": self.world.name,
            "seed": self.seed,
            "size": self.size or self.world.size,
            "manner": self.manner or self.world.manners[0],
            "parts": list(self.parts),
            "facts": dict(self.facts),
            "shard": self.shard,
            "labels": list(self.world.labels),
            "known": [asdict(fact) for fact in self.world.facts],
        }

    def shards(self) -> list[range]:
        return [range(start, min(start + self.shard, self.count)) for start in range(0, self.count, self.shard)]


def render(order: Order, folder: Path, processes: int = 0, report: Callable[[float], object] | None = None) -> int:
    """Writes what is missing; returns how many pictures were drawn. `report` hears the share done and may raise to
    stop. 0 `processes`: one for each core. BadRequest when the folder holds other renders, Unwritable when it is
    full or locked, WorkerDied when a process is gone."""
    missing = _prepared(order, folder)
    whole = len(order.shards())
    done = whole - len(missing)
    drawn = sum(len(order.shards()[number]) for number in missing)
    for _ in _worked(order, folder, missing, processes or os.cpu_count() or 1):
        done += 1
        if report:
            report(done / whole)
    _written(folder / MANIFEST, json.dumps(order.settings() | {"count": order.count}, indent=1).encode())
    return drawn


def _prepared(order: Order, folder: Path) -> list[int]:
    """Checks the folder and says which shards are missing; the last one also when it was shorter."""
    if order.count < 1:
        raise BadRequest("Render at least one picture.")
    order.world.draw(order.seed, min(order.size or order.world.size, 16), order.manner, dict(order.facts))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder} cannot be made: {error.strerror}.", "Choose another folder.") from None
    manifest = folder / MANIFEST
    if manifest.exists():
        there = json.loads(manifest.read_text())
        there.pop("count", None)
        if there != json.loads(json.dumps(order.settings())):
            raise BadRequest(
                f"{folder} holds renders of other settings.", "Choose an empty folder, or the same settings."
            )
    _written(manifest, json.dumps(order.settings() | {"count": 0}, indent=1).encode())
    return [number for number, numbers in enumerate(order.shards()) if _lines(folder, number) != len(numbers)]


def _lines(folder: Path, number: int) -> int:
    facts = folder / f"facts-{number:05d}.jsonl"
    return facts.read_bytes().count(b"\n") if facts.exists() else 0


def _worked(order: Order, folder: Path, missing: Sequence[int], processes: int) -> Iterator[int]:
    if processes == 1 or len(missing) < 2:
        for number in missing:
            yield shard(order, folder, number)
        return
    with ProcessPoolExecutor(min(processes, len(missing)), get_context("spawn"), _one_thread) as pool:
        tasks = [pool.submit(shard, order, folder, number) for number in missing]
        try:
            for task in as_completed(tasks):
                yield task.result()
        except BrokenProcessPool:
            raise WorkerDied(
                "A process that drew pictures ended early.",
                "Run the same command again: it goes on. If memory is short, ask for fewer processes.",
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _one_thread() -> None:
    """One process for each core is quicker than OpenCV's threads in each."""
    cv2.setNumThreads(1)


def shard(order: Order, folder: Path, number: int) -> int:
    """Draws and writes one shard; returns its number."""
    samples = [
        order.world.draw(order.seed + at, order.size or None, order.manner, dict(order.facts))
        for at in order.shards()[number]
    ]
    for part in order.parts:
        _written(folder / f"{part}-{number:05d}.npy", _packed(np.stack([getattr(sample, part) for sample in samples])))
    seeds = order.shards()[number]
    lines = [json.dumps(told(sample, order.seed + at)) for at, sample in zip(seeds, samples, strict=True)]
    _written(folder / f"facts-{number:05d}.jsonl", ("\n".join(lines) + "\n").encode())
    return number


def told(sample: Sample, seed: int) -> dict[str, Any]:
    """What is known of a sample, apart from its arrays, as JSON holds it."""
    return {
        "seed": seed,
        "caption": sample.caption,
        "facts": sample.facts,
        "boxes": {name: [list(box) for box in boxes] for name, boxes in sample.boxes.items()},
        "landmarks": {name: [round(x, 2), round(y, 2)] for name, (x, y) in sample.landmarks.items()},
    }


def _packed(array: NDArray[Any]) -> bytes:
    from io import BytesIO

    out = BytesIO()
    np.save(out, np.ascontiguousarray(array))
    return out.getvalue()


def _written(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unwritable(
            f"{path} could not be written: {error.strerror}.", "Free space, or choose another folder."
        ) from None


class Renders:
    """A rendered folder: pictures and labels by number, mapped from disk."""

    def __init__(self, folder: Path) -> None:
        """Unreadable when the folder holds no finished render."""
        self.folder = folder
        try:
            self.settings: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text())
            count = int(self.settings["count"])
        except (OSError, ValueError, KeyError, TypeError):
            raise Unreadable(
                f"{folder} holds no renders of a world.", "Make some: pentimento worlds … --shards."
            ) from None
        if not count:
            raise Unreadable(f"{folder} is not rendered to its end.", "Run the same command again: it goes on.")
        self._starts = list(range(0, count, int(self.settings["shard"])))
        self._count = count
        self._open: dict[str, list[Bytes]] = {}

    def __len__(self) -> int:
        return self._count

    @cached_property
    def known(self) -> list[dict[str, Any]]:
        """For each picture its seed, caption, facts, boxes and landmarks."""
        rows: list[dict[str, Any]] = []
        for number in range(len(self._starts)):
            rows += map(json.loads, (self.folder / f"facts-{number:05d}.jsonl").read_text().splitlines())
        return rows

    def facts(self, at: int) -> Facts:
        return dict(self.known[at]["facts"])

    def part(self, name: str, numbers: Sequence[int]) -> Bytes:
        """`picture`, `segmentation` … of those numbers, uint8 (n, H, W[, C]), copied."""
        if name not in self._open:
            files = [self.folder / f"{name}-{number:05d}.npy" for number in range(len(self._starts))]
            try:
                self._open[name] = [np.load(file, mmap_mode="r") for file in files]
            except (OSError, ValueError):
                raise Unreadable(f"{self.folder} holds no {name} for all its pictures.", "Render it again.") from None
        shards, picked = self._open[name], []
        for at in numbers:
            number = bisect.bisect_right(self._starts, at) - 1
            picked.append(shards[number][at - self._starts[number]])
        return np.stack(picked)
