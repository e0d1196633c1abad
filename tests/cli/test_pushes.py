"""--direction moves points by directions of their model, and of no other."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.explore import direction as directions
from studio.explore.direction import Direction


def run(*words: object) -> int:
    return main([str(word) for word in words])


def sample(models: Path, out: Path, *words: object) -> np.ndarray:
    assert run("sample", "--models", models, "--model", "tiny-vae", "--seed", 3, "-o", out, *words) == 0
    return pixels(out)


def pixels(path: Path) -> np.ndarray:
    return np.asarray(cv2.imread(str(path)))


def test_a_direction_is_given_by_name_or_by_file(files: Path, vae: Path, smile: Path) -> None:
    plain = sample(vae, files / "a.png")
    named = sample(vae, files / "b.png", "--direction", "smile=1.5")
    filed = sample(vae, files / "c.png", "--direction", f"{smile}=1.5")
    assert not np.array_equal(plain, named)
    assert np.array_equal(named, filed)
    assert np.array_equal(plain, sample(vae, files / "d.png", "--direction", "smile=0"))


def test_the_json_of_a_pushed_job_runs_again_to_the_same_picture(
    files: Path, vae: Path, smile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = sample(vae, files / "a.png", "--direction", "smile=1", "--json")
    smile.unlink()
    (files / "job.json").write_text(capsys.readouterr().out)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "b.png", "--quiet") == 0
    assert np.array_equal(first, pixels(files / "b.png"))


def test_decode_and_edit_are_moved_too(files: Path, vae: Path, smile: Path) -> None:
    words = ("--models", vae, "--quiet")
    latent = files / "a.safetensors"
    assert run("encode", files / "in.png", "--model", "tiny-vae", "-o", latent, *words) == 0
    assert run("decode", latent, "-o", files / "a.png", *words) == 0
    assert run("decode", latent, "-o", files / "b.png", "--direction", "smile=2", *words) == 0
    assert not np.array_equal(pixels(files / "a.png"), pixels(files / "b.png"))
    edit = ("edit", files / "in.png", "--model", "tiny-vae", "--direction", "smile=2", "-o", files / "c.png", *words)
    assert run(*edit) == 0
    assert not np.array_equal(pixels(files / "c.png"), pixels(files / "in.png"))


def test_a_walk_is_moved_as_a_whole(files: Path, vae: Path, smile: Path) -> None:
    out, words = files / "walk.apng", ("--models", vae, "--model", "tiny-vae", "--seeds", "3,4", "--frames", 4)
    assert run("walk", *words, "--direction", "smile=1.5", "-o", out, "--quiet") == 0
    from PIL import Image

    with Image.open(out) as film:
        first = np.array(film.convert("RGB"))
    assert np.array_equal(first[..., ::-1], sample(vae, files / "a.png", "--direction", "smile=1.5"))


def test_several_directions_add_up(files: Path, vae: Path, smile: Path) -> None:
    assert np.array_equal(
        sample(vae, files / "a.png", "--direction", "smile=1", f"{smile}=0.5"),
        sample(vae, files / "b.png", "--direction", "smile=1.5"),
    )


def test_an_edits_list_tells_of_sliders_and_directions(
    files: Path, vae: Path, smile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("edit", files / "in.png", "--list", "--model", "tiny-vae", "--models", vae) == 0
    said = capsys.readouterr().out
    assert "--direction NAME=VALUE" in said
    assert "-2 … 2" in said
    assert "Cheers." in said
    assert run("edit", files / "in.png", "--list", "--model", "tiny-vae", "--models", vae, "--json") == 0
    assert json.loads(capsys.readouterr().out)["directions"][0]["name"] == "smile"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("smile", "NAME=VALUE"),
        ("smile=much", "NAME=VALUE"),
        ("=1", "NAME=VALUE"),
        ("wings=1", "There are: smile"),
        ("smile=9", "smile must be -2 to 2"),
        ("alien.safetensors=1", "a direction of other, not of tiny-vae"),
        ("long.npy=1", "another shape"),
    ],
)
def test_a_direction_that_cannot_be_is_a_sentence(
    word: str, said: str, files: Path, vae: Path, smile: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(files)
    directions.save(Direction("alien", "other", np.ones(6, np.float32)), files / "alien.safetensors")
    np.save(files / "long.npy", np.ones(7))
    words = ("--models", vae, "--model", "tiny-vae", "-o", files / "a.png")
    assert run("sample", *words, "--direction", word) == 2
    assert said in capsys.readouterr().err
    assert not (files / "a.png").exists()


def test_an_encoded_points_file_is_no_direction(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latent = files / "a.safetensors"
    assert run("encode", files / "in.png", "--model", "tiny-vae", "-o", latent, "--models", vae, "--quiet") == 0
    words = ("--models", vae, "--model", "tiny-vae", "-o", files / "b.png")
    assert run("sample", *words, "--direction", f"{latent}=1") == 2
    assert "holds no direction" in capsys.readouterr().err


def test_a_direction_of_words_leads_a_model_led_by_text(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from studio.families.diffusion.tiny import write

    write(files / "models" / "tiny")
    words = ("--models", files / "models", "--model", "tiny")
    assert run("direction", "make", "grin", *words, "--more", "a grin", "--less", "a frown", "--quiet") == 0
    assert run("direction", "list", *words) == 0
    assert "a grin" in capsys.readouterr().out
    made = {}
    for value in (0, 1, -1):
        asked = ("--prompt", "a face", "--steps", 2, "--direction", f"grin={value}", "-o", files / "a.png", "--quiet")
        assert run("decode", "--seeds", 3, *words, *asked) == 0
        made[value] = pixels(files / "a.png")
    assert not np.array_equal(made[1], made[0])
    assert not np.array_equal(made[1], made[-1])
    film = ("--seeds", "3,4", "--frames", 3, "--prompt", "a face", "--steps", 2, "--direction", "grin=1")
    assert run("walk", *words, *film, "-o", files / "a.apng", "--json") == 0
    (files / "job.json").write_text(capsys.readouterr().out)
    directions.path_for("grin", "tiny").unlink()
    assert run("run", files / "job.json", "--models", files / "models", "-o", files / "b.apng", "--quiet") == 0
    assert (files / "a.apng").read_bytes() == (files / "b.apng").read_bytes()
    assert json.loads((files / "job.json").read_text())["job"]["words"] == {"a grin": 0.5, "a frown": -0.5}


def test_words_move_no_model_that_does_not_read(
    files: Path, vae: Path, smile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = directions.load(smile)
    directions.save(Direction("grin", "tiny-vae", one.vector * 0, more="a grin", less="a frown"), smile)
    assert run("sample", "--models", vae, "--model", "tiny-vae", "--direction", "grin=1", "-o", files / "a.png") == 2
    assert "a direction of words" in capsys.readouterr().err
