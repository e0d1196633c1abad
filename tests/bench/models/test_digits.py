"""Digits are counted by class, and asked for by class."""

from __future__ import annotations

from collections.abc import Callable

from studio.bench.models.digits import asked, written
from studio.bench.models.shelf import Shelf
from studio.families.gan.recognise import Condition
from studio.families.sliders import Slider
from studio.training.worlds.glyphs import DIGITS


def test_classes_that_come_are_counted(shelf: Callable[..., Shelf], generator: Callable[..., None]) -> None:
    generator("gan-digits")
    figures = written(shelf("glyphs", 40), "gan-digits")
    assert 0 <= figures[0].value < 10
    assert figures[0].met is False
    assert figures[0].note.startswith("40 seeds; 0: ")


def test_each_digit_is_asked_for_as_often(shelf: Callable[..., Shelf], generator: Callable[..., None]) -> None:
    generator("cgan-digits", Condition(Slider("digit", default="0", values=DIGITS), (0.1,) * 10))
    figures = asked(shelf("glyphs", 40), "cgan-digits")
    assert figures[0].value < 0.97
    assert figures[0].met is False
    assert figures[0].note.startswith("40 pictures")
