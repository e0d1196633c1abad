"""Where pictures come from: a folder that is chosen or dropped, two of them, or a drawn world."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.training.kind import kind_named
from studio.ui import dialogs, theme
from studio.ui.background import busy
from studio.ui.panels.train.source import FolderDrop, Source

HOW = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def source(qtbot: QtBot, dressed: QApplication) -> Source:
    made = Source()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_kind(kind_named("vae"))
    return made


def dragged(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_folder_is_dropped_looked_through_and_let_go(source: Source, folder: Path, qtbot: QtBot) -> None:
    drop = source.first
    assert source.lacking() == "Choose a folder of pictures first."
    data = dragged(folder)
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *HOW)
    drop.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop.dragLeaveEvent(QDragLeaveEvent())
    drop.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *HOW))
    assert "Looking through" in drop.line.text()
    qtbot.waitUntil(lambda: drop.found is not None, timeout=20_000)
    assert drop.line.text().startswith("6 pictures.")
    assert drop.thumbs.isVisible()
    assert source.lacking() == ""
    assert source.values() == {"world": "", "data": str(folder), "other": ""}
    source.learn_at(256)
    assert "smaller than 256 px" in drop.warning.text()
    drop.clear.click()
    assert drop.path is None
    assert drop.choose.isVisible()
    assert source.lacking()


def test_a_dropped_file_stands_for_its_folder_and_text_is_no_folder(source: Source, folder: Path, qtbot: QtBot) -> None:
    data = dragged(folder / "2.png")
    source.first.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *HOW))
    assert source.first.path == folder
    text = QMimeData()
    text.setText("cats")
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, text, *HOW)
    enter.ignore()
    source.first.dragEnterEvent(enter)
    assert not enter.isAccepted()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def test_a_folder_without_pictures_is_said_where_it_was_chosen(
    source: Source, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare").mkdir()
    monkeypatch.setattr(dialogs, "which_folder", lambda *_: tmp_path / "bare")
    source.first.choose.click()
    qtbot.waitUntil(lambda: source.first.problem != "", timeout=20_000)
    assert "“bare” holds no pictures" in source.first.warning.text()
    assert "holds no pictures" in source.lacking()


def test_two_kinds_of_pictures_need_two_folders(source: Source, folder: Path, qtbot: QtBot) -> None:
    source.show_kind(kind_named("cyclegan"))
    assert source.second.isVisible()
    source.first.take(folder)
    assert source.lacking() == "Choose the second folder too."
    source.second.take(folder)
    assert source.values()["other"] == str(folder)
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def test_drawn_pictures_need_no_folder(source: Source, qtbot: QtBot) -> None:
    qtbot.mouseClick(source.which.part("drawn"), Qt.MouseButton.LeftButton)
    assert not source.first.isVisible()
    assert source.lacking() == ""
    assert source.values()["world"] == "portraits"


def test_it_follows_the_theme(source: Source, dressed: QApplication, folder: Path, qtbot: QtBot) -> None:
    source.first.take(folder)
    qtbot.waitUntil(lambda: source.first.found is not None, timeout=20_000)
    theme.apply(dressed, theme.LIGHT)
    source.restyle()
    assert theme.LIGHT.accent_text.lower() in source.first.warning.styleSheet()


def test_a_row_of_small_pictures_is_drawn(qtbot: QtBot, folder: Path) -> None:
    drop = FolderDrop("Pictures")
    qtbot.addWidget(drop)
    drop.resize(300, 150)
    drop.take(folder)
    qtbot.waitUntil(lambda: drop.found is not None, timeout=20_000)
    drop.show()
    shown = drop.thumbs.grab().toImage()
    assert shown.pixelColor(28, 28) != shown.pixelColor(28 + 62 * 3, 28)
