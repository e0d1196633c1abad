"""How noise comes over latents with time, what the network is asked to say of it, and how much each time counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

TIMES = 1000
CAP = 5.0
"""γ of Hang et al. (2023)."""


def scheduler() -> Any:
    """Stable Diffusion's noise, rescaled so that at the last time nothing of the picture is left (Lin et al. 2023,
    "Common Diffusion Noise Schedules and Sample Steps are Flawed"): else no picture could be dark or bright as a whole.
    That needs v and steps that begin at the last time."""
    from diffusers import DDIMScheduler

    return DDIMScheduler(
        TIMES, 0.00085, 0.012, "scaled_linear", clip_sample=False, set_alpha_to_one=False, steps_offset=1,
        prediction_type="v_prediction", rescale_betas_zero_snr=True, timestep_spacing="trailing",
    )  # fmt: skip


class Noise:
    """`alphas` (T,) are ᾱ of Ho et al. (2020)."""

    def __init__(self, alphas: torch.Tensor, kind: str = "v_prediction") -> None:
        """`kind` is what the network says by diffusers' name: "v_prediction" (Salimans & Ho 2022) or "epsilon"."""
        self._alphas, self._kind = alphas, kind

    def times(self, count: int) -> torch.Tensor:
        """(B,), one from each of as many equal parts: the loss swings less than with times that are all by chance."""
        import torch

        part = (torch.arange(count) + torch.rand(count)) / count
        return (part * len(self._alphas)).long().to(self._alphas.device)

    def over(self, z: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """The noisy latents z_t."""
        alpha = self._at(t)
        return alpha.sqrt() * z + (1 - alpha).sqrt() * noise

    def goal(self, z: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """What the network should say."""
        alpha = self._at(t)
        return noise if self._kind == "epsilon" else alpha.sqrt() * noise - (1 - alpha).sqrt() * z

    def loss(self, said: torch.Tensor, z: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """The weighted mean of the squared difference."""
        each = (said.float() - self.goal(z, noise, t)).square().mean((1, 2, 3))
        mean: torch.Tensor = (each * self.weights(t)).mean()
        return mean

    def weights(self, t: torch.Tensor) -> torch.Tensor:
        """min(SNR + 1, γ) / (SNR + 1) for v: nearly clean pictures count less, as in Hang et al. (2023). Theirs,
        min(SNR, γ) / (SNR + 1), would give the last time, where SNR is 0, no weight at all. For ε min(SNR, γ) / SNR."""
        alpha = self._alphas[t]
        ratio = alpha / (1 - alpha).clamp(min=1e-8)
        if self._kind == "epsilon":
            return (CAP / ratio.clamp(min=1e-8)).clamp(max=1)
        return (CAP / (ratio + 1)).clamp(max=1)

    def _at(self, t: torch.Tensor) -> torch.Tensor:
        return self._alphas[t][:, None, None, None]
