"""Shards hold exactly what the world draws, and a stopped render goes on where it was."""

from __future__ import annotations

import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import BadRequest, Unreadable, Unwritable, WorkerDied
from studio.training.worlds.glyphs import WORLD
from studio.training.worlds.render import Order, Renders, render


def test_shards_hold_what_the_world_draws(tmp_path: Path) -> None:
    assert render(Order(WORLD, 20, shard=8, seed=40), tmp_path, processes=1) == 20
    renders = Renders(tmp_path)
    assert len(renders) == 20
    pictures = renders.part("picture", [0, 7, 8, 19])
    for picture, at in zip(pictures, (0, 7, 8, 19), strict=True):
        sample = WORLD.draw(40 + at)
        assert np.array_equal(picture, sample.picture)
        assert renders.facts(at) == sample.facts
        assert renders.known[at]["caption"] == sample.caption
    assert renders.part("segmentation", [3]).shape == (1, 32, 32)


def test_a_stopped_render_goes_on(tmp_path: Path) -> None:
    class Stop(BaseException):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Stop

    with pytest.raises(Stop):
        render(Order(WORLD, 24, shard=8), tmp_path, processes=1, report=stop)
    with pytest.raises(Unreadable, match="not rendered to its end"):
        Renders(tmp_path)
    first = (tmp_path / "picture-00000.npy").stat().st_mtime_ns
    assert render(Order(WORLD, 24, shard=8), tmp_path, processes=1) == 16
    assert (tmp_path / "picture-00000.npy").stat().st_mtime_ns == first
    assert len(Renders(tmp_path)) == 24


def test_more_can_be_rendered_into_the_same_folder(tmp_path: Path) -> None:
    render(Order(WORLD, 10, shard=8, parts=("picture",)), tmp_path, processes=1)
    assert render(Order(WORLD, 18, shard=8, parts=("picture",)), tmp_path, processes=1) == 10
    assert np.array_equal(Renders(tmp_path).part("picture", [9])[0], WORLD.draw(9).picture)
    assert render(Order(WORLD, 18, shard=8, parts=("picture",)), tmp_path, processes=1) == 0


def test_several_processes_draw_the_same(tmp_path: Path) -> None:
    shares: list[float] = []
    assert render(Order(WORLD, 16, shard=8), tmp_path, processes=2, report=shares.append) == 16
    assert shares == [0.5, 1.0]
    assert np.array_equal(Renders(tmp_path).part("picture", [15])[0], WORLD.draw(15).picture)


def test_a_process_that_dies_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process cannot find the module that draws, and ends at once."""
    only_here = types.ModuleType("only_here")

    def paint(*given: Any) -> Any:
        return WORLD.paint(*given)

    paint.__module__, paint.__qualname__ = "only_here", "paint"
    monkeypatch.setattr(only_here, "paint", paint, raising=False)
    monkeypatch.setitem(sys.modules, "only_here", only_here)
    with pytest.raises(WorkerDied, match="Run the same command again"):
        render(Order(replace(WORLD, paint=paint), 4, shard=2), tmp_path, processes=2)


def test_held_facts_hold(tmp_path: Path) -> None:
    render(Order(WORLD, 8, shard=8, facts=(("digit", "7"),)), tmp_path, processes=1)
    assert {row["facts"]["digit"] for row in Renders(tmp_path).known} == {"7"}


def test_bad_requests_are_said(tmp_path: Path) -> None:
    render(Order(WORLD, 4, shard=8), tmp_path / "a", processes=1)
    with pytest.raises(BadRequest, match="other settings"):
        render(Order(WORLD, 4, shard=8, seed=5), tmp_path / "a", processes=1)
    with pytest.raises(BadRequest, match="at least one"):
        render(Order(WORLD, 0, shard=8), tmp_path / "b")
    with pytest.raises(BadRequest, match="cannot be painted as"):
        render(Order(WORLD, 4, shard=8, manner="oil"), tmp_path / "c")
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable):
        render(Order(WORLD, 4, shard=8), tmp_path / "file" / "under")
    with pytest.raises(Unreadable, match="holds no renders"):
        Renders(tmp_path)
    with pytest.raises(Unreadable, match="holds no portraits"):
        Renders(tmp_path / "a").part("portraits", [0])
