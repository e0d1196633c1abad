"""Keys: defaults, own ones, conflicts, and brackets on keyboards that have none."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from studio.ui.shortcuts import Shortcuts, by_position, sequences, shown


def keys() -> Shortcuts:
    made = Shortcuts()
    made.declare("redo", "Ctrl+Shift+Z; Ctrl+Y")
    made.declare("brush", "B")
    made.declare("quiet", "")
    return made


def test_own_keys_are_kept_and_defaults_come_back(qapp: QApplication) -> None:
    keys().change("brush", "P")
    again = keys()
    assert again.keys("brush") == "P"
    again.change("brush", "B")
    assert keys().keys("brush") == "B"
    again.change("brush", "")
    assert keys().keys("brush") == ""
    again.reset()
    assert keys().all == {"redo": "Ctrl+Shift+Z; Ctrl+Y", "brush": "B", "quiet": ""}


def test_two_actions_never_get_the_same_key_unseen(qapp: QApplication) -> None:
    shortcuts = keys()
    assert shortcuts.conflict("brush", "Ctrl+Y") == "redo"
    assert shortcuts.conflict("brush", "ctrl+y") == "redo"
    assert shortcuts.conflict("redo", "Ctrl+Y") == ""
    assert shortcuts.conflict("brush", "") == ""
    assert shortcuts.conflict("", "B") == "brush"


def test_several_keys_are_parted(qapp: QApplication) -> None:
    assert [one.toString() for one in sequences("Ctrl+Shift+Z; Ctrl+Y")] == ["Ctrl+Shift+Z", "Ctrl+Y"]
    assert shown("Ctrl+Shift+Z; Ctrl+Y") == "Ctrl+Shift+Z"
    assert shown("") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the codes are those of X11 and Wayland")
def test_the_keys_right_of_p_are_brackets_where_they_bear_other_letters(qapp: QApplication) -> None:
    def pressed(code: int, text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, 0, held, code, 0, 0, text)

    assert by_position(pressed(34, "ü")) == "["
    assert by_position(pressed(35, "+", Qt.KeyboardModifier.ShiftModifier)) == "Shift+]"
    assert by_position(pressed(34, "[")) == ""
    assert by_position(pressed(34, "ü", Qt.KeyboardModifier.ControlModifier)) == ""
    assert by_position(pressed(24, "q")) == ""
