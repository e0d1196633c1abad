"""Draws the studio's mark at every size that desktops ask for: PNG files, an .ico for Windows, an .icns for macOS."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIDES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(folder: Path) -> None:
    """Writes <side>.png, pentimento.ico and pentimento.icns into `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QGuiApplication, QImage, QPainter

    from studio.ui import logo

    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for side in SIDES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        logo.draw(painter, QRectF(0, 0, side, side))
        painter.end()
        if not image.save(str(folder / f"{side}.png")):
            raise SystemExit(f"{folder} cannot be written to.")
    with Image.open(folder / "512.png") as largest:
        largest.save(folder / "pentimento.ico", sizes=[(side, side) for side in SIDES if side <= 256])
        largest.save(folder / "pentimento.icns")
    del application


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    draw(Path(sys.argv[1]))
