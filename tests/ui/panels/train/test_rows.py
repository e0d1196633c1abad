"""The list of trainings: what stands in a row, how it is walked through, what happens to rows that go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.background import busy
from studio.ui.panels.train.request import Request
from studio.ui.panels.train.rows import Rows
from studio.ui.panels.train.training import State, Training

Write = Callable[[Path, tuple[int, int], int], None]


@pytest.fixture
def trainings(tmp_path: Path) -> list[Training]:
    made = [Training(tmp_path / name, Request("vae")) for name in ("one", "two", "three")]
    made[1].state, made[1].step, made[1].fraction = State.RUNNING, 40, 0.5
    made[2].state = State.FAILED
    return made


@pytest.fixture
def rows(qtbot: QtBot, dressed: QApplication, trainings: list[Training]) -> Rows:
    made = Rows()
    qtbot.addWidget(made)
    made.resize(232, 400)
    made.show()
    made.show_all(trainings, trainings[0])
    return made


def test_a_row_tells_how_its_training_stands(rows: Rows, trainings: list[Training]) -> None:
    assert [row.accessibleName() for row in rows.rows] == [
        "one: Not begun", "two: Learning · step 40", "three: Failed"]  # fmt: skip
    trainings[0].state = State.WAITING
    rows.refresh(trainings[0])
    assert rows.rows[0].accessibleName() == "one: Waiting"
    assert [row.isChecked() for row in rows.rows] == [True, False, False]
    rows.grab()


def test_rows_are_walked_and_chosen_by_keys_and_by_clicks(rows: Rows, trainings: list[Training], qtbot: QtBot) -> None:
    chosen: list[Training] = []
    rows.chosen.connect(chosen.append)
    qtbot.mouseClick(rows.rows[2], Qt.MouseButton.LeftButton)
    QTest.keyClick(rows.rows[2], Qt.Key.Key_Up)
    QTest.keyClick(rows.rows[0], Qt.Key.Key_Up)
    QTest.keyClick(rows.rows[0], Qt.Key.Key_Return)
    assert chosen == [trainings[2], trainings[1], trainings[0]]


def test_a_row_stays_the_same_when_others_come_and_go(rows: Rows, trainings: list[Training]) -> None:
    before = rows.rows[1]
    rows.show_all([trainings[1], trainings[0]], trainings[1])
    assert rows.rows[0] is before
    assert before.isChecked()
    assert len(rows.rows) == 2
    rows.choose(None)
    assert not any(row.isChecked() for row in rows.rows)


def test_its_picture_is_the_newest_sheet(rows: Rows, trainings: list[Training], write: Write, qtbot: QtBot) -> None:
    (trainings[0].home / "sheets").mkdir(parents=True)
    write(trainings[0].home / "sheets" / "00000010.png", (80, 80), 10)
    rows.refresh(trainings[0])
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    assert rows.rows[0].grab().toImage().pixelColor(28, 45).red() == pytest.approx(10, abs=3)
