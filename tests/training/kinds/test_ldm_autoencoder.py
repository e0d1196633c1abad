"""The card of ldm-autoencoder tells what the window and the command line need to know."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from studio.core.fields import describe
from studio.training.kind import kind_named
from studio.training.kinds.ldm_autoencoder import KIND, Settings
from studio.training.material import Material


def test_it_is_found_and_its_settings_have_labels_and_ranges() -> None:
    assert kind_named("ldm-autoencoder") is KIND
    for field in describe(Settings):
        assert field.label
        assert field.range
        assert field.default == field.checked(field.default)


def test_its_recipe_learns_from_a_folder(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "one.png"), np.zeros((40, 40, 3), np.uint8))
    made = KIND.recipe(Settings(size=64, width=8, patch=64, batch=1), Material(home=tmp_path))
    assert made.kind == "ldm-autoencoder"
    assert set(made.step(1, np.random.default_rng(0))) >= {"loss", "colours"}
