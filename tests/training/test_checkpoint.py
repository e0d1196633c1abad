"""A checkpoint is there whole or not at all, and says what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from studio.core.errors import BadRequest, Unreadable, Unwritable
from studio.training import checkpoint

STATE = {"kind": "doubling", "settings": {"width": 8}}


def written(home: Path, step: int) -> Path:
    net = torch.nn.Linear(2, 2)
    optimiser = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 2)).sum().backward()
    optimiser.step()
    tensors = {"net": net.state_dict(), "net.average": net.state_dict()}
    return checkpoint.write(home, step, STATE, tensors, {"net": optimiser.state_dict()})


def test_the_newest_are_kept_and_the_newest_is_found(tmp_path: Path) -> None:
    for step in (9, 10, 100):
        written(tmp_path, step)
    assert [path.name for path in sorted(tmp_path.glob("step-*"))] == ["step-00000010", "step-00000100"]
    assert checkpoint.newest(tmp_path) == tmp_path / "step-00000100"


def test_a_folder_without_its_last_file_does_not_count(tmp_path: Path) -> None:
    written(tmp_path, 1)
    (written(tmp_path, 2) / "state.json").unlink()
    assert checkpoint.newest(tmp_path) == tmp_path / "step-00000001"
    assert checkpoint.newest(tmp_path / "nowhere") is None


def test_an_optimiser_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = written(tmp_path, 1)
    net = torch.nn.Linear(2, 2)
    fresh = torch.optim.Adam(net.parameters())
    fresh.load_state_dict(checkpoint.load_optimiser(folder, "net"))
    again = tmp_path / "again"
    checkpoint.write(again, 1, STATE, {"net.average": net.state_dict()}, {"net": fresh.state_dict()})
    for name in ("net.optimiser.safetensors", "net.optimiser.json"):
        assert (again / "step-00000001" / name).read_bytes() == (folder / name).read_bytes()


def test_what_is_no_checkpoint_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{")
    with pytest.raises(Unreadable, match="no checkpoint"):
        checkpoint.read_state(tmp_path)
    (tmp_path / "state.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(Unreadable, match="no checkpoint"):
        checkpoint.read_state(tmp_path)
    folder = written(tmp_path, 1)
    (folder / "net.safetensors").write_bytes(b"broken")
    with pytest.raises(Unreadable, match="damaged"):
        checkpoint.load(folder / "net.safetensors")


def test_only_the_same_training_may_go_on() -> None:
    checkpoint.checked(STATE, "doubling", {"width": 8})
    with pytest.raises(BadRequest, match="not of halving"):
        checkpoint.checked(STATE, "halving", {"width": 8})
    with pytest.raises(BadRequest, match="depth None, not 3"):
        checkpoint.checked(STATE, "doubling", {"depth": 3})


def test_a_model_is_given_whole_or_not_at_all(tmp_path: Path) -> None:
    path = checkpoint.model_of(tmp_path / "mine")
    checkpoint.give(path, {"a": torch.ones(2)})
    before = path.read_bytes()
    (tmp_path / "mine" / ".mine.safetensors.part").mkdir()
    with pytest.raises(Unwritable, match="could not be written"):
        checkpoint.give(path, {"a": torch.zeros(2)})
    assert path.read_bytes() == before
