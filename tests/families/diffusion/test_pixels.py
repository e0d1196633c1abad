"""A DDPM in diffusers' folder shows what it foresees at each step, and a latent is all that its picture takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.families.diffusion.load import load
from studio.families.diffusion.pixels import PixelDiffusion
from studio.families.diffusion.tiny import write_pixels
from studio.families.family import ModelEntry, Place
from studio.families.tasks import Decode, Encode, Generate, Sample, silent

from tiny_entry import entry_of  # isort: skip


def loaded(folder: Path) -> PixelDiffusion:
    model = load(entry_of(folder), Place(), silent)
    assert isinstance(model, PixelDiffusion)
    return model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> PixelDiffusion:
    return loaded(write_pixels(tmp_path_factory.mktemp("pixels") / "tiny-ddpm", times=20))


def test_it_is_known_by_its_parts_and_tells_its_size(tmp_path: Path) -> None:
    entry: ModelEntry = entry_of(write_pixels(tmp_path / "one"))
    assert entry.tasks == ("sample", "encode", "decode")
    assert entry.details["latent"] == {"shape": [3, 16, 16], "prior": "normal"}
    assert entry.details["variants"]
    assert (entry.sizes.multiple, entry.sizes.native) == (16, 16)
    assert not entry.problem


def test_each_step_shows_the_foreseen_picture(model: PixelDiffusion) -> None:
    told: list[tuple[float, str]] = []

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        told.append((fraction, note))
        assert fraction == 1.0 or np.shape(preview) == (16, 16, 4)

    model.run(Sample(seed=1, steps=4), report)
    assert [note for _, note in told] == ["Step 1 of 4", "Step 2 of 4", "Step 3 of 4", "Step 4 of 4", ""]


def test_fresh_noise_follows_from_the_latent_too(model: PixelDiffusion) -> None:
    straight, fresh = (model.run(Sample(seed=1, sliders=sliders), silent)[0] for sliders in ({}, {"fresh_noise": 1}))
    assert not np.array_equal(straight.pixels, fresh.pixels)
    assert fresh.latent is not None
    again = model.run(Decode(latents=(fresh.latent,), sliders=fresh.info["sliders"]), silent)[0]
    assert np.array_equal(again.pixels, fresh.pixels)


def test_with_another_number_of_steps_it_says_no_place(model: PixelDiffusion) -> None:
    assert model.run(Sample(seed=1, steps=4), silent)[0].latent is None
    assert model.run(Sample(seed=1, steps=20), silent)[0].latent is not None


def test_grey_pictures_have_three_equal_colours(tmp_path: Path) -> None:
    grey = loaded(write_pixels(tmp_path / "grey", channels=1))
    made = grey.run(Sample(seed=1), silent)[0].pixels
    assert np.array_equal(made[..., 0], made[..., 2])
    found = grey.run(Encode(picture=made), silent)[0]
    assert found.latent is not None
    assert found.latent.shape == (1, 16, 16)


def test_it_predicts_what_its_scheduler_says(tmp_path: Path) -> None:
    pictures = [loaded(write_pixels(tmp_path / kind, kind=kind)).run(Sample(seed=1), silent)[0].pixels
                for kind in ("epsilon", "v_prediction")]  # fmt: skip
    assert not np.array_equal(*pictures)


def test_what_it_cannot_do_is_said(model: PixelDiffusion) -> None:
    with pytest.raises(BadRequest, match="3 × 16 × 16"):
        model.run(Decode(latents=(np.zeros((3, 8, 8), np.float32),)), silent)
    with pytest.raises(BadRequest, match="16 × 16 px"):
        model.run(Encode(picture=np.zeros((8, 16, 4), np.uint8)), silent)
    with pytest.raises(BadRequest, match="cannot do"):
        model.run(Generate(prompt="a lake"), silent)


def test_variants_share_the_first_steps_and_then_go_their_own_ways(model: PixelDiffusion) -> None:
    latent = np.random.default_rng(0).standard_normal((3, 16, 16)).astype(np.float32)

    def spread(shared: float) -> float:
        made = model.run(Decode(latents=(latent,), variants=6, shared=shared, seed=3), silent)
        return float(np.stack([patch.pixels[..., :3] for patch in made]).astype(float).std(axis=0).mean())

    assert spread(0.0) > spread(0.9) > 0


def test_a_variant_is_known_by_its_seed(model: PixelDiffusion) -> None:
    latents = tuple(np.random.default_rng(seed).standard_normal((3, 16, 16)).astype(np.float32) for seed in range(2))
    four = model.run(Decode(latents=latents, variants=2, shared=0.5, seed=7), silent)
    assert [patch.seed for patch in four] == [7, 8, 7, 8]
    others = model.run(Decode(latents=latents[1:], variants=2, shared=0.5, seed=8), silent)
    assert np.array_equal(four[3].pixels, others[0].pixels)


def test_variants_tell_how_far_they_are(model: PixelDiffusion) -> None:
    told: list[tuple[float, str]] = []
    latent = np.zeros((3, 16, 16), np.float32)
    task = Decode(latents=(latent,), variants=3, shared=0.5, steps=4)
    model.run(task, lambda fraction, preview=None, note="": told.append((fraction, note)))
    assert [note for _, note in told] == [f"Step {step} of 8" for step in range(1, 9)] + [""]
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
