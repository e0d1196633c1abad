"""The card of cyclegan sets the training up between two folders, or between two manners of one world."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.cyclegan import Translating
from studio.training.kind import kind_named
from studio.training.kinds.cyclegan import KIND, Settings, both, recipe
from studio.training.material import Material


@pytest.fixture(name="folders")
def _folders(tmp_path: Path) -> list[Path]:
    found = []
    for name in ("here", "there"):
        home = tmp_path / name
        home.mkdir()
        cv2.imwrite(str(home / "1.png"), np.full((80, 80, 3), 90, np.uint8))
        found.append(home)
    return found


def test_it_is_found_and_goes_between_two() -> None:
    assert kind_named("cyclegan") is KIND
    assert (KIND.makes, KIND.domains) == ("cyclegan", 2)


def test_two_folders_are_the_two_sets(folders: list[Path]) -> None:
    here, there = folders
    made = recipe(Settings(size=64, crop=64, width=4, blocks=1), Material(home=here, other=there, test=here))
    assert isinstance(made, Translating)
    assert made.settings["norm"] == "batch"
    assert made.measure(made.nets)["cycle_l1"] >= 0


def test_one_folder_alone_is_refused(folders: list[Path]) -> None:
    with pytest.raises(BadRequest, match="two sets"):
        recipe(Settings(), Material(home=folders[0]))


def test_a_part_larger_than_the_pictures_is_refused(folders: list[Path]) -> None:
    with pytest.raises(BadRequest, match="does not fit"):
        recipe(Settings(size=64, crop=128), Material(home=folders[0], other=folders[1]))


def test_a_manner_is_learned_from_other_scenes_than_it_is_shown() -> None:
    here, there = both(Settings(size=64), Material("monet", count=1))
    assert here.renders is not None
    assert there.renders is not None
    assert (here.renders.settings["manner"], there.renders.settings["manner"]) == ("gouache", "monet")
    assert here.renders.settings["seed"] != there.renders.settings["seed"]
