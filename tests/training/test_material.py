"""What a training learns from: worlds drawn once, renders and folders."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.material import FIRST, Material, is_renders, world_named
from studio.training.worlds.render import Order, render


def test_a_world_is_drawn_once_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    heard: list[str] = []
    material = Material("glyphs", count=6, report=lambda done, preview=None, note="": heard.append(note))
    first = material.pictures(32)
    assert heard
    heard.clear()
    assert (Material("glyphs", count=6).pictures(32).at([3]) == first.at([3])).all()
    assert not heard
    assert first.renders is not None
    assert first.renders.known[0]["seed"] == FIRST


def test_a_folder_of_renders_is_told_from_a_folder_of_pictures(tmp_path: Path) -> None:
    render(Order(world_named("glyphs"), 3, size=32), tmp_path / "renders", 1)
    (tmp_path / "own").mkdir()
    cv2.imwrite(str(tmp_path / "own" / "a.png"), np.full((8, 20, 3), 90, np.uint8))
    assert is_renders(tmp_path / "renders")
    assert Material(home=tmp_path / "renders").folder is None
    own = Material(home=tmp_path / "own")
    assert own.folder is not None
    assert own.pictures(16).batch(1, 2, np.random.default_rng(0)).pixels.shape == (2, 16, 16, 3)


def test_the_second_set_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="between two sets"):
        Material("scenes").others(32)


def test_an_unknown_world_is_told_which_there_are() -> None:
    with pytest.raises(BadRequest, match="no world called 'moon'"):
        world_named("moon")
