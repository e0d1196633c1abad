"""Guards against the PySide6 build that loses references to None on Python 3.11 and dies after minutes."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label, image = QLabel(), QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
before = sys.getrefcount(None)
for number in range(20000):
    label.setText(str(number))
    painter = QPainter(image)
    painter.fillRect(0, 0, 1, 1, 0)
    painter.end()
lost = before - sys.getrefcount(None)
print(lost)
sys.exit(1 if lost > 1000 else 0)
"""


def test_qt_calls_do_not_lose_references_to_none() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout} {done.stderr}"
