"""Pictures that every format is asked with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

ASSETS = Path(__file__).parents[3] / "shared" / "assets"


@pytest.fixture
def noise() -> Callable[..., NDArray]:
    """RGBA of random samples: `noise(height, width, np.uint16)`."""

    def make(height: int = 30, width: int = 40, dtype: type = np.uint8, *, opaque: bool = False) -> NDArray:
        most = np.iinfo(dtype).max
        picture = np.random.default_rng(7).integers(0, most, (height, width, 4), dtype=dtype, endpoint=True)
        if opaque:
            picture[..., 3] = most
        return picture

    return make


@pytest.fixture
def smooth() -> Callable[..., NDArray]:
    """An opaque gradient, which lossy formats keep well."""

    def make(height: int = 48, width: int = 64) -> NDArray:
        rows, columns = np.mgrid[0:height, 0:width]
        bands = (columns * 255 // width, rows * 255 // height, (rows + columns) * 255 // (width + height))
        return np.dstack((*bands, np.full((height, width), 255))).astype(np.uint8)

    return make


@pytest.fixture
def icc() -> bytes:
    """A real RGB profile that is not sRGB's own bytes anywhere else."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture
def job() -> dict[str, object]:
    return {"task": "fill", "model": "patchmatch", "prompt": "a red kite, “Drachen” 你好", "negative": "blur",
            "steps": 20, "guidance": 6.5, "seed": 42, "sampler": "Euler a", "schedule": "Karras"}


@pytest.fixture
def assets() -> Path:
    """Real third-party pictures and profiles, which are not part of the project."""
    if not ASSETS.is_dir():
        pytest.skip("the shared assets are not here")
    return ASSETS
