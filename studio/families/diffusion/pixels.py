"""A diffusion model that paints pixels itself (DDPM), each step in view; its latents are the noise it starts from."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import BadRequest, NotFinite
from studio.core.picture import Picture
from studio.families import sliders
from studio.families.diffusion.recognise import FRESH
from studio.families.diffusion.steps import Denoiser, along, inverted, sampled, times
from studio.families.family import ModelEntry, Place
from studio.families.points import checked, each, pushed
from studio.families.tasks import Decode, Encode, Latent, Patch, Report, Sample, Task
from studio.families.tensors import to_picture, to_tensor

if TYPE_CHECKING:
    import torch

STEPS = 50
"""Without another wish; fewer where the model knows fewer times."""


class PixelDiffusion:
    """Latents are x_T, (C, S, S) float32. What noise the steps add follows from x_T as well, so a latent and its
    sliders are all that a picture takes."""

    def __init__(self, pipeline: Any, entry: ModelEntry, place: Place) -> None:
        self.entry = entry
        self.unet = pipeline.unet
        self._place = place
        told = pipeline.scheduler.config
        most = float(told.get("clip_sample_range", 1.0)) if told.get("clip_sample", True) else 0.0
        self.denoiser = Denoiser(self.unet, pipeline.scheduler.alphas_cumprod.to(place.device),
                                  str(told.get("prediction_type", "epsilon")), most)  # fmt: skip
        self.steps = min(STEPS, len(self.denoiser.alphas))

    @property
    def nbytes(self) -> int:
        return sum(weight.nbytes for weight in self.unet.parameters())

    def close(self) -> None:
        del self.unet, self.denoiser

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        if isinstance(task, Sample):
            patches = self._sampled(task, report)
        elif isinstance(task, Decode):
            patches = self._decoded(task, report)
        elif isinstance(task, Encode):
            patches = [self._encoded(task, report)]
        else:
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.")
        report(1.0)
        return patches

    # What it does

    def _sampled(self, task: Sample, report: Report) -> list[Patch]:
        import torch

        steps, patches = min(task.steps or self.steps, len(self.denoiser.alphas)), []
        chosen = sliders.checked(self.entry, task.sliders)
        for number in range(task.count):
            seed = (task.seed + number) % 2**64
            noise = torch.randn(self._shape, generator=torch.Generator().manual_seed(seed))
            start = pushed(self.entry, (task.truncation * noise).numpy()[None], task.push)[0]
            made = self._walked(start, steps, chosen, _Part(report, number, task.count, steps))
            # With another number of steps than its own, the same start leads elsewhere: then it says no place.
            place = start if steps == self.steps else None
            patches.append(Patch(made, seed=seed, info={"sliders": chosen} if chosen else {}, latent=place))
        return patches

    def _decoded(self, task: Decode, report: Report) -> list[Patch]:
        latents, chosen = checked(self.entry, task.latents), each(self.entry, task)
        steps = min(task.steps or self.steps, len(self.denoiser.alphas))
        patches: list[Patch] = []
        for number, (latent, values) in enumerate(zip(latents, chosen, strict=True)):
            start = pushed(self.entry, latent[None], task.push)[0]
            if task.variants > 1:
                made = self._forked(start, steps, task, _Part(report, number, len(latents), steps))
            else:
                made = [self._walked(start, steps, values, _Part(report, number, len(latents), steps))]
            patches += [Patch(one, seed=task.seed + at, latent=start) for at, one in enumerate(made)]
        return patches

    def _encoded(self, task: Encode, report: Report) -> Patch:
        """The noise that the model's own steps lead back from to about this picture (DDIM inversion)."""
        import torch

        x = to_tensor(task.picture).mul(2).sub(1)
        if self._shape[0] == 1:
            x = x.mean(1, keepdim=True)
        if x.shape[1:] != self._shape:
            raise BadRequest(f"{self.entry.name} sees pictures of {self._shape[2]} × {self._shape[1]} px only.")
        there, back = _Part(report, 0, 2, self.steps), _Part(report, 1, 2, self.steps)
        with torch.inference_mode(), self._half():
            path = times(len(self.denoiser.alphas), self.steps)
            found = inverted(self.denoiser, x.to(self._place.device), path, there)
        start = np.asarray(_finite(found)[0].float().cpu().numpy())
        return Patch(self._walked(start, self.steps, {}, back), seed=task.seed, latent=start)

    def _walked(self, start: Latent, steps: int, chosen: Mapping[str, Any], watch: _Part) -> Picture:
        import torch

        eta = float(chosen.get(FRESH.name, 0.0))
        x = torch.from_numpy(np.array(start, np.float32))[None].to(self._place.device)
        noise = torch.Generator().manual_seed(zlib.crc32(np.ascontiguousarray(start).tobytes()))
        with torch.inference_mode(), self._half():
            made = sampled(self.denoiser, x, steps, eta, [noise], watch)
        return shown(_finite(made))

    def _forked(self, start: Latent, steps: int, task: Decode, watch: _Part) -> list[Picture]:
        """One way to x_t, then fresh noise of its own for each variant (Ho et al. 2020, figure 7)."""
        import torch

        path = times(len(self.denoiser.alphas), steps)
        fork = min(round(task.shared * len(path)), len(path) - 1)
        watch.steps = fork + task.variants * (len(path) - fork)
        x = torch.from_numpy(np.array(start, np.float32))[None].to(self._place.device)
        made = []
        with torch.inference_mode(), self._half():
            x = along(self.denoiser, x, path[:fork], watch=watch, end=path[fork])
            for variant in range(task.variants):
                chance = torch.Generator().manual_seed((task.seed + variant) % 2**64)
                watch.before = fork + variant * (len(path) - fork)
                made.append(shown(_finite(along(self.denoiser, x, path[fork:], 1.0, [chance], watch))))
        return made

    @property
    def _shape(self) -> tuple[int, int, int]:
        """Of a latent and of a picture."""
        return tuple(self.entry.details["latent"]["shape"])

    def _half(self) -> Any:
        import torch

        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)


class _Part:
    """A watch for one of several walks of `steps`: tells the whole's progress and shows the picture that is foreseen.
    `before` steps were done when the walk that it sees began."""

    def __init__(self, report: Report, number: int, count: int, steps: int) -> None:
        self._report, self._number, self._count = report, number, count
        self.steps, self.before = steps, 0

    def __call__(self, done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
        done += self.before
        note = f"Step {done} of {self.steps}"
        if self._count > 1:
            note += f", {self._number + 1} of {self._count}"
        self._report((self._number + done / self.steps) / self._count, shown(_finite(clean)), note)


def shown(x: torch.Tensor) -> Picture:
    """(1, C, S, S) in −1 … 1 as a picture; grey ones in three equal colours."""
    values = x[0].float().add(1).div(2).clamp(0, 1)
    return to_picture(values.expand(3, -1, -1))


def _finite(x: torch.Tensor) -> torch.Tensor:
    import torch

    if not torch.isfinite(x).all():
        raise NotFinite("The model’s numbers ran over and made no picture.", "Try another seed, or full precision.")
    return x
