"""Turns a weighted prompt into what the pipeline's cross-attention reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.core.errors import BadRequest
from studio.families.diffusion.prompts import Piece, parse, plain

Inputs = dict[str, Any]


def prompt_inputs(pipeline: Any, prompt: str, negative: str, guided: bool) -> tuple[Inputs, dict[str, Any]]:
    """Arguments for the pipeline's call, and what is worth telling (weights that a model ignores, words cut off).

    Unweighted prompts go in as text, so that pixels equal the plain pipeline's. Weighted ones are encoded by the
    pipeline itself; each token's embedding is multiplied by its weight and the mean is kept, as is usual for CLIP.
    """
    pieces, avoid = parse(prompt), parse(negative)
    text, avoided = plain(pieces), plain(avoid)
    told = _told(pipeline, text)
    weighted = any(piece.weight != 1 for piece in (*pieces, *avoid))
    if weighted and not _can_weigh(pipeline):
        told["weights_ignored"] = True
    if not weighted or not _can_weigh(pipeline):
        return {"prompt": text} | ({"negative_prompt": avoided} if guided else {}), told
    return _encoded(pipeline, pieces, avoid, guided), told


def mixed_inputs(pipeline: Any, prompts: Mapping[str, float], negative: str, guided: bool) -> Inputs:
    """Arguments for a call that is led by several prompts at once: the mean of what they are encoded to, by their
    weights; a weight below nought leads away. BadRequest when they sum to nothing."""
    total = float(sum(prompts.values()))
    if total <= 1e-6:
        raise BadRequest("The weights of mixed prompts have to sum to more than nought.")
    avoid = parse(negative)
    shares = [(weight / total, _encoded(pipeline, parse(text), avoid, guided)) for text, weight in prompts.items()]
    return {name: sum(share * encoded[name] for share, encoded in shares) for name in shares[0][1]}


def _encoded(pipeline: Any, pieces: tuple[Piece, ...], avoid: tuple[Piece, ...], guided: bool) -> Inputs:
    import torch

    with torch.no_grad():
        encoded = pipeline.encode_prompt(
            prompt=plain(pieces), negative_prompt=plain(avoid), device=pipeline._execution_device,
            num_images_per_prompt=1, do_classifier_free_guidance=guided,
        )  # fmt: skip
    inputs: Inputs = {"prompt_embeds": _weigh(pipeline, encoded[0], pieces)}
    if guided:
        inputs["negative_prompt_embeds"] = _weigh(pipeline, encoded[1], avoid)
    if len(encoded) == 4:
        inputs["pooled_prompt_embeds"] = encoded[2]
        if guided:
            inputs["negative_pooled_prompt_embeds"] = encoded[3]
    return inputs


def _can_weigh(pipeline: Any) -> bool:
    """CLIP alone: its tokens stand one by one in the embedding."""
    encoders = [getattr(pipeline, name, None) for name in ("text_encoder", "text_encoder_2", "text_encoder_3")]
    kinds = [type(encoder).__name__ for encoder in encoders if encoder is not None]
    return bool(kinds) and all(kind.startswith("CLIPText") for kind in kinds)


def _told(pipeline: Any, text: str) -> dict[str, Any]:
    tokenizer = getattr(pipeline, "tokenizer", None)
    if tokenizer is None or type(tokenizer).__name__[:4] != "CLIP":
        return {}
    room = int(tokenizer.model_max_length) - 2
    tokens = tokenizer(text, add_special_tokens=False).input_ids
    return {"prompt_cut_to_tokens": room} if len(tokens) > room else {}


def _weigh(pipeline: Any, embeddings: Any, pieces: Any) -> Any:
    """(1, tokens, features) times a weight per token; the mean stays what it was."""
    import torch

    if all(piece.weight == 1 for piece in pieces):
        return embeddings
    length = embeddings.shape[1]
    weights = [1.0]
    for piece in pieces:
        tokens = pipeline.tokenizer(piece.text, add_special_tokens=False).input_ids
        weights += [piece.weight] * len(tokens)
    weights = (weights + [1.0] * length)[:length]
    factors = torch.tensor(weights, device=embeddings.device, dtype=embeddings.dtype).view(1, -1, 1)
    scaled = embeddings * factors
    mean, now = embeddings.float().mean(), scaled.float().mean()
    return scaled * (mean / now).to(scaled.dtype) if now.abs() > 1e-6 else scaled
