"""encode and decode: a picture becomes a point, and the point the same picture again."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from studio.__main__ import main
from studio.cli.latents import read


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.fixture
def latent(files: Path, vae: Path) -> Path:
    out = files / "a.safetensors"
    words = ["--model", "tiny-vae", "--models", vae, "--preview", files / "seen.png", "--quiet"]
    assert run("encode", files / "in.png", *words, "-o", out) == 0
    return out


def test_encoding_tells_model_sliders_seed_and_how_far_it_is(
    files: Path, vae: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files / "a.safetensors"
    assert run("encode", files / "in.png", "--model", "tiny-vae", "--models", vae, "-o", out, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["shape"] == [6]
    assert 0 < told["error"] < 1
    assert load_file(out)["latent"].shape == (6,)
    header = out.read_bytes()[8 : 8 + int.from_bytes(out.read_bytes()[:8], "little")]
    notes = json.loads(header)["__metadata__"]
    assert notes["model"] == "tiny-vae"
    assert set(json.loads(notes["sliders"])) == {"smile"}
    assert float(notes["error"]) == told["error"]
    assert json.loads(notes["job"])["task"] == "encode"


def test_decoding_gives_what_the_preview_showed(files: Path, vae: Path, latent: Path) -> None:
    assert run("decode", latent, "--models", vae, "-o", files / "out.png") == 0
    made = cv2.imread(str(files / "out.png"))
    assert made.shape == (32, 32, 3)
    assert np.array_equal(made, cv2.imread(str(files / "seen.png")))


def test_several_are_numbered_and_sliders_move_them(files: Path, vae: Path, latent: Path) -> None:
    out = files / "out.png"
    assert run("decode", latent, latent, "--models", vae, "--set", "smile=1", "-o", out) == 0
    assert (files / "out-1.png").read_bytes() == (files / "out-2.png").read_bytes()
    assert not np.array_equal(cv2.imread(str(files / "out-1.png")), cv2.imread(str(files / "seen.png")))
    assert not out.exists()


def test_files_that_hold_no_latent_are_refused(
    files: Path, vae: Path, latent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_file({"weight": np.zeros(3, np.float32)}, files / "other.safetensors")
    save_file({"latent": np.zeros(5, np.float32)}, files / "long.safetensors", {"model": "tiny-vae"})
    save_file({"latent": np.zeros(6, np.float32)}, files / "alien.safetensors", {"model": "gone"})
    wrong = {"in.png": "holds no latent", "other.safetensors": "holds no latent", "none.safetensors": "no file",
             "long.safetensors": "does not belong to tiny vae", "alien.safetensors": "no model called 'gone'"}
    for name, sentence in wrong.items():
        assert run("decode", files / name, "--models", vae, "-o", files / "out.png") == 2, name
        assert sentence in capsys.readouterr().err
    assert run("decode", latent, files / "alien.safetensors", "--models", vae, "-o", files / "out.png") == 2
    assert "--model ID" in capsys.readouterr().err
    assert run("encode", files / "in.png", "--model", "tiny-vae", "--models", vae, "-o", files / "out.png") == 2
    assert ".safetensors" in capsys.readouterr().err
    assert not (files / "out.png").exists()


def test_latents_stream(files: Path, vae: Path, latent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, back = io.BytesIO(), io.BytesIO(latent.read_bytes())
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out, write=lambda text: None, flush=lambda: None))
    assert run("encode", files / "in.png", "--model", "tiny-vae", "--models", vae, "-o", "-", "--quiet") == 0
    monkeypatch.undo()
    (files / "piped.safetensors").write_bytes(out.getvalue())
    assert np.array_equal(read(files / "piped.safetensors").latent, read(latent).latent)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=back))
    assert np.array_equal(read(Path("-")).latent, read(latent).latent)


def test_seeds_may_stand_for_latents_but_not_beside_them(
    files: Path, vae: Path, latent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = ("--models", vae, "--model", "tiny-vae", "--quiet")
    assert run("decode", "--seeds", "4", *model, "-o", files / "out.png") == 0
    assert run("sample", "--seed", 4, *model, "-o", files / "same.png") == 0
    assert np.array_equal(cv2.imread(str(files / "out.png")), cv2.imread(str(files / "same.png")))
    for words in ((latent, "--seeds", "4"), ()):
        assert run("decode", *words, *model, "-o", files / "out.png") == 2
        assert "of latents or of seeds" in capsys.readouterr().err
