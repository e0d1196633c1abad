"""Finds out once how precisely this processor should compute: half the bits may be seven times as fast, or slower."""

from __future__ import annotations

import json
import os
import platform
import time
from functools import cache
from pathlib import Path
from typing import Any

from studio import places

WORTH = 1.5
"""bfloat16 is taken when it is at least this much faster."""

WRONG = 0.05
"""… and errs by no more than this share of the largest value."""


@cache
def cpu_dtype() -> str:
    """"bfloat16" or "float32", from a test of a few hundred milliseconds that is run once for a torch and a machine.

    Kept in the cache folder, so that the window and the command line choose alike: pixels depend on it.
    """
    import torch

    key = f"{torch.__version__} {platform.machine()} {platform.processor()} {os.cpu_count()}"
    kept = places.cache() / "precision.json"
    try:
        found = json.loads(kept.read_text())[key]
    except (OSError, ValueError, KeyError, TypeError):
        found = measured()
        _keep(kept, key, found)
    return "bfloat16" if found == "bfloat16" else "float32"


def measured(times: int = 5) -> str:
    """Times one convolution of the size diffusion models are made of; the shortest of `times` runs each."""
    import torch

    generator = torch.Generator().manual_seed(0)
    pixels = torch.randn((1, 128, 48, 48), generator=generator)
    weights = torch.randn((128, 128, 3, 3), generator=generator) / 34
    results: dict[Any, Any] = {}
    seconds: dict[Any, float] = {}
    try:
        with torch.inference_mode():
            for dtype in (torch.float32, torch.bfloat16):
                x, w = pixels.to(dtype), weights.to(dtype)
                results[dtype] = torch.nn.functional.conv2d(x, w, padding=1).float()
                taken = []
                for _ in range(times):
                    start = time.perf_counter()
                    torch.nn.functional.conv2d(x, w, padding=1)
                    taken.append(time.perf_counter() - start)
                seconds[dtype] = min(taken)
    except RuntimeError:  # no kernel for it on this processor
        return "float32"
    exact, half = results[torch.float32], results[torch.bfloat16]
    wrong = float((exact - half).abs().max() / exact.abs().max())
    if not wrong <= WRONG or seconds[torch.float32] < WORTH * seconds[torch.bfloat16]:
        return "float32"
    return "bfloat16"


def _keep(path: Path, key: str, found: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({key: found}))
        os.replace(fresh, path)
    except OSError:  # a read-only home: measured again next time
        return
