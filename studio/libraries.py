"""Sees that the system has the libraries a window needs: an installed studio brings some along where it has none, and
what is still missing is named with its Debian package."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from studio import places

PYTHON = {
    "libxcb.so.1": "libxcb1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGLdispatch.so.0": "libglvnd0",
    "libGLX.so.0": "libglx0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt's own files need, by the name they ask for; each after those that it needs itself."""

WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on X11 needs beside these."""

WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""What a window on Wayland needs: taken from what came along, and never missed, for there is X11 too."""


def missing() -> tuple[str, ...]:
    """Debian packages of what neither the system has nor came along; loads all the others, so that Qt finds them."""
    if sys.platform != "linux":
        return ()
    for name in WAYLAND:
        _loads(name)
    needed = PYTHON if _without_x11() else PYTHON | WINDOW
    return tuple(package for name, package in needed.items() if not _loads(name))


def sentence(packages: tuple[str, ...]) -> str:
    return (f"System libraries are missing that a window needs. On Debian and Ubuntu: "
            f"sudo apt install {' '.join(packages)}")  # fmt: skip


@contextmanager
def as_others_know_them() -> Iterator[None]:
    """While another program is started (a browser, a file manager): it shall load the system's libraries, and not those
    that came along with an installed studio."""
    ours = os.environ.pop(_PATH, None) if getattr(sys, "frozen", False) else None
    if ours is not None and (before := os.environ.get(f"{_PATH}_ORIG")):
        os.environ[_PATH] = before
    try:
        yield
    finally:
        if ours is not None:
            os.environ[_PATH] = ours


_PATH = "LD_LIBRARY_PATH"


def _without_x11() -> bool:
    return os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal", "vnc", "wayland")


def _loads(name: str) -> bool:
    """The system's own first: it fits the graphics drivers that are there."""
    for path in (name, str(places.shipped() / "system" / name)):
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False
