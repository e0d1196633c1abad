"""The loop: a run that was broken off goes on as if nothing had happened, and what goes wrong is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest, NotFinite, Unwritable
from studio.engine.job import Cancelled
from studio.training import checkpoint, loop
from studio.training.curves import read
from studio.training.loop import Pace, train, write_sheet

PACE = {"row": 5, "checkpoint": 10}


def state(home: Path, step: int) -> dict[str, bytes]:
    """Every file of a checkpoint."""
    folder = checkpoint.folder_of(home, step)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_ten_steps_and_ten_more_are_twenty_bit_for_bit(doubling: Any, tmp_path: Path) -> None:
    assert train(doubling(), tmp_path / "once", Pace(20, **PACE)) == 20
    assert train(doubling(), tmp_path / "twice", Pace(10, **PACE)) == 10
    assert train(doubling(), tmp_path / "twice", Pace(20, **PACE), resume=True) == 20
    assert state(tmp_path / "once", 20) == state(tmp_path / "twice", 20)
    assert (tmp_path / "once" / "log.csv").read_bytes() == (tmp_path / "twice" / "log.csv").read_bytes()


def test_it_goes_on_to_the_same_curve_after_a_kill(tmp_path: Path) -> None:
    """A real process, killed without warning in the middle of step 17."""
    here = Path(__file__).parent
    code = f"""
import sys, os, signal
sys.path.insert(0, {str(here)!r})
from conftest import Doubling
from pathlib import Path
from studio.training.loop import Pace, train
home, kill = Path(sys.argv[1]), int(sys.argv[2])
class Killed(Doubling):
    def step(self, number, chance):
        if number == kill:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().step(number, chance)
train(Killed(), home, Pace(20, row=5, checkpoint=10), resume=True)
"""

    def run(home: str, kill: int) -> int:
        settings = {**os.environ, "OMP_NUM_THREADS": "1"}
        return subprocess.run([sys.executable, "-c", code, str(tmp_path / home), str(kill)], env=settings).returncode

    assert run("whole", 0) == 0
    assert run("killed", 17) == -signal.SIGKILL
    assert checkpoint.newest(tmp_path / "killed") == checkpoint.folder_of(tmp_path / "killed", 10)
    assert run("killed", 0) == 0
    assert state(tmp_path / "whole", 20) == state(tmp_path / "killed", 20)
    assert (tmp_path / "whole" / "log.csv").read_bytes() == (tmp_path / "killed" / "log.csv").read_bytes()


def test_it_learns_and_writes_what_it_promises(doubling: Any, tmp_path: Path) -> None:
    train(doubling(), tmp_path, Pace(300, row=50, checkpoint=100))
    rows = [row for row in read(tmp_path / "log.csv") if "l1" in row]
    assert [row["step"] for row in rows] == [50, 100, 150, 200, 250, 300]
    assert rows[-1]["l1"] < rows[0]["l1"] / 2
    assert (tmp_path / f"{tmp_path.name}.safetensors").exists()
    assert [path.name for path in sorted((tmp_path / "sheets").iterdir())] == [
        "00000100.png", "00000200.png", "00000300.png"]  # fmt: skip
    assert len(list(tmp_path.glob("step-*"))) == checkpoint.KEPT
    assert not list(tmp_path.rglob("*.part"))


def test_another_seed_gives_another_training(doubling: Any, tmp_path: Path) -> None:
    one, other, same = doubling(), doubling(), doubling()
    train(one, tmp_path / "1", Pace(5), seed=1)
    train(other, tmp_path / "2", Pace(5), seed=2)
    train(same, tmp_path / "3", Pace(5), seed=1)
    assert one.weights() == same.weights() != other.weights()


def test_time_runs_out_between_two_steps(doubling: Any, tmp_path: Path) -> None:
    seconds = iter(range(0, 10_000, 10))
    made = train(doubling(), tmp_path, Pace(minutes=2), clock=lambda: float(next(seconds)))
    assert 0 < made < 13
    assert checkpoint.newest(tmp_path) == checkpoint.folder_of(tmp_path, made)


def test_a_folder_with_a_training_is_not_overwritten(doubling: Any, tmp_path: Path) -> None:
    train(doubling(), tmp_path, Pace(3))
    with pytest.raises(BadRequest, match="already holds a training"):
        train(doubling(), tmp_path, Pace(3))


def test_going_on_with_other_settings_or_another_kind_is_refused(doubling: Any, tmp_path: Path) -> None:
    train(doubling(), tmp_path, Pace(3))
    other = doubling()
    other.settings = {"width": 9}
    with pytest.raises(BadRequest, match="width 8, not 9"):
        train(other, tmp_path, Pace(6), resume=True)
    other = doubling()
    other.kind = "halving"
    with pytest.raises(BadRequest, match="a training of doubling, not of halving"):
        train(other, tmp_path, Pace(6), resume=True)
    with pytest.raises(BadRequest, match="seed 0, not 4"):
        train(doubling(), tmp_path, Pace(6), seed=4, resume=True)


def test_going_on_when_all_is_done_changes_nothing(doubling: Any, tmp_path: Path) -> None:
    train(doubling(), tmp_path, Pace(5))
    before, log = state(tmp_path, 5), (tmp_path / "log.csv").read_bytes()
    assert train(doubling(), tmp_path, Pace(5), resume=True) == 5
    assert state(tmp_path, 5) == before
    assert (tmp_path / "log.csv").read_bytes() == log


def test_numbers_that_run_over_end_it_with_a_sentence_and_the_last_checkpoint(doubling: Any, tmp_path: Path) -> None:
    recipe = doubling()
    recipe.spoil_at = 14
    with pytest.raises(NotFinite, match="step 14"):
        train(recipe, tmp_path, Pace(20, **PACE))
    assert np.isfinite(recipe.weights()).all()
    assert checkpoint.newest(tmp_path) == checkpoint.folder_of(tmp_path, 10)


@pytest.mark.parametrize("end", [Cancelled, KeyboardInterrupt])
def test_a_stop_keeps_the_step_it_came_after(doubling: Any, tmp_path: Path, end: type[BaseException]) -> None:
    told: list[float] = []

    def stop(fraction: float, preview: object = None, note: str = "") -> None:
        told.append(fraction)
        if len(told) == 7:
            raise end

    with pytest.raises(end):
        train(doubling(), tmp_path, Pace(20), report=stop)
    assert checkpoint.newest(tmp_path) == checkpoint.folder_of(tmp_path, 7)
    assert told == [number / 20 for number in range(1, 8)]


def test_a_full_disk_keeps_the_last_checkpoint(
    doubling: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(doubling(), tmp_path, Pace(10, **PACE))
    before = state(tmp_path, 10)

    def full(path: Path, data: bytes) -> None:
        if path.name == "state.json":
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr(checkpoint, "_flushed", full)
    with pytest.raises(Unwritable, match=r"no space left on device\. The checkpoint of step 10 is kept") as told:
        train(doubling(), tmp_path, Pace(20, **PACE), resume=True)
    assert "--resume" in told.value.hint
    assert state(tmp_path, 10) == before
    assert not list(tmp_path.rglob("*.part"))
    monkeypatch.undo()
    assert train(doubling(), tmp_path, Pace(20, **PACE), resume=True) == 20


def test_a_sheet_that_does_not_fit_ends_nothing(tmp_path: Path) -> None:
    write_sheet(tmp_path / "missing" / "sheet.png", np.zeros((2, 2, 3), np.uint8))
    red = np.zeros((2, 3, 3), np.uint8)
    red[..., 0] = 255
    write_sheet(tmp_path / "sheet.png", red)
    assert cv2.imread(str(tmp_path / "sheet.png"))[0, 0].tolist() == [0, 0, 255]


def test_gradients_are_clipped(doubling: Any) -> None:
    import torch

    net = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(net.weight)
    norm = loop.update(1000 * net(torch.ones(1, 1)).sum(), torch.optim.SGD(net.parameters(), 1.0), largest=0.5)
    assert float(norm) == pytest.approx(1000)
    assert float(net.weight.detach()) == pytest.approx(-0.5, rel=1e-4)


class Few:
    """Four plain pictures to learn from."""

    def some(self, count: int) -> list[np.ndarray[Any, Any]]:
        return [np.full((32, 32, 3), shade, np.uint8) for shade in (0, 80, 160, 240)][:count]


def sampling(doubling: Any, shades: tuple[int, ...]) -> Any:
    recipe = doubling()
    recipe.known, recipe.steady = Few(), False
    recipe.samples = lambda averaged: np.stack([np.full((32, 32, 3), shade, np.uint8) for shade in shades])
    return recipe


def test_samples_stand_beside_the_nearest_training_pictures(doubling: Any, tmp_path: Path) -> None:
    train(sampling(doubling, (10, 230)), tmp_path, Pace(3))
    sheet = cv2.imread(str(tmp_path / "sheets" / "00000003-nearest.png"))
    assert sheet[5, [5, 37, 71, 103], 0].tolist() == [10, 0, 230, 240]
    assert [row["variety"] for row in read(tmp_path / "log.csv")] == [pytest.approx(220 / 133, rel=0.01)]


def test_a_generator_that_has_collapsed_is_told_of(doubling: Any, tmp_path: Path) -> None:
    heard: list[loop.Moment] = []
    train(sampling(doubling, (100, 101)), tmp_path, Pace(1500, row=500, checkpoint=500), hear=heard.append)
    assert [(one.step, one.warning[:20]) for one in heard if one.kept] == [
        (500, ""), (1000, ""), (1500, "The samples are near")]  # fmt: skip


def test_every_step_and_checkpoint_is_heard(doubling: Any, tmp_path: Path) -> None:
    heard: list[loop.Moment] = []
    train(doubling(), tmp_path, Pace(4, checkpoint=2, early=(1, 2)), hear=heard.append)
    assert [(one.step, one.kept) for one in heard] == [
        (1, False), (2, True), (2, False), (3, False), (4, True), (4, False)]  # fmt: skip
    assert heard[-1].fraction == 1.0
    assert set(heard[0].losses) == {"l1", "gradient"}
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "00000001.png", "00000002.png", "00000004.png"]  # fmt: skip


def test_a_folder_that_cannot_be_written_to_is_a_sentence(doubling: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unwritable, match="cannot be written to"):
        train(doubling(), tmp_path / "file" / "mine", Pace(1))


def test_a_stop_before_the_first_step_leaves_no_checkpoint(doubling: Any, tmp_path: Path) -> None:
    recipe = doubling()

    def reading(number: int, chance: object) -> dict[str, Any]:
        raise Cancelled

    recipe.step = reading
    with pytest.raises(Cancelled):
        train(recipe, tmp_path, Pace(20))
    assert checkpoint.newest(tmp_path) is None
    assert train(doubling(), tmp_path, Pace(2)) == 2
