"""Promises of reading a stranger's zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from studio.core.errors import Unreadable
from studio.formats import archive
from studio.formats.archive import Archive


def packed(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def test_files_are_read(tmp_path: Path) -> None:
    with Archive(packed(tmp_path / "a.zip", one=b"1", two=b"22")) as found:
        assert found.names() == ("one", "two")
        assert "one" in found
        assert found.read("two") == b"22"
        assert found.head("two", 1) == b"2"
        assert found.head("three", 1) == b""


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with Archive(packed(tmp_path / "a.zip")) as found, pytest.raises(Unreadable, match="the sky 'b' is missing"):
        found.read("b", what="the sky")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "..\\a", "C:\\a", "\\\\server\\a"])
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match="points outside"):
        Archive(packed(tmp_path / "a.zip", **{name: b""}))


def test_more_than_asked_for_is_refused(tmp_path: Path) -> None:
    with Archive(packed(tmp_path / "a.zip", b=b"123")) as found, pytest.raises(Unreadable, match="larger than"):
        found.read("b", 2)


def test_a_bomb_is_refused_by_its_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_SUM", 8 << 20)
    with pytest.raises(Unreadable, match="would unpack to"):
        Archive(packed(tmp_path / "a.zip", **{str(number): bytes(1 << 20) for number in range(9)}))


def test_a_lie_about_the_size_is_refused(tmp_path: Path) -> None:
    """The central directory claims 3 GB for a file of a few bytes."""
    path = packed(tmp_path / "a.zip", b=b"123")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (3 << 30).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(Unreadable, match="absurd size"):
        Archive(path)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b=b"123")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Unreadable, match="encrypted"):
        Archive(path)


def test_damaged_content_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b=b"123" * 50)
    data = bytearray(path.read_bytes())
    data[33] ^= 255
    path.write_bytes(bytes(data))
    with Archive(path) as found, pytest.raises(Unreadable, match="'b' cannot be unpacked"):
        found.read("b")


def test_no_zip_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 and then nothing")
    with pytest.raises(Unreadable, match="damaged or cut off"):
        Archive(tmp_path / "a.zip")


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(Unreadable, match="4 files"):
        Archive(packed(tmp_path / "a.zip", a=b"", b=b"", c=b"", d=b""))
