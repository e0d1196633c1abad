"""The window opens without the libraries that models need, and says so where there is no display."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from studio import app

CODE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.app import build
application = QApplication([])
window = build(application)
window.show()
window.repaint()
application.processEvents()
heavy = [name for name in ("torch", "diffusers", "transformers", "cv2", "skimage", "scipy") if name in sys.modules]
window.desk.engine.close()
print(heavy)
"""


def test_the_window_is_painted_without_torch_diffusers_transformers_or_opencv() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_without_a_display_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display here")
    assert app.main([]) == 2
    assert "pentimento demo" in capsys.readouterr().err
    assert os.environ.get("DISPLAY") is None
