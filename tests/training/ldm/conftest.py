"""Tiny renders and an artist's folder for the tests of the latent model."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.training.material import world_named
from studio.training.worlds.render import Order, render


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six landscapes of 32 px, in shards of four."""
    home = tmp_path_factory.mktemp("scenes")
    render(Order(world_named("scenes"), 6, 1_000_000, 32, shard=4), home, 1)
    return home


@pytest.fixture(scope="session")
def portraits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("portraits")
    render(Order(world_named("portraits"), 3, 1_000_000, 32), home, 1)
    return home


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, one with a caption; and a file that is none."""
    home = tmp_path_factory.mktemp("own")
    cv2.imwrite(str(home / "one.png"), np.full((40, 50, 3), 30, np.uint8))
    cv2.imwrite(str(home / "two.png"), np.full((64, 33, 3), 200, np.uint8))
    (home / "one.txt").write_text("my zebra\n at dawn")
    (home / "broken.png").write_bytes(b"no picture")
    return home
