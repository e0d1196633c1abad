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


@pytest.fixture
def eyes(vae: Path) -> Path:
    """That folder with a probe beside it, whose seeded random weights read something of glyphs in any picture."""
    import torch

    from studio.training import checkpoint
    from studio.training.material import world_named
    from studio.training.probes.net import Probe, Shape
    from studio.training.probes.questions import Questions

    home = vae / "probe-glyphs"
    home.mkdir()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        net = Probe(Shape(32, (8, 16), (0, 1), 8, 16, Questions(world_named("glyphs")).count, 0, 2))
    checkpoint.save(home / "probe-glyphs.safetensors", net.state_dict())
    return vae


@pytest.fixture
def smile() -> Path:
    """The user's own direction “smile” of tiny-vae, which moves every number of a latent."""
    from studio.explore import direction

    path = direction.path_for("smile", "tiny-vae")
    direction.save(direction.Direction("smile", "tiny-vae", np.full(6, 0.5, np.float32), -2, 2, hint="Cheers."), path)
    return path
