"""The studio's own small files: read whole, or refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from studio.core.errors import Unreadable
from studio.explore.tensors import read


def test_tensors_and_texts_come_together(tmp_path: Path) -> None:
    save_file({"a": np.ones(3, np.float32)}, tmp_path / "a.safetensors", {"format": "cake 1", "icing": "pink"})
    tensors, notes = read(tmp_path / "a.safetensors", "cake 1", "cake")
    assert tensors["a"].tolist() == [1, 1, 1]
    assert notes["icing"] == "pink"


@pytest.mark.parametrize("name", ["a.safetensors", "none.safetensors", "text.safetensors", ""])
def test_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    save_file({"a": np.ones(3, np.float32)}, tmp_path / "a.safetensors")
    (tmp_path / "text.safetensors").write_text("no tensors at all")
    with pytest.raises(Unreadable):
        read(tmp_path / name, "cake 1", "cake")
