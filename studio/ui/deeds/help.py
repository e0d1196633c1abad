"""Where to read on, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio import __version__
from studio.ui import outside
from studio.ui.dialogs import Dialog

if TYPE_CHECKING:
    from studio.ui.window import Window


def register(window: Window) -> None:
    add = window.desk.actions.add
    add("help.keys", "Keys", "keyboard", "F1", window.show_keys, menu="Help", tooltip="Every action and its keys")
    add("help.graphics", "Graphics card …", "cpu", "", lambda: graphics(window), menu="Help",
        tooltip="Get the part that lets models run on an NVIDIA card")
    add("help.updates", "Is there a newer version?", "arrow-clockwise", "", lambda: updates(window), menu="Help",
        tooltip="Asks once; nothing about you or your pictures is sent")
    add("help.about", "About Pentimento", "info", "", lambda: about(window), menu="Help",
        tooltip="Version and licences")


def graphics(window: Window) -> None:
    from studio.ui.graphics import GraphicsPart

    dialog = GraphicsPart(window.desk, window)
    dialog.open()


def updates(window: Window) -> None:
    from studio.engine.updates import Release, latest
    from studio.ui.background import in_background

    desk = window.desk

    def answer(release: Release) -> None:
        if not release.newer:
            desk.say(f"Version {__version__} is the newest.")
        elif release.page:
            desk.offer(f"Version {release.version} is there.", f"You have {__version__}.", "Open its page",
                       lambda: outside.show(release.page))
        else:
            desk.say(f"Version {release.version} is there; you have {__version__}.", "Get it where you got this one.")

    in_background(lambda: latest(desk.settings.offline), answer,
                  lambda error: desk.say(error.message, error.hint, "error"), owner=window)


def about(window: Window) -> None:
    dialog = Dialog("Pentimento", window)
    dialog.add_text(f"Version {__version__}")
    dialog.add_text("A desktop studio to paint, mask and draw with generative models on layers. Apache License 2.0.")
    dialog.add_text("Built on Qt for Python (LGPL), NumPy, OpenCV, PyTorch, diffusers, Pillow, and the Phosphor icons "
                    "(MIT) from QtAwesome. The photographs on the start page come with scikit-image.")
    dialog.add_button("Close", primary=True).clicked.connect(dialog.accept)
    dialog.exec()
    dialog.deleteLater()
