"""Which keys do what: the defaults, what the artist changed, and where two things want the same key."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from studio import places
from studio.ui.settings import read, write_whole


class Shortcuts:
    """Keys are portable texts like "Ctrl+Shift+Z"; several for one action are parted by "; "."""

    def __init__(self) -> None:
        self._defaults: dict[str, str] = {}
        self._path = places.config() / "shortcuts.json"
        self._own: dict[str, str] = {str(name): str(keys) for name, keys in read(self._path).items()}

    def declare(self, action: str, default: str) -> None:
        self._defaults[action] = default

    def keys(self, action: str) -> str:
        return self._own.get(action, self._defaults.get(action, ""))

    def default(self, action: str) -> str:
        return self._defaults.get(action, "")

    @property
    def all(self) -> Mapping[str, str]:
        """Every declared action with its keys; many have none."""
        return {action: self.keys(action) for action in self._defaults}

    def sequences(self, action: str) -> list[QKeySequence]:
        return sequences(self.keys(action))

    def change(self, action: str, keys: str) -> None:
        """Gives `action` these keys ("" = none) and saves. A default is not written down."""
        if keys == self.default(action):
            self._own.pop(action, None)
        else:
            self._own[action] = keys
        write_whole(self._path, self._own)

    def reset(self) -> None:
        self._own.clear()
        write_whole(self._path, self._own)

    def conflict(self, action: str, keys: str) -> str:
        """The action that has one of these keys already; "" when they are free."""
        wanted = {sequence.toString() for sequence in sequences(keys)}
        for other in self._defaults:
            if other != action and wanted & {sequence.toString() for sequence in self.sequences(other)}:
                return other
        return ""


def sequences(keys: str) -> list[QKeySequence]:
    return [QKeySequence(part.strip()) for part in keys.split("; ") if part.strip()]


def shown(keys: str) -> str:
    """The first of `keys` as the platform writes it, for tooltips and menus."""
    found = sequences(keys)
    return found[0].toString(QKeySequence.SequenceFormat.NativeText) if found else ""


# On many keyboards [ and ] need AltGr or are not there at all. The two keys right of P stand for them, by position.
_BRACKETS: Mapping[int, str] = (
    {0x1A: "[", 0x1B: "]"} if sys.platform == "win32" else
    {0x21: "[", 0x1E: "]"} if sys.platform == "darwin" else
    {34: "[", 35: "]"}
)


def by_position(event: QKeyEvent) -> str:
    """The key that stands at this place on a US keyboard ("[", "Shift+]"), where the letters have moved; else ""."""
    key = _BRACKETS.get(event.nativeScanCode(), "")
    if not key or event.text() in ("[", "]", "{", "}"):
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.NoModifier:
        return key
    return f"Shift+{key}" if held == Qt.KeyboardModifier.ShiftModifier else ""
