"""The latent model learns in the real loop at tiny size, and plain diffusers paints and fills with what it writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from studio.engine.scan import found_under, opened
from studio.families.diffusion.load import quieten
from studio.families.diffusion.recognise import recognise
from studio.families.diffusion.vocabulary import known_words, unknown_words
from studio.training import checkpoint
from studio.training.curves import read
from studio.training.kinds.ldm import KIND, Settings
from studio.training.ldm import autoencoder, folders, learn
from studio.training.loop import Pace, train
from studio.training.material import Material


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(learn, "STEPS", 1)
    monkeypatch.setattr(learn, "FIRST", 5)


@pytest.fixture(scope="module")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An autoencoder with the weights that it begins with."""
    torch.manual_seed(0)
    home = tmp_path_factory.mktemp("eyes") / "eyes"
    folders.give(home, autoencoder.autoencoder(8).save_pretrained)
    return home


def recipe(home: Path, eyes: Path, **more: Any) -> Any:
    asked = {"size": 32, "width": 32, "batch": 2, "text": 32, "layers": 1, "autoencoder": str(eyes), "rate": 0.003}
    return KIND.recipe(Settings(**{**asked, **more}), Material(home=home, test=home))


PLAIN = """
import sys, torch, diffusers
sys.modules["studio"] = None
pipeline = diffusers.AutoPipelineForText2Image.from_pretrained(sys.argv[1], local_files_only=True)
image = pipeline("a lake", num_inference_steps=2, height=32, width=32, generator=torch.Generator().manual_seed(0))
assert image.images[0].size == (32, 32)
print(type(pipeline).__name__, pipeline.scheduler.config.prediction_type)
"""


def test_it_learns_and_plain_diffusers_paints_with_it(scenes: Path, eyes: Path, tmp_path: Path) -> None:
    home = tmp_path / "mine"
    train(recipe(scenes, eyes), home, Pace(16, row=4, checkpoint=8))
    rows = read(home / "log.csv")
    losses = [row["loss"] for row in rows if "loss" in row]
    assert losses[-1] < losses[0]
    assert len([row for row in rows if "held" in row]) == 2
    made = checkpoint.made_in(home)
    done = subprocess.run([sys.executable, "-c", PLAIN, str(made)], capture_output=True, text=True, timeout=100)
    assert done.stdout.split() == ["StableDiffusionPipeline", "v_prediction"], done.stderr
    entries = [entry for found in found_under(home) if (entry := recognise(opened(found)[0])) and entry.id == "mine"]
    assert [(entry.sizes.native, entry.sizes.multiple) for entry in entries] == [(32, 8)]
    known = known_words(made)
    assert known is not None
    assert unknown_words("a hedgehog next to a lake", known) == ("hedgehog",)


def test_going_on_gives_the_same_weights_bit_for_bit(scenes: Path, eyes: Path, tmp_path: Path) -> None:
    train(recipe(scenes, eyes), tmp_path / "once", Pace(3, checkpoint=9))
    train(recipe(scenes, eyes), tmp_path / "twice", Pace(2, checkpoint=9))
    train(recipe(scenes, eyes), tmp_path / "twice", Pace(3, checkpoint=9), resume=True)
    for name in ("unet", "text.average", "both.optimiser"):
        path = f"step-00000003/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_filling_begins_as_the_model_that_paints_and_plain_diffusers_fills(
    scenes: Path, eyes: Path, tmp_path: Path
) -> None:
    first = recipe(scenes, eyes)
    first.export(first.nets, tmp_path / "first")
    start = checkpoint.made_in(tmp_path / "first")
    one = recipe(scenes, eyes, masks=True, start=str(start))
    z, ids = one._said.batch(np.array([0, 1]), np.array([0, 0]), np.random.default_rng(0), 0.0)
    beside = one._beside(*one._masked(1), z)
    assert beside.shape == (2, 5, 4, 4)
    t, plain = torch.tensor([5, 900]), first.nets["unet"].eval()
    with torch.inference_mode():
        words = one.nets["text"].eval()(ids)[0]
        seen = one.nets["unet"].eval()(torch.cat([z, beside], 1), t, words).sample
        assert torch.allclose(seen, plain(z, t, words).sample, atol=1e-5)
    train(one, tmp_path / "fills", Pace(2))
    quieten()
    pipeline = diffusers.AutoPipelineForInpainting.from_pretrained(checkpoint.made_in(tmp_path / "fills"))
    pipeline.set_progress_bar_config(disable=True)
    grey = Image.new("RGB", (32, 32), "grey")
    made = pipeline("a lake", image=grey, mask_image=Image.new("L", (32, 32), 255), num_inference_steps=2, height=32,
                    width=32)  # fmt: skip
    assert pipeline.unet.config.in_channels == 9
    assert made.images[0].size == (32, 32)


def test_mirrored_pictures_have_mirrored_latents_and_captions(scenes: Path, eyes: Path) -> None:
    one = recipe(scenes, eyes)
    plain, _ = one._said.batch(np.array([1]), np.array([0]), np.random.default_rng(0), 0.0)
    turned, nothing = one._said.batch(np.array([1]), np.array([1]), np.random.default_rng(0), 1.0)
    assert not torch.equal(plain, turned)
    assert len(set(nothing[0].tolist())) == 2
