"""The pictures that were open lately, each with a small view of it, so that one finds them by their looks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from studio import places
from studio.ui.pictures import covering

if TYPE_CHECKING:
    from studio.ui.settings import Settings

_KEPT = 24
THUMB = QSize(112, 112)


@dataclass(frozen=True)
class Recent:
    """`when` is when it was last opened or saved; `layers` how many it had then."""

    path: Path
    when: datetime
    layers: int = 1

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def line(self) -> str:
        """ "Edited 12 minutes ago · 5 layers"."""
        return f"{said(self.when, datetime.now())} · {self.layers} layer{'' if self.layers == 1 else 's'}"

    @property
    def thumb(self) -> Path:
        """Where its small view lies, if it has one."""
        import hashlib

        name = hashlib.sha256(str(self.path).encode()).hexdigest()[:24]
        return places.cache() / "thumbnails" / f"{name}.png"


def said(when: datetime, now: datetime) -> str:
    """How one speaks of a time that is over."""
    past = now - when
    if past < timedelta(minutes=1):
        return "Edited just now"
    if past < timedelta(hours=1):
        minutes = past.seconds // 60
        return f"Edited {minutes} minute{'' if minutes == 1 else 's'} ago"
    if when.date() == now.date():
        return f"Today {when:%H:%M}"
    if when.date() == now.date() - timedelta(days=1):
        return "Yesterday"
    if past < timedelta(days=7):
        return f"{when:%A}"
    return f"{when.day} {when:%B}" if when.year == now.year else f"{when.day} {when:%B %Y}"


class Recents(QObject):
    """Kept in the settings' memory, newest first."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def empty(self) -> bool:
        """Whether none is remembered: asked often, and never of the disk."""
        return not self._settings.recall("recent", [])

    def all(self) -> tuple[Recent, ...]:
        """Those whose files are there now; others are remembered on, for their disk may come back."""
        return tuple(recent for recent in self._known() if os.path.exists(recent.path))  # False when it may not be seen

    def _known(self) -> list[Recent]:
        found = []
        for one in self._settings.recall("recent", []):
            try:
                found.append(Recent(Path(one["path"]), datetime.fromisoformat(one["when"]), int(one["layers"])))
            except (KeyError, TypeError, ValueError):
                continue
        return found

    def note(self, path: Path, layers: int, view: QImage | None = None) -> None:
        """Puts `path` first; `view` becomes its small picture."""
        recent = Recent(path.resolve(), datetime.now(), layers)
        kept = [recent, *(one for one in self._known() if one.path != recent.path)][:_KEPT]
        if view is not None and not view.isNull():
            recent.thumb.parent.mkdir(parents=True, exist_ok=True)
            covering(view, THUMB).save(str(recent.thumb))
        self._settings.remember("recent", [
            {"path": str(one.path), "when": one.when.isoformat(timespec="seconds"), "layers": one.layers}
            for one in kept
        ])
        self.changed.emit()

    def forget_all(self) -> None:
        for one in self._known():
            one.thumb.unlink(missing_ok=True)
        self._settings.remember("recent", [])
        self.changed.emit()
