"""Everything one can do, each with its title, icon, keys and tooltip: menus, buttons and the palette show these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from studio.core.errors import PentimentoError
from studio.ui import icons
from studio.ui.shortcuts import Shortcuts, shown

MENUS = ("File", "Edit", "Image", "Layer", "Select", "View", "Help")


@dataclass(frozen=True)
class Entry:
    """`menu` is one of MENUS, with "/" a menu inside ("Layer/Blend"), or "" for what stands in no menu.

    `line` draws a line above it there; `last` are those at the menu's end, whenever they were added.
    """

    action: QAction
    icon: str
    menu: str
    line: bool
    last: bool
    hint: str
    enabled: Callable[[], bool] | None


class Actions(QObject):
    """Registers and finds actions by id. An action that raises a PentimentoError has it said through `failed`."""

    failed = Signal(object)
    grown = Signal()
    """An action was added or its keys were changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shortcuts = Shortcuts()
        self._entries: dict[str, Entry] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)

    def add(self, id: str, title: str, icon: str, shortcut: str, run: Callable[[], object], *, menu: str,
            enabled: Callable[[], bool] | None = None, tooltip: str = "", checkable: bool = False,
            checked: bool = False, line: bool = False, last: bool = False) -> QAction:
        """`shortcut` may be "" or several keys parted by "; ". A checkable one calls `run` after it was switched."""
        if id in self._entries:
            raise KeyError(f"There are two actions called {id!r}")
        action = QAction(icons.icon(icon), title, self)
        action.setObjectName(id)
        action.setCheckable(checkable)
        action.setChecked(checked)
        action.triggered.connect(lambda *_: self._run(run))
        hint = tooltip or title.replace("…", "").replace("&", "")
        self._entries[id] = Entry(action, icon, menu, line, last, hint, enabled)
        self.shortcuts.declare(id, shortcut)
        self._dress(id)
        if enabled is not None:
            action.setEnabled(enabled())
        self.grown.emit()
        return action

    def _run(self, run: Callable[[], object]) -> None:
        try:
            run()
        except PentimentoError as error:
            self.failed.emit(error)
        self.refresh()  # at once: the next key may have been pressed already, and would find its action asleep

    def _dress(self, id: str) -> None:
        entry, keys = self._entries[id], self.shortcuts.keys(id)
        entry.action.setShortcuts(self.shortcuts.sequences(id))
        entry.action.setToolTip(f"{entry.hint}  ({shown(keys)})" if keys else entry.hint)

    def __getitem__(self, id: str) -> QAction:
        return self._entries[id].action

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def entry(self, id: str) -> Entry:
        return self._entries[id]

    def run(self, id: str) -> None:
        """As if it had been chosen from its menu; nothing when it is not possible now."""
        self._entries[id].action.trigger()

    def change_keys(self, id: str, keys: str) -> None:
        self.shortcuts.change(id, keys)
        self._dress(id)
        self.grown.emit()

    def reset_keys(self) -> None:
        self.shortcuts.reset()
        for id in self._entries:
            self._dress(id)
        self.grown.emit()

    def with_key(self, key: str) -> str:
        """The action that has this key now; "" when none has."""
        return self.shortcuts.conflict("", key)

    def later(self) -> None:
        """Looks again at what is possible once the events of now are through: many changes cost one look."""
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self, *ids: str) -> None:
        """Looks at once at what is possible: of `ids`, those that are there, or of everything."""
        entries = [self._entries[id] for id in ids if id in self._entries] if ids else self._entries.values()
        for entry in entries:
            if entry.enabled is not None:
                entry.action.setEnabled(entry.enabled())
