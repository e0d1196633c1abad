"""Weights reach the embedding, and what cannot be done is told."""

from __future__ import annotations

import torch

from studio.families.diffusion.embed import prompt_inputs
from studio.families.diffusion.load import quieten
from studio.families.diffusion.tiny import pipeline

PIPELINE = pipeline()


def test_a_prompt_without_weights_goes_in_as_text() -> None:
    inputs, told = prompt_inputs(PIPELINE, "a red cottage", "blue", guided=True)
    assert inputs == {"prompt": "a red cottage", "negative_prompt": "blue"}
    assert told == {}


def test_a_weight_scales_its_own_tokens_and_no_others() -> None:
    inputs, _ = prompt_inputs(PIPELINE, "a (red:1.5) cottage", "", guided=True)
    plain = PIPELINE.encode_prompt("a red cottage", "cpu", 1, False)[0]
    weighted = inputs["prompt_embeds"]
    ratio = (weighted / plain)[0].mean(dim=-1)
    tokens = PIPELINE.tokenizer("a red cottage").input_ids
    red = tokens.index(PIPELINE.tokenizer("red", add_special_tokens=False).input_ids[0])
    assert torch.allclose(ratio[red] / ratio[0], torch.tensor(1.5), atol=1e-4)
    others = [place for place in range(len(tokens)) if place != red]
    assert torch.allclose(ratio[others], ratio[0].expand(len(others)), atol=1e-4)
    assert "negative_prompt_embeds" in inputs


def test_a_prompt_too_long_is_told() -> None:
    quieten()  # as loading a model does: the sentence is ours, not the tokenizer's
    _, told = prompt_inputs(PIPELINE, "a red cottage " * 20, "", guided=False)
    assert told == {"prompt_cut_to_tokens": 14}


def test_a_model_that_cannot_weigh_says_so() -> None:
    class Other:
        tokenizer = None
        text_encoder = object()

    inputs, told = prompt_inputs(Other(), "a (red) house", "", guided=False)
    assert inputs == {"prompt": "a red house"}
    assert told == {"weights_ignored": True}
