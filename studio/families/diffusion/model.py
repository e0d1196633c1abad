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
from studio.families.diffusion.preview import LatentColours
from studio.families.diffusion.samplers import scheduler_for
from studio.families.family import ModelEntry, Place
from studio.families.tasks import Fill, Generate, Intent, Patch, Prompted, Report, Task

SEEDS = 2**64


class DiffusionModel:
    """One set of networks, seen through the pipelines that share them (`from_pipe`)."""

    def __init__(self, pipeline: Any, entry: ModelEntry, place: Place) -> None:
        self.entry = entry
        self.place = place
        self._pipeline = pipeline
        self._own_scheduler = pipeline.scheduler
        self._as: dict[str, Any] = {}

    @property
    def nbytes(self) -> int:
        return sum(
            parameter.numel() * parameter.element_size()
            for part in self._pipeline.components.values()
            if hasattr(part, "parameters")
            for parameter in part.parameters()
        )

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        if not isinstance(task, Generate | Fill):
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.")
        patches = []
        for number in range(task.count):
            share = _Share(report, number, task.count)
            with self._watched(share):
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
        pixels, told = self._generate(task, seed, report)
        return Patch(pixels, seed=seed, info=told)

    def _generate(self, task: Generate, seed: int, report: Report) -> tuple[Picture, dict[str, Any]]:
        """Width and height grow to the model's multiple; the middle is cut out again."""
        from studio.families.tensors import to_picture, to_tensor

        multiple = self.entry.sizes.multiple
        width, height = (-(-side // multiple) * multiple for side in (task.width, task.height))
        size: dict[str, Any] = {"width": width, "height": height}
        kind = "AutoPipelineForText2Image"
        if task.picture is not None:
            kind = "AutoPipelineForImage2Image"
            size = {"image": _resized(to_tensor(task.picture), width, height), "strength": task.strength}
        result, told = self._call(kind, task, seed, report, size)
        left, top = (width - task.width) // 2, (height - task.height) // 2
        return to_picture(result)[top : top + task.height, left : left + task.width], told

    def _fill(self, task: Fill, seed: int, report: Report) -> tuple[Picture, dict[str, Any]]:
        """An inpainting UNet sees mask and surround; a plain one is held to the surround's latents at every step."""
        from studio.families.tensors import mask_tensor, to_picture, to_tensor

        height, width = task.mask.shape
        inputs = {
            "image": to_tensor(_solid(task)),
            "mask_image": mask_tensor(task.mask).ge(0.5).float(),
            "strength": task.strength,
            "width": width,
            "height": height,
        }
        result, told = self._call("AutoPipelineForInpainting", task, seed, report, inputs)
        return to_picture(result), told

    def _call(
        self, kind: str, task: Prompted, seed: int, report: Report, inputs: dict[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        """One picture (1, 3, H, W) in 0 … 1. A strength that leaves no step to do gives the picture as it is."""
        import torch

        steps = task.steps
        if "strength" in inputs and int(steps * inputs["strength"]) < 1:
            return inputs["image"], {}
        pipeline = self._pipeline_for(kind)
        pipeline.scheduler = scheduler_for(self._own_scheduler, task.sampler, task.schedule)
        words, told = prompt_inputs(pipeline, task.prompt, task.negative, task.guidance > 1)
        done = int(steps * inputs["strength"]) if "strength" in inputs else steps

        def after(pipe: Any, step: int, timestep: Any, kept: dict[str, Any]) -> dict[str, Any]:
            latents = kept["latents"]
            report((step + 1) / (done + 1), self._colours.picture(latents), f"Step {step + 1} of {done}")
            return {}

        # Made on the CPU, so that a seed means the same noise on every device.
        generator = torch.Generator("cpu").manual_seed(seed)
        with torch.no_grad():
            result = pipeline(
                **words, **inputs, num_inference_steps=steps, guidance_scale=task.guidance, generator=generator,
                output_type="pt", callback_on_step_end=after,
            )  # fmt: skip
        return result.images, told

    def _pipeline_for(self, kind: str) -> Any:
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
    def _colours(self) -> LatentColours:
        return LatentColours(self._pipeline.vae)

    @contextmanager
    def _watched(self, share: _Share) -> Iterator[None]:
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


class _Share:
    """A report for one of several pictures: its part of the whole, never falling."""

    def __init__(self, report: Report, number: int, count: int) -> None:
        self._report, self._number, self._count = report, number, count
        self._highest = 0.0

    def __call__(self, fraction: float, preview: Picture | None = None, note: str = "") -> None:
        self._highest = max(self._highest, fraction)
        if self._count > 1 and note:
            note = f"{note}, picture {self._number + 1} of {self._count}"
        self._report((self._number + self._highest) / self._count, preview, note)

    def ask(self, *_: Any) -> None:
        """Whether to go on: raises Cancelled when not."""
        self(self._highest)


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
