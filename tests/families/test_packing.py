"""What is written down of a job means the same when it is read again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.families.packing import fingerprint, inline, pack_latent, unpack_inline, unpack_latent
from studio.families.tasks import Decode, Edit, Sample, from_json, to_json


def point(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def picture() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (5, 7, 4), np.uint8)


def test_a_latent_comes_back_bit_for_bit() -> None:
    for latent in (point(1, 6), point(2, 3, 4, 4)):
        again = unpack_latent(json.loads(json.dumps(pack_latent(latent))))
        assert again.dtype == np.float32
        assert np.array_equal(again, latent)


@pytest.mark.parametrize("strange", [None, {}, {"shape": [2], "float32": "AA"}, {"shape": "x", "float32": "!"}, 4])
def test_what_is_no_latent_is_said(strange: object) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        unpack_latent(strange)


def test_a_picture_comes_back_and_a_fingerprint_does_not() -> None:
    assert np.array_equal(unpack_inline("picture", inline("picture", picture())), picture())
    kept = fingerprint("picture", picture())
    assert (kept["width"], kept["height"]) == (7, 5)
    with pytest.raises(BadRequest, match="fingerprint"):
        unpack_inline("picture", kept)


def test_all_that_a_decoding_takes_travels_as_json() -> None:
    task = Decode(latents=(point(1, 6), point(2, 6)), sliders={"smile": 0.5}, each=({}, {"hat": "beanie"}),
                  push=point(3, 6), prompt="a lake", prompts=({"a lake": 0.25, "a fjord": 0.75}, {"a lake": 1.0}),
                  guidance=3.5, steps=7, model="m")  # fmt: skip
    again = from_json(json.loads(json.dumps(to_json(task))))
    assert isinstance(again, Decode)
    assert again.push is not None
    assert np.array_equal(again.push, point(3, 6))
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(again.latents, task.latents, strict=True))
    for name in ("sliders", "each", "prompt", "prompts", "guidance", "steps", "model"):
        assert getattr(again, name) == getattr(task, name)


def test_a_push_travels_with_samples_and_edits_and_need_not_be_there() -> None:
    for task in (Sample(seed=1, push=point(3, 6)), Edit(picture=picture(), push=point(3, 6))):
        again = from_json(json.loads(json.dumps(to_json(task, inline))))
        assert np.array_equal(getattr(again, "push"), point(3, 6))  # noqa: B009
    assert getattr(from_json(to_json(Sample(seed=1))), "push") is None  # noqa: B009
