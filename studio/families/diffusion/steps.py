"""Walks from noise to a picture and back, step by step, with a network that tells noise from picture.

Ho et al., "Denoising Diffusion Probabilistic Models" (2020), and Song et al., "Denoising Diffusion Implicit Models"
(2021). x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε, with t from 0 (nearly the picture) to T − 1 (nearly noise).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import torch

Watch: TypeAlias = "Callable[[int, torch.Tensor, torch.Tensor], None]"
"""watch(how many steps are done, x_t, predicted x_0): may raise to stop."""


def unwatched(done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
    """A watch for when nobody looks."""


class Denoiser(NamedTuple):
    """`unet` is a diffusers UNet2DModel; `alphas` ᾱ (T,); `kind` what it predicts: "epsilon", "v_prediction" or
    "sample". Predicted pictures are kept within `most` of 0 (no limit: 0)."""

    unet: Any
    alphas: torch.Tensor
    kind: str = "epsilon"
    most: float = 1.0

    def split(self, x: torch.Tensor, t: int) -> tuple[torch.Tensor, torch.Tensor]:
        """The picture x_0 and the noise ε that the network sees in x_t, both (B, C, h, w)."""
        import torch

        signal, noise = self.shares(t)
        times = torch.full((len(x),), t, device=x.device)
        said = self.unet(x, times).sample.float()
        if self.kind == "v_prediction":  # v = √ᾱ ε − √(1 − ᾱ) x_0 (Salimans & Ho 2022)
            clean = signal * x - noise * said
        elif self.kind == "sample":
            clean = said
        else:
            clean = (x - noise * said) / signal
        if self.most:
            clean = clean.clamp(-self.most, self.most)
        return clean, (x - signal * clean) / noise

    def shares(self, t: int) -> tuple[float, float]:
        """√ᾱ_t and √(1 − ᾱ_t); before the first step there is no noise."""
        alpha = float(self.alphas[t]) if t >= 0 else 1.0
        return alpha**0.5, (1 - alpha) ** 0.5


def times(count: int, steps: int) -> list[int]:
    """`steps` of the `count` times, evenly spaced from the last one down, the first one among them."""
    steps = max(1, min(steps, count))
    if steps == 1:
        return [count - 1]
    return [round((count - 1) * (1 - step / (steps - 1))) for step in range(steps)]


def sampled(denoiser: Denoiser, x: torch.Tensor, steps: int, eta: float = 0.0,
            generators: Sequence[torch.Generator] = (), watch: Watch = unwatched, since: int = 0) -> torch.Tensor:
    """A picture out of x_T, or with `since` = t + 1 out of an x_t, by equation 12 of Song et al. (2021). With `eta` 0
    it follows from x alone; with `eta` 1, and as many steps as there are times, it is Algorithm 2 of Ho et al. (2020)
    with the posterior's variance. Each picture draws its noise from its own generator."""
    import torch

    path = times(since or len(denoiser.alphas), steps)
    for done, (t, lower) in enumerate(zip(path, [*path[1:], -1], strict=True), start=1):
        clean, noise = denoiser.split(x, t)
        (signal, spread), (next_signal, next_spread) = denoiser.shares(t), denoiser.shares(lower)
        fresh = 0.0
        if eta:
            fresh = eta * next_spread / spread * max(0.0, 1 - (signal / next_signal) ** 2) ** 0.5
        x = next_signal * clean + max(0.0, next_spread**2 - fresh**2) ** 0.5 * noise
        if fresh:
            drawn = [torch.randn(x.shape[1:], generator=generator) for generator in generators]
            x = x + fresh * torch.stack(drawn).to(x.device)
        watch(done, x, clean)
    return x


def inverted(denoiser: Denoiser, x: torch.Tensor, steps: int, watch: Watch = unwatched) -> torch.Tensor:
    """The x_T from which `sampled` comes back to about this picture: its steps the other way round, each with the
    noise that is seen before it (Song et al. 2021, section 5.4)."""
    path = times(len(denoiser.alphas), steps)[::-1]
    for done, t in enumerate(path, start=1):
        seen = path[max(0, done - 2)]
        clean, noise = denoiser.split(x, seen)
        signal, spread = denoiser.shares(t)
        x = signal * clean + spread * noise
        watch(done, x, clean)
    return x
