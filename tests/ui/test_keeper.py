"""Copies for emergencies: written by age, taken away after a save, offered after a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SelectAll
from studio.core.document import Document
from studio.formats.autosave import Autosave, recoverable
from studio.formats.files import save_document
from studio.session import Session
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.keeper import Keeper, RecoveryQuestion


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def kept(desk: Desk, document: Document, place: Path) -> tuple[Keeper, Session, Autosave]:
    keeper = Keeper(desk, place)
    session = Session(document, desk.library, desk.engine)
    desk.add(session)
    autosave = keeper._kept[id(session)][1]
    autosave.seconds = 0.0
    return keeper, session, autosave


def test_unsaved_work_is_written_and_goes_with_a_save(desk: Desk, kept: tuple[Keeper, Session, Autosave],
                                                      qtbot: QtBot) -> None:
    keeper, session, autosave = kept
    keeper.look()
    assert not autosave.path.exists()
    session.document.do(SelectAll())
    keeper.look()
    qtbot.waitUntil(autosave.path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not busy())
    session.document.mark_saved()
    desk.saved(session)
    assert not autosave.path.exists()


def test_closing_takes_the_copy_away(desk: Desk, kept: tuple[Keeper, Session, Autosave], qtbot: QtBot) -> None:
    keeper, session, autosave = kept
    session.document.do(SelectAll())
    keeper.look()
    qtbot.waitUntil(lambda: autosave.path.exists() and not busy(), timeout=10_000)
    desk.close(session)
    assert not autosave.path.exists()


def test_the_age_follows_the_preferences(desk: Desk, kept: tuple[Keeper, Session, Autosave]) -> None:
    desk.settings.change(autosave=10)
    assert kept[2].seconds == 600


@pytest.mark.parametrize(("answer", "opened", "left"), [("open_all", 1, 0), ("discard", 0, 0), ("later", 0, 1)])
def test_work_left_behind_is_offered(desk: Desk, document: Document, place: Path, qtbot: QtBot, answer: str,
                                     opened: int, left: int) -> None:
    place.mkdir()
    save_document(place / "1-1-1.ora", document)
    keeper, started, parent = Keeper(desk, place), [], QWidget()
    qtbot.addWidget(parent)

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, RecoveryQuestion)
        getattr(question, answer).click()

    def start(recovered: Document) -> None:
        started.append(recovered)
        desk.add(Session(recovered, desk.library, desk.engine))

    QTimer.singleShot(0, press)
    keeper.offer(recoverable(place), parent, start)
    qtbot.waitUntil(lambda: not busy(), timeout=10_000)
    assert len(started) == opened
    assert all(one.modified for one in started)
    assert (place / "1-1-1.ora").exists() is bool(left)
    own = [kept[1].path for kept in keeper._kept.values()]
    assert all(path.exists() for path in own)
