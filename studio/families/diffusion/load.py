"""Brings a diffusion model into memory part by part, so that loading shows progress and can be cancelled."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from studio.core.errors import JobFailed
from studio.families.diffusion.model import DiffusionModel
from studio.families.diffusion.pixels import PixelDiffusion
from studio.families.family import ModelEntry, Place
from studio.families.tasks import Report


def load(entry: ModelEntry, place: Place, report: Report) -> DiffusionModel | PixelDiffusion:
    """JobFailed says which part could not be loaded. `report` is called before every part."""
    assert entry.path is not None
    quieten()
    if entry.details.get("layout") == "pixels":
        # Its weights stay in full precision; autocast halves what is computed with them.
        painter = from_folder(entry.path, Place(place.device), report).to(place.device)
        report(1.0, note="Ready")
        return PixelDiffusion(painter, entry, place)
    if entry.path.is_dir():
        pipeline = from_folder(entry.path, place, report)
    else:
        pipeline = from_file(entry, place, report)
    pipeline.to(place.device)
    pipeline.set_progress_bar_config(disable=True)
    report(1.0, note="Ready")
    return DiffusionModel(pipeline, entry, place)


def quieten() -> None:
    """Libraries write their advice to the log; ours goes to the artist in sentences."""
    import diffusers
    import transformers
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # even a hidden bar starts a thread that never ends
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()


def from_folder(path: Path, place: Place, report: Report) -> Any:
    """A pipeline of the class that `model_index.json` names, its parts loaded one after the other."""
    import diffusers
    import torch

    index = json.loads((path / "model_index.json").read_text(encoding="utf-8"))
    names = [name for name, made_by in index.items() if isinstance(made_by, list) and made_by[0]]
    parts: dict[str, Any] = {}
    for number, name in enumerate(names):
        report(number / (len(names) + 1), note=f"Loading {name.replace('_', ' ')}")
        kind = _class(*index[name])
        if kind is None:
            continue
        settings: dict[str, Any] = {"local_files_only": True}
        if issubclass(kind, torch.nn.Module):
            settings |= {"torch_dtype": getattr(torch, place.dtype), "use_safetensors": True}
        try:
            parts[name] = kind.from_pretrained(path / name, **settings)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise JobFailed(
                f"The part “{name}” of {path.name} could not be loaded: {_first_line(error)}", "Copy the folder again."
            ) from error
    pipeline = diffusers.DiffusionPipeline.from_pretrained(path, local_files_only=True, **parts)
    for part in pipeline.components.values():
        if isinstance(part, torch.nn.Module):
            part.eval().requires_grad_(False)
    return pipeline


def _class(library: str, name: str) -> Any:
    """The class that a pair of `model_index.json` names; None for pipeline-local ones, which diffusers loads itself."""
    try:
        return getattr(importlib.import_module(library), name)
    except (ImportError, AttributeError):
        return None


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:200]


# Single files


PUBLIC = {
    "sd1": "stable-diffusion-v1-5/stable-diffusion-v1-5",
    "sd2": "stabilityai/stable-diffusion-2-1",
    "sdxl": "stabilityai/stable-diffusion-xl-base-1.0",
}
"""Where configurations and tokenizers of each kind are published."""


def from_file(entry: ModelEntry, place: Place, report: Report) -> Any:
    """A pipeline from one .safetensors file. Its tokenizer and configuration come from a folder beside it
    (NAME.config/), or from Hugging Face's cache, or from the hub while downloads are allowed."""
    import diffusers
    import torch

    assert entry.path is not None
    report(0.1, note="Reading the file")
    kind = str(entry.details.get("kind", "sd1"))
    filling = entry.details.get("channels") == 9
    name = "StableDiffusionXL" if kind == "sdxl" else "StableDiffusion"
    pipeline_class = getattr(diffusers, f"{name}InpaintPipeline" if filling else f"{name}Pipeline")
    beside = entry.path.with_suffix(".config")
    settings: dict[str, Any] = {
        "config": str(beside) if beside.is_dir() else PUBLIC[kind],
        "torch_dtype": getattr(torch, place.dtype),
        "local_files_only": beside.is_dir() or _offline(),
    }
    try:
        pipeline = pipeline_class.from_single_file(str(entry.path), **settings)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise JobFailed(
            f"{entry.name} could not be loaded: {_first_line(error)}",
            f"A single file needs its tokenizer and configuration: put {PUBLIC[kind]}’s into {beside.name}/ beside it, "
            "or allow downloads once.",
        ) from error
    for part in pipeline.components.values():
        if isinstance(part, torch.nn.Module):
            part.eval().requires_grad_(False)
    return pipeline


def _offline() -> bool:
    import os

    return os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0")
