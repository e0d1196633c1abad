"""A model that is given away is half as large, hardly different, and known by its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from studio.core.errors import NotFinite
from studio.families.restore.model import write_random
from studio.families.restore.recognise import Shape
from studio.training import checkpoint
from studio.training.publish import halved, halved_folder


def test_it_is_half_as_large_and_hardly_different(tmp_path: Path) -> None:
    source, goal = tmp_path / "a.safetensors", tmp_path / "models" / "b" / "b.safetensors"
    write_random(source, Shape(blocks=4, channels=16))
    digest = halved(source, goal)
    assert hashlib.sha256(goal.read_bytes()).hexdigest() == digest
    assert goal.stat().st_size < 0.6 * source.stat().st_size
    before, after = checkpoint.load(source), checkpoint.load(goal)
    assert before.keys() == after.keys()
    assert max(float((before[name] - after[name].float()).abs().max()) for name in before) < 1e-3


def test_texts_and_whole_numbers_stay_as_they_are(tmp_path: Path) -> None:
    source, goal = tmp_path / "a.safetensors", tmp_path / "b.safetensors"
    checkpoint.save(source, {"norm.count": torch.tensor(123_457), "w": torch.ones(2)}, {"sliders": "[]"})
    halved(source, goal)
    assert int(checkpoint.load(goal)["norm.count"]) == 123_457
    with safe_open(str(goal), "pt") as file:
        assert file.metadata() == {"sliders": "[]"}
    halved(source, goal, {"sliders": "[1]"})
    with safe_open(str(goal), "pt") as file:
        assert file.metadata() == {"sliders": "[1]"}


def test_a_weight_that_does_not_fit_is_named(tmp_path: Path) -> None:
    checkpoint.save(tmp_path / "a.safetensors", {"head.weight": torch.tensor([1e6])})
    with pytest.raises(NotFinite, match=r"head\.weight"):
        halved(tmp_path / "a.safetensors", tmp_path / "b.safetensors")
    assert not (tmp_path / "b.safetensors").exists()


def test_a_folder_keeps_its_form(tmp_path: Path) -> None:
    from studio.families.diffusion.tiny import write_pixels

    source, goal = write_pixels(tmp_path / "one"), tmp_path / "models" / "two"
    digests = halved_folder(source, goal)
    assert list(digests) == ["unet/diffusion_pytorch_model.safetensors"]
    names = [sorted(path.relative_to(home).as_posix() for path in home.rglob("*")) for home in (source, goal)]
    assert names[0] == names[1]
    held = checkpoint.load(goal / next(iter(digests)))
    assert {tensor.dtype for tensor in held.values()} == {torch.float16}
