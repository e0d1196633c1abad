"""The benchmark of finding again counts pictures, and says what is not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.bench.inversion import measured, psnr
from studio.engine.library import Library
from studio.families import vae


def test_a_picture_is_compared_with_itself_and_with_another() -> None:
    grey = np.full((4, 4, 4), 100, np.uint8)
    assert psnr(grey, grey) == 99.0
    assert psnr(grey, grey + np.uint8(10)) == pytest.approx(28.13, abs=0.01)


def test_a_models_own_pictures_are_counted(tmp_path: Path) -> None:
    vae.tiny(tmp_path)
    library = Library([tmp_path], [vae.FAMILY]).refresh()
    found, took = measured(library, "tiny-vae", 1.0, 2, count=2)
    assert found.met
    assert "2 reach it" in found.note
    assert took.value > 0
    hard = measured(library, "tiny-vae", 98.0, 2, count=2)[0]
    assert hard.met is False


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    (figure,) = measured(Library([tmp_path], [vae.FAMILY]).refresh(), "none", 30, 1)
    assert figure.met is False
    assert "no such model" in figure.note
