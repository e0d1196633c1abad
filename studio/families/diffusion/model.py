"""A loaded diffusion model: runs diffusers' own pipelines, shows every step, and stops at once when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import Picture
from studio.families.diffusion.embed import prompt_inputs
from studio.families.diffusion.latents import TEXT, LatentSpace
from studio.families.diffusion.preview import LatentColours
from studio.families.diffusion.samplers import scheduler_for
from studio.families.diffusion.share import Share
from studio.families.family import ModelEntry, Place
from studio.families.tasks import Decode, Encode, Fill, Generate, Intent, Patch, Prompted, Report, Task

SEEDS = 2**64


class DiffusionModel:
    """One set of networks, seen through the pipelines that share them (`from_pipe`)."""

    def __init__(self, pipeline: Any, entry: ModelEntry, place: Place) -> None:
        self.entry = entry
        self.place = place
        self._pipeline = pipeline
        self.own_scheduler = pipeline.scheduler
        self._as: dict[str, Any] = {}

    @property
    def nbytes(self) -> int:
        return sum(
            parameter.numel() * parameter.element_size()
            for part in self._pipeline.components.values()
            if hasattr(part, "parameters")
            for parameter in part.parameters()
        )

    @property
    def pipeline(self) -> Any:
        return self._pipeline

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        patches: list[Patch] = []
        if isinstance(task, Decode | Encode) and task.verb in self.entry.tasks:
            points = LatentSpace(self)
            patches = points.decoded(task, report) if isinstance(task, Decode) else [points.encoded(task, report)]
            report(1.0)
            return patches
        if not isinstance(task, Generate | Fill):
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.")
        for number in range(task.count):
            share = Share(report, number, task.count)
            with self.watched(share):
                patches.append(self._one(task, (task.seed + number) % SEEDS, share))
        report(1.0)
        return patches

    def close(self) -> None:
        self._as.clear()
        self._pipeline = None

    # What it does

    def _one(self, task: Generate | Fill, seed: int, report: Report) -> Patch:
        if isinstance(task, Fill):
            pixels, told = self._fill(task, seed, report)
            return Patch(pixels, task.at, seed, told)
        return self._generate(task, seed, report)

    def _generate(self, task: Generate, seed: int, report: Report) -> Patch:
        """Width and height grow to the model's multiple; the middle is cut out again. A picture that only a text led
        to, by the model's own sampler, lies where its noise does."""
        import torch

        from studio.families.tensors import to_picture, to_tensor

        multiple = self.entry.sizes.multiple
        width, height = (-(-side // multiple) * multiple for side in (task.width, task.height))
        size: dict[str, Any] = {"width": width, "height": height}
        kind, noise = TEXT, None
        # Made on the CPU, so that a seed means the same noise on every device.
        generator = torch.Generator("cpu").manual_seed(seed)
        if task.picture is not None:
            kind = "AutoPipelineForImage2Image"
            size = {"image": _resized(to_tensor(task.picture), width, height), "strength": task.strength}
        elif "latent" in self.entry.details:
            noise = torch.randn((1, *self._latent(width, height)), generator=generator)
            size["latents"] = noise.to(self._pipeline.unet.dtype)
        result, told = self._call(kind, task, generator, report, size)
        left, top = (width - task.width) // 2, (height - task.height) // 2
        pixels = to_picture(result)[top : top + task.height, left : left + task.width]
        found = noise is not None and list(noise.shape[1:]) == self.entry.details["latent"]["shape"]
        place = noise[0].numpy() if noise is not None and found and not (task.sampler or task.schedule) else None
        return Patch(pixels, seed=seed, info=told, latent=place)

    def _latent(self, width: int, height: int) -> tuple[int, int, int]:
        """The shape of a latent for pictures of that size."""
        factor = self._pipeline.vae_scale_factor
        return self.entry.details["latent"]["shape"][0], height // factor, width // factor

    def _fill(self, task: Fill, seed: int, report: Report) -> tuple[Picture, dict[str, Any]]:
        """An inpainting UNet sees mask and surround; a plain one is held to the surround's latents at every step."""
        import torch

        from studio.families.tensors import mask_tensor, to_picture, to_tensor

        height, width = task.mask.shape
        inputs = {
            "image": to_tensor(_solid(task)),
            "mask_image": mask_tensor(task.mask).ge(0.5).float(),
            "strength": task.strength,
            "width": width,
            "height": height,
        }
        generator = torch.Generator("cpu").manual_seed(seed)
        result, told = self._call("AutoPipelineForInpainting", task, generator, report, inputs)
        return to_picture(result), told

    def _call(self, kind: str, task: Prompted, generator: Any, report: Report,
              inputs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """One picture (1, 3, H, W) in 0 … 1. A strength that leaves no step to do gives the picture as it is."""
        if "strength" in inputs and int(task.steps * inputs["strength"]) < 1:
            return inputs["image"], {}
        scheduler = scheduler_for(self.own_scheduler, task.sampler, task.schedule)
        words, told = prompt_inputs(self._pipeline, task.prompt, task.negative, task.guidance > 1)
        led = {"num_inference_steps": task.steps, "guidance_scale": task.guidance, "generator": generator}
        return self.painted(kind, scheduler, report, words | led | inputs), told

    def painted(self, kind: str, scheduler: Any, report: Report, inputs: dict[str, Any]) -> Any:
        """What diffusers' pipeline of that kind makes of those arguments: (1, 3, H, W) in 0 … 1."""
        import torch

        pipeline, steps = self.pipeline_for(kind), inputs["num_inference_steps"]
        pipeline.scheduler = scheduler
        done = int(steps * inputs["strength"]) if "strength" in inputs else steps

        def after(pipe: Any, step: int, timestep: Any, kept: dict[str, Any]) -> dict[str, Any]:
            latents = kept["latents"]
            report((step + 1) / (done + 1), self.colours.picture(latents), f"Step {step + 1} of {done}")
            return {}

        with torch.no_grad():
            return pipeline(**inputs, output_type="pt", callback_on_step_end=after).images

    def pipeline_for(self, kind: str) -> Any:
        import diffusers

        if kind not in self._as:
            try:
                made = getattr(diffusers, kind).from_pipe(self._pipeline)
            except ValueError as error:
                raise JobFailed(f"{self.entry.name} cannot do this: diffusers has no such pipeline for it.") from error
            made.set_progress_bar_config(disable=True)
            self._as[kind] = made
        return self._as[kind]

    # Watching and stopping

    @cached_property
    def colours(self) -> LatentColours:
        return LatentColours(self._pipeline.vae)

    @contextmanager
    def watched(self, share: Share) -> Iterator[None]:
        """While it lasts, the autoencoder's blocks ask whether to go on: encoding and decoding stop midway too."""
        vae = self._pipeline.vae
        blocks = [
            block
            for half in ("encoder", "decoder")
            for name in ("down_blocks", "up_blocks", "layers")
            for block in getattr(getattr(vae, half, None), name, ())
        ]
        hooks = [block.register_forward_pre_hook(share.ask) for block in blocks]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()
            for pipeline in (self._pipeline, *self._as.values()):
                pipeline.maybe_free_model_hooks()


def _solid(task: Fill) -> Picture:
    """The picture with its transparent parts painted from what lies around, so that no model sees random colours."""
    import cv2

    hollow = task.picture[..., 3] == 0
    if not hollow.any() or hollow.all() or task.intent is Intent.VARY:
        return task.picture
    out = task.picture.copy()
    out[hollow] = 0  # OpenCV looks at what lies under its mask too
    spread = cv2.inpaint(np.ascontiguousarray(out[..., :3]), hollow.astype(np.uint8), 3, cv2.INPAINT_TELEA)
    out[..., :3] = spread
    return out


def _resized(tensor: Any, width: int, height: int) -> Any:
    import torch

    if tensor.shape[-2:] == (height, width):
        return tensor
    return torch.nn.functional.interpolate(tensor, (height, width), mode="bicubic", antialias=True).clamp(0, 1)
