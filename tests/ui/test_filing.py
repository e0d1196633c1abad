"""Opening, saving, exporting and closing, with real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.composite import composite
from studio.core.document import Document
from studio.formats.files import open_document
from studio.ui import dialogs
from studio.ui.background import busy
from studio.ui.dialogs import Answer
from studio.ui.filing import Quality
from studio.ui.window import Window


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every save goes without asking."""
    path = tmp_path / "grey.ora"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))
    return path


def done(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def change(document: Document) -> None:
    document.do(SetMask(np.full((document.size.height, document.size.width), 255, np.uint8)))


def test_a_saved_document_comes_back_and_is_remembered(window: Window, opened: Document, target: Path,
                                                       qtbot: QtBot) -> None:
    change(opened)
    window.desk.actions.run("file.save")
    done(qtbot)
    assert not opened.modified
    assert opened.path == target
    again = open_document(target)
    assert np.array_equal(composite(again, again.canvas), composite(opened, opened.canvas))
    recent = window.filing.recents.all()[0]
    assert recent.path == target.resolve()
    assert not QImage(str(recent.thumb)).isNull()
    assert "Saved" in window.notice.text()


def test_painting_goes_on_while_it_saves(window: Window, opened: Document, target: Path, qtbot: QtBot) -> None:
    change(opened)
    assert window.desk.session is not None
    window.filing.save(window.desk.session)
    change(opened)
    done(qtbot)
    assert opened.modified


def test_a_disk_that_refuses_keeps_the_work_and_the_old_file(window: Window, opened: Document, tmp_path: Path,
                                                            qtbot: QtBot) -> None:
    change(opened)
    opened.path = tmp_path / "no such folder" / "grey.ora"
    assert window.desk.session is not None
    window.filing.save(window.desk.session)
    done(qtbot)
    assert opened.modified
    assert window.notice.kind == "error"
    assert "grey.ora could not be saved" in window.notice.text()


def test_what_is_open_already_comes_to_the_front(window: Window, opened: Document, target: Path, qtbot: QtBot) -> None:
    window.desk.actions.run("file.save")
    done(qtbot)
    window.intake.new_at(64, 64)
    assert window.desk.document is not opened
    window.open(target)
    assert window.desk.document is opened
    assert len(window.desk.sessions) == 2


def test_a_file_that_is_no_picture_is_told_of(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "empty.png"
    path.write_bytes(b"")
    window.open(path)
    done(qtbot)
    assert window.desk.session is None
    assert "empty.png" in window.notice.text()


def test_saving_a_photograph_asks_where_to_and_leaves_it_alone(window: Window, target: Path, tmp_path: Path,
                                                               qtbot: QtBot) -> None:
    photograph = tmp_path / "photograph.png"
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.save(str(photograph))
    before = photograph.read_bytes()
    window.open(photograph)
    qtbot.waitUntil(lambda: window.desk.document is not None, timeout=20_000)
    window.desk.actions.run("file.save")
    done(qtbot)
    assert target.exists()
    assert photograph.read_bytes() == before


def test_exporting_writes_a_flat_picture(window: Window, opened: Document, tmp_path: Path, qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))
    asked: list[type] = []

    def quality(cls: type, *_: object) -> Quality:
        asked.append(cls)
        return Quality(80)

    monkeypatch.setattr(dialogs, "asked", quality)
    window.desk.actions.run("file.export")
    done(qtbot)
    assert asked == [Quality]
    assert QImage(str(path)).size().width() == 40
    assert "Exported out.jpg" in window.notice.text()


@pytest.mark.parametrize("answer", list(Answer))
def test_closing_with_unsaved_work(window: Window, opened: Document, target: Path, qtbot: QtBot, answer: Answer,
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    change(opened)

    def exec_(question: dialogs.ClosingQuestion) -> int:
        question.answer = answer
        return 1

    monkeypatch.setattr(dialogs.ClosingQuestion, "exec", exec_)
    assert window.desk.session is not None
    window.filing.close(window.desk.session)
    done(qtbot)
    QApplication.processEvents()
    assert (window.desk.session is None) is (answer is not Answer.CANCEL)
    assert target.exists() is (answer is Answer.SAVE)
