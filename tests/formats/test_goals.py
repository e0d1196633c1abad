"""Results never take each other's place, nor that of what they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import BadRequest
from studio.formats.goals import goals


def test_names_stay_and_what_cannot_be_written_flat_becomes_png(tmp_path: Path) -> None:
    sources = [Path("a/lake.jpg"), Path("b/lake.jpg"), Path("c/tower.psd"), Path("d/hut.ora"), Path("SEA.TIFF")]
    assert [path.name for path in goals(sources, tmp_path)] == ["lake.jpg", "lake-2.jpg", "tower.png", "hut.png",
                                                                "SEA.tiff"]


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "lake.png"
    source.write_bytes(b"a")
    with pytest.raises(BadRequest, match=r"lake\.png would be written over"):
        goals([source], tmp_path)
    assert goals([source], tmp_path, spare=True) == [tmp_path / "lake-2.png"]
