"""Tells a diffusion model by its parts, never by its file name, and says which part is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.families.diffusion.samplers import SAMPLERS, SCHEDULES
from studio.families.family import Files, ModelEntry, Sizes, licence_beside
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode, Encode, Sample

# Pipelines that diffusers' AutoPipeline can turn into an inpainting one, by the beginning of the class name.
FILLS = ("StableDiffusion", "Flux", "Kandinsky", "QwenImage")

LED = ("StableDiffusionPipeline", "StableDiffusionXLPipeline")
"""Those whose noise is a space to walk in: its latents are planes, and the UNet is led by text alone."""

FRESH = Slider(
    "fresh_noise", low=0.0, high=1.0, default=0.0,
    hint="0 goes straight from where the seed starts (DDIM); 1 adds fresh noise in each step, as DDPM does.",
)  # fmt: skip

GUIDANCE = Slider("guidance", low=0.0, high=15.0, default=5.0, hint="How strictly the prompt is followed.")


def recognise(files: Files) -> ModelEntry | None:
    """An entry for a folder with `model_index.json`, or for one file in Stable Diffusion's original key names."""
    if files.index.get("_class_name", "").endswith("Pipeline"):
        return _folder(files)
    return _single_file(files)


# Folders


def _folder(files: Files) -> ModelEntry | None:
    index, path = files.index, files.path
    if "vae" not in index and "unet" in index:
        return _of_pixels(files)
    if "vae" not in index or not ({"unet", "transformer"} & index.keys()):
        return None
    pipeline = str(index["_class_name"])
    unet = _config(path / "unet")
    channels = int(unet.get("in_channels", 4))
    vae = _config(path / "vae")
    factor = 2 ** max(0, len(vae.get("block_out_channels", (1, 1, 1, 1))) - 1)
    native = int(unet.get("sample_size") or 0) * factor if isinstance(unet.get("sample_size"), int) else 0
    # Others pack their latents, or are told more than the time and the text.
    plain = pipeline in LED and unet.get("out_channels", 4) == channels and not unet.get("time_cond_proj_dim")
    space = _space(channels, native // factor) if plain and native else {}
    return ModelEntry(
        id=path.name,
        name=path.name.replace("-", " ").replace("_", " "),
        family="diffusion",
        tasks=_tasks(pipeline, channels) + ((Encode.verb, Decode.verb) if space else ()),
        path=path,
        nbytes=sum(file.stat().st_size for file in path.rglob("*.safetensors")),
        sizes=Sizes(multiple=_multiple(index, factor), native=native or 1024),
        details={"pipeline": pipeline, "channels": channels, "layout": "folder", **space,
                 **_ways(str((index.get("scheduler") or ["", ""])[1]))},
        problem=_missing(path, index),
    )


def _space(channels: int, side: int) -> dict[str, Any]:
    """What is told of the noise that text-led pictures start from."""
    return {"latent": {"shape": [channels, side, side], "prior": "normal"}, "led_by_text": True, "variants": True,
            "sliders": told([GUIDANCE])}  # fmt: skip


def _of_pixels(files: Files) -> ModelEntry | None:
    """A DDPM: a UNet over pixels and a scheduler, nothing else."""
    index, path = files.index, files.path
    parts = {name for name, made_by in index.items() if not name.startswith("_") and isinstance(made_by, list)}
    unet = _config(path / "unet")
    size, channels = unet.get("sample_size"), unet.get("in_channels")
    if parts != {"unet", "scheduler"} or index["unet"][1] != "UNet2DModel" or channels not in (1, 3):
        return None
    if not isinstance(size, int) or channels != unet.get("out_channels"):
        return None
    return ModelEntry(
        id=path.name,
        name=path.name.replace("-", " ").replace("_", " "),
        family="diffusion",
        tasks=(Sample.verb, Encode.verb, Decode.verb),
        path=path,
        nbytes=sum(file.stat().st_size for file in path.rglob("*.safetensors")),
        licence=licence_beside(path / "model_index.json"),
        sizes=Sizes(multiple=size, native=size),
        details={"pipeline": str(index["_class_name"]), "channels": channels, "layout": "pixels", "size": size,
                 "latent": {"shape": [channels, size, size], "prior": "normal"}, "sliders": told([FRESH]),
                 "variants": True},
        problem=_missing(path, index),
    )  # fmt: skip


def _ways(scheduler: str) -> dict[str, list[str]]:
    """The samplers and schedules to choose from; none for models that follow a flow and bring their own."""
    if "FlowMatch" in scheduler:
        return {}
    return {"samplers": [*SAMPLERS], "schedules": [*SCHEDULES]}


def _multiple(index: Mapping[str, Any], factor: int) -> int:
    """Transformers cut the latent into patches of 2; diffusers' pipelines ask for 8 at least."""
    return max(8, factor * (2 if "transformer" in index else 1))


def _tasks(pipeline: str, channels: int) -> tuple[str, ...]:
    """A 9-channel UNet also takes the mask and the masked picture: it can only fill."""
    if channels == 9:
        return ("fill",)
    return ("generate", "fill") if pipeline.startswith(FILLS) else ("generate",)


def _missing(path: Path, index: Mapping[str, Any]) -> str:
    for name, made_by in index.items():
        if name.startswith("_") or not isinstance(made_by, list) or made_by[0] is None:
            continue
        part = path / name
        if not part.is_dir():
            return f"Its part “{name}” is missing; copy the whole folder {path.name} again."
        # Only networks have weights, and only networks keep a config.json beside them.
        if (part / "config.json").exists() and not any(part.glob("*.safetensors")):
            if any(part.glob("*.bin")):
                return (
                    f"Its part “{name}” has only pickled weights (.bin), which could run code; get it as safetensors."
                )
            return f"Its part “{name}” has no weights; copy the whole folder {path.name} again."
    return ""


def _config(folder: Path) -> dict[str, Any]:
    try:
        read = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


# Single files

UNET_IN = "model.diffusion_model.input_blocks.0.0.weight"


def _single_file(files: Files) -> ModelEntry | None:
    keys = files.keys
    if UNET_IN not in keys or not any(key.startswith("first_stage_model.") for key in keys):
        return None
    channels = keys[UNET_IN][1]
    kind = _kind(keys)
    native, fills = 1024 if kind == "sdxl" else 512, channels == 9
    return ModelEntry(
        id=files.path.stem,
        name=files.path.stem.replace("-", " ").replace("_", " "),
        family="diffusion",
        tasks=("fill",) if fills else ("generate", "fill", Encode.verb, Decode.verb),
        path=files.path,
        nbytes=files.path.stat().st_size,
        sizes=Sizes(multiple=8, native=native),
        details={"kind": kind, "channels": channels, "layout": "file", **_ways(""),
                 **({} if fills else _space(channels, native // 8))},
    )  # fmt: skip


def _kind(keys: Mapping[str, tuple[int, ...]]) -> str:
    """Which text encoder it carries: "sdxl" (two), "sd2" (OpenCLIP) or "sd1" (CLIP)."""
    if any(key.startswith("conditioner.embedders.") for key in keys):
        return "sdxl"
    return "sd2" if any(key.startswith("cond_stage_model.model.") for key in keys) else "sd1"
