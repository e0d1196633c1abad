"""The probe that reads a model's pictures is that of the world in its name, or the one that is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.cli.reading import eyes as opened
from studio.cli.reading import world_of
from studio.core.errors import BadRequest
from studio.families.family import ModelEntry


def entry(name: str) -> ModelEntry:
    return ModelEntry(name, name, "gan", ("sample",))


def test_the_world_is_told_by_the_models_name_or_by_the_artist(eyes: Path) -> None:
    assert world_of(entry("gan-glyphs"), "", [eyes]) == "glyphs"
    assert world_of(entry("tiny-vae"), "glyphs", [eyes]) == "glyphs"
    assert world_of(entry("tiny-vae"), "", [eyes]) == ""
    with pytest.raises(BadRequest, match="no probe for mars"):
        world_of(entry("gan-glyphs"), "mars", [eyes])


def test_pictures_are_read_in_columns_that_are_named(eyes: Path) -> None:
    attributes, look = opened("glyphs", "cpu", [eyes])
    read = look([np.zeros((32, 32, 4), np.uint8)] * 3)
    assert read.shape == (3, max(where.stop for where in attributes.columns.values()))
    assert attributes.values["form"] == ("plain", "other")
    assert not attributes.choice("slant")
