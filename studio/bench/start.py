"""How long it takes until there is something to see: the studio's window beside an empty one of the same toolkit."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from studio.bench.bench import Bench, Figure
from studio.core.errors import JobFailed

RUNS = 7
HEAVY = ("torch", "diffusers", "transformers", "cv2", "PIL", "skimage", "scipy")

# Both print the time at which the first paint of a whole window is done, and what was imported by then.
_PAINTED = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen)
        return False

    def seen(self):
        now = time.time()
        print(now, *sorted({name.split(".")[0] for name in sys.modules}), flush=True)
        QTimer.singleShot(0, QApplication.instance().quit)

def wait(app, run=QApplication.exec):
    eye = Eye()
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(eye)
    return run()

QApplication.exec = wait
"""
_BARE = """
from PySide6.QtWidgets import QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1600, 1000)
window.show()
app.exec()
"""
_STUDIO = """
from studio.app import main
main([])
"""


def run() -> Sequence[Figure]:
    return measured(RUNS)


def measured(runs: int) -> Sequence[Figure]:
    """The shortest of `runs` starts each, taken in turns; from the interpreter's start to the first paint."""
    bare: list[float] = []
    ours: list[float] = []
    heavy: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        first_paint(_STUDIO, folder)  # writes the byte code that an installed program has
        for _ in range(runs):
            bare.append(first_paint(_BARE, folder)[0])
            seconds, modules = first_paint(_STUDIO, folder)
            ours.append(seconds)
            heavy |= modules & set(HEAVY)
    ratio = min(ours) / min(bare)
    note = f"{min(ours) * 1000:.0f} ms, bare {min(bare) * 1000:.0f} ms"
    loaded = f"loaded by then: {', '.join(sorted(heavy)) or 'none'}"
    reference = "a bare PySide6 window"
    return [
        Figure("window to first paint", ratio, "×", reference, "≤ 3 ×", ratio <= 3, note),
        Figure("heavy libraries at first paint", len(heavy), "", ", ".join(HEAVY), "0", not heavy, loaded),
    ]


def first_paint(what: str, folder: str) -> tuple[float, set[str]]:
    """Seconds until the window of the program `what` was painted, and the packages imported by then.

    `folder` holds its preferences and byte code.
    """
    environment = os.environ | {"PENTIMENTO_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
    environment |= {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _PAINTED + what], capture_output=True, text=True, env=environment, timeout=60
    )
    words = done.stdout.split()
    if not words:
        raise JobFailed(f"The window was never painted: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    return float(words[0]) - start, set(words[1:])


BENCH = Bench("start", "From the start to something to see", run, needs_window=True)
