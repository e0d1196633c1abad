"""A job's row shows what can be done with the job in its state, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import JobFailed
from studio.engine.job import Job, State
from studio.families.tasks import Generate, Patch
from studio.ui.panels.jobs.row import HEIGHT, JobRow, small_image


def picture(colour: tuple[int, int, int, int], height: int = 40, width: int = 60) -> np.ndarray:
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[...] = colour
    return pixels


@pytest.fixture
def row(qtbot: QtBot) -> JobRow:
    row = JobRow(Job(Generate(prompt="sunset lake")))
    qtbot.addWidget(row)
    row.resize(340, HEIGHT + 1)
    row.show()
    return row


SEEN = {
    State.WAITING: {"line", "close_button"}, State.LOADING: {"bar", "time", "line", "close_button"},
    State.RUNNING: {"bar", "time", "line", "close_button"}, State.DONE: {"line", "sign", "open"},
    State.FAILED: {"why", "sign", "retry", "copy", "close_button"},
    State.CANCELLED: {"line", "retry", "close_button"},
}


@pytest.mark.parametrize("state", list(State))
def test_each_state_shows_its_parts(row: JobRow, state: State) -> None:
    row.job.state = state
    row.job.error = JobFailed("It broke.", "Mend it.") if state is State.FAILED else None
    row.refresh()
    parts = ("bar", "time", "line", "why", "sign", "open", "retry", "copy", "close_button")
    assert {name for name in parts if getattr(row, name).isVisible()} == SEEN[state]
    for button in (row.open, row.retry, row.copy, row.close_button):
        assert button.accessibleName() or button.text()
    assert row.accessibleName()
    if state not in (State.FAILED, State.CANCELLED):
        assert row.sizeHint().height() <= HEIGHT + 1


def test_the_newest_picture_is_shown(row: JobRow) -> None:
    row.job.preview = picture((255, 0, 0, 255))
    row.refresh()
    assert row.thumb.grab().toImage().pixelColor(24, 24) == QColor(255, 0, 0)
    row.job.patches = (Patch(picture((0, 0, 255, 255))),)
    row.refresh()
    assert row.thumb.grab().toImage().pixelColor(24, 24) == QColor(0, 0, 255)
    row.job.state, row.job.patches = State.DONE, ()
    row.refresh()
    assert row.thumb.grab().toImage().pixelColor(24, 24) == QColor(0, 0, 255), "it outlives the pixels"


def test_small_images_are_cut_from_the_middle_and_take_sixteen_bits() -> None:
    wide = np.zeros((40, 120, 4), np.uint16)
    wide[:, 40:80] = (65535, 32896, 0, 65535)
    image = small_image(wide, 48)
    assert (image.width(), image.height()) == (48, 48)
    assert image.pixelColor(1, 1) == QColor(255, 128, 0)
    assert image.pixelColor(46, 46) == QColor(255, 128, 0)


def test_of_a_fill_only_what_was_filled_is_shown() -> None:
    patch = np.zeros((200, 300, 4), np.uint8)
    patch[150:180, 20:50] = (0, 200, 0, 255)
    image = small_image(patch, 48)
    assert image.pixelColor(1, 1) == image.pixelColor(46, 46) == QColor(0, 200, 0)
    assert small_image(patch[:100], 48).pixelColor(24, 24).alpha() == 0


def test_a_message_can_be_copied(row: JobRow) -> None:
    row.job.state, row.job.error = State.FAILED, JobFailed("It broke.", "Mend it.")
    row.refresh()
    QTest.mouseClick(row.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "It broke. Mend it."


def test_keys_cancel_retry_open_and_move(row: JobRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.stepped) as stepped:
        QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert stepped.args == [row.job, 1]
    with qtbot.waitSignal(row.left):
        QTest.keyClick(row, Qt.Key.Key_Up)
    with qtbot.waitSignal(row.cancelled):
        QTest.keyClick(row, Qt.Key.Key_Delete)
    row.job.state = State.DONE
    with qtbot.waitSignal(row.opened):
        QTest.keyClick(row, Qt.Key.Key_Return)
    with qtbot.waitSignal(row.forgotten):
        QTest.keyClick(row, Qt.Key.Key_Delete)
    row.job.state = State.CANCELLED
    with qtbot.waitSignal(row.retried):
        QTest.keyClick(row, Qt.Key.Key_Return)


def test_a_long_message_makes_the_row_higher(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = JobRow(Job(Generate()))
    row.job.state, row.job.error = State.FAILED, JobFailed("It broke, and that needs many words. " * 6)
    row.refresh()
    assert row.hasHeightForWidth()
    assert row.heightForWidth(320) > row.heightForWidth(900) > HEIGHT
    row.deleteLater()
