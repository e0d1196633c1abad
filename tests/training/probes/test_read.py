"""A probe is read from its file with the world it knows, and takes pictures of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import BadRequest, Unreadable
from studio.training import checkpoint
from studio.training.material import world_named
from studio.training.probes.net import Probe, Shape
from studio.training.probes.questions import Questions
from studio.training.probes.read import Reader, load, shipped
from studio.training.publish import halved


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    net = Probe(Shape(32, (8, 16), (0, 1), 8, 16, Questions(world_named("glyphs")).count, 0, 2))
    checkpoint.save(tmp_path / "probe.safetensors", net.state_dict())
    return tmp_path / "probe.safetensors"


def pictures(side: int = 32, channels: int = 3) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(0, 256, (40, side, side, channels), np.uint8)


def test_a_file_reads_facts_features_and_areas(file: Path) -> None:
    reader = load(file, "glyphs")
    read = reader.read(pictures(), areas=True)
    assert read.features.shape == (40, 16)
    assert read.areas is not None
    assert read.areas.shape == (40, 32, 32)
    assert reader.facts(pictures())[0]["digit"] in "0123456789"
    assert reader.read(pictures()).areas is None
    assert sum(len(maps[0]) for maps in reader.maps(pictures())) == 40


def test_pictures_of_other_sizes_and_with_alpha_are_read(file: Path) -> None:
    reader = load(file, "glyphs")
    assert len(reader.read(pictures(64, 4)).answers) == 40
    assert len(reader.read(pictures(20)).answers) == 40


def test_portions_do_not_change_what_is_read(file: Path) -> None:
    reader = load(file, "glyphs")
    whole, one = reader.read(pictures()), reader.read(pictures()[35:36])
    assert np.allclose(whole.answers[35], one.answers[0], atol=1e-5)


def test_half_precision_reads_nearly_the_same(file: Path, tmp_path: Path) -> None:
    halved(file, tmp_path / "half.safetensors")
    full, half = (load(path, "glyphs").read(pictures()).answers for path in (file, tmp_path / "half.safetensors"))
    assert np.abs(full - half).max() < 0.02


def test_other_files_and_other_worlds_are_refused(file: Path, tmp_path: Path) -> None:
    checkpoint.save(tmp_path / "other.safetensors", {"x": torch.zeros(2)})
    with pytest.raises(Unreadable, match="no probe"):
        load(tmp_path / "other.safetensors", "glyphs")
    with pytest.raises(Unreadable, match="portraits"):
        load(file, "portraits")


def test_no_picture_is_told(file: Path) -> None:
    with pytest.raises(BadRequest, match="no picture"):
        load(file, "glyphs").read(pictures()[:0])


def test_a_probe_that_does_not_ship_is_told() -> None:
    with pytest.raises(BadRequest, match="no probe for textures"):
        shipped("textures")


def test_a_reader_reads_as_its_net_is(file: Path) -> None:
    reader = load(file, "glyphs")
    assert isinstance(Reader(reader.net, reader.questions), Reader)
    assert not reader.net.training


def test_reading_maps_leaves_gradients_to_others(file: Path) -> None:
    maps = load(file, "glyphs").maps(np.zeros((2, 32, 32, 3), np.uint8))
    next(maps)
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
