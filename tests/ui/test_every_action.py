"""House rules of the window: every action and every control says what it is."""

from __future__ import annotations

import re
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from studio.core.document import Document
from studio.ui.shortcuts import sequences
from studio.ui.window import Window


def test_every_action_has_a_title_an_icon_a_tooltip_and_a_shortcut_entry(window: Window, opened: Document) -> None:
    actions = window.desk.actions
    assert len(list(actions)) > 100
    for id in actions:
        action = actions[id]
        assert action.text().strip(), id
        assert not action.icon().isNull(), id
        assert action.toolTip().strip(), id
        assert id in actions.shortcuts.all, id
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_-]+)+", id), id


def test_no_two_actions_come_with_the_same_key(window: Window, opened: Document) -> None:
    window.show_workspace("animate")
    shortcuts = window.desk.actions.shortcuts
    taken: dict[str, str] = {}
    for id in shortcuts.all:
        for sequence in sequences(shortcuts.default(id)):
            assert sequence.toString() not in taken, (id, taken.get(sequence.toString()), sequence.toString())
            taken[sequence.toString()] = id


def test_the_keys_that_painters_know_are_there(window: Window, opened: Document) -> None:
    keys = window.desk.actions.shortcuts
    for key, id in (("B", "tool.brush"), ("E", "tool.eraser"), ("Q", "tool.mask_brush"), ("L", "tool.lasso"),
                    ("R", "tool.rectangle"), ("W", "tool.wand"), ("G", "tool.fill"), ("I", "tool.pick"),
                    ("V", "tool.move"), ("C", "tool.crop"), ("X", "edit.swap_colours"), ("D", "edit.default_colours"),
                    ("Ctrl+Z", "edit.undo"), ("Ctrl+Y", "edit.redo"), ("Ctrl+Shift+Z", "edit.redo"),
                    ("Ctrl+E", "layer.merge_down"), ("Ctrl+K", "edit.palette"), ("Ctrl+0", "view.fit"),
                    ("Ctrl+1", "view.actual")):
        assert keys.conflict("", key) == id


def test_every_control_in_the_window_has_a_name(window: Window, opened: Document) -> None:
    nameless = []
    for page in ("paint", "train", "start", "animate"):
        window.show_workspace(page)
        for widget in window.findChildren(QWidget):
            if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
                continue
            words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
            if not (widget.accessibleName() or words) and widget.objectName() != "qt_spinbox_lineedit":
                nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert not nameless


def test_the_window_is_painted_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from studio.ui import theme\n"
        "from studio.ui.desk import Desk\n"
        "from studio.ui.settings import Settings\n"
        "from studio.ui.window import Window\n"
        "from studio.engine.engine import Engine\n"
        "from studio.engine.library import Library\n"
        "theme.apply(app, theme.DARK)\n"
        "library = Library([])\n"
        "engine = Engine(library)\n"
        "window = Window(Desk(library, engine, Settings.load()))\n"
        "window.show(); app.processEvents(); window.grab()\n"
        "heavy = ('cv2', 'torch', 'diffusers', 'transformers', 'PIL', 'skimage', 'scipy')\n"
        "print([name for name in heavy if name in sys.modules]); engine.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
