"""Portraits that are made up are measured and shown, also those of a generator of chance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.bench.models.portraits import autoencoder, bar, likeness, sliding
from studio.bench.models.portraits import generator as measured
from studio.bench.models.shelf import Shelf
from studio.families.gan.recognise import Condition
from studio.families.sliders import Slider
from studio.families.vae.model import write_random
from studio.families.vae.recognise import Shape

Bytes = NDArray[np.uint8]


def test_a_generator_of_chance_reaches_no_bar_but_is_shown(
    shelf: Callable[..., Shelf], generator: Callable[..., None], sheet_of: Callable[[str], Bytes]
) -> None:
    generator("dcgan-portraits")
    figures = {one.name: one for one in measured(shelf("portraits"), "dcgan-portraits")}
    assert figures["dcgan-portraits: precision"].met is False
    assert figures["dcgan-portraits: variety"].value > 0
    assert 0 <= figures["dcgan-portraits: recall"].value <= 1
    assert sheet_of("dcgan-portraits").shape[1] == sheet_of("dcgan-portraits-walk").shape[1]


def test_an_autoencoder_is_also_told_by_what_it_gives_back(
    shelf: Callable[..., Shelf], tmp_path: Path, sheet_of: Callable[[str], Bytes]
) -> None:
    write_random(tmp_path / "vae-portraits.safetensors", Shape(size=32, width=4, latent=6))
    figures = {one.name: one for one in autoencoder(shelf("portraits"), "vae-portraits")}
    assert figures["vae-portraits: reconstruction"].met is False
    assert figures["vae-portraits: KL of all codes together from N(0, I)"].value > 0
    assert sheet_of("vae-portraits-back").size > 0


def test_sliders_are_tried_on_their_own_facts(shelf: Callable[..., Shelf], generator: Callable[..., None]) -> None:
    hat = Condition(Slider("hat", default="none", values=("none", "beanie")), (0.7, 0.3))
    generator("cgan-portraits", Condition(Slider("smile"), (-1.0, 0.0, 1.0)), hat)
    figures = {one.name: one for one in sliding(shelf("portraits"), "cgan-portraits")}
    assert -1 <= figures["cgan-portraits: smile follows its slider"].value <= 1
    assert 0 <= figures["cgan-portraits: hat follows its slider"].value <= 1
    assert "cgan-portraits: the rest is kept under smile" in figures


def test_likeness_is_one_for_equal_readings() -> None:
    read = np.random.default_rng(0).standard_normal((20, 5)).astype(np.float32)
    assert likeness(read, read, slice(0, 3), "category") == 1.0
    assert likeness(read, read, slice(3, 4), "flag") == 1.0
    assert likeness(read, -read, slice(4, 5), "continuous") < -0.99


def test_a_bar_is_met_or_not() -> None:
    assert bar("x", 0.7, "", "y", 0.7).met is True
    assert bar("x", 0.69, "dB", "y", 0.7).bar == "≥ 0.7 dB"
