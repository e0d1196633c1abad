"""The noise that pictures start from is a space: the same noise is the same picture, and a picture has its noise."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.core.errors import BadRequest
from studio.families.diffusion.embed import mixed_inputs
from studio.families.diffusion.latents import Led, Words
from studio.families.diffusion.model import DiffusionModel
from studio.families.tasks import Decode, Encode, Generate, silent
from studio.families.tensors import to_tensor

WORDS = {"prompt": "a red cottage", "guidance": 3.0, "steps": 4}


def noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((4, 32, 32)).astype(np.float32)


def pixels(model: DiffusionModel, *latents: np.ndarray, **more: object) -> list[np.ndarray]:
    task = Decode(latents=latents, **(WORDS | more))  # type: ignore[arg-type]
    return [patch.pixels for patch in model.run(task, silent)]


def test_the_noise_of_a_seed_decodes_to_the_picture_of_that_seed(plain_model: DiffusionModel) -> None:
    (patch,) = plain_model.run(Generate(seed=5, width=64, height=64, **WORDS), silent)  # type: ignore[arg-type]
    assert patch.latent is not None
    assert patch.latent.shape == (4, 32, 32)
    assert np.array_equal(pixels(plain_model, patch.latent)[0], patch.pixels)


def test_the_place_is_told_only_where_the_noise_alone_decides(plain_model: DiffusionModel) -> None:
    for more in ({"width": 80}, {"sampler": "Euler a"}, {"picture": np.full((64, 64, 4), 255, np.uint8)}):
        asked = {"width": 64, "height": 64, "seed": 5} | WORDS | more
        assert plain_model.run(Generate(**asked), silent)[0].latent is None  # type: ignore[arg-type]


def calmer(module: torch.nn.Module, given: object, made: tuple[torch.Tensor] | object) -> object:
    """A random network is too rough to walk through; a tenth of what it says is smooth as a trained one's."""
    if isinstance(made, tuple):
        return (made[0] / 10,)
    made.sample = made.sample / 10  # type: ignore[attr-defined]
    return made


def test_a_picture_comes_back_as_its_autoencoder_copies_it(plain_model: DiffusionModel) -> None:
    """From the noise that was found for it; with latents of about the size that they are trained to have."""
    vae = plain_model.pipeline.vae
    hook, usual = plain_model.pipeline.unet.register_forward_hook(calmer), vae.config.scaling_factor
    vae.register_to_config(scaling_factor=5.0)
    try:
        (own,) = pixels(plain_model, noise(), prompt="", steps=20)
        patch = plain_model.run(Encode(picture=own), silent)[0]
        assert patch.latent is not None
        assert np.array_equal(pixels(plain_model, patch.latent, prompt="", steps=20)[0], patch.pixels)
    finally:
        hook.remove()
        vae.register_to_config(scaling_factor=usual)
    with torch.no_grad():
        copy = vae.decode(vae.encode(to_tensor(own) * 2 - 1).latent_dist.mode()).sample[0].permute(1, 2, 0)
    wanted = copy.add(1).div(2).clamp(0, 1).numpy()
    assert np.sqrt(((patch.pixels[..., :3] / 255 - wanted) ** 2).mean()) < 0.01
    away = (patch.pixels[..., :3].astype(float) - own[..., :3]) / 255
    assert patch.info["error"] == pytest.approx(float(np.sqrt((away**2).mean())), abs=1e-4)


def test_a_picture_of_any_size_is_found_in_its_square(plain_model: DiffusionModel) -> None:
    patch = plain_model.run(Encode(picture=np.full((20, 50, 4), 255, np.uint8)), silent)[0]
    assert patch.pixels.shape == (64, 64, 4)
    assert patch.latent is not None
    assert patch.latent.shape == (4, 32, 32)


def test_prompts_mix_from_the_one_to_the_other(plain_model: DiffusionModel) -> None:
    start = noise()
    mixes = ({"a lake": 1.0}, {"a lake": 0.5, "a corgi": 0.5}, {"a lake": 0.0, "a corgi": 2.0})
    first, middle, last = pixels(plain_model, start, start, start, prompts=mixes)
    assert np.array_equal(first, pixels(plain_model, start, prompt="a lake")[0])
    other = pixels(plain_model, start, prompt="a corgi")[0]
    assert np.abs(last.astype(int) - other).max() <= 1
    assert not np.array_equal(middle, first)
    assert not np.array_equal(middle, last)


def test_prompts_for_some_points_only_are_refused(plain_model: DiffusionModel) -> None:
    with pytest.raises(BadRequest, match="2 points, but prompts for 1"):
        pixels(plain_model, noise(), noise(1), prompts=({"a lake": 1.0},))
    with pytest.raises(BadRequest, match="more than nought"):
        pixels(plain_model, noise(), prompts=({"a lake": 1.0, "a corgi": -1.0},))


def test_guidance_is_a_slider_of_each_point(plain_model: DiffusionModel) -> None:
    low, high = pixels(plain_model, noise(), noise(), each=({"guidance": 3.0}, {"guidance": 14.0}), guidance=9.0)
    assert np.array_equal(low, pixels(plain_model, noise())[0])
    assert not np.array_equal(low, high)


def test_variants_share_the_first_steps_and_then_go_their_own_ways(plain_model: DiffusionModel) -> None:
    def spread(shared: float) -> float:
        made = pixels(plain_model, noise(), variants=4, shared=shared, steps=8)
        return float(np.stack([one[..., :3] for one in made]).astype(float).std(axis=0).mean())

    assert spread(0.0) > spread(0.75) > 0


def test_a_variant_is_known_by_its_seed(plain_model: DiffusionModel) -> None:
    two = plain_model.run(Decode(latents=(noise(),), variants=2, seed=7, **WORDS), silent)  # type: ignore[arg-type]
    assert [patch.seed for patch in two] == [7, 8]
    again = pixels(plain_model, noise(), variants=2, seed=8)[0]
    assert np.array_equal(two[1].pixels, again)


def test_being_led_is_the_formula_of_the_paper(plain_model: DiffusionModel) -> None:
    """As if the network had been asked twice."""
    pipeline = plain_model.pipeline
    x, t = torch.from_numpy(noise())[None], torch.tensor([500])
    told = mixed_inputs(pipeline, {"a lake": 1.0}, "a tree", True)
    with torch.no_grad():
        led, without = (pipeline.unet(x, t, encoder_hidden_states=told[name]).sample
                        for name in ("prompt_embeds", "negative_prompt_embeds"))  # fmt: skip
        ours = Led(pipeline, Words({"a lake": 1.0}, "a tree", 4.0), 64)(x, t).sample
        plain = Led(pipeline, Words({"a lake": 1.0}), 64)(x, t).sample
    assert torch.allclose(ours, without + 4 * (led - without), atol=1e-4)
    assert torch.allclose(plain, led, atol=1e-5)


def test_where_text_and_avoided_are_the_same_nothing_leads() -> None:
    assert not Words({"": 1.0}, "", 9.0).guided
    assert Words({"a lake": 1.0}, "", 9.0).guided
