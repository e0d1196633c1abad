"""The benchmark of walks compares the same frames, and a walk's memory is really looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.bench import walk
from studio.core.errors import BadRequest, JobFailed
from studio.engine.blocking import Blocking
from studio.engine.library import Library
from studio.families import vae, walks
from studio.session.walking import frames


@pytest.fixture(name="library")
def _library(tmp_path: Path) -> Library:
    vae.tiny(tmp_path)
    return Library([tmp_path], [vae.FAMILY]).refresh()


def test_time_is_told_against_the_parts_and_against_the_plainest_loop(library: Library) -> None:
    figures = walk.measured(library, "tiny-vae", 9, 1)
    assert [figure.bar for figure in figures] == ["≤ 1.15 ×", "≥ 1.3 ×"]
    assert all(figure.value > 0 for figure in figures)
    assert "9 frames" in figures[0].note


def test_both_make_the_same_frames(library: Library) -> None:
    submit = Blocking(library, "cpu").submit
    points = [walks.normal(seed, (6,)) for seed in range(3)]
    batched, single = list(frames(submit, "tiny-vae", points, {})), list(walk.alone(submit, "tiny-vae", points))
    for one, two in zip(batched, single, strict=True):
        assert np.abs(one.astype(int) - two).max() <= 1


def test_memory_is_that_of_a_process_of_its_own(library: Library, tmp_path: Path) -> None:
    figure = walk.held("tiny-vae", [tmp_path], 4, 6)[0]
    assert 0.5 < figure.value < 2
    assert float(figure.note.split()[0]) > 50


def test_a_model_that_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(BadRequest, match="no model wings"):
        walk.measured(library, "wings", 9, 1)
    with pytest.raises(JobFailed, match="The walk failed"):
        walk.peak("wings", [], 2)
