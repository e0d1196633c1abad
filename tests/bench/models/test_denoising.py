"""A DDPM's way is shown: what it has, what it foresees, and what one half-made picture may still become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.bench.models import run
from studio.bench.models.denoising import progressive, reached, spread
from studio.bench.models.shelf import Shelf
from studio.families.diffusion.steps import Denoiser
from studio.families.diffusion.tiny import write_pixels

Bytes = NDArray[np.uint8]


def test_the_way_is_shown_and_later_points_leave_less_open(
    shelf: Callable[..., Shelf], tmp_path: Path, sheet_of: Callable[[str], Bytes]
) -> None:
    write_pixels(tmp_path / "ddpm-portraits", times=20)
    figures = progressive(shelf("portraits"), "ddpm-portraits")
    wanted = [f"ddpm-portraits: spread of decodings of one x_{t}" for t in (750, 500, 250)]
    assert [one.name for one in figures] == wanted
    assert 0 < figures[2].value < figures[0].value
    assert sheet_of("ddpm-portraits-steps").size > 0


def test_a_time_of_a_thousand_is_found_among_any_number() -> None:
    import torch

    assert reached(Denoiser(None, torch.ones(1000)), 750) == 24
    assert reached(Denoiser(None, torch.ones(20)), 750) == 3


def test_spread_is_the_distance_of_two() -> None:
    black = np.zeros((1, 4, 4, 3), np.uint8)
    assert spread(np.concatenate([black, black + 10])) == 10


def test_a_ddpm_is_measured_by_every_part_that_knows_it(shelf: Callable[..., Shelf], tmp_path: Path) -> None:
    write_pixels(tmp_path / "ddpm-portraits", times=20)
    shelf("portraits")
    figures = run(None, 8, ("ddpm-portraits",), (tmp_path,))
    told = [one.name.partition(": ")[2] for one in figures]
    assert {"precision", "recall", "spread of decodings of one x_750"} <= set(told)
