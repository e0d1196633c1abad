"""Where to read on, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio import __version__
from studio.ui.dialogs import Dialog

if TYPE_CHECKING:
    from studio.ui.window import Window


def register(window: Window) -> None:
    add = window.desk.actions.add
    add("help.keys", "Keys", "keyboard", "F1", window.show_keys, menu="Help", tooltip="Every action and its keys")
    add("help.about", "About Pentimento", "info", "", lambda: about(window), menu="Help",
        tooltip="Version and licences")


def about(window: Window) -> None:
    dialog = Dialog("Pentimento", window)
    dialog.add_text(f"Version {__version__}")
    dialog.add_text("A desktop studio to paint, mask and draw with generative models on layers. Apache License 2.0.")
    dialog.add_text("Built on Qt for Python (LGPL), NumPy, OpenCV, PyTorch, diffusers, Pillow, and the Phosphor icons "
                    "(MIT) from QtAwesome. The photographs on the start page come with scikit-image.")
    dialog.add_button("Close", primary=True).clicked.connect(dialog.accept)
    dialog.exec()
    dialog.deleteLater()
