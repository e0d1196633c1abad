"""A probe's training begins from renders, from two manners of a world, or from digits drawn on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import Unreadable
from studio.training.kinds.probe import KIND, Settings, shape_for, sources, windows
from studio.training.material import Material, world_named
from studio.training.probes.learn import Reading
from studio.training.worlds.render import Order, render


def rendered(home: Path, world: str, manner: str = "") -> Path:
    render(Order(world_named(world), 3, 0, 32, manner, ("picture", "segmentation")), home, 1)
    return home


def test_renders_are_learnt_from_and_others_measured_on(tmp_path: Path) -> None:
    home, held = rendered(tmp_path / "a", "portraits"), rendered(tmp_path / "b", "portraits")
    made = KIND.recipe(Settings(length=10, batch=2), Material(home=home, test=held))
    assert isinstance(made, Reading)
    assert made.settings["world"] == "portraits"
    assert made.net.shape.side == 128
    assert len(made.net.shape.windows) == 4


def test_two_manners_of_a_world_are_learnt_together(tmp_path: Path) -> None:
    home, other = rendered(tmp_path / "a", "scenes"), rendered(tmp_path / "b", "scenes", "monet")
    source, held = sources(Material(home=home, other=other))
    assert len(source) == 6
    assert held is None
    assert shape_for(source).points == 0


def test_digits_need_no_folder() -> None:
    source, held = sources(Material(world="glyphs"))
    assert shape_for(source).side == 32
    assert held is not None
    assert len(source) > len(held)


def test_a_folder_without_renders_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no renders"):
        sources(Material(home=tmp_path))


def test_windows_are_only_where_their_points_are() -> None:
    assert windows(()) == ()
    assert windows(("mouth_right", "mouth_left", "chin")) == ((1, 0),)
