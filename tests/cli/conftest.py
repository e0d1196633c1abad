"""What the command line's tests share: pictures on disk, and a tiny model that has a latent space and sliders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.families.vae import tiny

PICTURE = np.random.default_rng(2).integers(40, 220, (12, 16, 3), np.uint8).repeat(6, 0).repeat(6, 1)

Run = Callable[..., int]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """in.png, 96 × 72, mask.png for a part of it, and others that do not fit."""
    mask = np.zeros(PICTURE.shape[:2], np.uint8)
    mask[30:45, 40:60] = 255
    cv2.imwrite(str(tmp_path / "in.png"), PICTURE)
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    cv2.imwrite(str(tmp_path / "small.png"), mask[:20])
    cv2.imwrite(str(tmp_path / "empty.png"), np.zeros_like(mask))
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Runs one command."""
    return lambda *words: main([str(word) for word in words])


@pytest.fixture
def vae(files: Path) -> Path:
    """A folder with the model tiny-vae: 32 px, 6 numbers, the sliders smile and hat."""
    folder = files / "models"
    folder.mkdir()
    tiny(folder)
    return folder
