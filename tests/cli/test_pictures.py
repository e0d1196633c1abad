"""Files and streams become documents and masks, and results become files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.cli.pictures import destination, flattened, named, numbered, opened, picture_document, read_mask
from studio.core.errors import BadRequest


def test_a_mask_counts_white_and_has_to_fit(files: Path) -> None:
    document = opened(files / "in.png")
    mask = read_mask(files / "mask.png", document)
    assert int((mask == 255).sum()) == 15 * 20
    with pytest.raises(BadRequest, match="The mask is 96 × 20"):
        read_mask(files / "small.png", document)


def test_a_picture_as_a_document_shows_the_same(files: Path) -> None:
    picture = flattened(opened(files / "in.png"))
    assert np.array_equal(flattened(picture_document(picture)), picture)
    assert picture_document(picture.astype(np.uint16)).depth == 16


def test_files_are_remembered_by_where_they_lie(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    assert named("in.png") == {"path": str(files / "in.png")}
    assert named("-") == {"path": "-"}
    assert named(None) is None


def test_several_are_numbered_and_unknown_endings_refused(files: Path) -> None:
    assert numbered(Path("a/b.png"), 2, 3) == Path("a/b-2.png")
    assert numbered(Path("a/b.png"), 1, 1) == Path("a/b.png")
    assert destination(Path("-")) == Path("-")
    with pytest.raises(BadRequest, match=r"\.zip"):
        destination(files / "a.zip")
