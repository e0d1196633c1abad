"""The card of pix2pix sets the training up from a world, from pairs side by side, or from two folders."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.fields import filled
from studio.training.beside import Beside
from studio.training.drawings import Drawings
from studio.training.kind import kind_named
from studio.training.kinds.pix2pix import KIND, Settings, hints, pairs
from studio.training.kinds.pix2pix import tests as held
from studio.training.material import Material
from studio.training.worlds.portraits import WORLD
from studio.training.worlds.render import Order, render


def test_it_is_found_and_makes_what_its_family_uses() -> None:
    assert kind_named("pix2pix") is KIND
    assert KIND.makes == "pix2pix"


def test_renders_give_drawings_with_hints(tmp_path: Path) -> None:
    render(Order(WORLD, 2, 7, 32), tmp_path, processes=1)
    material = Material(home=tmp_path, test=tmp_path)
    assert isinstance(pairs(Settings(), material), Drawings)
    assert isinstance(held(Settings(), material), Drawings)
    assert hints(material) == ("flat", "none")


def test_folders_give_pairs(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), np.zeros((8, 16, 3), np.uint8))
    material = Material(home=tmp_path, test=tmp_path)
    assert isinstance(pairs(Settings(), material), Beside)
    assert isinstance(held(Settings(), material), Beside)
    assert held(Settings(), Material(home=tmp_path)) is None
    assert hints(material) == ("none",)


def test_the_papers_weights_are_the_defaults() -> None:
    settings = Settings()
    assert (settings.weight, settings.judged, settings.rate) == (100, 1, 2e-4)
    with pytest.raises(BadRequest, match="Size"):
        filled(Settings, {"size": 100})
