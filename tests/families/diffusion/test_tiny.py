"""The tiny model is small, seeded, and plain diffusers loads it."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import torch

from studio.families.diffusion.tiny import WORDS, pipeline, tokenizer


def test_the_same_seed_gives_the_same_weights() -> None:
    one, same, other = pipeline(seed=1), pipeline(seed=1), pipeline(seed=2)
    key = "conv_in.weight"
    assert torch.equal(one.unet.state_dict()[key], same.unet.state_dict()[key])
    assert not torch.equal(one.unet.state_dict()[key], other.unet.state_dict()[key])


def test_the_tokenizer_reads_and_writes_its_words() -> None:
    words = tokenizer()
    for word in WORDS:
        tokens = words(word, add_special_tokens=False).input_ids
        assert len(tokens) <= 3
        assert words.decode(tokens).strip() == word


def test_plain_diffusers_loads_the_folder(plain_folder: Path) -> None:
    import diffusers

    loaded = diffusers.AutoPipelineForText2Image.from_pretrained(plain_folder, local_files_only=True)
    assert type(loaded).__name__ == "StableDiffusionPipeline"
    assert sum(file.stat().st_size for file in plain_folder.rglob("*")) < 3_000_000
    del loaded
    gc.collect()  # plain loading leaves its readers to the collector
    for thread in threading.enumerate():
        if thread.name.startswith("ThreadPoolExecutor"):
            thread.join(10)
