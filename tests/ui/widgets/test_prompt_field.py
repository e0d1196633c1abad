"""Where a picture is described in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.widgets.buttons import Button
from studio.ui.widgets.prompt_field import PromptField


def test_it_counts_words_and_tells_what_is_typed(dressed: QApplication, qtbot: QtBot) -> None:
    field = PromptField("Describe what should be there.")
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.changed.connect(heard.append)
    assert field.words.text() == "0 words"
    qtbot.keyClicks(field.edit, "a cat")
    assert heard[-1] == "a cat"
    assert field.words.text() == "2 words"
    field.set_value("cat")
    assert field.words.text() == "1 word"
    assert heard[-1] == "a cat"


def test_tab_leaves_it(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field, button = PromptField(), Button("Fill")
    column.addWidget(field)
    column.addWidget(button)
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.value() == ""


def test_its_name_reaches_the_part_that_has_the_focus(dressed: QApplication, qtbot: QtBot) -> None:
    field = PromptField(lines=2, counted=False)
    qtbot.addWidget(field)
    field.setAccessibleName("Avoid")
    assert field.edit.accessibleName() == "Avoid"
    assert field.words.isHidden()
