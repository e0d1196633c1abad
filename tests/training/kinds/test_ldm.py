"""The card of ldm tells what the window and the command line need to know."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest, Unreadable
from studio.core.fields import describe
from studio.training.kind import kind_named
from studio.training.kinds.ldm import KIND, Settings
from studio.training.material import Material


@pytest.fixture
def own(tmp_path: Path) -> Material:
    cv2.imwrite(str(tmp_path / "one.png"), np.zeros((40, 40, 3), np.uint8))
    return Material(home=tmp_path)


def test_it_is_found_and_its_settings_have_labels() -> None:
    assert kind_named("ldm") is KIND
    assert KIND.makes == "diffusion"
    for field in describe(Settings):
        assert field.label
        assert field.default == field.checked(field.default)


def test_without_an_autoencoder_it_says_where_to_get_one(own: Material) -> None:
    with pytest.raises(BadRequest, match="needs an autoencoder"):
        KIND.recipe(Settings(size=32), own)


def test_masks_are_learned_from_a_model(own: Material, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="can paint already"):
        KIND.recipe(Settings(size=32, masks=True, autoencoder=str(tmp_path)), own)


def test_a_folder_that_holds_no_model_is_told(own: Material, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="UNet"):
        KIND.recipe(Settings(size=32, start=str(tmp_path / "none")), own)
