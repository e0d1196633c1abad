"""The window opens without the libraries that models need, and says so where there is no display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio import app
from studio.ui.settings import Settings

CODE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.app import build
application = QApplication([])
window = build(application)
HEAVY = ("torch", "diffusers", "transformers", "cv2", "skimage", "scipy", "numpy", "psutil", "platformdirs")
heavy = []
window.painted.connect(lambda: heavy.append([name for name in HEAVY if name in sys.modules]))
window.painted.connect(lambda: print("painted"))
window.show()
window.repaint()
for _ in range(3):
    application.processEvents()
    window.repaint()
window.desk.engine.close()
print(*heavy)
"""


def test_the_window_is_painted_once_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    """What takes long waits for `painted`: numpy alone would make the start a third longer."""
    home = os.environ | {"PENTIMENTO_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, env=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n") == ["painted", "[]", ""]


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


def test_the_library_follows_the_preferences(qapp: QApplication) -> None:
    Settings.load().prefer("fill", "patchmatch")
    window = app.build(qapp)
    library, settings = window.desk.library, window.desk.settings
    assert library.offline
    settings.change(offline=False)
    assert not library.offline
    assert library.preferred == {"fill": "patchmatch"}
    window.desk.engine.close()
    window.close()
    window.deleteLater()
