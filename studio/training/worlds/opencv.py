"""OpenCV, imported when the first stroke needs it: the walk over worlds must not load it into the window."""

from __future__ import annotations

from typing import Any


class _WhenNeeded:
    """Stands for the module; each of its names is looked up once. Its stubs promise any number type where uint8 in
    gives uint8 out, so it is `Any` here."""

    def __getattr__(self, name: str) -> Any:
        import cv2

        value = getattr(cv2, name)
        setattr(self, name, value)
        return value


cv2: Any = _WhenNeeded()
