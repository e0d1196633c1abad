"""Loading shows each part, stops when asked, and names what is broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from original_names import write_single_file
from tiny_entry import entry_of

from studio.core.errors import JobFailed
from studio.engine.job import Cancelled
from studio.families.diffusion.load import load
from studio.families.diffusion.recognise import recognise
from studio.families.diffusion.tiny import pipeline
from studio.families.family import Files, Place
from studio.families.tasks import Generate, silent


def test_every_part_is_announced(plain_folder: Path) -> None:
    notes: list[str] = []
    load(entry_of(plain_folder), Place(), lambda fraction, preview=None, note="": notes.append(note))
    assert "Loading unet" in notes
    assert notes[-1] == "Ready"


def test_cancel_stops_between_parts(plain_folder: Path) -> None:
    seen: list[str] = []

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        seen.append(note)
        if len(seen) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        load(entry_of(plain_folder), Place(), report)
    assert len(seen) == 2


def test_a_broken_part_is_named(plain_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "broken"
    shutil.copytree(plain_folder, copy)
    weights = next((copy / "vae").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:500])
    with pytest.raises(JobFailed, match="“vae” of broken could not be loaded"):
        load(entry_of(copy), Place(), silent)


@pytest.mark.parametrize("channels", [4, 9])
def test_a_single_file_gives_the_same_pictures_as_its_folder(tmp_path: Path, channels: int) -> None:
    from safetensors import safe_open

    whole = pipeline(channels)
    path = write_single_file(whole, tmp_path / "one.safetensors")
    with safe_open(path, "pt") as opened:
        keys = {key: tuple(opened.get_slice(key).get_shape()) for key in opened.keys()}  # noqa: SIM118
    entry = recognise(Files(path, keys))
    assert entry is not None
    model = load(entry, Place(), silent)
    for part in ("unet", "vae", "text_encoder"):
        ours, theirs = getattr(model._pipeline, part).state_dict(), getattr(whole, part).state_dict()
        assert all(torch.equal(ours[key], theirs[key]) for key in theirs)
    if channels == 4:
        (patch,) = model.run(Generate(prompt="a cottage", width=64, height=64, steps=2, seed=3), silent)
        assert patch.pixels.shape == (64, 64, 4)
        assert np.ptp(patch.pixels[..., :3]) > 0


def test_a_single_file_without_its_tokenizer_says_what_it_needs(tmp_path: Path) -> None:
    path = write_single_file(pipeline(), tmp_path / "one.safetensors")
    shutil.rmtree(tmp_path / "one.config")
    entry = recognise(Files(path, {"model.diffusion_model.input_blocks.0.0.weight": (16, 4, 3, 3),
                                   "first_stage_model.quant_conv.weight": (8, 8, 1, 1)}))  # fmt: skip
    assert entry is not None
    with pytest.raises(JobFailed, match="needs its tokenizer and configuration"):
        load(entry, Place(), silent)
