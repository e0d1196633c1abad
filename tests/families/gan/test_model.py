"""A generator makes pictures up by its seed and sliders, and finds and moves one that is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import Picture
from studio.engine.scan import found_under, opened
from studio.families.family import ModelEntry, Place
from studio.families.gan import FAMILY
from studio.families.gan.model import Gan, load
from studio.families.packing import unpack_latent
from studio.families.tasks import Decode, Edit, Encode, Sample, Upscale, silent


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Gan]]:
    """The tiny ones: cgan (32 px, sliders), gan (16 px, grey), stylegan (16 px)."""
    folder = tmp_path_factory.mktemp("gan")
    assert FAMILY.tiny is not None
    FAMILY.tiny(folder)
    entries = [FAMILY.recognise(opened(found)[0]) for found in found_under(folder)]
    loaded = {entry.id.removeprefix("tiny-"): load(entry, Place(), silent) for entry in entries if entry}
    assert set(loaded) == {"cgan", "gan", "stylegan", "stylegan2"}
    yield loaded
    for model in loaded.values():
        model.close()


def stripes(height: int = 40, width: int = 56) -> Picture:
    out = np.full((height, width, 4), 255, np.uint8)
    out[..., :3] = np.random.default_rng(1).integers(0, 255, (height, width, 3))
    return out


def test_every_body_paints_and_says_where_it_lies(models: dict[str, Gan]) -> None:
    for name, size, length in (("cgan", 32, 10), ("gan", 16, 6), ("stylegan", 16, 8)):
        patch = models[name].run(Sample(seed=3), silent)[0]
        assert patch.pixels.shape == (size, size, 4)
        assert patch.latent is not None
        assert patch.latent.shape == (length,)
        again = models[name].run(Decode(latents=(patch.latent,)), silent)[0]
        assert np.abs(again.pixels.astype(int) - patch.pixels.astype(int)).max() <= 1, name


def test_a_grey_generator_gives_grey_pictures(models: dict[str, Gan]) -> None:
    pixels = models["gan"].run(Sample(seed=1), silent)[0].pixels
    assert (pixels[..., 0] == pixels[..., 1]).all()
    assert (pixels[..., 1] == pixels[..., 2]).all()


def test_no_variety_is_always_the_same_picture(models: dict[str, Gan]) -> None:
    for name in ("gan", "stylegan"):
        one, other = (models[name].run(Sample(seed=seed, truncation=0.0), silent)[0].pixels for seed in (1, 2))
        assert (one == other).all()


def test_sliders_are_what_they_are_set_to_and_the_others_as_they_come(models: dict[str, Gan]) -> None:
    model = models["cgan"]
    asked = {"smile": -0.5, "hat": "beanie"}
    told = [patch.info["sliders"] for patch in model.run(Sample(seed=5, count=3, sliders=asked), silent)]
    assert told == [asked] * 3
    free = [patch.info["sliders"] for patch in model.run(Sample(seed=5, count=40), silent)]
    assert set(free[0]) == {"smile", "hat"}, "what is not shown stays unsaid"
    assert len({one["smile"] for one in free}) > 30
    hats = [one["hat"] for one in free]
    assert 20 <= hats.count("none") <= 36, "seven of ten have none"


def test_a_slider_changes_the_picture_and_only_what_it_steers_in_the_latent(models: dict[str, Gan]) -> None:
    model = models["cgan"]
    low, high = (model.run(Sample(seed=9, sliders={"smile": value}), silent)[0] for value in (-1, 1))
    assert (low.pixels != high.pixels).any()
    assert low.latent is not None
    assert high.latent is not None
    assert np.flatnonzero(low.latent != high.latent).tolist() == [6]


def test_a_picture_of_its_own_is_found_again(models: dict[str, Gan]) -> None:
    model = models["gan"]
    goal = model.run(Sample(seed=77), silent)[0].pixels
    rough = model.run(Encode(picture=goal, steps=1), silent)[0]
    patch = model.run(Encode(picture=goal, steps=200), silent)[0]
    assert patch.info["error"] < 0.6 * rough.info["error"]
    assert patch.latent is not None
    assert patch.latent.shape == (6,)


def test_an_edit_that_sets_what_is_there_already_gives_the_picture_back(models: dict[str, Gan]) -> None:
    model = models["cgan"]
    patch = model.run(Edit(picture=stripes()), silent)[0]
    assert np.abs(patch.pixels.astype(int) - stripes().astype(int)).max() == 0


def test_an_edit_changes_a_picture_of_any_size_and_depth(models: dict[str, Gan]) -> None:
    model = models["cgan"]
    deep = stripes().astype(np.uint16) * 257
    patch = model.run(Edit(picture=deep, sliders={"hat": "beanie", "smile": 1.0}), silent)[0]
    assert patch.pixels.shape == deep.shape
    assert patch.pixels.dtype == np.uint16
    assert (patch.pixels != deep).any()
    assert (patch.pixels[..., 3] == deep[..., 3]).all()
    assert patch.info["sliders"] == {"hat": "beanie", "smile": 1.0}


def test_an_edit_that_knows_where_the_picture_lies_does_not_search(models: dict[str, Gan]) -> None:
    model = next(one for one in models.values() if Edit.verb in one.entry.tasks)
    sought = model.run(Edit(picture=stripes(), sliders={"smile": 1.0}), silent)[0]
    told: list[float] = []
    task = Edit(picture=stripes(), sliders={"smile": 1.0}, found=unpack_latent(sought.info["found"]))
    known = model.run(task, lambda fraction, *_: told.append(fraction))[0]
    assert np.array_equal(known.pixels, sought.pixels)
    assert len(told) < 10, "no steps of a search"


def test_what_it_cannot_do_is_said(models: dict[str, Gan]) -> None:
    with pytest.raises(BadRequest, match="cannot do"):
        models["gan"].run(Edit(picture=stripes()), silent)
    with pytest.raises(BadRequest, match="cannot do"):
        models["cgan"].run(Upscale(picture=stripes()), silent)
    with pytest.raises(BadRequest, match="6 numbers"):
        models["gan"].run(Decode(latents=(np.zeros(7, np.float32),)), silent)


def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert FAMILY.tiny is not None
    FAMILY.tiny(tmp_path)
    path = tmp_path / "tiny-gan.safetensors"
    entry = FAMILY.recognise(opened(next(found for found in found_under(tmp_path) if found.path == path))[0])
    assert isinstance(entry, ModelEntry)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(JobFailed, match="cannot be loaded"):
        load(entry, Place(), silent)
