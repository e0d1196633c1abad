"""OpenCV comes when it is needed, and is the whole-number kind that all platforms agree on."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from studio.training.worlds.opencv import cv2


def test_the_walk_over_worlds_loads_no_opencv() -> None:
    code = (
        "import sys\nfrom studio.parts import parts\nparts('studio.training.worlds')\nassert 'cv2' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_halving_rounds_as_whole_numbers_do() -> None:
    picture = np.array([[0, 1], [2, 4]], np.uint8)
    assert cv2.resize(picture, (1, 1), interpolation=cv2.INTER_AREA)[0, 0] == 2
