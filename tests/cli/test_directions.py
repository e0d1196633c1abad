"""direction make, list, measure: a slider out of sets, attributes or components, and the truth about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.__main__ import main
from studio.cli.directions import matrix, summary
from studio.explore import direction as directions
from studio.explore.leakage import Measure

MODEL = ("--model", "tiny-vae")
FEW = ("--count", 40, "--measure", 3, "--world", "glyphs")


def run(*words: object) -> int:
    return main([str(word) for word in words])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_an_attribute_becomes_a_direction_found_by_name(eyes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("lean", *MODEL, "--models", eyes, "--attribute", "slant", *FEW, "--hint", "Leans.")
    assert run("direction", "make", *words, "--json") == 0
    made = told(capsys)
    one = directions.named("lean", "tiny-vae")
    assert (one.hint, one.vector.shape) == ("Leans.", (6,))
    assert made["outputs"] == [str(directions.path_for("lean", "tiny-vae"))]
    assert made["measure"]["about"] == "slant"
    assert set(one.leakage) == {"digit", "form", "weight", "width", "height", "x", "y", "unrest"}
    assert "regression on 40 points" in one.made


def test_a_value_of_a_choice_becomes_one(eyes: Path, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = files / "plain.safetensors"
    words = ("plain", *MODEL, "--models", eyes, "--attribute", "form=plain", *FEW, "-o", out)
    status = run("direction", "make", *words)
    said = capsys.readouterr()
    if status:  # a random probe may see one form everywhere: that is said, and nothing is written
        assert "of 40 points only" in said.err
        assert not out.exists()
    else:
        assert directions.load(out).made.startswith("logistic regression")


def test_pictures_and_latents_make_a_direction(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latent = files / "a.safetensors"
    assert run("encode", files / "in.png", *MODEL, "-o", latent, "--models", vae, "--quiet") == 0
    out = files / "d.safetensors"
    words = ("dark", *MODEL, "--models", vae, "--plus", latent, files / "mask.png", "--minus", files / "empty.png")
    assert run("direction", "make", *words, "-o", out, "--json") == 0
    assert told(capsys)["measure"] is None, "no probe reads this model's pictures"
    assert directions.load(out).made == "mean of 2 points less mean of 1"


def test_a_component_is_free_of_a_direction_that_is_there(
    files: Path, vae: Path, smile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files / "c.safetensors"
    words = ("second", *MODEL, "--models", vae, "--component", 2, "--count", 30, "--free-of", "smile", "-o", out)
    assert run("direction", "make", *words, "--measure", 0, "--quiet") == 0
    one = directions.load(out)
    assert abs(float(one.vector @ directions.load(smile).vector)) < 1e-5
    assert "at right angles to smile" in one.made


def test_an_attribute_is_free_of_another_one(files: Path, eyes: Path) -> None:
    out = files / "s.safetensors"
    words = ("lean", *MODEL, "--models", eyes, "--attribute", "slant", *FEW, "--free-of", "weight", "-o", out)
    assert run("direction", "make", *words, "--quiet") == 0
    assert "at right angles to weight" in directions.load(out).made


def test_directions_are_listed_with_what_they_do(vae: Path, smile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("direction", "list", *MODEL, "--models", vae) == 0
    assert "Cheers." in capsys.readouterr().out
    assert run("direction", "list", *MODEL, "--models", vae, "--json") == 0
    assert told(capsys)["directions"][0]["low"] == -2
    smile.unlink()
    assert run("direction", "list", *MODEL, "--models", vae) == 0
    assert "no directions yet" in capsys.readouterr().out


def test_everything_that_a_model_has_is_measured(eyes: Path, smile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (*MODEL, "--models", eyes, "--world", "glyphs", "--count", 4, "--values", 3)
    wide = directions.Direction("wide", "tiny-vae", np.ones(6, np.float32))
    directions.save(wide, smile.with_name("wide.safetensors"))
    assert run("direction", "measure", *words, "--json") == 0
    found = told(capsys)["measures"]
    assert [one["name"] for one in found] == ["smile", "hat", "wide"], "a slider goes before a direction of its name"
    assert set(found[0]["change"]) >= {"digit", "slant"}
    assert run("direction", "measure", smile, "--models", eyes, "--world", "glyphs", "--count", 3, "--values", 3) == 0
    assert "| smile |" in capsys.readouterr().out


def test_tables_are_markdown() -> None:
    found = [Measure("smile", "smile", 0.9, 0.95, {"smile": 2.0, "age": 0.31, "hat": 0.02})]
    assert summary(found)[2] == "| smile | smile | 90% | 0.95 | 2.00 | age 0.31, hat 0.02 |"
    assert matrix(found) == ["| | smile |", "|---|---|", "| smile | **2.0** |", "| age | 0.3 |", "| hat |  |"]
    assert matrix([]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make", "a"), "two sets, an attribute, a component or two texts"),
        (("make", "a", "--component", 1, "--attribute", "x"), "two sets, an attribute, a component"),
        (("make", "a", "--more", "x"), "not led by text"),
        (("make", "a", "--component", 1, "--count", 1), "points to look at"),
        (("make", "a", "--component", 9, "--count", 8), "more than 8 points"),
        (("make", "a", "--plus", "in.png"), "two sets"),
        (("make", "a", "--plus", "none.safetensors", "--minus", "in.png"), "no file"),
        (("make", "/", "--component", 1), "cannot be called"),
        (("make", "a", "--attribute", "slant"), "--world portraits"),
        (("make", "a", "--attribute", "slant", "--world", "mars"), "no probe for mars"),
        (("make", "a", "--attribute", "wings", "--world", "glyphs", "--count", 4), "It reads: digit"),
        (("make", "a", "--attribute", "digit", "--world", "glyphs", "--count", 4), "digit=VALUE"),
        (("make", "a", "--component", 1, "--count", 8, "--free-of", "wings"), "no direction called"),
        (("make", "a", "--component", 1, "--count", 8, "-o", "a.txt", "--measure", 0), "ends in .safetensors"),
        (("measure",), "--world portraits"),
        (("measure", "wings", "--world", "glyphs"), "no direction called"),
        (("measure", "--count", 1), "at least two points"),
    ],
)
def test_a_wrong_request_is_a_sentence(
    words: tuple[object, ...], said: str, files: Path, eyes: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(files)
    assert run("direction", *words, *MODEL, "--models", eyes) == 2
    assert said in capsys.readouterr().err
    assert directions.known("tiny-vae") == []


def test_a_point_of_another_model_is_no_part_of_a_set(
    files: Path, vae: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from safetensors.numpy import save_file

    save_file({"latent": np.zeros(6, np.float32)}, files / "alien.safetensors", {"model": "other"})
    words = ("a", "--plus", files / "alien.safetensors", "--minus", files / "in.png", *MODEL, "--models", vae)
    assert run("direction", "make", *words) == 2
    assert "a point of other" in capsys.readouterr().err
