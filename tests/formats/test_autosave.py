"""Promises of autosave: by age, whole or not at all, offered again after a crash, gone after a clean end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio import places
from studio.core.commands.paint import Paint
from studio.core.document import MASK, Document
from studio.core.errors import Unreadable, Unwritable
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.formats import files
from studio.formats.autosave import Autosave, folder, recoverable

CRASH = """
import os, signal, sys, threading
from pathlib import Path
import numpy as np
from studio.core.commands.paint import Paint
from studio.core.document import MASK, Document
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.formats.autosave import Autosave

place, kills_while_writing = Path(sys.argv[1]), sys.argv[2] == "writing"
document = Document((600, 400), name="Harbour")
document.path = Path("/pictures/harbour.ora")
document.root.children = [PixelLayer("Sky", pixels=Tiles.of(np.full((400, 600, 4), 77, np.uint8)))]
autosave = Autosave(document, place, seconds=0)
area = Rect(0, 0, 600, 400)
for shade in (10, 20):
    marked = np.full((400, 600), shade, np.uint8)
    document.do(Paint("Mask", MASK, document.mask.planned(area, marked), area))
    if shade == 20 and kills_while_writing:
        real = os.replace
        os.replace = lambda *names: os.kill(os.getpid(), signal.SIGKILL)
    autosave.write(autosave.take())
os.kill(os.getpid(), signal.SIGKILL)
"""


class Clock:
    """A time that the test turns by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def painted() -> Document:
    document = Document((40, 30), name="Harbour")
    document.root.children = [PixelLayer("Sky", pixels=Tiles.of(np.full((30, 40, 4), 77, np.uint8)))]
    return document


def paint(document: Document, shade: int = 255) -> None:
    area = Rect(3, 4, 5, 6)
    changes = document.mask.planned(area, np.full((6, 5), shade, np.uint8))
    document.do(Paint("Mask", MASK, changes, area))


def test_changes_become_due_by_their_age_however_busy_the_artist_is(tmp_path: Path) -> None:
    clock, document = Clock(), painted()
    autosave = Autosave(document, tmp_path, seconds=60, clock=clock)
    assert not autosave.due
    for _ in range(7):
        paint(document)
        assert not autosave.due
        clock.now += 9
    assert autosave.due


def test_what_is_painted_while_writing_counts_anew(tmp_path: Path) -> None:
    clock, document = Clock(), painted()
    autosave = Autosave(document, tmp_path, seconds=60, clock=clock)
    paint(document)
    clock.now += 60
    copy = autosave.take()
    paint(document, 9)
    clock.now += 60
    assert not autosave.due, "one copy is on its way already"
    autosave.write(copy)
    assert files.open_document(autosave.path).mask.read(Rect(3, 4, 1, 1)) == 255
    assert autosave.due
    autosave.write(autosave.take())
    assert files.open_document(autosave.path).mask.read(Rect(3, 4, 1, 1)) == 9
    assert not autosave.due


def test_undoing_everything_leaves_nothing_due(tmp_path: Path) -> None:
    document = painted()
    autosave = Autosave(document, tmp_path, seconds=0)
    paint(document)
    assert autosave.due
    document.undo()
    assert not autosave.due


def test_a_failed_write_is_due_again_and_keeps_the_last_copy(tmp_path: Path) -> None:
    document = painted()
    autosave = Autosave(document, tmp_path / "recovery", seconds=0)
    paint(document)
    autosave.write(autosave.take())
    paint(document, 9)
    kept = autosave.path.rename(tmp_path / "kept")
    autosave.path.mkdir()
    with pytest.raises(Unwritable):
        autosave.write(autosave.take())
    assert autosave.due
    autosave.path.rmdir()
    kept.rename(autosave.path)
    autosave.write(autosave.take())
    assert files.open_document(autosave.path).mask.read(Rect(3, 4, 1, 1)) == 9


def test_a_clean_save_or_close_leaves_no_file(tmp_path: Path) -> None:
    document = painted()
    autosave = Autosave(document, tmp_path, seconds=0)
    paint(document)
    autosave.write(autosave.take())
    document.mark_saved()
    autosave.saved()
    assert not os.listdir(tmp_path)
    paint(document)
    assert autosave.due
    copy = autosave.take()
    autosave.close()
    autosave.write(copy)  # was on its way when the artist closed the document
    assert not os.listdir(tmp_path)
    paint(document)
    assert not autosave.due


def test_two_documents_have_two_files_in_the_artists_data_folder() -> None:
    first, second = Autosave(painted()), Autosave(painted())
    assert first.path != second.path
    assert first.path.parent == folder() == places.data() / "recovery"


def test_a_running_studio_is_not_recovered(tmp_path: Path) -> None:
    document = painted()
    autosave = Autosave(document, tmp_path, seconds=0)
    paint(document)
    autosave.write(autosave.take())
    (tmp_path / f".{autosave.path.name}.12345678.part").write_bytes(b"half")
    assert recoverable(tmp_path) == ()
    assert len(os.listdir(tmp_path)) == 2
    assert recoverable(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("when", ["between", "writing"])
def test_a_killed_studio_leaves_its_last_whole_copy(tmp_path: Path, when: str) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path), when], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    (found,) = recoverable(tmp_path)
    assert (found.name, found.original) == ("Harbour", Path("/pictures/harbour.ora"))
    assert [path.suffix for path in tmp_path.iterdir()] == [".ora"], "unfinished files are cleared away"
    document = found.open()
    assert document.mask.read(Rect(0, 0, 1, 1)) == (10 if when == "writing" else 20)
    assert (document.name, document.path) == ("Harbour", Path("/pictures/harbour.ora"))
    assert document.modified
    assert "recovery" not in document.metadata
    found.discard()
    assert recoverable(tmp_path) == ()


def test_a_damaged_copy_is_listed_and_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "1-1-1.ora").write_bytes(b"PK\3\4 no more")
    (found,) = recoverable(tmp_path)
    assert found.name == "Untitled"
    with pytest.raises(Unreadable):
        found.open()
