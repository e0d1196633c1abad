"""Models that write digits: whether the asked one comes, and whether all ten do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.portraits import bar
from studio.bench.models.shelf import Shelf
from studio.training.measures.coverage import coverage
from studio.training.worlds.glyphs import DIGITS

WORLD = PROBE = "glyphs"


def written(shelf: Shelf, model: str) -> list[Figure]:
    """All ten classes in the unconditional one, and how much like the world's they are."""
    made = shelf.samples(model)
    reader = shelf.reader(WORLD)
    read = reader.read(made)
    which = read.answers[:, reader.questions.places["digit"]].argmax(1)
    shares = np.bincount(which, minlength=10) / len(which)
    found = coverage(shelf.features(WORLD, made.shape[1]), read.features)
    told = f"{len(made)} seeds; " + ", ".join(f"{digit}: {share:.1%}" for digit, share in enumerate(shares))
    shelf.keep(model, [(f"{model}: seeds 0 to 15", made[:16]), ("", made[16:32])], 48)
    return [
        Figure(f"{model}: classes that come", float((shares > 0.02).sum()), "of 10", "the probe's reading", "10",
               bool((shares > 0.02).all()), told),
        Figure(f"{model}: precision", found.precision, "", "held-out digits, k = 3"),
        Figure(f"{model}: recall", found.recall, "", "held-out digits, k = 3"),
    ]  # fmt: skip


def asked(shelf: Shelf, model: str) -> list[Figure]:
    """Each class as often as any: is it the one that was asked for?"""
    reader, each = shelf.reader(WORLD), max(1, shelf.count // 10)
    hits, all_read, pictures = [], [], []
    rows: list[tuple[str, NDArray[np.uint8]]] = []
    for digit in DIGITS:
        made = shelf.samples(model, each, 0, {"digit": digit})
        read = reader.read(made)
        hits.append(float((read.answers[:, reader.questions.places["digit"]].argmax(1) == DIGITS.index(digit)).mean()))
        rows.append((f"{model}: asked for 0 to 9, each row a digit, seeds 0 to 11" if not rows else "", made[:12]))
        all_read.append(read.features)
        pictures.append(made)
    size = pictures[0].shape[1]
    found = coverage(shelf.features(WORLD, size), np.concatenate(all_read))
    shelf.keep(model, rows, 48)
    worst = int(np.argmin(hits))
    return [
        bar(f"{model}: the asked class is read", float(np.mean(hits)), "", "the probe's reading", 0.97,
            f"{10 * each} pictures; worst {DIGITS[worst]}: {hits[worst]:.1%}"),
        Figure(f"{model}: precision", found.precision, "", "held-out digits, k = 3"),
        Figure(f"{model}: recall", found.recall, "", "held-out digits, k = 3"),
    ]  # fmt: skip


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {"gan-digits": written, "cgan-digits": asked}
