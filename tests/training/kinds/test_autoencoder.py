"""The card of autoencoder tells what the window and the command line need to know."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.training.kind import kind_named
from studio.training.kinds.autoencoder import KIND, Settings
from studio.training.material import Material


def test_it_is_found_and_its_settings_have_labels_and_ranges() -> None:
    assert kind_named("autoencoder") is KIND
    assert KIND.makes == "vae"
    for field in describe(Settings):
        assert field.label
        assert field.range or field.choices, field.name
        assert field.default == field.checked(field.default)


def test_settings_out_of_range_are_refused_by_name() -> None:
    with pytest.raises(BadRequest, match="Batch"):
        filled(Settings, {"batch": 0})


def test_it_is_the_net_of_the_vae_without_variances(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "one.png"), np.zeros((40, 40, 3), np.uint8))
    made = KIND.recipe(Settings(size=32, latent=5, width=4), Material(home=tmp_path))
    assert made.kind == "autoencoder"
    assert made.settings["variational"] is False
