"""Two processes train one network: other pictures in each, the same weights in both, one that writes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from studio.training import checkpoint, crew
from studio.training.curves import read

BEGIN = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import torch
from pathlib import Path
from conftest import Doubling
from studio.training.loop import Pace, train, update
from studio.training import crew
home = Path(sys.argv[1])
"""


def together(code: str, home: Path, count: int = 2) -> list[str]:
    """What each process says: started as a launcher would, on processors."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = {**os.environ, "OMP_NUM_THREADS": "1", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port),
            "WORLD_SIZE": str(count), "CUDA_VISIBLE_DEVICES": ""}  # fmt: skip
    started = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", BEGIN + code, str(home)], text=True,
                         env=base | {"RANK": str(rank), "LOCAL_RANK": str(rank)}, stdout=subprocess.PIPE)
        for rank in range(count)
    ]  # fmt: skip
    said = [one.communicate(timeout=100)[0].strip() for one in started]
    assert [one.returncode for one in started] == [0] * count
    return said


def test_one_alone_needs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    assert crew.join() == crew.Crew(0, 1)
    assert crew.agreed(True)
    assert not crew.agreed(False)
    assert crew.crew().first
    with crew.first_then_others():
        pass


def test_both_learn_the_same_network_from_other_pictures_and_one_writes(tmp_path: Path) -> None:
    said = together("""
seen = []
class Watched(Doubling):
    def step(self, number, chance):
        seen.append(round(float(chance.normal()), 6))
        return super().step(number, chance)
with crew.first_then_others():
    there = (home.parent / "drawn").exists()
    (home.parent / "drawn").touch()
recipe = Watched()
train(recipe, home, Pace(6, row=2, checkpoint=3))
here, weight = crew.crew(), torch.nn.Parameter(torch.zeros(2))
update((weight * torch.tensor([1.0, 10.0]) * (here.rank + 1)).sum(), torch.optim.SGD([weight], 1.0), 1000.0)
print([f"{one:.7f}" for one in recipe.weights()], seen, weight.tolist(), crew.agreed(here.first), there,
      sep="|")
""", tmp_path / "mine")
    (weights, seen, mean, first, there), (others, other_seen, other_mean, other_first, other_there) = (
        one.split("|") for one in said)  # fmt: skip
    assert weights == others
    assert seen != other_seen
    assert mean == other_mean == "[-1.5, -15.0]", "the mean of what each would have done"
    assert first == other_first == "True"
    assert (there, other_there) == ("False", "True"), "what the first one has drawn the other finds"
    assert [row["step"] for row in read(tmp_path / "mine" / "log.csv") if "l1" in row] == [2, 4, 6]
    assert checkpoint.newest(tmp_path / "mine") == checkpoint.folder_of(tmp_path / "mine", 6)


def test_a_stop_of_the_first_one_stops_all(tmp_path: Path) -> None:
    said = together("""
from studio.engine.job import Cancelled
def stop(fraction, preview=None, note=""):
    raise Cancelled
try:
    train(Doubling(), home, Pace(50), report=stop)
    print("went")
except Cancelled:
    print("stopped")
""", tmp_path / "mine")
    assert said == ["stopped", "went"]
    assert checkpoint.newest(tmp_path / "mine") == checkpoint.folder_of(tmp_path / "mine", 1)
