"""The benchmark of directions counts attributes, not sliders, and says what is not there."""

from __future__ import annotations

from pathlib import Path

import torch

from studio.bench import directions
from studio.engine.library import Library
from studio.explore.leakage import Measure
from studio.families import vae
from studio.training import checkpoint
from studio.training.material import world_named
from studio.training.probes.net import Probe, Shape
from studio.training.probes.questions import Questions


def measure(name: str, about: str, follows: float) -> Measure:
    return Measure(name, about, follows, follows, {"smile": 2.0, "age": 1.0, "hat": 0.1})


def test_attributes_are_counted_once_and_only_those_that_follow() -> None:
    found = [measure("smile", "smile", 0.8), measure("cheer", "smile", 1.0), measure("age", "age", 0.79),
             measure("shoes", "", 0.0)]  # fmt: skip
    figures = directions.told("tiny", found, 100)
    assert figures[0].value == 1
    assert figures[0].met is False
    assert [figure.name for figure in figures[1:]] == ["tiny: smile", "tiny: cheer", "tiny: age"]
    assert "age 1.0, hat 0.1" in figures[1].note
    assert "0.55 (median)" in figures[1].note


def test_everything_of_a_model_is_measured(tmp_path: Path) -> None:
    vae.tiny(tmp_path)
    (tmp_path / "probe-glyphs").mkdir()
    torch.manual_seed(0)
    net = Probe(Shape(32, (8, 16), (0, 1), 8, 16, Questions(world_named("glyphs")).count, 0, 2))
    checkpoint.save(tmp_path / "probe-glyphs" / "probe-glyphs.safetensors", net.state_dict())
    library = Library([tmp_path], [vae.FAMILY]).refresh()
    found = directions.measured(library, "tiny-vae", 3, 3, [tmp_path], "glyphs")
    assert [one.name for one in found] == ["smile", "hat"]


def test_a_model_that_is_not_there_has_a_row_that_says_so() -> None:
    figures = directions.run(only=["wings"])
    assert [(figure.name, figure.met) for figure in figures] == [("wings: measured", False)]
