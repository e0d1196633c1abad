"""A ControlNet begins as nothing, bit for bit, then learns; plain diffusers loads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from studio.core.errors import BadRequest
from studio.families.diffusion.load import quieten
from studio.training import checkpoint
from studio.training.kinds.controlnet import KIND, Settings, Steers
from studio.training.ldm import autoencoder, control, learn, nets
from studio.training.ldm.noise import scheduler
from studio.training.ldm.tokens import tokenizer
from studio.training.loop import Pace, train
from studio.training.material import Material


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(learn, "STEPS", 1)
    monkeypatch.setattr(control, "FIRST", 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    words, home = tokenizer(), tmp_path_factory.mktemp("base") / "base"
    parts = nets.Parts(nets.unet(4, 32, 32), nets.text_encoder(words, 32, 1), words, autoencoder.autoencoder(8),
                       scheduler())  # fmt: skip
    nets.save(parts, home, ("a", "lake"))
    return home


def recipe(home: Path, base: Path, **more: Any) -> Any:
    return KIND.recipe(Settings(**{"size": 32, "batch": 2, "start": str(base), **more}), Material(home=home))


def test_at_step_0_the_model_paints_the_same_picture_bit_for_bit(scenes: Path, base: Path, tmp_path: Path) -> None:
    one = recipe(scenes, base)
    one.export(one.nets, tmp_path / "lines")
    quieten()
    beside = diffusers.ControlNetModel.from_pretrained(checkpoint.made_in(tmp_path / "lines"), local_files_only=True)
    plain = diffusers.StableDiffusionPipeline.from_pretrained(base, local_files_only=True)
    steered = diffusers.StableDiffusionControlNetPipeline.from_pretrained(base, controlnet=beside)
    asked: dict[str, Any] = {"num_inference_steps": 3, "output_type": "np", "height": 32, "width": 32}
    pictures = []
    for pipeline, more in ((plain, {}), (steered, {"image": torch.rand(1, 3, 32, 32)})):
        pipeline.set_progress_bar_config(disable=True)
        chance = torch.Generator().manual_seed(0)
        pictures.append(pipeline("a lake", generator=chance, **asked, **more).images)
    assert np.array_equal(*pictures)


def test_only_the_copy_learns_and_then_it_steers(scenes: Path, base: Path, tmp_path: Path) -> None:
    one = recipe(scenes, base, rate=0.01)
    before = {name: value.clone() for name, value in one._parts.unet.state_dict().items()}
    train(one, tmp_path / "lines", Pace(3))
    assert all(torch.equal(value, before[name]) for name, value in one._parts.unet.state_dict().items())
    assert float(one.net.controlnet_mid_block.weight.detach().abs().max()) > 0
    sheet = one.sheet(one.nets)
    assert sheet.shape == (3 * 32, control.COLUMNS * 32, 3)


def test_a_layout_brings_its_colours(portraits: Path, base: Path, tmp_path: Path) -> None:
    one = recipe(portraits, base, steers=Steers.LAYOUT)
    one.export(one.nets, tmp_path / "layout")
    told = json.loads((checkpoint.made_in(tmp_path / "layout") / "layout.json").read_text())
    assert len(told["skin"]) == 3


def test_beside_a_model_that_fills_there_is_none(scenes: Path, base: Path, tmp_path: Path) -> None:
    parts = nets.parts_of(base)
    nets.save(parts._replace(unet=nets.for_masks(parts.unet)), tmp_path / "fills", ("a",))
    with pytest.raises(BadRequest, match="one that fills"):
        recipe(scenes, tmp_path / "fills")
