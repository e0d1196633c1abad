"""Promises of whole-or-not-at-all writing, asked of real disks that are full, read-only or gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.errors import Unwritable
from studio.formats.whole import whole, whole_folder

FULL = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from studio.core.errors import Unwritable
from studio.formats import files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
picture = np.random.default_rng(0).integers(0, 255, (400, 400, 4), dtype=np.uint8)
name = Path(sys.argv[1])
document = files.document_of(files.Flat(picture))
files.encoded(document, "ora"), files.encoded(picture, "jpeg"), files.encoded(picture, "tiff")
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    files.export(name, document)
except Unwritable as error:
    print(error)
    sys.exit(7)
"""

BARRED = """
import os, sys
from pathlib import Path
import numpy as np
from studio.core.errors import Unwritable
from studio.formats import files
picture = np.zeros((8, 8, 4), np.uint8)
files.encoded(picture)
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    files.export(Path(sys.argv[1]), picture)
except Unwritable as error:
    print(error)
    sys.exit(7)
"""


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "picture.bin"
    with whole(path) as part:
        part.write_bytes(b"new")
        assert not path.exists()
        assert part.parent == tmp_path
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["picture.bin"]


def test_an_error_inside_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "picture.bin"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole(path) as part:
        part.write_bytes(bytes(1 // 0))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["picture.bin"]


def test_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "picture.bin"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with whole(path) as part:
        part.write_bytes(b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    real, link = tmp_path / "real.bin", tmp_path / "link.bin"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with whole(link) as part:
        part.write_bytes(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_missing_folder_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="the folder does not exist") as caught, whole(tmp_path / "no" / "a.png"):
        pass
    assert "another place" in caught.value.hint


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(Unwritable, match="a folder has that name"), whole(tmp_path / "a.png"):
        pass


@pytest.mark.parametrize("name", ["a.png", "a.ora", "a.jpg", "a.tif"])
def test_a_full_disk_keeps_the_old_file_and_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True)
    assert done.returncode == 7, done.stderr
    assert "could not be saved" in done.stdout
    assert "another place" in done.stdout
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


def test_a_read_only_folder_keeps_the_old_file_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "barred"
    folder.mkdir()
    path = folder / "a.png"
    path.write_bytes(b"old")
    for parent in (tmp_path, *list(tmp_path.parents)[:2]):
        parent.chmod(parent.stat().st_mode | 0o011)
    folder.chmod(0o555)
    try:
        done = subprocess.run([sys.executable, "-c", BARRED, str(path)], capture_output=True, text=True)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 7, done.stderr
    assert "you may not write there" in done.stdout
    assert path.read_bytes() == b"old"
    assert os.listdir(folder) == ["a.png"]




def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> None:
        with whole_folder(tmp_path / "film") as part:
            (part / "one.png").write_bytes(b"1")
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert not list(tmp_path.iterdir())
    with whole_folder(tmp_path / "film") as part:
        (part / "one.png").write_bytes(b"1")
        assert not (tmp_path / "film").exists()
    assert [path.name for path in (tmp_path / "film").iterdir()] == ["one.png"]
    with pytest.raises(Unwritable, match="not empty"), whole_folder(tmp_path / "film"):
        raise AssertionError("it is not entered")
