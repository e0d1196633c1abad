"""A diffusion model shows every step, stops at once, and gives the same pixels as plain diffusers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from studio.core.errors import BadRequest, NotFinite
from studio.engine.job import Cancelled
from studio.families.diffusion.model import DiffusionModel
from studio.families.tasks import Fill, Generate, Intent, Task, silent
from studio.families.tensors import to_picture

PICTURE = np.random.default_rng(0).integers(0, 256, (64, 64, 4), np.uint8)
PICTURE[..., 3] = 255
MASK = np.zeros((64, 64), np.uint8)
MASK[16:48, 16:48] = 255


def generate(**more: Any) -> Generate:
    return Generate(**{"prompt": "a red cottage", "width": 64, "height": 64, "steps": 3, "seed": 5} | more)


def fill(**more: Any) -> Fill:
    return Fill(**{"picture": PICTURE, "mask": MASK, "prompt": "a lake", "steps": 3, "seed": 5} | more)


def test_pictures_equal_plain_diffusers(plain_model: DiffusionModel) -> None:
    (patch,) = plain_model.run(generate(), silent)
    bare = diffusers.AutoPipelineForText2Image.from_pipe(plain_model._pipeline)
    bare.set_progress_bar_config(disable=True)
    made = bare(
        "a red cottage", negative_prompt="", width=64, height=64, num_inference_steps=3, guidance_scale=5.0,
        generator=torch.Generator().manual_seed(5), output_type="pt",
    ).images  # fmt: skip
    assert np.array_equal(patch.pixels, to_picture(made))


def test_the_same_seed_gives_the_same_pixels_whatever_the_count(plain_model: DiffusionModel) -> None:
    three = plain_model.run(generate(count=3), silent)
    (second,) = plain_model.run(generate(seed=6), silent)
    assert [patch.seed for patch in three] == [5, 6, 7]
    assert np.array_equal(three[1].pixels, second.pixels)
    assert not np.array_equal(three[0].pixels, three[1].pixels)


def test_seeds_of_64_bits_work_and_wrap(plain_model: DiffusionModel) -> None:
    two = plain_model.run(generate(seed=2**64 - 1, count=2, steps=1), silent)
    assert [patch.seed for patch in two] == [2**64 - 1, 0]


def test_any_size_is_made(plain_model: DiffusionModel) -> None:
    (patch,) = plain_model.run(generate(width=50, height=37, steps=1), silent)
    assert patch.pixels.shape == (37, 50, 4)


def test_a_picture_to_start_from_steers_the_result(plain_model: DiffusionModel) -> None:
    (kept,) = plain_model.run(generate(picture=PICTURE, strength=0.0), silent)
    assert np.array_equal(kept.pixels, PICTURE)
    (changed,) = plain_model.run(generate(picture=PICTURE, strength=0.7), silent)
    assert not np.array_equal(changed.pixels, PICTURE)


@pytest.mark.parametrize("model", ["plain_model", "filling_model"])
def test_both_kinds_of_unet_fill(model: str, request: pytest.FixtureRequest) -> None:
    loaded: DiffusionModel = request.getfixturevalue(model)
    one = loaded.run(fill(), silent)[0].pixels
    again = loaded.run(fill(), silent)[0].pixels
    assert one.shape == PICTURE.shape
    assert np.array_equal(one, again)
    assert not np.array_equal(one, loaded.run(fill(seed=6), silent)[0].pixels)


def test_transparent_ground_is_given_colours_from_its_surround(plain_model: DiffusionModel) -> None:
    bare = PICTURE.copy()
    bare[:, 32:, 3] = 0
    random = bare.copy()
    random[:, 32:, :3] = 77
    mask = np.where(bare[..., 3] == 0, np.uint8(255), np.uint8(0))
    one = plain_model.run(fill(picture=bare, mask=mask, intent=Intent.EXPAND, strength=0.7), silent)[0].pixels
    two = plain_model.run(fill(picture=random, mask=mask, intent=Intent.EXPAND, strength=0.7), silent)[0].pixels
    assert np.array_equal(one, two)


@pytest.mark.parametrize("task", [generate(count=2), fill()], ids=["generate", "fill"])
def test_progress_never_falls_and_ends_at_one(plain_model: DiffusionModel, task: Task) -> None:
    seen: list[float] = []
    shown: list[object] = []

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        seen.append(fraction)
        shown.append(preview)

    plain_model.run(task, report)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert sum(preview is not None for preview in shown) >= 3


def calls_of(module: torch.nn.Module) -> tuple[list[int], Callable[[], None]]:
    calls: list[int] = []
    hook = module.register_forward_hook(lambda *_: calls.append(1))
    return calls, hook.remove


def test_cancel_makes_no_further_unet_call(plain_model: DiffusionModel) -> None:
    calls, remove = calls_of(plain_model._pipeline.unet)

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        if note.startswith("Step 2"):
            raise Cancelled

    with pytest.raises(Cancelled):
        plain_model.run(generate(steps=9), report)
    remove()
    assert len(calls) == 2
    assert plain_model.run(generate(), silent)[0].pixels.shape == (64, 64, 4), "usable at once"


def test_cancel_stops_in_the_middle_of_decoding(plain_model: DiffusionModel) -> None:
    vae = plain_model._pipeline.vae
    finished, remove = calls_of(vae.decoder)
    after_steps = False

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        nonlocal after_steps
        if after_steps:
            raise Cancelled
        after_steps = note == "Step 3 of 3"

    plain_model.run(generate(steps=1), silent)
    before = len(finished)
    with pytest.raises(Cancelled):
        plain_model.run(generate(), report)
    remove()
    assert len(finished) == before
    assert not any(block._forward_pre_hooks for block in vae.decoder.up_blocks), "no hook is left behind"


def test_numbers_that_run_over_are_told_so_that_the_engine_tries_full_precision(plain_model: DiffusionModel) -> None:
    decoder = plain_model._pipeline.vae.decoder
    hook = decoder.register_forward_hook(lambda module, given, made: made * float("nan"))
    try:
        with pytest.raises(NotFinite, match="made no picture"):
            plain_model.run(generate(steps=1), silent)
    finally:
        hook.remove()


def test_a_bad_sampler_is_refused_before_any_work(plain_model: DiffusionModel) -> None:
    calls, remove = calls_of(plain_model._pipeline.unet)
    with pytest.raises(BadRequest, match="no sampler"):
        plain_model.run(generate(sampler="Magic"), silent)
    remove()
    assert not calls
    assert plain_model.run(generate(sampler="Euler a"), silent)


def test_weights_in_a_prompt_change_the_picture(plain_model: DiffusionModel) -> None:
    one = plain_model.run(generate(prompt="a (red:1.4) cottage"), silent)[0].pixels
    two = plain_model.run(generate(prompt="a red cottage"), silent)[0].pixels
    assert not np.array_equal(one, two)
