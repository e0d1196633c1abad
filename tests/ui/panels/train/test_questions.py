"""Nothing is deleted and nothing stopped without a question, and Cancel is always an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.panels.train.questions import DeleteQuestion, LeaveQuestion


def test_leaving_stops_unless_it_shall_go_on(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = LeaveQuestion(["cats"], parent)
    assert "“cats”" in question.windowTitle()
    question.stop.click()
    assert (question.result(), question.stops) == (QDialog.DialogCode.Accepted, True)
    question = LeaveQuestion(["cats", "dogs"], parent)
    assert "2 trainings" in question.windowTitle()
    question.keep.click()
    assert (question.result(), question.stops) == (QDialog.DialogCode.Accepted, False)
    question = LeaveQuestion(["cats"], parent)
    question.cancel.click()
    assert question.result() == QDialog.DialogCode.Rejected


def test_deleting_says_what_stays(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = DeleteQuestion("cats", parent)
    question.cancel.click()
    assert question.result() == QDialog.DialogCode.Rejected
    question.delete.click()
    assert question.result() == QDialog.DialogCode.Accepted
