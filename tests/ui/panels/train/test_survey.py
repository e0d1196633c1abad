"""A folder is looked through before it is learned from: counted, glimpsed at, and what is odd about it told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest
from studio.ui.background import busy
from studio.ui.panels.train.source import FolderDrop
from studio.ui.panels.train.survey import shape_said, small, survey

Write = Callable[[Path, tuple[int, int], int], None]


def test_pictures_are_counted_and_some_are_seen(folder: Path, qapp: QApplication) -> None:
    (folder / "notes.txt").write_text("no picture")
    (folder / ".hidden.png").write_bytes(b"")
    (folder / "inside").mkdir()
    (folder / "0.png").rename(folder / "inside" / "0.PNG")
    found = survey(folder)
    assert found is not None
    assert found.count == 6
    assert len(found.thumbs) == 6
    assert found.sizes == ((48, 40),) * 6
    assert found.warnings == ("Only 6 pictures: the network will learn them by heart. A few hundred make a better "
                              "model.",)  # fmt: skip


def test_three_pictures_are_warned_of(folder: Path, qapp: QApplication) -> None:
    for number in range(3, 6):
        (folder / f"{number}.png").unlink()
    found = survey(folder)
    assert found is not None
    assert found.warnings[0].startswith("Only 3 pictures")


def test_broken_ones_are_told_of_and_odd_ones_are_not_broken(folder: Path, write: Write, qapp: QApplication) -> None:
    (folder / "torn.png").write_bytes((folder / "0.png").read_bytes()[:40])
    (folder / "empty.jpg").write_bytes(b"")
    deep = np.full((30, 30), 40000, np.uint16)
    assert QImage(deep.data, 30, 30, 60, QImage.Format.Format_Grayscale16).save(str(folder / "deep.png"))
    grey = np.full((30, 32), 90, np.uint8)
    assert QImage(grey.data, 32, 30, 32, QImage.Format.Format_Grayscale8).save(str(folder / "grey.png"))
    write(folder / "wide.png", (300, 20), 9)
    found = survey(folder)
    assert found is not None
    assert (found.count, found.broken) == (11, 2)
    assert "2 of 11 pictures looked at cannot be read" in found.warnings[1]
    assert shape_said(found) == "The middle square of each is learned from."


def test_small_pictures_are_warned_of_for_the_size_that_is_asked(folder: Path, qapp: QApplication) -> None:
    found = survey(folder)
    assert found is not None
    assert small(found, 32) == ""
    assert "smaller than 128 px" in small(found, 128)


def test_no_folder_and_no_pictures_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no folder"):
        survey(tmp_path / "none")
    with pytest.raises(BadRequest, match="holds no pictures"):
        survey(tmp_path)


def test_renders_of_a_world_are_known_as_such(tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text("{}")
    found = survey(tmp_path)
    assert found is not None
    assert found.renders


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty thousand names of one small picture."""
    home = tmp_path_factory.mktemp("many")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF3366)
    assert image.save(str(home / "first.png"))
    for number in range(30):
        (home / f"{number}").mkdir()
        for other in range(1000):
            os.link(home / "first.png", home / f"{number}" / f"{other}.png")
    return home


def test_a_huge_folder_is_counted_in_a_breath_and_opened_only_here_and_there(many: Path, qapp: QApplication) -> None:
    started = time.monotonic()
    found = survey(many)
    assert found is not None
    assert found.count == 30_001
    assert found.looked == 24
    assert found.warnings == ()
    assert time.monotonic() - started < 10, "200 000 take less than a minute then, on another thread"


def test_nobody_waits_for_a_huge_folder(many: Path, qtbot: QtBot) -> None:
    """The window's own thread does nothing for it, and a second choice ends the first search."""
    drop = FolderDrop("Pictures")
    qtbot.addWidget(drop)
    started = time.monotonic()
    drop.take(many)
    drop.take(None)
    assert time.monotonic() - started < 0.2
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    assert drop.found is None
    asked: list[int] = []
    assert survey(many, lambda: bool(asked.append(1)) or len(asked) < 3) is None
    assert len(asked) == 3
