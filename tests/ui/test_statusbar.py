"""The line at the bottom."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.engine.device import Device, processor
from studio.ui.statusbar import StatusBar


def test_it_shows_hints_place_and_memory(dressed: QApplication, qtbot: QtBot) -> None:
    device = processor()
    bar = StatusBar(lambda: device)
    qtbot.addWidget(bar)
    bar.resize(1280, 25)
    bar.show()
    bar.show_hints(("Drag to paint the mask", "Alt erases"))
    bar.show_position("412, 306 px")
    assert "Drag to paint the mask" in bar.hints.text()
    assert "Alt erases" in bar.hints.text()
    assert bar.position.text() == "412, 306 px"
    assert bar.memory.text() == ""
    bar.start()
    assert re.fullmatch(r"Memory \d+\.\d of \d+ GB", bar.memory.text())
    assert re.fullmatch(r"CPU · \d+ threads", bar.device.text())
    device = Device("cuda", "NVIDIA H200", 3_200_000_000, 140_000_000_000)
    bar.look()
    assert bar.device.text() == "NVIDIA H200 · 3.2 of 140 GB"
