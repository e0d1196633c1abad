"""Menus are filled from the actions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMenu

from studio.ui.actions import MENUS
from studio.ui.window import Window


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_every_menu_has_its_actions_and_each_only_once(window: Window) -> None:
    window.page("paint")
    for title in MENUS:
        window.menus.fill(title)
        menu = window.menus.menus[title]
        expected = [window.desk.actions[id].text() for id in window.desk.actions
                    if window.desk.actions.entry(id).menu == title and not window.desk.actions.entry(id).last]
        assert expected
        assert [word for word in words(menu) if word in expected] == expected
        window.menus.fill(title)
        assert len(words(menu)) == len(set(words(menu)))


def test_menus_inside_menus(window: Window) -> None:
    window.menus.fill("View")
    theme = next(menu for menu in window.menus.menus["View"].findChildren(QMenu) if menu.title() == "Theme")
    assert words(theme) == ["Dark theme", "Light theme", "System theme"]


def test_recent_pictures_stand_below_open(window: Window, tmp_path: Path) -> None:
    window.menus.fill("File")
    assert "Open recent" not in words(window.menus.menus["File"])
    path = tmp_path / "lake.png"
    path.write_bytes(b"x")
    window.filing.recents.note(path, 1)
    window.menus.fill("File")
    assert words(window.menus.menus["File"])[3] == "Open recent"
    recent = next(menu for menu in window.menus.menus["File"].findChildren(QMenu) if menu.title() == "Open recent")
    assert words(recent) == ["lake.png"]


def test_undo_stands_first_in_the_edit_menu_and_the_preferences_last(window: Window) -> None:
    window.page("paint")
    window.menus.fill("Edit")
    assert words(window.menus.menus["Edit"])[:2] == ["Undo", "Redo"]
    assert words(window.menus.menus["Edit"])[-2:] == ["Find a command…", "Preferences…"]
