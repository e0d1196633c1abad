"""The shelf runs models through their families, and gives held-out pictures that are drawn once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.bench.models import absent, run
from studio.bench.models.shelf import Shelf, opaque
from studio.core.errors import BadRequest
from studio.families.cyclegan.model import write_random
from studio.families.cyclegan.recognise import Shape
from studio.training.material import FIRST
from studio.training.worlds.glyphs import WORLD as GLYPHS


def test_samples_of_a_seed_are_the_same_in_every_portion(shelf: Callable[..., Shelf], generator: Callable[..., None]
                                                         ) -> None:  # fmt: skip
    generator("dcgan-portraits")
    one = shelf("glyphs")
    assert one.has("dcgan-portraits")
    many = one.samples("dcgan-portraits", 70, 5)
    assert many.shape == (70, 32, 32, 3)
    assert np.array_equal(many[66:70], one.samples("dcgan-portraits", 4, 71))


def test_held_out_pictures_have_the_seeds_from_nought_on_and_others_were_trained_on(shelf: Callable[..., Shelf]
                                                                                    ) -> None:  # fmt: skip
    one = shelf("glyphs")
    assert np.array_equal(one.pictures("glyphs", 32)[3], GLYPHS.draw(3).picture)
    assert np.array_equal(one.trained_on("glyphs", 32)[3], GLYPHS.draw(FIRST + 3).picture)
    assert one.features("glyphs", 32).shape == (10, 16)


def test_a_manner_of_a_world_is_drawn_too(shelf: Callable[..., Shelf]) -> None:
    one = shelf("glyphs", 1)
    assert one.renders("monet").settings["manner"] == "monet"
    assert one.pictures("monet", 64).shape == (1, 64, 64, 3)


def test_a_model_that_is_not_there_has_a_row_that_says_so(tmp_path: Path) -> None:
    empty = Shelf(None, 8, (tmp_path,))
    assert not empty.has("dcgan-portraits")
    with pytest.raises(BadRequest, match="no model"):
        empty.entry("dcgan-portraits")
    figure = absent("dcgan-portraits")
    assert figure.met is False
    assert figure.note == "skipped: no such model"


def test_only_what_is_asked_for_is_measured() -> None:
    assert run(only=("no-such-model",)) == []


def test_a_model_without_its_probe_is_skipped_with_a_row(tmp_path: Path) -> None:
    write_random(tmp_path / "cyclegan-monet.safetensors", Shape(1, 4))
    if Shelf(None, 8, (tmp_path,)).reads("scenes"):
        pytest.skip("a probe ships")
    (figure,) = run(None, 8, ("cyclegan-monet",), (tmp_path,))
    assert figure.note == "skipped: no probe for scenes"


def test_a_probe_beside_the_models_is_found(shelf: Callable[..., Shelf]) -> None:
    assert shelf("scenes").reads("scenes")
    assert not shelf("glyphs").reads("no-such-world")
    assert shelf("portraits").reads(""), "nothing is needed where nothing is read"


def test_pictures_become_opaque() -> None:
    made = opaque(np.zeros((3, 4, 3), np.uint8))
    assert made.shape == (3, 4, 4)
    assert (made[..., 3] == 255).all()
