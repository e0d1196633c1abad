"""Pictures as a probe sees them while it learns: shifted, mirrored, softened and tinted, with all that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training.material import world_named
from studio.training.pictures import resized
from studio.training.probes.questions import MANNER, Questions
from studio.training.worlds.render import Renders
from studio.training.worlds.world import Bytes, World

Floats = NDArray[np.float32]

SHIFT = 0.024
"""How far a picture is shifted at most, in its sides."""


@dataclass(frozen=True, eq=False)
class Views:
    """`pixels` (B, S, S, 3) uint8; `answers` (B, columns) and `seen` (B, facts) as in `Questions`; `points`
    (B, P, 2) in sides of the picture; `areas` (A, S, S) labels of those pictures that `marked` (A,) numbers."""

    pixels: Bytes
    answers: Floats
    seen: NDArray[np.bool_]
    points: Floats
    areas: Bytes
    marked: NDArray[np.int64]


class Source(Protocol):
    """Where views come from."""

    questions: Questions
    names: tuple[str, ...]

    def __len__(self) -> int: ...

    def views(self, numbers: Sequence[int], size: int, chance: np.random.Generator | None = None) -> Views:
        """Those pictures; with `chance` as for learning, without it as they are."""
        ...


class Rendered:
    """Views of renders of one world, perhaps in several manners: one folder after another."""

    def __init__(self, homes: Sequence[Renders]) -> None:
        """BadRequest when they are of different worlds."""
        worlds = {str(home.settings["world"]) for home in homes}
        if len(worlds) > 1:
            raise BadRequest(f"A probe reads one world, not {' and '.join(sorted(worlds))}.")
        self.questions = Questions(world_named(worlds.pop()))
        self._homes = tuple(homes)
        self._starts = np.cumsum([0, *(len(home) for home in homes)])
        rows = [told for home in homes for told in home.known]
        manners = [home.settings["manner"] for home in homes for _ in range(len(home))]
        facts = [{**row["facts"], MANNER: manner} for row, manner in zip(rows, manners, strict=True)]
        self.names: tuple[str, ...] = tuple(rows[0]["landmarks"])
        self._answers = self.questions.encoded(facts)
        self._seen = self.questions.seen(facts)
        sizes = np.array([home.settings["size"] for home in homes for _ in range(len(home))], np.float32)
        points = [[row["landmarks"][name] for name in self.names] for row in rows]
        self._points = np.array(points, np.float32).reshape(len(rows), -1, 2) / sizes[:, None, None]
        self._swapped = [self.names.index(other(name)) for name in self.names]

    def __len__(self) -> int:
        return int(self._starts[-1])

    def views(self, numbers: Sequence[int], size: int, chance: np.random.Generator | None = None) -> Views:
        chosen = np.asarray(numbers, np.int64)
        answers, seen = self._answers[chosen], self._seen[chosen]
        points = self._points[chosen]
        pictures, areas = zip(*(self._one(int(number)) for number in chosen), strict=True)
        if chance is not None:
            shifts = chance.uniform(-SHIFT, SHIFT, (len(chosen), 2)).astype(np.float32)
            pictures = tuple(shifted(one, by) for one, by in zip(pictures, shifts, strict=True))
            areas = tuple(one if one is None else shifted(one, by) for one, by in zip(areas, shifts, strict=True))
            points = points + shifts[:, None]
        pixels = np.stack([resized(one[None], size)[0] for one in pictures])
        marked = np.array([at for at, one in enumerate(areas) if one is not None], np.int64)
        labels = [sparse(areas[at], size) for at in marked]
        kept = np.stack(labels) if labels else np.zeros((0, size, size), np.uint8)
        made = Views(pixels, answers, seen, points, kept, marked)
        return made if chance is None else self._varied(made, chance)

    def _one(self, number: int) -> tuple[Bytes, Bytes | None]:
        home = int(np.searchsorted(self._starts, number, side="right")) - 1
        renders, at = self._homes[home], number - int(self._starts[home])
        areas = renders.part("segmentation", [at])[0] if "segmentation" in renders.settings["parts"] else None
        return renders.part("picture", [at])[0][..., :3], areas

    def _varied(self, views: Views, chance: np.random.Generator) -> Views:
        turned = chance.integers(2, size=len(views.pixels)).astype(bool)
        pixels, areas = np.array(views.pixels), np.array(views.areas)
        answers, points = np.array(views.answers), np.array(views.points)
        pixels[turned] = pixels[turned][:, :, ::-1]
        answers[turned] = self.questions.mirrored(answers[turned])
        there = turned[views.marked]
        areas[there] = areas[there][:, :, ::-1]
        if self.names:
            points[turned] = points[turned][:, self._swapped] * (-1, 1) + (1, 0)
        return Views(worn(pixels, chance), answers, views.seen, points, areas, views.marked)


def other(name: str) -> str:
    """A point's name in a mirror: left becomes right."""
    swap = {"left": "right", "right": "left"}
    return "_".join(swap.get(part, part) for part in name.split("_"))


def shifted(pixels: Bytes, by: Floats) -> Bytes:
    """Moved by whole pixels, `by` (x, y) in sides; what comes in repeats the edge."""
    side = pixels.shape[0]
    dx, dy = (round(float(part) * side) for part in by)
    reach = max(abs(dx), abs(dy))
    if not reach:
        return pixels
    wide = np.pad(pixels, ((reach, reach), (reach, reach), *((0, 0) for _ in pixels.shape[2:])), mode="edge")
    return np.ascontiguousarray(wide[reach - dy : reach - dy + side, reach - dx : reach - dx + side])


def sparse(labels: Bytes, size: int) -> Bytes:
    """Labels at `size` px, picked, not mixed."""
    step = labels.shape[0] // size
    return np.ascontiguousarray(labels[step // 2 :: step, step // 2 :: step]) if step > 1 else labels


def worn(pixels: Bytes, chance: np.random.Generator) -> Bytes:
    """Made a little worse in many ways, so that a probe also reads what networks paint: half of the pictures stay."""
    return np.stack([one if chance.random() < 0.5 else _worn(one, chance) for one in pixels])


def _worn(pixels: Bytes, chance: np.random.Generator) -> Bytes:
    import cv2

    side = pixels.shape[0]
    made: NDArray[Any] = pixels
    if chance.random() < 0.4:
        made = cv2.GaussianBlur(made, (0, 0), chance.uniform(0.3, 0.9) * side / 128)
    if chance.random() < 0.3:
        quality = int(chance.integers(50, 95))
        packed = cv2.imencode(".jpg", made, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        made = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))
    values = made.astype(np.float32)
    if chance.random() < 0.5:
        tint = chance.uniform(0.96, 1.04, 3) * chance.uniform(0.95, 1.05)
        values = (values - 128) * tint.astype(np.float32) + 128 + np.float32(chance.uniform(-6, 6))
    if chance.random() < 0.4:
        values += chance.standard_normal(values.shape, np.float32) * np.float32(chance.uniform(1, 6))
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


class Drawn:
    """Views of a small world, drawn when they are asked for: number i has seed `first` + i."""

    def __init__(self, world: World, count: int, first: int) -> None:
        self.questions, self.names = Questions(world), ()
        self._world, self._count, self._first = world, count, first

    names: tuple[str, ...]

    def __len__(self) -> int:
        return self._count

    def views(self, numbers: Sequence[int], size: int, chance: np.random.Generator | None = None) -> Views:
        samples = [self._world.draw(self._first + int(number), size) for number in numbers]
        facts = [sample.facts for sample in samples]
        pixels = np.stack([sample.picture for sample in samples])
        areas = np.stack([sample.segmentation for sample in samples])
        made = Views(pixels, self.questions.encoded(facts), self.questions.seen(facts),
                     np.zeros((len(samples), 0, 2), np.float32), areas, np.arange(len(samples)))  # fmt: skip
        if chance is None:
            return made
        return Views(worn(pixels, chance), made.answers, made.seen, made.points, areas, made.marked)
