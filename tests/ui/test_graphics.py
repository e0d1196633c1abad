"""The dialog of the graphics card offers what is there, shows how far it is, and can be left at any time."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.core.errors import JobFailed
from studio.engine import gpu
from studio.engine.catalogue import Offer, Part
from studio.engine.job import Cancelled
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.graphics import GraphicsPart

WHEEL = Part("https://x.invalid/w", "w", "", 2_400_000_000)
OFFER = Offer("here", "torch 9 for cards", "torch", "BSD-3-Clause", (WHEEL,))


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "offer", lambda: OFFER)


def dialog(desk: Desk, qtbot: QtBot, card: str) -> GraphicsPart:
    made = GraphicsPart(desk, card=card)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_card_nothing_is_offered(desk: Desk, qtbot: QtBot, listed: None) -> None:
    made = dialog(desk, qtbot, "")
    assert "No NVIDIA card" in made.card.text()
    assert not made.get.isVisible()
    assert not made.drop.isVisible()


def test_with_a_card_its_part_is_offered_with_size_and_licence(desk: Desk, qtbot: QtBot, listed: None) -> None:
    made = dialog(desk, qtbot, "Painted Card")
    assert made.get.isVisible()
    assert "2.4 GB" in made.state.text()
    assert "BSD-3-Clause" in made.state.text()


def test_a_build_that_lists_none_says_so(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "offer", lambda: None)
    made = dialog(desk, qtbot, "Painted Card")
    assert not made.get.isVisible()
    assert "lists none" in made.state.text()


def test_getting_it_shows_how_far_it_is_and_tells_when_it_works(
    desk: Desk, qtbot: QtBot, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def get(offline: bool, report: Any) -> dict[str, Any]:
        report(0.5, note="Downloading")
        go_on.wait(10)
        return {"name": "torch 9", "card": "Painted Card", "state": "ready"}

    monkeypatch.setattr(gpu, "get", get)
    said: list[str] = []
    monkeypatch.setattr(desk, "say", lambda message, *rest: said.append(message))
    made = dialog(desk, qtbot, "Painted Card")
    qtbot.mouseClick(made.get, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.line.fraction == 0.5, timeout=5000)
    assert "Downloading · 50%" in made.note.text()
    assert made.close_button.text() == "Cancel"
    go_on.set()
    qtbot.waitUntil(lambda: not busy(), timeout=5000)
    assert said == ["torch 9 works on Painted Card."]


def test_cancel_stops_it_and_says_nothing(
    desk: Desk, qtbot: QtBot, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def get(offline: bool, report: Any) -> dict[str, Any]:
        try:
            while True:
                report(0.1, note="Downloading")
                stopped.wait(0.01)
        except Cancelled:
            stopped.set()
            raise

    monkeypatch.setattr(gpu, "get", get)
    said: list[str] = []
    monkeypatch.setattr(desk, "say", lambda message, *rest: said.append(message))
    made = dialog(desk, qtbot, "Painted Card")
    made.begin()
    qtbot.mouseClick(made.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not busy(), timeout=5000)
    assert stopped.is_set()
    assert said == []


def test_what_goes_wrong_is_said_and_it_can_be_tried_again(
    desk: Desk, qtbot: QtBot, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get(offline: bool, report: Any) -> dict[str, Any]:
        raise JobFailed("The disk is full.", "Make room.")

    monkeypatch.setattr(gpu, "get", get)
    said: list[tuple[str, ...]] = []
    monkeypatch.setattr(desk, "say", lambda *words: said.append(words))
    made = dialog(desk, qtbot, "Painted Card")
    made.begin()
    qtbot.waitUntil(lambda: not busy(), timeout=5000)
    assert said == [("The disk is full.", "Make room.", "error")]
    assert made.get.isEnabled()


def test_a_part_that_is_there_can_be_taken_away(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    gpu.folder().mkdir(parents=True)
    (gpu.folder() / gpu.READY).write_text(f'{{"kind": "{gpu.kind()}", "name": "torch 9"}}')
    made = dialog(desk, qtbot, "Painted Card")
    assert "torch 9 is installed" in made.state.text()
    qtbot.mouseClick(made.drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not busy(), timeout=5000)
    assert not gpu.home().exists()
    assert not made.drop.isVisible()
