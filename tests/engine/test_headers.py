"""Headers are read without the weights, and nothing broken or hostile gets through."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from studio.core.errors import Unreadable
from studio.engine.headers import contents, looks_like_one, shapes


def saved(path: Path) -> Path:
    save_file({"a.weight": np.zeros((3, 4), np.float32), "b": np.zeros((), np.int64)}, path, {"format": "pt"})
    return path


def test_names_and_shapes_are_those_that_were_saved(tmp_path: Path) -> None:
    assert shapes(saved(tmp_path / "a.safetensors")) == {"a.weight": (3, 4), "b": ()}


def test_the_texts_beside_the_tensors_are_told_too(tmp_path: Path) -> None:
    assert contents(saved(tmp_path / "a.safetensors"))[1] == {"format": "pt"}
    bare = tmp_path / "b.safetensors"
    save_file({"a": np.zeros(1, np.float32)}, bare)
    assert contents(bare)[1] == {}


def test_a_file_that_lacks_its_end_says_how_much(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.safetensors")
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Unreadable, match="5 bytes are missing"):
        shapes(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"12345",
        b"\xff" * 40,
        (2**40).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"[]" + b" " * 9,
        (30).to_bytes(8, "little") + b'{"a": {"shape": [1], "data_offs',
        (9).to_bytes(8, "little") + b'{"a": 12}',
        (4000).to_bytes(8, "little") + b"[" * 4000,
    ],
)
def test_what_is_no_safetensors_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.safetensors"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"wrong\.safetensors"):
        shapes(path)


@pytest.mark.parametrize(
    "tensor",
    [
        {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]},
        {"dtype": "F32", "shape": [1], "data_offsets": [0]},
        {"dtype": "F32", "shape": "x", "data_offsets": [0, 1]},
        {"dtype": "F32"},
    ],
)
def test_tensors_that_cannot_be_are_refused(tmp_path: Path, tensor: dict[str, object]) -> None:
    header = json.dumps({"a": tensor}).encode()
    path = tmp_path / "wrong.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))
    with pytest.raises(Unreadable):
        shapes(path)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_noise_is_either_read_or_refused(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "noise"
    path.write_bytes(noise)
    with contextlib.suppress(Unreadable):
        assert isinstance(shapes(path), dict)


def test_a_safetensors_file_is_known_by_its_start_not_its_suffix(tmp_path: Path) -> None:
    assert looks_like_one(saved(tmp_path / "taesd.embd"))
    other = tmp_path / "picture.safetensors"
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert not looks_like_one(other)
    assert not looks_like_one(tmp_path / "absent")
