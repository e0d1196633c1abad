"""What one can do, a file for each menu: every command of the core has an action here.

Each file has `register(window)`, which adds its actions to the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.ui.window import Window


def register_first(window: Window) -> None:
    """What works without a picture: all that the window needs to be painted once."""
    from studio.ui.deeds import file, help, view

    for part in (file, view, help):
        part.register(window)


def register_rest(window: Window) -> None:
    """What works on a picture. Its commands bring numpy along, so it waits until the window is there."""
    from studio.ui.deeds import edit, image, layer, select
    from studio.ui.explore import deeds as explore

    for part in (edit, image, layer, select, explore):
        part.register(window)
