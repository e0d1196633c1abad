"""The autoencoder of the latent model learns in the real loop, and diffusers loads what it writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from studio.training import checkpoint
from studio.training.curves import read
from studio.training.ldm import autoencoder
from studio.training.ldm.autoencoder import Crops, Folding, copies, spread
from studio.training.ldm.sources import Gallery, gallery
from studio.training.loop import Pace, train
from studio.training.material import Material


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "SCALED", 4)


@pytest.fixture
def pictures(scenes: Path) -> Gallery:
    return gallery(Material(home=scenes), 32)


def recipe(pictures: Gallery, **more: Any) -> Folding:
    return Folding(pictures, **{"width": 8, "patch": 32, "batch": 2, "test": pictures, **more})


def test_it_learns_and_diffusers_takes_what_it_writes(pictures: Gallery, tmp_path: Path) -> None:
    home = tmp_path / "folds"
    train(recipe(pictures, rate=0.003), home, Pace(40, row=5, checkpoint=20))
    rows = read(home / "log.csv")
    losses = [row["loss"] for row in rows if "loss" in row]
    assert losses[-1] < 0.8 * losses[0]
    quality = [row["psnr"] for row in rows if "psnr" in row]
    assert quality[-1] > quality[0]
    net = diffusers.AutoencoderTiny.from_pretrained(checkpoint.made_in(home), local_files_only=True)
    scaled = net.config.scaling_factor * spread(net, pictures.at(range(6)), "cpu")
    assert 0.8 < scaled < 1.25
    assert net.encode(torch.zeros(1, 3, 32, 32)).latents.shape == (1, 4, 4, 4)


def test_frozen_encoders_make_the_same_latents_while_decoders_learn(pictures: Gallery, tmp_path: Path) -> None:
    one = recipe(pictures, freeze=3)
    train(one, tmp_path, Pace(2))
    before = {name: value.clone() for name, value in one.net.state_dict().items()}
    again = recipe(pictures, freeze=3)
    train(again, tmp_path, Pace(6), resume=True)
    after = again.net.state_dict()
    moved = {name.split(".")[0] for name in after if not torch.equal(after[name], before[name])}
    assert moved == {"decoder"}


def test_crops_are_pieces_of_pictures_and_the_same_for_the_same_number(pictures: Gallery) -> None:
    crops = Crops(pictures, 3, 16, 0)
    assert crops(5).shape == (3, 16, 16, 3)
    assert (crops(5) == crops(5)).all()
    assert (crops(5) != crops(6)).any()


def test_a_block_passes_on_what_it_gets_at_first() -> None:
    net = autoencoder.autoencoder(8)
    block = next(part for part in net.modules() if type(part).__name__ == "AutoencoderTinyBlock")
    x = torch.rand(1, 8, 4, 4)
    assert torch.equal(block(x), x)


def test_the_sheet_is_pictures_over_copies(pictures: Gallery) -> None:
    one = recipe(pictures)
    sheet = one.sheet(one.nets)
    assert sheet.shape == (64, 8 * 32, 3)
    first = pictures.at([0])
    assert (sheet[:32, :32] == first[0]).all()
    assert np.abs(sheet[32:, :32].astype(int) - copies(one.net, first, "cpu")[0]).max() <= 1
