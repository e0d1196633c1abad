"""While a film is written the window says how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.timeline.export import Clip, Form, begin
from studio.ui.timeline.head import Head
from studio.ui.timeline.reel import Reel


def test_the_button_gives_way_to_a_bar_that_cancels(chosen: Reel, hand: object, tmp_path: Path, said: list[str],
                                                    qtbot: QtBot) -> None:
    head = Head(chosen)
    qtbot.addWidget(head)
    head.resize(1160, head.height())
    head.show()
    hand.free.clear()  # type: ignore[attr-defined]
    begin(chosen, Clip(Form.MP4, 32, 32), tmp_path / "film.mp4")
    assert head.progress.isVisible()
    assert not head.export.isVisible()
    assert head.progress.left.text() == "Writing …"
    chosen.exporting.progressed.emit(0.5, 8.2)
    assert head.progress.left.text() == "8 s left"
    assert head.progress.line.fraction == 0.5
    QTest.mouseClick(head.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["film.mp4 was not written: it was cancelled."]
    assert head.export.isVisible()
    assert not list(tmp_path.iterdir())
