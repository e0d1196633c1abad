"""Fills the menus from the actions, each time one is opened: what was added meanwhile is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QMenuBar

from studio.ui import icons
from studio.ui.actions import MENUS, Actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.recents import Recents


class Menus:
    """`recents` stand in the File menu, below Open. `furnish` sees to it that every action is there."""

    def __init__(self, bar: QMenuBar, actions: Actions, recents: Recents, open_file: Callable[[str], object],
                 furnish: Callable[[], object]) -> None:
        self._actions, self._recents, self._open_file = actions, recents, open_file
        self._furnish = furnish
        self.menus: dict[str, QMenu] = {}
        for title in MENUS:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda title=title: self.fill(title))
            self.menus[title] = menu

    def fill(self, title: str) -> None:
        self._furnish()
        menu = self.menus[title]
        for old in menu.findChildren(QMenu):
            old.deleteLater()
        menu.clear()
        self._actions.refresh()
        inner: dict[str, QMenu] = {}
        for id in sorted(self._actions, key=lambda id: self._actions.entry(id).last):
            entry = self._actions.entry(id)
            place, _, inside = entry.menu.partition("/")
            if place != title:
                continue
            if entry.line and menu.actions():
                inner.get(inside, menu).addSeparator()
            if inside and inside not in inner:
                inner[inside] = menu.addMenu(icons.icon(entry.icon), inside)
                inner[inside].setToolTipsVisible(True)
            (inner[inside] if inside else menu).addAction(entry.action)
            if id == "file.open":
                self._add_recents(menu)

    def _add_recents(self, menu: QMenu) -> None:
        found = self._recents.all()[:10]
        if not found:
            return
        recent = menu.addMenu(icons.icon("clock"), "Open recent")
        recent.setToolTipsVisible(True)
        for one in found:
            action = recent.addAction(one.path.name)
            action.setToolTip(str(one.path))
            action.triggered.connect(lambda _=False, path=str(one.path): self._open_file(path))
