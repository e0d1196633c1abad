"""Writes a tiny pipeline as one file in Stable Diffusion's original key names, as the public checkpoints are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

RESNET = {
    "norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
    "conv2": "out_layers.3", "conv_shortcut": "skip_connection",
}  # fmt: skip


def unet_name(key: str, layers: int, with_attention: set[int]) -> str:
    """diffusers' UNet key in the names of the original code; `with_attention`: which up blocks have it."""
    for ours, theirs in (("conv_in", "input_blocks.0.0"), ("time_embedding.linear_1", "time_embed.0"),
                         ("time_embedding.linear_2", "time_embed.2"), ("conv_norm_out", "out.0"),
                         ("conv_out", "out.2")):  # fmt: skip
        if key.startswith(ours + "."):
            return theirs + key.removeprefix(ours)
    if found := re.match(r"mid_block\.(resnets|attentions)\.(\d)\.(.*)", key):
        place = 1 if found[1] == "attentions" else 2 * int(found[2])
        return f"middle_block.{place}.{renamed(found[1], found[3])}"
    found = re.match(r"(down|up)_blocks\.(\d)\.(resnets|attentions|downsamplers|upsamplers)\.(\d)\.(.*)", key)
    assert found, key
    side, block, kind, number, rest = found[1], int(found[2]), found[3], int(found[4]), found[5]
    start = block * (layers + 1)
    if kind == "downsamplers":
        return f"input_blocks.{start + layers + 1}.0.{rest.replace('conv', 'op')}"
    if kind == "upsamplers":
        return f"output_blocks.{start + layers}.{2 if block in with_attention else 1}.{rest}"
    place = start + number + (1 if side == "down" else 0)
    half = "input" if side == "down" else "output"
    return f"{half}_blocks.{place}.{0 if kind == 'resnets' else 1}.{renamed(kind, rest)}"


def renamed(kind: str, rest: str) -> str:
    head, _, tail = rest.partition(".")
    return f"{RESNET[head]}.{tail}" if kind == "resnets" else rest


def vae_name(key: str, blocks: int) -> str:
    key = key.replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out")
    key = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", key)
    for ours, theirs in (("group_norm", "norm"), ("to_q", "q"), ("to_k", "k"), ("to_v", "v"), ("to_out.0", "proj_out")):
        key = key.replace(f"mid_block.attentions.0.{ours}", f"mid.attn_1.{theirs}")
    key = re.sub(r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2", key)
    key = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", key)
    key = re.sub(r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{blocks - 1 - int(m[1])}.block.{m[2]}", key)
    return re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{blocks - 1 - int(m[1])}.upsample", key)


def write_single_file(pipeline: Any, path: Path) -> Path:
    """The file, and beside it NAME.config/ with configurations and tokenizer but no weights."""
    from safetensors.torch import save_file

    unet, vae = pipeline.unet, pipeline.vae
    attended = {n for n, name in enumerate(unet.config.up_block_types) if name.startswith("CrossAttn")}
    tensors = {
        f"model.diffusion_model.{unet_name(key, unet.config.layers_per_block, attended)}": value
        for key, value in unet.state_dict().items()
    }
    for key, value in vae.state_dict().items():
        name = vae_name(key, len(vae.config.block_out_channels))
        turned = value[..., None, None] if re.search(r"attn_1\.(q|k|v|proj_out)\.weight", name) else value
        tensors[f"first_stage_model.{name}"] = turned
    for key, value in pipeline.text_encoder.state_dict().items():
        bare = key.removeprefix("text_model.")
        tensors[f"cond_stage_model.transformer.text_model.{bare}"] = value
    save_file({key: value.contiguous().clone() for key, value in tensors.items()}, path)
    beside = path.with_suffix(".config")
    pipeline.save_pretrained(beside, safe_serialization=True)
    for weights in beside.rglob("*.safetensors"):
        weights.unlink()
    return path


def write_tiny_file(path: Path, seed: int) -> None:
    """A tiny model in one file: for a process of its own, which can be told by name alone what to do."""
    from studio.families.diffusion.tiny import pipeline

    write_single_file(pipeline(seed=seed), path)
