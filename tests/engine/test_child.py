"""What the worker process does by itself: the flag, its log, its end with the studio."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil

from studio.engine.child import Flag, _preload
from studio.engine.work import log_file

CARDS = Path(__file__).parent / "cards"


def test_a_flag_is_the_same_number_from_both_sides(tmp_path: Path) -> None:
    one, other = Flag(tmp_path / "flag"), Flag(tmp_path / "flag")
    assert other.number == 0
    one.number = 2**40
    assert other.number == 2**40
    one.close()
    other.close()


def test_what_cannot_be_imported_ahead_is_noted_and_no_end() -> None:
    _preload("studio.families.nobody.model")
    assert "studio.families.nobody.model could not be loaded ahead" in log_file().read_text()


STUDIO = """
import os, sys
sys.path.insert(0, {cards!r})
from pentimento_test_cards import PAINTER
from studio.engine.runners import InChild
from studio.engine.progress import Progress
from studio.families.tasks import Generate

def told(step):
    print(runner.pid, str(runner._child.folder), flush=True)
    if {killed}:
        os.kill(os.getpid(), 9)

if __name__ == "__main__":
    runner = InChild([PAINTER])
    patches = runner.run(Generate(width=8, height=8, seed=1, prompt="slow"), PAINTER.builtin[0], Progress(told))
    print(os.getpriority(os.PRIO_PROCESS, runner.pid), os.environ.get("OMP_WAIT_POLICY"))
    if {closed}:
        runner.close()
"""


def studio(tmp_path: Path, killed: bool = False, closed: bool = True) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "window.py"
    script.write_text(textwrap.dedent(STUDIO.format(cards=str(CARDS), killed=killed, closed=closed)))
    return subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)


def test_a_studio_that_is_killed_takes_its_worker_and_its_memory_along(tmp_path: Path) -> None:
    done = studio(tmp_path, killed=True)
    assert done.returncode == -9, done.stderr
    pid, folder = done.stdout.split("\n")[0].split(" ", 1)
    if psutil.pid_exists(int(pid)):
        psutil.wait_procs([psutil.Process(int(pid))], timeout=10)
    assert not psutil.pid_exists(int(pid)) or psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE
    assert not Path(folder).exists()


def test_a_studio_that_forgets_to_close_its_engine_leaves_nothing_either(tmp_path: Path) -> None:
    done = studio(tmp_path, closed=False)
    assert (done.returncode, done.stderr) == (0, "")
    pid, folder = done.stdout.split("\n")[0].split(" ", 1)
    assert not psutil.pid_exists(int(pid))
    assert not Path(folder).exists()


def test_the_worker_is_nicer_than_the_studio_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = studio(tmp_path)
    assert done.returncode == 0, done.stderr
    *steps, last = done.stdout.strip().split("\n")
    assert int(last.split()[0]) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)
    assert not Path(steps[0].split(" ", 1)[1]).exists()
    assert done.stderr == "", "no warning of the resource tracker, no leaked memory"
