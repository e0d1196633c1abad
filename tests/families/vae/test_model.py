"""A VAE draws by seed, finds a picture's place, and edits a picture without losing what only the picture has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed
from studio.engine.scan import found_under, opened
from studio.families.family import ModelEntry, Place
from studio.families.packing import unpack_latent
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Edit, Encode, Fill, Sample, silent
from studio.families.vae.model import Vae, column, load, write_random
from studio.families.vae.recognise import Shape, recognise


def entry_in(folder: Path) -> ModelEntry:
    (found,) = found_under(folder)
    entry = recognise(opened(found)[0])
    assert entry is not None
    return entry


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Vae:
    folder = tmp_path_factory.mktemp("vae")
    write_random(folder / "tiny.safetensors", Shape(32, 4, 6))
    return load(entry_in(folder), Place(), silent)


def picture(height: int, width: int, depth: type = np.uint8) -> np.ndarray:
    most = np.iinfo(depth).max
    out = np.random.default_rng(1).integers(0, most, (height, width, 4), depth)
    out[..., 3] = most
    return out


def test_variety_nought_gives_the_mean_picture_for_every_seed(model: Vae) -> None:
    one, other = model.run(Sample(seed=1, count=2, truncation=0.0), silent)
    assert np.array_equal(one.pixels, other.pixels)
    more = model.run(Sample(seed=1), silent)[0]
    assert not np.array_equal(one.pixels, more.pixels)


def test_a_sample_decodes_to_itself_with_sliders_and_without(model: Vae) -> None:
    for sliders in ({}, {"smile": 0.7, "hat": "beanie"}):
        patch = model.run(Sample(seed=4, sliders=sliders), silent)[0]
        assert patch.latent is not None
        assert np.array_equal(model.run(Decode(latents=(patch.latent,)), silent)[0].pixels, patch.pixels)


def test_a_slider_is_where_it_was_asked_to_be(model: Vae) -> None:
    """With directions that the reading sees as they are meant."""
    import torch

    reading = model.beside.reading
    straight = model.beside._replace(away=torch.linalg.pinv(reading).T)
    held, model.beside = model.beside, straight
    try:
        point = torch.randn(1, 6, generator=torch.Generator().manual_seed(0)) * 0.1
        moved = model._moved(point, {"smile": 0.5})
        assert float(model._columns(moved)[0, 0]) == pytest.approx(0.5, abs=1e-4)
        assert torch.allclose(model._columns(moved)[0, 1:], model._columns(point)[0, 1:], atol=1e-4)
    finally:
        model.beside = held


def test_encoding_tells_how_far_the_copy_is_away(model: Vae) -> None:
    patch = model.run(Encode(picture=picture(20, 30)), silent)[0]
    assert patch.pixels.shape == (32, 32, 4)
    assert 0 < patch.info["error"] < 1


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("size", [(48, 64), (100, 31), (1, 1), (2, 300)])
def test_an_edit_that_sets_nothing_changes_nothing(model: Vae, size: tuple[int, int], depth: type) -> None:
    before = picture(*size, depth)
    assert np.array_equal(model.run(Edit(picture=before), silent)[0].pixels, before)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_an_edit_has_the_size_and_depth_of_the_picture_and_keeps_its_alpha(model: Vae, depth: type) -> None:
    before = picture(40, 90, depth)
    before[:5, :, 3] = 7
    made = model.run(Edit(picture=before, sliders={"smile": 1.0, "hat": "beanie"}), silent)[0].pixels
    assert made.dtype == depth
    assert made.shape == before.shape
    assert np.array_equal(made[..., 3], before[..., 3])
    assert not np.array_equal(made, before)


def test_values_become_columns() -> None:
    assert column(Slider("age", low=0, high=1), 0.75) == [0.5]
    assert column(Slider("hat", values=("none", "beanie")), "beanie") == [0.0, 1.0]


def test_what_it_cannot_do_is_said(model: Vae) -> None:
    with pytest.raises(BadRequest, match="6 numbers"):
        model.run(Decode(latents=(np.zeros(5, np.float32),)), silent)
    with pytest.raises(BadRequest, match="no slider called 'nose'"):
        model.run(Sample(seed=1, sliders={"nose": 1}), silent)
    with pytest.raises(BadRequest, match="cannot do"):
        model.run(Fill(picture=picture(8, 8), mask=np.ones((8, 8), np.uint8)), silent)


def test_a_file_without_a_prior_draws_from_the_standard_one(tmp_path: Path) -> None:
    from safetensors.torch import save

    from studio.families.vae.net import Autoencoder

    (tmp_path / "own.safetensors").write_bytes(save(Autoencoder(Shape(32, 4, 6)).state_dict()))
    entry = entry_in(tmp_path)
    plain = load(entry, Place(), silent)
    assert not plain.beside.mean.any()
    assert plain.run(Sample(seed=1), silent)[0].pixels.shape == (32, 32, 4)
    with pytest.raises(BadRequest, match="cannot do"):
        plain.run(Edit(picture=picture(8, 8)), silent)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    write_random(tmp_path / "tiny.safetensors", Shape(32, 4, 6))
    entry = entry_in(tmp_path)
    (tmp_path / "tiny.safetensors").write_bytes(b"nothing")
    with pytest.raises(JobFailed, match="cannot be loaded"):
        load(entry, Place(), silent)


def test_an_edit_that_knows_where_the_picture_lies_does_not_seek_it_again(model: Vae) -> None:
    picture = np.random.default_rng(5).integers(0, 255, (40, 32, 4), np.uint8)
    name = model.sliders[0].name
    value = model.sliders[0].values[-1] if model.sliders[0].values else model.sliders[0].high
    sought = model.run(Edit(picture=picture, sliders={name: value}), silent)[0]
    found = unpack_latent(sought.info["found"])
    known = model.run(Edit(picture=picture, sliders={name: value}, found=found), silent)[0]
    assert np.array_equal(known.pixels, sought.pixels)
    elsewhere = model.run(Edit(picture=picture, sliders={name: value}, found=found + 1), silent)[0]
    assert not np.array_equal(elsewhere.latent, sought.latent)


def test_looking_longer_finds_a_place_that_is_more_like_the_picture(model: Vae) -> None:
    seen = model.run(Sample(seed=3), silent)[0].pixels
    glance, look = (model.run(Encode(picture=seen, steps=steps), silent)[0].info["error"] for steps in (1, 60))
    assert look < glance


def test_a_point_tells_its_numbers_and_setting_them_so_leaves_it_where_it_is(model: Vae) -> None:
    asked = model.run(Sample(seed=3, sliders={"smile": 0.4}), silent)[0]
    assert set(asked.info["sliders"]) == {"smile"}
    patch = model.run(Sample(seed=3), silent)[0]
    assert patch.latent is not None
    again = model.run(Decode(latents=(patch.latent,), sliders=patch.info["sliders"]), silent)[0]
    assert again.info == patch.info
    np.testing.assert_allclose(again.latent, patch.latent, atol=2e-3)
