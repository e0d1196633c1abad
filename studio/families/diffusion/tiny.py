"""Writes a tiny Stable-Diffusion-class model with random weights: the real classes in a few hundred kilobytes."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

WORDS = ("a", "the", "red", "blue", "small", "cottage", "lake", "tree", "fall", "corgi", "with", "next", "to")


def tokenizer(length: int = 16) -> Any:
    """A CLIP tokenizer over single letters and a few words."""
    from transformers import CLIPTokenizer

    letters = string.ascii_lowercase + string.digits + ",.()"
    ends = [f"{letter}</w>" for letter in letters]
    merges: list[str] = []
    vocabulary = [*letters, *ends]
    for word in WORDS:
        built = word[0] if len(word) > 1 else f"{word}</w>"
        for place, letter in enumerate(word[1:], start=2):
            piece = f"{letter}</w>" if place == len(word) else letter
            merge = f"{built} {piece}"
            if merge not in merges:
                merges.append(merge)
            built += piece
            if built not in vocabulary:
                vocabulary.append(built)
    names = [*vocabulary, "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(
        vocab={name: number for number, name in enumerate(names)},
        merges=[tuple(merge.split()) for merge in merges],
        model_max_length=length,
    )


def pipeline(channels: int = 4, seed: int = 0) -> Any:
    """A StableDiffusionPipeline (9 channels: StableDiffusionInpaintPipeline), factor 2, native size 64."""
    import diffusers
    import torch
    from transformers import CLIPTextConfig, CLIPTextModel

    words = tokenizer()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        unet = diffusers.UNet2DConditionModel(
            sample_size=32, in_channels=channels, out_channels=4, layers_per_block=1, block_out_channels=(16, 32),
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            cross_attention_dim=16, attention_head_dim=8, norm_num_groups=8,
        )  # fmt: skip
        vae = diffusers.AutoencoderKL(
            block_out_channels=(8, 16), latent_channels=4, norm_num_groups=8, sample_size=64,
            down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        )  # fmt: skip
        text = CLIPTextModel(
            CLIPTextConfig(
                vocab_size=len(words),
                hidden_size=16,
                intermediate_size=32,
                num_hidden_layers=2,
                num_attention_heads=2,
                max_position_embeddings=16,
                bos_token_id=len(words) - 2,
                eos_token_id=len(words) - 1,
                pad_token_id=len(words) - 1,
            )
        )
    scheduler = diffusers.DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False,
        steps_offset=1,
    )  # fmt: skip
    kind = diffusers.StableDiffusionPipeline if channels == 4 else diffusers.StableDiffusionInpaintPipeline
    return kind(
        unet=unet.eval(), vae=vae.eval(), text_encoder=text.eval(), tokenizer=words, scheduler=scheduler,
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip


def write(folder: Path, channels: int = 4, seed: int = 0) -> Path:
    """The same as a diffusers folder; returns it."""
    from studio.families.diffusion.load import quieten

    quieten()
    pipeline(channels, seed).save_pretrained(folder, safe_serialization=True)
    return folder


def write_pixels(folder: Path, channels: int = 3, seed: int = 0, kind: str = "epsilon", times: int = 3) -> Path:
    """A DDPM of 16 × 16 px with random weights, as a diffusers folder."""
    import diffusers
    import torch

    from studio.families.diffusion.load import quieten

    quieten()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        unet = diffusers.UNet2DModel(
            sample_size=16, in_channels=channels, out_channels=channels, layers_per_block=1, block_out_channels=(8, 16),
            norm_num_groups=4, attention_head_dim=8, down_block_types=("DownBlock2D", "AttnDownBlock2D"),
            up_block_types=("AttnUpBlock2D", "UpBlock2D"),
        )  # fmt: skip
    scheduler = diffusers.DDPMScheduler(times, beta_schedule="squaredcos_cap_v2", prediction_type=kind)
    diffusers.DDPMPipeline(unet.eval(), scheduler).save_pretrained(folder, safe_serialization=True)
    return folder
