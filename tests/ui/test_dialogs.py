"""The questions the window asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.ui import dialogs
from studio.ui.deeds.file import NewPicture
from studio.ui.dialogs import Answer, ClosingQuestion, FormQuestion


@pytest.mark.parametrize(("button", "answer"), [("save", Answer.SAVE), ("discard", Answer.DISCARD),
                                                ("cancel", Answer.CANCEL)])
def test_unsaved_work_has_three_answers(dressed: QApplication, qtbot: QtBot, button: str, answer: Answer) -> None:
    question = ClosingQuestion("Lake")
    qtbot.addWidget(question)
    question.show()
    qtbot.mouseClick(getattr(question, button), Qt.MouseButton.LeftButton)
    assert question.answer is answer


def test_escape_is_cancel_and_return_is_save(dressed: QApplication, qtbot: QtBot) -> None:
    for key, answer in ((Qt.Key.Key_Escape, Answer.CANCEL), (Qt.Key.Key_Return, Answer.SAVE)):
        question = ClosingQuestion("Lake")
        qtbot.addWidget(question)
        question.show()
        qtbot.keyClick(question, key)
        assert question.answer is answer


def test_jobs_on_their_way_are_told_of(dressed: QApplication, qtbot: QtBot) -> None:
    def texts(question: ClosingQuestion) -> list[str]:
        qtbot.addWidget(question)
        return [label.text() for label in question.findChildren(QLabel)][1:]

    lost = "What was changed since it was last saved would be lost."
    assert texts(ClosingQuestion("Lake")) == [lost]
    assert texts(ClosingQuestion("Lake", True, 1)) == [lost, "A job is still on the way for it. Closing cancels it."]
    only = ClosingQuestion("Lake", False, 1)
    assert texts(only) == ["A job is still on the way for it. Closing cancels it."]
    only.show()
    qtbot.keyClick(only, Qt.Key.Key_Return)
    assert only.answer is Answer.CANCEL


def test_a_form_gives_an_instance_or_nothing(dressed: QApplication) -> None:
    def press(name: str) -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, FormQuestion)
        getattr(question, name).click()

    QTimer.singleShot(0, lambda: press("go"))
    assert dialogs.asked(NewPicture, "New picture", "Create", None, {"width": 300}) == NewPicture(width=300)
    QTimer.singleShot(0, lambda: press("cancel"))
    assert dialogs.asked(NewPicture, "New picture", "Create", None) is None


def test_a_name_without_a_suffix_gets_that_of_its_kind(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []

    def chosen(parent: object, title: str, start: str, filters: str) -> tuple[str, str]:
        kinds[:] = filters.split(";;")
        return "/pictures/lake", kinds[-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    path = dialogs.where_to_save(None, "Export", Path("/pictures/lake"), layered=False)
    assert path is not None
    assert f"*{path.suffix}" in kinds[-1]
    assert len(kinds) > 4
    path = dialogs.where_to_save(None, "Save", Path("/pictures/lake"), layered=True)
    assert path == Path("/pictures/lake.ora")
    assert len(kinds) == 1


def test_no_answer_is_no_path(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: ("", "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_: (["/a/b.png"], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: ""))
    assert dialogs.where_to_save(None, "Save", Path("x"), layered=True) is None
    assert dialogs.which_to_open(None, "") == [Path("/a/b.png")]
    assert dialogs.which_folder(None, "Models") is None
