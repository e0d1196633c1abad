"""The menus offer what can be keyed, and do it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.timeline.track import Key, Track
from studio.ui.timeline.menus import attempted, key_menu, track_menu
from studio.ui.timeline.reel import Reel

FADE = Track("opacity", "Face", (Key(0, 0.0), Key(20, 1.0)))


@pytest.fixture(name="parent")
def _parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def choose(menu: QMenu, *words: str) -> None:
    for word in words[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == word)  # type: ignore[misc]
    next(action for action in menu.actions() if action.text() == words[-1]).trigger()


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_with_a_model_its_sliders_can_be_keyed(chosen: Reel, document: Document, parent: QWidget) -> None:
    chosen.desk.close(chosen.desk.sessions[0])
    menu = track_menu(chosen, parent)
    assert words(menu)[:2] == ["Position on map", "Slider"]
    choose(menu, "Slider", "Warmth")
    choose(menu, "Position on map")
    assert [track.id for track in chosen.timeline.tracks] == [("slider", "warmth"), ("position", "")]


def test_without_one_a_model_is_offered(reel: Reel, qtbot: QtBot, parent: QWidget) -> None:
    menu = track_menu(reel, parent)
    choose(menu, "Make pictures with", "Wash")
    qtbot.waitUntil(lambda: reel.timeline.source.model == "wash", timeout=20_000)


def test_every_layer_can_be_keyed(reel: Reel, document: Document, parent: QWidget) -> None:
    menu = track_menu(reel, parent)
    choose(menu, "Opacity of a layer", "Sky")
    choose(menu, "Mask of a layer", "Face")
    choose(menu, "Place of a layer", "Face")
    choose(menu, "Camera")
    assert [track.id for track in reel.timeline.tracks] == [
        ("opacity", "Sky"), ("mask", "Face"), ("place", "Face"), ("camera", "")]  # fmt: skip


def test_keys_are_eased_copied_pasted_and_deleted(reel: Reel, document: Document, parent: QWidget) -> None:
    reel.do(reel.timeline.with_track(FADE), "Add")
    reel.pick(FADE.id, frozenset({(FADE.id, 0)}))
    menu = key_menu(reel, FADE.id, parent)
    assert "Paste keys here" not in words(menu)
    choose(menu, "Easing", "Hold")
    choose(menu, "Copy keys")
    reel.go(50)
    choose(key_menu(reel, FADE.id, parent), "Paste keys here")
    keys = reel.timeline.tracks[0].keys
    assert [(key.frame, key.ease.name) for key in keys] == [(0, "hold"), (20, "in-out"), (50, "hold")]
    choose(key_menu(reel, FADE.id, parent), "Delete keys")
    choose(key_menu(reel, FADE.id, parent), "Turn the track off")
    assert not reel.timeline.tracks[0].on
    choose(key_menu(reel, FADE.id, parent), "Delete the track")
    assert not reel.timeline.tracks


def test_what_stands_against_it_is_said(reel: Reel, document: Document, parent: QWidget, said: list[str]) -> None:
    document.root.children[0].name = "Face"
    choose(track_menu(reel, parent), "Opacity of a layer", "Face")
    assert said == ["2 layers are called “Face”."]
    attempted(reel, lambda: None)
    assert len(said) == 1
