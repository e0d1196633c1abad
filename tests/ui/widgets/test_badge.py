"""A word in a coloured field."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.badge import Badge


def test_it_is_as_wide_as_its_word_and_coloured_by_its_kind(dressed: QApplication, qtbot: QtBot) -> None:
    for kind, ground in (("info", theme.DARK.info_soft), ("ok", theme.DARK.ok_soft), ("bad", theme.DARK.bad_soft)):
        badge = Badge("generated", kind)
        qtbot.addWidget(badge)
        badge.resize(badge.sizeHint())
        assert badge.height() == 18
        assert badge.width() == badge.fontMetrics().horizontalAdvance("generated") + 16
        assert badge.grab().toImage().pixelColor(4, 9).name() == ground.lower()
        assert badge.accessibleName() == "generated"
