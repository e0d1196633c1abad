"""A DDPM learns by Algorithm 1, in the real loop at tiny size, and plain diffusers loads what it writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import diffusers
import numpy as np
import pytest
import torch

from studio.core.errors import Unwritable
from studio.engine.scan import found_under, opened
from studio.families.diffusion.load import quieten
from studio.families.diffusion.recognise import recognise
from studio.training import checkpoint, ddpm
from studio.training.curves import read
from studio.training.ddpm import Denoising, weights
from studio.training.folder import Folder
from studio.training.loop import Pace, train
from studio.training.pictures import Pictures

ALPHAS = diffusers.DDPMScheduler(1000, beta_schedule="squaredcos_cap_v2").alphas_cumprod


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    """Three of any kind: grey, 16 bit, and with alpha."""
    home, chance = tmp_path_factory.mktemp("pictures"), np.random.default_rng(0)
    cv2.imwrite(str(home / "grey.png"), np.full((40, 50), 30, np.uint8))
    cv2.imwrite(str(home / "deep.png"), np.full((33, 64, 3), 50000, np.uint16))
    cv2.imwrite(str(home / "clear.png"), chance.integers(0, 255, (90, 20, 4), np.uint8))
    return Pictures.of_folder(Folder(home), 16)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ddpm, "STEPS", 2)
    monkeypatch.setattr(ddpm, "MEASURED", 3)


def recipe(pictures: Pictures, **more: Any) -> Denoising:
    return Denoising(pictures, **{"width": 16, "batch": 2, "test": pictures, **more})


def test_it_learns_and_is_measured_alike_each_time(pictures: Pictures, tmp_path: Path) -> None:
    train(recipe(pictures, kind="v_prediction", rate=0.02), tmp_path / "one", Pace(12, row=3, checkpoint=6))
    rows = read(tmp_path / "one" / "log.csv")
    losses = [row["loss"] for row in rows if "loss" in row]
    assert losses[-1] < losses[0]
    held = [row["held"] for row in rows if "held" in row]
    assert len(held) == 2
    assert held[1] < held[0]


def test_going_on_gives_the_same_weights_bit_for_bit(pictures: Pictures, tmp_path: Path) -> None:
    train(recipe(pictures), tmp_path / "once", Pace(4, checkpoint=2))
    train(recipe(pictures), tmp_path / "twice", Pace(3, checkpoint=2))
    train(recipe(pictures), tmp_path / "twice", Pace(4, checkpoint=2), resume=True)
    for name in ("net", "net.average", "net.optimiser"):
        path = f"step-00000004/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


@pytest.mark.parametrize("kind", ["epsilon", "v_prediction"])
def test_plain_diffusers_and_the_studio_take_what_it_writes(pictures: Pictures, kind: str, tmp_path: Path) -> None:
    home = tmp_path / "my-faces"
    train(recipe(pictures, kind=kind), home, Pace(1))
    made = checkpoint.made_in(home)
    assert made == home / "my-faces"
    quieten()
    pipeline = diffusers.DDPMPipeline.from_pretrained(made, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    assert pipeline.scheduler.config.prediction_type == kind
    assert pipeline(num_inference_steps=1, generator=torch.Generator().manual_seed(0)).images[0].size == (16, 16)
    entries = [recognise(opened(found)[0]) for found in found_under(home)]
    assert [entry.id for entry in entries if entry] == ["my-faces"]


def test_a_second_export_takes_the_place_of_the_first(pictures: Pictures, tmp_path: Path) -> None:
    one = recipe(pictures)
    one.export(one.nets, tmp_path)
    with torch.no_grad():
        one.net.conv_out.bias.fill_(3.0)
    one.export(one.nets, tmp_path)
    net = diffusers.UNet2DModel.from_pretrained(checkpoint.made_in(tmp_path) / "unet", local_files_only=True)
    assert float(net.conv_out.bias.detach()[0]) == 3.0
    assert not list(tmp_path.glob(".*.part"))


def test_a_full_disk_is_told_and_the_last_model_kept(
    pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = recipe(pictures)
    one.export(one.nets, tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(diffusers.DDPMPipeline, "save_pretrained", full)
    with pytest.raises(Unwritable, match="no space left"):
        one.export(one.nets, tmp_path)
    assert (checkpoint.made_in(tmp_path) / "model_index.json").is_file()


def test_the_sheet_is_rows_of_samples(pictures: Pictures) -> None:
    one = recipe(pictures)
    assert one.sheet(one.nets).shape == (2 * 16, 8 * 16, 3)


def test_weights_are_min_snr() -> None:
    """Of the squared difference of ε, min(SNR, γ) / SNR; of v, min(SNR, γ) / (SNR + 1): both that of x₀ times
    min(SNR, γ)."""
    alpha = ALPHAS[torch.tensor([0, 100, 500, 900])]
    ratio = alpha / (1 - alpha)
    assert torch.allclose(weights(alpha, "epsilon", 5.0), ratio.clamp(max=5) / ratio)
    assert torch.allclose(weights(alpha, "v_prediction", 5.0), ratio.clamp(max=5) / (ratio + 1))
    assert torch.equal(weights(alpha, "epsilon", 0.0), torch.ones(4))


def test_most_work_is_below_full_size() -> None:
    net = ddpm.unet(16, 32)
    assert net.config.block_out_channels == (8, 32, 64, 128)
