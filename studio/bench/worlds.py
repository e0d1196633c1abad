"""How many pictures a second a core each world draws at its usual size, for those who wait for training data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.bench.bench import Bench, Figure

if TYPE_CHECKING:
    from studio.training.worlds.world import World

PICTURES = 24
BARS = {("scenes", "gouache"): 30, ("portraits", "gouache"): 30}
"""Pictures a second a core at 256²."""


def seconds(world: World, manner: str, size: int, pictures: int = PICTURES) -> float:
    """Processor time a picture: each seed's least of three, for what else runs only ever adds."""
    world.draw(0, size, manner)
    total = 0.0
    for seed in range(pictures):
        runs = []
        for _ in range(3):
            start = time.process_time()
            world.draw(seed, size, manner)
            runs.append(time.process_time() - start)
        total += min(runs)
    return total / pictures


def run() -> Sequence[Figure]:
    import cv2

    from studio.parts import parts

    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    figures = []
    try:
        for world in parts("studio.training.worlds"):
            for manner in world.manners:
                rate = 1 / seconds(world, manner, world.size)
                bar = BARS.get((world.name, manner))
                figures.append(
                    Figure(f"{world.name}, {manner}", rate, "pictures/s", "one core, one thread",
                           f"≥ {bar}" if bar else "", rate >= bar if bar else None, f"{world.size} × {world.size}")
                )  # fmt: skip
    finally:
        cv2.setNumThreads(threads)
    return figures


BENCH = Bench("worlds", "Drawing worlds", run)
