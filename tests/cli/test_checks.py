"""bench, selftest and demo are there and answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.__main__ import main
from studio.bench.bench import Figure
from studio.cli.checks import grouped


def test_bench_lists_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--list"]) == 0
    assert "steps" in capsys.readouterr().out
    assert main(["bench", "nothing"]) == 2
    assert "There are:" in capsys.readouterr().err


def test_bench_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "steps"]) == 0
    said = capsys.readouterr().out
    assert "| what | measured | against | bar | met |" in said
    assert "same pixels" in said


def test_demo_and_selftest_answer_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", str(tmp_path / "out"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["outputs"]) == 4
    assert main(["selftest", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed"]


def test_figures_of_several_things_stand_in_a_table_each() -> None:
    figures = [Figure("a: size", 1.0, "px", "b"), Figure("a: weight", 2.0, "g", "b"), Figure("c: size", 3.0, "px", "b")]
    lines = grouped(figures)
    assert [line for line in lines if line.startswith("###")] == ["### a", "### c"]
    assert "| weight | 2 g | b | – | – |" in lines


def test_measuring_models_takes_enough_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "models", "--only", "nothing", "--count", "8"]) == 0
    assert "The models that ship" in capsys.readouterr().out
    assert main(["bench", "models", "--count", "3"]) == 2
    assert "8 or more" in capsys.readouterr().err
