"""The mark is drawn at every size that desktops ask for."""

from __future__ import annotations

from pathlib import Path

import icons
from PIL import Image
from PySide6.QtWidgets import QApplication


def test_every_platform_gets_its_icons(qapp: QApplication, tmp_path: Path) -> None:
    icons.draw(tmp_path)
    for side in icons.SIDES:
        with Image.open(tmp_path / f"{side}.png") as drawn:
            assert drawn.size == (side, side)
            assert drawn.getpixel((side * 3 // 4, side * 3 // 4)) == (0xE8, 0x93, 0x5A, 255)
            assert drawn.getpixel((0, 0))[3] == 0  # type: ignore[index]
    with Image.open(tmp_path / "pentimento.ico") as windows:
        assert (256, 256) in windows.info["sizes"]
    assert (tmp_path / "pentimento.icns").stat().st_size > 1000
