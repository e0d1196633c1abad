"""The trial of a fetched torch answers in one line, whatever happens."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from studio.engine import gpu_trial

ROOT = Path(__file__).parents[2]

WRONG = """
class cuda:
    is_available = staticmethod(lambda: True)
class Square:
    def __matmul__(self, other): return self
    def sum(self): return 1.0
def ones(shape, device): return Square()
"""


def answer(folder: Path, torch: str) -> tuple[int, dict[str, str]]:
    (folder / "torch").mkdir()
    (folder / "torch" / "__init__.py").write_text(torch)
    told = subprocess.run(gpu_trial.command(folder), capture_output=True, text=True, cwd=ROOT)
    return told.returncode, json.loads(told.stdout)


def test_a_torch_that_sees_no_card_is_no_use(tmp_path: Path) -> None:
    status, told = answer(tmp_path, "class cuda:\n    is_available = staticmethod(lambda: False)\n")
    assert status == 1
    assert "sees no card" in told["error"]


def test_a_torch_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    status, told = answer(tmp_path, "raise ImportError('libcudart.so.13 is missing')")
    assert status == 1
    assert told["error"] == "libcudart.so.13 is missing"


def test_a_card_that_computes_wrongly_is_found_out(tmp_path: Path) -> None:
    _, told = answer(tmp_path, WRONG)
    assert told["error"] == "the card computes wrongly"


def test_the_frozen_studio_tries_it_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert gpu_trial.command(Path("there")) == [sys.executable, gpu_trial.WORD, "there"]
