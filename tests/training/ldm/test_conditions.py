"""What steers a model shows what the world drew: lines in white, things in their colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.ldm.conditions import LAYOUT, colours, conditions
from studio.training.ldm.sources import gallery
from studio.training.material import Material, world_named

FIRST, PLAIN, TURNED = np.array([0]), np.array([0]), np.array([1])


def test_all_things_of_both_worlds_have_colours_that_are_well_apart() -> None:
    assert {*world_named("scenes").labels, *world_named("portraits").labels} == set(LAYOUT)
    table = np.array(list(colours().values()), int)
    apart = np.abs(table[:, None] - table[None]).max(2) + 255 * np.eye(len(table), dtype=int)
    assert apart.min() >= 16


def test_lines_are_white_on_black_and_turn_with_the_picture(scenes: Path) -> None:
    pictures = gallery(Material(home=scenes), 32)
    lines = conditions(pictures, "lines", FIRST, PLAIN)
    assert lines.shape == (1, 32, 32, 3)
    assert lines.mean() < 128
    assert (conditions(pictures, "lines", FIRST, TURNED)[:, :, ::-1] == lines).all()


def test_a_layout_has_the_colour_of_each_thing_at_any_size(portraits: Path) -> None:
    said = gallery(Material(home=portraits), 32).part("segmentation", [0])[0]
    layout = conditions(gallery(Material(home=portraits), 32), "layout", FIRST, PLAIN)[0]
    skin = world_named("portraits").labels.index("skin")
    assert (said == skin).any()
    assert (layout[said == skin] == colours()["skin"]).all()
    small = conditions(gallery(Material(home=portraits), 16), "layout", FIRST, PLAIN)[0]
    assert {tuple(one) for one in small.reshape(-1, 3).tolist()} <= set(colours().values())


def test_an_artists_folder_steers_nothing(own: Path) -> None:
    with pytest.raises(BadRequest, match="no lines"):
        conditions(gallery(Material(home=own), 32), "lines", FIRST, PLAIN)
