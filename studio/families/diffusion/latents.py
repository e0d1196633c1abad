"""The noise that a text-led model starts from, as a space to walk in: pictures of points, and the point of a picture.

A point is x_T of the model's native size. Without variants it goes through diffusers' own pipeline, so that it gives
the very picture that Generate makes from the same noise; what pipelines cannot do, the way back from a picture and the
fork of one way into several, is walked here (`steps.py`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import BadRequest, NotFinite
from studio.core.picture import Picture
from studio.families.diffusion.embed import Inputs, mixed_inputs, prompt_inputs
from studio.families.diffusion.recognise import GUIDANCE
from studio.families.diffusion.samplers import scheduler_for
from studio.families.diffusion.share import Share
from studio.families.diffusion.steps import Denoiser, Watch, along, inverted
from studio.families.likeness import fractions, squared
from studio.families.points import checked, each, pushed
from studio.families.tasks import Decode, Encode, Latent, Patch, Report
from studio.families.tensors import to_picture

if TYPE_CHECKING:
    import torch

    from studio.families.diffusion.model import DiffusionModel

TEXT = "AutoPipelineForText2Image"
"""Diffusers' name for a model that is led by text alone."""

STEPS = 20
"""Without another wish: as many as Generate takes."""

ENCODING = 0.6
"""The share of an Encode's time that the way back takes."""


class LatentSpace:
    def __init__(self, model: DiffusionModel) -> None:
        self._model, self._entry = model, model.entry
        self._pipeline = model.pipeline

    def decoded(self, task: Decode, report: Report) -> list[Patch]:
        latents, chosen = checked(self._entry, task.latents), each(self._entry, task)
        prompts = task.prompts or ({task.prompt: 1.0},) * len(latents)
        if len(prompts) != len(latents):
            raise BadRequest(f"There are {len(latents)} points, but prompts for {len(prompts)}.")
        patches = []
        for number, (latent, values, texts) in enumerate(zip(latents, chosen, prompts, strict=True)):
            start = pushed(self._entry, latent[None], task.push)[0]
            words = Words(texts, task.negative, float(values.get(GUIDANCE.name, task.guidance)))
            share = Share(report, number, len(latents))
            with self._model.watched(share):
                if task.variants > 1:
                    made = self._forked(start, words, task, share)
                else:
                    made = [self._picture(start, words, task.steps or STEPS, share)]
            patches += [Patch(one, seed=task.seed + at, latent=start) for at, one in enumerate(made)]
        return patches

    def encoded(self, task: Encode, report: Report) -> Patch:
        """The noise that the model's own steps, led by no text, lead from to about this picture (DDIM inversion); the
        picture is squared first. `steps` is for who searches: another number than Decode's own would find noise that
        Decode leads elsewhere."""
        size = self._entry.side
        words = Words({"": 1.0})
        seen, inside = squared(task.picture, size)
        there = Share(lambda fraction, *more: report(ENCODING * fraction, *more), 0, 1)
        back = Share(lambda fraction, *more: report(ENCODING + (1 - ENCODING) * fraction, *more), 0, 1)
        with self._model.watched(there):
            x = self._folded(seen)
            path = self._path(STEPS)
            start = inverted(self._denoiser(words), x, path, self._watch(there, 0, len(path)))
        place = np.asarray(_finite(start)[0].cpu().numpy())
        with self._model.watched(back):
            made = self._picture(place, words, STEPS, back)
        error = float(np.sqrt(((fractions(made) - seen)[inside.slices] ** 2).mean()))
        return Patch(made, seed=task.seed, info={"error": round(error, 4)}, latent=place)

    # Its parts

    def _picture(self, start: Latent, words: Words, steps: int, report: Report) -> Picture:
        """Through the pipeline. A sampler that adds noise draws it from what the point is."""
        import torch

        chance = torch.Generator("cpu").manual_seed(zlib.crc32(np.ascontiguousarray(start).tobytes()))
        x = torch.from_numpy(np.array(start, np.float32))[None].to(self._pipeline.unet.dtype)
        inputs = {"latents": x, "width": self._entry.side, "height": self._entry.side, "num_inference_steps": steps,
                  "guidance_scale": words.guidance, "generator": chance}  # fmt: skip
        scheduler = scheduler_for(self._model.own_scheduler, "", "")
        return to_picture(self._model.painted(TEXT, scheduler, report, words.arguments(self._pipeline) | inputs))

    def _forked(self, start: Latent, words: Words, task: Decode, report: Report) -> list[Picture]:
        """One way to x_t, then the model's own chance for each variant (DDPM's steps)."""
        import torch

        path, denoiser = self._path(task.steps or STEPS), self._denoiser(words)
        fork = min(round(task.shared * len(path)), len(path) - 1)
        whole = fork + task.variants * (len(path) - fork)
        x = torch.from_numpy(np.array(start, np.float32))[None].to(self._model.place.device)
        with torch.no_grad():
            x = along(denoiser, x, path[:fork], watch=self._watch(report, 0, whole), end=path[fork])
            made = []
            for variant in range(task.variants):
                chance = torch.Generator("cpu").manual_seed((task.seed + variant) % 2**64)
                done = fork + variant * (len(path) - fork)
                clean = along(denoiser, x, path[fork:], 1.0, [chance], self._watch(report, done, whole))
                made.append(to_picture(self._unfolded(clean)))
        return made

    def _path(self, steps: int) -> list[int]:
        """The times that the model's own sampler steps through, falling, each once."""
        scheduler = scheduler_for(self._model.own_scheduler, "", "")
        scheduler.set_timesteps(steps)
        return list(dict.fromkeys(int(time) for time in scheduler.timesteps))

    def _denoiser(self, words: Words) -> Denoiser:
        import torch

        scheduler = scheduler_for(self._model.own_scheduler, "", "")
        unet = Led(self._pipeline, words, self._entry.side)
        last = float(torch.as_tensor(getattr(scheduler, "final_alpha_cumprod", 1.0)))
        kind = str(scheduler.config.get("prediction_type", "epsilon"))
        return Denoiser(unet, scheduler.alphas_cumprod.to(self._model.place.device), kind, most=0, last=last)

    def _watch(self, report: Report, before: int, whole: int) -> Watch:
        """Tells that `before` + done of `whole` steps are over; the last bit is left to the decoder."""

        def watch(done: int, x: torch.Tensor, clean: torch.Tensor) -> None:
            report((before + done) / (whole + 1), self._model.colours.picture(clean),
                   f"Step {before + done} of {whole}")  # fmt: skip

        return watch

    def _folded(self, seen: Any) -> torch.Tensor:
        """(S, S, 3) in 0 … 1 as the mean latent that the autoencoder folds it to."""
        import torch

        vae = self._pipeline.vae
        x = torch.from_numpy(np.ascontiguousarray(seen.transpose(2, 0, 1)))[None].mul(2).sub(1)
        with torch.no_grad(), _steady(vae) as dtype:
            mean = vae.encode(x.to(vae.device, dtype)).latent_dist.mode().float()
        return (mean - (vae.config.shift_factor or 0)) * vae.config.scaling_factor  # type: ignore[no-any-return]

    def _unfolded(self, x: torch.Tensor) -> torch.Tensor:
        """(1, 3, S, S) in 0 … 1."""
        vae = self._pipeline.vae
        plain = x / vae.config.scaling_factor + (vae.config.shift_factor or 0)
        with _steady(vae) as dtype:
            return vae.decode(plain.to(dtype)).sample.float().add(1).div(2)  # type: ignore[no-any-return]


@contextmanager
def _steady(vae: Any) -> Iterator[Any]:
    """While it lasts an autoencoder that runs over in half precision is in full one; gives its precision."""
    import torch

    own = vae.dtype
    if own == torch.float16 and vae.config.force_upcast:
        vae.to(torch.float32)
    try:
        yield vae.dtype
    finally:
        vae.to(own)


class Words:
    """What leads the way: texts with their weights, what to avoid, and how strictly. Where the text is what is to be
    avoided, or guidance is 1, there is nothing to tell apart, and the network is asked once a step."""

    def __init__(self, texts: Mapping[str, float], negative: str = "", guidance: float = 1.0) -> None:
        self.texts, self.negative = dict(texts), negative
        self.guidance = 1.0 if set(texts) == {negative} else guidance

    @property
    def guided(self) -> bool:
        return self.guidance > 1

    def arguments(self, pipeline: Any) -> Inputs:
        """For a pipeline's call: one text as Generate gives it, several as numbers."""
        if len(self.texts) == 1:
            return prompt_inputs(pipeline, next(iter(self.texts)), self.negative, self.guided)[0]
        return self.numbers(pipeline)

    def numbers(self, pipeline: Any) -> Inputs:
        return mixed_inputs(pipeline, self.texts, self.negative, self.guided)


class Led:
    """The UNet as `Denoiser` calls it, led by words: ε = ε_∅ + g (ε_c − ε_∅) (Ho & Salimans 2022, equation 6)."""

    def __init__(self, pipeline: Any, words: Words, size: int) -> None:
        import torch

        self._unet, self._words, numbers = pipeline.unet, words, words.numbers(pipeline)
        sides = ("negative_", "") if words.guided else ("",)
        self._led = torch.cat([numbers[f"{side}prompt_embeds"] for side in sides])          # (1 or 2, T, F)
        self._more: dict[str, Any] = {}
        if "pooled_prompt_embeds" in numbers:  # SDXL is also told the size
            pooled = torch.cat([numbers[f"{side}pooled_prompt_embeds"] for side in sides])
            sizes = torch.tensor([[size, size, 0, 0, size, size]], dtype=pooled.dtype, device=pooled.device)
            self._more = {"added_cond_kwargs": {"text_embeds": pooled, "time_ids": sizes.expand(len(sides), -1)}}

    def __call__(self, x: torch.Tensor, times: torch.Tensor) -> Any:
        """x (1, C, h, w), times (1,)."""
        both = x.to(self._unet.dtype).expand(len(self._led), -1, -1, -1)
        said = self._unet(both, times.expand(len(self._led)), encoder_hidden_states=self._led, **self._more).sample
        if self._words.guided:
            without, led = said.float().chunk(2)
            said = without + self._words.guidance * (led - without)
        return SimpleNamespace(sample=said)


def _finite(x: torch.Tensor) -> torch.Tensor:
    import torch

    if not torch.isfinite(x).all():
        raise NotFinite("The model’s numbers ran over and found no place for this picture.")
    return x
