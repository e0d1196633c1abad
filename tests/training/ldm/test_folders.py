"""Models of several files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.core.errors import Unreadable, Unwritable
from studio.training.ldm import folders


def test_a_folder_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    goal = tmp_path / "model"
    folders.give(goal, lambda part: (part / "old").write_text("1"))
    folders.give(goal, lambda part: (part / "new").write_text("2"))
    assert [path.name for path in goal.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [goal]


def test_a_full_disk_is_told_and_the_last_one_kept(tmp_path: Path) -> None:
    def full(part: Path) -> None:
        raise OSError(28, "No space left on device")

    goal = tmp_path / "model"
    folders.give(goal, lambda part: (part / "old").write_text("1"))
    with pytest.raises(Unwritable, match="no space left"):
        folders.give(goal, full)
    assert (goal / "old").is_file()


def test_what_is_no_autoencoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="autoencoder"):
        folders.autoencoder(tmp_path)


def test_a_fingerprint_tells_weights_apart() -> None:
    net = torch.nn.Linear(2, 2)
    before = folders.fingerprint(net)
    assert folders.fingerprint(net) == before
    with torch.no_grad():
        net.bias.add_(1)
    assert folders.fingerprint(net) != before
