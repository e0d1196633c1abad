"""OpenCV as the worlds use it: its stubs promise any number type, where uint8 in gives uint8 out."""

from __future__ import annotations

from typing import Any

import cv2 as _opencv

cv2: Any = _opencv
