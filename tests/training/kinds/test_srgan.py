"""The card of srgan begins with an SRResNet, the one that ships or another."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.families.restore.model import write_random
from studio.families.restore.recognise import Shape
from studio.training import checkpoint
from studio.training.kind import kind_named
from studio.training.kinds.srgan import KIND, Settings, recipe, start
from studio.training.material import Material
from studio.training.srgan import Sharpening

SHAPE = Shape(1, 8, 4)


def test_it_is_found_and_makes_an_upscaler() -> None:
    assert kind_named("srgan") is KIND
    assert KIND.makes == "restore"


def test_it_begins_with_the_one_that_ships_unless_told_otherwise(tmp_path: Path) -> None:
    assert start(None)[1] == Shape()
    write_random(tmp_path / "own.safetensors", SHAPE)
    assert start(tmp_path / "own.safetensors")[1] == SHAPE


def test_other_files_are_refused(tmp_path: Path) -> None:
    import torch

    checkpoint.save(tmp_path / "other.safetensors", {"weight": torch.zeros(3)})
    with pytest.raises(BadRequest, match="no SRResNet"):
        start(tmp_path / "other.safetensors")


def test_it_is_set_up_from_a_folder(tmp_path: Path) -> None:
    write_random(tmp_path / "own.safetensors", SHAPE)
    (tmp_path / "pictures").mkdir()
    cv2.imwrite(str(tmp_path / "pictures" / "1.png"), np.full((120, 120, 3), 90, np.uint8))
    settings = Settings(start=str(tmp_path / "own.safetensors"), probe="", size=48)
    made = recipe(settings, Material(home=tmp_path / "pictures"))
    assert isinstance(made, Sharpening)
    assert made.settings["channels"] == 8
