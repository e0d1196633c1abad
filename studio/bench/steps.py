"""What the studio adds to a diffusion step, beside the bare diffusers pipeline with the same weights and seed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from studio.bench.bench import Bench, Figure

STEPS = 30
RUNS = 7


def run() -> Sequence[Figure]:
    import numpy as np
    import torch

    from studio.families.diffusion.load import quieten
    from studio.families.diffusion.model import DiffusionModel
    from studio.families.diffusion.tiny import pipeline
    from studio.families.family import ModelEntry, Place, Sizes
    from studio.families.tasks import Generate, silent
    from studio.families.tensors import to_picture

    quieten()
    torch.set_num_threads(1)
    made = pipeline()
    made.set_progress_bar_config(disable=True)
    entry = ModelEntry("tiny", "Tiny", "diffusion", ("generate",), sizes=Sizes(8, 64))
    model = DiffusionModel(made, entry, Place())
    task = Generate(prompt="a red cottage", width=64, height=64, steps=STEPS, seed=3)

    def bare() -> Any:
        return made(
            "a red cottage",
            negative_prompt="",
            width=64,
            height=64,
            num_inference_steps=STEPS,
            guidance_scale=5.0,
            generator=torch.Generator().manual_seed(3),
            output_type="pt",
        ).images

    def ours() -> Any:
        return model.run(task, silent)[0].pixels

    same = np.array_equal(ours(), to_picture(bare()))
    pairs = [(cpu_time(ours), cpu_time(bare)) for _ in range(RUNS)]
    extra = sorted((one - other) * 1000 / STEPS for one, other in pairs)[RUNS // 2]
    bare_step = sorted(other * 1000 / STEPS for _, other in pairs)[RUNS // 2]
    reference = "diffusers' own loop, tiny UNet, 30 steps"
    return [
        Figure("engine overhead a step", extra, "ms CPU", reference, "≤ 1 ms", extra <= 1, f"bare {bare_step:.2f} ms"),
        Figure("same pixels for the same seed", float(same), "(1 = yes)", reference, "1", same),
    ]


def cpu_time(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


BENCH = Bench("steps", "Engine overhead over bare diffusers", run)
