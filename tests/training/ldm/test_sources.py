"""Renders, several renders and an artist's folder are one row of pictures with captions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.ldm.sources import gallery, held
from studio.training.material import Material


def test_several_sources_are_one_row(scenes: Path, portraits: Path) -> None:
    both = gallery(Material(home=scenes, other=portraits), 32)
    assert both.count == 9
    pixels = both.at([5, 6])
    assert pixels.shape == (2, 32, 32, 3)
    assert (pixels[0] == gallery(Material(home=scenes), 32).at([5])[0]).all()
    assert (pixels[1] == gallery(Material(home=portraits), 32).at([0])[0]).all()
    assert both.part("lines", [0, 8]).shape == (2, 32, 32)


def test_a_folder_of_renders_is_all_of_them(scenes: Path, portraits: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(scenes)
    (tmp_path / "b").symlink_to(portraits)
    assert gallery(Material(home=tmp_path), 16).count == 9


def test_a_picture_is_said_in_many_ways(portraits: Path) -> None:
    one, chance = gallery(Material(home=portraits), 32), np.random.default_rng(0)
    said = {one.say(1, chance) for _ in range(20)}
    assert len(said) > 15


def test_an_artists_pictures_have_the_captions_beside_them(own: Path) -> None:
    one, chance = gallery(Material(home=own), 24), np.random.default_rng(0)
    assert one.count == 2
    assert one.at([0]).shape == (1, 24, 24, 3)
    assert [one.say(number, chance) for number in range(2)] == ["my zebra at dawn", ""]
    assert one.words == ["my zebra at dawn", ""]
    with pytest.raises(BadRequest, match="no lines"):
        one.part("lines", [0])


def test_there_may_be_nothing_to_test_on(own: Path) -> None:
    assert held(Material(home=own), 16) is None
    found = held(Material(home=own, test=own), 16)
    assert found is not None
    assert found.count == 2
