"""Builds the networks of our own latent model out of diffusers' and transformers' classes, and puts them together."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from studio.families.diffusion.vocabulary import FILE
from studio.training.ldm.folders import loaded

HEAD = 32
"""Channels of an attention head."""


class Parts(NamedTuple):
    """What a pipeline of Stable Diffusion's kind is made of."""

    unet: Any
    text: Any
    tokenizer: Any
    autoencoder: Any
    scheduler: Any


def unet(side: int, width: int, text: int, channels: int = 4) -> Any:
    """diffusers' UNet with width, 2 width and about 8/3 width channels: convolutions only at the latents' full size,
    attention and captions at a half and a quarter of it. 96 makes 21 million weights."""
    from diffusers import UNet2DConditionModel

    wide = tuple(max(1, round(width * times / HEAD)) * HEAD for times in (1, 2, 8 / 3))
    return UNet2DConditionModel(
        sample_size=side, in_channels=channels, out_channels=4, layers_per_block=1, block_out_channels=wide,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=text, attention_head_dim=tuple(one // HEAD for one in wide), norm_num_groups=16,
    )  # fmt: skip


def text_encoder(tokenizer: Any, width: int, layers: int) -> Any:
    """A small CLIP text encoder; it learns with the UNet, never from CLIP's own task."""
    from transformers import CLIPTextConfig, CLIPTextModel

    return CLIPTextModel(CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=width, intermediate_size=4 * width, projection_dim=width,
        num_hidden_layers=layers, num_attention_heads=max(1, width // HEAD),
        max_position_embeddings=tokenizer.model_max_length, bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    ))  # fmt: skip


def tuned(net: Any, device: str) -> Any:
    """On `device`, with attention written out where that is a processor: there the backward pass of the fused kernel
    takes a third of a step."""
    if not device.startswith("cuda"):
        from diffusers.models.attention_processor import AttnProcessor

        net.set_attn_processor(AttnProcessor())
    return net.to(device)


def for_masks(net: Any) -> Any:
    """The same UNet with 9 channels: noisy latents, the mask, and the latents of the masked picture, as the inpainting
    models of Stable Diffusion have them. What the new channels say counts nothing at first."""
    import torch
    from diffusers import UNet2DConditionModel

    if net.config.in_channels == 9:
        return net
    wider = UNet2DConditionModel.from_config({**net.config, "in_channels": 9})
    weights = net.state_dict()
    first = wider.conv_in.weight.new_zeros(wider.conv_in.weight.shape)
    first[:, :4] = weights["conv_in.weight"]
    with torch.no_grad():
        wider.load_state_dict({**weights, "conv_in.weight": first})
    return wider


def parts_of(folder: Path) -> Parts:
    """Those of a model's folder, in full precision. Unreadable when one is missing."""
    from diffusers import AutoencoderKL, AutoencoderTiny, DDIMScheduler, UNet2DConditionModel
    from transformers import CLIPTextModel, CLIPTokenizer

    index = loaded(UNet2DConditionModel, folder / "unet", "UNet")
    config = (folder / "vae" / "config.json").read_text(encoding="utf-8") if (folder / "vae").is_dir() else ""
    kind = AutoencoderTiny if "AutoencoderTiny" in config else AutoencoderKL
    return Parts(index, loaded(CLIPTextModel, folder / "text_encoder", "text encoder"),
                 loaded(CLIPTokenizer, folder / "tokenizer", "tokenizer"), loaded(kind, folder / "vae", "autoencoder"),
                 loaded(DDIMScheduler, folder / "scheduler", "scheduler"))  # fmt: skip


def pipeline(parts: Parts) -> Any:
    """diffusers' own pipeline of them: with 9 channels the one that fills."""
    import diffusers

    from studio.families.diffusion.load import quieten

    quieten()
    fills = parts.unet.config.in_channels == 9
    kind = diffusers.StableDiffusionInpaintPipeline if fills else diffusers.StableDiffusionPipeline
    made = kind(vae=parts.autoencoder, text_encoder=parts.text, tokenizer=parts.tokenizer, unet=parts.unet,
                scheduler=parts.scheduler, safety_checker=None, feature_extractor=None,
                requires_safety_checker=False)  # fmt: skip
    made.set_progress_bar_config(disable=True)
    return made


def save(parts: Parts, folder: Path, words: tuple[str, ...]) -> None:
    """A folder that plain diffusers loads, with the words that the model knows in a file beside the tokenizer's."""
    pipeline(parts).save_pretrained(folder, safe_serialization=True)
    (folder / "tokenizer" / FILE).write_text("\n".join(words) + "\n", encoding="utf-8")
