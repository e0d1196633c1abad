"""Models that translate between manners: is it the other manner, is it still the same scene, and does it come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.portraits import bar
from studio.bench.models.shelf import Shelf, opaque
from studio.training.measures.pixels import difference
from studio.training.probes.questions import MANNER, MANNERS
from studio.training.probes.score import confused, overlaps

if TYPE_CHECKING:
    from studio.families.tasks import Direction

Bytes = NDArray[np.uint8]

PROBE = "scenes"
SIZE = 256
MOST = 256
"""A 256² translation takes a processor a good part of a second: so many each way."""


def translated(shelf: Shelf, model: str) -> list[Figure]:
    from studio.families.tasks import Direction

    count = min(MOST, shelf.count)
    scenes, monet = shelf.pictures("scenes", SIZE, count), shelf.pictures("monet", SIZE, count)
    there = turned(shelf, model, scenes, Direction.FORWARD)
    back = turned(shelf, model, monet, Direction.BACK)
    round_trips = [(scenes, turned(shelf, model, there, Direction.BACK)),
                   (monet, turned(shelf, model, back, Direction.FORWARD))]  # fmt: skip
    cycle = max(difference(*pair) for pair in round_trips)
    told = f"{count} held-out scenes each way, {SIZE}²"
    figures = [Figure(f"{model}: cycle L1, the worse way", cycle, "", "the picture itself", "≤ 0.06", cycle <= 0.06,
                      told)]  # fmt: skip
    for words, made, manner in (("into Monet's manner", there, "monet"), ("into gouache", back, "gouache")):
        figures.append(bar(f"{model}: read as turned {words}", share_of(shelf, made, manner), "", "the probe", 0.9))
    figures += [kept(shelf, model, "scene kept, into Monet's manner", scenes, there),
                kept(shelf, model, "scene kept, into gouache", monet, back)]  # fmt: skip
    off = np.abs(round_trips[0][1].astype(np.float32) - scenes).mean((1, 2, 3))
    worst = np.argsort(-off)[:8]
    shelf.keep(model, [
        ("Gouache, turned into Monet's manner, and back again", scenes[:8]), ("", there[:8]),
        ("", round_trips[0][1][:8]), ("Monet's manner, turned into gouache", monet[:8]), ("", back[:8]),
        ("Failures: scenes that come back worst", scenes[worst]), ("", there[worst]),
    ])  # fmt: skip
    photographs(shelf, model)
    return figures


def turned(shelf: Shelf, model: str, pictures: Bytes, way: Direction) -> Bytes:
    from studio.families.tasks import Translate

    done = (shelf.run(model, Translate(picture=opaque(one), direction=way))[0].pixels[..., :3] for one in pictures)
    return np.stack(list(done))


def share_of(shelf: Shelf, pictures: Bytes, manner: str) -> float:
    """How many of them the probe takes for that manner."""
    reader = shelf.reader("scenes")
    told = reader.read(pictures).answers[:, reader.questions.places[MANNER]].argmax(1)
    return float((told == MANNERS["scenes"].index(manner)).mean())


def kept(shelf: Shelf, model: str, words: str, before: Bytes, after: Bytes) -> Figure:
    """How far the areas that the probe reads are the same before and after (mean intersection over union)."""
    reader = shelf.reader("scenes")
    labels = reader.questions.world.labels
    ours, theirs = (reader.read(part, areas=True).areas for part in (after, before))
    assert ours is not None
    assert theirs is not None
    found = overlaps(confused(ours, theirs, len(labels)), labels)
    low = min(found, key=lambda name: found[name])
    return bar(f"{model}: {words}, mean IoU", float(np.mean(list(found.values()))), "", "areas read before", 0.7,
               f"worst {low} {found[low]:.2f}")  # fmt: skip


def photographs(shelf: Shelf, model: str) -> None:
    """It never saw any: only to look at."""
    from skimage import data

    from studio.families.tasks import Direction
    from studio.training.pictures import squared

    if shelf.home is None:
        return
    some = np.stack([squared(np.ascontiguousarray(getattr(data, name)()[..., :3]), SIZE)
                     for name in ("astronaut", "coffee", "chelsea", "rocket")])  # fmt: skip
    rows = [("Photographs, of which it saw none in training", some),
            ("", turned(shelf, model, some, Direction.FORWARD))]  # fmt: skip
    shelf.keep(f"{model}-photographs", rows, 160)


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {
    "cyclegan-monet": translated, "cyclegan-no-cycle": translated,
}  # fmt: skip
