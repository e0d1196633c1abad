"""How the window shows itself: workspaces, theme, full screen, only the picture; and the way to every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.theme import Look

if TYPE_CHECKING:
    from studio.ui.window import Window


def register(window: Window) -> None:
    desk, add = window.desk, window.desk.actions.add
    add("edit.palette", "Find a command…", "magnifying-glass", "Ctrl+K", window.find_command, menu="Edit", line=True,
        last=True, tooltip="Find any command by its name")
    add("edit.preferences", "Preferences…", "gear-six", "Ctrl+,", lambda: window.show_preferences(), menu="Edit",
        last=True, tooltip="Theme, memory, models and keys")
    for number, tab in enumerate(window.tabs, start=1):
        add(f"view.{tab.id}", f"{tab.title} workspace", tab.icon, f"F{number + 1}",
            lambda id=tab.id: window.show_workspace(id), menu="View", line=number == 1,  # type: ignore[misc]
            tooltip=f"Go to the {tab.title} workspace")
    add("view.faces", "Faces and styles", "smiley", "Shift+F3", lambda: _show_faces(window), menu="View",
        tooltip="Sliders that change the picture while they move")
    add("view.next", "Next picture", "caret-right", "Ctrl+Tab; Ctrl+PgDown", lambda: window.step_document(1),
        menu="View", enabled=lambda: len(desk.sessions) > 1, line=True, tooltip="Bring the next open picture to front")
    add("view.previous", "Previous picture", "caret-left", "Ctrl+Shift+Tab; Ctrl+PgUp",
        lambda: window.step_document(-1), menu="View", enabled=lambda: len(desk.sessions) > 1,
        tooltip="Bring the picture before to front")
    add("view.full_screen", "Full screen", "arrows-out", "F11", window.turn_full_screen, menu="View", line=True,
        tooltip="The window over the whole screen, or back")
    add("view.zen", "Only the picture", "monitor", "Shift+F11", window.turn_zen, menu="View",
        tooltip="Hide everything but the picture, or bring it back")
    for look, icon in ((Look.DARK, "moon"), (Look.LIGHT, "sun"), (Look.SYSTEM, "desktop")):
        add(f"view.theme_{look.value}", f"{look.value.capitalize()} theme", icon, "",
            lambda look=look: desk.settings.change(theme=look), menu="View/Theme",  # type: ignore[misc]
            tooltip="The theme that the desktop asks for" if look is Look.SYSTEM else f"The {look.value} theme")


def _show_faces(window: Window) -> None:
    window.show_workspace("paint")
    window.paint.show_panel("faces")
