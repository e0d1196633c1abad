"""What is said of a landscape is what its pixels show."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.worlds.scenes import LABELS, WORLD
from studio.training.worlds.world import Facts, Sample

SHOWN: dict[str, Callable[[Facts], bool]] = {
    "sky": lambda f: True,
    "ground": lambda f: True,
    "cloud": lambda f: f["clouds"] != "none",
    "sun": lambda f: bool(f["sun"]),
    "moon": lambda f: bool(f["moon"]),
    "mountain": lambda f: f["mountains"] != "none",
    "hill": lambda f: int(f["hills"]) > 0,
    "water": lambda f: f["water"] != "none",
    "tree": lambda f: f["trees"] != "none",
    "cottage": lambda f: f["cottage"] != "none",
    "roof": lambda f: f["cottage"] != "none",
    "window": lambda f: f["cottage"] != "none",
    "path": lambda f: bool(f["path"]),
    "flowers": lambda f: f["flowers"] != "none",
    "boat": lambda f: f["boat"] != "none",
    "bridge": lambda f: bool(f["bridge"]),
    "fence": lambda f: bool(f["fence"]),
    "birds": lambda f: int(f["birds"]) > 0,
}


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return [WORLD.draw(seed, 64) for seed in range(120)]


def labels(sample: Sample) -> set[str]:
    return {LABELS[number] for number in np.unique(sample.segmentation)}


def test_every_label_has_its_fact_and_every_fact_its_pixels(samples: list[Sample]) -> None:
    assert set(SHOWN) == set(LABELS)
    for seed, sample in enumerate(samples):
        assert labels(sample) == {label for label, shown in SHOWN.items() if shown(sample.facts)}, seed


def test_every_label_appears(samples: list[Sample]) -> None:
    assert set().union(*map(labels, samples)) == set(LABELS)


def test_boxes_hold_what_they_are_named_for(samples: list[Sample]) -> None:
    house = [LABELS.index(name) for name in ("cottage", "roof", "window")]
    for sample in samples:
        assert ("cottage" in sample.boxes) == (sample.facts["cottage"] != "none")
        for box in sample.boxes.get("cottage", ()):
            inside = np.isin(sample.segmentation[box.slices], house)
            assert inside.mean() > 0.3
        for box in sample.boxes.get("boat", ()):
            assert (sample.segmentation[box.slices] == LABELS.index("boat")).any()


def test_cottages_are_large_enough_to_be_learnt(samples: list[Sample]) -> None:
    widths = [sample.boxes["cottage"][0].width / 64 for sample in samples if "cottage" in sample.boxes]
    assert np.mean(np.array(widths) >= 0.25) > 0.5


def test_near_things_are_nearer_than_far_ones(samples: list[Sample]) -> None:
    for sample in samples:
        depth = sample.depth.astype(int)
        ground = depth[sample.segmentation == LABELS.index("ground")]
        assert depth[sample.segmentation == LABELS.index("sky")].max(initial=0) == 0
        assert ground.max() > 150
        far = depth[sample.segmentation == LABELS.index("mountain")]
        assert not far.size or far.max() < ground.max()


@pytest.mark.parametrize(
    ("fact", "value", "thing"), [("cottage_colour", "red", "cottage"), ("birds", 4, "birds"), ("fence", True, "fence")]
)
def test_one_fact_changes_only_what_belongs_to_it(fact: str, value: object, thing: str) -> None:
    dry = {
        "water": "none",
        "weather": "clear",
        "cottage": "large",
        "cottage_colour": "white",
        "fence": False,
        "birds": 0,
    }
    for seed in range(6):
        one, other = WORLD.draw(seed, 96, facts=dry), WORLD.draw(seed, 96, facts=dry | {fact: value})
        changed = (one.picture.astype(int) - other.picture != 0).any(axis=-1)
        parts = ("cottage", "roof", "window") if thing == "cottage" else (thing,)
        there = np.isin(other.segmentation, [LABELS.index(part) for part in parts])
        import cv2

        near = cv2.dilate(there.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
        assert changed.any()
        assert not (changed & ~near).any()


def test_drawings_have_black_lines_on_white(samples: list[Sample]) -> None:
    for sample in samples[:20]:
        assert 0.01 < (sample.lines < 128).mean() < 0.4


def test_a_picture_at_256_takes_no_more_than_a_moment() -> None:
    """A wide bound, so that it holds on a busy machine; `pentimento bench worlds` measures."""
    import time

    WORLD.draw(0, 256)
    start = time.process_time()
    for seed in range(5):
        WORLD.draw(seed, 256)
    assert (time.process_time() - start) / 5 < 0.25
