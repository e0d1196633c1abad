"""Promises of what rides along in an OpenRaster file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.formats import files, ora_notes
from studio.formats.ora_notes import NOTES, extent_of


@given(st.lists(st.tuples(st.integers(-600, 600), st.integers(-600, 600)), max_size=5), st.sampled_from([1, 4]),
       st.sampled_from([np.uint8, np.uint16]))
def test_the_extent_holds_every_sample_and_no_more(points: list[tuple[int, int]], channels: int, dtype: type) -> None:
    tiles = Tiles(channels, dtype)
    for x, y in points:
        pixel = np.zeros((1, 1) if channels == 1 else (1, 1, 4), dtype)
        pixel[..., 0] = 1  # a colour under alpha 0 counts
        tiles.write(Rect(x, y, 1, 1), pixel)
    found = extent_of(tiles)
    expected = Rect(0, 0, 0, 0)
    for x, y in points:
        expected |= Rect(x, y, 1, 1)
    assert found == expected or (found.empty and expected.empty)


def test_a_mask_that_reads_white_is_measured_by_what_is_not() -> None:
    tiles = Tiles(1, empty=255)
    tiles.write(Rect(5, 6, 2, 1), np.array([[0, 9]], np.uint8))
    assert extent_of(tiles) == Rect(5, 6, 2, 1)


def saved(path: Path) -> Path:
    document = Document((4, 3))
    document.root.children = [PixelLayer("Sky", mask=Tiles(1, empty=255))]
    document.mask.write(Rect(1, 1, 1, 1), np.array([[200]], np.uint8))
    files.save_document(path, document)
    return path


def changed(path: Path, **change: Any) -> Path:
    """The same file with other notes; None leaves out."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    notes = json.loads(content[NOTES]) | change
    content[NOTES] = json.dumps({key: value for key, value in notes.items() if value is not None}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def test_nothing_of_the_artists_folders_is_written(tmp_path: Path) -> None:
    document = files.open_document(saved(tmp_path / "a.ora"))
    files.save_document(tmp_path / "a.ora", document)
    assert str(tmp_path).encode() not in zipfile.ZipFile(tmp_path / "a.ora").read(NOTES)


@pytest.mark.parametrize("change", [
    {"layers": None}, {"layers": 7}, {"depth": "deep"}, {"depth": None}, {"mask": None}, {"mask": 3},
    {"mask": {"empty": 0, "bits": 8, "file": "pentimento/mask.png", "x": "far", "y": 0}},
    {"layers": {"0": {"offset": [1]}}}, {"layers": {"0": {"offset": [0, 0], "mask": [1]}}}, {"metadata": 5},
    {"chosen": 5}, {"layers": {"0": {"offset": [0, 0], "origin": 5}}},
])
def test_damaged_notes_are_refused_with_a_way_out(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"document\.json cannot be understood") as caught:
        files.open_document(changed(saved(tmp_path / "a.ora"), **change))
    assert "remove that file" in caught.value.hint


def test_a_missing_mask_is_named(tmp_path: Path) -> None:
    gone = {"empty": 0, "bits": 8, "file": "pentimento/gone.png", "x": 0, "y": 0}
    with pytest.raises(Unreadable, match=r"the mask 'pentimento/gone\.png' is missing"):
        files.open_document(changed(saved(tmp_path / "a.ora"), mask=gone))


def test_masks_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ora_notes, "MOST_PIXELS", 0)
    with pytest.raises(Unreadable, match="masks claim"):
        files.open_document(saved(tmp_path / "a.ora"))
