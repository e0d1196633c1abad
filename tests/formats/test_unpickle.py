"""Tensors come out of a pickle bit for bit, what is meant to be used among them, and code in it never runs."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from studio.core.errors import BadRequest, JobFailed, Unreadable
from studio.formats.unpickle import converted, weights, write

CHANCE = torch.Generator().manual_seed(0)
NET = {"conv.weight": torch.randn(3, 2, generator=CHANCE), "count": torch.tensor(4)}


def test_a_checkpoint_becomes_safetensors_in_a_process_of_its_own(tmp_path: Path) -> None:
    torch.save({"g": {"conv.weight": torch.zeros(1)}, "g_ema": NET, "latent_avg": torch.ones(5)}, tmp_path / "a.pt")
    assert converted(tmp_path / "a.pt", tmp_path / "a.safetensors") == 3
    found = load_file(tmp_path / "a.safetensors")
    assert torch.equal(found["conv.weight"], NET["conv.weight"])
    assert torch.equal(found["latent_avg"], torch.ones(5))
    assert int(found["count"]) == 4


@pytest.mark.parametrize("held", [NET, {"state_dict": NET}, {"state_dict": {f"module.{name}": one for name, one in
                                                                           NET.items()}}, {"ema": {"params": NET}}])
def test_weights_are_found_where_training_programs_keep_them(held: dict[str, Any]) -> None:
    assert set(weights(held)) == set(NET)


def test_half_precision_becomes_full() -> None:
    assert weights({"w": torch.ones(2, dtype=torch.float16)})["w"].dtype == torch.float32


class Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path("trapped"),)


def test_code_in_a_pickle_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"w": Trap()}, tmp_path / "trap.pt")
    with pytest.raises(JobFailed, match="more than tensors"):
        write(tmp_path / "trap.pt", tmp_path / "out.safetensors")
    assert not (tmp_path / "trapped").exists()
    assert not (tmp_path / "out.safetensors").exists()


def test_what_is_no_checkpoint_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.pt").write_bytes(b"nothing of the kind")
    with pytest.raises(Unreadable, match=r"b\.pt could not be converted"):
        converted(tmp_path / "b.pt", tmp_path / "b.safetensors")
    torch.save({"steps": 3}, tmp_path / "c.pt")
    with pytest.raises(JobFailed, match="no tensors"):
        write(tmp_path / "c.pt", tmp_path / "c.safetensors")
    (tmp_path / "d.pt").write_bytes(pickle.dumps([1, 2]))
    with pytest.raises(JobFailed):
        write(tmp_path / "d.pt", tmp_path / "d.safetensors")
    with pytest.raises(BadRequest, match="no file"):
        converted(tmp_path / "none.pt", tmp_path / "none.safetensors")
