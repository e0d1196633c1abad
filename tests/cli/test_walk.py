"""walk: a film between seeds or latents, the same again from its JSON."""

from __future__ import annotations

import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from studio.__main__ import main
from studio.explore.pins import Pins, save
from studio.explore.space import Spot


def run(*words: object) -> int:
    return main([str(word) for word in words])


def pictures(path: Path) -> list[np.ndarray]:
    with Image.open(path) as film:
        found = []
        for number in range(film.n_frames):
            film.seek(number)
            found.append(np.array(film.convert("RGB")))
    return found


def test_the_pins_of_a_walk_are_the_pictures_of_their_seeds(files: Path, vae: Path) -> None:
    film = files / "walk.apng"
    assert (
        run("walk", "--models", vae, "--model", "tiny-vae", "--seeds", "3,8", "--frames", 11, "-o", film, "--quiet")
        == 0
    )
    frames = pictures(film)
    assert len(frames) == 11
    for seed, frame in ((3, frames[0]), (8, frames[-1])):
        assert (
            run("sample", "--models", vae, "--model", "tiny-vae", "--seed", seed, "-o", files / "one.png", "--quiet")
            == 0
        )
        assert (cv2.imread(str(files / "one.png"))[..., ::-1] == frame).all()
    assert not (frames[5] == frames[0]).all()


def test_a_walk_from_its_json_has_the_same_frames(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--seeds", "1,2,3", "--frames", 9, "--loop", "--even", "-o", files / "a.apng", "--json")
    assert run("walk", "--models", vae, "--model", "tiny-vae", *words) == 0
    (files / "job.json").write_text(capsys.readouterr().out)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "b.apng", "--quiet") == 0
    for one, two in zip(pictures(files / "a.apng"), pictures(files / "b.apng"), strict=True):
        assert (one == two).all()


def test_latents_make_a_film_that_plays(files: Path, vae: Path) -> None:
    for name in ("a", "b"):
        out = files / f"{name}.safetensors"
        words = ("encode", files / "in.png", "--models", vae, "--model", "tiny-vae", "-o", out, "--quiet")
        assert run(*words) == 0
    points = [word for name in ("a", "b") for word in ("--latents", files / f"{name}.safetensors")]
    out = files / "walk.mp4"
    words = ("--model", "tiny-vae", *points, "--frames", 10, "--fps", 12, "--set", "smile=0.5", "-o", out)
    assert run("walk", "--models", vae, *words, "--quiet") == 0
    with av.open(str(out)) as film:
        assert len(list(film.decode(video=0))) == 10
        assert film.streams.video[0].average_rate == 12
        assert json.loads(film.metadata["comment"])["sliders"] == {"smile": 0.5}


def test_pins_of_the_explorer_are_walked_between_with_their_sliders(files: Path, vae: Path) -> None:
    latents = [np.full(6, value, np.float32) for value in (0.5, -0.5)]
    pins = Pins("tiny-vae").add(Spot(latents[0], {"smile": 1.0})).add(Spot(latents[1]))
    save(pins, files / "pins.safetensors")
    words = ("--pins", files / "pins.safetensors", "--frames", 5, "-o", files / "a.apng", "--quiet")
    assert run("walk", "--models", vae, *words) == 0
    save_file({"latent": latents[0]}, files / "one.safetensors", {"model": "tiny-vae"})
    asked = ("--set", "smile=1", "-o", files / "one.png", "--quiet")
    assert run("decode", files / "one.safetensors", "--models", vae, *asked) == 0
    assert (np.asarray(cv2.imread(str(files / "one.png")))[..., ::-1] == pictures(files / "a.apng")[0]).all()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "between seeds or between latents"),
        (("--seeds", "1"), "at least two points"),
        (("--seeds", "1,2", "--pins", "a.safetensors"), "--pins FILE"),
        (("--pins", "none.safetensors"), "no file"),
        (("--seeds", "1,2", "--direction", "wings=1"), "no direction called"),
        (("--seeds", "1,a"), "whole numbers"),
        (("--seeds", "1,2", "--way", "zigzag"), "slerp, lerp"),
        (("--seeds", "1,2", "--frames", "0"), "at least one frame"),
        (("--seeds", "1,2", "--fps", "0"), "1 to 240 frames"),
        (("--seeds", "1,2", "--set", "wings=1"), "no slider called"),
        (("--seeds", "1,2", "-o", "a.doc"), "cannot be written as .doc"),
        (("--seeds", "1,2", "--audio", "/nowhere.wav"), "no sound file"),
    ],
)
def test_a_wrong_request_is_a_sentence_and_leaves_no_film(
    words: tuple[str, ...], said: str, files: Path, vae: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files / "walk.mp4"
    assert run("walk", "--models", vae, "--model", "tiny-vae", "-o", out, *words) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_text_led_model_walks_from_seed_to_seed_and_from_prompt_to_prompt(files: Path, tmp_path: Path) -> None:
    from studio.families.diffusion.tiny import write

    write(tmp_path / "more" / "tiny-led")
    film, words = files / "led.apng", ("--models", tmp_path / "more", "--model", "tiny-led", "--quiet")
    prompts = ("--prompt", "a lake", "--prompt", "a corgi", "--steps", 2, "--guidance", 3)
    assert run("walk", "--seeds", "3,8", "--frames", 3, *prompts, *words, "-o", film) == 0
    frames = pictures(film)
    for seed, prompt, frame in ((3, "a lake", frames[0]), (8, "a corgi", frames[2])):
        led = ("--prompt", prompt, "--steps", 2, "--guidance", 3, "--size", "64x64")
        assert run("generate", "--seed", seed, *led, *words, "-o", files / "one.png") == 0
        assert (cv2.imread(str(files / "one.png"))[..., ::-1] == frame).all()
    variants = ("--variants", 3, "--shared", 0.5, "--steps", 4, "--prompt", "a lake")
    assert run("decode", "--seeds", 3, *variants, *words, "-o", files / "fork.png") == 0
    assert len({(files / f"fork-{number}.png").read_bytes() for number in (1, 2, 3)}) == 3
