"""Walks from noise to a picture and back, step by step, with a network that tells noise from picture.

Ho et al., "Denoising Diffusion Probabilistic Models" (2020), and Song et al., "Denoising Diffusion Implicit Models"
(2021). x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε, with t from 0 (nearly the picture) to T − 1 (nearly noise).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import torch

AGAIN = 4
"""Looks at each step of an inversion beside the first, at most."""

NEAR = 1e-9
"""Of the mean square: what moves less than that has come to rest."""

Watch: TypeAlias = "Callable[[int, torch.Tensor, torch.Tensor], None]"
"""watch(how many steps are done, x_t, predicted x_0): may raise to stop."""


def unwatched(done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
    """A watch for when nobody looks."""


class Denoiser(NamedTuple):
    """`unet` is a diffusers UNet2DModel; `alphas` ᾱ (T,); `kind` what it predicts: "epsilon", "v_prediction" or
    "sample". Predicted pictures are kept within `most` of 0 (no limit: 0). `last` is the ᾱ that the last step ends
    at: some models leave a trace of noise."""

    unet: Any
    alphas: torch.Tensor
    kind: str = "epsilon"
    most: float = 1.0
    last: float = 1.0

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
        """√ᾱ_t and √(1 − ᾱ_t); −1 is where the last step ends."""
        alpha = float(self.alphas[t]) if t >= 0 else self.last
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
    return along(denoiser, x, times(since or len(denoiser.alphas), steps), eta, generators, watch)


def along(denoiser: Denoiser, x: torch.Tensor, path: Sequence[int], eta: float = 0.0,
          generators: Sequence[torch.Generator] = (), watch: Watch = unwatched, end: int = -1) -> torch.Tensor:
    """`sampled` by way of those times, falling, to the noise of time `end`; without a time x is there already."""
    import torch

    for done, (t, lower) in enumerate(zip(path, [*path[1:], end], strict=False), start=1):
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


def inverted(denoiser: Denoiser, x: torch.Tensor, path: Sequence[int], watch: Watch = unwatched,
             again: int = AGAIN) -> torch.Tensor:
    """The x_T from which `along` comes back by that path to about this picture: its steps the other way round, each
    with the noise that is seen before it (Song et al. 2021, section 5.4). With `again` it then looks, so many times,
    at the noise that is seen where this leads, which is what the step back will see: the fixed point is the exact way
    (as in Pan et al., "Effective Real Image Editing with Accelerated Iterative Diffusion Inversion", 2023)."""
    lower = -1
    for done, t in enumerate(reversed(path), start=1):
        here, ahead = denoiser.shares(lower), denoiser.shares(t)
        noise = denoiser.split(x, max(lower, path[-1]))[1]
        clean, there = first = _up(x, here, ahead, noise)
        moved = float("inf")
        for _ in range(again):
            clean, better = _up(x, here, ahead, denoiser.split(there, t)[1])
            change = float((better - there).square().mean())
            if change >= moved:  # no fixed point nearby: looking again leads astray
                clean, there = first
                break
            there, moved = better, change
            if change < NEAR * float(there.square().mean()):
                break
        x, lower = there, t
        watch(done, x, clean)
    return x


def _up(x: torch.Tensor, here: tuple[float, float], ahead: tuple[float, float],
        noise: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The picture in x if that is its noise, and both mixed as they are at a later time. Shares of signal and noise."""
    clean = (x - here[1] * noise) / here[0]
    return clean, ahead[0] * clean + ahead[1] * noise
