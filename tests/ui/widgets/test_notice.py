"""A sentence where the eye is, that can be copied and put away."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.notice import Notice


def test_it_says_copies_and_goes(dressed: QApplication, qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.say("Paint a mask first.", "Choose the mask brush (Q).")
    assert notice.isVisible()
    notice.copy.click()
    assert QGuiApplication.clipboard().text() == "Paint a mask first. Choose the mask brush (Q)."
    with qtbot.waitSignal(notice.closed):
        notice.close_button.click()
    assert notice.isHidden()


def test_without_a_hint_there_is_only_the_sentence(dressed: QApplication, qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.say("Saved.", kind="ok")
    assert notice.hint.isHidden()
    assert notice.kind == "ok"
    assert notice.accessibleName() == "Saved."
