"""Previews cost little and look like the decoder's colours."""

from __future__ import annotations

import numpy as np
import torch

from studio.families.diffusion.preview import LatentColours
from studio.families.diffusion.tiny import pipeline


def test_a_preview_has_the_latents_size_and_follows_the_decoder() -> None:
    vae = pipeline().vae
    colours = LatentColours(vae)
    coarse = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(0))
    latents = torch.nn.functional.interpolate(coarse, (16, 16), mode="bilinear") * 1.5
    shown = colours.picture(latents)
    assert shown is not None
    assert shown.shape == (16, 16, 4)
    with torch.no_grad():
        decoded = vae.decode(latents / vae.config.scaling_factor).sample
    real = torch.nn.functional.interpolate(decoded, (16, 16), mode="area")[0].permute(1, 2, 0).numpy() / 2 + 0.5
    flat = np.full_like(real, real.mean(axis=(0, 1)))
    guess = shown[..., :3] / 255
    assert np.square(guess - np.clip(real, 0, 1)).mean() < 0.7 * np.square(flat - real).mean()


def test_latents_that_are_no_planes_give_no_preview() -> None:
    assert LatentColours(pipeline().vae).picture(torch.zeros(1, 10, 4)) is None
