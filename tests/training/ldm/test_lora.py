"""Additions to a model of Stable Diffusion's kind learn, alone, and plain diffusers loads them under both names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from studio.families.diffusion import tiny
from studio.training import checkpoint
from studio.training.curves import read
from studio.training.kinds.lora import KIND, Settings
from studio.training.ldm import learn, lora
from studio.training.ldm.latents import coded
from studio.training.loop import Pace, train
from studio.training.material import Material


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(learn, "STEPS", 1)
    monkeypatch.setattr(lora, "FIRST", 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stable Diffusion's own classes: AutoencoderKL, ε, another scheduler's noise."""
    return tiny.write(tmp_path_factory.mktemp("base") / "base")


def recipe(home: Path, base: Path, **more: Any) -> Any:
    return KIND.recipe(Settings(**{"size": 64, "batch": 2, "rank": 2, "start": str(base), **more}), Material(home=home))


def painted(base: Path, path: Path | None = None, scale: float = 1.0) -> Any:
    pipeline = diffusers.StableDiffusionPipeline.from_pretrained(base, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    if path is not None:
        pipeline.load_lora_weights(path.parent, weight_name=path.name, adapter_name="mine")
        pipeline.set_adapters(["mine"], [scale])
    return pipeline("a lake", num_inference_steps=2, output_type="np", height=64, width=64,
                    generator=torch.Generator().manual_seed(0)).images  # fmt: skip


def test_both_names_paint_the_same_and_weight_0_paints_as_without(own: Path, base: Path, tmp_path: Path) -> None:
    home = tmp_path / "mine"
    train(recipe(own, base, rate=0.05), home, Pace(4))
    made = checkpoint.model_of(home)
    plain, kohya = painted(base), painted(base, made)
    other = painted(base, home / "mine-diffusers.safetensors")
    assert np.abs(kohya - plain).max() > 1e-4
    assert np.allclose(kohya, other, atol=1e-5)
    assert np.allclose(painted(base, made, 0.0), plain, atol=1e-6)


def test_only_the_additions_learn_and_nothing_is_added_at_first(own: Path, base: Path, tmp_path: Path) -> None:
    one = recipe(own, base)
    assert all(not weight.detach().any() for name, weight in one.net.items() if "lora_B" in name)
    before = {name: value.clone() for name, value in one._unet.state_dict().items()}
    train(one, tmp_path / "mine", Pace(2))
    moved = {name for name, value in one._unet.state_dict().items() if not torch.equal(value, before[name])}
    assert moved
    assert all(".lora_" in name for name in moved)


def test_a_slider_goes_towards_its_ends(own: Path, base: Path, tmp_path: Path) -> None:
    home = tmp_path / "slider"
    ends = {"about": "a lake", "plus": "a red lake", "minus": "a blue lake"}
    train(recipe(own, base, rate=0.03, **ends), home, Pace(20, row=4))
    losses = [row["loss"] for row in read(home / "log.csv") if "loss" in row]
    assert losses[-1] < losses[0]


def test_the_sheet_leaves_the_weights_that_learn_as_they_are(own: Path, base: Path) -> None:
    one = recipe(own, base)
    before = {name: weight.detach().clone() for name, weight in one.net.items()}
    other = {name: weight.detach() + 1 for name, weight in one.net.items()}
    averaged = {"net": torch.nn.ParameterDict({name: torch.nn.Parameter(weight) for name, weight in other.items()})}
    sheet = one.sheet(averaged)
    assert sheet.shape == (128, 5 * 64, 3)
    assert (sheet[:, :64] != sheet[:, 128:192]).any()
    assert all(torch.equal(weight, before[name]) for name, weight in one.net.items())


def test_kl_autoencoders_give_the_mean_of_their_latents(base: Path) -> None:
    net = diffusers.AutoencoderKL.from_pretrained(base / "vae", local_files_only=True)
    x = torch.rand(1, 3, 16, 16)
    with torch.inference_mode():
        assert torch.equal(coded(net, x), net.encode(x).latent_dist.mean)
