"""Shows what a half-made latent looks like: a linear guess of its colours, learnt once from the model's own decoder."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.core.picture import Picture

SIDE = 16
"""Latent pixels along each side of the sample that the colours are learnt from."""


class LatentColours:
    """Fits RGB ≈ latent · A + b by least squares on one small decoded sample; a picture then costs a matrix product."""

    def __init__(self, vae: Any) -> None:
        self._vae = vae
        self._fit: Any = None

    def picture(self, latents: Any) -> Picture | None:
        """The first of (B, C, h, w) latents as an h × w picture; None for latents that are not planes."""
        if latents.ndim != 4 or latents.shape[1] != getattr(self._vae.config, "latent_channels", latents.shape[1]):
            return None
        if self._fit is None:
            self._fit = self._learnt(latents)
        values = latents[0].float().cpu().flatten(1).T.numpy()  # (h·w, C)
        with_one = np.concatenate([values, np.ones((len(values), 1), np.float32)], axis=1)
        colours = np.clip(with_one @ self._fit, 0, 1)
        out = np.full((*latents.shape[2:], 4), 255, np.uint8)
        out[..., :3] = np.rint(np.nan_to_num(colours) * 255).reshape(*latents.shape[2:], 3)
        return out

    def _learnt(self, like: Any) -> np.ndarray[Any, Any]:
        """(C + 1, 3): from a smooth random latent and what the decoder makes of it."""
        import torch

        channels = like.shape[1]
        generator = torch.Generator("cpu").manual_seed(0)
        coarse = torch.randn(1, channels, SIDE // 4, SIDE // 4, generator=generator)
        sample = torch.nn.functional.interpolate(coarse, (SIDE, SIDE), mode="bilinear") * 1.5
        scale = float(getattr(self._vae.config, "scaling_factor", 1.0) or 1.0)
        shift = float(getattr(self._vae.config, "shift_factor", 0.0) or 0.0)
        parameter = next(self._vae.parameters())
        with torch.no_grad():
            decoded = self._vae.decode((sample / scale + shift).to(parameter.device, parameter.dtype)).sample
        small = torch.nn.functional.interpolate(decoded.float().cpu(), (SIDE, SIDE), mode="area")[0] / 2 + 0.5
        known = torch.cat([sample[0].flatten(1).T, torch.ones(SIDE * SIDE, 1)], dim=1).numpy()
        fit: np.ndarray[Any, Any] = np.linalg.lstsq(known, small.flatten(1).T.numpy(), rcond=None)[0]
        return fit.astype(np.float32)
