"""OpenCV, loaded when the first pixel is worked on and looked up only once.

`import cv2` inside a function is looked up each time, and Qt's Python modules put a hook of their own before every
import: some microseconds, which a brush would pay a hundred times for each move of the hand.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType


@cache
def opencv() -> ModuleType:
    import cv2

    return cv2
