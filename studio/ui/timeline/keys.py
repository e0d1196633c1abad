"""What the keyboard does on the timeline's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from studio.ui.timeline import editing

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.timeline.reel import Reel

MANY = 10
"""Frames that Shift with an arrow goes."""


def pressed(reel: Reel, event: QKeyEvent) -> bool:
    """Does what the key asks; False for one that means nothing here."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    step = MANY if shift else 1
    deeds: dict[int, Callable[[], object]] = {
        Qt.Key.Key_Left: lambda: editing.move_keys(reel, -step) if alt else reel.go(reel.frame - step),
        Qt.Key.Key_Right: lambda: editing.move_keys(reel, step) if alt else reel.go(reel.frame + step),
        Qt.Key.Key_Up: lambda: walk(reel, -1),
        Qt.Key.Key_Down: lambda: walk(reel, 1),
        Qt.Key.Key_Home: lambda: reel.go(0),
        Qt.Key.Key_End: lambda: reel.go(reel.timeline.length - 1),
        Qt.Key.Key_Comma: lambda: editing.step_key(reel, False),
        Qt.Key.Key_Period: lambda: editing.step_key(reel, True),
        Qt.Key.Key_K: lambda: editing.add_key(reel),
        Qt.Key.Key_Delete: lambda: editing.delete_keys(reel),
        Qt.Key.Key_Backspace: lambda: editing.delete_keys(reel),
        Qt.Key.Key_Space: lambda: reel.player.turn(),
    }
    standard: dict[QKeySequence.StandardKey, Callable[[], object]] = {
        QKeySequence.StandardKey.Copy: lambda: editing.copy_keys(reel),
        QKeySequence.StandardKey.Paste: lambda: editing.paste_keys(reel),
        QKeySequence.StandardKey.SelectAll: lambda: choose_all(reel),
        QKeySequence.StandardKey.Undo: reel.undo,
        QKeySequence.StandardKey.Redo: reel.redo,
    }
    deed = next((do for keys, do in standard.items() if event.matches(keys)), None)
    if deed is None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        deed = deeds.get(event.key())
    if deed is None:
        return False
    deed()
    return True


def taken(event: QKeyEvent) -> bool:
    """Whether a shortcut of the window must not have this key while the rows have the focus."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        standard = QKeySequence.StandardKey
        return any(event.matches(keys) for keys in (standard.Copy, standard.Paste, standard.SelectAll))
    return event.key() in (Qt.Key.Key_K, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Comma,
                           Qt.Key.Key_Period)  # fmt: skip


def walk(reel: Reel, by: int) -> None:
    """To the row above or below."""
    ids = [track.id for track in reel.timeline.tracks]
    if ids:
        place = ids.index(reel.track) + by if reel.track in ids else 0
        reel.pick(ids[max(0, min(place, len(ids) - 1))])


def choose_all(reel: Reel) -> None:
    """All keys of the active row; of all rows when none is."""
    tracks = [track for track in reel.timeline.tracks if reel.track in (None, track.id)]
    reel.pick(reel.track, frozenset((track.id, key.frame) for track in tracks for key in track.keys))
