"""Latents are made once, kept with their captions, and the same after a stop."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import Unwritable
from studio.training.ldm import autoencoder, latents
from studio.training.ldm.sources import Gallery, gallery
from studio.training.material import Material


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    monkeypatch.setattr(latents, "SHARD", 4)


@pytest.fixture
def pictures(scenes: Path) -> Gallery:
    return gallery(Material(home=scenes), 32)


def test_each_picture_has_its_latents_those_of_its_mirror_and_captions(pictures: Gallery) -> None:
    net = autoencoder.autoencoder(8).eval()
    net.register_to_config(scaling_factor=2.0)
    there = latents.latents(pictures, net, "cpu")
    assert there.values.shape == (6, 2, 4, 4, 4)
    assert there.count == 6
    assert all(len(several) == latents.SAID for several in there.captions)
    with torch.inference_mode():
        turned = autoencoder.tensor(np.ascontiguousarray(pictures.at([5])[:, :, ::-1]), "cpu")
        assert torch.allclose(there.values[5, 1].float(), 2 * net.encoder(turned)[0], atol=0.01)


def test_what_is_there_is_not_made_again_and_what_is_missing_is(pictures: Gallery, tmp_path: Path) -> None:
    net = autoencoder.autoencoder(8).eval()
    notes: list[str] = []

    def hear(fraction: float, preview: object = None, note: str = "") -> None:
        notes.append(note)

    first = latents.latents(pictures, net, "cpu", hear)
    assert len(notes) == 2
    next(tmp_path.rglob("captions-00001.json")).unlink()
    again = latents.latents(pictures, net, "cpu", hear)
    assert len(notes) == 3
    assert torch.equal(first.values, again.values)
    assert first.captions == again.captions


def test_another_autoencoder_makes_its_own(pictures: Gallery, tmp_path: Path) -> None:
    for seed in range(2):
        torch.manual_seed(seed)
        latents.latents(pictures, autoencoder.autoencoder(8).eval(), "cpu")
    assert len(list(tmp_path.rglob("captions-00000.json"))) == 2


def test_a_full_disk_is_told(pictures: Gallery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Unwritable, match="no space left"):
        latents.latents(pictures, autoencoder.autoencoder(8).eval(), "cpu")
    assert not list(tmp_path.rglob("*.part"))
