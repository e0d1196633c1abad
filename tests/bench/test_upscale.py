"""The upscaling benchmark measures what it says, and not on what was trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.bench.upscale import LONGEST, SAMPLES, SCALE, gain, loaded, samples
from studio.families.family import Files
from studio.families.restore import LANCZOS
from studio.families.restore.bicubic import resized
from studio.families.restore.model import write_random
from studio.families.restore.recognise import Shape, layout, recognise
from studio.training.photographs import SOURCES


def test_its_pictures_are_not_among_those_trained_on() -> None:
    assert not set(SAMPLES) & set(SOURCES)
    for name, large in samples():
        assert large.dtype == np.uint8, name
        assert large.shape[0] % SCALE == large.shape[1] % SCALE == 0


def test_lanczos_comes_out_near_bicubic_and_has_no_bar() -> None:
    soft = resized(np.random.default_rng(0).integers(0, 255, (20, 20, 3)).astype(np.uint8), (80, 80))
    figure = gain("soft", soft, loaded(LANCZOS), LANCZOS)
    assert 0 < figure.value < 2
    assert figure.met is None


def test_a_network_of_chance_does_not_meet_the_bar(tmp_path: Path) -> None:
    path = tmp_path / "chance.safetensors"
    shape = Shape(blocks=1, channels=4, scale=4)
    write_random(path, shape)
    entry = recognise(Files(path, keys=layout(shape)))
    assert entry is not None
    figure = gain("soft", np.full((40, 40, 3), 90, np.uint8), loaded(entry), entry)
    assert figure.value < 0
    assert figure.met is False
    assert figure.note.startswith("40 × 40, chance")


@pytest.mark.slow
def test_what_ships_is_no_worse_than_bicubic_on_any_picture() -> None:
    from studio.bench.upscale import run

    assert all(figure.met is not False for figure in run())


def test_photographs_of_a_folder_are_made_small_and_fit_the_scale(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(np.full((700, 1101, 3), 90, np.uint8)).save(tmp_path / "large.png")
    Image.fromarray(np.full((41, 30, 3), 90, np.uint8)).save(tmp_path / "small.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    found = {name: large.shape for name, large in samples(tmp_path)}
    assert found == {"large": (324, LONGEST, 3), "small": (40, 28, 3)}
