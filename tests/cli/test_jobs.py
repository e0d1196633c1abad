"""run: the JSON of a job gives the same pixels again, whatever the task."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.__main__ import main


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_job_that_is_none_is_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jobs = ["[1, 2]", "{", '{"job": 5}', '{"task": "fill", "at": 5}', '{"task": "fill", "picture": {"path": 3}}',
            "[" * 100_000]
    for job in jobs:
        (files / "job.json").write_text(job)
        assert run("run", files / "job.json", "-o", files / "out.png") == 2, job
        assert "holds no job" in capsys.readouterr().err, job
    (files / "job.json").write_text('{"task": "fill", "picture": {"png": ""}}')
    assert run("run", files / "job.json", "-o", files / "out.png") == 2
    assert "is not a PNG picture" in capsys.readouterr().err
    assert run("run", files / "in.png", "-o", files / "out.png") == 2, "a picture is no job"
    assert "holds no job" in capsys.readouterr().err
    assert run("run", files, "-o", files / "out.png") == 2
    assert "cannot be read: is a directory" in capsys.readouterr().err
    assert run("run", files / "none.json", "-o", files / "out.png") == 2
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("sample", "--model", "tiny-vae", "--seed", 3, "--set", "smile=0.5"),
        ("edit", "in.png", "--model", "tiny-vae", "--set", "hat=beanie", "--mask", "mask.png"),
        ("edit", "in.png", "--model", "tiny-vae", "--set", "smile=-1"),
        ("upscale", "in.png", "--scale", 2, "--model", "lanczos"),
    ],
)
def test_a_job_runs_again_to_the_same_file(
    files: Path, vae: Path, words: tuple[object, ...], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(files)
    assert run(*words, "--models", vae, "--json", "-o", "out.png") == 0
    (files / "job.json").write_text(capsys.readouterr().out)
    monkeypatch.chdir(files.parent)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "again.png") == 0
    assert (files / "out.png").read_bytes() == (files / "again.png").read_bytes()


def test_encoding_and_decoding_run_again(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latent, out = files / "a.safetensors", files / "out.png"
    assert run("encode", files / "in.png", "--model", "tiny-vae", "--models", vae, "--json", "-o", latent) == 0
    (files / "job.json").write_text(capsys.readouterr().out)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "b.safetensors") == 0
    capsys.readouterr()
    assert run("decode", latent, "--models", vae, "--json", "-o", out) == 0
    told = capsys.readouterr().out
    assert json.loads(told)["job"]["latents"][0]["shape"] == [6]
    (files / "job.json").write_text(told)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "again.png") == 0
    assert out.read_bytes() == (files / "again.png").read_bytes()
