"""models list, show, roots, add, verify and pull."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.__main__ import main
from studio.families.diffusion.tiny import write


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["models", *words, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_list_names_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "tiny")
    models = told(capsys, "list", "--models", str(tmp_path))["models"]
    assert isinstance(models, list)
    assert {"patchmatch", "tiny"} <= {model["id"] for model in models}
    assert main(["models", "list"]) == 0
    assert "no weights needed" in capsys.readouterr().out


def test_show_tells_all_and_refuses_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show", "patchmatch")["tasks"] == ["fill"]
    assert main(["models", "show", "nothing"]) == 2
    assert "There is no model called 'nothing' here." in capsys.readouterr().err


def test_a_model_added_is_there_next_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "tiny")
    added = told(capsys, "add", str(folder))["models"]
    assert isinstance(added, list)
    assert added[0]["id"] == "tiny"
    assert told(capsys, "show", "tiny")["family"] == "diffusion"


def test_roots_and_verify_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "roots")["roots"]
    assert "patchmatch" in str(told(capsys, "verify"))


def test_pull_of_an_unknown_model_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "nothing", "--yes"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_pickled_stylegan2_becomes_a_model_that_samples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    from studio.families.gan.net import built
    from studio.families.gan.recognise import Shape

    weights = built(Shape("stylegan2", 8, 16, 3, (8, 8, 6), style=8, depth=2)).state_dict()
    torch.save({"g_ema": weights, "latent_avg": weights.pop("latent_avg")}, tmp_path / "faces.pt")
    made = told(capsys, "convert", str(tmp_path / "faces.pt"))
    assert made["outputs"] == [str(tmp_path / "faces.safetensors")]
    assert [model["family"] for model in made["models"]] == ["gan"]  # type: ignore[attr-defined]
    picture = tmp_path / "one.png"
    asked = ["sample", "--model", "faces", "--models", str(tmp_path), "--seed", "3", "-o", str(picture), "--quiet"]
    assert main(asked) == 0
    assert picture.exists()
    assert main(["models", "convert", str(tmp_path / "faces.pt"), "-o", str(tmp_path / "faces.bin")]) == 2
    assert ".safetensors" in capsys.readouterr().err
