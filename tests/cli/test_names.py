"""Words that are commands never open a picture, pictures never start a command."""

from __future__ import annotations

from pathlib import Path

from studio.__main__ import _names_files


def test_files_are_told_from_commands(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"")
    assert _names_files([str(picture)])
    assert not _names_files([str(picture), "missing.png"])
    assert not _names_files(["fill", str(picture)])
    assert not _names_files(["--help"])
