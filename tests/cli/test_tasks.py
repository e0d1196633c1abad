"""fill, generate and run from the command line: files in, files out, sentences when something is wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.families.cyclegan import tiny as cyclegan
from studio.families.diffusion.tiny import write
from studio.families.pix2pix import tiny as pix2pix

PICTURE = np.random.default_rng(2).integers(40, 220, (12, 16, 3), np.uint8).repeat(6, 0).repeat(6, 1)


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_fill_changes_only_what_the_mask_marks(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = files / "out.png"
    assert run("fill", files / "in.png", "--mask", files / "mask.png", "--seed", 3, "--grow", 0, "-o", out) == 0
    made = cv2.imread(str(out))
    outside = np.ones(made.shape[:2], bool)
    outside[25:50, 35:65] = False
    assert np.array_equal(made[outside], PICTURE[outside])
    assert not np.array_equal(made, PICTURE)
    assert capsys.readouterr().out.strip() == f"Wrote {out}"


def test_the_json_of_a_job_runs_again_to_the_same_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, again, job = files / "out.png", files / "again.png", files / "job.json"
    assert run("fill", files / "in.png", "--mask", files / "mask.png", "-o", out, "--json") == 0
    told = capsys.readouterr().out
    assert json.loads(told)["job"]["seed"] >= 0
    job.write_text(told)
    assert run("run", job, "-o", again, "--quiet") == 0
    assert out.read_bytes() == again.read_bytes()
    assert capsys.readouterr().out == ""


def test_count_numbers_the_files(files: Path) -> None:
    out = files / "out.png"
    assert run("fill", files / "in.png", "--mask", files / "mask.png", "--count", 2, "--seed", 1, "-o", out) == 0
    one, two = cv2.imread(str(files / "out-1.png")), cv2.imread(str(files / "out-2.png"))
    assert not np.array_equal(one, two)
    assert not out.exists()


def test_a_layered_format_keeps_the_layers(files: Path) -> None:
    from studio.formats.files import open_document

    out = files / "out.ora"
    assert run("fill", files / "in.png", "--mask", files / "mask.png", "-o", out) == 0
    document = open_document(out)
    assert [layer.generated for layer in document.root.children] == [False, True]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--mask", "small.png", "-o", "out.png"], 2, "The mask is 96 × 20 but the picture is 96 × 72."),
        (["--mask", "empty.png", "-o", "out.png"], 2, "Paint a mask first: nothing is marked"),
        (["-o", "out.png"], 2, "Fill needs a mask"),
        (["--mask", "mask.png", "-o", "out.zip"], 2, "There is no way to write files that end in '.zip'."),
        (["--mask", "mask.png", "-o", "out.png", "--model", "none"], 2, "There is no model called 'none' here."),
        (["--mask", "mask.png", "-o", "out.png", "--steps", "0"], 2, "Steps must be 1 to 150"),
        (["--mask", "mask.png", "-o", "out.png", "--intent", "eat"], 2, "eat"),
        (["--mask", "mask.png"], 2, "Missing option"),
        (["--mask", "gone.png", "-o", "out.png"], 2, "gone.png"),
    ],
)
def test_wrong_requests_are_one_sentence(
    files: Path, words: list[str], status: int, sentence: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(files)
    assert run("fill", "in.png", *words) == status
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert not (files / "out.png").exists()
    assert run("fill", "in.png", *words, "--json") == status
    error = json.loads(capsys.readouterr().out)["error"]
    assert sentence in f"{error['message']} {error['hint']}"


def test_generate_makes_pictures_of_the_asked_size(files: Path) -> None:
    write(files / "models" / "tiny")
    out = files / "made.png"
    words = ["generate", "--prompt", "a lake", "--size", "72x64", "--steps", 1, "--models", files / "models"]
    assert run(*words, "--device", "cpu", "--seed", 4, "-o", out) == 0
    assert cv2.imread(str(out)).shape == (64, 72, 3)
    assert run(*words[:4], "big", "-o", out) == 2


def test_generate_without_a_model_says_how_to_get_one(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("generate", "--prompt", "x", "-o", files / "made.png") == 2
    assert "models add" in capsys.readouterr().err


def test_cancelled_work_writes_nothing(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.blocking import Blocking
    from studio.engine.runners import InThread

    def interrupted(self: InThread, *_: object) -> None:
        raise KeyboardInterrupt

    assert Blocking
    monkeypatch.setattr(InThread, "run", interrupted)
    assert run("fill", files / "in.png", "--mask", files / "mask.png", "-o", files / "out.png") == 130
    assert not (files / "out.png").exists()


def test_upscale_makes_the_size_that_is_asked_for(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, job, again = files / "out.png", files / "job.json", files / "again.png"
    assert run("upscale", files / "in.png", "--scale", 3, "-o", out) == 0
    assert cv2.imread(str(out)).shape == (216, 288, 3)
    assert cv2.imread(str(out), cv2.IMREAD_UNCHANGED)[..., 3].min() == 255
    capsys.readouterr()
    assert run("upscale", files / "in.png", "--size", "100x50", "--json", "-o", out) == 0
    assert cv2.imread(str(out)).shape == (50, 100, 3)
    job.write_text(capsys.readouterr().out)
    assert run("run", job, "-o", again) == 0
    assert np.array_equal(cv2.imread(str(out)), cv2.imread(str(again)))


def test_upscale_keeps_depth_and_transparency(files: Path) -> None:
    deep = np.random.default_rng(1).integers(0, 65536, (9, 8, 4)).astype(np.uint16)
    deep[:, :3, 3] = 0
    cv2.imwrite(str(files / "deep.png"), deep)
    assert run("upscale", files / "deep.png", "--scale", 2, "-o", files / "out.png") == 0
    made = cv2.imread(str(files / "out.png"), cv2.IMREAD_UNCHANGED)
    assert made.dtype == np.uint16
    assert made.shape == (18, 16, 4)
    assert made[:, :2, 3].max() < 2000 < made[..., 3].max()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--scale", 9), "Scale must be 2 to 4"), (("--size", "30000x20"), "Width must be"), (("--size", "x"), "WIDTHx")],
)
def test_a_size_that_cannot_be_is_a_sentence(
    files: Path, words: tuple[object, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("upscale", files / "in.png", *words, "-o", files / "out.png") == 2
    assert said in capsys.readouterr().err
    assert not (files / "out.png").exists()


def test_sample_makes_new_pictures_that_carry_their_job(
    files: Path, vae: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files / "face.png"
    words = ["sample", "--model", "tiny-vae", "--models", vae, "--seed", 5, "--count", 2, "-o", out]
    assert run(*words, "--set", "smile=0.8", "hat=beanie", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outputs"] == [str(files / "face-1.png"), str(files / "face-2.png")]
    assert told["job"]["sliders"] == {"smile": 0.8, "hat": "beanie"}
    one, two = (cv2.imread(path) for path in told["outputs"])
    assert one.shape == (32, 32, 3)
    assert not np.array_equal(one, two)
    assert run("info", files / "face-2.png", "--json") == 0
    assert '"seed": 6' in capsys.readouterr().out
    assert run(*words) == 0
    assert not np.array_equal(cv2.imread(str(files / "face-1.png")), one), "the sliders did something"


def test_sliders_are_listed_and_wrong_ones_named(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("edit", files / "in.png", "--list", "--model", "tiny-vae", "--models", vae) == 0
    said = capsys.readouterr().out
    assert "smile" in said
    assert "none | beanie" in said
    assert run("sample", "--list", "--model", "tiny-vae", "--models", vae, "--json") == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["sliders"]] == ["smile", "hat"]
    wrong = {"smile=9": "smile must be -1 to 1", "hat=fez": "Choose one of: none, beanie", "nose=1": "no slider called",
             "smile": "NAME=VALUE"}
    words = ["edit", files / "in.png", "--model", "tiny-vae", "--models", vae, "-o", files / "out.png"]
    for setting, sentence in wrong.items():
        assert run(*words, "--set", setting) == 2
        assert sentence in capsys.readouterr().err
    assert run(*words) == 2
    assert "--set NAME=VALUE" in capsys.readouterr().err
    assert run("sample", "--model", "tiny-vae", "--models", vae) == 2
    assert "-o OUT" in capsys.readouterr().err


def test_a_masked_edit_changes_only_what_the_mask_marks(files: Path, vae: Path) -> None:
    out = files / "out.png"
    model = ["--model", "tiny-vae", "--models", vae]
    words = ["edit", files / "in.png", "--set", "smile=1", *model, "--feather", 3, "-o", out]
    assert run(*words, "--mask", files / "mask.png") == 0
    made = cv2.imread(str(out))
    outside = np.ones(made.shape[:2], bool)
    outside[26:49, 36:64] = False
    assert np.array_equal(made[outside], PICTURE[outside])
    assert not np.array_equal(made, PICTURE)
    assert run(*words) == 0
    assert not np.array_equal(cv2.imread(str(out))[outside], PICTURE[outside])
    assert run(*words, "--mask", files / "small.png") == 2


def test_a_drawing_is_painted_and_a_picture_translated_there_and_back(files: Path) -> None:
    folder = files / "models"
    folder.mkdir()
    pix2pix(folder)
    cyclegan(folder)
    (painter,) = folder.glob("*painter*")
    (manner,) = set(folder.iterdir()) - {painter}
    out = files / "out.png"
    assert run("sketch", files / "in.png", "--model", painter.stem, "--models", folder, "--seed", 1, "-o", out) == 0
    painted = cv2.imread(str(out))
    assert painted.shape == PICTURE.shape
    assert not np.array_equal(painted, PICTURE)
    words = ["translate", files / "in.png", "--model", manner.stem, "--models", folder, "-o", out]
    assert run(*words) == 0
    there = cv2.imread(str(out))
    assert there.shape == PICTURE.shape
    assert run(*words, "--direction", "back", "--strength", 0.5) == 0
    assert not np.array_equal(cv2.imread(str(out)), there)
    assert run(*words, "--strength", 0) == 0
    assert np.array_equal(cv2.imread(str(out)), PICTURE)


def test_sketch_and_translate_say_when_no_model_can(files: Path, capsys: pytest.CaptureFixture[str],
                                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("studio.engine.library.standard_roots", lambda: ())
    for command, title in (("sketch", "Sketch"), ("translate", "Translate")):
        assert run(command, files / "in.png", "-o", files / "out.png") == 2
        assert f"No model here can do “{title}” yet" in capsys.readouterr().err


def test_pictures_stream_through(files: Path, vae: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO((files / "in.png").read_bytes())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out, write=lambda text: None, flush=lambda: None))
    words = ["--set", "smile=1", "--model", "tiny-vae", "--models", vae, "--quiet", "-o"]
    assert run("edit", "-", *words, "-") == 0
    monkeypatch.undo()
    assert run("edit", files / "in.png", *words, files / "out.png") == 0
    made = cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_COLOR)
    assert np.array_equal(made, cv2.imread(str(files / "out.png")))
