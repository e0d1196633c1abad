"""Colours and type: readable pairs, two themes, one application."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.theme import DARK, LIGHT, Look, Theme

PAIRS = [("text", "panel"), ("text2", "panel"), ("text3", "panel"), ("text", "field"), ("text3", "chrome"),
         ("on_accent", "accent"), ("text", "raised"), ("accent_text", "accent_soft"), ("text2", "accent_soft"),
         ("ok", "ok_soft"), ("info", "info_soft"), ("bad", "bad_soft"), ("text", "bad_soft"), ("text3", "canvas")]


def luminance(colour: str) -> float:
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("chosen", [DARK, LIGHT], ids=lambda one: one.name)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_every_text_can_be_read_on_its_ground(chosen: Theme, pair: tuple[str, str]) -> None:
    first, second = (luminance(getattr(chosen, role)) for role in pair)
    assert (max(first, second) + 0.05) / (min(first, second) + 0.05) >= 4.5


def test_every_token_is_a_colour() -> None:
    for chosen in (DARK, LIGHT):
        for field in dataclasses.fields(chosen):
            if field.name != "name":
                assert chosen.colour(field.name).isValid()
                assert getattr(chosen, field.name).startswith("#")


def test_applying_a_theme_changes_what_is_there_already(dressed: QApplication, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text
    theme.apply(dressed, LIGHT)
    assert theme.theme() is LIGHT
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.text


def test_the_artist_chooses_or_leaves_it_to_the_desktop() -> None:
    assert theme.chosen(Look.DARK) is DARK
    assert theme.chosen(Look.LIGHT) is LIGHT
    assert theme.chosen(Look.SYSTEM) in (DARK, LIGHT)


def test_figures_are_equally_wide_where_numbers_stand(dressed: QApplication) -> None:
    letters = theme.font(12, 500, tabular=True)
    assert letters.pixelSize() == 12
    assert letters.weight() == 500
    assert letters.isFeatureSet(QFont.Tag("tnum"))
    assert not theme.font(12).isFeatureSet(QFont.Tag("tnum"))


def test_its_type_comes_along_where_the_system_has_none(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>')
    code = ("from PySide6.QtGui import QFontDatabase, QFontInfo\nfrom PySide6.QtWidgets import QApplication\n"
            "app = QApplication([])\nprint(QFontDatabase.hasFamily('Inter'))\nfrom studio.ui import theme\n"
            "theme.apply(app, theme.DARK)\nprint(*(QFontInfo(theme.font(12, w)).family() for w in (400, 500, 600)))")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env=os.environ | {"FONTCONFIG_FILE": str(bare)}, cwd=Path(__file__).parents[2])  # fmt: skip
    assert told.stdout.split() == ["False", "Inter", "Inter", "Inter"], told.stderr
