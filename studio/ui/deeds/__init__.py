"""What one can do, a file for each menu: every command of the core has an action here.

Each file has `register(window)`, which adds its actions to the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.ui.window import Window


def register_all(window: Window) -> None:
    from studio.ui.deeds import edit, file, help, image, layer, select, view

    for part in (file, edit, image, layer, select, view, help):
        part.register(window)
