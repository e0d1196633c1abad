"""Kinds of training stand as cards, the usual ones first, and are walked through by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import icons
from studio.ui.panels.train.begin import ICONS, USUAL, Begin, usable


@pytest.fixture
def begin(qtbot: QtBot, dressed: QApplication) -> Begin:
    made = Begin()
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    return made


def test_what_the_studio_can_use_is_offered_the_usual_first(begin: Begin) -> None:
    ids = list(begin.cards)
    assert ids[:2] == ["vae", "dcgan"]
    assert "probe" not in ids, "nothing in the studio uses one"
    assert begin.kind.id == "vae"
    assert all(kind.hint and kind.title for kind in usable())
    assert all(icons.known(icon) for icon in (*ICONS.values(), USUAL))


def test_another_kind_is_chosen_by_click_and_by_keys(begin: Begin, qtbot: QtBot) -> None:
    told: list[str] = []
    begin.changed.connect(lambda: told.append(begin.kind.id))
    qtbot.mouseClick(begin.cards["srresnet"], Qt.MouseButton.LeftButton)
    assert begin.kind.id == "srresnet"
    assert [begin.source.world.itemData(n) for n in range(begin.source.world.count())] == ["photographs", "textures"]
    begin.cards["vae"].setFocus()
    QTest.keyClick(begin.cards["vae"], Qt.Key.Key_Right)
    assert begin.kind.id == "dcgan"
    QTest.keyClick(begin.cards["dcgan"], Qt.Key.Key_Left)
    QTest.keyClick(begin.cards["vae"], Qt.Key.Key_Left)
    assert begin.kind.id == "vae"
    assert told[-1] == "vae"


def test_cards_stand_two_in_a_row_where_it_is_narrow(begin: Begin) -> None:
    first, _, third, *_ = begin.cards.values()
    assert third.y() == first.y()
    begin.resize(660, 600)
    QApplication.processEvents()
    assert third.y() > first.y()
    assert third.x() == first.x()
    begin.grab()
